//! Deletes users and contacts, one or many (part B). Of many, each one has a result of its own.

use super::contacts::store as store_of_contacts;
use super::groups::refusal;
use super::users::KIND;
use crate::http::{Answer, HttpError};
use crate::object::{Kind, Rejection};
use crate::reasons::Reasons;
use crate::routes::Call;
use crate::shape;
use crate::validation;
use model::wire::ActionResult;
use model::wire::lenient::{Member, Nullable};
use serde_json::Value;

/// The maximum number of objects in a request.
const MOST: usize = 1_000;

/// DELETE `…/Users/{id}`.
pub fn user(call: &Call<'_>) -> Result<Answer, HttpError> {
    one(call, call.param("user"), Kind::User)
}

/// DELETE `…/Users`, an array of ids.
pub fn users(call: &Call<'_>) -> Result<Answer, HttpError> {
    many(call, Kind::User)
}

/// DELETE `…/Contacts/{id}`.
pub fn contact(call: &Call<'_>) -> Result<Answer, HttpError> {
    store_of_contacts(call)?;
    one(call, call.param("contact"), Kind::Contact)
}

/// DELETE `…/Contacts`, an array of ids.
pub fn contacts(call: &Call<'_>) -> Result<Answer, HttpError> {
    store_of_contacts(call)?;
    many(call, Kind::Contact)
}

fn one(call: &Call<'_>, identity: &str, kind: Kind) -> Result<Answer, HttpError> {
    match delete(call, identity, kind) {
        Ok(()) => Ok(Answer::json(&shape::envelope(&ActionResult::done(Value::Null)))),
        Err(Rejection::Refused(reasons)) => Ok(Answer::json(&shape::envelope(&refusal(reasons)))),
        Err(Rejection::Denied) => Err(HttpError::denied_person()),
        Err(other) => Err(other.into()),
    }
}

/// Deletes each in a transaction of its own, so that one that cannot be deleted does not hold up the others.
fn many(call: &Call<'_>, kind: Kind) -> Result<Answer, HttpError> {
    let ids: Vec<String> = Vec::read(call.json()?.as_ref())?;
    if ids.is_empty() || ids.len() > MOST {
        return Err(HttpError::wrong(format!("the document: expected the ids of 1 to {MOST} objects")));
    }
    let mut details = Vec::with_capacity(ids.len());
    for id in ids {
        let result = match delete(call, &id, kind) {
            Ok(()) => ActionResult::done(Value::Null),
            Err(Rejection::Refused(reasons)) => refusal(reasons),
            Err(other @ Rejection::Engine(_)) => return Err(other.into()),
            Err(Rejection::Denied) => refused(HttpError::denied_person()),
            Err(other) => refused(other.into()),
        };
        details.push(ActionResult { name: Nullable::Is(id), kind: Some(KIND), ..result });
    }
    let result = ActionResult { details: Nullable::Is(details), ..ActionResult::done(Value::Null) };
    Ok(Answer::json(&shape::envelope(&result)))
}

fn refused(error: HttpError) -> ActionResult {
    let mut reasons = Reasons::default();
    reasons.add("ObjectIdentity", error.message);
    refusal(reasons.into())
}

fn delete(call: &Call<'_>, identity: &str, kind: Kind) -> Result<(), Rejection> {
    let store = call.store().map_err(|_| Rejection::Missing)?.id;
    call.service.directory.write(&mut |change| {
        let found = change.find(store, identity)?.filter(|found| found.kind == kind).ok_or(Rejection::Missing)?;
        validation::check_administrator(change, store, call.user())?;
        if found.guid == call.user() {
            let mut reasons = Reasons::default();
            reasons.add("ObjectIdentity", "You are signed in with this account, so you cannot delete it.");
            return Err(Rejection::Refused(reasons.into()));
        }
        Ok(change.delete(found.handle)?)
    })
}
