//! The JSON of users, groups and other members in Graph, made from the attributes of the store.

use super::options::Entity;
use crate::collate;
use crate::object::{Kind as ObjectKind, Object};
use model::criteria::value::iso;
use model::graph::properties::{self, Kind};
use serde_json::{Map, Value, json};

/// The properties of a user: Graph's name, the attribute (empty if the store has none), the type.
pub const USER: &[(&str, &str, Kind)] = &[
    ("id", "objectGUID", Kind::String),
    ("accountEnabled", "accountenabled", Kind::Boolean),
    ("businessPhones", "telephoneNumber", Kind::Strings),
    ("city", "l", Kind::String),
    ("companyName", "company", Kind::String),
    ("country", "co", Kind::String),
    ("createdDateTime", "whenCreated", Kind::DateTimeOffset),
    ("department", "department", Kind::String),
    ("displayName", "displayName", Kind::String),
    ("employeeId", "employeeID", Kind::String),
    ("givenName", "givenName", Kind::String),
    ("jobTitle", "title", Kind::String),
    ("mail", "mail", Kind::String),
    ("mailNickname", "mailNickname", Kind::String),
    ("mobilePhone", "", Kind::String),
    ("officeLocation", "physicalDeliveryOfficeName", Kind::String),
    ("preferredLanguage", "preferredLanguage", Kind::String),
    ("proxyAddresses", "proxyAddresses", Kind::Strings),
    ("surname", "surname", Kind::String),
    ("usageLocation", "usageLocation", Kind::String),
    ("userPrincipalName", "userPrincipalName", Kind::String),
    ("userType", "userType", Kind::String),
];

/// The properties of a user in a response if none are selected.
const USER_USUAL: [&str; 11] = [
    "businessPhones",
    "displayName",
    "givenName",
    "jobTitle",
    "mail",
    "mobilePhone",
    "officeLocation",
    "preferredLanguage",
    "surname",
    "userPrincipalName",
    "id",
];

/// The properties of a group in a response if none are selected (sample of operation 14: responses 2 and 3).
const GROUP_USUAL: [&str; 32] = [
    "id",
    "deletedDateTime",
    "classification",
    "createdDateTime",
    "description",
    "displayName",
    "expirationDateTime",
    "groupTypes",
    "isAssignableToRole",
    "mail",
    "mailEnabled",
    "mailNickname",
    "membershipRule",
    "membershipRuleProcessingState",
    "onPremisesDomainName",
    "onPremisesLastSyncDateTime",
    "onPremisesNetBiosName",
    "onPremisesSamAccountName",
    "onPremisesSecurityIdentifier",
    "onPremisesSyncEnabled",
    "preferredDataLocation",
    "preferredLanguage",
    "proxyAddresses",
    "renewedDateTime",
    "resourceBehaviorOptions",
    "resourceProvisioningOptions",
    "securityEnabled",
    "securityIdentifier",
    "theme",
    "uniqueName",
    "visibility",
    "onPremisesProvisioningErrors",
];

/// Whether a property can be selected.
pub fn is_property(entity: Entity, name: &str) -> bool {
    let user = USER.iter().any(|(own, ..)| *own == name);
    let held = |known: &properties::Property| !matches!(known.kind, Kind::Relationship | Kind::References);
    let group = properties::property(name).is_some_and(held);
    match entity {
        Entity::User => user,
        Entity::Group => group,
        Entity::Object => user || group,
    }
}

/// An object with the selected properties, or with the default ones.
pub fn object(object: &Object, select: Option<&[String]>) -> Map<String, Value> {
    let usual: &[&str] = if object.found.kind == ObjectKind::Group { &GROUP_USUAL } else { &USER_USUAL };
    let names: Vec<&str> = match select {
        Some(names) => names.iter().map(String::as_str).collect(),
        None => usual.to_vec(),
    };
    let value = |name: &str| match object.found.kind {
        ObjectKind::Group => group_value(object, name),
        _ => USER.iter().find(|(own, ..)| *own == name).map(|(_, attribute, kind)| held(object, attribute, *kind)),
    };
    names.into_iter().filter_map(|name| Some((name.to_owned(), value(name)?))).collect()
}

