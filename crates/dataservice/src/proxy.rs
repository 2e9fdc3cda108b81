//! Hands a call on to a real GroupID, so that the portal and it share one origin (part C of the contract). For trying
//! things out on one machine; an administrator's reverse proxy does this in earnest.

use crate::http::Request;
use crate::http::{Answer, HttpError};
use std::time::Duration;

/// What is handed back.
const HEADERS: [&str; 6] = ["content-type", "www-authenticate", "allow", "retry-after", "cache-control", "location"];
const PATIENCE: Duration = Duration::from_secs(120);

/// Sends the request to `target` and returns what it answers, whatever the status.
pub fn forward(target: &str, request: &Request) -> Result<Answer, HttpError> {
    let query = if request.query.is_empty() { String::new() } else { format!("?{}", request.query) };
    let uri = format!("{target}{}{query}", request.path);
    let wrong = |error: ureq::http::Error| HttpError::gateway(format!("The request cannot be handed on: {error}"));
    let agent: ureq::Agent = ureq::Agent::config_builder()
        .http_status_as_error(false)
        .max_redirects(0)
        .timeout_global(Some(PATIENCE))
        .build()
        .into();
    let unreached =
        |error: ureq::Error| HttpError::gateway(format!("The Data Service at {target} cannot be reached: {error}"));
    let mut headers = vec![("content-type", request.content_type.as_str())];
    headers.extend(request.authorization.as_deref().map(|token| ("authorization", token)));
    headers.retain(|(_, value)| !value.is_empty());
    let bodiless = match request.method.as_str() {
        "GET" => Some(agent.get(&uri)),
        "DELETE" => Some(agent.delete(&uri)),
        _ => None,
    };
    let sent = match bodiless {
        Some(builder) => {
            let builder = headers.into_iter().fold(builder, |builder, (name, value)| builder.header(name, value));
            // Documented reads carry a body with GET, and Delete Groups with DELETE.
            if request.body.is_empty() { builder.call() } else { builder.force_send_body().send(&request.body) }
        }
        None => {
            let builder = ureq::http::Request::builder().method(request.method.as_str()).uri(&uri);
            let builder = headers.into_iter().fold(builder, |builder, (name, value)| builder.header(name, value));
            agent.run(builder.body(request.body.as_slice()).map_err(wrong)?)
        }
    };
    let mut response = sent.map_err(unreached)?;
    let mut answer = Answer::empty(response.status().as_u16());
    for name in HEADERS {
        if let Some(value) = response.headers().get(name).and_then(|value| value.to_str().ok()) {
            answer = answer.with(name, value);
        }
    }
    answer.body = response.body_mut().with_config().limit(64 * 1024 * 1024).read_to_vec().map_err(unreached)?;
    Ok(answer)
}
