//! What a row and a group look like before anything is in them: built once, then copied.

use super::words::join_name;
use crate::i18n::t;
use leptos::prelude::document;
use model::criteria::Join;
use wasm_bindgen::JsCast;
use web_sys::{Element, Node};

/// Elements to be copied.
pub(super) struct Shapes {
    rule: Element,
    group: Element,
}

impl Shapes {
    /// In the language of the page.
    pub fn new() -> Self {
        Self { rule: rule(), group: group("li", true) }
    }

    /// A condition's row.
    pub fn rule(&self) -> Element {
        copy(&self.rule)
    }

    /// A group within another.
    pub fn group(&self) -> Element {
        copy(&self.group)
    }

    /// The group that is the whole rule.
    pub fn root(&self) -> Element {
        group("div", false)
    }
}

fn copy(element: &Element) -> Element {
    let copied: Result<Node, _> = element.clone_node_with_deep(true);
    // An element can be copied: nothing can fail.
    copied.map_or_else(|_| element.clone(), JsCast::unchecked_into)
}

/// An element with its attributes.
pub(super) fn element(tag: &str, attributes: &[(&str, &str)]) -> Element {
    let element =
        document().create_element(tag).unwrap_or_else(|_| unreachable!("the names of elements here are well"));
    for (name, value) in attributes {
        // The names of attributes here are well: nothing can fail.
        let _ = element.set_attribute(name, value);
    }
    element
}

/// An element with a text in it.
pub(super) fn with_text(tag: &str, attributes: &[(&str, &str)], text: &str) -> Element {
    let element = element(tag, attributes);
    element.set_text_content(Some(text));
    element
}

fn put(parent: &Element, children: &[Element]) {
    for child in children {
        super::row::append(parent, child);
    }
}

fn button(class: &str, what: &str, tab: &str, text: &str) -> Element {
    let attributes = [("type", "button"), ("class", class), ("data-do", what), ("tabindex", tab)];
    with_text("button", &attributes, text)
}

fn grip() -> Element {
    element("span", &[("class", "grip"), ("aria-hidden", "true")])
}

fn more() -> Element {
    let more = button("btn quiet s icon more", "more", "-1", "⋯");
    // A known attribute: nothing can fail.
    let _ = more.set_attribute("aria-expanded", "false");
    more
}

fn rule() -> Element {
    let row = element("li", &[("class", "node rule")]);
    put(&row, &[grip(), button("say", "edit", "-1", ""), element("span", &[("class", "count nums")]), more()]);
    row
}

fn group(tag: &str, inner: bool) -> Element {
    let tab = if inner { "-1" } else { "0" };
    let group = element(tag, &[("class", if inner { "node group" } else { "node group root" })]);
    let boxed = element("div", &[("class", "box"), ("role", "group")]);
    let head = element("div", &[("class", "head")]);
    let joins = element("span", &[("class", "seg")]);
    put(&joins, &[button("", "all", tab, join_name(Join::All)), button("", "any", tab, join_name(Join::Any))]);
    let not = button("btn quiet s not", "not", tab, t!(builder.not));
    let rest = [element("span", &[("class", "grow")]), element("span", &[("class", "count nums")])];
    if inner {
        put(&head, &[grip()]);
    }
    put(&head, &[joins, not]);
    put(&head, &rest);
    if inner {
        put(&head, &[more()]);
    }
    let foot = element("div", &[("class", "foot")]);
    let add = [("add", t!(builder.add_condition)), ("group", t!(builder.add_group))];
    put(&foot, &add.map(|(what, text)| button("btn s plus", what, tab, text)));
    put(&boxed, &[head, element("ul", &[]), element("p", &[("class", "none")]), foot]);
    put(&group, &[boxed]);
    group
}
