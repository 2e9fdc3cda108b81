//! The JSON of objects and envelopes, member for member as in the samples.

mod created;

pub use created::created;

use crate::object::{Kind, Object, ObjectValue};
use model::wire::attributes;
use model::wire::lenient::Member;
use model::wire::{ActionResult, AttributeValue, Attributes, DirectoryObject, ObjectId, StoreId};
use serde_json::{Value, json};

/// The attributes that every response has in addition to the requested ones (sample of Get a Group, operation 5).
const ALWAYS: [&str; 5] =
    [attributes::CONTAINER, attributes::OBJECT_CLASS, attributes::NAME, attributes::COMMON_NAME, "objectCategory"];

/// An object with the requested attributes, in the requested spelling, or with all that were loaded.
pub fn object(object: &Object, asked: Option<&[String]>) -> Value {
    let mut attributes = Attributes::new();
    let read = object.attributes.iter().map(|(name, _)| *name);
    match asked {
        Some(names) => names.iter().for_each(|name| attributes.set(name, values(object, name))),
        None => read.for_each(|name| attributes.set(name, values(object, name))),
    }
    for name in ALWAYS {
        if !attributes.contains(name) {
            attributes.set(name, values(object, name));
        }
    }
    let kind = object.found.kind;
    let name = object.first(attributes::NAME).unwrap_or_default();
    let label = object.first(attributes::DISPLAY_NAME).unwrap_or(name);
    let id = ObjectId::new(object.found.guid.clone());
    let answered = DirectoryObject::answered(id, StoreId(object.store), kind.name(), label, attributes);
    let mut value = answered.write().unwrap_or_default();
    if let Value::Object(map) = &mut value {
        let rest = if kind == Kind::Group { group_members() } else { common_members() };
        if let Value::Object(rest) = rest {
            map.extend(rest);
        }
    }
    value
}

/// Everything that was loaded of an object, in the form of a request.
pub fn attributes(object: &Object) -> Attributes {
    object.attributes.iter().map(|(name, held)| ((*name).to_owned(), held.iter().map(entry).collect())).collect()
}

fn common_members() -> Value {
    json!({ "elasticHitScore": 0.0, "stopNotification": false, "identityStore": null })
}

/// The members of a group that have no information in the samples.
fn group_members() -> Value {
    json!({
        "groupType": null, "hiddenFromAddressListsEnabled": false, "isGroupInExludedContainer": false,
        "msExchRequireAuthToSendTo": null, "emailAddress": null, "groupScope": null, "elasticHitScore": 0.0,
        "name": null, "stopNotification": false, "alias": "", "groupClassName": null, "identityStore": null, "dc": null
    })
}

fn values(object: &Object, name: &str) -> Vec<AttributeValue> {
    let held = object.all(name);
    // The sample has one empty value for a missing display name, but no values for other missing attributes.
    if held.is_empty() && name.eq_ignore_ascii_case(attributes::DISPLAY_NAME) {
        return vec![AttributeValue::answered("")];
    }
    held.iter().map(entry).collect()
}

fn entry(held: &ObjectValue) -> AttributeValue {
    let entry = AttributeValue::answered(held.value.clone());
    held.notes.iter().fold(entry, |entry, (name, value)| entry.with(name, value.clone()))
}

/// The JSON of an envelope.
pub fn envelope(result: &ActionResult) -> Value {
    result.write().unwrap_or_default()
}
