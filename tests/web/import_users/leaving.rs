//! The page asks before anything is lost, whichever way the user leaves.

use super::{dry_run, page, people, run, signed_in};
use crate::support::dom::wait_for;
use crate::support::keys::click;
use crate::support::page::url;
use crate::support::people::Directory;
use crate::support::{Page, Service, get, press, shown, type_in, until};
use leptos::prelude::*;
use portal::app::Frame;
use portal::pages::create_user::import_users::ImportUsersPage;
use portal::routes::Route;
use portal::session::Phase;
use wasm_bindgen::JsValue;
use wasm_bindgen_test::wasm_bindgen_test;

/// Creates two users, whose passwords exist only on this page.
async fn made() {
    dry_run(&people(2)).await;
    run(2).await;
    wait_for("button", "Download results with passwords").await;
}

/// Answers the question; until then the page must not have been left.
async fn answer(with: &str) {
    wait_for("dialog", "Leave this page?").await;
    assert_eq!(url(), "/users/import");
    click("button", with);
    until("the dialog closes", || shown("dialog").is_empty()).await;
}

/// The page within the frame.
async fn framed(directory: &Directory) -> (Page, Service) {
    let (mut page, service) = signed_in(directory).await;
    page.show(|| view! { <Frame><ImportUsersPage/></Frame> });
    wait_for("heading", "Create users from a file").await;
    (page, service)
}

#[wasm_bindgen_test]
async fn back_asks_and_goes_back_once_it_is_agreed_to() {
    let (_page, _service) = page(&Directory::default()).await;
    let history = window().history().unwrap();
    history.replace_state_with_url(&JsValue::NULL, "", Some(&Route::Users.href())).unwrap();
    history.push_state_with_url(&JsValue::NULL, "", Some(&Route::ImportUsers.href())).unwrap();
    made().await;
    history.back().unwrap();
    answer("Stay on page").await;
    assert_eq!(url(), "/users/import");
    assert!(crate::support::find("button", "Download results with passwords").is_some());
    history.back().unwrap();
    answer("Leave page").await;
    until("the list is gone to", || url() == "/users").await;
}

#[wasm_bindgen_test]
async fn back_asks_nothing_while_nothing_would_be_lost() {
    let (_page, _service) = page(&Directory::default()).await;
    let history = window().history().unwrap();
    history.replace_state_with_url(&JsValue::NULL, "", Some(&Route::Users.href())).unwrap();
    history.push_state_with_url(&JsValue::NULL, "", Some(&Route::ImportUsers.href())).unwrap();
    dry_run(&people(2)).await;
    history.back().unwrap();
    until("the list is gone to", || url() == "/users").await;
    crate::support::frames().await;
    assert!(shown("dialog").is_empty());
    assert_eq!(url(), "/users");
}

#[wasm_bindgen_test]
async fn the_search_box_asks() {
    let (_page, _service) = framed(&Directory::default()).await;
    made().await;
    let search = || get("searchbox", "Search the directory");
    type_in(&search(), "ann");
    press("Enter");
    answer("Stay on page").await;
    assert_eq!(url(), "/users/import");
    search().focus().unwrap();
    press("Enter");
    answer("Leave page").await;
    until("the search is gone to", || url().starts_with("/search")).await;
}

#[wasm_bindgen_test]
async fn signing_out_asks() {
    let (page, _service) = framed(&Directory::default()).await;
    made().await;
    let out = || untrack(|| page.session.phase()) == Phase::SignedOut;
    click("button", "Account");
    wait_for("button", "Sign out").await.click();
    answer("Stay on page").await;
    assert!(!out(), "the passwords are still here");
    click("button", "Account");
    wait_for("button", "Sign out").await.click();
    answer("Leave page").await;
    until("Ann is signed out", out).await;
}
