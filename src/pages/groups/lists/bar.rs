//! The bar that appears with a selection: how many groups are selected, and what can be done with them.

use super::bulk::{Asked, Kind, kind_label};
use crate::api::Api;
use crate::i18n::{t, tv, words};
use crate::ui::focus;
use crate::ui::format;
use crate::ui::menu::Menu;
use crate::ui::table::TableState;
use leptos::prelude::*;
use model::list::Selection;

/// How many rows are selected; reactive.
pub fn selected_text(count: i64) -> String {
    t!(bulk.selected, count = count, number = format::count(count))
}

#[component]
pub fn SelectionBar(table: TableState, asked: Asked) -> impl IntoView {
    let count = Memo::new(move |_| table.selection.with(Selection::count));
    // Rows may be selected that the present search does not find, so their number says nothing about the rest.
    let more = Memo::new(move |_| {
        let is_all = table.selection.with(|own| matches!(own, Selection::All { except, .. } if except.is_empty()));
        table.total().filter(|total| *total > 0 && !is_all)
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
        focus::rescue(".pick input");
    };
    let action = move |kind: Kind, class: &'static str| {
        view! {
            <button type="button" class=class on:click=move |_| asked.start(kind)>{crate::i18n::text(kind_label(kind))}</button>
        }
    };
    let kinds = if Api::expect().is_graph() { &[][..] } else { &[Kind::Renew, Kind::UpdateMembership][..] };
    let people = [Kind::SetOwner, Kind::AddOwner, Kind::AddTo];
    let others = if kinds.is_empty() {
        people.to_vec()
    } else {
        [[Kind::Expire, Kind::Security, Kind::Expiry], people].concat()
    };
    let menu = {
        view! {
            <Menu label=words(|| t!(bulk.more)) id="bulk-more" class="btn s" face=Box::new(|| view! { {tv!(bulk.more)} }.into_any())>
                {others.iter().copied().map(|kind| action(kind, "item")).collect_view()}
            </Menu>
        }
    };
    view! {
        <div class="selbar" role="region" aria-label=tv!(bulk.selection)>
            <b class="nums">{move || selected_text(count.get())}</b>
            {move || more.get().map(|total| view! {
                <button type="button" class="btn s quiet" on:click=select_all>{t!(bulk.select_all, count = total, number = format::count(total))}</button>
            })}
            {kinds.iter().map(|kind| action(*kind, "btn s")).collect_view()}
            {menu}
            {action(Kind::Delete, "btn s")}
            <button type="button" class="btn s quiet" on:click=clear>{tv!(bulk.clear)}</button>
        </div>
    }
}
