//! The bar that appears with a selection: how many rows are selected, and what can be done with them.

use super::state::TableState;
use crate::i18n::{t, text, tv};
use crate::ui::focus;
use crate::ui::format;
use leptos::prelude::*;
use model::list::Selection;
use model::wire::ObjectPage;

/// How many rows are selected; reactive.
pub fn selected_text(count: i64) -> String {
    t!(bulk.selected, count = count, number = format::count(count))
}

#[component]
pub fn SelectedRows(
    table: TableState,
    /// The bar's accessible name; reactive.
    label: fn() -> &'static str,
    /// Called when the selection is cleared.
    #[prop(into)]
    on_clear: Callback<()>,
    /// What can be done with the rows.
    children: Children,
) -> impl IntoView {
    let count = Memo::new(move |_| table.selection.with(Selection::count));
    // Rows may be selected that the present search does not find, so their number says nothing about the rest.
    let more = Memo::new(move |_| {
        let is_all = table.selection.with(|own| matches!(own, Selection::All { except, .. } if except.is_empty()));
        let has_all = |total: i64| {
            let is_selected = |page: &ObjectPage| {
                page.data.len() as i64 == total
                    && table.selection.with(|own| page.data.iter().all(|row| own.has(&row.id)))
            };
            table.shown.with(|shown| shown.as_ref().is_some_and(|(_, page)| is_selected(page)))
        };
        table.total().filter(|total| *total > 0 && !is_all && !has_all(*total))
    });
    let select_all = move |_| {
        if let Some(total) = more.get_untracked() {
            table.selection.set(Selection::All { total, except: Vec::new() });
            // The button goes away.
            focus::rescue(".selbar .btn");
        }
    };
    let clear = move |_| {
        table.selection.set(Selection::default());
        on_clear.run(());
        focus::rescue(".pick input");
    };
    view! {
        <div class="selbar" role="region" aria-label=text(label)>
            <b class="nums">{move || selected_text(count.get())}</b>
            {move || more.get().map(|total| view! {
                <button type="button" class="btn s quiet" on:click=select_all>{t!(bulk.select_all, count = total, number = format::count(total))}</button>
            })}
            {children()}
            <button type="button" class="btn s quiet" on:click=clear>{tv!(bulk.clear)}</button>
        </div>
    }
}
