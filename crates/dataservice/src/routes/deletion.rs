//! Deletes groups (operations 9 and 10), users and contacts (part B), one or many. Of many, each one has a result of its
//! own.

use super::contacts::store as store_of_contacts;
use super::groups::refusal;
use super::many;
use super::users::KIND;
use crate::http::{Answer, HttpError};
use crate::object::{Kind, Rejection};
use crate::reasons::Reasons;
use crate::routes::Call;
use crate::shape;
use crate::validation;
use model::wire::ActionResult;
use model::wire::lenient::Nullable;
use serde_json::Value;

/// Operation 9: DELETE `…/Groups/{GroupIdentity}`. A group is deleted whatever its expiry policy says (assumption A-83).
pub fn group(call: &Call<'_>) -> Result<Answer, HttpError> {
    delete_group(call, call.param("group"))?;
    Ok(Answer::json(&shape::envelope(&ActionResult::done(Value::Null))))
}

/// Operation 10: DELETE `…/Groups`, an array of ids. As in the sample, only the detail of a group that was not deleted has
/// a name.
pub fn groups(call: &Call<'_>) -> Result<Answer, HttpError> {
    let mut details = Vec::new();
    for id in many::ids(call)? {
        let deleted = delete_group(call, &id);
        let name = if deleted.is_ok() { Nullable::Null } else { Nullable::Is(id) };
        let result = many::result(deleted.map(|()| ActionResult::done(Value::Null)), HttpError::denied)?;
        details.push(ActionResult { name, ..result });
    }
    Ok(many::answer(details))
}

fn delete_group(call: &Call<'_>, identity: &str) -> Result<(), Rejection> {
    let store = call.store().map_err(|_| Rejection::Missing)?.id;
    call.service.directory.write(&mut |change| {
        let found = change.find(store, identity)?.filter(|found| found.kind == Kind::Group);
        let found = found.ok_or(Rejection::Missing)?;
        validation::check_rights(change, store, call.user(), &found)?;
        Ok(change.delete(found.handle)?)
    })
}

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

fn many(call: &Call<'_>, kind: Kind) -> Result<Answer, HttpError> {
    let mut details = Vec::new();
    for id in many::ids(call)? {
        let deleted = delete(call, &id, kind).map(|()| ActionResult::done(Value::Null));
        let result = many::result(deleted, HttpError::denied_person)?;
        details.push(ActionResult { name: Nullable::Is(id), kind: Some(KIND), ..result });
    }
    Ok(many::answer(details))
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
