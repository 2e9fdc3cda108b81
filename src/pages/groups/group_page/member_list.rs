//! The members of a group, page by page.

use super::members::{MembersWork, opened_below};
use crate::api::Api;
use crate::i18n::{t, tv, words};
use crate::routes::Route;
use crate::ui::format;
use crate::ui::principal::{Avatar, PrincipalLine, about, kind_name};
use crate::ui::soft;
use crate::ui::table::{ACTIONS, Column, Columns, FilterChip, ListColumn, ListTable, Load, TableSpec, TableState};
use leptos::prelude::*;
use model::config::StoreKind;
use model::group::{MEMBER_CLASSES, Principal};
use model::people_search::NameSearch;
use model::wire::attributes;
use model::wire::codes::{MEMBERSHIP_BEGIN, MEMBERSHIP_END, MEMBERSHIP_TYPE, MembershipType};
use model::wire::object::ObjectKind;
use model::wire::{DirectoryObject, ObjectId};
use std::sync::Arc;

/// What is read of each member.
pub const ATTRIBUTES: [&str; 12] = [
    attributes::DISPLAY_NAME,
    "name",
    attributes::DISTINGUISHED_NAME,
    attributes::MAIL,
    attributes::TITLE,
    attributes::DEPARTMENT,
    attributes::OBJECT_CLASS,
    attributes::GROUP_TYPE,
    attributes::SAM_ACCOUNT_NAME,
    MEMBERSHIP_TYPE,
    MEMBERSHIP_BEGIN,
    MEMBERSHIP_END,
];

const NAME: ListColumn = ListColumn {
    name: "name",
    standard: true,
    text: Some(|member| member.label().to_owned()),
    column: Column {
        sort: Some(attributes::DISPLAY_NAME),
        label: || t!(members.name).to_owned(),
        secondary: false,
        cell: name,
    },
};

const KIND: ListColumn = ListColumn {
    name: "kind",
    standard: true,
    text: Some(|member| kind_name(member.object_kind()).to_owned()),
    column: Column {
        sort: Some(attributes::OBJECT_CLASS),
        label: || t!(members.kind).to_owned(),
        secondary: true,
        cell: kind,
    },
};

const MEMBERSHIP: ListColumn = ListColumn {
    name: "membership",
    standard: true,
    text: Some(membership_text),
    column: Column { sort: None, label: || t!(members.membership).to_owned(), secondary: true, cell: membership },
};

const BUTTONS: ListColumn = ListColumn {
    name: ACTIONS,
    standard: true,
    text: None,
    // A narrow page has no room for it; there, members are selected and removed together.
    column: Column { sort: None, label: || t!(edit.actions).to_owned(), secondary: true, cell: actions },
};

/// A column with a text attribute, which is shown only to those who choose it.
const fn more(
    name: &'static str,
    label: fn() -> String,
    text: fn(&DirectoryObject) -> String,
    cell: Cell,
) -> ListColumn {
    ListColumn { name, standard: false, text: Some(text), column: Column { sort: None, label, secondary: true, cell } }
}

type Cell = fn(&DirectoryObject) -> AnyView;

fn first(member: &DirectoryObject, attribute: &str) -> String {
    member.first(attribute).unwrap_or_default().to_owned()
}

const MAIL: ListColumn = more(
    "mail",
    || t!(group.mail).to_owned(),
    |member| first(member, attributes::MAIL),
    |member| soft::address(member.first(attributes::MAIL).unwrap_or_default()),
);
const TITLE: ListColumn = more(
    "title",
    || t!(users.title).to_owned(),
    |member| first(member, attributes::TITLE),
    |member| view! { <span class="small">{first(member, attributes::TITLE)}</span> }.into_any(),
);
const DEPARTMENT: ListColumn = more(
    "department",
    || t!(search.department).to_owned(),
    |member| first(member, attributes::DEPARTMENT),
    |member| view! { <span class="small">{first(member, attributes::DEPARTMENT)}</span> }.into_any(),
);

const COLUMNS: &[ListColumn] = &[NAME, KIND, MEMBERSHIP, MAIL, TITLE, DEPARTMENT, BUTTONS];

/// Graph knows no kinds of membership.
const GRAPH_COLUMNS: &[ListColumn] = &[NAME, KIND, MAIL, TITLE, DEPARTMENT, BUTTONS];

/// The filters by type, and the object classes that they stand for.
const KINDS: &[(&str, &str)] =
    &[("users", "user"), ("groups", "group"), ("contacts", "contact"), ("computers", "computer")];

const FILTERS: &[FilterChip] = &[
    FilterChip { name: KINDS[0].0, label: || t!(members.users) },
    FilterChip { name: KINDS[1].0, label: || t!(members.groups) },
    FilterChip { name: KINDS[2].0, label: || t!(members.contacts) },
    FilterChip { name: KINDS[3].0, label: || t!(members.computers) },
];

