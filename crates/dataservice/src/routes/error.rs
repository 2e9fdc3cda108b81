//! Errors as they travel: each of the two services has a shape of its own.

use super::graph;
use crate::http::{Answer, HttpError, Request};
use crate::shape;
use model::wire::ActionResult;
use serde_json::json;

/// The error code of a refusal for want of rights.
pub const ACCESS_DENIED: &str = "AccessDenied";

/// The answer that travels, in the shape of the service that was asked.
pub fn answer_to(error: HttpError, request: &Request, request_id: &str) -> Answer {
    if graph::is_graph(&request.path) {
        return graph::error(error, request, request_id);
    }
    let mut body = json!({ "message": error.message, "status": error.status, "requestId": request_id });
    if error.status == 403 {
        body = shape::envelope(&ActionResult::refused(error.message, ACCESS_DENIED));
    }
    let mut answer = Answer::of(error.status, &body);
    answer.headers.extend(error.headers);
    answer
}
