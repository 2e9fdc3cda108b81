//! Ways that many journeys go: signing in, and through the wizard.

use super::OWNER;
use super::page::Page;

/// The body of operation 1 (contract, part A), byte for byte.
pub const SAMPLE: &str = include_str!("../../../crates/model/tests/model/seeds/create-static-group.request.json");
/// Where the groups of the journeys are made.
pub const CONTAINER: &str = "OU=Groups,DC=demo,DC=local";

impl Page {
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
        self.pick("Container", CONTAINER, &format!("Groups {CONTAINER}"));
        self.fill("textbox", "Group name", name);
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
