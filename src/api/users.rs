//! Users (part A: operation 13; part B: Get user, Create user).

use super::graph::Ask;
use super::searches::PageRequest;
use super::{Api, ApiError, Call};
use model::user::{Password, REDACTED};
use model::wire::attributes;
use model::wire::{ActionResult, CreateUser, Criterion, DirectoryObject, ObjectId, StoreId};
use serde_json::Value;

/// The attributes by which users are distinguished, and by which a draft's names are checked for conflicts.
pub const NAMES: [&str; 5] = [
    attributes::USER_PRINCIPAL_NAME,
    attributes::SAM_ACCOUNT_NAME,
    attributes::MAIL,
    attributes::NAME,
    attributes::DISTINGUISHED_NAME,
];

/// Objects per look-up of names; several objects may have the same name.
const MOST: i64 = 200;

impl Api {
    /// A user with the attributes that the page reads (part B, Get user, and a search for what the answer lacks).
    pub async fn user(&self, store: StoreId, id: &ObjectId) -> Result<DirectoryObject, ApiError> {
        if self.is_graph() {
            return self.ask_graph_for(Ask::User(id.clone())).await;
        }
        let user = self.ask(Call::get(self.store(store).user(id)), DirectoryObject::from_json).await?;
        self.complete_user(store, user).await
    }

    /// The request that creates a user. To show it, pass a redacted body.
    pub fn create_user(&self, store: StoreId, user: &CreateUser) -> Call {
        Call::post(self.store(store).users(), user.to_json())
    }

    /// Creates a user. The password is removed from whatever the service answers.
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
            // An error page from a proxy may quote the request.
            Err(ApiError::Unreadable { reason, trace, .. }) => {
                Err(ApiError::Unreadable { excerpt: String::new(), reason, trace })
            }
            Err(error) => Err(error),
        }
    }

    /// Objects of any class that have one of these names.
    pub async fn named(
        &self,
        store: StoreId,
        names: &[(&'static str, String)],
    ) -> Result<Vec<DirectoryObject>, ApiError> {
        let leaf = |(attribute, text): &(&'static str, String)| Criterion::leaf(attribute, "Is Exactly", text);
        let criteria = Criterion::any(names.iter().map(leaf).collect());
        let mut load = vec![attributes::DISPLAY_NAME, attributes::OBJECT_CLASS, attributes::WHEN_CREATED];
        load.extend(NAMES);
        Ok(self.search(store, Some(criteria), &PageRequest::first(MOST), &load).await?.data)
    }
}

/// The result with the secret removed from all texts.
fn cleared(result: ActionResult, secret: &str) -> ActionResult {
    let mut json = result.to_json();
    clear(&mut json, secret);
    // It was readable before, and only texts have changed.
    ActionResult::from_json(&json).unwrap_or(result)
}

/// Replaces a secret in every text.
fn clear(json: &mut Value, secret: &str) {
    match json {
        Value::String(text) if text.contains(secret) && !secret.is_empty() => *text = text.replace(secret, REDACTED),
        Value::Array(items) => items.iter_mut().for_each(|item| clear(item, secret)),
        Value::Object(members) => members.values_mut().for_each(|member| clear(member, secret)),
        _ => {}
    }
}
