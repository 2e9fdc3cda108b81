//! The portal as a whole: what it does when it starts, and for whoever signs in and out.

use crate::leftovers::age;
use crate::new_version::look_later;
use crate::support::clock::QuickTimeouts;
use crate::support::dom::{toasts, wait_for};
use crate::support::keys::{click, fill};
use crate::support::samples::{config, full_draft, people, tokens, user};
use crate::support::{Page, Reply, Sent, Service, frames, until};
use leptos::prelude::*;
use model::group::Step;
use portal::app::Portal;
use portal::config::{NoConfig, load};
use portal::drafts::GroupDrafts;
use portal::ui::toast::{ToastList, Toasts};
use std::cell::RefCell;
use std::rc::Rc;
use wasm_bindgen_test::wasm_bindgen_test;

fn service(sent: &Sent) -> Reply {
    match sent.is_token() {
        true => tokens(1, 1_200),
        false if sent.path == "/portal/" => Reply::Text(200, "<script src=\"./portal-start-new.js\"></script>"),
        false => people(&["Ann Lee"]),
    }
}

fn start(page: &mut Page) {
    let config = page.api.config().clone();
    page.show(|| {
        // A script of this type is not run.
        view! {
            <script type="text/plain" src="/portal/portal-start-old.js"></script>
            <Portal config/>
            <ToastList/>
        }
    });
}

async fn sign_in() {
    wait_for("textbox", "Password").await;
    fill("User name", "ann");
    fill("Password", "s3cret!");
    click("button", "Sign in");
    wait_for("button", "Account").await;
}

#[wasm_bindgen_test]
async fn unfinished_work_that_is_too_old_is_gone_when_it_starts() {
    let _service = Service::start(service);
    let mut page = Page::new(&config());
    let drafts = GroupDrafts::new(&user("ann"));
    for (id, days) in [("young", 29.0), ("old", 31.0)] {
        drafts.save(id, "", &full_draft(&page), Some(Step::General), None);
        age(id, days);
    }
    start(&mut page);
    wait_for("textbox", "User name").await;
    assert_eq!((drafts.load("young").is_some(), drafts.load("old").is_some()), (true, false));
}

#[wasm_bindgen_test]
async fn what_was_said_to_one_user_is_not_shown_to_the_next() {
    let _service = Service::start(service);
    let mut page = Page::new(&config());
    start(&mut page);
    sign_in().await;
    let of_ann = page.within(Toasts::expect);
    of_ann.warn(|| "Bob was not removed.".to_owned());
    until("it is said", || toasts() == ["Bob was not removed."]).await;
    click("button", "Account");
    wait_for("button", "Sign out").await.click();
    wait_for("textbox", "User name").await;
    until("it is gone", || toasts().is_empty()).await;
    of_ann.warn(|| "Carl was not removed.".to_owned());
    frames().await;
    assert!(toasts().is_empty(), "work that ends later is Ann's too: {:?}", toasts());
}

#[wasm_bindgen_test]
async fn whoever_is_signed_in_for_hours_is_told_of_a_new_version() {
    let _service = Service::start(service);
    let mut page = Page::new(&config());
    start(&mut page);
    sign_in().await;
    until("it is offered", || {
        // What looks for it is loaded after the first page.
        look_later(2.0);
        toasts() == ["A new version of the portal is available."]
    })
    .await;
}

#[wasm_bindgen_test]
async fn a_configuration_that_nobody_answers_with_is_missing() {
    let _clock = QuickTimeouts::long();
    let _page = Page::new(&config());
    let _service = Service::start(|_| Reply::Never);
    let ended = Rc::new(RefCell::new(None));
    let end = ended.clone();
    leptos::task::spawn_local(async move { *end.borrow_mut() = Some(load().await.err()) });
    until("it is given up", || ended.borrow().is_some()).await;
    assert_eq!(ended.borrow_mut().take(), Some(Some(NoConfig::Missing(None))));
}
