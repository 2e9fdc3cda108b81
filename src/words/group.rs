//! The display names of a group's properties: kind, purpose, scope, security and expiration.

use crate::api::Api;
use crate::i18n::t;
use crate::ui::format;
use model::config::StoreKind;
use model::group::GroupKind;
use model::names::Dn;
use model::wire::DirectoryObject;
use model::wire::attributes;
use model::wire::cloud::CloudType;
use model::wire::codes::{AdGroupType, GroupPurpose, GroupScope, MANAGED_SMART, SecurityType};

/// The expiration date of a group, or "never"; reactive.
pub fn expiry(group: &DirectoryObject) -> String {
    match group.first(attributes::EXPIRATION_DATE) {
        // The service writes "never" as the year 9999 (samples of part A).
        Some(never) if never.starts_with("9999") => t!(group.never).to_owned(),
        Some(date) => {
            let over = format::milliseconds(date).is_some_and(|end| end < js_sys::Date::now());
            let day = format::day(date).unwrap_or_else(|| date.to_owned());
            if over { t!(group.expired, date = day) } else { day }
        }
        None => t!(group.never).to_owned(),
    }
}

/// The expiry policies that are offered, in days; 0 is never.
pub const EXPIRY_POLICIES: [u32; 7] = [0, 30, 60, 90, 120, 180, 365];

/// An expiry policy in words, from its number of days; 0 is never. Reactive.
pub fn expiry_name(days: u32) -> String {
    match days {
        0 => t!(group.never).to_owned(),
        180 => t!(edit.half_a_year).to_owned(),
        365 => t!(edit.a_year).to_owned(),
        days => t!(edit.days, count = i64::from(days)),
    }
}

/// The value of a distinguished name's first part; the whole text if it is no distinguished name.
pub fn common_name(dn: &str) -> String {
    Dn::parse(dn).map_or_else(|_| dn.to_owned(), |dn| dn.rdn().value().to_owned())
}

/// Whether a rule computes the group's members.
pub fn is_smart(group: &DirectoryObject) -> bool {
    group.first(attributes::MANAGED_GROUP_TYPE) == Some(MANAGED_SMART)
}

/// Purpose and scope of a group in Active Directory. None in Entra ID, which uses other codes, partly with the same
/// numbers.
pub fn ad_type(group: &DirectoryObject) -> Option<AdGroupType> {
    let code = group.first(attributes::GROUP_TYPE).filter(|_| !is_of_entra(group))?;
    AdGroupType::from_code(code.parse().ok()?)
}

fn is_of_entra(group: &DirectoryObject) -> bool {
    let kind = |api: Api| api.config().store(group.identity_store_id).map(|store| store.kind);
    Api::find().and_then(kind).is_some_and(|kind| kind != StoreKind::ActiveDirectory)
}

/// The purpose or cloud type of a group; reactive.
pub fn type_name(group: &DirectoryObject) -> Option<&'static str> {
    if !is_of_entra(group) {
        return ad_type(group).map(|kind| purpose_name(kind.purpose));
    }
    Some(match CloudType::from_code(group.first(attributes::GROUP_TYPE)?)? {
        CloudType::Security => t!(group.purpose_security),
        CloudType::Distribution => t!(group.purpose_distribution),
        CloudType::Microsoft365 => t!(group.microsoft365),
        CloudType::Teams => t!(group.teams),
    })
}

pub fn purpose_name(purpose: GroupPurpose) -> &'static str {
    match purpose {
        GroupPurpose::Security => t!(group.purpose_security),
        GroupPurpose::Distribution => t!(group.purpose_distribution),
    }
}

pub fn scope_name(scope: GroupScope) -> &'static str {
    match scope {
        GroupScope::DomainLocal => t!(group.scope_domain_local),
        GroupScope::Global => t!(group.scope_global),
        GroupScope::Universal => t!(group.scope_universal),
    }
}

/// The name of a security type, which says how people can join; reactive.
pub fn security_name(security: SecurityType) -> &'static str {
    match security {
        SecurityType::Private => t!(group.security_private),
        SecurityType::SemiPrivate => t!(group.security_semi_private),
        SecurityType::Public => t!(group.security_public),
    }
}

/// The name of a kind of group; reactive. A Microsoft Graph store uses Microsoft's terms.
pub fn kind_name(kind: GroupKind, store: StoreKind) -> &'static str {
    match (kind, store) {
        (GroupKind::Static, StoreKind::MicrosoftGraph) => t!(group.assigned),
        (GroupKind::Smart, StoreKind::MicrosoftGraph) => t!(group.dynamic),
        (GroupKind::Static, _) => t!(group.static_group),
        (GroupKind::Smart, _) => t!(group.smart),
    }
}
