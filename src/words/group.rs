//! What is said of a group: its kind, its purpose, its scope, who can join, when it ends.

use crate::api::Api;
use crate::i18n::t;
use crate::ui::format;
use leptos::prelude::*;
use model::config::StoreKind;
use model::group::GroupKind;
use model::names::Dn;
use model::wire::DirectoryObject;
use model::wire::cloud::CloudType;
use model::wire::codes::{AdGroupType, GroupPurpose, GroupScope, MANAGED_SMART, SecurityType};

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

/// What a purpose is called; reactive.
pub fn purpose_name(purpose: GroupPurpose) -> &'static str {
    match purpose {
        GroupPurpose::Security => t!(group.purpose_security),
        GroupPurpose::Distribution => t!(group.purpose_distribution),
    }
}

/// What a scope is called; reactive.
pub fn scope_name(scope: GroupScope) -> &'static str {
    match scope {
        GroupScope::DomainLocal => t!(group.scope_domain_local),
        GroupScope::Global => t!(group.scope_global),
        GroupScope::Universal => t!(group.scope_universal),
    }
}

/// What the way to join is called; reactive.
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
