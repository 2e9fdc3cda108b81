//! Why a request fails, before the error gets the JSON of the service that was called.

use crate::object::{EngineError, Rejection};
use model::wire::Unreadable;
use std::time::Duration;

/// An error of the documented kinds (part B, "Errors").
#[derive(Debug)]
pub struct HttpError {
    pub status: u16,
    pub message: String,
    pub headers: Vec<(&'static str, String)>,
    /// Details for the log only, because they may reveal more about the machine than a caller should know.
    pub detail: Option<String>,
    /// Graph's error code, if it does not follow from the status.
    pub code: Option<&'static str>,
    /// The property that the error is about, if Graph names it.
    pub target: Option<String>,
}

impl HttpError {
    fn new(status: u16, message: impl Into<String>) -> Self {
        Self { status, message: message.into(), headers: Vec::new(), detail: None, code: None, target: None }
    }

    /// 400: wrong parameters. The message names the place.
    pub fn wrong(message: impl Into<String>) -> Self {
        Self::new(400, message)
    }

    /// 401: no token, or an unknown or expired one.
    pub fn unauthorized(message: &str, challenge: &str) -> Self {
        Self { headers: vec![("www-authenticate", challenge.to_owned())], ..Self::new(401, message) }
    }

    /// 403: the caller has no right to the object (assumption A-53).
    pub fn denied() -> Self {
        Self::new(403, "Access denied. Only the owners of this group and administrators can change it.")
    }

    /// 403: the caller may not change or delete this user or contact (assumption A-52).
    pub fn denied_person() -> Self {
        Self::new(403, "Access denied. Only administrators can change or delete other people.")
    }

    /// 403: the caller has signed in to another identity store.
    pub fn foreign_store() -> Self {
        Self::new(403, "Access denied. You are signed in to another identity store.")
    }

    /// 403: the token was not granted the permission that the request needs (Microsoft Graph).
    pub fn insufficient() -> Self {
        Self::new(403, "Insufficient privileges to complete the operation.")
    }

    /// 403: a page of another origin may not control the service.
    pub fn foreign_page() -> Self {
        Self::new(403, "Access denied. A page of another origin cannot control this service.")
    }

    /// 404: no such URL or object.
    pub fn missing(message: impl Into<String>) -> Self {
        Self::new(404, message)
    }

    /// 405: the URL exists for other methods.
    pub fn verb(allowed: String) -> Self {
        Self { headers: vec![("allow", allowed)], ..Self::new(405, "This URL does not support that HTTP method.") }
    }

    /// 408: the body takes too long to arrive.
    pub fn too_slow() -> Self {
        Self::new(408, "The body of the request did not arrive in time.")
    }

    /// 413: the body is larger than any request needs.
    pub fn too_large() -> Self {
        Self::new(413, "The body is larger than this service reads.")
    }

    /// 415: the body is said to be something other than JSON, or nothing is said of it.
    pub fn not_json() -> Self {
        Self::new(415, "The body must be JSON, with the Content-Type application/json.")
    }

    /// 421: the request names a host that is not this service, as after DNS rebinding.
    pub fn misdirected() -> Self {
        Self::new(421, "This service has another name. If the name is right, start the service with --host NAME.")
    }

    /// 429: somebody tries passwords. The sentence is for people who mistyped theirs.
    pub fn too_many_attempts(pause: Duration) -> Self {
        let seconds = pause.as_secs() + u64::from(pause.subsec_nanos() > 0);
        let sentence = format!("There were too many attempts to sign in. Try again in {seconds} seconds.");
        Self { headers: vec![("retry-after", seconds.to_string())], ..Self::new(429, sentence) }
    }

    /// 502: the real Data Service behind the proxy cannot be reached.
    pub fn gateway(message: impl Into<String>) -> Self {
        Self::new(502, message)
    }

    /// 500: an internal error.
    pub fn broken(detail: impl Into<String>) -> Self {
        Self { detail: Some(detail.into()), ..Self::new(500, "The service could not complete the request.") }
    }

    /// Adds Graph's error code, and the property that the error is about.
    pub fn of_graph(self, code: &'static str, target: &str) -> Self {
        let target = Some(target.to_owned()).filter(|target| !target.is_empty());
        Self { code: Some(code), target, ..self }
    }
}

impl From<EngineError> for HttpError {
    fn from(EngineError(message): EngineError) -> Self {
        Self::broken(message)
    }
}

impl From<Unreadable> for HttpError {
    fn from(error: Unreadable) -> Self {
        Self::wrong(error.to_string())
    }
}

impl From<Rejection> for HttpError {
    fn from(rejection: Rejection) -> Self {
        match rejection {
            Rejection::Engine(failed) => failed.into(),
            Rejection::Missing => Self::missing("There is no such object in this identity store."),
            Rejection::Denied => Self::denied(),
            // The routes answer a refusal with an envelope; this is used if one forgets to.
            Rejection::Refused(reasons) => {
                Self::wrong(reasons.into_iter().map(|reason| reason.sentence).collect::<Vec<_>>().join(" "))
            }
        }
    }
}
