//! Join and leave a group, for oneself or on behalf of somebody else (part B). The rules are in `validation::membership`.

use super::groups::refusal;
use crate::http::{Answer, HttpError};
use crate::object::{Found, Kind, Rejection};
use crate::reasons::{Reasons, name_object};
use crate::routes::Call;
use crate::shape;
use crate::validation::{self, Membership};
use model::wire::lenient::Nullable;
use model::wire::{ActionResult, JoinRequest, JoinType, LeaveRequest, ObjectId, StoreId};
use serde_json::Value;

/// Who is to join or leave.
enum Who<'a> {
    /// The caller.
    Caller,
    /// The object with that id or distinguished name, which the body has in that member. It may be any object that can be
    /// a member (assumption A-84).
    Other(&'static str, &'a str),
}

/// POST `…/Groups/{id}/Join`.
pub fn join(call: &Call<'_>) -> Result<Answer, HttpError> {
    let body: JoinRequest = call.body()?;
    run(call, body.identity_store_id, Who::Caller, body.join_type.as_ref(), |membership, how| membership.join(how))
}

/// POST `…/Groups/{id}/Leave`.
pub fn leave(call: &Call<'_>) -> Result<Answer, HttpError> {
    let body: LeaveRequest = call.body()?;
    run(call, body.identity_store_id, Who::Caller, body.leave_type.as_ref(), |membership, how| membership.leave(how))
}

/// POST `…/Groups/{id}/JoinOnBehalf`.
pub fn join_on_behalf(call: &Call<'_>) -> Result<Answer, HttpError> {
    let body: JoinRequest = call.body()?;
    let who = other("joiningUserIdentity", body.joining_user.as_ref())?;
    run(call, body.identity_store_id, who, body.join_type.as_ref(), |membership, how| membership.join(how))
}

/// POST `…/Groups/{id}/LeaveOnBehalf`.
pub fn leave_on_behalf(call: &Call<'_>) -> Result<Answer, HttpError> {
    let body: LeaveRequest = call.body()?;
    let who = other("leavingUserId", body.leaving_user.as_ref())?;
    run(call, body.identity_store_id, who, body.leave_type.as_ref(), |membership, how| membership.leave(how))
}

fn other<'a>(member: &'static str, id: Option<&'a ObjectId>) -> Result<Who<'a>, HttpError> {
    match id.map(ObjectId::as_str).filter(|id| !id.is_empty()) {
        Some(id) => Ok(Who::Other(member, id)),
        None => Err(HttpError::wrong(format!("{member}: expected an object, found nothing"))),
    }
}

type Step = fn(&Membership<'_>, Option<&JoinType>) -> Result<(), Rejection>;

fn run(call: &Call<'_>, said: StoreId, who: Who<'_>, how: Option<&JoinType>, step: Step) -> Result<Answer, HttpError> {
    let store = call.store()?;
    if said.0 != 0 && said.0 != store.id {
        return Err(HttpError::wrong("IdentityStoreID: expected the identity store of the URL"));
    }
    let done = call.service.directory.write(&mut |change| {
        let group = change.find(store.id, call.param("group"))?.filter(|found| found.kind == Kind::Group);
        let group = group.ok_or(Rejection::Missing)?;
        let may_change = validation::may_change(change, store.id, call.user(), &group)?;
        let object: Found = match who {
            Who::Caller => change.find(store.id, call.user())?.ok_or(Rejection::Denied)?,
            Who::Other(..) if !may_change => return Err(Rejection::Denied),
            Who::Other(member, identity) => {
                let mut reasons = Reasons::default();
                let found = name_object(change, store, member, identity, &mut reasons)?;
                found.ok_or_else(|| Rejection::Refused(reasons.into()))?
            }
        };
        step(&Membership { change, store, group: &group, object: &object, may_change }, how)
    });
    let result = match done {
        Ok(()) => {
            let details = Nullable::Is(vec![ActionResult::done(Value::Null)]);
            ActionResult { details, ..ActionResult::done(Value::Null) }
        }
        Err(Rejection::Refused(reasons)) => refusal(reasons),
        Err(other) => return Err(other.into()),
    };
    Ok(Answer::json(&shape::envelope(&result)))
}
