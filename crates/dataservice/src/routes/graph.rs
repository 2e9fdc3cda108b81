//! Microsoft Graph v1.0: another interface to the Entra ID store, as strict as Graph. Responses and errors look like
//! Graph's.

pub mod batch;
pub mod evaluate;
mod filter;
mod filterable;
pub mod groups;
mod options;
pub mod relations;
pub mod scope;
mod shape;
pub mod users;

use crate::clock;
use crate::directory::{ReadTx, WriteTx};
use crate::http::{Answer, HttpError, Request};
use crate::object::{Found, Rejection, Store};
use crate::routes::Call;
use crate::validation::graph::{GraphRejection, Refusal};
use serde_json::{Value, json};

/// The path of the beta version, which only has what version 1.0 lacks.
const BETA: &str = "/beta";

/// Whether a path belongs to Graph.
pub fn is_graph(path: &str) -> bool {
    [model::graph::paths::GRAPH, BETA].into_iter().any(|graph| {
        let starts = path.get(..graph.len()).is_some_and(|start| start.eq_ignore_ascii_case(graph));
        starts && matches!(path.as_bytes().get(graph.len()), None | Some(b'/'))
    })
}

/// An error response in Graph's JSON.
pub fn error(failure: HttpError, request: &Request, request_id: &str) -> Answer {
    let code = failure.code.unwrap_or(match failure.status {
        401 => "InvalidAuthenticationToken",
        403 => "Authorization_RequestDenied",
        404 => "Request_ResourceNotFound",
        429 => "TooManyRequests",
        500 => "InternalServerError",
        501 => "NotImplemented",
        503 => "ServiceUnavailable",
        _ => "Request_BadRequest",
    });
    let client = if request.client_request_id.is_empty() { request_id } else { &request.client_request_id };
    let moment = clock::now();
    let mut error = json!({
        "code": code,
        "message": failure.message,
        "innerError": {
            "date": moment.get(..19).unwrap_or_default(),
            "request-id": request_id,
            "client-request-id": client,
        },
    });
    if let Some(target) = failure.target {
        let code = if code == TAKEN { "ObjectConflict" } else { "InvalidValue" };
        error["details"] = json!([{ "code": code, "message": failure.message, "target": target }]);
        error["code"] = json!("Request_BadRequest");
    }
    let mut answer = Answer::of(failure.status, &json!({ "error": error }));
    answer.headers.push(("request-id", request_id.to_owned()));
    answer.headers.push(("client-request-id", client.to_owned()));
    answer.headers.extend(failure.headers);
    answer
}

/// The error code if another object already has the value. Graph reports it in the details of an error.
pub const TAKEN: &str = "ObjectConflict";

/// The store of the tenant.
fn store<'a>(call: &Call<'a>) -> Result<&'a Store, HttpError> {
    call.service.directory.tenant().ok_or_else(|| HttpError::broken("no store of Entra ID"))
}

/// Graph's base URL on this host.
fn root(call: &Call<'_>) -> String {
    format!("http://{}{}", call.request.host, model::graph::paths::GRAPH)
}

/// The user who makes the request.
fn caller(call: &Call<'_>, look: &dyn ReadTx) -> Result<Found, HttpError> {
    look.find(store(call)?.id, call.user())?.ok_or_else(|| missing(call.user()))
}

/// The 404 error in Graph's words.
fn missing(id: &str) -> HttpError {
    let sentence =
        format!("Resource '{id}' does not exist or one of its queried reference-property objects are not present.");
    HttpError::missing(sentence)
}

/// The body, which must be a JSON object.
fn body(call: &Call<'_>) -> Result<Value, HttpError> {
    if !call.request.is_json() {
        let sentence = "Write requests (excluding DELETE) must contain the Content-Type header declaration.";
        return Err(HttpError::wrong(sentence));
    }
    match call.json() {
        Ok(Some(body)) if body.is_object() => Ok(body),
        Ok(_) => Err(HttpError::wrong("Empty Payload. JSON content expected.")),
        Err(_) => Err(HttpError::wrong("Unable to read JSON request payload. Please ensure it is well-formed JSON.")),
    }
}

/// Runs work that may be refused in one transaction: all of it happens, or none.
fn write<T>(
    call: &Call<'_>,
    work: &mut dyn FnMut(&dyn WriteTx, &Store) -> Result<T, GraphRejection>,
) -> Result<T, HttpError> {
    let store = store(call)?;
    let mut outcome = None;
    let written = call.service.directory.write(&mut |change| match work(change, store) {
        Ok(done) => {
            outcome = Some(Ok(done));
            Ok(())
        }
        Err(GraphRejection::Engine(failed)) => Err(Rejection::Engine(failed)),
        Err(GraphRejection::Refused(refusal)) => {
            outcome = Some(Err(refusal));
            Err(Rejection::Missing)
        }
    });
    match (written, outcome) {
        (_, Some(Err(refusal))) => Err(refusal.into()),
        (Ok(()), Some(Ok(done))) => Ok(done),
        (Err(Rejection::Engine(failed)), _) => Err(failed.into()),
        _ => Err(HttpError::broken("a change ended without a result")),
    }
}

impl From<Refusal> for HttpError {
    fn from(refusal: Refusal) -> Self {
        let target = &refusal.property;
        match refusal.status {
            403 => Self { message: refusal.message, ..Self::denied() },
            404 => Self::missing(refusal.message),
            _ if refusal.is_taken => Self::wrong(refusal.message).of_graph(TAKEN, target),
            _ => Self::wrong(refusal.message).of_graph("Request_BadRequest", target),
        }
    }
}
