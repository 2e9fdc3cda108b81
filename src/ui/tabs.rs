//! Tabs (WAI-ARIA Authoring Practices, "Tabs", automatic activation).

use crate::i18n::tv;
use leptos::prelude::*;

#[derive(Clone)]
pub struct Tab {
    /// The name in the URL and in element ids.
    pub id: &'static str,
    pub label: Signal<String>,
    /// Whether it contains unsaved changes, shown by a dot; none if that does not apply.
    pub mark: Option<Signal<bool>>,
}

impl Tab {
    pub fn new(id: &'static str, label: Signal<String>) -> Self {
        Self { id, label, mark: None }
    }
}

/// The row of tabs; the page renders the panel.
#[component]
pub fn Tabs(
    /// The accessible name of the row.
    #[prop(into)]
    label: Signal<String>,
    /// The tabs in display order.
    tabs: Vec<Tab>,
    /// The id of the chosen tab.
    #[prop(into)]
    chosen: Signal<&'static str>,
    /// Receives the id of the chosen tab.
    #[prop(into)]
    on_choose: Callback<&'static str>,
) -> impl IntoView {
    let ids: Vec<_> = tabs.iter().map(|tab| tab.id).collect();
    let step = move |ev: leptos::ev::KeyboardEvent| {
        let at = ids.iter().position(|id| *id == chosen.get_untracked()).unwrap_or(0);
        let to = match ev.key().as_str() {
            "ArrowRight" => (at + 1) % ids.len(),
            "ArrowLeft" => (at + ids.len() - 1) % ids.len(),
            "Home" => 0,
            "End" => ids.len() - 1,
            _ => return,
        };
        ev.prevent_default();
        on_choose.run(ids[to]);
        super::focus::soon(format!("[id=\"tab-{}\"]", ids[to]));
    };
    let tab = move |Tab { id, label, mark }| {
        let selected = move || chosen.get() == id;
        view! {
            <button type="button" role="tab" id=format!("tab-{id}") aria-controls="tab-panel"
                aria-selected=move || selected().to_string() tabindex=move || if selected() { "0" } else { "-1" }
                on:click=move |_| on_choose.run(id)>
                {move || label.get()}
                {mark.map(|mark| view! {
                    <Show when=move || mark.get()>
                        <span class="dot" aria-hidden="true"></span>
                        <span class="visually-hidden">{tv!(common.unsaved)}</span>
                    </Show>
                })}
            </button>
        }
    };
    view! {
        <div class="tabs" role="tablist" aria-label=move || label.get() on:keydown=step>
            {tabs.into_iter().map(tab).collect_view()}
        </div>
    }
}
