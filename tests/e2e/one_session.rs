//! A session lives as long as a page of the portal in the browser: a reload, a new tab and a link go on with it, and
//! signing out in one tab ends it in all of them.

use crate::harness::{Journey, OWNER, Portal};
use serde_json::{Value, json};
use std::time::{Duration, Instant};

const TOKEN: &str = "/GroupIDSecurityService/connect/token";

/// How often somebody signed in or refreshed a token.
fn tokens(page: &Portal) -> usize {
    page.service.requests("POST", TOKEN).len()
}

fn config_with(session: &Value) -> String {
    let mut config: Value = serde_json::from_str(include_str!("../../crates/dataservice/assets/config.json")).unwrap();
    config["session"] = session.clone();
    config.to_string()
}

#[test]
fn a_reload_a_new_tab_and_a_link_ask_for_no_new_sign_in() {
    Journey::new().walk(|page| {
        page.enter("groups");
        page.arrives("All groups");
        // The worker of the first visit has to be there before it can hold anything.
        page.script("return navigator.serviceWorker.ready.then(() => true)");
        page.reload();
        page.arrives("All groups");
        page.goto("my-groups");
        page.arrives("My groups");
        let first = page.tab();
        page.new_tab();
        page.goto("users");
        page.arrives("Users");
        page.rows("people", |rows| !rows.is_empty());
        assert_eq!(tokens(page), 1, "one sign-in for all of them");
        let second = page.tab();
        let stored = page.script("return JSON.stringify([{ ...localStorage }, { ...sessionStorage }])");
        assert!(!stored.as_str().unwrap().to_lowercase().contains("token"), "{stored}");

        page.to_tab(first.clone());
        page.click("button", "Account");
        page.click("button", "Sign out");
        page.arrives_at_sign_in();
        let out = Instant::now();
        page.to_tab(second);
        page.arrives_at_sign_in();
        assert!(out.elapsed() < Duration::from_secs(1), "{:?}", out.elapsed());
        assert!(!page.text().contains("Olivia"));
        page.reload();
        page.arrives_at_sign_in();
        assert_eq!(page.value("textbox", "User name"), "");
    });
}

#[test]
fn tabs_refresh_their_tokens_together() {
    Journey::new().token_seconds(2).walk(|page| {
        page.enter("groups");
        page.arrives("All groups");
        let first = page.tab();
        page.new_tab();
        page.goto("groups");
        page.arrives("All groups");
        let second = page.tab();
        // Each of the two would use up the other's refresh token.
        for turn in 0..6 {
            page.to_tab(if turn % 2 == 0 { first.clone() } else { second.clone() });
            let before = page.service.renewals();
            page.wait("the next refresh", || {
                page.fill("searchbox", "Search this list", &format!("no such group {turn}"));
                page.fill("searchbox", "Search this list", "");
                (page.service.renewals() > before).then_some(())
            });
            assert!(!page.has("dialog", "Sign in again"));
        }
        let refused = page.service.journal().into_iter().filter(|entry| entry["status"] == 400).count();
        assert_eq!(refused, 0, "refresh tokens that were used twice");
    });
}

#[test]
fn on_shared_machines_every_page_has_a_session_of_its_own() {
    let config = config_with(&json!({ "sharedMachines": true }));
    Journey::new().config(&config).walk(|page| {
        page.enter("groups");
        page.arrives("All groups");
        let first = page.tab();
        page.new_tab();
        page.goto("groups");
        page.arrives_at_sign_in();
        page.give(OWNER);
        page.arrives("All groups");
        page.reload();
        page.arrives_at_sign_in();
        page.give(OWNER);
        page.arrives("All groups");
        page.click("button", "Account");
        page.click("button", "Sign out");
        page.arrives_at_sign_in();
        page.to_tab(first);
        page.arrives_at_sign_in();
        let kept = page.script("return Object.keys(localStorage).filter(key => !/theme|language/.test(key))");
        assert_eq!(kept, json!([]), "signing out leaves nothing behind");
    });
}

#[test]
fn a_page_that_nobody_uses_is_locked_and_shows_nothing() {
    let config = config_with(&json!({ "idleMinutes": 15 }));
    // The check of the name is on its way when the page is locked.
    Journey::new().config(&config).expects("status of 401").walk(|page| {
        page.enter("groups/new");
        page.general("Kept over lunch");
        page.script(
            "const now = Date.now; Date.now = () => now() + 16 * 60000;
             document.dispatchEvent(new Event('visibilitychange', { bubbles: true })); Date.now = now;",
        );
        page.find("dialog", "Sign in again");
        page.sees("so it is locked");
        let hidden = "return [...document.querySelectorAll('.frame, .frame *')].every(e => getComputedStyle(e).visibility === 'hidden')";
        assert_eq!(page.script(hidden), json!(true));
        page.fill("textbox", "Password", OWNER.1);
        page.click("button", "Sign in");
        page.gone("dialog", "Sign in again");
        assert_eq!(page.value("textbox", "Group name"), "Kept over lunch");
    });
}
