//! The tab "E-mail": the addresses of a group, and whose messages it receives. All of it is saved with the other changes.

use super::editing::GroupEditing;
use super::people::{PeopleHeading, PeopleList, PeopleState};
use super::work::GroupWork;
use crate::api::Api;
use crate::i18n::{t, tv, words};
use crate::ui::field::{FieldText, TextField};
use crate::ui::focus;
use crate::ui::soft;
use crate::words::problem_text;
use leptos::ev::KeyboardEvent;
use leptos::prelude::*;
use model::config::{StoreConfig, StoreKind, has_groups};
use model::group::{MailAddress, Problem};
use model::wire::{AttributeValue, DirectoryObject, attributes};

/// The object classes of people who can write to a group.
const PEOPLE: &[&str] = &["user", "contact"];
const GROUPS: &[&str] = &["group"];
const BOTH: &[&str] = &["user", "contact", "group"];

/// Whether a group has addresses to show.
pub fn has_mail(group: &DirectoryObject, store: StoreKind) -> bool {
    let is_enabled = |name| group.first(name).is_some();
    match store {
        StoreKind::ActiveDirectory => is_enabled(attributes::MAIL_NICKNAME),
        StoreKind::EntraId => is_enabled(attributes::PROXY_ADDRESSES) || is_enabled(attributes::MAIL),
        StoreKind::MicrosoftGraph => false,
    }
}

#[component]
pub fn MailTab(group: DirectoryObject, editing: GroupEditing, work: GroupWork) -> impl IntoView {
    let store = Api::expect().current_store();
    let StoreConfig { delivery_restrictions: delivery, kind, .. } = store;
    let names: Vec<&str> = delivery.attributes().map(String::as_str).collect();
    let people = PeopleState::new(editing, work, &group, &names);
    let accept = (!delivery.accept_from.is_empty()).then(|| {
        let attributes = delivery.accept_from.clone();
        view! {
            <Senders people attributes id="mail-accept" title=|| t!(mail.accept) hint=|| t!(mail.accept_hint)
                label=|| t!(mail.add_sender)/>
        }
    });
    let reject = (!delivery.reject_from.is_empty()).then(|| {
        let attributes = delivery.reject_from.clone();
        view! {
            <Senders people attributes id="mail-reject" title=|| t!(mail.reject) hint=|| t!(mail.reject_hint)
                label=|| t!(mail.add_rejected)/>
        }
    });
    view! {
        <div class="card"><div class="body stack">
            {people.failed_view()}
            <Addresses people is_ad=kind == StoreKind::ActiveDirectory/>
            {accept}
            {reject}
            <p class="member-said small" role="status">{move || people.said.get()}</p>
        </div></div>
    }
}

