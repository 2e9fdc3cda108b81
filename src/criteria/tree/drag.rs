//! Dragging a node by its grip. A line shows where the node would be dropped, and nothing else moves. Escape cancels.

use crate::criteria::tree::Tree;
use crate::criteria::tree::keys::{around, element, node_of};
use crate::criteria::tree::row;
use leptos::ev::{KeyboardEvent, PointerEvent};
use leptos::prelude::*;
use model::criteria::{Edit, NodeId};
use std::cell::{Cell, RefCell};
use std::rc::Rc;
use web_sys::{DomRect, Element};

/// How far the pointer must move before a press becomes a drag, in pixels.
const SLACK: f64 = 4.0;

/// The distance from the window's edge at which the page scrolls, and how far it scrolls per frame, in pixels.
const EDGE: f64 = 56.0;
const SCROLL: f64 = 12.0;

/// Drag and drop for a tree. Clones share the same state.
#[derive(Clone)]
pub(in crate::criteria) struct Drag(Rc<State>);

struct State {
    tree: Rc<Tree>,
    held: RefCell<Option<DraggedNode>>,
    /// The pointer's last position, relative to the viewport.
    at: Cell<(f64, f64)>,
}

/// The node that is being dragged.
struct DraggedNode {
    node: NodeId,
    pointer: i32,
    from: (f64, f64),
    /// The line at the drop position; none until the pointer has moved `SLACK` pixels.
    line: Option<Element>,
    /// The group, and the index in it, where the node would be dropped.
    target: Option<(NodeId, usize)>,
    /// Window listeners for pointer moves, the end of the drag and Escape; removed on drop.
    listeners: Vec<leptos::prelude::WindowListenerHandle>,
}

impl Drop for DraggedNode {
    fn drop(&mut self) {
        if let Some(line) = &self.line {
            line.remove();
        }
        for listener in self.listeners.drain(..) {
            listener.remove();
        }
    }
}

impl Drag {
    pub fn new(tree: Rc<Tree>) -> Self {
        Self(Rc::new(State { tree, held: RefCell::default(), at: Cell::default() }))
    }

    /// Handles `pointerdown`; on a grip, a drag may begin.
    pub fn start(&self, ev: &PointerEvent) {
        let Some(target) = element(ev.target()) else { return };
        if ev.button() != 0 || around(&target, ".grip").is_none() {
            return;
        }
        let Some(node) = node_of(&target) else { return };
        // Prevents the browser from selecting text during the drag.
        ev.prevent_default();
        let from = (f64::from(ev.client_x()), f64::from(ev.client_y()));
        let (moving, ending) = (self.clone(), self.clone());
        let (cancelling, keys) = (self.clone(), self.clone());
        let listeners = vec![
            window_event_listener(leptos::ev::pointermove, move |ev| moving.moved(&ev)),
            window_event_listener(leptos::ev::pointerup, move |ev| ending.ended(&ev)),
            window_event_listener(leptos::ev::pointercancel, move |_| cancelling.cancel()),
            window_event_listener(leptos::ev::keydown, move |ev| {
                keys.key(&ev);
            }),
        ];
        let held = DraggedNode { node, pointer: ev.pointer_id(), from, line: None, target: None, listeners };
        let before = self.0.held.replace(Some(held));
        drop(before);
        self.0.tree.builder.current.set(node);
    }

    /// Escape cancels the drag. Returns whether the key was used for that.
    pub fn key(&self, ev: &KeyboardEvent) -> bool {
        let drags = self.0.held.borrow().is_some();
        let ends = drags && ev.key() == "Escape";
        if ends {
            ev.prevent_default();
            ev.stop_propagation();
            self.cancel();
        }
        ends
    }

    fn cancel(&self) {
        let held = self.0.held.take();
        if let Some(held) = &held {
            self.mark(held.node, false);
        }
        drop(held);
    }

    fn moved(&self, ev: &PointerEvent) {
        let at = (f64::from(ev.client_x()), f64::from(ev.client_y()));
        self.0.at.set(at);
        let begins = {
            let mut held = self.0.held.borrow_mut();
            let Some(held) = held.as_mut().filter(|held| held.pointer == ev.pointer_id()) else { return };
            let far = (at.0 - held.from.0).hypot(at.1 - held.from.1) >= SLACK;
            if held.line.is_none() && !far {
                return;
            }
            let begins = held.line.is_none();
            if begins {
                held.line = self.line();
            }
            begins.then_some(held.node)
        };
        if let Some(node) = begins {
            self.0.tree.close_menu();
            self.mark(node, true);
            self.scroll();
        }
        self.aim();
    }

    /// Appends the drop line to the root element; it is positioned over the rows.
    fn line(&self) -> Option<Element> {
        let root = self.0.tree.element(NodeId::ROOT)?;
        let line = row::element("div", &[("class", "drop-line"), ("aria-hidden", "true")]);
        row::append(&root, &line);
        Some(line)
    }

