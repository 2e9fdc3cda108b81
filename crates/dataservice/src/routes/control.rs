//! What only the embedded service has: the list of extensions (part E), the journal, the faults.

use crate::http::faults::Fault;
use crate::http::{Answer, HttpError};
use crate::routes::Call;
use model::wire::task::TASKS;
use serde_json::json;

/// Returns which extensions exist; the portal asks once after sign-in.
pub fn extensions(_call: &Call<'_>) -> Result<Answer, HttpError> {
    Ok(Answer::json(&json!({ "extensions": [TASKS] })))
}

pub fn journal(call: &Call<'_>) -> Result<Answer, HttpError> {
    Ok(Answer::json(&call.service.journal.entries()))
}

pub fn clear_journal(call: &Call<'_>) -> Result<Answer, HttpError> {
    call.service.journal.clear();
    Ok(Answer::empty(204))
}

pub fn add_fault(call: &Call<'_>) -> Result<Answer, HttpError> {
    let fault: Fault = serde_json::from_slice(&call.request.body)
        .map_err(|error| HttpError::wrong(format!("This is no fault: {error}")))?;
    call.service.faults.add(fault);
    Ok(Answer::empty(204))
}

pub fn clear_faults(call: &Call<'_>) -> Result<Answer, HttpError> {
    call.service.faults.clear();
    Ok(Answer::empty(204))
}
