//! A progress bar.

use leptos::prelude::*;

/// A progress bar with its text.
pub fn progress(said: String, done: i64, of: i64) -> AnyView {
    view! {
        <label class="field">
            <span class="small muted">{said}</span>
            <progress max=of.max(1) value=done></progress>
        </label>
    }
    .into_any()
}
