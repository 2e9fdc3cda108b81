//! The position in the list, the rows per page, and buttons to the neighbouring pages.

use super::query::SIZES;
use super::state::{Shown, TableState};
use crate::i18n::tv;
use crate::ui::format;
use crate::ui::pager::Pager;
use leptos::prelude::*;

#[component]
pub fn Footer(table: TableState) -> impl IntoView {
    let shown = table.shown;
    let counts = move || {
        shown.with(|shown| {
            shown.as_ref().map(|(query, page)| {
                let first = (query.page - 1) * query.size + 1;
                let last = first + page.data.len() as i64 - 1;
                (first, last, page.total.unwrap_or(last))
            })
        })
    };
    let range = Signal::derive(counts);
    let at_first = Signal::derive(move || table.with_query(|q| q.page <= 1));
    // While the next page is loading, its number counts.
    let at_last = Signal::derive(move || {
        counts().is_none_or(|(_, last, total)| last >= total || table.with_query(|q| q.page * q.size) >= total)
    });
    let on_step = Callback::new(move |by: i64| {
        // From beyond the end, Previous goes to the last page.
        let last = untrack(|| beyond(shown)).map(|(_, last)| last);
        let query = table.query_now();
        table.go(&query.on_page(last.unwrap_or(query.page + by)), false);
    });
    let mut sizes = SIZES.to_vec();
    if let Err(at) = sizes.binary_search(&table.page_size()) {
        sizes.insert(at, table.page_size());
    }
    let size = move |size: i64| {
        let selected = move || table.with_query(|query| query.size == size);
        view! { <option value=size prop:selected=selected>{move || format::count(size)}</option> }
    };
    let resize = move |size: String| {
        if let Ok(size) = size.parse() {
            table.go(&table.query_now().with_size(size), false);
        }
    };
    view! {
        <Pager range at_first at_last on_step>
            <span class="row">
                <label for="rows">{tv!(table.rows)}</label>
                <span class="drop">
                    <select class="input" id="rows" on:change:target=move |ev| resize(ev.target().value())>
                        {sizes.into_iter().map(size).collect_view()}
                    </select>
                </span>
            </span>
        </Pager>
    }
}

/// If the URL asks for a page beyond the end: that page, and the last existing one, which is the first if the service
/// gives no total. Reactive.
pub fn beyond(shown: Shown) -> Option<(i64, i64)> {
    shown.with(|shown| {
        let (of, page) = shown.as_ref().filter(|(of, page)| of.page > 1 && page.data.is_empty())?;
        let rows = page.total.unwrap_or_default().max(1);
        Some((of.page, ((rows - 1) / of.size.max(1) + 1).min(of.page - 1)))
    })
}
