//! The column of check boxes that select rows. The box in the heading selects the page; a click with Shift selects
//! from the box that was clicked before.

use super::state::TableState;
use crate::i18n::t;
use leptos::prelude::*;
use model::list::Marked;
use model::wire::{DirectoryObject, ObjectId};

/// The row whose box was clicked last, where a range begins.
pub type Anchor = StoredValue<Option<ObjectId>>;

/// The heading's cell.
pub fn of_page(table: TableState) -> AnyView {
    let marked = Memo::new(move |_| {
        let rows = table.rows();
        table.selection.with(|selection| selection.of_page(&rows))
    });
    let change = move |on: bool| {
        let rows = untrack(|| table.rows());
        table.selection.update(|selection| selection.set(&rows, on));
    };
    view! {
        <th class="pick">
            <label>
                <input type="checkbox" aria-label=move || t!(table.select_page)
                    prop:checked=move || marked.get() == Marked::All
                    prop:indeterminate=move || marked.get() == Marked::Some
                    on:change:target=move |ev| change(ev.target().checked())/>
            </label>
        </th>
    }
    .into_any()
}

/// A row's cell.
pub fn of_row(table: TableState, row: &DirectoryObject, anchor: Anchor) -> AnyView {
    let own = StoredValue::new(row.clone());
    let id = row.id.clone();
    let label = row.label().to_owned();
    let is_on = {
        let id = id.clone();
        Memo::new(move |_| table.selection.with(|selection| selection.has(&id)))
    };
    // A click event comes for Space, too, and it alone says whether Shift is held.
    let click = move |ev: leptos::ev::MouseEvent| {
        let on = !is_on.get_untracked();
        let rows = untrack(|| table.rows());
        let place = |id: &ObjectId| rows.iter().position(|row| row.id == *id);
        let from = anchor.get_value().filter(|_| ev.shift_key()).and_then(|from| place(&from));
        let range = match (from, place(&id)) {
            (Some(from), Some(to)) => rows.get(from.min(to)..=from.max(to)).unwrap_or_default().to_vec(),
            _ => own.with_value(|own| vec![own.clone()]),
        };
        anchor.set_value(Some(id.clone()));
        table.selection.update(|selection| selection.set(&range, on));
    };
    view! {
        <td class="pick">
            <label>
                <input type="checkbox" aria-label=move || t!(table.select_row, name = label.clone())
                    prop:checked=move || is_on.get() on:click=click/>
            </label>
        </td>
    }
    .into_any()
}
