//! Waiting until typing rests before something is asked for.

use leptos::leptos_dom::helpers::TimeoutHandle;
use leptos::prelude::*;
use std::time::Duration;

/// Does the last thing it was told once nothing else was for a while; nothing after its owner has left the page.
#[derive(Clone, Copy)]
pub struct Debounce(StoredValue<Option<TimeoutHandle>>);

impl Debounce {
    /// For the owner that is being built.
    pub fn new() -> Self {
        let this = Self(StoredValue::new(None));
        on_cleanup(move || this.cancel());
        this
    }

    /// Forgets what it was told.
    pub fn cancel(&self) {
        if let Some(handle) = self.0.try_update_value(Option::take).flatten() {
            handle.clear();
        }
    }

    /// Does this after so many milliseconds, and not what it was told before.
    pub fn then(&self, milliseconds: u64, act: impl FnOnce() + 'static) {
        self.cancel();
        self.0.set_value(set_timeout_with_handle(act, Duration::from_millis(milliseconds)).ok());
    }
}

impl Default for Debounce {
    fn default() -> Self {
        Self::new()
    }
}