/// The `@odata.type` of an object.
pub fn type_of(object: &Object) -> &'static str {
    match object.found.kind {
        ObjectKind::User => "#microsoft.graph.user",
        ObjectKind::Group => properties::GROUP_TYPE,
        ObjectKind::Contact => "#microsoft.graph.orgContact",
        ObjectKind::Computer => "#microsoft.graph.device",
    }
}

/// The value of a property that is stored in an attribute.
fn held(object: &Object, attribute: &str, kind: Kind) -> Value {
    let first = || object.first(attribute);
    match kind {
        _ if attribute.is_empty() => Value::Null,
        _ if attribute == "objectGUID" => json!(object.found.guid),
        Kind::String => json!(first()),
        Kind::Boolean => json!(first().map(|text| text.eq_ignore_ascii_case("true"))),
        Kind::Int32 => json!(first().and_then(collate::number)),
        Kind::DateTimeOffset => json!(first().and_then(moment)),
        Kind::Strings => object.all(attribute).iter().map(|held| held.value.clone()).collect(),
        Kind::Complexes | Kind::Relationship | Kind::References => json!([]),
        Kind::Complex => Value::Null,
    }
}

/// Converts LDAP's generalized time to ISO 8601.
fn moment(text: &str) -> Option<String> {
    model::criteria::value::any_moment(text).and_then(iso).map(|text| format!("{text}Z"))
}

/// The value of a group's property. Groups created by the Data Service have some of the information in its own
/// attributes.
fn group_value(object: &Object, name: &str) -> Option<Value> {
    let known = properties::property(name)?;
    let is_text =
        |attribute: &str, text: &str| object.first(attribute).is_some_and(|own| own.eq_ignore_ascii_case(text));
    let own = |attribute: &str| held(object, attribute, known.kind);
    Some(match name {
        "id" => own("objectGUID"),
        "displayName" if object.first(name).is_none() => own("name"),
        "createdDateTime" | "renewedDateTime" => own("whenCreated"),
        "groupTypes" => {
            let types = [("Unified", object.is_unified()), ("DynamicMembership", object.is_dynamic())];
            types.into_iter().filter(|(_, is)| *is).map(|(name, _)| name).collect()
        }
        "mailEnabled" => json!(!is_text("groupType", "4")),
        "securityEnabled" if object.first(name).is_none() => json!(is_text("groupType", "4")),
        "visibility" if object.first(name).is_none() && object.is_unified() => {
            json!(if is_text("XGroupSecurity", "Public") { "Public" } else { "Private" })
        }
        "securityIdentifier" => json!(security_identifier(&object.found.guid)),
        // For a Microsoft 365 group, a setting that nobody has changed is false.
        "allowExternalSenders"
        | "autoSubscribeNewMembers"
        | "hideFromAddressLists"
        | "hideFromOutlookClients"
        | "isSubscribedByMail"
            if object.first(name).is_none() =>
        {
            if object.is_unified() {
                json!(false)
            } else {
                Value::Null
            }
        }
        _ => own(name),
    })
}

/// The SID that Entra ID derives from an object id: the bytes of the id as four numbers.
fn security_identifier(guid: &str) -> Option<String> {
    let parts: Vec<u64> = guid.split('-').filter_map(|part| u64::from_str_radix(part, 16).ok()).collect();
    let [first, second, third, fourth, fifth] = parts[..] else { return None };
    let low = u32::try_from(first).ok()?;
    let next = u32::try_from(third << 16 | second).ok()?;
    // The remaining bytes form two little-endian numbers.
    let bytes = (fourth << 48 | fifth).to_be_bytes();
    let (a, b) = (u32::from_le_bytes(bytes[..4].try_into().ok()?), u32::from_le_bytes(bytes[4..].try_into().ok()?));
    Some(format!("S-1-12-1-{low}-{next}-{a}-{b}"))
}

#[cfg(test)]
mod tests {
    use super::security_identifier;

    #[test]
    fn an_id_becomes_the_sid_of_the_seeds() {
        let sid = |guid| security_identifier(guid).unwrap_or_default();
        let first = "S-1-12-1-567301463-1099937718-295959174-3827004813";
        assert_eq!(sid("21d05557-b7b6-418f-86fa-a3118d751be4"), first);
        let second = "S-1-12-1-1441410700-1328379263-3260260030-1416268846";
        assert_eq!(sid("55ea2e8c-757f-4f2d-be9e-53c22e8c6a54"), second);
        assert_eq!(sid("nothing"), "");
    }
}
