//! The columns of lists of groups.

use super::counts::member_count;
use crate::api::Api;
use crate::i18n::t;
use crate::routes::Route;
use crate::ui::format;
use crate::ui::principal::Avatar;
use crate::ui::table::Column;
use crate::words::group::{common_name, expiry, is_smart, kind_name, security_name, type_name};
use leptos::prelude::*;
use model::config::StoreKind;
use model::group::GroupKind;
use model::wire::DirectoryObject;
use model::wire::attributes;
use model::wire::codes::SecurityType;
use model::wire::object::ObjectKind;

/// The attributes that the columns read.
pub const GROUP_ATTRIBUTES: [&str; 12] = [
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
    attributes::MANAGED_BY,
    attributes::MAIL,
];

/// The columns that a list of groups has in this kind of store.
pub fn columns(store: StoreKind) -> &'static [Column] {
    if store == StoreKind::MicrosoftGraph { GRAPH_COLUMNS } else { COLUMNS }
}

const GRAPH_COLUMNS: &[Column] = &[
    Column { sort: Some("name"), label: || t!(group.name).to_owned(), secondary: false, cell: name },
    Column { sort: None, label: || t!(group.kind).to_owned(), secondary: true, cell: kind },
    Column { sort: None, label: || t!(group.mail).to_owned(), secondary: true, cell: mail },
];

const COLUMNS: &[Column] = &[
    Column { sort: Some("name"), label: || t!(group.name).to_owned(), secondary: false, cell: name },
    Column { sort: Some(attributes::GROUP_TYPE), label: || t!(group.kind).to_owned(), secondary: true, cell: kind },
    Column { sort: None, label: || t!(group.members).to_owned(), secondary: true, cell: members },
    Column {
        sort: Some(attributes::SECURITY_TYPE),
        label: || t!(group.security).to_owned(),
        secondary: true,
        cell: security,
    },
    Column { sort: Some(attributes::MANAGED_BY), label: || t!(group.owner).to_owned(), secondary: true, cell: owner },
    Column {
        sort: Some(attributes::EXPIRATION_DATE),
        label: || t!(group.expires).to_owned(),
        secondary: true,
        cell: expires,
    },
];

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
    view! { <span class="small">{group.first("mail").map(str::to_owned)}</span> }.into_any()
}

fn security(group: &DirectoryObject) -> AnyView {
    let security = group.first(attributes::SECURITY_TYPE).and_then(SecurityType::from_wire);
    security.map(|security| view! { <span class="tag">{security_name(security)}</span> }).into_any()
}

fn owner(group: &DirectoryObject) -> AnyView {
    view! { <span class="small">{group.first("managedBy").map(common_name)}</span> }.into_any()
}

fn expires(group: &DirectoryObject) -> AnyView {
    let over = group
        .first(attributes::EXPIRATION_DATE)
        .and_then(format::milliseconds)
        .is_some_and(|end| end < js_sys::Date::now());
    let class = if over { "tag warn nums" } else { "small nums" };
    view! { <span class=class>{expiry(group)}</span> }.into_any()
}
