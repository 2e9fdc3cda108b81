//! Error responses. The Data Service and Microsoft Graph each have a JSON of their own for them.

use super::graph;
use crate::http::{Answer, HttpError, Request};
use crate::shape;
use model::wire::ActionResult;
use serde_json::json;

/// The error code if the caller has no right to the object.
pub const ACCESS_DENIED: &str = "AccessDenied";

/// The response to an error, in the JSON of the service that was called.
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
