//! Moves the focus after changes of the page, so that it is never lost.

use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement, HtmlInputElement};

/// Focuses the first element that matches a selector, once the change has been rendered.
pub fn soon(selector: impl Into<String>) {
    focus_after_layout(selector.into(), false);
}

/// The same, but only if the focused element was removed from the page.
pub fn rescue(selector: impl Into<String>) {
    focus_after_layout(selector.into(), true);
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

/// Selects the text of the field that is focused by then, so that typing replaces it.
pub fn select_soon(selector: impl Into<String>) {
    let selector = selector.into();
    request_animation_frame(move || {
        let field = document().active_element().filter(|active| active.matches(&selector).unwrap_or_default());
        if let Some(field) = field.and_then(|field| field.dyn_into::<HtmlInputElement>().ok()) {
            field.select();
        }
    });
}

/// A selector for an id with any characters.
pub fn by_id(id: &str) -> String {
    format!("[id=\"{}\"]", id.replace(['"', '\\'], ""))
}

/// Scrolls an element into view if necessary, without moving the focus.
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

/// The same, once the page shows what was just changed, unless the focus was moved within `area` meanwhile.
pub fn first_in_soon(element: Element, selector: &'static str, area: &'static str) {
    let before = document().active_element();
    after_layout(move || {
        let now = document().active_element();
        let is_within = |now: &Element| now.closest(area).ok().flatten().is_some();
        if now == before || !now.is_some_and(|now| is_within(&now)) {
            first_in(&element, selector);
        }
    });
}
