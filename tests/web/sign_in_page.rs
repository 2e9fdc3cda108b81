//! Signing in after a reload: the page knows the last user and their drafts, but no credentials.

use crate::support::dom::{value, wait_for, wait_for_focus};
use crate::support::samples::{config, full_draft, person, tokens, user};
use crate::support::{Page, Service, all, frames, text, until};
use leptos::prelude::*;
use model::group::Step;
use model::wire::{ObjectId, StoreId};
use portal::drafts::GroupDrafts;
use portal::pages::sign_in::SignInPage;
use portal::routes::Route;
use portal::session::{LastUser, Session};
use wasm_bindgen_test::wasm_bindgen_test;

async fn sign_in(session: Session, page: &Page) {
    let config = page.api.config().clone();
    session.sign_in(&config, StoreId(2), "DEMO\\ann".to_owned(), "s3cret!".to_owned()).await.unwrap();
    session.complete_sign_in(Some(person("Ann Lee")));
}

/// The text of the info panels.
fn said() -> String {
    all(".panel.info").iter().map(text).collect()
}

fn show(page: &mut Page) {
    page.show(|| view! { <SignInPage/> });
}

#[wasm_bindgen_test]
async fn after_a_reload_the_name_stands_there_and_drafts_are_promised() {
    let _service = Service::start(|_| tokens(1, 1_200));
    let mut page = Page::new(&config());
    sign_in(page.session, &page).await;
    let draft = full_draft(&page);
    GroupDrafts::new(&user("ann")).save("d1", "", &draft, Some(Step::General), None);
    show(&mut page);
    wait_for_focus("Password").await;
    assert_eq!(value("textbox", "User name"), "DEMO\\ann");
    assert_eq!(value("textbox", "Password"), "");
    // The page was opened, not reloaded, but drafts are still announced.
    assert!(said().trim().starts_with("Your draft is still here"), "{}", said());
    let kept = window().local_storage().unwrap().unwrap();
    let keys = (0..kept.length().unwrap()).map(|at| kept.key(at).unwrap().unwrap());
    for text in keys.map(|key| kept.get_item(&key).unwrap().unwrap()) {
        assert!(!text.contains("s3cret!") && !text.contains("access-1"), "{text}");
    }
}

/// Makes the browser report a reload, until it is dropped.
struct Reloaded;

impl Reloaded {
    fn say(script: &str) {
        js_sys::eval(script).unwrap();
    }

    fn pretend() -> Self {
        Self::say(
            "performance.getEntriesByType = () => [Object.create(PerformanceNavigationTiming.prototype, { type: { value: 'reload' } })]",
        );
        Self
    }
}

impl Drop for Reloaded {
    fn drop(&mut self) {
        Self::say("delete performance.getEntriesByType");
    }
}

#[wasm_bindgen_test]
async fn only_a_reload_is_called_one() {
    let _service = Service::start(|_| tokens(1, 1_200));
    let mut page = Page::new(&config());
    sign_in(page.session, &page).await;
    show(&mut page);
    wait_for_focus("Password").await;
    assert_eq!(said(), "");
    let _reloaded = Reloaded::pretend();
    show(&mut page);
    until("it is said", || said().starts_with("Your session could not be carried over")).await;
}

#[wasm_bindgen_test]
async fn the_page_says_what_one_signs_in_for() {
    for (route, said) in [
        (Route::MyGroups, "to open “My groups”"),
        (Route::Group(ObjectId::new("g1")), "to open this group"),
        (Route::User(ObjectId::new("u1")), "to open the page of this user"),
        (Route::CreateGroup(None), "to open “Create group”"),
        (Route::Dashboard, ""),
    ] {
        let mut page = Page::new(&config());
        page.at(&route.path());
        show(&mut page);
        wait_for("textbox", "User name").await;
        until("the aim is said", || all("h1 + p").iter().map(text).collect::<String>() == said).await;
    }
}

#[wasm_bindgen_test]
async fn drafts_of_somebody_else_are_not_promised() {
    let _service = Service::start(|_| tokens(1, 1_200));
    let mut page = Page::new(&config());
    sign_in(page.session, &page).await;
    let other = portal::session::User { object: Some(person("Bob")), ..user("bob") };
    GroupDrafts::new(&other).save("d1", "", &full_draft(&page), Some(Step::General), None);
    show(&mut page);
    wait_for("textbox", "User name").await;
    assert!(!said().contains("unfinished"), "{}", said());
}

#[wasm_bindgen_test]
async fn whoever_signs_out_takes_the_name_along() {
    let _service = Service::start(|_| tokens(1, 1_200));
    let mut page = Page::new(&config());
    sign_in(page.session, &page).await;
    page.session.sign_out();
    assert_eq!(LastUser::stored(), None);
    show(&mut page);
    wait_for("textbox", "User name").await;
    frames().await;
    assert_eq!((value("textbox", "User name"), said()), (String::new(), String::new()));
}

#[wasm_bindgen_test]
async fn what_cannot_be_read_is_ignored() {
    let mut page = Page::new(&config());
    let kept = window().local_storage().unwrap().unwrap();
    for broken in ["", "2", "two\nann\nann"] {
        kept.set_item("groupid-portal/last-user", broken).unwrap();
        assert_eq!(LastUser::stored(), None, "{broken:?}");
    }
    // A store that is no longer configured.
    kept.set_item("groupid-portal/last-user", "9\n9/ann\nann").unwrap();
    show(&mut page);
    wait_for("textbox", "User name").await;
    until("the form is empty", || value("textbox", "User name").is_empty()).await;
}
