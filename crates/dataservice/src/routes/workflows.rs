//! Requests that wait for approval (part B: Requests). This service has no approval engine: every change is made at
//! once or refused, so there is never a request (assumption A-72). It answers as a service without requests does.

use crate::http::{Answer, HttpError, pairs};
use crate::routes::Call;
use model::wire::{WorkflowDecision, WorkflowPage};
use serde_json::{Value, json};

/// GET `…/Workflows/MyRequests`: a bare array.
pub fn mine(call: &Call<'_>) -> Result<Answer, HttpError> {
    none(call)
}

/// GET `…/Workflows/Approvers`: a bare array.
pub fn approvers(call: &Call<'_>) -> Result<Answer, HttpError> {
    none(call)
}

/// GET `…/Workflows/Pending`: a page.
pub fn pending(_call: &Call<'_>) -> Result<Answer, HttpError> {
    Ok(Answer::json(&WorkflowPage { total: Some(0), ..WorkflowPage::default() }.to_json()))
}

/// GET `…/Workflows?ids=1`: those of these requests that exist.
pub fn some(call: &Call<'_>) -> Result<Answer, HttpError> {
    let given = pairs(&call.request.query).into_iter().filter(|(key, _)| key.eq_ignore_ascii_case("ids"));
    let ids: Vec<String> =
        given.flat_map(|(_, value)| value.split(',').map(|id| id.trim().to_owned()).collect::<Vec<_>>()).collect();
    if ids.is_empty() {
        return Err(HttpError::wrong("ids: expected at least one number, found none"));
    }
    if ids.iter().any(|id| id.parse::<i64>().is_err()) {
        return Err(HttpError::wrong("ids: expected whole numbers"));
    }
    none(call)
}

/// POST `…/Workflows/Approve`.
pub fn approve(call: &Call<'_>) -> Result<Answer, HttpError> {
    decision(call)?;
    Err(no_request())
}

/// POST `…/Workflows/Deny`, which needs a reason.
pub fn deny(call: &Call<'_>) -> Result<Answer, HttpError> {
    let decision = decision(call)?;
    if decision.reason.get().is_none_or(|reason| reason.trim().is_empty()) {
        return Err(HttpError::wrong("reason: expected a text, found nothing"));
    }
    Err(no_request())
}

/// DELETE `…/Workflows/{id}`.
pub fn delete(call: &Call<'_>) -> Result<Answer, HttpError> {
    match call.param("request").parse::<i64>() {
        Ok(_) => Err(no_request()),
        Err(_) => Err(HttpError::wrong("id: expected a whole number")),
    }
}

fn none(_call: &Call<'_>) -> Result<Answer, HttpError> {
    Ok(Answer::json(&json!([])))
}

fn no_request() -> HttpError {
    HttpError::missing("There is no such request in this identity store.")
}

/// The body. The number must be a JSON number: this is the service against which the portal is tested.
fn decision(call: &Call<'_>) -> Result<WorkflowDecision, HttpError> {
    let decision: WorkflowDecision = call.body()?;
    let body = call.json()?.unwrap_or_default();
    let member = |map: &serde_json::Map<String, Value>| {
        map.iter().find(|(key, _)| key.eq_ignore_ascii_case("workflowRequestID")).is_some_and(|(_, id)| id.is_number())
    };
    if body.as_object().is_some_and(member) {
        return Ok(decision);
    }
    Err(HttpError::wrong("workflowRequestID: expected a number"))
}
