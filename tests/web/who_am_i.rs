//! Whoever has signed in is looked up in the directory, which may be slower than the Security Service.

use crate::code_sign_in::says;
use crate::support::clock::QuickTimeouts;
use crate::support::dom::wait_for;
use crate::support::keys::{click, fill};
use crate::support::samples::{config, people, person, tokens};
use crate::support::{Page, Reply, Service, find, until};
use leptos::prelude::*;
use portal::pages::sign_in::SignInPage;
use portal::session::Phase;
use std::cell::Cell;
use wasm_bindgen_test::wasm_bindgen_test;

/// A page on which Ann has given her password; the first searches of its directory fail.
async fn signing_in(failures: usize) -> (Page, Service) {
    let turn = Cell::new(0);
    let service = Service::start(move |sent| {
        if sent.is_token() {
            return tokens(1, 1_200);
        }
        turn.set(turn.get() + 1);
        if turn.get() > failures { people(&["Ann Lee"]) } else { Reply::Failure }
    });
    let mut page = Page::new(&config());
    page.show(|| view! { <SignInPage/> });
    wait_for("textbox", "Password").await;
    fill("User name", "ann");
    fill("Password", "s3cret!");
    click("button", "Sign in");
    (page, service)
}

fn phase(page: &Page) -> Phase {
    untrack(|| page.session.phase())
}

/// The id of the user's object.
fn found_as(page: &Page) -> Option<model::wire::ObjectId> {
    page.session.user_now().and_then(|user| user.object).map(|object| object.id)
}

#[wasm_bindgen_test]
async fn a_directory_that_does_not_answer_is_asked_again() {
    let _clock = QuickTimeouts::pauses();
    let (page, service) = signing_in(1).await;
    until("Ann is signed in", || phase(&page) == Phase::SignedIn).await;
    assert_eq!((found_as(&page), service.count("/Searches")), (Some(person("Ann Lee").id), 2));
}

#[wasm_bindgen_test]
async fn whom_no_directory_finds_is_told_and_can_try_again() {
    let _clock = QuickTimeouts::pauses();
    let (page, service) = signing_in(4).await;
    let retry = wait_for("button", "Try again").await;
    assert!(says("You are signed in, but the directory did not say who you are"));
    assert_eq!((service.count("/Searches"), phase(&page)), (4, Phase::SignedOut), "the portal would be empty");
    retry.click();
    until("Ann is signed in", || phase(&page) == Phase::SignedIn).await;
    assert_eq!((found_as(&page), service.count("/connect/token")), (Some(person("Ann Lee").id), 1));
    assert!(find("button", "Try again").is_none());
}
