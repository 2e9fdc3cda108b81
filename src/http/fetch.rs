//! The only module that sends requests: turns a [`Call`] into JSON or an [`ApiError`].

use super::error::{Answer, ApiError, CallTrace, excerpt, now};
use super::policy::is_blocked;
use super::sending::builder;
use super::{Call, Method, server_clock};
use gloo_net::http::{Request, RequestBuilder, Response};
use gloo_timers::callback::Timeout;
use leptos::prelude::window;
use model::graph::paths::names_rewritten_url;
use model::wire::ActionResult;
use model::wire::paths::is_rewritten;
use serde_json::Value;
use web_sys::{AbortController, AbortSignal, RequestCache, ResponseType};

/// The response headers with the id under which the service logs a request: GroupID's and Graph's.
const REQUEST_ID: [&str; 2] = ["x-request-id", "request-id"];

/// When to try again: seconds, or a date (RFC 9110, section 10.2.3).
const RETRY_AFTER: &str = "retry-after";

/// The timeout of a file of the portal itself, in milliseconds.
const FILE_PATIENCE: u32 = 30_000;

/// What stands in an answer for the token that it quotes.
const REDACTED: &str = "•••";

/// Sends a request and reads the JSON response; an empty body is null. `patience` is the timeout in milliseconds.
pub async fn fetch(call: &Call, token: Option<&str>, patience: u32) -> Result<Answer, ApiError> {
    if is_rewritten(&call.url) || call.body.as_ref().is_some_and(names_rewritten_url) {
        return Err(ApiError::NotFound(CallTrace::unsent(call)));
    }
    let request = builder(call.method, &call.url);
    let request = match token {
        Some(token) => request.header("Authorization", &format!("Bearer {token}")),
        None => request,
    };
    let request = call.headers.iter().fold(request, |request, (name, value)| request.header(name, value));
    let trace = CallTrace::unsent(call);
    let body = call.body.as_ref().map(|body| (body.to_string(), "application/json"));
    match exchange(request, body, trace, token, patience).await {
        Err(ApiError::Status(_, trace)) if trace.status == Some(401) => Err(ApiError::Unauthorized(trace)),
        Err(ApiError::Status(_, trace)) if trace.status == Some(404) => Err(ApiError::NotFound(trace)),
        answer => answer,
    }
}

/// Posts a form and reads JSON; used for the token endpoint. `patience` is the timeout in milliseconds.
pub async fn post_form(url: &str, form: String, patience: u32) -> Result<Answer, ApiError> {
    let trace = CallTrace { method: "POST", url: url.to_owned(), status: None, request_id: None, at: now() };
    let body = Some((form, "application/x-www-form-urlencoded"));
    exchange(builder(Method::Post, url), body, trace, None, patience).await
}

async fn exchange(
    request: RequestBuilder,
    body: Option<(String, &str)>,
    trace: CallTrace,
    token: Option<&str>,
    patience: u32,
) -> Result<Answer, ApiError> {
    let deadline = Deadline::start(patience);
    let request = request.abort_signal(deadline.signal().as_ref());
    let request = match body {
        Some((body, kind)) => request.header("Content-Type", kind).body(body),
        None => request.build(),
    };
    let Ok(request) = request else {
        return Err(ApiError::Unreachable(trace));
    };
    match request.send().await {
        Ok(response) if response.type_() == ResponseType::Opaqueredirect => Err(ApiError::Redirected(trace)),
        Ok(response) => {
            server_clock::learn(response.headers().get("date"));
            let trace = CallTrace {
                status: Some(response.status()),
                request_id: REQUEST_ID.into_iter().find_map(|name| response.headers().get(name)),
                ..trace.clone()
            };
            read(&response, trace, token, &deadline).await
        }
        Err(_) if deadline.is_over() => Err(ApiError::Timeout(trace)),
        Err(_) if !window().navigator().on_line() => Err(ApiError::Offline(trace)),
        Err(_) if is_blocked(&trace.url).await => Err(ApiError::Blocked(trace)),
        Err(_) => Err(ApiError::Unreachable(trace)),
    }
}

