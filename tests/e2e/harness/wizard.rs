//! Ways that many journeys go: signing in, and through the wizard.

use super::page::Page;
use super::{Key, OWNER, Portal};
use serde_json::Value;

/// The body of operation 1 (contract, part A), byte for byte.
pub const SAMPLE: &str = include_str!("../../../crates/model/tests/model/seeds/create-static-group.request.json");
/// Where the groups of the journeys are made.
pub const CONTAINER: &str = "OU=Groups,DC=demo,DC=local";

/// The store of Entra ID, as sign-in names it, and its number.
pub const ENTRA: &str = "5cjshm.onmicrosoft.com";
pub const ENTRA_STORE: i64 = 3;
/// The same tenant by way of Microsoft Graph.
pub const GRAPH: &str = "Microsoft Graph";

impl Page {
    /// Opens an address of the portal and signs in there, to a store by that name.
    pub fn enter_store(&self, store: &str, path: &str) {
        self.goto(path);
        self.select("Identity store", store);
        if store == GRAPH {
            self.click("button", "Sign in with your organisation");
            self.fill("textbox", "User name", OWNER.0);
            self.fill("textbox", "Password", OWNER.1);
            self.click("button", "Sign in");
        } else {
            self.give(OWNER);
        }
        self.find("navigation", "Main");
    }

    /// Fills the sign-in form of the page or of the dialog.
    pub fn give(&self, (user, password): (&str, &str)) {
        self.fill("textbox", "User name", user);
        self.fill("textbox", "Password", password);
        self.click("button", "Sign in");
    }

    pub fn arrives_at_sign_in(&self) {
        self.find("heading", "Sign in to GroupID Portal");
        self.find("textbox", "Password");
    }

    /// Opens an address of the portal and signs in there.
    pub fn enter_as(&self, account: (&str, &str), path: &str) {
        self.goto(path);
        self.give(account);
        self.find("navigation", "Main");
    }

    pub fn enter(&self, path: &str) {
        self.enter_as(OWNER, path);
    }

    /// Goes on from a step of the wizard to the one with this name.
    pub fn next(&self, step: &str) {
        self.click("button", "Next");
        self.focused("heading", step);
    }

    /// From an opened wizard to its second step, with container and name filled in.
    pub fn general(&self, name: &str) {
        self.find("group", "How does the group get its members?");
        self.click("radio", "Static group*");
        self.next("General");
        self.general_fields(name);
    }

    /// Fills in what the second step needs.
    pub fn general_fields(&self, name: &str) {
        self.fill("textbox", "Group name", name);
    }

    /// Opens what has a default that most people keep.
    pub fn more_options(&self) {
        let open =
            "const more = document.querySelector('.more-options'); if (!more.open) more.firstElementChild.click();";
        self.script(open);
    }

    /// A wizard that only waits for Finish.
    pub fn to_summary(&self, name: &str) {
        self.enter("groups/new");
        self.general(name);
        self.next("Members");
        self.next("Owners");
        self.next("Summary");
    }
}

impl Page {
    /// Signs in without a mouse, from the top of the page.
    pub fn enter_by_keyboard(&self) {
        self.tab_to("textbox", "User name");
        self.keys(OWNER.0);
        self.press(Key::Tab);
        assert!(self.is_focused("textbox", "Password"), "{}", self.focus());
        self.keys(OWNER.1);
        self.press(Key::Enter);
    }
}

impl Portal {
    /// The golden rule of the contract: what Show request shows and what Finish sends are the sample, once.
    pub fn sends_sample(&self, sample: &str, path: &str, name: &str) {
        let sample: Value = serde_json::from_str(sample).unwrap();
        self.click("button", "Show request");
        self.find("dialog", "HTTP request sent by Finish");
        let shown = self.script("return document.querySelector('dialog[open] pre').textContent");
        assert_eq!(serde_json::from_str::<Value>(shown.as_str().unwrap()).unwrap(), sample, "as shown");
        self.click("button", "Close");
        self.click("button", "Finish");
        self.arrives(name);
        let sent = self.service.requests("POST", path);
        assert_eq!(sent.len(), 1, "{sent:?}");
        assert_eq!(sent[0]["body"], sample, "as sent");
    }
}
