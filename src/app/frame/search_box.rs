//! The search field of the top bar; the key `/` moves the focus to it.

use super::within;
use crate::i18n::tv;
use crate::routes::{Navigator, Route};
use crate::ui::icon::Icon;
use leptos::html;
use leptos::prelude::*;

#[component]
pub fn SearchBox() -> impl IntoView {
    let navigator = Navigator::expect();
    let input = NodeRef::<html::Input>::new();
    let slash = window_event_listener(leptos::ev::keydown, move |ev| {
        let plain = ev.key() == "/" && !ev.ctrl_key() && !ev.alt_key() && !ev.meta_key();
        if let Some(input) = input.get_untracked().filter(|_| plain && !within(ev.target(), TYPING)) {
            ev.prevent_default();
            // The field is in the page, so it can be focused.
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
            // The search page has a field of its own, so the text is cleared here. If the user stays on the page
            // (unsaved work), it is kept.
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

/// Elements in which `/` is typed as text, and dialogs, which keep the focus.
const TYPING: &str = "input, textarea, select, dialog, [contenteditable]";
