//! The columns of lists of groups.

use super::counts::member_count;
use crate::api::Api;
use crate::i18n::t;
use crate::routes::Route;
use crate::ui::format;
use crate::ui::principal::Avatar;
use crate::ui::table::{Column, Columns, ListColumn};
use crate::words::group::{common_name, expiry, is_smart, kind_name, security_name, type_name};
use leptos::prelude::*;
use model::config::StoreKind;
use model::group::GroupKind;
use model::wire::DirectoryObject;
use model::wire::attributes;
use model::wire::codes::SecurityType;
use model::wire::object::ObjectKind;

/// The attributes that the columns read, and what is asked before an action on many groups.
pub const GROUP_ATTRIBUTES: [&str; 15] = [
    attributes::DISPLAY_NAME,
    "name",
    attributes::SAM_ACCOUNT_NAME,
    attributes::DISTINGUISHED_NAME,
    "description",
    attributes::OBJECT_CLASS,
    attributes::GROUP_TYPE,
    attributes::MANAGED_GROUP_TYPE,
    attributes::SECURITY_TYPE,
    attributes::EXPIRATION_DATE,
    attributes::EXPIRATION_POLICY,
    attributes::IS_EXPIRED,
    attributes::MANAGED_BY,
    attributes::MAIL,
    attributes::WHEN_CREATED,
];

/// The columns that a list of groups has in this kind of store.
pub fn columns(store: StoreKind) -> Columns {
    Columns::Choice(if store == StoreKind::MicrosoftGraph { GRAPH_COLUMNS } else { COLUMNS })
}

const fn column(name: &'static str, column: Column, text: fn(&DirectoryObject) -> String) -> ListColumn {
    ListColumn { name, standard: true, text: Some(text), column }
}

/// A column that is shown only to those who choose it.
const fn more(
    name: &'static str,
    sort: Option<&'static str>,
    label: fn() -> String,
    cell: fn(&DirectoryObject) -> AnyView,
    text: fn(&DirectoryObject) -> String,
) -> ListColumn {
    ListColumn { name, standard: false, text: Some(text), column: Column { sort, label, secondary: true, cell } }
}

/// The name, with a link to the group.
pub const NAME: ListColumn = column(
    "name",
    Column { sort: Some("name"), label: || t!(group.name).to_owned(), secondary: false, cell: name },
    |group| group.label().to_owned(),
);

/// Whether it is smart, and its purpose.
pub const KIND: ListColumn = column(
    "kind",
    Column { sort: Some(attributes::GROUP_TYPE), label: || t!(group.kind).to_owned(), secondary: true, cell: kind },
    kind_text,
);

/// Who can join.
pub const SECURITY: ListColumn = column(
    "security",
    Column {
        sort: Some(attributes::SECURITY_TYPE),
        label: || t!(group.security).to_owned(),
        secondary: true,
        cell: security,
    },
    security_text,
);

const DESCRIPTION: ListColumn = more(
    "description",
    None,
    || t!(group.description).to_owned(),
    |group| small(description_text(group)),
    description_text,
);

const CREATED: ListColumn = more(
    "created",
    Some(attributes::WHEN_CREATED),
    || t!(group.created).to_owned(),
    |group| small(group.first(attributes::WHEN_CREATED).and_then(format::day).unwrap_or_default()),
    |group| group.first(attributes::WHEN_CREATED).and_then(format::iso_day).unwrap_or_default(),
);

const GRAPH_COLUMNS: &[ListColumn] = &[
    NAME,
    column("kind", Column { sort: None, label: || t!(group.kind).to_owned(), secondary: true, cell: kind }, kind_text),
    column("mail", Column { sort: None, label: || t!(group.mail).to_owned(), secondary: true, cell: mail }, mail_text),
    DESCRIPTION,
    CREATED,
];

const COLUMNS: &[ListColumn] = &[
    NAME,
    KIND,
    ListColumn {
        name: "members",
        standard: true,
        // Each count is a request of its own, so only the page that is shown has them.
        text: None,
        column: Column { sort: None, label: || t!(group.members).to_owned(), secondary: true, cell: members },
    },
    SECURITY,
    column(
        "owner",
        Column {
            sort: Some(attributes::MANAGED_BY),
            label: || t!(group.owner).to_owned(),
            secondary: true,
            cell: owner,
        },
        owner_text,
    ),
    column(
        "expires",
        Column {
            sort: Some(attributes::EXPIRATION_DATE),
            label: || t!(group.expires).to_owned(),
            secondary: true,
            cell: expires,
        },
        expires_text,
    ),
    more("mail", Some(attributes::MAIL), || t!(group.mail).to_owned(), mail, mail_text),
    DESCRIPTION,
    more(
        "sam",
        Some(attributes::SAM_ACCOUNT_NAME),
        || t!(group.sam).to_owned(),
        |group| small(sam_text(group)),
        sam_text,
    ),
    CREATED,
];