    fn mark(&self, node: NodeId, on: bool) {
        if let Some(element) = self.0.tree.element(node) {
            // The class name is constant, so `toggle` cannot fail.
            let _ = element.class_list().toggle_with_force("dragged", on);
        }
        if let Some(root) = self.0.tree.element(NodeId::ROOT) {
            let _ = root.class_list().toggle_with_force("dragging", on);
        }
    }

    /// Finds the drop position under the pointer and moves the line there.
    fn aim(&self) {
        let (x, y) = self.0.at.get();
        let found = document().element_from_point(x as f32, y as f32).and_then(|under| self.place(&under, y));
        let mut held = self.0.held.borrow_mut();
        let Some(held) = held.as_mut() else { return };
        // A position is offered only if the edit would be accepted.
        let found = found.filter(|place| {
            let moved = Edit::Move(held.node, place.group, place.at);
            self.0.tree.builder.now().edit(moved).is_ok()
        });
        held.target = found.as_ref().map(|place| (place.group, place.at));
        let Some(line) = &held.line else { return };
        let Some(found) = found else {
            row::set(line, "hidden", "");
            return;
        };
        let Some(frame) = line.parent_element().map(|root| root.get_bounding_client_rect()) else { return };
        let style = leptos::wasm_bindgen::JsCast::unchecked_ref::<web_sys::HtmlElement>(line).style();
        let pixels = [("top", found.y - frame.top()), ("left", found.left - frame.left()), ("width", found.width)];
        for (name, value) in pixels {
            // The property names are constant, so `set_property` cannot fail.
            let _ = style.set_property(name, &format!("{}px", value as i32));
        }
        let _ = line.remove_attribute("hidden");
    }

    /// The drop position for an element: before or after a row, or at the start or end of a group.
    fn place(&self, under: &Element, y: f64) -> Option<DropPosition> {
        let node_element = around(under, ".builder .node")?;
        let node = node_of(&node_element)?;
        let now = self.0.tree.builder.now();
        let group = now.node(node).filter(|node| node.join().is_some());
        let before_or_after = || {
            let (parent, at) = now.parent(node)?;
            let rect = node_element.get_bounding_client_rect();
            let after = y > rect.top() + rect.height() / 2.0;
            let edge = if after { rect.bottom() } else { rect.top() };
            Some(DropPosition::new(parent.id, at + usize::from(after), edge, &rect))
        };
        let Some(group) = group else { return before_or_after() };
        let list = row::list_in(&node_element)?;
        let rect = list.get_bounding_client_rect();
        if around(under, ".head").is_some() {
            let head = under.closest(".head").ok()??.get_bounding_client_rect();
            // The upper half of a group's head means "before the group".
            if node != NodeId::ROOT && y < head.top() + head.height() / 2.0 {
                return before_or_after();
            }
            return Some(DropPosition::new(node, 0, rect.top(), &rect));
        }
        let end = group.children().len();
        // Between two rows, the position is before the nearest row below.
        let below = (0..end).find(|at| {
            let child = self.0.tree.element(group.children()[*at].id);
            child.is_some_and(|child| child.get_bounding_client_rect().top() > y)
        });
        let at = below.unwrap_or(end);
        let edge = below
            .and_then(|at| self.0.tree.element(group.children()[at].id))
            .map_or(rect.bottom(), |child| child.get_bounding_client_rect().top());
        Some(DropPosition::new(node, at, edge, &rect))
    }

    fn ended(&self, ev: &PointerEvent) {
        if self.0.held.borrow().as_ref().is_none_or(|held| held.pointer != ev.pointer_id()) {
            return;
        }
        let held = self.0.held.take();
        let moved = held.as_ref().filter(|held| held.line.is_some()).map(|held| (held.node, held.target));
        drop(held);
        if let Some((node, target)) = moved {
            self.mark(node, false);
            if let Some((group, at)) = target {
                self.0.tree.builder.apply(Edit::Move(node, group, at));
            }
        }
    }

    /// Scrolls the page frame by frame while the pointer is near the window's edge.
    fn scroll(&self) {
        let this = self.clone();
        request_animation_frame(move || {
            if this.0.held.borrow().is_none() {
                return;
            }
            let height = window().inner_height().ok().and_then(|height| height.as_f64()).unwrap_or_default();
            let (_, y) = this.0.at.get();
            let by = if y < EDGE {
                -SCROLL
            } else if y > height - EDGE {
                SCROLL
            } else {
                0.0
            };
            if by != 0.0 {
                window().scroll_by_with_x_and_y(0.0, by);
                this.aim();
            }
            this.scroll();
        });
    }
}

/// A drop position, and where its line is drawn.
struct DropPosition {
    group: NodeId,
    at: usize,
    y: f64,
    left: f64,
    width: f64,
}

impl DropPosition {
    fn new(group: NodeId, at: usize, y: f64, rect: &DomRect) -> Self {
        Self { group, at, y, left: rect.left(), width: rect.width() }
    }
}
