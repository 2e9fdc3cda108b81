//! Everything that can go wrong with a request, as an enum that pages can match on. The sentences for users are made in
//! the views.

use super::Call;
use crate::lazy::NotLoaded;
use leptos::prelude::window;
use model::wire::{ActionResult, Unreadable};
use serde_json::Value;

/// What is known about a failed request; shown under Details. It never contains a token or the request body.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CallTrace {
    pub method: &'static str,
    pub url: String,
    /// The HTTP status, if there was a response.
    pub status: Option<u16>,
    /// The id under which the service logs the request.
    pub request_id: Option<String>,
    /// When the request was sent, as ISO 8601 in UTC.
    pub at: String,
}

impl CallTrace {
    /// The trace of a request that was not sent, or has no response yet.
    pub fn unsent(call: &Call) -> Self {
        Self { method: call.method.name(), url: call.url.clone(), status: None, request_id: None, at: now() }
    }
}

/// A successful response, with the trace of its request.
#[derive(Debug, Clone, PartialEq)]
pub struct Answer {
    /// The body; null if it was empty.
    pub json: Value,
    /// The request that this answers.
    pub trace: CallTrace,
}

/// A call whose code could not be loaded was not sent.
impl From<NotLoaded> for ApiError {
    fn from(_: NotLoaded) -> Self {
        let trace = CallTrace::unsent(&Call::get(crate::routes::base()));
        if window().navigator().on_line() { Self::Unreachable(trace) } else { Self::Offline(trace) }
    }
}

#[derive(Debug, Clone, PartialEq)]
pub enum ApiError {
    /// The browser reports that there is no network.
    Offline(CallTrace),
    /// There was no response: the service is down, or the browser blocked the request (CORS); a page cannot tell which.
    Unreachable(CallTrace),
    /// The portal's own Content-Security-Policy does not allow this address, so nothing was sent.
    Blocked(CallTrace),
    /// The service sent the call to another address, where the portal does not follow.
    Redirected(CallTrace),
    /// There was no response in time. The change may have been made.
    Timeout(CallTrace),
    /// 401 even after a refresh: the session has ended.
    Unauthorized(CallTrace),
    /// 404: there is no such object or address.
    NotFound(CallTrace),
    /// 429, or 503 with `Retry-After`: too many requests.
    Throttled {
        /// The seconds after which to try again, if the service gives them and the browser may read them.
        seconds: Option<u32>,
        /// The request that was throttled.
        trace: CallTrace,
    },
    /// The service understood the request and refused it, possibly with messages for single attributes.
    Refused(Box<ActionResult>, CallTrace),
    /// Another HTTP error, with the JSON body; see [`message`].
    Status(Box<Value>, CallTrace),
    /// A response that cannot be read: its beginning, and the reason.
    Unreadable {
        excerpt: String,
        /// What was expected and what was found.
        reason: String,
        /// The request that this answers.
        trace: CallTrace,
    },
}

/// How much of an unreadable response is shown, in characters.
const EXCERPT: usize = 600;

impl ApiError {
    /// Whether the service was too busy for the request (429, 503), or did not finish it in time (504).
    pub fn is_busy(&self) -> bool {
        matches!(self.trace().status, Some(429 | 503 | 504))
    }

    /// Whether the service says that it has done nothing and that the same request may come again: 429, or 503 with a
    /// time.
    pub fn is_put_off(&self) -> bool {
        matches!(self, Self::Throttled { .. })
    }

    /// The seconds after which to try again, if the service gives them and the browser may read them.
    pub fn retry_after(&self) -> Option<u32> {
        match self {
            Self::Throttled { seconds, .. } => *seconds,
            _ => None,
        }
    }

    /// Whether trying again may help: there was no response, a server error, or throttling.
    pub fn may_pass(&self) -> bool {
        !matches!(self, Self::Blocked(_) | Self::Redirected(_))
            && self.trace().status.is_none_or(|status| status >= 500 || status == 429)
    }

