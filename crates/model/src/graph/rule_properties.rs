//! The properties of a user that a membership rule of Entra ID may test, and their names in Graph's `user` entity v1.0
//! (Microsoft's "Manage rules for dynamic membership groups"). Only those that Graph returns when they are selected.

use crate::wire::{AttributeValue, Attributes, DirectoryObject, ObjectId, StoreId};
use serde_json::Value;

/// The name in a rule, and the name in Graph.
const PROPERTIES: &[(&str, &str)] = &[
    ("accountEnabled", "accountEnabled"),
    ("city", "city"),
    ("companyName", "companyName"),
    ("country", "country"),
    ("department", "department"),
    ("displayName", "displayName"),
    ("employeeId", "employeeId"),
    ("givenName", "givenName"),
    ("jobTitle", "jobTitle"),
    ("mail", "mail"),
    ("mailNickName", "mailNickname"),
    ("mobile", "mobilePhone"),
    ("objectId", "id"),
    ("physicalDeliveryOfficeName", "officeLocation"),
    ("preferredLanguage", "preferredLanguage"),
    ("proxyAddresses", "proxyAddresses"),
    ("surname", "surname"),
    ("telephoneNumber", "businessPhones"),
    ("usageLocation", "usageLocation"),
    ("userPrincipalName", "userPrincipalName"),
    ("userType", "userType"),
];

/// The property of Graph that a property of a rule stands for; `None` if Graph cannot return it.
pub fn property(attribute: &str) -> Option<&'static str> {
    PROPERTIES.iter().find(|(own, _)| own.eq_ignore_ascii_case(attribute)).map(|(_, graph)| *graph)
}

/// The properties to select of a user in order to evaluate a rule with these attributes; always at least id and name.
pub fn to_select(attributes: &[String]) -> Vec<&'static str> {
    let mut select = vec!["id", "displayName"];
    for property in attributes.iter().filter_map(|attribute| property(attribute)) {
        if !select.contains(&property) {
            select.push(property);
        }
    }
    select
}

/// A user from a response of Graph, with the values under the names that rules use.
pub fn person(value: &Value, store: StoreId) -> DirectoryObject {
    let mut attributes = Attributes::new();
    for (name, property) in PROPERTIES {
        let values: Vec<_> = value.get(property).map(texts).unwrap_or_default();
        let values: Vec<_> = values.into_iter().map(AttributeValue::answered).collect();
        if !values.is_empty() {
            attributes.set(name, values);
        }
    }
    let text = |name: &str| value.get(name).and_then(Value::as_str).unwrap_or_default();
    DirectoryObject::answered(ObjectId::new(text("id")), store, "user", text("displayName"), attributes)
}

fn texts(value: &Value) -> Vec<String> {
    match value {
        Value::String(text) => vec![text.clone()],
        Value::Bool(is) => vec![is.to_string()],
        Value::Number(number) => vec![number.to_string()],
        Value::Array(items) => items.iter().flat_map(texts).collect(),
        Value::Null | Value::Object(_) => Vec::new(),
    }
}
