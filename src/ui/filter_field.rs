//! The field that filters a list which is completely in memory.

use super::icon::Icon;
use crate::i18n::text;
use leptos::prelude::*;

#[component]
pub fn FilterField(
    /// The accessible name, which is also the placeholder; reactive.
    label: fn() -> &'static str,
    value: RwSignal<String>,
    /// Called after the text has changed.
    #[prop(into)]
    on_change: Callback<()>,
) -> impl IntoView {
    let typed = move |text: String| {
        value.set(text);
        on_change.run(());
    };
    // Enter would send the form around it.
    view! {
        <div class="find">
            {Icon::Search.view()}
            <input class="input" type="search" aria-label=text(label) placeholder=text(label) prop:value=value
                on:input:target=move |ev| typed(ev.target().value())
                on:keydown=|ev| if ev.key() == "Enter" { ev.prevent_default() }/>
        </div>
    }
}