fn small(text: String) -> AnyView {
    view! { <span class="small">{text}</span> }.into_any()
}

fn of(group: &DirectoryObject, attribute: &str) -> String {
    group.first(attribute).unwrap_or_default().to_owned()
}

fn mail_text(group: &DirectoryObject) -> String {
    of(group, attributes::MAIL)
}

fn sam_text(group: &DirectoryObject) -> String {
    of(group, attributes::SAM_ACCOUNT_NAME)
}

fn description_text(group: &DirectoryObject) -> String {
    of(group, attributes::DESCRIPTION)
}

fn kind_text(group: &DirectoryObject) -> String {
    let store = Api::expect().current_store().kind;
    let smart = is_smart(group).then(|| kind_name(GroupKind::Smart, store));
    type_name(group).into_iter().chain(smart).collect::<Vec<_>>().join(", ")
}

fn security_text(group: &DirectoryObject) -> String {
    let security = group.first(attributes::SECURITY_TYPE).and_then(SecurityType::from_wire);
    security.map(|security| security_name(security).to_owned()).unwrap_or_default()
}

fn owner_text(group: &DirectoryObject) -> String {
    group.first(attributes::MANAGED_BY).map(common_name).unwrap_or_default()
}

/// The day, so that a spreadsheet can sort by it; in words if it never comes.
fn expires_text(group: &DirectoryObject) -> String {
    let date = group.first(attributes::EXPIRATION_DATE).filter(|date| !date.starts_with("9999"));
    date.and_then(format::iso_day).unwrap_or_else(|| t!(group.never).to_owned())
}

fn name(group: &DirectoryObject) -> AnyView {
    let label = group.label().to_owned();
    let about = group.first(attributes::DESCRIPTION).unwrap_or_default().to_owned();
    // On narrow pages this line stands in for the hidden columns.
    let store = Api::expect().current_store().kind;
    let kind = if is_smart(group) { Some(kind_name(GroupKind::Smart, store)) } else { type_name(group) };
    let kind = kind.map(|kind| view! { {kind} " · " });
    let narrow = match store {
        StoreKind::MicrosoftGraph => mail(group),
        _ => view! { {kind} {member_count(&group.id, true)} }.into_any(),
    };
    view! {
        <span class="who">
            <Avatar name=label.clone() kind=ObjectKind::Group/>
            <span>
                <a href=Route::Group(group.id.clone()).href()>{label}</a>
                <small class="hide-s">{about}</small>
                <small class="show-s">{narrow}</small>
            </span>
        </span>
    }
    .into_any()
}

fn kind(group: &DirectoryObject) -> AnyView {
    let store = Api::expect().current_store().kind;
    let smart = is_smart(group).then(|| view! { <span class="tag accent">{kind_name(GroupKind::Smart, store)}</span> });
    let purpose = type_name(group).map(|purpose| view! { <span class="tag">{purpose}</span> });
    view! { <span class="row">{purpose} {smart}</span> }.into_any()
}

fn members(group: &DirectoryObject) -> AnyView {
    member_count(&group.id, false)
}

fn mail(group: &DirectoryObject) -> AnyView {
    small(mail_text(group))
}

fn security(group: &DirectoryObject) -> AnyView {
    let security = group.first(attributes::SECURITY_TYPE).and_then(SecurityType::from_wire);
    security.map(|security| view! { <span class="tag">{security_name(security)}</span> }).into_any()
}

fn owner(group: &DirectoryObject) -> AnyView {
    small(owner_text(group))
}

fn expires(group: &DirectoryObject) -> AnyView {
    let over = group
        .first(attributes::EXPIRATION_DATE)
        .and_then(format::milliseconds)
        .is_some_and(|end| end < js_sys::Date::now());
    let class = if over { "tag warn nums" } else { "small nums" };
    view! { <span class=class>{expiry(group)}</span> }.into_any()
}
