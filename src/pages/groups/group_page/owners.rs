//! The tab "Owners": who owns the group, and changing that. In Microsoft Graph each owner is added and removed by a
//! request of its own; elsewhere the owners are attributes that are saved with the other changes.

use super::editing::GroupEditing;
use super::give_up::GiveUpDialog;
use super::people::{Beside, PeopleHeading, PeopleList, PeopleState};
use super::work::GroupWork;
use crate::api::Api;
use crate::http::ApiError;
use crate::i18n::{t, tv, words};
use crate::pages::groups::group_page::member_list::linked;
use crate::task::Lifetime;
use crate::ui::error_panel::sentence;
use crate::ui::field::FieldText;
use crate::ui::people_picker::PeoplePicker;
use crate::ui::toast::Toasts;
use leptos::prelude::*;
use model::config::StoreKind;
use model::graph::RelationKind;
use model::group::{Form, Principal, owners_attribute};
use model::wire::cloud::CloudType;
use model::wire::codes::{AD_ADDITIONAL_OWNERS, DO_NOT_NOTIFY};
use model::wire::{AttributeValue, DirectoryObject, ObjectId, attributes};
use std::sync::Arc;

/// Sets whether an additional owner receives no mails about the group.
fn set_quiet(editing: GroupEditing, text: &str, is_quiet: bool) {
    let values = untrack(|| editing.values(AD_ADDITIONAL_OWNERS));
    let one = |value: AttributeValue| match value.text() == Some(text) {
        true => value.with(DO_NOT_NOTIFY, is_quiet.to_string()),
        false => value,
    };
    editing.set(AD_ADDITIONAL_OWNERS, values.into_iter().map(one).collect());
}

#[component]
pub fn OwnersTab(
    group: DirectoryObject,
    editing: GroupEditing,
    work: GroupWork,
    reload: Callback<()>,
) -> impl IntoView {
    let store = Api::expect().current_store().kind;
    // The owners of a group in Entra ID all have the same rank.
    let several = store != StoreKind::ActiveDirectory;
    let first = owners_attribute(&group, store);
    let in_graph = store == StoreKind::MicrosoftGraph;
    let state = match in_graph {
        true => PeopleState::owners_in_graph(editing, work, group.id.clone()),
        false => PeopleState::new(editing, work, &group, &[first, AD_ADDITIONAL_OWNERS]),
    };
    let title: fn() -> &'static str = if several { || t!(group.owners) } else { || t!(owners.primary) };
    let lists = if in_graph {
        view! { <GraphOwners group state reload/> }.into_any()
    } else {
        view! {
            <OwnerList state attribute=first id="owners-first" title is_single=!several/>
            <OwnerList state attribute=AD_ADDITIONAL_OWNERS id="owners-additional"
                title=|| t!(owners.additional) is_single=false/>
        }
        .into_any()
    };
    view! {
        <div class="card"><div class="body stack">
            {state.failed_view()}
            {lists}
            <p class="member-said small" role="status">{move || state.said.get()}</p>
        </div></div>
    }
}

/// The owners in one attribute, with a picker to add one.
#[component]
fn OwnerList(
    state: PeopleState,
    attribute: &'static str,
    /// The id of the picker.
    id: &'static str,
    title: fn() -> &'static str,
    /// Whether there is one owner at most; another one replaces it.
    is_single: bool,
) -> impl IntoView {
    let store = Api::expect().current_store().kind;
    let classes = Form::of(store, CloudType::default()).owner_classes();
    let is_additional = attribute == AD_ADDITIONAL_OWNERS;
    let label: fn() -> &'static str = match (is_additional, is_single) {
        (true, _) => || t!(edit.add_additional_owner),
        (false, true) => || t!(edit.set_primary_owner),
        (false, false) => || t!(owners.add),
    };
    let beside: Option<Beside> = is_additional.then(|| -> Beside { Arc::new(move |text| notified(state, text)) });
    let remove = |name: &str| t!(owners.remove, name = name);
    view! {
        <section class="stack tight">
            <PeopleHeading state attributes=vec![attribute.to_owned()] title/>
            <PeopleList state attributes=vec![attribute.to_owned()] id title=words(title) label remove classes is_single
                beside=beside/>
        </section>
    }
}

/// Whether an additional owner receives mails about the group, and the choice.
fn notified(state: PeopleState, text: &str) -> AnyView {
    let values = state.editing.values(AD_ADDITIONAL_OWNERS);
    let is_quiet = values.iter().any(|value| {
        value.text() == Some(text) && value.note(DO_NOT_NOTIFY).is_some_and(|note| note.eq_ignore_ascii_case("true"))
    });
    let name = state.find(text).map_or_else(|| text.to_owned(), |who| who.name);
    let label = StoredValue::new(t!(owners.do_not_notify_named, name = name));
    let text = StoredValue::new(text.to_owned());
    let set = move |is_quiet: bool| text.with_value(|text| set_quiet(state.editing, text, is_quiet));
    view! {
        <Show when=move || state.work.may() fallback=move || is_quiet.then(|| view! {
            <span class="tag">{tv!(owners.not_notified)}</span>
        })>
            <label class="check small">
                <input type="checkbox" prop:checked=is_quiet aria-label=label.get_value()
                    on:change:target=move |ev| set(ev.target().checked())/>
                <span>{tv!(owners.do_not_notify)}</span>
            </label>
        </Show>
    }
    .into_any()
}

