//! The properties that a membership rule may use, as Microsoft's page lists them: of users, of devices, and of the items
//! of a collection.

use super::names::{self, Kind};

/// What a property belongs to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Owner {
    User,
    Device,
    /// An item of a collection, within `-any` or `-all`.
    Item,
}

/// The properties of devices.
const DEVICE: [(&str, Kind); 19] = [
    ("accountEnabled", Kind::Flag),
    ("deviceCategory", Kind::Text),
    ("deviceId", Kind::Text),
    ("deviceManagementAppId", Kind::Text),
    ("deviceManufacturer", Kind::Text),
    ("deviceModel", Kind::Text),
    ("deviceOSType", Kind::Text),
    ("deviceOSVersion", Kind::Text),
    ("deviceOwnership", Kind::Text),
    ("devicePhysicalIds", Kind::Texts),
    ("deviceTrustType", Kind::Text),
    ("displayName", Kind::Text),
    ("enrollmentProfileName", Kind::Text),
    ("isRooted", Kind::Flag),
    ("managementType", Kind::Text),
    ("memberOf", Kind::Objects),
    ("objectId", Kind::Text),
    ("profileType", Kind::Text),
    ("systemLabels", Kind::Texts),
];

/// The properties of the items of `assignedPlans`.
const PLAN: [&str; 3] = ["capabilityStatus", "service", "servicePlanId"];

/// What Microsoft Graph or people call a property that rules call otherwise.
const USER_ALIASES: [(&str, &str); 8] = [
    ("businessPhones", "telephoneNumber"),
    ("faxNumber", "facsimileTelephoneNumber"),
    ("id", "objectId"),
    ("mobilePhone", "mobile"),
    ("officeLocation", "physicalDeliveryOfficeName"),
    ("onPremisesSyncEnabled", "dirSyncEnabled"),
    ("upn", "userPrincipalName"),
    ("zip", "postalCode"),
];
const DEVICE_ALIASES: [(&str, &str); 9] = [
    ("id", "objectId"),
    ("manufacturer", "deviceManufacturer"),
    ("mdmAppId", "deviceManagementAppId"),
    ("model", "deviceModel"),
    ("operatingSystem", "deviceOSType"),
    ("operatingSystemVersion", "deviceOSVersion"),
    ("ownership", "deviceOwnership"),
    ("physicalIds", "devicePhysicalIds"),
    ("trustType", "deviceTrustType"),
];

/// The type of a property that rules may use; `None` if there is no such property. The letter case is ignored, because
/// Microsoft's own examples ignore it.
pub(super) fn kind(owner: Owner, name: &str) -> Option<Kind> {
    if owner != Owner::Item && is_extension(name) {
        return Some(Kind::Text);
    }
    match owner {
        Owner::User => names::by_entra(name)
            .filter(|known| !matches!(known.entra, "manager" | "directReports"))
            .map(|known| known.kind),
        Owner::Device => DEVICE.iter().find(|(known, _)| known.eq_ignore_ascii_case(name)).map(|(_, kind)| *kind),
        Owner::Item => PLAN.iter().any(|known| known.eq_ignore_ascii_case(name)).then_some(Kind::Text),
    }
}

/// What the property is called that was probably meant.
pub(super) fn instead(owner: Owner, name: &str) -> Option<&'static str> {
    let aliases: &[(&str, &'static str)] = match owner {
        Owner::User => &USER_ALIASES,
        Owner::Device => &DEVICE_ALIASES,
        Owner::Item => &[],
    };
    let alias = aliases.iter().find(|(known, _)| known.eq_ignore_ascii_case(name)).map(|(_, instead)| *instead);
    let of_ldap = || names::by_ldap(name).filter(|_| owner == Owner::User).map(|known| known.entra);
    alias.or_else(of_ldap).filter(|instead| kind(owner, instead).is_some())
}

/// One of the fifteen extension attributes, or a property that an application has added: `extension_`, the
/// application's id of 32 digits, and a name.
fn is_extension(name: &str) -> bool {
    let name = name.to_ascii_lowercase();
    if let Some(number) = name.strip_prefix("extensionattribute") {
        return !number.starts_with('0') && number.parse().is_ok_and(|number: u8| (1..=15).contains(&number));
    }
    let added = name.strip_prefix("extension_").and_then(|rest| rest.split_at_checked(32));
    added.is_some_and(|(app, rest)| {
        app.bytes().all(|byte| byte.is_ascii_alphanumeric())
            && rest.strip_prefix('_').is_some_and(|own| !own.is_empty() && names::is_name(&["a", own].concat()))
    })
}
