//! Finds elements by role and accessible name, as a screen reader does. Elements that are not visible do not exist.

use js_sys::{Function, Reflect};
use leptos::prelude::document;
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement, HtmlInputElement, NodeList};

/// The elements with a role, explicit or implied by HTML (HTML-AAM), in page order.
fn selector(role: &str) -> String {
    let native = match role {
        "alert" | "listbox" | "option" | "status" | "tab" | "tablist" => "",
        "button" => ", button:not([role])",
        "checkbox" => ", input[type=checkbox]",
        "columnheader" => ", th[scope=col]",
        "combobox" => ", select",
        "dialog" => ", dialog[open]",
        "group" => ", fieldset",
        "heading" => ", h1, h2, h3",
        "link" => ", a[href]",
        "list" => ", ul, ol",
        "listitem" => ", li:not([role])",
        "paragraph" => ", p:not([role])",
        "radio" => ", input[type=radio]",
        "region" => ", section:is([aria-label], [aria-labelledby])",
        "row" => ", tr",
        "table" => ", table",
        "textbox" => ", textarea, input:is([type=text], [type=email], [type=password], :not([type])):not([role])",
        "searchbox" => ", input[type=search]",
        other => panic!("the tests do not know the role {other} yet"),
    };
    format!("[role={role}]{native}")
}

/// The visible elements that match a CSS selector.
pub fn all(css: &str) -> Vec<HtmlElement> {
    visible(&document().query_selector_all(css).unwrap())
}

/// The visible elements within another one that match a CSS selector.
pub fn all_in(root: &Element, css: &str) -> Vec<HtmlElement> {
    visible(&root.query_selector_all(css).unwrap())
}

fn visible(list: &NodeList) -> Vec<HtmlElement> {
    let nodes = (0..list.length()).filter_map(|at| list.get(at));
    nodes.filter_map(|node| node.dyn_into::<HtmlElement>().ok()).filter(is_visible).collect()
}

fn is_visible(element: &HtmlElement) -> bool {
    let check: Function = Reflect::get(element, &"checkVisibility".into()).unwrap().unchecked_into();
    check.call0(element).unwrap().is_truthy()
}

/// The element with this role and name, if it exists.
pub fn find(role: &str, wanted: &str) -> Option<HtmlElement> {
    all(&selector(role)).into_iter().find(|element| name(element) == wanted)
}

/// The element with this role and name; it must exist.
pub fn get(role: &str, wanted: &str) -> HtmlElement {
    find(role, wanted).unwrap_or_else(|| panic!("there is no {role} “{wanted}”, but {:?}", names_of(role)))
}

/// The elements with this role and name, in page order.
pub fn every(role: &str, wanted: &str) -> Vec<HtmlElement> {
    all(&selector(role)).into_iter().filter(|element| name(element) == wanted).collect()
}

/// The element with this role and name within another one, if it exists.
pub fn find_in(root: &Element, role: &str, wanted: &str) -> Option<HtmlElement> {
    all_in(root, &selector(role)).into_iter().find(|element| name(element) == wanted)
}

/// The element with this role and name within another one; it must exist.
pub fn get_in(root: &Element, role: &str, wanted: &str) -> HtmlElement {
    let there = || all_in(root, &selector(role)).iter().map(name).collect::<Vec<_>>();
    find_in(root, role, wanted).unwrap_or_else(|| panic!("there is no {role} “{wanted}” in it, but {:?}", there()))
}

/// The names of the visible elements with a role.
pub fn names_of(role: &str) -> Vec<String> {
    all(&selector(role)).iter().map(name).collect()
}

/// The texts of the visible elements with a role.
pub fn shown(role: &str) -> Vec<String> {
    all(&selector(role)).iter().map(text).collect()
}

/// The messages of the toasts, in page order. Their region is the only one of this role that is a popover.
pub fn toasts() -> Vec<String> {
    all("[role=status][popover] span").iter().map(text).collect()
}

/// Waits for the element with this role and name.
pub async fn wait_for(role: &str, wanted: &str) -> HtmlElement {
    let page = || all("main").iter().map(text).collect::<Vec<_>>();
    let what = || format!("there is a {role} “{wanted}” at {} in {:?}", super::page::url(), page());
    super::wait::found_or(|| find(role, wanted), what).await
}

/// The accessible name (accname 1.2, as far as the portal needs it).
pub fn name(element: &HtmlElement) -> String {
    if let Some(ids) = element.get_attribute("aria-labelledby") {
        return texts_of(&ids);
    }
    if let Some(label) = element.get_attribute("aria-label") {
        return label;
    }
    let label = document().query_selector(&format!("label[for=\"{}\"]", element.id())).unwrap();
    let label = label.filter(|_| !element.id().is_empty()).or_else(|| match element.tag_name().as_str() {
        "INPUT" | "SELECT" | "TEXTAREA" => element.closest("label").unwrap(),
        "FIELDSET" => element.query_selector("legend").unwrap(),
        _ => None,
    });
    label.map_or_else(|| words(element), |label| words(&label))
}

/// The text of the elements with these ids.
fn texts_of(ids: &str) -> String {
    let text = |id| {
        let element = document().get_element_by_id(id);
        words(&element.unwrap_or_else(|| panic!("the page refers to the id {id}, which it does not have")))
    };
    ids.split_whitespace().map(text).collect::<Vec<_>>().join(" ")
}

/// The accessible description: the error first, then the hint.
pub fn description(element: &HtmlElement) -> String {
    element.get_attribute("aria-describedby").map(|ids| texts_of(&ids)).unwrap_or_default()
}

/// The text of an element, with single spaces.
pub fn text(element: &HtmlElement) -> String {
    words(element)
}

fn words(element: &Element) -> String {
    let copy: Element = element.clone_node_with_deep(true).unwrap().unchecked_into();
    let hidden = copy.query_selector_all("[aria-hidden=true]").unwrap();
    for at in 0..hidden.length() {
        hidden.get(at).unwrap().unchecked_into::<Element>().remove();
    }
    // The tests' page has no style sheet, so elements that would be on their own line get a space here.
    let lines = copy.query_selector_all("small").unwrap();
    for at in 0..lines.length() {
        lines.get(at).unwrap().unchecked_into::<Element>().prepend_with_str_1(" ").unwrap();
    }
    copy.text_content().unwrap_or_default().split_whitespace().collect::<Vec<_>>().join(" ")
}

pub fn is_invalid(element: &HtmlElement) -> bool {
    element.get_attribute("aria-invalid").as_deref() == Some("true")
}

/// The attribute's value, or "".
pub fn attribute(element: &HtmlElement, name: &str) -> String {
    element.get_attribute(name).unwrap_or_default()
}

/// The value of a field.
pub fn value(role: &str, name: &str) -> String {
    let value = Reflect::get(&get(role, name), &"value".into()).unwrap();
    value.as_string().unwrap_or_else(|| panic!("{role} “{name}” holds no text"))
}

pub fn is_checked(role: &str, name: &str) -> bool {
    get(role, name).unchecked_into::<HtmlInputElement>().checked()
}

/// The accessible name of the focused element.
pub fn focused() -> String {
    name(&active())
}

pub fn active() -> HtmlElement {
    document().active_element().unwrap().unchecked_into()
}

/// Waits until the element with this name is focused.
pub async fn wait_for_focus(name: &str) {
    super::until(&format!("“{name}” has the focus"), || focused() == name).await;
}

/// Opens "More options", if the step has them.
pub fn more_options() {
    if let Some(details) = document().query_selector("form details").unwrap() {
        details.set_attribute("open", "").unwrap();
    }
}
