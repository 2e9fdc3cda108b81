//! People (part A: operation 13; part B: Get user, Create user).

use super::graph::Ask;
use super::searches::PageRequest;
use super::{Api, ApiError, Call};
use model::user::{Password, REDACTED};
use model::wire::{ActionResult, CreateUser, Criterion, DirectoryObject, ObjectId, StoreId};
use serde_json::Value;

/// What tells people apart, and how a draft's names are compared with theirs.
pub const NAMES: [&str; 5] = ["userPrincipalName", "sAMAccountName", "mail", "name", "distinguishedName"];

/// Objects per answer of a question about names: several may hold each of them.
const MOST: i64 = 200;

impl Api {
    /// A person with all attributes.
    pub async fn user(&self, store: StoreId, id: &ObjectId) -> Result<DirectoryObject, ApiError> {
        if self.is_graph() {
            return self.ask_graph_for(Ask::User(id.clone())).await;
        }
        self.ask(Call::get(self.store(store).user(id)), DirectoryObject::from_json).await
    }

    /// The exact call that makes a person. What is shown is made from a redacted body.
    pub fn create_user(&self, store: StoreId, user: &CreateUser) -> Call {
        Call::post(self.store(store).users(), user.to_json())
    }

    /// Makes a person. Whatever a service says of it, the password does not come back with it.
    pub async fn make_user(
        &self,
        store: StoreId,
        user: &CreateUser,
        password: &Password,
    ) -> Result<ActionResult, ApiError> {
        let secret = password.expose();
        match self.act(self.create_user(store, user)).await {
            Ok(result) => Ok(cleared(result, secret)),
            Err(ApiError::Refused(result, trace)) => Err(ApiError::Refused(Box::new(cleared(*result, secret)), trace)),
            Err(ApiError::Status(mut json, trace)) => {
                clear(&mut json, secret);
                Err(ApiError::Status(json, trace))
            }
            // A page of some server between may quote anything.
            Err(ApiError::Unreadable { reason, trace, .. }) => {
                Err(ApiError::Unreadable { excerpt: String::new(), reason, trace })
            }
            Err(error) => Err(error),
        }
    }

    /// The objects, of whatever kind, that hold one of these names.
    pub async fn named(
        &self,
        store: StoreId,
        names: &[(&'static str, String)],
    ) -> Result<Vec<DirectoryObject>, ApiError> {
        let leaf = |(attribute, text): &(&'static str, String)| Criterion::leaf(attribute, "Is Exactly", text);
        let criteria = Criterion::any(names.iter().map(leaf).collect());
        let mut load = vec!["displayName", "objectClass", "whenCreated"];
        load.extend(NAMES);
        Ok(self.search(store, Some(criteria), &PageRequest::first(MOST), &load).await?.data)
    }
}

/// A result in which a secret stands nowhere.
fn cleared(result: ActionResult, secret: &str) -> ActionResult {
    let mut json = result.to_json();
    clear(&mut json, secret);
    // What was read once is read again: nothing but texts has changed.
    ActionResult::from_json(&json).unwrap_or(result)
}

/// Takes a secret out of every text.
fn clear(json: &mut Value, secret: &str) {
    match json {
        Value::String(text) if text.contains(secret) && !secret.is_empty() => *text = text.replace(secret, REDACTED),
        Value::Array(items) => items.iter_mut().for_each(|item| clear(item, secret)),
        Value::Object(members) => members.values_mut().for_each(|member| clear(member, secret)),
        _ => {}
    }
}
