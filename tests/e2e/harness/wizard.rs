//! Common steps of journeys: signing in, and walking through the wizard.

use super::page::Page;
use super::{Key, OWNER, Portal};
use serde_json::Value;

/// The request body of operation 1 (contract, part A), byte for byte.
pub const SAMPLE: &str = include_str!("../../../crates/model/tests/model/seeds/create-static-group.request.json");
/// The default container of new groups.
pub const CONTAINER: &str = "OU=Groups,DC=demo,DC=local";

/// The name of the Entra ID store on the sign-in page, and its id.
pub const ENTRA: &str = "5cjshm.onmicrosoft.com";
pub const ENTRA_STORE: i64 = 3;
/// The same tenant through Microsoft Graph.
pub const GRAPH: &str = "Microsoft Graph";

impl Page {
    /// Opens a path of the portal and signs in to the store with this name.
    pub fn enter_store(&self, store: &str, path: &str) {
        self.goto_as_nobody(path);
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

    /// Signs in to Microsoft Graph and begins an assigned security group, up to its members.
    pub fn assigned_in_graph(&self, name: &str, alias: &str) {
        self.enter_store(GRAPH, "groups/new");
        self.click("radio", "Security*");
        self.click("radio", "Assigned*");
        self.next("General");
        self.fill("textbox", "Display name", name);
        self.fill("textbox", "E-mail alias", alias);
        self.next("Members");
    }

    /// Fills in the sign-in form of the page or the dialog.
    pub fn give(&self, (user, password): (&str, &str)) {
        self.fill("textbox", "User name", user);
        self.fill("textbox", "Password", password);
        self.click("button", "Sign in");
    }

    pub fn arrives_at_sign_in(&self) {
        self.find("heading", "Sign in to GroupID Portal");
        self.find("textbox", "Password");
    }

    /// Opens a path of the portal with nobody signed in, whoever was before.
    fn goto_as_nobody(&self, path: &str) {
        // A page that was not loaded yet has no storage.
        self.script("try { localStorage.removeItem('groupid-portal/last-user') } catch {}");
        self.goto(path);
    }

    /// Opens a path of the portal and signs in there.
    pub fn enter_as(&self, account: (&str, &str), path: &str) {
        self.goto_as_nobody(path);
        self.give(account);
        self.find("navigation", "Main");
    }

    pub fn enter(&self, path: &str) {
        self.enter_as(OWNER, path);
    }

    /// Goes to the next step of the wizard, which must have this name.
    pub fn next(&self, step: &str) {
        self.click("button", "Next");
        self.focused("heading", step);
    }

    /// Fills in the second step of an opened wizard for a static group.
    pub fn general(&self, name: &str) {
        self.find("group", "How does the group get its members?");
        self.click("radio", "Static group*");
        self.next("General");
        self.general_fields(name);
    }

    /// Fills in the required fields of the second step.
    pub fn general_fields(&self, name: &str) {
        self.fill("textbox", "Group name", name);
    }

    /// Opens "More options".
    pub fn more_options(&self) {
        let open =
            "const more = document.querySelector('.more-options'); if (!more.open) more.firstElementChild.click();";
        self.script(open);
    }

    /// Walks through the wizard up to the summary.
    pub fn to_summary(&self, name: &str) {
        self.enter("groups/new");
        self.general(name);
        self.next("Members");
        self.next("Owners");
        self.next("Summary");
    }
}

impl Page {
    /// Signs in by keyboard only, from the top of the page.
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
    /// The golden rule of the contract: "Show HTTP request" shows the sample, and Finish sends it exactly once.
    pub fn sends_sample(&self, sample: &str, path: &str, name: &str) {
        let sample: Value = serde_json::from_str(sample).unwrap();
        self.click("button", "Show HTTP request");
        self.find("dialog", "HTTP request to be sent");
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
