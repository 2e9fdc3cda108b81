//! Search the directory, from every page; `/` goes there.

use super::within;
use crate::i18n::tv;
use crate::routes::{Navigator, Route};
use crate::ui::icon::Icon;
use leptos::html;
use leptos::prelude::*;

/// The box.
#[component]
pub fn SearchBox() -> impl IntoView {
    let navigator = Navigator::expect();
    let input = NodeRef::<html::Input>::new();
    let slash = window_event_listener(leptos::ev::keydown, move |ev| {
        let plain = ev.key() == "/" && !ev.ctrl_key() && !ev.alt_key() && !ev.meta_key();
        if let Some(input) = input.get_untracked().filter(|_| plain && !within(ev.target(), TYPING)) {
            ev.prevent_default();
            // The box is in the page: it takes the focus.
            let _ = input.focus();
        }
    });
    on_cleanup(move || slash.remove());
    let submit = move |ev: leptos::ev::SubmitEvent| {
        ev.prevent_default();
        let Some(input) = input.get_untracked() else { return };
        let text = input.value();
        if !text.trim().is_empty() {
            navigator.to(&Route::Search(text.trim().to_owned()));
            // From there on it stands in the page's own box, and on other pages in none. A page that is not left keeps it.
            if matches!(untrack(|| navigator.route()), Some(Route::Search(_))) {
                input.set_value("");
            }
        }
    };
    view! {
        <form class="search" role="search" aria-label=tv!(frame.search) on:submit=submit>
            {Icon::Search.view()}
            <input type="search" node_ref=input aria-label=tv!(frame.search) placeholder=tv!(frame.search)/>
            <kbd aria-hidden="true">"/"</kbd>
        </form>
    }
}

/// Where a key goes into a text, or a dialog has the page.
const TYPING: &str = "input, textarea, select, dialog, [contenteditable]";
