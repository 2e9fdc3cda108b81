//! The elements of a condition's row and of a group's head.

use crate::criteria::annotations::{Annotation, Count, Severity};
use crate::criteria::state::Builder;
use crate::criteria::tree::markup;
use crate::criteria::words::{self, Kind, Part};
use crate::i18n::t;
use crate::ui::format;
use leptos::prelude::document;
use model::criteria::{Content, Join, Node, NodeId};
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement};

/// The DOM id of a node's element.
pub(in crate::criteria) fn id(node: NodeId) -> String {
    format!("rule-{}", node.0)
}

// The functions below change only elements of the portal itself, which accept any child and any attribute, so the
// results are ignored.

pub(in crate::criteria) fn append(parent: &Element, child: &Element) {
    let _ = parent.append_child(child);
}

pub(in crate::criteria) fn insert(parent: &web_sys::Node, child: &web_sys::Node, before: Option<&Element>) {
    let _ = parent.insert_before(child, before.map(AsRef::as_ref));
}

pub(in crate::criteria) fn set(element: &Element, name: &str, value: &str) {
    let _ = element.set_attribute(name, value);
}

/// The first descendant that matches a selector.
pub(in crate::criteria) fn within(element: &Element, selector: &str) -> Option<Element> {
    element.query_selector(selector).ok().flatten()
}

/// The list of a group's children, found by selector, so it also works after other elements were added to the group.
pub(in crate::criteria) fn list_in(group: &Element) -> Option<Element> {
    within(group, ":scope > .box > ul")
}

/// The list of a newly rendered group, found by position, which is faster than by selector.
pub(in crate::criteria) fn list_of(group: &Element) -> Option<Element> {
    group.first_element_child()?.first_element_child()?.next_element_sibling()
}

/// Updates the texts and states of a node's own elements.
pub(in crate::criteria) fn fill(builder: Builder, element: &Element, node: &Node) {
    let said = match &node.content {
        Content::Group(join, children) => fill_group(element, node, *join, children.is_empty()),
        _ => fill_rule(builder, element, node),
    };
    if let Some(button) = more_of(element, node.join().is_some()) {
        set(&button, "aria-label", &format!("{}: {said}", t!(builder.more)));
    }
}

fn more_of(element: &Element, is_group: bool) -> Option<Element> {
    let head = if is_group { element.first_element_child()?.first_element_child()? } else { element.clone() };
    let last = head.last_element_child()?;
    if last.class_list().contains("more") { Some(last) } else { within(&head, ":scope > .more") }
}

/// Tells the style sheet how many rows a group has, including the heads and feet of inner groups. The browser lays out
/// a group only when it comes into view, and until then reserves about that much room.
pub(in crate::criteria) fn tell_size(group: &Element, node: &Node) {
    fn rows(node: &Node) -> usize {
        node.children().iter().map(|child| if child.join().is_some() { 2 + rows(child) } else { 1 }).sum()
    }
    if let Some(group) = group.dyn_ref::<HtmlElement>().filter(|_| node.id != NodeId::ROOT) {
        // A custom property accepts any text, so this cannot fail.
        let _ = group.style().set_property("--rows", &rows(node).to_string());
    }
}

/// Returns the row's sentence.
fn fill_rule(builder: Builder, row: &Element, node: &Node) -> String {
    let parts = builder.store(|store| words::parts(store, node));
    let sentence = words::said(node, &parts);
    let Some(say) = row.first_element_child().and_then(|grip| grip.next_element_sibling()) else { return sentence };
    let mut text = String::new();
    markup::say(node, &parts, &mut text);
    say.set_inner_html(&text);
    lock(row, &say, node.locked);
    for (name, on) in classes(node, &parts) {
        class(row, name, on);
    }
    sentence
}

