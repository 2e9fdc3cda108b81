//! Handles keys and clicks in the tree, with one listener for all rows.

use crate::criteria::state::{Builder, EditorField};
use crate::criteria::tree::Tree;
use crate::criteria::tree::row;
use crate::i18n::t;
use leptos::ev::{FocusEvent, KeyboardEvent, MouseEvent};
use leptos::prelude::*;
use model::criteria::{Condition, Criteria, Direction, Edit, Join, Node, NodeId, Piece, Refusal};
use std::rc::Rc;
use wasm_bindgen::JsCast;
use web_sys::{Element, EventTarget};

/// The event's target, if it is an element.
pub(in crate::criteria) fn element(target: Option<EventTarget>) -> Option<Element> {
    target?.dyn_into().ok()
}

pub(in crate::criteria) fn around(element: &Element, selector: &str) -> Option<Element> {
    element.closest(selector).ok().flatten()
}

/// The node whose row or group contains the element.
pub(in crate::criteria) fn node_of(element: &Element) -> Option<NodeId> {
    around(element, ".node")?.get_attribute("data-node")?.parse().ok().map(NodeId)
}

/// Handles a click on any button of the tree; `data-do` says which one.
pub(in crate::criteria) fn click(tree: &Rc<Tree>, ev: &MouseEvent) {
    let Some(target) = element(ev.target()) else { return };
    if (ev.shift_key() || ev.ctrl_key() || ev.meta_key()) && select(tree.builder, &target, ev.shift_key()) {
        return;
    }
    let Some(button) = around(&target, "[data-do]") else { return };
    let Some(node) = node_of(&button) else { return };
    let builder = tree.builder;
    match button.get_attribute("data-do").unwrap_or_default().as_str() {
        "edit" => builder.open_at(node, spot(&target)),
        "more" => tree.toggle_menu(node),
        "all" => join(builder, node, Join::All),
        "any" => join(builder, node, Join::Any),
        "not" => negate(builder, node),
        "add" => add_condition(builder, node),
        "group" => add_group(builder, node),
        "or" => builder.add_and_open(Edit::Alternative(empty())),
        _ => {}
    }
}

/// A click with Shift, Ctrl or Cmd on a row, or on a group's head outside its buttons, changes the selection. Returns
/// whether it did.
fn select(builder: Builder, target: &Element, range: bool) -> bool {
    let is_head = around(target, ".head").is_some() && around(target, "button").is_none();
    let Some(node) = node_of(target).filter(|_| is_head || around(target, ".say, .grip").is_some()) else {
        return false;
    };
    if range {
        builder.select_to(node);
    } else {
        builder.toggle_selected(node);
    }
    true
}

/// A click on a word opens that word's field. Otherwise the editor starts at the first missing field.
fn spot(target: &Element) -> Option<EditorField> {
    match target.tag_name().as_str() {
        "B" => Some(EditorField::Attribute),
        "EM" => Some(EditorField::Value),
        _ => None,
    }
}

fn join(builder: Builder, node: NodeId, join: Join) {
    // The pressed button is already on; applying it again would announce a refusal.
    if builder.now().node(node).and_then(|node| node.join()) != Some(join) {
        builder.apply(Edit::SetJoin(node, join));
    }
}

/// Toggles "not" on a node.
pub(in crate::criteria) fn negate(builder: Builder, node: NodeId) {
    let not = builder.now().node(node).is_some_and(|node| node.not);
    builder.apply(Edit::SetNot(node, !not));
}

/// Appends an empty condition to a group and opens its editor.
fn add_condition(builder: Builder, group: NodeId) {
    let end = builder.now().node(group).map_or(0, |group| group.children().len());
    builder.current.set(group);
    builder.add_and_open(Edit::Add(group, end, empty()));
}

fn empty() -> Piece {
    Piece(Node::condition(Condition::default()))
}

/// Appends an empty group to another one. It joins with the other word, because a group with the same one would change
/// nothing.
fn add_group(builder: Builder, group: NodeId) {
    let now = builder.now();
    let Some(outer) = now.node(group) else { return };
    let join = if outer.join() == Some(Join::All) { Join::Any } else { Join::All };
    builder.apply(Edit::Add(group, outer.children().len(), Piece(Node::group(join, Vec::new()))));
}

/// Makes the row that got the focus the current one, which Tab returns to.
pub(in crate::criteria) fn focus_in(tree: &Tree, ev: &FocusEvent) {
    let node = element(ev.target()).and_then(|target| node_of(&target));
    if let Some(node) = node.filter(|node| *node != tree.builder.current.get_untracked()) {
        tree.builder.current.set(node);
        tree.rove();
    }
}

/// When the focus leaves the tree, the page is told about pending changes.
pub(in crate::criteria) fn focus_out(tree: &Tree, ev: &FocusEvent) {
    let to = element(ev.related_target());
    // The user went on to something else, so the new condition is now reported if it is unfinished.
    if to.as_ref().is_some_and(|to| around(to, ".rule.edit").is_none()) {
        tree.builder.no_more_fresh();
    }
    if to.is_none_or(|to| around(&to, ".builder").is_none()) {
        tree.builder.tell();
    }
}

