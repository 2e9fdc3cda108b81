//! How objects and envelopes look on the wire, member for member as in the seeds.

mod created;

pub use created::created;

use crate::object::{Kind, Object, ObjectValue};
use model::wire::lenient::Member;
use model::wire::{ActionResult, AttributeValue, Attributes, DirectoryObject, ObjectId, StoreId};
use serde_json::{Value, json};

/// What every answer carries beside what was asked for (seed: Get a Group).
const ALWAYS: [&str; 5] = ["container", "objectClass", "name", "CN", "objectCategory"];

/// An object, with the asked-for attributes in the spelling they were asked in, or with all that were read.
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
    let name = object.first("name").unwrap_or_default();
    let label = object.first("displayName").unwrap_or(name);
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

/// Everything that was read of an object, as a request would have it.
pub fn attributes(object: &Object) -> Attributes {
    object.attributes.iter().map(|(name, held)| ((*name).to_owned(), held.iter().map(entry).collect())).collect()
}

fn common_members() -> Value {
    json!({ "elasticHitScore": 0.0, "stopNotification": false, "identityStore": null })
}

/// The members of a group that say nothing in the seeds.
fn group_members() -> Value {
    json!({
        "groupType": null, "hiddenFromAddressListsEnabled": false, "isGroupInExludedContainer": false,
        "msExchRequireAuthToSendTo": null, "emailAddress": null, "groupScope": null, "elasticHitScore": 0.0,
        "name": null, "stopNotification": false, "alias": "", "groupClassName": null, "identityStore": null, "dc": null
    })
}

fn values(object: &Object, name: &str) -> Vec<AttributeValue> {
    let held = object.all(name);
    // The seed has one empty value for a display name that is not set, and none for other attributes.
    if held.is_empty() && name.eq_ignore_ascii_case("displayName") {
        return vec![AttributeValue::answered("")];
    }
    held.iter().map(entry).collect()
}

fn entry(held: &ObjectValue) -> AttributeValue {
    let entry = AttributeValue::answered(held.value.clone());
    held.notes.iter().fold(entry, |entry, (name, value)| entry.with(name, value.clone()))
}

/// An envelope.
pub fn envelope(result: &ActionResult) -> Value {
    result.write().unwrap_or_default()
}