/// The state classes of a row.
pub(in crate::criteria) fn classes(node: &Node, parts: &[Part]) -> [(&'static str, bool); 3] {
    let missing = parts.last().is_some_and(|part| part.kind == Kind::Missing);
    [("missing", missing), ("raw", matches!(node.content, Content::Raw(_))), ("locked", node.locked)]
}

/// Returns the group's accessible name.
fn fill_group(group: &Element, node: &Node, join: Join, empty: bool) -> String {
    let name = words::join_name(join);
    let label = if node.not { format!("{} {name}", t!(builder.not)) } else { name.to_owned() };
    let Some(boxed) = group.first_element_child() else { return label };
    set(&boxed, "aria-label", &label);
    let Some(head) = boxed.first_element_child() else { return label };
    let press = |what: &str, pressed: bool| {
        if let Some(button) = within(&head, &format!("[data-do={what}]")) {
            set(&button, "aria-pressed", if pressed { "true" } else { "false" });
        }
    };
    press("all", join == Join::All);
    press("any", join == Join::Any);
    press("not", node.not);
    class(group, "negated", node.not);
    if let Some(none) = within(&boxed, ":scope > .none") {
        none.set_text_content(empty.then(|| t!(builder.missing_conditions)));
    }
    if let Some(not) = within(&head, ".not") {
        lock(group, &not, node.locked);
    }
    label
}

/// Marks a node that an administrator locked, with the reason after `after`.
fn lock(node: &Element, after: &Element, locked: bool) {
    let was = node.class_list().contains("locked");
    if was == locked {
        return;
    }
    class(node, "locked", locked);
    if locked {
        let _ = after.after_with_node_1(&with_text("span", &[("class", "lock")], t!(builder.locked)));
    } else if let Some(lock) = after.next_element_sibling() {
        lock.remove();
    }
}

fn class(element: &Element, name: &str, on: bool) {
    if on {
        let _ = element.class_list().add_1(name);
    } else if element.class_name().contains(name) {
        let _ = element.class_list().remove_1(name);
    }
}

/// Shows a node's count and its annotation, and links both with `aria-describedby`.
pub(in crate::criteria) fn show_marks(node: &Element, at: NodeId, count: Option<Count>, mark: Option<&Annotation>) {
    // A group shows them in its head, so the selectors must not reach the rows below.
    let is_group = node.class_list().contains("group");
    let scope = if is_group { ":scope > .box > .head > " } else { ":scope > " };
    let id = id(at);
    if let Some(place) = within(node, &format!("{scope}.count")) {
        let (text, class) = match count {
            None => (String::new(), ""),
            Some(Count::Asking) => ("…".to_owned(), ""),
            Some(Count::Of(number)) => (format::count(number), ""),
            Some(Count::Stale(number)) => (format::count(number), " old"),
            Some(Count::Unknown) => ("–".to_owned(), ""),
        };
        place.set_id(&format!("{id}-count"));
        place.set_class_name(&format!("count nums{class}"));
        place.set_text_content(Some(&text));
        if matches!(count, Some(Count::Of(_) | Count::Stale(_))) {
            append(&place, &with_text("span", &[("class", "visually-hidden")], &format!(" {}", t!(builder.found))));
        }
    }
    let scope = if is_group { ":scope > .box > " } else { ":scope > " };
    if let Some(old) = within(node, &format!("{scope}.mark")) {
        old.remove();
    }
    if let Some(Annotation { severity, text }) = mark {
        let severity = match severity {
            Severity::Hint => "mark",
            Severity::Warning => "mark warn",
            Severity::Error => "mark bad",
        };
        let shown = with_text("p", &[("class", severity), ("id", &format!("{id}-mark"))], text);
        if is_group {
            if let Some(head) = within(node, ":scope > .box > .head") {
                let _ = head.after_with_node_1(&shown);
            }
        } else {
            append(node, &shown);
        }
    }
    let described = [("count", count.is_some()), ("mark", mark.is_some())];
    let ids: Vec<_> = described.iter().filter(|(_, there)| *there).map(|(what, _)| format!("{id}-{what}")).collect();
    let target = if is_group { within(node, ":scope > .box") } else { within(node, ":scope > .say") };
    if let Some(target) = target {
        if ids.is_empty() {
            let _ = target.remove_attribute("aria-describedby");
        } else {
            set(&target, "aria-describedby", &ids.join(" "));
        }
    }
}

/// Appends an element to a row in which a view can be mounted.
pub(in crate::criteria) fn host(row: &Element, class: &str) -> Element {
    let host = element("div", &[("class", class)]);
    append(row, &host);
    host
}

/// Creates an element with attributes.
pub(in crate::criteria) fn element(tag: &str, attributes: &[(&str, &str)]) -> Element {
    let element =
        document().create_element(tag).unwrap_or_else(|_| unreachable!("the names of elements here are well"));
    for (name, value) in attributes {
        set(&element, name, value);
    }
    element
}

/// Creates an element with attributes and text.
fn with_text(tag: &str, attributes: &[(&str, &str)], text: &str) -> Element {
    let element = element(tag, attributes);
    element.set_text_content(Some(text));
    element
}
