//! The bar that appears with selected members: what can be done with them.

use super::MembersWork;
use crate::api::Api;
use crate::forms::members::ChangeKind;
use crate::i18n::{t, tv};
use crate::pages::groups::group_page::member_list::load;
use crate::task::{Latest, Lifetime};
use crate::ui::error_panel::sentence;
use crate::ui::format;
use crate::ui::table::{SelectedRows, read_all};
use crate::ui::toast::Toasts;
use leptos::prelude::*;
use model::group::Principal;
use model::list::Selection;

#[component]
pub fn MemberBar(members: MembersWork) -> impl IntoView {
    let table = members.table;
    let api = StoredValue::new(Api::expect());
    let (life, latest, toasts) = (Lifetime::new(), Latest::new(), Toasts::expect());
    let reading = RwSignal::new(None::<(i64, i64)>);
    let stop = move |()| {
        latest.cancel();
        reading.set(None);
    };
    let start = move |kind: ChangeKind| {
        let selection = table.selection.get_untracked();
        if let Selection::These(objects) = &selection {
            return members.start(kind, objects.iter().map(Principal::of).collect());
        }
        if reading.get_untracked().is_some() {
            return;
        }
        let is_latest = latest.begin();
        reading.set(Some((0, selection.count())));
        let rows = load(api.get_value(), members.group.get_value());
        let query = table.query_now();
        let told = move |read, total: Option<i64>| {
            let goes_on = is_latest();
            if goes_on {
                reading.set(Some((read, total.unwrap_or(read))));
            }
            goes_on
        };
        life.spawn(async move {
            let found = read_all(rows, query, told).await;
            if !is_latest() {
                return;
            }
            reading.set(None);
            match found {
                Ok(Some(objects)) => {
                    let people = objects.iter().filter(|own| selection.has(&own.id)).map(Principal::of).collect();
                    members.start(kind, people);
                }
                Ok(None) => {}
                Err(error) => toasts.warn(move || sentence(&error)),
            }
        });
    };
    let dates = move || members.rules.with(|rules| rules.is_some_and(|rules| rules.takes_dates()));
    view! {
        <SelectedRows table label=|| t!(edit.selected_members) on_clear=stop>
            <Show when=dates>
                <button type="button" class="btn s" on:click=move |_| start(ChangeKind::Membership)>
                    {tv!(edit.change_membership)}
                </button>
            </Show>
            <button type="button" class="btn s" on:click=move |_| start(ChangeKind::Remove)>
                {tv!(edit.remove_from_group)}
            </button>
            <span role="status" class="small">
                {move || reading.get().map(|(read, of)| {
                    t!(bulk.reading, read = format::count(read), of = format::count(of))
                })}
            </span>
        </SelectedRows>
    }
}
