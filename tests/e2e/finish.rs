//! Finish creates exactly one group, however often it is pressed and whatever happens to the service meanwhile.

use crate::harness::{Journey, Key, Portal};
use serde_json::json;

/// What the browser logs when a connection is lost.
const LOST: &str = "Failed to load resource";
const DOUBT: &str = "It is not yet clear whether the group was created. Your draft is saved.";

const ALWAYS: u32 = 100;

fn has_one(page: &Portal, name: &str) {
    assert_eq!(page.service.count(name), 1, "groups named {name}");
    page.click("link", "Dashboard");
    page.arrives("Dashboard");
    assert!(!page.has("heading", "Unfinished groups"), "the draft of a finished group is still kept");
}

/// Drops the connection of the next `times` creations. A browser repeats a request by itself when a kept-alive
/// connection is lost, once per such connection, so only the loss of a new connection reaches the page.
fn lose_create(page: &Portal, when: &str, times: u32) {
    page.service.fault(json!({ "method": "POST", "pathContains": "Groups/StaticGroup", "drop": when, "times": times }));
}

#[test]
fn service_stops_during_finish_after_it_was_done() {
    Journey::new().expects(LOST).walk(|page| {
        page.to_summary("Made unseen");
        lose_create(page, "afterHandling", ALWAYS);
        page.click("button", "Finish");
        page.sees(DOUBT);
        page.service.no_more_faults();
        assert_eq!(page.service.count("Made unseen"), 1, "the service had done it");
        assert_eq!(page.sent("Groups/StaticGroup"), 1);
        page.click("button", "Finish");
        page.arrives("Made unseen");
        page.sees("had already been created. Nothing was sent twice.");
        assert_eq!(page.sent("Groups/StaticGroup"), 1, "the page has sent the creation twice");
        has_one(page, "Made unseen");
    });
}

#[test]
fn service_stops_during_finish_before_it_was_done() {
    Journey::new().expects(LOST).walk(|page| {
        page.to_summary("Not made at first");
        lose_create(page, "beforeHandling", ALWAYS);
        page.click("button", "Finish");
        page.sees(DOUBT);
        page.service.no_more_faults();
        assert_eq!(page.service.count("Not made at first"), 0);
        page.click("button", "Finish");
        page.arrives("Not made at first");
        page.sees("“Not made at first” was created.");
        has_one(page, "Not made at first");
    });
}

/// The browser repeats the lost creation by itself, and the service refuses the repetition because the name is taken by
/// the very group that the first request created.
#[test]
fn browser_repeats_a_lost_creation() {
    Journey::new().expects(LOST).walk(|page| {
        page.to_summary("Made by itself");
        lose_create(page, "afterHandling", 1);
        page.click("button", "Finish");
        page.arrives("Made by itself");
        assert_eq!(page.sent("Groups/StaticGroup"), 1);
        has_one(page, "Made by itself");
    });
}

#[test]
fn service_is_killed_during_finish() {
    // A part of the portal that was being downloaded is lost with the service, and requested again.
    Journey::new().expects(LOST).expects("TypeError: Failed to fetch").walk(|page| {
        page.to_summary("Survivor");
        page.service.fault(json!({ "method": "POST", "pathContains": "Groups/StaticGroup", "delayMs": 60_000 }));
        page.click("button", "Finish");
        page.find("button", "Creating…");
        page.service.kill();
        page.sees(DOUBT);
        // The service is still down: the outcome stays unknown, and the draft is kept.
        page.click("button", "Finish");
        page.sees(DOUBT);
        page.service.start_again();
        // The restarted service knows no tokens, so the user must sign in again.
        page.click("button", "Finish");
        page.find("dialog", "Sign in again");
        page.fill("textbox", "Password", crate::harness::OWNER.1);
        page.click("button", "Sign in");
        page.gone("dialog", "Sign in again");
        page.click("button", "Finish");
        page.arrives("Survivor");
        assert_eq!(page.service.creations().len(), 1);
        has_one(page, "Survivor");
    });
}

#[test]
fn double_click_finish() {
    Journey::new().walk(|page| {
        page.to_summary("Only one");
        page.service.fault(json!({ "method": "POST", "pathContains": "Groups/StaticGroup", "delayMs": 700 }));
        page.double_click("button", "Finish");
        page.press(Key::Enter);
        page.find("button", "Creating…");
        page.press(Key::Enter);
        page.arrives("Only one");
        assert_eq!(page.sent("Groups/StaticGroup"), 1);
        assert_eq!(page.service.creations().len(), 1);
        has_one(page, "Only one");
    });
}
