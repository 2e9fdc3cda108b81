//! Short messages: what was done passes, what was not done stays until it is closed, and what can be taken back or
//! taken further has a button for it.

use super::icon::Icon;
use crate::i18n::tv;
use leptos::html;
use leptos::prelude::*;
use std::sync::Arc;
use std::time::Duration;
use wasm_bindgen::JsCast;
use web_sys::{HtmlElement, Node};

/// How long a message stays, in milliseconds; long enough to read twice.
const STAY: u64 = 8_000;

/// How long a message with a button stays: long enough to notice a mistake and to reach the button by keyboard.
const STAY_WITH_ACTION: u64 = 20_000;

/// How many passing messages are shown at once; an older one makes room.
const AT_ONCE: usize = 3;

/// A message's words, made where it is shown: they follow the language.
type Words = Arc<dyn Fn() -> String + Send + Sync>;

/// A button's label, and what it does.
type Action = (fn() -> &'static str, Arc<dyn Fn() + Send + Sync>);

/// Names a message, to take it back.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ToastId(u64);

#[derive(Clone)]
struct Toast {
    id: ToastId,
    icon: Icon,
    message: Words,
    action: Option<Action>,
}

/// The messages of the page. A copy is the same.
#[derive(Clone, Copy)]
pub struct Toasts {
    list: RwSignal<Vec<Toast>>,
    next: StoredValue<u64>,
}

impl Toasts {
    /// None yet.
    pub fn new() -> Self {
        Self { list: RwSignal::new(Vec::new()), next: StoredValue::new(0) }
    }

    /// From the context that [`crate::app`] provides.
    pub fn expect() -> Self {
        use_context().unwrap_or_default()
    }

    /// Shows a message for a while.
    pub fn say(&self, message: impl Fn() -> String + Send + Sync + 'static) {
        self.pass(self.show(Icon::Check, Arc::new(message), None), STAY);
    }

    /// Shows a message with a button, such as **Undo**, for a longer while. The action runs at most once, and whoever
    /// gives one that needs the page takes the message back ([`Toasts::withdraw`]) when the page is left.
    pub fn offer(
        &self,
        message: impl Fn() -> String + Send + Sync + 'static,
        label: fn() -> &'static str,
        action: impl Fn() + Send + Sync + 'static,
    ) -> ToastId {
        let id = self.show(Icon::Check, Arc::new(message), Some((label, Arc::new(action))));
        self.pass(id, STAY_WITH_ACTION);
        id
    }

    /// Shows what was not done, until it is closed.
    pub fn warn(&self, message: impl Fn() -> String + Send + Sync + 'static) {
        self.show(Icon::Warning, Arc::new(message), None);
    }

    /// Takes a message back; says whether it was still shown.
    pub fn withdraw(&self, id: ToastId) -> bool {
        let close = |list: &mut Vec<Toast>| {
            let before = list.len();
            list.retain(|toast| toast.id != id);
            list.len() < before
        };
        // The page may have been left meanwhile.
        self.list.try_update(close).unwrap_or_default()
    }

    fn show(&self, icon: Icon, message: Words, action: Option<Action>) -> ToastId {
        let id = ToastId(self.next.get_value());
        self.next.set_value(id.0 + 1);
        self.list.update(|list| {
            list.push(Toast { id, icon, message, action });
            let passes = |toast: &Toast| toast.icon != Icon::Warning;
            if list.iter().filter(|toast| passes(toast)).count() > AT_ONCE
                && let Some(oldest) = list.iter().position(passes)
            {
                list.remove(oldest);
            }
        });
        id
    }

    /// Closes a message after a while, and never under the pointer or the focus.
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

/// Where the messages stand.
#[component]
pub fn ToastList() -> impl IntoView {
    let toasts = Toasts::expect();
    let place = NodeRef::<html::Div>::new();
    // In the browser's top layer, and from then on there for screen readers, before anything is said. A dialog that has
    // opened since lies above it: a message that comes then is put above the dialog.
    Effect::new(move |_| {
        toasts.list.track();
        let Some(place) = place.get() else { return };
        let is_covered = || document().query_selector("dialog:modal").is_ok_and(|dialog| dialog.is_some());
        if is_covered() {
            let _ = place.hide_popover();
        }
        // One that is shown already stays; a browser that knows no popover has it in its place of the page.
        let _ = place.show_popover();
    });
    // Each message is read alone, not all of them again.
    view! {
        <div class="toasts" popover="manual" role="status" aria-atomic="false" node_ref=place>
            <For each=move || toasts.list.get() key=|toast| toast.id.0 let(toast)>{draw(toasts, toast)}</For>
        </div>
    }
}

fn draw(toasts: Toasts, toast: Toast) -> impl IntoView {
    let Toast { id, icon, message, action } = toast;
    // What had the focus before one of the buttons took it gets it back.
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
            // An element that left meanwhile needs no focus.
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
