//! The choice of columns.

use super::{ACTIONS, ListColumn, TableState};
use crate::i18n::tv;
use leptos::prelude::*;

#[component]
pub fn ColumnsMenu(table: TableState) -> impl IntoView {
    let row = move |column: &'static ListColumn| {
        view! {
            <label class="item">
                <input type="checkbox" prop:checked=move || table.is_shown(column)
                    on:change:target=move |ev| table.show(column, ev.target().checked())/>
                <span>{move || (column.column.label)()}</span>
            </label>
        }
    };
    view! {
        <div role="group" aria-label=tv!(table.columns)>
            {table.choice().iter().skip(1).filter(|own| own.name != ACTIONS).map(row).collect_view()}
        </div>
        <hr/>
        <button type="button" class="item" on:click=move |_| table.show_standard()>{tv!(table.standard_columns)}</button>
    }
}
