//! Dialogs have a name, close on Escape, and give the focus back.

use crate::support::dom::{focused, wait_for, wait_for_focus};
use crate::support::samples::config;
use crate::support::{Page, find, frames, get, press, until};
use leptos::prelude::*;
use portal::ui::dialog::Dialog;
use wasm_bindgen::JsCast;
use wasm_bindgen_test::wasm_bindgen_test;
use web_sys::HtmlDialogElement;

async fn dialog(dismissible: bool) -> (Page, RwSignal<bool>) {
    let mut page = Page::new(&config());
    let open = page.within(|| RwSignal::new(false));
    page.show(move || {
        view! {
            <button type="button" on:click=move |_| open.set(true)>"Delete"</button>
            <Dialog open id="question" title="Delete this?".to_owned() dismissible>
                <button type="button" autofocus on:click=move |_| open.set(false)>"Keep"</button>
            </Dialog>
        }
    });
    let button = wait_for("button", "Delete").await;
    button.focus().unwrap();
    button.click();
    wait_for("dialog", "Delete this?").await;
    (page, open)
}

#[wasm_bindgen_test]
async fn escape_closes_and_gives_the_focus_back() {
    let (_page, open) = dialog(true).await;
    wait_for_focus("Keep").await;
    press("Escape");
    until("it closes", || find("dialog", "Delete this?").is_none()).await;
    until("the page knows", || !open.get_untracked()).await;
    assert_eq!(focused(), "Delete");
    until("its content is gone", || document().query_selector("dialog button").unwrap().is_none()).await;
}

#[wasm_bindgen_test]
async fn a_button_in_it_closes_and_gives_the_focus_back() {
    let (_page, _) = dialog(true).await;
    get("button", "Keep").click();
    until("it closes", || find("dialog", "Delete this?").is_none()).await;
    assert_eq!(focused(), "Delete");
    get("button", "Delete").click();
    wait_for("dialog", "Delete this?").await;
}

#[wasm_bindgen_test]
async fn one_that_must_be_answered_stays() {
    let (_page, open) = dialog(false).await;
    press("Escape");
    frames().await;
    assert!(find("dialog", "Delete this?").is_some() && open.get_untracked());
    // A second Escape without another interaction closes a dialog without a `cancel` event (HTML, close watchers).
    let element: HtmlDialogElement = get("dialog", "Delete this?").unchecked_into();
    element.close();
    wait_for("dialog", "Delete this?").await;
    frames().await;
    assert!(open.get_untracked());
    open.set(false);
    until("the page itself can close it", || find("dialog", "Delete this?").is_none()).await;
    frames().await;
    assert!(find("dialog", "Delete this?").is_none());
}