/// The owners of a group in Microsoft Graph. Each is added and removed at once.
#[component]
fn GraphOwners(group: DirectoryObject, state: PeopleState, reload: Callback<()>) -> impl IntoView {
    let api = StoredValue::new(Api::expect());
    let id = StoredValue::new(group.id.clone());
    let life = Lifetime::new();
    let busy = RwSignal::new(false);
    let failed = RwSignal::new(None::<String>);
    let toasts = Toasts::expect();
    let name = group.label().to_owned();
    let change = move |who: Principal, adds: bool| {
        if busy.get_untracked() {
            return;
        }
        busy.set(true);
        failed.set(None);
        let (name, own) = (who.name.clone(), who.name.clone());
        let work = change_owner(api.get_value(), id.get_value(), who, adds);
        let then = move |answer: Result<(), ApiError>| {
            busy.set(false);
            match answer {
                Ok(()) if adds => state.said.set(t!(members.added, name = name)),
                Ok(()) => state.said.set(t!(edit.removed, name = name)),
                Err(error) => return failed.set(Some(sentence(&error))),
            }
            reload.run(());
        };
        let left = move |answer: Result<(), ApiError>| {
            if let Err(error) = answer {
                toasts.warn(move || t!(edit.owner_failed, name = own.as_str(), said = sentence(&error)));
            }
        };
        life.run_to_end(work, then, left);
    };
    let texts: Vec<String> = group.attributes().texts(attributes::MANAGED_BY).map(str::to_owned).collect();
    let me = StoredValue::new(api.with_value(Api::me));
    let is_me = move |who: &Principal| me.with_value(|me| me.as_ref().is_some_and(|me| me.id == who.id));
    let giving_up = RwSignal::new(false);
    let give_up = move |()| {
        if let Some(me) = me.get_value() {
            change(me, false);
        }
    };
    let left = Signal::derive(move || {
        let others = state.known().into_iter().filter(|who| who.counts_as_owner() && !is_me(who));
        others.map(|who| who.name).collect::<Vec<_>>()
    });
    let row = move |text: String| {
        let known = state.find(&text);
        let name = known.as_ref().map_or_else(|| text.clone(), |who| who.name.clone());
        let is_app = known.as_ref().is_some_and(|who| !who.counts_as_owner());
        let who = known.clone().map_or_else(|| view! { <span class="mono">{text}</span> }.into_any(), linked);
        let remove_name = t!(owners.remove, name = name);
        let known = StoredValue::new(known);
        let remove = move |_| match known.get_value() {
            Some(who) if is_me(&who) => giving_up.set(true),
            Some(who) => change(who, false),
            None => {}
        };
        // Who is not known yet may be the last one who counts.
        let can_go =
            move || known.with_value(|who| who.as_ref().is_some_and(|who| who.can_stop_owning(&state.known())));
        let controls = move || {
            (state.work.may() && can_go()).then(|| {
                view! {
                    <button type="button" class="btn s quiet" aria-label=remove_name.clone()
                        aria-disabled=move || busy.get().to_string() on:click=remove>
                        {tv!(edit.remove)}
                    </button>
                }
            })
        };
        let kind = is_app.then(|| view! { <span class="tag">{tv!(owners.app)}</span> });
        view! { <li>{who}<span class="controls">{kind}{controls}</span></li> }
    };
    let list = move || {
        if texts.is_empty() {
            return view! { <p class="muted">{tv!(owners.none)}</p> }.into_any();
        }
        let rows = texts.clone().into_iter().map(row).collect_view();
        view! { <ul class="list" aria-label=tv!(group.owners)>{rows}</ul> }.into_any()
    };
    // Why the last one who counts has no button.
    let why = move || {
        let known = state.known();
        let last = known.iter().find(|who| !who.can_stop_owning(&known))?.name.clone();
        let said = move || match known.len() {
            1 => t!(edit.last_owner).to_owned(),
            _ => t!(edit.last_owner_beside_apps, name = last.as_str()),
        };
        Some(view! { <p class="hint">{said}</p> })
    };
    let picker = move || {
        state.work.may().then(|| {
            let text = FieldText::new("owners-first", || t!(owners.add), move || failed.get());
            view! { <PeoplePicker text classes=&["user"] on_pick=move |who| change(who, true)/> }
        })
    };
    view! {
        <section class="stack tight">
            <h2>{tv!(group.owners)}</h2>
            {list}
            {why}
            {picker}
        </section>
        <GiveUpDialog open=giving_up name left on_act=give_up/>
    }
}

async fn change_owner(api: Api, group: ObjectId, who: Principal, adds: bool) -> Result<(), ApiError> {
    let kind = RelationKind::Owners;
    if adds { api.relate(kind, &group, &who).await } else { api.separate(kind, &group, &who).await }.map(drop)
}
