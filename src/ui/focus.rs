//! Moving the focus after the page has changed: it must never be lost.

use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement, HtmlInputElement};

/// Focuses the first element that fits a CSS selector, once the page shows what was just changed.
pub fn soon(selector: impl Into<String>) {
    focus_after_layout(selector.into(), false);
}

/// The same, but only where the focus was lost with what has left the page.
pub fn rescue(selector: &'static str) {
    focus_after_layout(selector.to_owned(), true);
}

fn focus_after_layout(selector: String, only_lost: bool) {
    after_layout(move || {
        if only_lost && document().active_element().is_some_and(|active| active.tag_name() != "BODY") {
            return;
        }
        let found = document().query_selector(&selector).ok().flatten();
        if let Some(element) = found.and_then(|element| element.dyn_into::<HtmlElement>().ok()) {
            // An element that left meanwhile needs no focus.
            let _ = element.focus();
        }
    });
}

/// The first frame renders the change, the second one finds it laid out.
fn after_layout(act: impl FnOnce() + 'static) {
    request_animation_frame(move || {
        request_animation_frame(act);
    });
}

/// Marks what a focused field holds, once it shows it: what is typed next takes its place.
pub fn select_soon(selector: impl Into<String>) {
    let selector = selector.into();
    request_animation_frame(move || {
        let field = document().active_element().filter(|active| active.matches(&selector).unwrap_or_default());
        if let Some(field) = field.and_then(|field| field.dyn_into::<HtmlInputElement>().ok()) {
            field.select();
        }
    });
}

/// The selector of an element's id, whatever characters it has.
pub fn by_id(id: &str) -> String {
    format!("[id=\"{}\"]", id.replace(['"', '\\'], ""))
}

/// Scrolls an element into view where it is not, without moving the focus.
pub fn show(selector: &str) {
    if let Some(element) = document().query_selector(selector).ok().flatten() {
        let options = web_sys::ScrollIntoViewOptions::new();
        options.set_block(web_sys::ScrollLogicalPosition::Nearest);
        element.scroll_into_view_with_scroll_into_view_options(&options);
    }
}

/// Focuses the first element within another that fits a selector.
pub fn first_in(element: &Element, selector: &str) {
    let found = element.query_selector(selector).ok().flatten().and_then(|found| found.dyn_into::<HtmlElement>().ok());
    if let Some(found) = found {
        // What leaves the page meanwhile needs no focus.
        let _ = found.focus();
    }
}

/// The same, once the page shows what was just changed.
pub fn first_in_soon(element: Element, selector: &'static str) {
    after_layout(move || first_in(&element, selector));
}
