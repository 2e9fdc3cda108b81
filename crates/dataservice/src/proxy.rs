//! Forwards a request to a real GroupID, so that the portal and GroupID share one origin (part C of the contract). It
//! is meant for trying things out on one machine; in production, the administrator's reverse proxy does this.

use crate::http::{Answer, HttpError, Request};
use std::time::Duration;

/// The response headers that are returned to the caller.
const HEADERS: [&str; 6] = ["content-type", "www-authenticate", "allow", "retry-after", "cache-control", "location"];
const PATIENCE: Duration = Duration::from_secs(120);

/// Sends the request to `target` and returns the response, whatever its status.
pub fn forward(target: &str, request: &Request) -> Result<Answer, HttpError> {
    let query = if request.query.is_empty() { String::new() } else { format!("?{}", request.query) };
    let uri = format!("{target}{}{query}", request.path);
    let wrong = |error: ureq::http::Error| HttpError::gateway(format!("The request cannot be handed on: {error}"));
    let config =
        ureq::Agent::config_builder().http_status_as_error(false).max_redirects(0).timeout_global(Some(PATIENCE));
    // The certificate of a company's server usually comes from an authority that only the company's machines know.
    #[cfg(feature = "tls")]
    let config =
        config.tls_config(ureq::tls::TlsConfig::builder().root_certs(ureq::tls::RootCerts::PlatformVerifier).build());
    let agent: ureq::Agent = config.build().into();
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
            // Documented reads have a body with GET, and Delete Groups has one with DELETE.
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
