//! Toasts: they follow the language, offer an action once, and make room for each other.

use crate::support::clock::Standing;
use crate::support::dom::{focused, toasts as messages, wait_for};
use crate::support::keys::click;
use crate::support::samples::config;
use crate::support::{Page, all, find, frames, get, shown, until};
use leptos::prelude::*;
use portal::i18n::{self, Language};
use portal::ui::dialog::Dialog;
use portal::ui::toast::{ToastList, Toasts};
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};
use wasm_bindgen::JsCast;
use wasm_bindgen::prelude::Closure;
use wasm_bindgen_test::wasm_bindgen_test;

fn page() -> (Page, Toasts) {
    let mut page = Page::new(&config());
    page.show(|| view! { <button type="button">"Elsewhere"</button><ToastList/> });
    let toasts = page.within(Toasts::expect);
    (page, toasts)
}

/// Shows a toast whose button counts.
fn offer(toasts: Toasts, message: &'static str) -> Arc<AtomicU32> {
    let count = Arc::new(AtomicU32::new(0));
    let counted = Arc::clone(&count);
    toasts.offer(
        move || message.to_owned(),
        || "Undo",
        move || {
            counted.fetch_add(1, Ordering::Relaxed);
        },
    );
    count
}

#[wasm_bindgen_test]
async fn a_message_speaks_the_language_that_is_chosen_now() {
    let (_page, toasts) = page();
    let words = || if i18n::language() == Language::de { "Angelegt." } else { "Created." };
    toasts.say(move || words().to_owned());
    until("it is said", || messages() == ["Created."]).await;
    i18n::choose(Language::de);
    until("it is said in German", || messages() == ["Angelegt."]).await;
}

#[wasm_bindgen_test]
async fn what_is_offered_is_done_once_and_the_message_goes() {
    let (_page, toasts) = page();
    let done = offer(toasts, "Grace Park removed.");
    let undo = wait_for("button", "Undo").await;
    assert!(shown("status").iter().any(|said| said.contains("Grace Park removed.")), "it is announced");
    get("button", "Elsewhere").focus().unwrap();
    undo.focus().unwrap();
    undo.click();
    undo.click();
    until("it has gone", || find("button", "Undo").is_none()).await;
    assert_eq!(done.load(Ordering::Relaxed), 1);
    assert_eq!(focused(), "Elsewhere", "the focus is where it was before");
}

#[wasm_bindgen_test]
async fn what_was_closed_or_withdrawn_is_not_done() {
    let (_page, toasts) = page();
    let done = offer(toasts, "Removed.");
    wait_for("button", "Undo").await;
    click("button", "Close");
    until("it has gone", || messages().is_empty()).await;
    let id = toasts.offer(|| "Removed again.".to_owned(), || "Undo", || {});
    wait_for("button", "Undo").await;
    assert!(toasts.withdraw(id));
    until("it has gone", || messages().is_empty()).await;
    assert!(!toasts.withdraw(id));
    assert_eq!(done.load(Ordering::Relaxed), 0);
}

#[wasm_bindgen_test]
async fn a_message_stays_while_it_has_the_focus() {
    let (_page, toasts) = page();
    let clock = Standing::long();
    offer(toasts, "Removed.");
    wait_for("button", "Undo").await.focus().unwrap();
    clock.pass();
    frames().await;
    assert_eq!(messages(), ["Removed."]);
    get("button", "Elsewhere").focus().unwrap();
    clock.pass();
    until("it passes", || messages().is_empty()).await;
}

#[wasm_bindgen_test]
async fn few_are_shown_at_once_and_no_warning_makes_room() {
    let (_page, toasts) = page();
    toasts.warn(|| "Not done.".to_owned());
    for message in ["One.", "Two.", "Three.", "Four."] {
        offer(toasts, message);
    }
    until("the oldest made room", || messages() == ["Not done.", "Two.", "Three.", "Four."]).await;
}

#[wasm_bindgen_test]
async fn a_message_that_comes_while_a_dialog_is_open_is_put_above_it() {
    let mut page = Page::new(&config());
    let open = page.within(|| RwSignal::new(true));
    page.show(move || {
        view! {
            <Dialog open id="ask" title=Signal::derive(|| "Where?".to_owned())><p>"Here."</p></Dialog>
            <ToastList/>
        }
    });
    let toasts = page.within(Toasts::expect);
    wait_for("dialog", "Where?").await;
    until("it is modal", || all("dialog:modal").len() == 1).await;
    // The order of the top layer cannot be queried; an element that is opened again is on top.
    let turns = Arc::new(AtomicU32::new(0));
    let counted = Arc::clone(&turns);
    let count = Closure::<dyn Fn()>::new(move || {
        counted.fetch_add(1, Ordering::Relaxed);
    });
    let place = document().query_selector("[role=status][popover]").unwrap().unwrap();
    place.add_event_listener_with_callback("beforetoggle", count.as_ref().unchecked_ref()).unwrap();
    toasts.say(|| "Copied.".to_owned());
    until("it is said", || messages() == ["Copied."]).await;
    until("it left the top layer and came back", || turns.load(Ordering::Relaxed) == 2).await;
    assert!(place.matches(":popover-open").unwrap());
}

#[wasm_bindgen_test]
async fn what_was_said_to_one_user_is_not_shown_to_the_next() {
    let (page, of_ann) = page();
    of_ann.warn(|| "Bob is not in it yet.".to_owned());
    until("it is said", || messages().len() == 1).await;
    of_ann.clear();
    until("it has gone", || messages().is_empty()).await;
    of_ann.say(|| "User Carla was created.".to_owned());
    let of_bob = page.within(Toasts::expect);
    of_bob.say(|| "Saved.".to_owned());
    until("only what is Bob's is said", || messages() == ["Saved."]).await;
}
