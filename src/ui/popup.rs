//! Lists and menus that open at a control: in the browser's top layer (popover), where no container clips them and no
//! dialog covers them, placed from the control's rectangle and kept there.

use js_sys::Array;
use leptos::html;
use leptos::prelude::*;
use std::cell::Cell;
use std::rc::{Rc, Weak};
use wasm_bindgen::prelude::Closure;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{DomRect, Element, HtmlElement, IntersectionObserver, IntersectionObserverEntry};

/// Between a popup and its control, in CSS pixels.
const GAP: f64 = 4.0;

/// Between a popup and the edge of the view, in CSS pixels.
const EDGE: f64 = 8.0;

/// How a popup stands at its control.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Align {
    /// As wide as it, and no longer than a list that one looks over.
    Fill,
    /// From its start.
    Start,
    /// To its end.
    End,
}

/// An open popup; dropped, it is closed.
pub struct Popup {
    placed: Rc<Placed>,
    watch: Option<IntersectionObserver>,
    /// What the observer calls.
    _seen: Closure<dyn FnMut(Array)>,
}

struct Placed {
    popup: HtmlElement,
    control: Element,
    align: Align,
    /// The control has left the view; until it is back the popup is not seen either.
    is_away: Cell<bool>,
    up: Cell<bool>,
    /// What the place was computed from.
    from: Cell<[f64; 9]>,
}

impl Popup {
    /// Opens an element that has the attribute `popover="manual"`.
    pub fn open(popup: HtmlElement, control: Element, align: Align) -> Self {
        // It is in the page and closed; a browser that knows no popover shows it in the flow of the page.
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
        // One that has left the page is closed already.
        let _ = self.placed.popup.hide_popover();
    }
}

/// Keeps an element, which stands right after its control, open as long as it shall be.
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

/// Looks in every frame whether the control or the content has moved or grown, whatever the reason: scrolling, another
/// window, a row above that went away, an answer that came.
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
        // First as large as it may become on either side, to see which of them it fits.
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
            // From the lower edge, so that it grows upwards.
            format!("auto auto {}px {x}px", layout_height() - at.top() + GAP)
        } else {
            format!("{}px auto auto {x}px", at.bottom() + GAP)
        };
        self.style("inset", &inset);
        self.style("margin", "0");
    }

    fn size(&self, at: &DomRect, view: f64, room: f64) {
        let room = room.max(0.0);
        if self.align == Align::Fill {
            self.style("width", &format!("{}px", at.width()));
            self.style("max-height", &format!("min(22rem, {room}px)"));
        } else {
            self.style("max-height", &format!("{room}px"));
        }
        self.style("max-width", &format!("{}px", view - 2.0 * EDGE));
    }

    fn style(&self, name: &str, value: &str) {
        // Names and values that every browser knows.
        let _ = web_sys::HtmlElement::style(&self.popup).set_property(name, value);
    }
}

/// The part of the page that is seen: left, top, right, bottom. A keyboard on the screen leaves less of it, and nothing
/// else would tell.
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

/// What fixed elements are placed in.
fn layout_height() -> f64 {
    document().document_element().map_or(0.0, |root| f64::from(root.client_height()))
}
