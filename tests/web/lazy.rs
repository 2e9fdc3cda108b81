//! A part that is loaded when it is needed: the placeholder, and the error if it fails.

use crate::support::dom::{wait_for, wait_for_focus};
use crate::support::samples::config;
use crate::support::{Page, all, find, found, frames, shown, until};
use futures::channel::oneshot::{Sender, channel};
use leptos::prelude::*;
use portal::lazy::NotLoaded;
use portal::ui::async_view::view_factory;
use portal::ui::lazy::{Lazy, PartFuture};
use portal::ui::title::PageTitle;
use std::sync::{Arc, Mutex};
use wasm_bindgen_test::wasm_bindgen_test;

/// Those who requested the part and still wait.
type Asked = Arc<Mutex<Vec<Sender<Result<(), NotLoaded>>>>>;

/// Shows the part, as a whole page or within one.
fn show(page: &mut Page, whole: bool) -> Asked {
    let asked = Asked::default();
    let list = asked.clone();
    page.show(move || {
        let part = move || -> PartFuture {
            let (sender, answer) = channel();
            list.lock().unwrap().push(sender);
            Box::pin(async move {
                answer.await.expect("the test answers")?;
                Ok(view_factory(|| view! { <PageTitle text="The part".to_owned()/> }.into_any()))
            })
        };
        view! { <Lazy part=Box::new(part) page=whole/> }
    });
    asked
}

async fn answer(asked: &Asked, how: Result<(), NotLoaded>) {
    let sender = found("the part is asked for", || asked.lock().unwrap().pop()).await;
    sender.send(how).expect("somebody waits");
}

#[wasm_bindgen_test]
async fn it_is_waited_for_and_then_shown() {
    let mut page = Page::new(&config());
    let asked = show(&mut page, true);
    wait_for("status", "Loading").await;
    frames().await;
    assert_eq!(asked.lock().unwrap().len(), 1);
    answer(&asked, Ok(())).await;
    wait_for("heading", "The part").await;
    assert!(find("status", "Loading").is_none() && shown("alert").is_empty());
}

#[wasm_bindgen_test]
async fn one_that_does_not_come_is_said_and_can_be_asked_for_again() {
    let mut page = Page::new(&config());
    let asked = show(&mut page, true);
    for _ in 0..2 {
        answer(&asked, Err(NotLoaded)).await;
        wait_for("heading", "Page not loaded").await;
        wait_for_focus("Page not loaded").await;
        until("it is said", || shown("alert").iter().any(|said| said.contains("could not be loaded"))).await;
        wait_for("button", "Reload the page").await;
        frames().await;
        assert!(asked.lock().unwrap().is_empty(), "it is asked for again when somebody wants it");
        crate::support::keys::click("button", "Try again");
    }
    answer(&asked, Ok(())).await;
    wait_for("heading", "The part").await;
    assert!(shown("alert").is_empty());
}

#[wasm_bindgen_test]
async fn within_a_page_it_has_no_heading_of_its_own() {
    let mut page = Page::new(&config());
    let asked = show(&mut page, false);
    answer(&asked, Err(NotLoaded)).await;
    wait_for("button", "Try again").await;
    assert!(all("h1").is_empty());
}
