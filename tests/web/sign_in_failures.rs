//! Signing in fails with a sentence: for people, and with the service's own words for who has to mend it.

use crate::code_sign_in::{code_config, says, service};
use crate::support::dom::{value, wait_for};
use crate::support::keys::click;
use crate::support::replaced::Replaced;
use crate::support::samples::{config, people, tokens};
use crate::support::{Page, Reply, Service, all, find, until};
use leptos::prelude::*;
use model::wire::StoreId;
use portal::http::ApiError;
use portal::pages::sign_in::SignInPage;
use portal::session::Phase;
use portal::session::token::TokenFailure;
use serde_json::json;
use wasm_bindgen_test::wasm_bindgen_test;

#[wasm_bindgen_test]
async fn a_token_that_no_header_can_hold_is_refused() {
    for token in ["access\n1", "zugriff-\u{f6}", "a b", ""] {
        let _service = Service::start(move |_| Reply::Json(200, json!({ "access_token": token })));
        let page = Page::new(&config());
        let config = page.api.config().clone();
        let refused = page.session.sign_in(&config, StoreId(2), "ann".to_owned(), "s3cret!".to_owned()).await;
        assert!(matches!(refused, Err(TokenFailure::Failed(ApiError::Unreadable { .. }))), "{refused:?}");
        let said = format!("{refused:?}");
        assert!(token.is_empty() || !said.contains(token), "{said}");
    }
}

#[wasm_bindgen_test]
async fn what_an_administrator_has_to_mend_is_told_with_the_services_words() {
    let description = "identity_store_id: there is no such identity store, said s3cret!";
    let _service = Service::start(move |sent| match sent.is_token() {
        true => Reply::Json(400, json!({ "error": "invalid_request", "error_description": description })),
        false => people(&[]),
    });
    let mut page = Page::new(&config());
    page.show(|| view! { <SignInPage/> });
    give_password().await;
    until("it is said", || says("does not recognise this portal")).await;
    assert!(says("invalid_request: identity_store_id: there is no such identity store, said •••"));
    assert!(says("Identity store: 2"));
}

/// Fills the form in and sends it.
async fn give_password() {
    wait_for("textbox", "Password").await;
    crate::support::keys::fill("User name", "ann");
    crate::support::keys::fill("Password", "s3cret!");
    click("button", "Sign in");
}

#[wasm_bindgen_test]
async fn each_failure_of_a_password_has_its_sentence() {
    for (token, search, words) in [
        (Reply::Text(404, "<html></html>"), Reply::Failure, "no such service at /GroupIDSecurityService/connect/token"),
        (
            Reply::Json(400, json!({ "error": "invalid_grant", "error_description": "mfa_required" })),
            Reply::Failure,
            "needs a second factor",
        ),
        // The token has just been issued, so it has not ended: the clocks of the servers may differ.
        (tokens(1, 1_200), Reply::Json(401, json!({})), "clocks of all servers"),
    ] {
        let _service = Service::start(move |sent| if sent.is_token() { token.clone() } else { search.clone() });
        let mut page = Page::new(&config());
        page.show(|| view! { <SignInPage/> });
        give_password().await;
        until(words, || says(words)).await;
        assert_eq!(
            (untrack(|| page.session.phase()), value("textbox", "User name").as_str()),
            (Phase::SignedOut, "ann")
        );
    }
}

#[wasm_bindgen_test]
async fn nobody_signs_in_where_others_could_read_it() {
    let _service = Service::start(service);
    let insecure = Replaced::with("window", "isSecureContext", "false");
    for config in [config(), code_config()] {
        let mut page = Page::new(&config);
        page.show(|| view! { <SignInPage/> });
        until("it is said why", || says("others on the network could read")).await;
        assert!(all("input").is_empty() && find("button", "Sign in with your organisation").is_none());
    }
    drop(insecure);
    assert!(window().is_secure_context());
}

#[wasm_bindgen_test]
async fn a_browser_that_keeps_nothing_is_told_before_anybody_leaves() {
    let service = Service::start(service);
    let blocked = Replaced::with("Storage.prototype", "setItem", "() => { throw new Error('blocked') }");
    let mut page = Page::new(&code_config());
    page.show(|| view! { <SignInPage/> });
    wait_for("button", "Sign in with your organisation").await;
    click("button", "Sign in with your organisation");
    until("it is said", || says("does not let the portal store anything")).await;
    assert_eq!(service.count("/connect/token"), 0);
    drop(blocked);
    assert!(window().session_storage().unwrap().unwrap().set_item("a", "b").is_ok());
    window().session_storage().unwrap().unwrap().clear().unwrap();
}
