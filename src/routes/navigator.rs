//! The current page and navigation, by the browser's history API without reloading.
//!
//! A dozen pages without nesting need no router library, which would take a twentieth of the portal's size limit
//! (docs/adr/0004-size.md).

use super::{Route, base, below};
use leptos::ev::{MouseEvent, click, popstate};
use leptos::prelude::*;
use std::sync::Arc;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Element, HtmlAnchorElement, HtmlElement, UrlSearchParams};

/// The current location. Copies share the same state; they also work in event handlers and tasks, where no context is
/// available.
#[derive(Clone, Copy)]
pub struct Navigator {
    place: RwSignal<Location>,
    guard: StoredValue<Option<Guard>>,
}

/// The navigation that leaves a page.
pub type Way = Arc<dyn Fn() + Send + Sync>;

/// Returns true to block a navigation. It keeps the navigation and runs it when the user agrees.
type Guard = Arc<dyn Fn(Way) -> bool + Send + Sync>;

/// The path and query in the address bar.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Location {
    path: String,
    /// With `?`, or "".
    query: String,
}

impl Location {
    fn here() -> Self {
        let location = window().location();
        Self { path: location.pathname().unwrap_or_default(), query: location.search().unwrap_or_default() }
    }
}

impl Navigator {
    /// Handles links, Back and Forward from now on, until its owner is disposed.
    pub fn start() -> Self {
        let this = Self { place: RwSignal::new(Location::here()), guard: StoredValue::new(None) };
        let back = window_event_listener(popstate, move |_| this.came());
        let links = window_event_listener(click, move |ev| this.follow(&ev));
        on_cleanup(move || {
            back.remove();
            links.remove();
        });
        this
    }

    /// From the context that [`crate::app`] provides; panics outside of the app.
    pub fn expect() -> Self {
        use_context().unwrap_or_else(|| unreachable!("the app provides the navigator before any page"))
    }

    /// The current route without its query; none for an unknown path. Reactive.
    pub fn route(&self) -> Option<Route> {
        self.place.with(|place| Route::of(&place.path))
    }

    /// A query parameter; reactive.
    pub fn param(&self, name: &str) -> Option<String> {
        let params = self.place.with(|place| UrlSearchParams::new_with_str(&place.query).ok())?;
        params.get(name)
    }

    /// Goes to a page, with a new history entry.
    pub fn to(&self, route: &Route) {
        self.go_to(&route.href());
    }

    /// Goes to a page and replaces the current history entry.
    pub fn replace(&self, route: &Route) {
        self.go(&route.href(), true);
    }

    /// Changes the query of the current page; `query` is given without `?`.
    pub fn search(&self, query: &str, replace: bool) {
        let path = window().location().pathname().unwrap_or_default();
        let mark = if query.is_empty() { "" } else { "?" };
        self.go(&format!("{path}{mark}{query}"), replace);
    }

    fn go(&self, path: &str, replace: bool) {
        let Ok(history) = window().history() else { return };
        let gone = match replace {
            true => history.replace_state_with_url(&JsValue::NULL, "", Some(path)),
            false => history.push_state_with_url(&JsValue::NULL, "", Some(path)),
        };
        // A browser refuses too many history changes in a short time; the page stays then.
        if gone.is_ok() {
            self.arrived();
        }
    }

    fn arrived(&self) {
        let place = Location::here();
        // None if the pages were disposed meanwhile.
        if self.place.try_with_untracked(|before| *before != place) == Some(true) {
            self.place.set(place);
        }
    }

    /// Handles Back and Forward. If the page blocks it, its history entry is added again after the new one, so that
    /// going back once reaches the intended page.
    fn came(&self) {
        let before = self.place.try_get_untracked().filter(|before| *before != Location::here());
        let (Some(before), Ok(history)) = (before, window().history()) else { return };
        let again = history.clone();
        if self.is_held(Arc::new(move || drop(again.back()))) {
            // If the browser refuses, the page stays under the other page's URL until it is left.
            let _ = history.push_state_with_url(&JsValue::NULL, "", Some(&(before.path + &before.query)));
        } else {
            self.arrived();
        }
    }

    /// Blocks navigation while unsaved work would be lost; valid as long as the current owner lives.
    pub fn guard(&self, stays: impl Fn(Way) -> bool + Send + Sync + 'static) {
        let guard = self.guard;
        guard.set_value(Some(Arc::new(stays)));
        on_cleanup(move || drop(guard.try_set_value(None)));
    }

    /// Leaves the page, at once or after the user has confirmed.
    pub fn leave(&self, way: impl Fn() + Send + Sync + 'static) {
        let way: Way = Arc::new(way);
        if !self.is_held(way.clone()) {
            way();
        }
    }

    fn is_held(&self, way: Way) -> bool {
        let guard = self.guard.try_get_value().flatten();
        guard.is_some_and(|guard| guard(way))
    }

    /// Follows a link within the portal without reloading. Other clicks are left to the browser.
    fn follow(&self, ev: &MouseEvent) {
        if ev.default_prevented()
            || ev.button() != 0
            || ev.meta_key()
            || ev.alt_key()
            || ev.ctrl_key()
            || ev.shift_key()
        {
            return;
        }
        let target = ev.target().and_then(|target| target.dyn_into::<Element>().ok());
        let link = target.and_then(|target| target.closest("a[href]").ok().flatten());
        let Some(link) = link.and_then(|link| link.dyn_into::<HtmlAnchorElement>().ok()) else { return };
        if let Some(id) = link.get_attribute("href").as_deref().and_then(|href| href.strip_prefix('#')) {
            // A fragment on this page; with `<base>` the browser would load another page.
            ev.prevent_default();
            let place = document().get_element_by_id(id).and_then(|place| place.dyn_into::<HtmlElement>().ok());
            if let Some(place) = place {
                place.scroll_into_view();
                // A target that cannot be focused is only scrolled to.
                let _ = place.focus();
            }
            return;
        }
        if Self::is_within(&link) {
            ev.prevent_default();
            self.go_to(&format!("{}{}", link.pathname(), link.search()));
        }
    }

    /// Whether a link leads to a page of the portal.
    fn is_within(link: &HtmlAnchorElement) -> bool {
        let same_host = window().location().origin().is_ok_and(|origin| origin == link.origin());
        let within = below(&base(), &link.pathname()).is_some_and(|rest| rest.starts_with('/'));
        let elsewhere = link.has_attribute("download") || !link.target().is_empty();
        let place = link.get_attribute("href").is_some_and(|href| href.starts_with('#'));
        same_host && within && !elsewhere && !place
    }

    /// Goes to a path with query and scrolls to the top.
    fn go_to(&self, path: &str) {
        let (this, path) = (*self, path.to_owned());
        self.leave(move || {
            this.go(&path, false);
            window().scroll_to_with_x_and_y(0.0, 0.0);
        });
    }
}
