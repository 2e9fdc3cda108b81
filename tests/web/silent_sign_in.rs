//! Whether a browser that knows who was signed in asks the authority for them without a word, or asks for the password.

use crate::code_sign_in::{DISCOVERY, code_config, phase, service};
use crate::graph::option;
use crate::support::departures::Departures;
use crate::support::dom::{attribute, wait_for};
use crate::support::keys::{click, dispatch};
use crate::support::{Page, Reply, Service, all, found, frames, get, until};
use leptos::prelude::*;
use portal::pages::sign_in::SignInPage;
use portal::session::Phase;
use serde_json::{Value, json};
use wasm_bindgen_test::wasm_bindgen_test;

/// The same with these settings of the session.
fn code_config_with(session: Value) -> Value {
    let mut config = code_config();
    config["session"] = session;
    config
}

/// Ann was the last to sign in with this browser, and has not signed out.
fn ann_was_here() {
    let kept = window().local_storage().unwrap().unwrap();
    kept.set_item("groupid-portal/last-user", "2\n2/ann\nann").unwrap();
}

/// Presses the button, and gives the address to which the page is sent.
async fn leave(departures: &Departures) -> String {
    let before = departures.all().len();
    wait_for("button", "Sign in with your organisation").await.click();
    found("the page is sent away", || departures.all().get(before).cloned()).await
}

#[wasm_bindgen_test]
async fn the_password_is_asked_for_where_others_may_have_come_to_the_machine() {
    let _service = Service::start(service);
    let departures = Departures::watch();
    for (session, has_signed_out, prompt) in [
        (json!({}), false, None),
        (json!({ "sharedMachines": true }), false, Some("login")),
        (json!({}), true, Some("login")),
    ] {
        let mut page = Page::new(&code_config_with(session.clone()));
        if has_signed_out {
            page.sign_in().await;
            page.api.sign_out();
        }
        page.show(|| view! { <SignInPage/> });
        let address = leave(&departures).await;
        assert!(address.contains("/GroupIDSecurityService/connect/authorize?"), "{address}");
        assert_eq!(option(&address, "prompt").as_deref(), prompt, "{session}, signed out: {has_signed_out}");
    }
}

#[wasm_bindgen_test]
async fn whoever_is_looked_for_is_named_and_asked_nothing() {
    let _service = Service::start(service);
    let departures = Departures::watch();
    let mut page = Page::new(&code_config());
    ann_was_here();
    page.show(|| view! { <SignInPage/> });
    let address = found("the page is sent away", || departures.all().pop()).await;
    let ask = |name: &str| option(&address, name).unwrap_or_default();
    assert_eq!([ask("prompt"), ask("login_hint")], ["none", "ann"].map(str::to_owned));
}

#[wasm_bindgen_test]
async fn nobody_is_looked_for_where_somebody_else_may_be_at_the_machine() {
    for session in [json!({ "sharedMachines": true }), json!({ "idleMinutes": 10 })] {
        let (departures, service) = (Departures::watch(), Service::start(service));
        let mut page = Page::new(&code_config_with(session.clone()));
        ann_was_here();
        page.show(|| view! { <SignInPage/> });
        wait_for("button", "Sign in with your organisation").await;
        frames().await;
        assert_eq!((service.sent(), departures.all()), (Vec::new(), Vec::new()), "{session}");
    }
    // Ann has come in another tab, but here somebody has signed out.
    let (departures, service) = (Departures::watch(), Service::start(service));
    let mut page = Page::new(&code_config());
    page.sign_in().await;
    page.session.sign_out();
    ann_was_here();
    page.show(|| view! { <SignInPage/> });
    wait_for("link", "Sign out of your organisation").await;
    frames().await;
    assert_eq!((service.count(DISCOVERY), departures.all()), (1, Vec::new()), "only signing out there asks for it");
}

#[wasm_bindgen_test]
async fn a_page_that_the_browser_shows_again_as_it_was_left_can_be_used() {
    let _service = Service::start(service);
    let departures = Departures::watch();
    let mut page = Page::new(&code_config());
    page.show(|| view! { <SignInPage/> });
    let is_busy = || attribute(&get("button", "Sign in with your organisation"), "aria-disabled") == "true";
    leave(&departures).await;
    click("button", "Sign in with your organisation");
    dispatch("new PageTransitionEvent('pageshow', { persisted: false })");
    frames().await;
    assert!(is_busy() && departures.all().len() == 1, "the other page is still on its way");
    dispatch("new PageTransitionEvent('pageshow', { persisted: true })");
    until("the button can be pressed", || !is_busy()).await;
    leave(&departures).await;
}

#[wasm_bindgen_test]
async fn whoever_was_signed_in_is_looked_for_without_a_word() {
    let service = Service::start(|_| Reply::Json(503, json!({})));
    let mut page = Page::new(&code_config());
    ann_was_here();
    page.show(|| view! { <SignInPage/> });
    until("the service is asked", || service.count(DISCOVERY) == 1).await;
    frames().await;
    wait_for("button", "Sign in with your organisation").await;
    assert!(all("[role=alert]").is_empty(), "nobody has pressed anything");
    assert_eq!(phase(&page), Phase::SignedOut);
}