/// Those of them by which Graph can filter without further permissions.
const GRAPH_FILTERS: usize = 2;

const WHERE: [&str; 4] = [attributes::DISPLAY_NAME, attributes::NAME, attributes::MAIL, attributes::SAM_ACCOUNT_NAME];

/// What the table of members is like.
pub fn table_spec(store: StoreKind, page_size: i64) -> TableSpec {
    let graph = store == StoreKind::MicrosoftGraph;
    TableSpec {
        columns: Columns::Choice(if graph { GRAPH_COLUMNS } else { COLUMNS }),
        sorting: attributes::DISPLAY_NAME,
        page_size,
        filters: if graph { FILTERS.get(..GRAPH_FILTERS).unwrap_or_default() } else { FILTERS },
        name: Some("members"),
        selectable: true,
    }
}

/// The member, and for a group a button that opens it in place.
fn name(object: &DirectoryObject) -> AnyView {
    let who = Principal::of(object);
    match use_context::<MembersWork>().filter(|_| who.kind == ObjectKind::Group) {
        None => linked(who),
        Some(members) => {
            let opener = members.opener(&who);
            view! { <div class="row opens">{linked(who)}{opener}</div> }.into_any()
        }
    }
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
    view! { <span class="small">{membership_text(object)}</span> }.into_any()
}

/// The membership in words; reactive.
fn membership_text(object: &DirectoryObject) -> String {
    dated_membership(object).unwrap_or_else(|| t!(members.permanent).to_owned())
}

/// A membership that has a beginning or an end, in words; reactive. One of an unknown kind shows its dates.
pub fn dated_membership(object: &DirectoryObject) -> Option<String> {
    // .NET writes "no date" as the year 1 (part B).
    let date = |name| object.first(name).filter(|date| !date.starts_with("0001")).and_then(format::day);
    let kind = object.first(MEMBERSHIP_TYPE).and_then(MembershipType::from_wire);
    Some(match (kind, date(MEMBERSHIP_BEGIN), date(MEMBERSHIP_END)) {
        (Some(MembershipType::RemovalPending), Some(from), Some(to)) => {
            t!(members.removal_pending, from = from, to = to)
        }
        (Some(MembershipType::TemporarilyRemoved), _, Some(to)) => t!(members.removed_until, to = to),
        (_, Some(from), Some(to)) => t!(members.from_to, from = from, to = to),
        (_, Some(from), None) => t!(members.from, from = from),
        (_, None, Some(to)) => t!(members.until, to = to),
        (_, None, None) => return None,
    })
}

/// The button that removes the member, where members can be removed.
fn actions(object: &DirectoryObject) -> AnyView {
    let Some(members) = use_context::<MembersWork>() else { return ().into_any() };
    let who = StoredValue::new(Principal::of(object));
    let name = move || t!(edit.remove_member, name = who.with_value(|who| who.name.clone()));
    view! {
        <Show when=move || members.may()>
            <button type="button" class="btn s quiet" aria-label=name on:click=move |_| members.ask(who.get_value())>
                {tv!(edit.remove)}
            </button>
        </Show>
    }
    .into_any()
}

/// Reads members for the table, a file, and actions on all that match.
pub fn load(api: Api, group: ObjectId) -> Load {
    Arc::new(move |query| {
        let (api, group) = (api.clone(), group.clone());
        Box::pin(async move {
            let chosen = KINDS.iter().filter(|(name, _)| query.filters.contains(name)).map(|(_, class)| *class);
            let chosen: Vec<_> = chosen.collect();
            let classes = if chosen.is_empty() { MEMBER_CLASSES } else { &chosen };
            let is_narrowed = !query.text.is_empty() || !chosen.is_empty();
            let criteria = is_narrowed.then(|| api.people(classes, &WHERE, &NameSearch::new(&query.text)));
            api.members(api.current_store().id, &group, criteria, &query.window(), &ATTRIBUTES).await
        })
    })
}

#[component]
pub fn MemberList(
    /// The group's object id.
    group: ObjectId,
    table: TableState,
    /// Whether members can be selected.
    may: bool,
    /// Incremented to load the list again.
    again: RwSignal<u32>,
) -> impl IntoView {
    let rows = load(Api::expect(), group);
    let shown: Load = {
        let rows = rows.clone();
        Arc::new(move |query| {
            again.track();
            rows(query)
        })
    };
    let empty = || view! { <p>{tv!(members.none)}</p> }.into_any();
    let label = words(|| t!(group.members));
    view! { <ListTable label table=table.selecting(may) load=shown rows empty=empty.into() below=opened_below/> }
}
