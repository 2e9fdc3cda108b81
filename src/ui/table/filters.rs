//! The filters of a list as toggle buttons.

use super::state::TableState;
use crate::i18n::tv;
use leptos::prelude::*;

/// A filter that can be switched on.
pub struct FilterChip {
    /// Its name in the URL.
    pub name: &'static str,
    /// The button's label; reactive.
    pub label: fn() -> &'static str,
}

/// The row of filters; nothing if the table has none.
#[component]
pub fn FilterBar(
    table: TableState,
    /// What follows the filters.
    children: Children,
) -> impl IntoView {
    let chips = table.filters();
    let button = move |chip: &'static FilterChip| {
        let is_on = move || table.with_query(|query| query.filters.contains(&chip.name));
        let toggle = move |_| {
            let query = table.query_now();
            let on = query.filters.contains(&chip.name);
            let is_on = |name: &&'static str| if *name == chip.name { !on } else { query.filters.contains(name) };
            table.go(&query.with_filters(chips.iter().map(|chip| chip.name).filter(is_on).collect()), false);
        };
        view! {
            <button type="button" class="chip" aria-pressed=move || is_on().to_string() on:click=toggle>
                {crate::i18n::text(chip.label)}
            </button>
        }
    };
    (!chips.is_empty()).then(|| {
        view! {
            <div class="tools" role="group" aria-label=tv!(table.filters)>
                {chips.iter().map(button).collect_view()}
                {children()}
            </div>
        }
    })
}
