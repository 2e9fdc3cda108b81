//! The tab "Owners": who owns the group, and changing that. In Microsoft Graph each owner is added and removed by a
//! request of its own; elsewhere the owners are attributes that are saved with the other changes.

use super::editing::GroupEditing;
use super::facts::owners;
use super::work::GroupWork;
use crate::api::Api;
use crate::http::ApiError;
use crate::i18n::{t, tv};
use crate::pages::groups::group_page::member_list::linked;
use crate::task::Lifetime;
use crate::ui::error_panel::sentence;
use crate::ui::field::FieldText;
use crate::ui::icon::Icon;
use crate::ui::people_picker::PeoplePicker;
use crate::ui::principal::kind_name;
use crate::ui::toast::Toasts;
use leptos::prelude::*;
use model::config::StoreKind;
use model::graph::RelationKind;
use model::group::{ENTRA_OWNERS, Form, Principal};
use model::wire::cloud::CloudType;
use model::wire::codes::{AD_ADDITIONAL_OWNERS, DO_NOT_NOTIFY};
use model::wire::{AttributeValue, DirectoryObject, ObjectId, attributes};

/// The state of the tab. Copies share it.
#[derive(Clone, Copy)]
struct OwnersState {
    editing: GroupEditing,
    work: GroupWork,
    /// The owners that are known by more than their names.
    people: RwSignal<Vec<Principal>>,
    /// What was done last, for screen readers.
    said: RwSignal<String>,
}

impl OwnersState {
    /// The owner that a value refers to.
    fn find(self, text: &str) -> Option<Principal> {
        self.people.with(|people| people.iter().find(|who| refers(who, text)).cloned())
    }

    fn add(self, attribute: &'static str, who: Principal, is_single: bool) {
        let text = if who.dn.is_empty() { who.id.as_str().to_owned() } else { who.dn.clone() };
        let mut values = untrack(|| self.editing.values(attribute));
        if values.iter().filter_map(AttributeValue::text).any(|own| refers(&who, own)) {
            self.said.set(t!(members.already, name = who.name.as_str()));
            return;
        }
        if is_single {
            values.clear();
        }
        values.push(AttributeValue::short(text, 0));
        self.said.set(t!(members.added, name = who.name.as_str()));
        self.people.update(|people| people.push(who));
        self.editing.set(attribute, values);
    }

    fn remove(self, attribute: &'static str, text: &str) {
        let mut values = untrack(|| self.editing.values(attribute));
        values.retain(|value| value.text() != Some(text));
        let name = untrack(|| self.find(text)).map_or_else(|| text.to_owned(), |who| who.name);
        self.said.set(t!(edit.removed, name = name));
        self.editing.set(attribute, values);
    }

    /// Sets whether an additional owner receives no mails about the group.
    fn set_quiet(self, text: &str, is_quiet: bool) {
        let values = untrack(|| self.editing.values(AD_ADDITIONAL_OWNERS));
        let one = |value: AttributeValue| match value.text() == Some(text) {
            true => value.with(DO_NOT_NOTIFY, is_quiet.to_string()),
            false => value,
        };
        self.editing.set(AD_ADDITIONAL_OWNERS, values.into_iter().map(one).collect());
    }
}

/// Whether a value is the distinguished name or the id of an object.
fn refers(who: &Principal, text: &str) -> bool {
    who.dn.eq_ignore_ascii_case(text) && !text.is_empty() || who.id.as_str().eq_ignore_ascii_case(text)
}

#[component]
pub fn OwnersTab(
    group: DirectoryObject,
    editing: GroupEditing,
    work: GroupWork,
    reload: Callback<()>,
) -> impl IntoView {
    let api = Api::expect();
    let store = api.current_store().kind;
    let state = OwnersState { editing, work, people: RwSignal::new(Vec::new()), said: RwSignal::new(String::new()) };
    // The owners of a group in Entra ID all have the same rank.
    let several = store != StoreKind::ActiveDirectory;
    let first = match store {
        StoreKind::ActiveDirectory => attributes::MANAGED_BY,
        StoreKind::EntraId if group.attributes().first(ENTRA_OWNERS).is_none() => attributes::MANAGED_BY,
        StoreKind::EntraId => ENTRA_OWNERS,
        StoreKind::MicrosoftGraph => attributes::MANAGED_BY,
    };
    let names: Vec<String> = [first, AD_ADDITIONAL_OWNERS]
        .into_iter()
        .flat_map(|name| group.attributes().texts(name))
        .map(str::to_owned)
        .collect();
    let failed = RwSignal::new(None::<String>);
    Lifetime::new().spawn({
        let api = api.clone();
        async move {
            match owners(&api, &names).await {
                Ok(found) => state.people.update(|people| people.extend(found)),
                // The owners are shown by their distinguished names then.
                Err(error) => failed.set(Some(sentence(&error))),
            }
        }
    });
    let additional = store != StoreKind::MicrosoftGraph;
    let title: fn() -> &'static str = if several { || t!(group.owners) } else { || t!(owners.primary) };
    let error =
        move || failed.get().map(|said| view! { <div class="panel warn">{Icon::Warning.view()}<p>{said}</p></div> });
    let lists = if store == StoreKind::MicrosoftGraph {
        view! { <GraphOwners group state reload/> }.into_any()
    } else {
        view! {
            <OwnerList state attribute=first id="owners-first" title is_single=!several/>
            {additional.then(|| view! {
                <OwnerList state attribute=AD_ADDITIONAL_OWNERS id="owners-additional"
                    title=|| t!(owners.additional) is_single=false/>
            })}
        }
        .into_any()
    };
    view! {
        <div class="card"><div class="body stack">
            {error}
            {lists}
            <p class="member-said small" role="status">{move || state.said.get()}</p>
        </div></div>
    }
}