/// The addresses, with what can be done to each, and a field that adds one. Entra ID assigns them by itself.
#[component]
fn Addresses(people: PeopleState, is_ad: bool) -> impl IntoView {
    let PeopleState { editing, work, said, .. } = people;
    let typed = RwSignal::new(String::new());
    let wrong = RwSignal::new(None::<Problem>);
    let may = move || is_ad && work.may();
    let add = move || {
        let address = typed.get_untracked();
        let problem = editing.add_address(&address).err();
        if problem.is_none() {
            said.set(t!(members.added, name = address.trim()));
            typed.set(String::new());
        }
        wrong.set(problem);
        focus::soon("[id=\"mail-address\"]");
    };
    let row = move |text: String| {
        let (address, tag) = match MailAddress::of(&text) {
            MailAddress::Primary(address) => (address.to_owned(), Some(t!(mail.primary).to_owned())),
            MailAddress::Other(address) => (address.to_owned(), None),
            MailAddress::Foreign(kind, address) => {
                (address.to_owned(), Some(kind.to_uppercase()).filter(|kind| !kind.is_empty()))
            }
        };
        let is_other = matches!(MailAddress::of(&text), MailAddress::Other(_));
        let is_primary = matches!(MailAddress::of(&text), MailAddress::Primary(_));
        let primary_name = t!(mail.make_primary_named, name = address.as_str());
        let remove_name = t!(mail.remove, name = address.as_str());
        let text = StoredValue::new(text);
        let shown = soft::address(&address);
        let own = StoredValue::new((primary_name, remove_name, address));
        let make_primary = move |_| {
            text.with_value(|text| editing.make_primary(text));
            said.set(own.with_value(|(_, _, address)| t!(mail.is_primary, name = address.as_str())));
            focus::soon("[id=\"mail-address\"]");
        };
        let remove = move |_| {
            text.with_value(|text| editing.remove_address(text));
            said.set(own.with_value(|(_, _, address)| t!(edit.removed, name = address.as_str())));
            focus::soon("[id=\"mail-address\"]");
        };
        view! {
            <li>
                <span class="address">{shown}</span>
                <span class="controls">
                    {tag.map(|tag| view! { <span class="tag" class:accent=is_primary>{tag}</span> })}
                    <Show when=move || is_other && may()>
                        <button type="button" class="btn s quiet" on:click=make_primary
                            aria-label=own.with_value(|(name, ..)| name.clone())>
                            {tv!(mail.make_primary)}
                        </button>
                        <button type="button" class="btn s quiet" on:click=remove
                            aria-label=own.with_value(|(_, name, _)| name.clone())>
                            {tv!(edit.remove)}
                        </button>
                    </Show>
                </span>
            </li>
        }
    };
    let list = move || {
        let values = editing.values(attributes::PROXY_ADDRESSES);
        let texts: Vec<_> = values.iter().filter_map(AttributeValue::text).map(str::to_owned).collect();
        if texts.is_empty() {
            return view! { <p class="muted">{tv!(mail.none)}</p> }.into_any();
        }
        view! { <ul class="list" aria-label=words(|| t!(mail.addresses))>{texts.into_iter().map(row).collect_view()}</ul> }
            .into_any()
    };
    let error = move || {
        wrong.with(|wrong| wrong.as_ref().map(problem_text)).or_else(|| editing.error(attributes::PROXY_ADDRESSES))
    };
    let field = move || {
        may().then(|| {
            let text = FieldText::new("mail-address", || t!(mail.new_address), error);
            let type_in = move |text: String| {
                wrong.set(None);
                typed.set(text);
            };
            let keys = move |ev: KeyboardEvent| {
                if ev.key() == "Enter" {
                    ev.prevent_default();
                    add();
                }
            };
            view! {
                <div class="new-value stack tight" on:keydown=keys>
                    <TextField text value=typed on_input=type_in/>
                    <div class="row">
                        <button type="button" class="btn s" on:click=move |_| add()>{tv!(mail.add)}</button>
                    </div>
                </div>
            }
        })
    };
    // A new primary address changes `mail`, too.
    let own = vec![attributes::PROXY_ADDRESSES.to_owned(), attributes::MAIL.to_owned()];
    view! {
        <section class="stack tight">
            <PeopleHeading state=people attributes=own title=|| t!(mail.addresses)/>
            {list}
            {field}
            {(!is_ad).then(|| view! { <p class="hint">{tv!(mail.assigned)}</p> })}
        </section>
    }
}

/// Those whose messages the group accepts or rejects. People and groups stand in different attributes.
#[component]
fn Senders(
    people: PeopleState,
    attributes: Vec<String>,
    /// The id of the picker.
    id: &'static str,
    title: fn() -> &'static str,
    hint: fn() -> &'static str,
    /// The label of the picker.
    label: fn() -> &'static str,
) -> impl IntoView {
    let classes =
        match (attributes.iter().any(|name| !has_groups(name)), attributes.iter().any(|name| has_groups(name))) {
            (true, true) => BOTH,
            (_, true) => GROUPS,
            _ => PEOPLE,
        };
    let remove = |name: &str| t!(mail.remove, name = name);
    view! {
        <section class="stack tight">
            <PeopleHeading state=people attributes=attributes.clone() title/>
            <p class="hint">{crate::i18n::text(hint)}</p>
            <PeopleList state=people attributes id title=words(title) label remove classes is_single=false beside=None/>
        </section>
    }
}
