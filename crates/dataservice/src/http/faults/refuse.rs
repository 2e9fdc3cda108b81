//! The fault that refuses one attribute of a change while the others are saved: a partial failure, which the contract
//! knows (part A, "The result envelope") and this service by itself does not have (assumption A-25).

use super::Fault;
use crate::http::{Answer, Request};
use serde_json::{Map, Value, json};
use std::sync::Arc;

/// What the message of the failed detail says.
const SENTENCE: &str = "The value of this attribute was refused.";

/// A request without the attribute that is refused.
pub struct Partial {
    pub request: Arc<Request>,
    attribute: String,
    /// The ids in a request that changes many groups (operation 8).
    groups: Option<Vec<Value>>,
    /// Whether the request has other attributes, which are saved.
    is_rest: bool,
}

impl Fault {
    /// The request without the refused attribute; `None` if the fault refuses none, or the request does not have it.
    pub fn without_attribute(&self, request: &Request) -> Option<Partial> {
        let attribute = self.refuse_attribute.clone()?;
        let mut body: Value = serde_json::from_slice(&request.body).ok()?;
        let (mut is_found, mut is_rest) = (false, false);
        remove(&mut body, &attribute, &mut is_found, &mut is_rest);
        let id = |group: &Value| group["objectIdFromIdentityStore"].clone();
        let groups = body.as_array().map(|groups| groups.iter().map(id).collect());
        let request = Request { body: body.to_string().into_bytes(), ..request.clone() };
        is_found.then(|| Partial { request: Arc::new(request), attribute, groups, is_rest })
    }
}

/// The member that holds attributes, in either spelling; a bag of attributes holds it twice, one within the other.
const COLLECTION: &str = "AttributesCollection";

/// Removes the attribute from every collection of attributes within a JSON value.
fn remove(value: &mut Value, attribute: &str, is_found: &mut bool, is_rest: &mut bool) {
    match value {
        Value::Array(items) => items.iter_mut().for_each(|item| remove(item, attribute, is_found, is_rest)),
        Value::Object(members) => {
            for (name, member) in members.iter_mut() {
                match member {
                    Value::Object(held) if name.eq_ignore_ascii_case(COLLECTION) && !is_bag(held) => {
                        let before = held.len();
                        held.retain(|name, _| !name.eq_ignore_ascii_case(attribute));
                        *is_found |= held.len() < before;
                        *is_rest |= !held.is_empty();
                    }
                    member => remove(member, attribute, is_found, is_rest),
                }
            }
        }
        _ => {}
    }
}

fn is_bag(members: &Map<String, Value>) -> bool {
    members.keys().any(|name| name.eq_ignore_ascii_case(COLLECTION))
}

impl Partial {
    /// The answer to the request, with a failed detail for the attribute. If the request had nothing else, or was refused
    /// for another reason, too, nothing was saved.
    pub fn complete(self, answer: Answer) -> Answer {
        let envelope = |name: &Value, status: u8, details: Value| {
            json!({
                "currentDirectoryServer": null, "exceptionMessagesAttributeWise": null, "data": null,
                "identityStoreObject": null, "name": name, "errorCode": if status == 0 { Value::Null } else { json!("ValidationFailed") },
                "details": details, "type": 8, "message": if status == 0 { Value::Null } else { json!(SENTENCE) },
                "status": status,
            })
        };
        let failed = envelope(&json!(self.attribute), 1, json!([]));
        if !self.is_rest {
            let of = |name: &Value| envelope(name, 1, json!([failed]));
            return Answer::json(&match self.groups {
                Some(groups) => envelope(&Value::Null, 0, groups.iter().map(of).collect()),
                None => of(&Value::Null),
            });
        }
        let Ok(mut body) = serde_json::from_slice::<Value>(&answer.body) else { return answer };
        let add = |envelope: &mut Value| {
            if let Some(details) = envelope["details"].as_array_mut() {
                details.push(failed.clone());
            }
            if let Some(reasons) = envelope["exceptionMessagesAttributeWise"].as_object_mut() {
                reasons.insert(self.attribute.clone(), json!(SENTENCE));
            }
        };
        if !body["details"].is_array() {
            return answer;
        }
        match (&self.groups, body["details"].as_array_mut()) {
            (Some(_), Some(groups)) => groups.iter_mut().for_each(add),
            _ => add(&mut body),
        }
        Answer::of(answer.status, &body)
    }
}
