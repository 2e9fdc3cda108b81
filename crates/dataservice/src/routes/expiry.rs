//! Expire and renew groups, one or many (part B). What that means is in `validation::{expire, renew}`.

use super::groups::refusal;
use super::many;
use crate::directory::WriteTx;
use crate::http::{Answer, HttpError};
use crate::object::{Found, Kind, Rejection};
use crate::routes::Call;
use crate::shape;
use crate::validation;
use model::wire::ActionResult;
use model::wire::lenient::Nullable;
use serde_json::Value;

/// What is done to a group.
type Step = fn(&dyn WriteTx, i64, &Found) -> Result<(), Rejection>;

/// POST `…/Groups/{id}/Expire`.
pub fn expire(call: &Call<'_>) -> Result<Answer, HttpError> {
    one(call, validation::expire)
}

/// POST `…/Groups/{id}/Renew`.
pub fn renew(call: &Call<'_>) -> Result<Answer, HttpError> {
    one(call, validation::renew)
}

/// POST `…/Groups/Expire`, an array of ids.
pub fn expire_many(call: &Call<'_>) -> Result<Answer, HttpError> {
    many(call, validation::expire)
}

/// POST `…/Groups/Renew`, an array of ids.
pub fn renew_many(call: &Call<'_>) -> Result<Answer, HttpError> {
    many(call, validation::renew)
}

fn one(call: &Call<'_>, step: Step) -> Result<Answer, HttpError> {
    // Here every change is in the directory at once, so this parameter is only checked.
    call.flag("ReplicationRequired", false)?;
    let result = match run(call, call.param("group"), step) {
        Ok(()) => ActionResult::done(Value::Null),
        Err(Rejection::Refused(reasons)) => refusal(reasons),
        Err(other) => return Err(other.into()),
    };
    Ok(Answer::json(&shape::envelope(&result)))
}

fn many(call: &Call<'_>, step: Step) -> Result<Answer, HttpError> {
    let mut details = Vec::new();
    for id in many::ids(call)? {
        let done = run(call, &id, step).map(|()| ActionResult::done(Value::Null));
        details.push(ActionResult { name: Nullable::Is(id), ..many::result(done, HttpError::denied)? });
    }
    Ok(many::answer(details))
}

fn run(call: &Call<'_>, identity: &str, step: Step) -> Result<(), Rejection> {
    let store = call.store().map_err(|_| Rejection::Missing)?.id;
    call.service.directory.write(&mut |change| {
        let found = change.find(store, identity)?.filter(|found| found.kind == Kind::Group);
        let found = found.ok_or(Rejection::Missing)?;
        validation::check_rights(change, store, call.user(), &found)?;
        step(change, store, &found)
    })
}
