//! The members of a group, page by page.

use crate::api::Api;
use crate::i18n::{t, tv, words};
use crate::pages::groups::group_page::MemberRemoval;
use crate::routes::Route;
use crate::ui::format;
use crate::ui::principal::{Avatar, PrincipalLine, about, kind_name};
use crate::ui::soft;
use crate::ui::table::{Column, DirectoryTable, Load};
use leptos::prelude::*;
use model::group::{MEMBER_CLASSES, Principal};
use model::people_search::NameSearch;
use model::wire::attributes;
use model::wire::codes::{MEMBERSHIP_BEGIN, MEMBERSHIP_END};
use model::wire::object::ObjectKind;
use model::wire::{DirectoryObject, ObjectId};
use std::sync::Arc;

const ATTRIBUTES: [&str; 9] = [
    attributes::DISPLAY_NAME,
    "name",
    attributes::DISTINGUISHED_NAME,
    attributes::MAIL,
    "title",
    attributes::OBJECT_CLASS,
    "XMembershipType",
    "XBeginningDate",
    "XEndingDate",
];

const COLUMNS: &[Column] = &[
    Column {
        sort: Some(attributes::DISPLAY_NAME),
        label: || t!(members.name).to_owned(),
        secondary: false,
        cell: name,
    },
    Column { sort: Some(attributes::OBJECT_CLASS), label: || t!(members.kind).to_owned(), secondary: true, cell: kind },
    Column { sort: None, label: || t!(members.membership).to_owned(), secondary: true, cell: membership },
    Column { sort: None, label: || t!(edit.actions).to_owned(), secondary: false, cell: actions },
];

const WHERE: [&str; 4] = [attributes::DISPLAY_NAME, attributes::NAME, attributes::MAIL, attributes::SAM_ACCOUNT_NAME];

fn name(object: &DirectoryObject) -> AnyView {
    linked(Principal::of(object))
}

/// A principal with a line about them, and a link if they have a page.
pub fn linked(who: Principal) -> AnyView {
    let page = match who.kind {
        ObjectKind::User => Route::User(who.id.clone()),
        ObjectKind::Group => Route::Group(who.id.clone()),
        ObjectKind::Contact | ObjectKind::Computer | ObjectKind::Other => {
            return view! { <PrincipalLine who/> }.into_any();
        }
    };
    let about = about(&who);
    view! {
        <span class="who">
            <Avatar name=who.name.clone() kind=who.kind/>
            <span><a href=page.href()>{who.name}</a><small>{soft::address(&about)}</small></span>
        </span>
    }
    .into_any()
}

fn kind(object: &DirectoryObject) -> AnyView {
    view! { <span class="tag">{kind_name(object.object_kind())}</span> }.into_any()
}

fn membership(object: &DirectoryObject) -> AnyView {
    // .NET writes "no date" as the year 1 (part B).
    let date = |name| object.first(name).filter(|date| !date.starts_with("0001")).and_then(format::moment);
    let text = match (date(MEMBERSHIP_BEGIN), date(MEMBERSHIP_END)) {
        (Some(from), Some(to)) => t!(members.from_to, from = from, to = to),
        (Some(from), None) => t!(members.from, from = from),
        (None, Some(to)) => t!(members.until, to = to),
        (None, None) => t!(members.permanent).to_owned(),
    };
    view! { <span class="small">{text}</span> }.into_any()
}

/// The button that removes the member, where members can be removed.
fn actions(object: &DirectoryObject) -> AnyView {
    let Some(removal) = use_context::<MemberRemoval>() else { return ().into_any() };
    let who = StoredValue::new(Principal::of(object));
    let name = move || t!(edit.remove_member, name = who.with_value(|who| who.name.clone()));
    view! {
        <Show when=move || removal.may()>
            <button type="button" class="btn s quiet" aria-label=name on:click=move |_| removal.ask(who.get_value())>
                {tv!(edit.remove)}
            </button>
        </Show>
    }
    .into_any()
}

#[component]
pub fn MembersTab(
    /// The group's object id.
    group: ObjectId,
    /// Incremented to load the list again.
    again: RwSignal<u32>,
) -> impl IntoView {
    let api = Api::expect();
    let page_size = api.config().page_size;
    let load: Load = Arc::new(move |query| {
        again.track();
        let (api, group) = (api.clone(), group.clone());
        Box::pin(async move {
            let criteria =
                (!query.text.is_empty()).then(|| api.people(MEMBER_CLASSES, &WHERE, &NameSearch::new(&query.text)));
            api.members(api.current_store().id, &group, criteria, &query.window(), &ATTRIBUTES).await
        })
    });
    let empty = || view! { <p>{tv!(members.none)}</p> }.into_any();
    let label = words(|| t!(group.members));
    view! { <DirectoryTable label columns=COLUMNS load sorting="displayName" page_size empty=empty.into()/> }
}
