//! Waits until typing pauses.

use leptos::leptos_dom::helpers::TimeoutHandle;
use leptos::prelude::*;
use std::time::Duration;

/// Runs the last action after a pause without further ones; cancelled when its owner is disposed.
#[derive(Clone, Copy)]
pub struct Debounce(StoredValue<Option<TimeoutHandle>>);

impl Debounce {
    /// Must run inside a reactive owner.
    pub fn new() -> Self {
        let this = Self(StoredValue::new(None));
        on_cleanup(move || this.cancel());
        this
    }

    /// Cancels the pending action.
    pub fn cancel(&self) {
        if let Some(handle) = self.0.try_update_value(Option::take).flatten() {
            handle.clear();
        }
    }

    /// Runs an action after a delay, and cancels an earlier one.
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
