//! Lists and menus that open at a control. They use the browser's top layer (popover), where no container clips them
//! and no dialog covers them, and are kept at the control's position.

use js_sys::Array;
use leptos::html;
use leptos::prelude::*;
use std::cell::Cell;
use std::rc::{Rc, Weak};
use wasm_bindgen::prelude::Closure;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{DomRect, Element, HtmlElement, IntersectionObserver, IntersectionObserverEntry};

/// The distance between a popup and its control, in CSS pixels.
const GAP: f64 = 4.0;

/// The distance between a popup and the edge of the viewport, in CSS pixels.
const EDGE: f64 = 8.0;

/// How a popup is aligned with its control.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Align {
    /// As wide as the control, with a limited height.
    Fill,
    /// At the control's start.
    Start,
    /// At the control's end.
    End,
}

/// An open popup; dropping it closes it.
pub struct Popup {
    placed: Rc<Placed>,
    watch: Option<IntersectionObserver>,
    /// The observer's callback, which must live as long as the observer.
    _seen: Closure<dyn FnMut(Array)>,
}

struct Placed {
    popup: HtmlElement,
    control: Element,
    align: Align,
    /// Whether the control is outside the viewport; the popup is hidden then.
    is_away: Cell<bool>,
    up: Cell<bool>,
    /// The measurements of the last placement, to skip unchanged frames.
    from: Cell<[f64; 9]>,
}

impl Popup {
    /// Opens an element with the attribute `popover="manual"`.
    pub fn open(popup: HtmlElement, control: Element, align: Align) -> Self {
        // The element is in the page and closed. A browser without popovers shows it in the flow of the page.
        let _ = popup.show_popover();
        let placed = Rc::new(Placed {
            popup,
            control,
            align,
            is_away: Cell::new(false),
            up: Cell::new(false),
            from: Cell::default(),
        });
        placed.place();
        follow(Rc::downgrade(&placed));
        let watched = Rc::downgrade(&placed);
        let seen = Closure::new(move |entries: Array| {
            let last: JsValue = entries.pop();
            if let Some(placed) = watched.upgrade() {
                let is_away = !last.unchecked_into::<IntersectionObserverEntry>().is_intersecting();
                if placed.is_away.replace(is_away) != is_away {
                    placed.style("visibility", if is_away { "hidden" } else { "visible" });
                }
            }
        });
        let watch = IntersectionObserver::new(AsRef::<JsValue>::as_ref(&seen).unchecked_ref()).ok();
        if let Some(watch) = &watch {
            watch.observe(&placed.control);
        }
        Self { placed, watch, _seen: seen }
    }
}

impl Drop for Popup {
    fn drop(&mut self) {
        if let Some(watch) = &self.watch {
            watch.disconnect();
        }
        // An element that was removed from the page is closed already.
        let _ = self.placed.popup.hide_popover();
    }
}

/// Keeps a popup open while `open` is true. The element must directly follow its control.
pub fn keep_open(popup: NodeRef<html::Div>, align: Align, open: Signal<bool>) {
    let shown = StoredValue::new_local(None::<Popup>);
    Effect::new(move |_| {
        let element = popup.get().filter(|_| open.get());
        let pair = element.and_then(|popup| Some((popup.previous_element_sibling()?, popup)));
        match pair {
            Some((control, popup)) => {
                if shown.with_value(Option::is_none) {
                    shown.set_value(Some(Popup::open(popup.into(), control, align)));
                }
            }
            None => shown.set_value(None),
        }
    });
}

/// Checks in every frame whether the control or the content has moved or changed its size, whatever the reason:
/// scrolling, resizing, a removed row, a response.
fn follow(placed: Weak<Placed>) {
    request_animation_frame(move || {
        if let Some(there) = placed.upgrade() {
            there.place();
            follow(placed);
        }
    });
}

impl Placed {
    fn place(&self) {
        let view = view();
        let at = self.control.get_bounding_client_rect();
        let content = f64::from(self.popup.scroll_height());
        let from = [at.left(), at.top(), at.right(), at.bottom(), content, view[0], view[1], view[2], view[3]];
        if self.from.replace(from) == from {
            return;
        }
        let [left, top, right, bottom] = view;
        let above = at.top() - top - GAP - EDGE;
        let below = bottom - at.bottom() - GAP - EDGE;
        // Measured first with the larger room of both sides, to decide on which side it fits.
        self.size(&at, right - left, above.max(below));
        let height = f64::from(self.popup.offset_height());
        let (here, there) = if self.up.get() { (above, below) } else { (below, above) };
        if height > here && there > here {
            self.up.set(!self.up.get());
        }
        let room = if self.up.get() { above } else { below };
        self.size(&at, right - left, room);
        let width = f64::from(self.popup.offset_width());
        let x = if self.align == Align::End { at.right() - width } else { at.left() };
        let x = x.min(right - EDGE - width).max(left + EDGE);
        let inset = if self.up.get() {
            // Anchored at the bottom, so that it grows upwards.
            format!("auto auto {} {}", px(layout_height() - at.top() + GAP), px(x))
        } else {
            format!("{} auto auto {}", px(at.bottom() + GAP), px(x))
        };
        self.style("inset", &inset);
        self.style("margin", "0");
    }

    fn size(&self, at: &DomRect, view: f64, room: f64) {
        let room = room.max(0.0);
        if self.align == Align::Fill {
            self.style("width", &px(at.width()));
            self.style("max-height", &format!("min(22rem, {})", px(room)));
        } else {
            self.style("max-height", &px(room));
        }
        self.style("max-width", &px(view - 2.0 * EDGE));
    }

    fn style(&self, name: &str, value: &str) {
        // The property names and values are valid in every browser.
        let _ = web_sys::HtmlElement::style(&self.popup).set_property(name, value);
    }
}

/// A length in whole pixels: what writes fractions would be downloaded for this alone.
fn px(length: f64) -> String {
    format!("{}px", length.round() as i64)
}

/// The visible part of the page: left, top, right, bottom. Read every time, because an on-screen keyboard shrinks it
/// without a resize of the window.
fn view() -> [f64; 4] {
    let root = document().document_element();
    let width = root.map_or(0.0, |root| f64::from(root.client_width()));
    match window().visual_viewport() {
        Some(seen) => {
            let (left, top) = (seen.offset_left(), seen.offset_top());
            [left, top, width.min(left + seen.width()), top + seen.height()]
        }
        None => [0.0, 0.0, width, layout_height()],
    }
}

/// The height that fixed elements are positioned in.
fn layout_height() -> f64 {
    document().document_element().map_or(0.0, |root| f64::from(root.client_height()))
}
