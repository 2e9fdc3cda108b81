//! Signing in, failing to sign in, and sessions that end during work.

use crate::harness::{Journey, Key, OWNER, Portal};
use serde_json::{Value, json};

const REFUSED: &str = "status of 400";
const ENDED: &str = "status of 401";

#[test]
fn wrong_password() {
    Journey::new().expects(REFUSED).walk(|page| {
        page.goto("groups");
        page.arrives_at_sign_in();
        for (account, sentence) in [
            (("olivia.owner", "not it"), "The user name or password is incorrect."),
            (("nobody.known", "Demo-Pass-1"), "The user name or password is incorrect."),
            (("locked.user", "Demo-Pass-1"), "This account is locked."),
            (("expired.user", "Demo-Pass-1"), "This password has expired."),
            (("disabled.user", "Demo-Pass-1"), "This account is disabled."),
        ] {
            page.give(account);
            page.sees(sentence);
            page.focused("textbox", "Password");
        }
        page.give(OWNER);
        page.arrives("All groups");
    });
}

#[test]
fn sign_in_says_what_it_is_for() {
    Journey::new().walk(|page| {
        page.goto("my-groups");
        page.arrives_at_sign_in();
        page.sees("to open “My groups”");
        page.give(OWNER);
        page.arrives("My groups");
        page.loses_its_session();
        page.goto("groups");
        page.sees("to open “All groups”");
        assert_eq!(page.value("textbox", "User name"), OWNER.0);
        assert!(!page.text().contains("could not be carried over"));
        page.reload();
        page.sees("Your session could not be carried over");
    });
}

#[test]
fn service_down_at_sign_in() {
    // The parts that are preloaded while the user types come from the same server.
    Journey::new().expects("Failed to load resource").expects("TypeError: Failed to fetch").walk(|page| {
        page.goto("");
        page.arrives_at_sign_in();
        page.service.kill();
        page.give(OWNER);
        page.sees("The service did not answer.");
        page.service.start_again();
        page.click("button", "Sign in");
        page.arrives("Dashboard");

        page.click("button", "Account");
        page.click("button", "Sign out");
        page.arrives_at_sign_in();
        page.service.fault(json!({ "pathContains": "connect/token", "status": 503 }));
        page.give(OWNER);
        page.sees("The service is unavailable.");
    });
}

/// Changes the search text, and waits until the page has sent a request.
fn work(page: &Portal, turn: usize) {
    let before = page.service.journal().len();
    page.fill("searchbox", "Search this list", &format!("no such group {turn}"));
    page.wait("a search", || (page.service.journal().len() > before).then_some(()));
}

#[test]
fn lapse_is_bridged_silently() {
    Journey::new().token_seconds(2).walk(|page| {
        page.enter("groups");
        page.arrives("All groups");
        let mut turn = 0;
        page.wait("three silent renewals", || {
            turn += 1;
            work(page, turn);
            assert!(!page.has("dialog", "Sign in again"), "the session has ended in the middle of work");
            (page.service.renewals() >= 3).then_some(())
        });
        let refused = page.service.journal().into_iter().filter(|entry| entry["status"] == 401).count();
        assert_eq!(refused, 0, "calls with an expired token");
        page.sees("Nothing matches");
    });
}

#[test]
fn lapse_asks_again_over_the_wizard() {
    Journey::new().expects(REFUSED).expects(ENDED).walk(|page| {
        page.enter("groups/new");
        page.general("Kept over a lapse");
        page.fill("textbox", "Description", "Still here?");
        // The check of the first name is finished, so the session ends with the next one.
        page.wait("the name that was asked about", || {
            let asked = |entry: &Value| entry["body"].to_string().contains("Kept over a lapse");
            page.service.journal().iter().any(asked).then_some(())
        });
        let invalid = json!({ "error": "invalid_grant", "error_description": "invalid_refresh_token" });
        page.service.fault(json!({ "pathContains": "connect/token", "status": 400, "body": invalid }));
        page.service.fault(json!({ "pathContains": "IdentityStores", "status": 401 }));
        page.click("textbox", "Group name");
        page.press(Key::End);
        page.keys("!");
        page.find("dialog", "Sign in again");
        assert_eq!(page.value("textbox", "User name"), OWNER.0);
        page.fill("textbox", "Password", "not it");
        page.click("button", "Sign in");
        page.sees("The user name or password is incorrect.");
        page.fill("textbox", "Password", OWNER.1);
        page.click("button", "Sign in");
        page.gone("dialog", "Sign in again");
        assert_eq!(page.value("textbox", "Group name"), "Kept over a lapse!");
        assert_eq!(page.value("textbox", "Description"), "Still here?");
        page.next("Members");
        page.next("Owners");
        page.next("Summary");
        page.click("button", "Finish");
        page.arrives("Kept over a lapse!");
    });
}

#[test]
fn sign_out_forgets_the_session() {
    Journey::new().walk(|page| {
        page.enter("groups");
        page.arrives("All groups");
        page.click("link", "My groups");
        page.arrives("My groups");
        page.click("button", "Account");
        page.click("button", "Sign out");
        page.arrives_at_sign_in();
        page.go_back();
        page.arrives_at_sign_in();
        assert!(!page.text().contains("Olivia"));
    });
}
