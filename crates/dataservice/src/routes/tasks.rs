//! The extension that reports updates in the background (part E).

use crate::http::{Answer, HttpError};
use crate::routes::Call;
use serde_json::{Value, json};

/// GET `…/x-portal/tasks`: all tasks of this run of the service, newest first; with `groupId`, those of one group.
pub fn list(call: &Call<'_>) -> Result<Answer, HttpError> {
    let group = call.query("groupId").filter(|id| !id.is_empty());
    let tasks = call
        .service
        .smart_groups
        .list(|task| group.as_ref().is_none_or(|group| task.ticket.group.eq_ignore_ascii_case(group)));
    let data: Vec<Value> = tasks.iter().map(|task| task.json()).collect();
    Ok(Answer::json(&json!({ "total": data.len(), "data": data })))
}

/// GET `…/x-portal/tasks/{id}`.
pub fn get(call: &Call<'_>) -> Result<Answer, HttpError> {
    let task = call.param("task").parse().ok().and_then(|id| call.service.smart_groups.get(id));
    let task = task.ok_or_else(|| HttpError::missing("There is no such task in this run of the service."))?;
    Ok(Answer::json(&task.json()))
}
