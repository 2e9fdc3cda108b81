//! The form for a user name and a password: whose it is over a lapsed page, and who sees what is typed.

use crate::support::dom::{attribute, value, wait_for};
use crate::support::keys::{click, fill};
use crate::support::samples::{config, people, tokens};
use crate::support::{Page, Reply, Service, get, until};
use leptos::prelude::*;
use model::wire::StoreId;
use portal::pages::sign_in::{SignInForm, SignInPage};
use portal::session::Phase;
use wasm_bindgen_test::wasm_bindgen_test;

#[wasm_bindgen_test]
async fn over_a_lapsed_page_nobody_but_its_user_can_be_named() {
    let service = Service::start(|sent| if sent.is_token() { tokens(1, 1_200) } else { people(&["Ann Lee"]) });
    let mut page = Page::new(&config());
    page.sign_in().await;
    page.session.expire();
    service.take_sent();
    page.show(|| view! { <SignInForm store=RwSignal::new(StoreId(2)) again=true/> });
    let field = wait_for("textbox", "User name").await;
    assert!(field.has_attribute("readonly"));
    assert_eq!(value("textbox", "User name"), "ann");
    // A script, or a password manager, is not held off by that.
    fill("User name", "bob");
    fill("Password", "s3cret!");
    click("button", "Sign in");
    until("the session goes on", || untrack(|| page.session.phase()) == Phase::SignedIn).await;
    let sent: Vec<_> = service.sent().into_iter().filter(|sent| sent.is_token()).collect();
    assert_eq!(sent.len(), 1);
    let form = web_sys::UrlSearchParams::new_with_str(&sent[0].body).unwrap();
    assert_eq!((form.get("username").as_deref(), form.get("identity_store_id").as_deref()), (Some("ann"), Some("2")));
}

#[wasm_bindgen_test]
async fn a_password_that_is_shown_is_masked_again_when_it_is_sent() {
    let service = Service::start(|_| Reply::Held);
    let mut page = Page::new(&config());
    page.show(|| view! { <SignInPage/> });
    wait_for("textbox", "Password").await;
    let is = |kind: &str, pressed: &str| {
        let button = attribute(&get("button", "Show password"), "aria-pressed");
        attribute(&get("textbox", "Password"), "type") == kind && button == pressed
    };
    assert!(is("password", "false"));
    fill("User name", "ann");
    fill("Password", "s3cret!");
    for (kind, pressed) in [("text", "true"), ("password", "false"), ("text", "true")] {
        click("button", "Show password");
        until(kind, || is(kind, pressed)).await;
    }
    click("button", "Sign in");
    until("it is masked", || is("password", "false")).await;
    until("it is sent", || service.held() == 1).await;
    assert_eq!(value("textbox", "Password"), "s3cret!");
}
