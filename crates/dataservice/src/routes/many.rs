//! Requests about many objects: the ids in the body, and an envelope with a detail for each of them. Each object is
//! changed in a transaction of its own, so that one that is refused does not hold up the others.

use super::error::ACCESS_DENIED;
use super::groups::refusal;
use crate::http::{Answer, HttpError};
use crate::object::Rejection;
use crate::reasons::Reasons;
use crate::routes::Call;
use crate::shape;
use model::wire::ActionResult;
use model::wire::lenient::{Member, Nullable};
use serde_json::Value;

/// The maximum number of objects in a request.
pub const MOST: usize = 1_000;

/// The ids in the body; 400 unless it is an array of 1 to [`MOST`].
pub fn ids(call: &Call<'_>) -> Result<Vec<String>, HttpError> {
    let ids: Vec<String> = Vec::read(call.json()?.as_ref())?;
    if ids.is_empty() || ids.len() > MOST {
        return Err(HttpError::wrong(format!("the document: expected the ids of 1 to {MOST} objects")));
    }
    Ok(ids)
}

/// The envelope of one object: what was done, or why nothing was; `denied` is the error for a caller without the right
/// to it. Only a failure of the engine ends the whole request.
pub fn result(done: Result<ActionResult, Rejection>, denied: fn() -> HttpError) -> Result<ActionResult, HttpError> {
    Ok(match done {
        Ok(result) => result,
        Err(Rejection::Refused(reasons)) => refusal(reasons),
        Err(other @ Rejection::Engine(_)) => return Err(other.into()),
        Err(Rejection::Denied) => {
            ActionResult { error_code: Nullable::Is(ACCESS_DENIED.to_owned()), ..refused(denied()) }
        }
        Err(other) => refused(other.into()),
    })
}

fn refused(error: HttpError) -> ActionResult {
    let mut reasons = Reasons::default();
    reasons.add("ObjectIdentity", error.message);
    refusal(reasons.into())
}

/// The answer with a detail for each object. It is a success as a whole, whatever the details say (part A, "The result
/// envelope").
pub fn answer(details: Vec<ActionResult>) -> Answer {
    let result = ActionResult { details: Nullable::Is(details), ..ActionResult::done(Value::Null) };
    Answer::json(&shape::envelope(&result))
}
