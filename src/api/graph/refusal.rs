//! Refusals by Graph, with the property concerned, so that the wizard can show them at the field.

use crate::http::{ApiError, CallTrace};
use model::graph::{GraphError, Outcome};
use model::wire::ActionResult;
use model::wire::lenient::Nullable;
use serde_json::Value;

/// Adds to a refusal the property that Graph names in it.
pub(super) fn named(error: ApiError) -> ApiError {
    let told = match &error {
        ApiError::Status(json, _) => GraphError::from_json(json).ok(),
        _ => None,
    };
    match (error.of_graph(), told) {
        (ApiError::Refused(result, trace), Some(told)) => ApiError::Refused(Box::new(about(*result, &told)), trace),
        (error, _) => error,
    }
}

fn about(result: ActionResult, told: &GraphError) -> ActionResult {
    let message = Value::from(told.body().message.clone());
    match told.property() {
        Some(property) => {
            let wise = std::iter::once((property, message)).collect();
            ActionResult { exception_messages: Nullable::Is(wise), ..result }
        }
        None => result,
    }
}

/// The error of a request within a batch; none if it succeeded.
pub(super) fn of_outcome(outcome: &Outcome, batch: &CallTrace) -> Option<ApiError> {
    let trace = |status: i64| CallTrace { status: u16::try_from(status).ok(), ..batch.clone() };
    Some(match outcome {
        Outcome::Done | Outcome::AlreadyThere => return None,
        Outcome::Throttled { status, retry_after } => {
            let seconds = retry_after.map(|seconds| u32::try_from(seconds).unwrap_or(u32::MAX));
            ApiError::Throttled { seconds, trace: trace(*status) }
        }
        Outcome::Refused { status: 404, .. } => ApiError::NotFound(trace(404)),
        Outcome::Refused { status: 401, .. } => ApiError::Unauthorized(trace(401)),
        Outcome::Refused { status, error } => {
            let json = error.as_ref().map(GraphError::to_json).unwrap_or_default();
            ApiError::Status(Box::new(json), trace(*status)).of_graph()
        }
        Outcome::Unanswered => ApiError::Unreadable {
            excerpt: String::new(),
            reason: "an answer to each request of a batch".to_owned(),
            trace: batch.clone(),
        },
    })
}
