//! Toasts: confirmations disappear by themselves, warnings stay until they are closed, and some have a button for a
//! follow-up action such as Undo.

use super::icon::Icon;
use crate::i18n::tv;
use leptos::html;
use leptos::prelude::*;
use std::sync::Arc;
use std::time::Duration;
use wasm_bindgen::JsCast;
use web_sys::{HtmlElement, Node};

/// How long a toast stays, in milliseconds; long enough to read it twice.
const STAY: u64 = 8_000;

/// How long a toast with a button stays, in milliseconds; long enough to reach the button by keyboard.
const STAY_WITH_ACTION: u64 = 20_000;

/// How many toasts that go by themselves are shown at once; the oldest one is removed.
const AT_ONCE: usize = 3;

/// The text of a toast; a function, so that it follows the language.
type Words = Arc<dyn Fn() -> String + Send + Sync>;

/// The label of the button and its action.
type Action = (fn() -> &'static str, Arc<dyn Fn() + Send + Sync>);

/// Identifies a toast, to withdraw it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ToastId(u64);

#[derive(Clone)]
struct Toast {
    id: ToastId,
    icon: Icon,
    message: Words,
    action: Option<Action>,
    /// Whether it stays until it is closed.
    stays: bool,
}

/// The toasts of the page. Copies share the same state; each belongs to the user for whom it was taken from the context,
/// and says nothing any more after they have signed out.
#[derive(Clone, Copy)]
pub struct Toasts {
    list: RwSignal<Vec<Toast>>,
    next: StoredValue<u64>,
    /// How often the toasts were cleared.
    cleared: StoredValue<u32>,
    /// What it was when this copy was taken.
    own: u32,
}

impl Toasts {
    pub fn new() -> Self {
        Self { list: RwSignal::new(Vec::new()), next: StoredValue::new(0), cleared: StoredValue::new(0), own: 0 }
    }

    /// From the context that [`crate::app`] provides, or an invisible list outside of the app.
    pub fn expect() -> Self {
        let shared: Self = use_context().unwrap_or_default();
        Self { own: shared.cleared.get_value(), ..shared }
    }

    /// Removes all toasts, because their user has signed out. Work of this user that ends later says nothing.
    pub fn clear(&self) {
        self.cleared.update_value(|times| *times += 1);
        self.list.set(Vec::new());
    }

    /// Shows a confirmation for a while.
    pub fn say(&self, message: impl Fn() -> String + Send + Sync + 'static) {
        self.pass(self.show(Icon::Check, Arc::new(message), None, false), STAY);
    }

    /// Shows a toast with a button, such as **Undo**, for a longer time. The action runs at most once. If it needs the
    /// page, the caller must withdraw the toast ([`Toasts::withdraw`]) when the page is left.
    pub fn offer(
        &self,
        message: impl Fn() -> String + Send + Sync + 'static,
        label: fn() -> &'static str,
        action: impl Fn() + Send + Sync + 'static,
    ) -> ToastId {
        let id = self.show(Icon::Check, Arc::new(message), Some((label, Arc::new(action))), false);
        self.pass(id, STAY_WITH_ACTION);
        id
    }

    /// Shows a toast with a button until one of its buttons is pressed.
    pub fn keep_offering(
        &self,
        message: impl Fn() -> String + Send + Sync + 'static,
        label: fn() -> &'static str,
        action: impl Fn() + Send + Sync + 'static,
    ) {
        self.show(Icon::Info, Arc::new(message), Some((label, Arc::new(action))), true);
    }

    /// Shows a warning until it is closed.
    pub fn warn(&self, message: impl Fn() -> String + Send + Sync + 'static) {
        self.show(Icon::Warning, Arc::new(message), None, true);
    }

    /// Removes a toast. Returns whether it was still shown.
    pub fn withdraw(&self, id: ToastId) -> bool {
        let close = |list: &mut Vec<Toast>| {
            let before = list.len();
            list.retain(|toast| toast.id != id);
            list.len() < before
        };
        // The signal may have been disposed of.
        self.list.try_update(close).unwrap_or_default()
    }

    fn show(&self, icon: Icon, message: Words, action: Option<Action>, stays: bool) -> ToastId {
        // Work that ends after the portal was taken off the page has nobody to tell.
        let number = self.next.try_update_value(|next| {
            *next += 1;
            *next
        });
        let id = ToastId(number.unwrap_or_default());
        if self.cleared.try_get_value() != Some(self.own) {
            return id;
        }
        self.list.try_update(|list| {
            list.push(Toast { id, icon, message, action, stays });
            let passes = |toast: &Toast| !toast.stays;
            if list.iter().filter(|toast| passes(toast)).count() > AT_ONCE
                && let Some(oldest) = list.iter().position(passes)
            {
                list.remove(oldest);
            }
        });
        id
    }

    /// Removes a toast after a while, but not while it is hovered or focused.
    fn pass(&self, id: ToastId, stay: u64) {
        let this = *self;
        let end = move || {
            let held = format!("[id=\"{}\"]:is(:hover, :focus-within)", element_id(id));
            match document().query_selector(&held) {
                Ok(Some(_)) => this.pass(id, stay),
                _ => {
                    this.withdraw(id);
                }
            }
        };
        set_timeout(end, Duration::from_millis(stay));
    }
}

impl Default for Toasts {
    fn default() -> Self {
        Self::new()
    }
}

fn element_id(id: ToastId) -> String {
    format!("toast-{}", id.0)
}

/// The region in which the toasts are shown.
#[component]
pub fn ToastList() -> impl IntoView {
    let toasts = Toasts::expect();
    let place = NodeRef::<html::Div>::new();
    // Opened as a popover before the first toast, so that screen readers know the live region by then. A dialog that
    // was opened later covers it, so for a new toast it is opened again above the dialog.
    Effect::new(move |_| {
        toasts.list.track();
        let Some(place) = place.get() else { return };
        let is_covered = || document().query_selector("dialog:modal").is_ok_and(|dialog| dialog.is_some());
        if is_covered() {
            let _ = place.hide_popover();
        }
        // An open popover stays open. A browser without popovers shows it in the flow of the page.
        let _ = place.show_popover();
    });
    // Only the new toast is announced, not all of them again.
    view! {
        <div class="toasts" popover="manual" role="status" aria-atomic="false" node_ref=place>
            <For each=move || toasts.list.get() key=|toast| toast.id.0 let(toast)>{draw(toasts, toast)}</For>
        </div>
    }
}

fn draw(toasts: Toasts, toast: Toast) -> impl IntoView {
    let Toast { id, icon, message, action, .. } = toast;
    // The element that had the focus before one of the buttons; it gets the focus back on closing.
    let before = StoredValue::new_local(None::<HtmlElement>);
    let entered = move |ev: leptos::ev::FocusEvent| {
        let own = ev.current_target().and_then(|own| own.dyn_into::<Node>().ok());
        let from = ev.related_target().and_then(|from| from.dyn_into::<HtmlElement>().ok());
        if !own.is_some_and(|own| own.contains(from.as_deref().map(|from| from.as_ref()))) {
            before.set_value(from);
        }
    };
    let close = move || {
        if let Some(element) = before.get_value() {
            // An element that was removed meanwhile cannot be focused, which is fine.
            let _ = element.focus();
        }
        toasts.withdraw(id)
    };
    let button = action.map(|(label, act)| {
        let run = move |_| {
            if close() {
                act();
            }
        };
        view! { <button type="button" class="act" on:click=run>{move || label()}</button> }
    });
    view! {
        <div class="toast" id=element_id(id) on:focusin=entered>
            {icon.view()}
            <span>{move || message()}</span>
            <div class="acts">
                {button}
                <button type="button" on:click=move |_| { close(); }>{tv!(common.close)}</button>
            </div>
        </div>
    }
}
