//! Everything that can go wrong with a call, so that a page can branch on it. Sentences are made in the view.

use super::Call;
use model::wire::{ActionResult, Unreadable};
use serde_json::Value;

/// What is known about a call that failed: shown under Details. Never a token, never a body that was sent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CallTrace {
    /// How it was called.
    pub method: &'static str,
    /// Where.
    pub url: String,
    /// The HTTP status, if there was an answer.
    pub status: Option<u16>,
    /// The service's name for the request.
    pub request_id: Option<String>,
    /// When, as ISO 8601 in UTC.
    pub at: String,
}

impl CallTrace {
    /// Of a call that never left.
    pub fn unsent(call: &Call) -> Self {
        Self { method: call.method.name(), url: call.url.clone(), status: None, request_id: None, at: now() }
    }
}

/// A good answer, and what is known about its call.
#[derive(Debug, Clone, PartialEq)]
pub struct Answer {
    /// The body; null for an empty one.
    pub json: Value,
    /// The call.
    pub trace: CallTrace,
}

/// Why a call failed.
#[derive(Debug, Clone, PartialEq)]
pub enum ApiError {
    /// The browser says there is no network.
    Offline(CallTrace),
    /// No answer: the service is down, or the browser blocked the call (CORS); a page cannot tell which.
    Unreachable(CallTrace),
    /// No answer in time. What was asked for may have been done.
    Timeout(CallTrace),
    /// 401 after a refresh: the session has ended.
    Unauthorized(CallTrace),
    /// 404: no such object or address.
    NotFound(CallTrace),
    /// 429, or 503 with a time: not now.
    Throttled {
        /// In so many seconds again, where the service says so.
        seconds: Option<u32>,
        /// The call.
        trace: CallTrace,
    },
    /// The service understood and refused; attribute by attribute where it says so.
    Refused(Box<ActionResult>, CallTrace),
    /// Another HTTP error, with the JSON that came; see [`message`].
    Status(Box<Value>, CallTrace),
    /// An answer that cannot be understood: its beginning, and why.
    Unreadable {
        /// The first characters.
        excerpt: String,
        /// What was expected and what stood there.
        reason: String,
        /// The call.
        trace: CallTrace,
    },
}

/// How much of an answer that cannot be understood is shown, in characters.
const EXCERPT: usize = 600;

impl ApiError {
    /// Whether asking again may help: nobody answered, or somebody who could not.
    pub fn may_pass(&self) -> bool {
        self.trace().status.is_none_or(|status| status >= 500 || status == 429)
    }

    /// Whether whoever asks has no right to it.
    pub fn is_denied(&self) -> bool {
        self.trace().status == Some(403)
    }

    /// JSON that is not what was promised.
    pub fn unreadable(answer: Answer, reason: &Unreadable) -> Self {
        Self::Unreadable { excerpt: excerpt(&answer.json.to_string()), reason: reason.to_string(), trace: answer.trace }
    }

    /// What Graph refused, as the one kind of refusal that pages know; every other error stays (part A, "Graph").
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

    /// What is known about the call.
    pub fn trace(&self) -> &CallTrace {
        match self {
            Self::Offline(trace)
            | Self::Unreachable(trace)
            | Self::Timeout(trace)
            | Self::Unauthorized(trace)
            | Self::NotFound(trace)
            | Self::Refused(_, trace)
            | Self::Status(_, trace)
            | Self::Throttled { trace, .. }
            | Self::Unreadable { trace, .. } => trace,
        }
    }

    /// Whether what was asked for may have been done although no good answer came. A call that changes something must
    /// then not be repeated before somebody has looked.
    pub fn leaves_doubt(&self) -> bool {
        match self {
            // Offline is only noticed after the call: it may have left before.
            Self::Offline(_) | Self::Unreachable(_) | Self::Timeout(_) | Self::Unreadable { .. } => true,
            Self::Status(_, trace) => trace.status.is_none_or(|status| status >= 500 && status != 501 && status != 503),
            _ => false,
        }
    }
}

/// The sentence in an error's JSON, whatever its letter case; Graph's stands in its `error`.
pub fn message(json: &Value) -> Option<&str> {
    let json = json.get("error").filter(|error| error.is_object()).unwrap_or(json);
    let (_, text) = json.as_object()?.iter().find(|(key, _)| key.eq_ignore_ascii_case("message"))?;
    text.as_str().filter(|text| !text.is_empty())
}

/// Graph's name for a request, where its header did not come (CORS hides most of them).
fn graph_request(json: &Value) -> Option<String> {
    json.get("error")?.get("innerError")?.get("request-id")?.as_str().map(str::to_owned)
}

/// The beginning of a text, cut between characters.
pub(super) fn excerpt(text: &str) -> String {
    text.chars().take(EXCERPT).collect()
}

/// This moment as ISO 8601 in UTC.
pub(super) fn now() -> String {
    js_sys::Date::new_0().to_iso_string().into()
}
