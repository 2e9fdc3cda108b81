//! A group in a row, and the words for its codes.

use super::counts::member_count;
use crate::api::Api;
use crate::i18n::t;
use crate::routes::Route;
use crate::ui::format;
use crate::ui::table::Column;
use crate::ui::who::Avatar;
use leptos::prelude::*;
use model::config::StoreKind;
use model::group::GroupKind;
use model::names::Dn;
use model::wire::DirectoryObject;
use model::wire::cloud::CloudType;
use model::wire::codes::{AdGroupType, GroupPurpose, GroupScope, MANAGED_SMART, SecurityType};
use model::wire::object::ObjectKind;

/// What the columns read.
pub const GROUP_ATTRIBUTES: [&str; 12] = [
    "displayName",
    "name",
    "sAMAccountName",
    "distinguishedName",
    "description",
    "objectClass",
    "groupType",
    "IMSGManagedGroupType",
    "XGroupSecurity",
    "XGroupExpirationDate",
    "managedBy",
    "mail",
];

/// The columns of every list of groups, as far as the store knows them.
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
    Column { sort: Some("groupType"), label: || t!(group.kind).to_owned(), secondary: true, cell: kind },
    Column { sort: None, label: || t!(group.members).to_owned(), secondary: true, cell: members },
    Column { sort: Some("XGroupSecurity"), label: || t!(group.security).to_owned(), secondary: true, cell: security },
    Column { sort: Some("managedBy"), label: || t!(group.owner).to_owned(), secondary: true, cell: owner },
    Column {
        sort: Some("XGroupExpirationDate"),
        label: || t!(group.expires).to_owned(),
        secondary: true,
        cell: expires,
    },
];

fn name(group: &DirectoryObject) -> AnyView {
    let label = group.label().to_owned();
    let about = group.first("description").unwrap_or_default().to_owned();
    // What the other columns say, where the page is too narrow for them.
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
    let security = group.first("XGroupSecurity").and_then(SecurityType::from_wire);
    security.map(|security| view! { <span class="tag">{security_name(security)}</span> }).into_any()
}

fn owner(group: &DirectoryObject) -> AnyView {
    view! { <span class="small">{group.first("managedBy").map(common_name)}</span> }.into_any()
}

fn expires(group: &DirectoryObject) -> AnyView {
    let over =
        group.first("XGroupExpirationDate").and_then(format::milliseconds).is_some_and(|end| end < js_sys::Date::now());
    let class = if over { "tag warn nums" } else { "small nums" };
    view! { <span class=class>{expiry(group)}</span> }.into_any()
}

/// When a group ends, as a sentence's worth; reactive.
pub fn expiry(group: &DirectoryObject) -> String {
    match group.first("XGroupExpirationDate") {
        // The year in which nothing ends (part A's samples).
        Some(never) if never.starts_with("9999") => t!(group.never).to_owned(),
        Some(date) => {
            let over = format::milliseconds(date).is_some_and(|end| end < js_sys::Date::now());
            let day = format::day(date).unwrap_or_else(|| date.to_owned());
            if over { t!(group.expired, date = day) } else { day }
        }
        None => t!(group.never).to_owned(),
    }
}

/// The last part of a distinguished name; the whole text where it is none.
pub fn common_name(dn: &str) -> String {
    Dn::parse(dn).map_or_else(|_| dn.to_owned(), |dn| dn.rdn().value().to_owned())
}

/// Whether a rule makes its members.
pub fn is_smart(group: &DirectoryObject) -> bool {
    group.first("IMSGManagedGroupType") == Some(MANAGED_SMART)
}

/// Purpose and scope of an AD group. Entra ID has other codes, some of the same numbers.
pub fn ad_type(group: &DirectoryObject) -> Option<AdGroupType> {
    let code = group.first("groupType").filter(|_| !is_of_entra(group))?;
    AdGroupType::from_code(code.parse().ok()?)
}

fn is_of_entra(group: &DirectoryObject) -> bool {
    let kind = |api: Api| api.config().store(group.identity_store_id).map(|store| store.kind);
    use_context::<Api>().and_then(kind).is_some_and(|kind| kind != StoreKind::ActiveDirectory)
}

/// What a group is for; reactive.
pub fn type_name(group: &DirectoryObject) -> Option<&'static str> {
    if !is_of_entra(group) {
        return ad_type(group).map(|kind| purpose_name(kind.purpose));
    }
    Some(match CloudType::from_code(group.first("groupType")?)? {
        CloudType::Security => t!(group.purpose_security),
        CloudType::Distribution => t!(group.purpose_distribution),
        CloudType::Microsoft365 => t!(group.microsoft365),
        CloudType::Teams => t!(group.teams),
    })
}

/// Reactive.
pub fn purpose_name(purpose: GroupPurpose) -> &'static str {
    match purpose {
        GroupPurpose::Security => t!(group.purpose_security),
        GroupPurpose::Distribution => t!(group.purpose_distribution),
    }
}

/// Reactive.
pub fn scope_name(scope: GroupScope) -> &'static str {
    match scope {
        GroupScope::DomainLocal => t!(group.scope_domain_local),
        GroupScope::Global => t!(group.scope_global),
        GroupScope::Universal => t!(group.scope_universal),
    }
}

/// Reactive.
pub fn security_name(security: SecurityType) -> &'static str {
    match security {
        SecurityType::Private => t!(group.security_private),
        SecurityType::SemiPrivate => t!(group.security_semi_private),
        SecurityType::Public => t!(group.security_public),
    }
}

/// How a group comes by its members; reactive. Microsoft's own words where the store is Microsoft's.
pub fn kind_name(kind: GroupKind, store: StoreKind) -> &'static str {
    match (kind, store) {
        (GroupKind::Static, StoreKind::MicrosoftGraph) => t!(group.assigned),
        (GroupKind::Smart, StoreKind::MicrosoftGraph) => t!(group.dynamic),
        (GroupKind::Static, _) => t!(group.static_group),
        (GroupKind::Smart, _) => t!(group.smart),
    }
}