/// The owners in one attribute, with a picker to add one.
#[component]
fn OwnerList(
    state: OwnersState,
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
    let values = move || state.editing.values(attribute);
    let texts = move || values().iter().filter_map(AttributeValue::text).map(str::to_owned).collect::<Vec<_>>();
    let row = move |text: String| {
        let known = state.find(&text);
        let kind = known.as_ref().map(|who| kind_name(who.kind));
        let name = known.as_ref().map_or_else(|| text.clone(), |who| who.name.clone());
        let who = match known {
            Some(who) => linked(who),
            None => view! { <span class="mono">{text.clone()}</span> }.into_any(),
        };
        let is_quiet = values().iter().any(|value| {
            value.text() == Some(text.as_str())
                && value.note(DO_NOT_NOTIFY).is_some_and(|note| note.eq_ignore_ascii_case("true"))
        });
        let quiet_name = t!(owners.do_not_notify_named, name = name.as_str());
        let remove_name = t!(owners.remove, name = name.as_str());
        let (of_quiet, of_remove) = (text.clone(), text);
        let controls = move || {
            let (of_quiet, of_remove) = (of_quiet.clone(), of_remove.clone());
            state.work.may().then(|| {
                view! {
                    {is_additional.then(|| view! {
                        <label class="check small">
                            <input type="checkbox" prop:checked=is_quiet aria-label=quiet_name.clone()
                                on:change:target=move |ev| state.set_quiet(&of_quiet, ev.target().checked())/>
                            <span>{tv!(owners.do_not_notify)}</span>
                        </label>
                    })}
                    <button type="button" class="btn s quiet" aria-label=remove_name.clone()
                        on:click=move |_| state.remove(attribute, &of_remove)>
                        {tv!(edit.remove)}
                    </button>
                }
            })
        };
        view! {
            <li>{who}<span class="controls">
                <Show when=move || is_quiet && !state.work.may()>
                    <span class="tag">{tv!(owners.not_notified)}</span>
                </Show>
                {kind.map(|kind| view! { <span class="tag">{kind}</span> })}
                {controls}
            </span></li>
        }
    };
    let list = move || {
        let texts = texts();
        if texts.is_empty() {
            return view! { <p class="muted">{tv!(owners.none)}</p> }.into_any();
        }
        view! { <ul class="list" aria-label=title>{texts.into_iter().map(row).collect_view()}</ul> }.into_any()
    };
    let label: fn() -> &'static str = match (is_additional, is_single) {
        (true, _) => || t!(edit.add_additional_owner),
        (false, true) => || t!(edit.set_primary_owner),
        (false, false) => || t!(owners.add),
    };
    let picker = move || {
        state.work.may().then(|| {
            let text = FieldText::new(id, label, move || state.editing.error(attribute));
            view! { <PeoplePicker text classes on_pick=move |who| state.add(attribute, who, is_single)/> }
        })
    };
    view! {
        <section class="stack tight">
            <h2>
                {crate::i18n::text(title)}
                <Show when=move || state.editing.is_changed(attribute)>
                    " "<span class="tag accent">{tv!(edit.changed)}</span>
                </Show>
            </h2>
            {list}
            {picker}
        </section>
    }
}

/// The owners of a group in Microsoft Graph. Each is added and removed at once.
#[component]
fn GraphOwners(group: DirectoryObject, state: OwnersState, reload: Callback<()>) -> impl IntoView {
    let api = StoredValue::new(Api::expect());
    let id = StoredValue::new(group.id.clone());
    let life = Lifetime::new();
    let busy = RwSignal::new(false);
    let failed = RwSignal::new(None::<String>);
    let toasts = Toasts::expect();
    let change = move |who: Principal, adds: bool| {
        if busy.get_untracked() {
            return;
        }
        busy.set(true);
        failed.set(None);
        let name = StoredValue::new(who.name.clone());
        let own = who.name.clone();
        let work = change_owner(api.get_value(), id.get_value(), who, adds);
        let then = move |answer: Result<(), ApiError>| {
            busy.set(false);
            let name = name.get_value();
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
    let is_last = texts.len() == 1;
    let row = move |text: String| {
        let known = state.find(&text);
        let name = known.as_ref().map_or_else(|| text.clone(), |who| who.name.clone());
        let who = known.clone().map_or_else(|| view! { <span class="mono">{text}</span> }.into_any(), linked);
        let remove_name = t!(owners.remove, name = name);
        let known = StoredValue::new(known);
        let remove = move |_| {
            if let Some(who) = known.get_value() {
                change(who, false);
            }
        };
        let controls = move || {
            (state.work.may() && !is_last).then(|| {
                view! {
                    <button type="button" class="btn s quiet" aria-label=remove_name.clone()
                        aria-disabled=move || busy.get().to_string() on:click=remove>
                        {tv!(edit.remove)}
                    </button>
                }
            })
        };
        view! { <li>{who}<span class="controls">{controls}</span></li> }
    };
    let list = move || {
        if texts.is_empty() {
            return view! { <p class="muted">{tv!(owners.none)}</p> }.into_any();
        }
        let rows = texts.clone().into_iter().map(row).collect_view();
        view! { <ul class="list" aria-label=tv!(group.owners)>{rows}</ul> }.into_any()
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
            {is_last.then(|| view! { <p class="hint">{tv!(edit.last_owner)}</p> })}
            {picker}
        </section>
    }
}

async fn change_owner(api: Api, group: ObjectId, who: Principal, adds: bool) -> Result<(), ApiError> {
    let kind = RelationKind::Owners;
    if adds { api.relate(kind, &group, &who).await } else { api.separate(kind, &group, &who).await }.map(drop)
}
