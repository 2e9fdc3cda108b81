//! The bar that appears with a selection: what can be done with the selected groups.

use super::bulk::{Asked, Kind, kind_label};
use crate::api::Api;
use crate::i18n::{t, tv, words};
use crate::ui::menu::Menu;
use crate::ui::table::{SelectedRows, TableState};
use leptos::prelude::*;

#[component]
pub fn SelectionBar(table: TableState, asked: Asked) -> impl IntoView {
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
        <SelectedRows table label=|| t!(bulk.selection) on_clear=|()| ()>
            {kinds.iter().map(|kind| action(*kind, "btn s")).collect_view()}
            {menu}
            {action(Kind::Delete, "btn s")}
        </SelectedRows>
    }
}
