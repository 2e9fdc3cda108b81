//! Short messages: what was done passes, what was not done stays until it is closed.

use super::icon::Icon;
use crate::i18n::tv;
use leptos::prelude::*;
use std::sync::Arc;
use std::time::Duration;

/// How long a message stays, in milliseconds; long enough to read twice.
const STAY: u64 = 8_000;

/// A message's words, made where it is shown: they follow the language.
type Words = Arc<dyn Fn() -> String + Send + Sync>;

/// The messages of the page. A copy is the same.
#[derive(Clone, Copy)]
pub struct Toasts {
    list: RwSignal<Vec<(u64, Icon, Words)>>,
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
        let id = self.show(Icon::Check, Arc::new(message));
        let this = *self;
        set_timeout(move || this.close(id), Duration::from_millis(STAY));
    }

    /// Shows what was not done, until it is closed.
    pub fn warn(&self, message: impl Fn() -> String + Send + Sync + 'static) {
        self.show(Icon::Warning, Arc::new(message));
    }

    fn show(&self, icon: Icon, message: Words) -> u64 {
        let id = self.next.get_value();
        self.next.set_value(id + 1);
        self.list.update(|list| list.push((id, icon, message)));
        id
    }

    fn close(&self, id: u64) {
        // The page may have been left meanwhile.
        self.list.try_update(|list| list.retain(|(own, ..)| *own != id));
    }
}

impl Default for Toasts {
    fn default() -> Self {
        Self::new()
    }
}

/// Where the messages stand.
#[component]
pub fn ToastList() -> impl IntoView {
    let toasts = Toasts::expect();
    view! {
        <div class="toasts" role="status">
            <For each=move || toasts.list.get() key=|(id, ..)| *id let((id, icon, message))>
                <div class="toast">
                    {icon.view()}
                    <span>{move || message()}</span>
                    <button type="button" on:click=move |_| toasts.close(id)>{tv!(common.close)}</button>
                </div>
            </For>
        </div>
    }
}