/// Handles a key that was pressed anywhere in the builder.
pub(in crate::criteria) fn key_down(tree: &Rc<Tree>, ev: &KeyboardEvent) {
    let builder = tree.builder;
    let key = ev.key();
    if (ev.ctrl_key() || ev.meta_key()) && !ev.alt_key() {
        match (key.to_ascii_lowercase().as_str(), ev.shift_key()) {
            ("z", false) => builder.undo(),
            ("z", true) | ("y", false) => builder.redo(),
            ("g", false) if builder.selected() > 1 => builder.gather(),
            (" ", false) if in_row(ev) => {
                if let Some(node) = element(ev.target()).and_then(|target| node_of(&target)) {
                    builder.toggle_selected(node);
                }
            }
            _ => return,
        }
        ev.prevent_default();
        return;
    }
    let Some(target) = element(ev.target()) else { return };
    let handled = if around(&target, ".sheet").is_some() {
        false
    } else if around(&target, ".editor").is_some() {
        in_editor(builder, &target, ev)
    } else {
        node_of(&target).is_some_and(|node| in_tree(builder, node, &target, ev))
    };
    if handled {
        // Neither the browser nor a surrounding form or dialog handles the key again.
        ev.prevent_default();
        ev.stop_propagation();
    }
}

/// Whether the key was pressed in the tree, outside the editor and the menus.
fn in_row(ev: &KeyboardEvent) -> bool {
    element(ev.target()).is_some_and(|target| around(&target, ".editor, .sheet").is_none())
}

/// Enter in a field closes the editor and keeps the input. Escape closes it and restores the condition.
fn in_editor(builder: Builder, target: &Element, ev: &KeyboardEvent) -> bool {
    match ev.key().as_str() {
        "Enter" if !ev.default_prevented() && matches!(target.tag_name().as_str(), "INPUT" | "SELECT") => {
            builder.close();
        }
        "Escape" => builder.cancel(),
        _ => return false,
    }
    true
}

fn in_tree(builder: Builder, node: NodeId, target: &Element, ev: &KeyboardEvent) -> bool {
    let step = |direction| {
        builder.apply(Edit::Step(node, direction));
        true
    };
    let right_to_left = || row::within(target, ":scope:dir(rtl)").is_some() || around(target, ":dir(rtl)").is_some();
    let (inward, outward) = if right_to_left() { ("ArrowLeft", "ArrowRight") } else { ("ArrowRight", "ArrowLeft") };
    let key = ev.key();
    let key = key.as_str();
    if ev.alt_key() {
        return match key {
            "ArrowUp" => step(Direction::Up),
            "ArrowDown" => step(Direction::Down),
            _ if key == inward => step(Direction::In),
            _ if key == outward => step(Direction::Out),
            _ => false,
        };
    }
    let in_foot = around(target, ".foot").is_some();
    let now = builder.now();
    let go = |to: Option<NodeId>| {
        if let Some(to) = to {
            builder.focus(to);
        }
        true
    };
    match key {
        "ArrowUp" | "ArrowDown" if ev.shift_key() && !in_foot => {
            builder.extend_selection(node, key == "ArrowDown");
            true
        }
        "Escape" if builder.selected() > 0 => {
            builder.clear_selection();
            builder.say(t!(builder.said_unselected).to_owned());
            true
        }
        "ArrowUp" => go(beside(&now, node, in_foot, false)),
        "ArrowDown" => go(beside(&now, node, in_foot, true)),
        "Home" => go(Some(NodeId::ROOT)),
        "End" => go(order(&now).last().copied()),
        _ if key == inward => go(now.node(node).and_then(|node| node.children().first()).map(|child| child.id)),
        _ if key == outward => go(now.parent(node).map(|(group, _)| group.id)),
        "F2" => {
            if now.node(node).is_some_and(|node| node.join().is_none()) {
                builder.open(node);
            }
            true
        }
        "Delete" | "Backspace" if !in_foot => {
            if builder.is_among_selected(node) {
                builder.remove_selected();
            } else {
                builder.apply(Edit::Remove(node));
            }
            true
        }
        _ => false,
    }
}

fn order(criteria: &Criteria) -> Vec<NodeId> {
    let mut order = Vec::new();
    criteria.root().visit(&mut |node| order.push(node.id));
    order
}

/// The node before or after another in reading order. A group's foot comes after everything in the group.
fn beside(criteria: &Criteria, node: NodeId, from_foot: bool, down: bool) -> Option<NodeId> {
    let order = order(criteria);
    let mut at = order.iter().position(|own| *own == node)?;
    if from_foot {
        let mut below = 0;
        criteria.node(node)?.visit(&mut |_| below += 1);
        at += below - 1;
        if !down {
            return order.get(at).copied();
        }
    }
    let to = if down { at + 1 } else { at.checked_sub(1)? };
    order.get(to).copied()
}

/// Why an edit would be refused; none if it is allowed.
pub(in crate::criteria) fn refusal(builder: Builder, edit: Edit) -> Option<Refusal> {
    builder.now().edit(edit).err()
}