/// Aborts a request, or the reading of its answer, after a time.
struct Deadline {
    controller: Option<AbortController>,
    _timer: Timeout,
}

impl Deadline {
    fn start(patience: u32) -> Self {
        let controller = AbortController::new().ok();
        let aborter = controller.clone();
        let abort = move || {
            if let Some(controller) = aborter {
                controller.abort();
            }
        };
        Self { controller, _timer: Timeout::new(patience, abort) }
    }

    fn signal(&self) -> Option<AbortSignal> {
        self.controller.as_ref().map(AbortController::signal)
    }

    fn is_over(&self) -> bool {
        self.signal().is_some_and(|signal| signal.aborted())
    }
}

async fn read(
    response: &Response,
    trace: CallTrace,
    token: Option<&str>,
    deadline: &Deadline,
) -> Result<Answer, ApiError> {
    let status = response.status();
    let text = match response.text().await {
        Ok(text) => text,
        Err(_) if deadline.is_over() => return Err(ApiError::Timeout(trace)),
        Err(_) => return Err(ApiError::Unreachable(trace)),
    };
    // An error page may quote the headers of the request, and its beginning is shown for copying.
    let text = match token.filter(|token| !token.is_empty() && text.contains(token)) {
        Some(token) => text.replace(token, REDACTED),
        None => text,
    };
    if matches!(status, 429 | 503) {
        let seconds = response.headers().get(RETRY_AFTER).and_then(|text| seconds_until(&text));
        if status == 429 || seconds.is_some() {
            return Err(ApiError::Throttled { seconds, trace });
        }
    }
    let json = if text.trim().is_empty() { Ok(Value::Null) } else { serde_json::from_str::<Value>(&text) };
    match (status, json) {
        // 401 and 404 are errors whether or not the body is JSON. The token endpoint reads its own errors from the
        // body.
        (401 | 404, json) => Err(ApiError::Status(Box::new(json.unwrap_or_default()), trace)),
        (200..=299, Ok(json)) => Ok(Answer { json, trace }),
        (200..=299, Err(error)) => {
            Err(ApiError::Unreadable { excerpt: excerpt(&text), reason: error.to_string(), trace })
        }
        // An HTTP error may carry an action result in its body.
        (_, Ok(json)) => match ActionResult::from_json(&json) {
            Ok(result) if status < 500 && result.status.0 != 0 => Err(ApiError::Refused(Box::new(result), trace)),
            _ => Err(ApiError::Status(Box::new(json), trace)),
        },
        (_, Err(_)) => {
            Err(ApiError::Unreadable { excerpt: excerpt(&text), reason: "HTTP error without JSON".into(), trace })
        }
    }
}

/// The seconds until the time in `Retry-After`; none if it is neither a number nor a date.
fn seconds_until(text: &str) -> Option<u32> {
    let text = text.trim();
    if let Ok(seconds) = text.parse() {
        return Some(seconds);
    }
    let left = (js_sys::Date::parse(text) - js_sys::Date::now()) / 1_000.0;
    // An unreadable date gives NaN.
    (!left.is_nan()).then(|| left.ceil().max(0.0) as u32)
}

/// Why a file of the portal could not be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NoFile {
    /// It was not loaded; with the HTTP status, if there was a response.
    Missing(Option<u16>),
    /// It is not UTF-8.
    NotUtf8,
}

/// A text file of the portal itself, as the web server has it now. A byte order mark is left out.
pub async fn fetch_file(url: &str) -> Result<String, NoFile> {
    let deadline = Deadline::start(FILE_PATIENCE);
    let request = Request::get(url).cache(RequestCache::NoCache).abort_signal(deadline.signal().as_ref());
    let response = request.send().await.map_err(|_| NoFile::Missing(None))?;
    let status = response.status();
    if !response.ok() {
        return Err(NoFile::Missing(Some(status)));
    }
    let bytes = response.binary().await.map_err(|_| NoFile::Missing(Some(status)))?;
    let text = String::from_utf8(bytes).map_err(|_| NoFile::NotUtf8)?;
    Ok(text.strip_prefix('\u{feff}').map(str::to_owned).unwrap_or(text))
}