    /// Whether this says that the service is there: some answer of it came. None if nothing was sent.
    pub fn is_answer(&self) -> Option<bool> {
        match (self, self.trace().status) {
            (
                Self::Offline(_) | Self::Unreachable(_) | Self::Blocked(_) | Self::Redirected(_) | Self::Timeout(_),
                _,
            )
            | (Self::Unreadable { .. }, _)
            | (Self::Status(..), Some(502..=504)) => Some(false),
            (_, Some(_)) => Some(true),
            (_, None) => None,
        }
    }

    /// Whether the user lacks the permission (403).
    pub fn is_denied(&self) -> bool {
        self.trace().status == Some(403)
    }

    /// The error for a response whose JSON does not have the expected form.
    pub fn unreadable(answer: Answer, reason: &Unreadable) -> Self {
        Self::Unreadable { excerpt: excerpt(&answer.json.to_string()), reason: reason.to_string(), trace: answer.trace }
    }

    /// Turns a 4xx error of Graph into [`ApiError::Refused`], as pages expect it; every other error stays as it is
    /// (part A, "Graph").
    pub fn of_graph(self) -> Self {
        let Self::Status(json, trace) = self else { return self };
        let trace = CallTrace { request_id: trace.request_id.clone().or_else(|| graph_request(&json)), ..trace };
        let refused = trace.status.is_some_and(|status| (400..500).contains(&status));
        match message(&json).filter(|_| refused && json.get("error").is_some_and(Value::is_object)) {
            Some(said) => {
                let code = json["error"]["code"].as_str().unwrap_or_default();
                Self::Refused(Box::new(ActionResult::refused(said, code)), trace)
            }
            None => Self::Status(json, trace),
        }
    }

    pub fn trace(&self) -> &CallTrace {
        match self {
            Self::Offline(trace)
            | Self::Unreachable(trace)
            | Self::Blocked(trace)
            | Self::Redirected(trace)
            | Self::Timeout(trace)
            | Self::Unauthorized(trace)
            | Self::NotFound(trace)
            | Self::Refused(_, trace)
            | Self::Status(_, trace)
            | Self::Throttled { trace, .. }
            | Self::Unreadable { trace, .. } => trace,
        }
    }

    /// Whether the change may have been made although there was no clear answer. Such a request must not be repeated
    /// before the user, or a search, has checked.
    pub fn leaves_doubt(&self) -> bool {
        match self {
            // Being offline is noticed only after sending, so the request may have arrived.
            Self::Offline(_) | Self::Unreachable(_) | Self::Timeout(_) | Self::Redirected(_) => true,
            // A proxy that refuses a request (403, 413 …) often does so with a page instead of JSON.
            Self::Unreadable { trace, .. } | Self::Status(_, trace) => match trace.status {
                Some(408) | None => true,
                Some(status) => !(400..500).contains(&status) && status != 501 && status != 503,
            },
            _ => false,
        }
    }
}

/// The message in an error body, whatever the case of its key; Graph puts it into `error`.
pub fn message(json: &Value) -> Option<&str> {
    let json = json.get("error").filter(|error| error.is_object()).unwrap_or(json);
    let (_, text) = json.as_object()?.iter().find(|(key, _)| key.eq_ignore_ascii_case("message"))?;
    text.as_str().filter(|text| !text.is_empty())
}

/// Graph's request id from the error body, for responses whose header is hidden by CORS.
fn graph_request(json: &Value) -> Option<String> {
    json.get("error")?.get("innerError")?.get("request-id")?.as_str().map(str::to_owned)
}

/// The first `EXCERPT` characters of a text, without the comments of a page, which some servers fill up with.
pub(super) fn excerpt(text: &str) -> String {
    let (mut said, mut rest) = (String::new(), text);
    while let Some((before, comment)) = rest.split_once("<!--") {
        said.push_str(before);
        // A comment without an end is as long as the page.
        rest = comment.split_once("-->").map_or("", |(_, behind)| behind);
    }
    said.push_str(rest);
    said.trim().chars().take(EXCERPT).collect()
}

/// The current time as ISO 8601 in UTC.
pub(super) fn now() -> String {
    js_sys::Date::new_0().to_iso_string().into()
}
