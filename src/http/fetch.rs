//! The only module that sends requests: turns a [`Call`] into JSON or an [`ApiError`].

use super::error::{Answer, ApiError, CallTrace, excerpt, now};
use super::{Call, Method};
use gloo_net::http::{Request, RequestBuilder, Response};
use gloo_timers::callback::Timeout;
use leptos::prelude::window;
use model::wire::ActionResult;
use serde_json::Value;
use web_sys::AbortController;

/// The response headers with the id under which the service logs a request: GroupID's and Graph's.
const REQUEST_ID: [&str; 2] = ["x-request-id", "request-id"];

/// When to try again: seconds, or a date (RFC 9110, section 10.2.3).
const RETRY_AFTER: &str = "retry-after";

/// Sends a request and reads the JSON response; an empty body is null. `patience` is the timeout in milliseconds.
pub async fn fetch(call: &Call, token: Option<&str>, patience: u32) -> Result<Answer, ApiError> {
    let request = builder(call.method, &call.url);
    let request = match token {
        Some(token) => request.header("Authorization", &format!("Bearer {token}")),
        None => request,
    };
    let request = call.headers.iter().fold(request, |request, (name, value)| request.header(name, value));
    let trace = CallTrace::unsent(call);
    let body = call.body.as_ref().map(|body| (body.to_string(), "application/json"));
    match exchange(request, body, trace, patience).await {
        Err(ApiError::Status(_, trace)) if trace.status == Some(401) => Err(ApiError::Unauthorized(trace)),
        Err(ApiError::Status(_, trace)) if trace.status == Some(404) => Err(ApiError::NotFound(trace)),
        answer => answer,
    }
}

/// Posts a form and reads JSON; used for the token endpoint. `patience` is the timeout in milliseconds.
pub async fn post_form(url: &str, form: String, patience: u32) -> Result<Answer, ApiError> {
    let trace = CallTrace { method: "POST", url: url.to_owned(), status: None, request_id: None, at: now() };
    let body = Some((form, "application/x-www-form-urlencoded"));
    exchange(builder(Method::Post, url), body, trace, patience).await
}

fn builder(method: Method, url: &str) -> RequestBuilder {
    let request = match method {
        Method::Get => Request::get(url),
        Method::Post => Request::post(url),
        Method::Patch => Request::patch(url),
        Method::Delete => Request::delete(url),
    };
    request.header("Accept", "application/json").credentials(web_sys::RequestCredentials::SameOrigin)
}

async fn exchange(
    request: RequestBuilder,
    body: Option<(String, &str)>,
    trace: CallTrace,
    patience: u32,
) -> Result<Answer, ApiError> {
    let controller = AbortController::new().ok();
    let request = request.abort_signal(controller.as_ref().map(AbortController::signal).as_ref());
    let request = match body {
        Some((body, kind)) => request.header("Content-Type", kind).body(body),
        None => request.build(),
    };
    let Ok(request) = request else {
        return Err(ApiError::Unreachable(trace));
    };
    let aborter = controller.clone();
    let timer = Timeout::new(patience, move || {
        if let Some(controller) = aborter {
            controller.abort();
        }
    });
    let aborted = || controller.as_ref().is_some_and(|c| c.signal().aborted());
    let answer = match request.send().await {
        Ok(response) => {
            let trace = CallTrace {
                status: Some(response.status()),
                request_id: REQUEST_ID.into_iter().find_map(|name| response.headers().get(name)),
                ..trace.clone()
            };
            read(&response, trace).await
        }
        Err(_) if aborted() => Err(ApiError::Timeout(trace)),
        Err(_) if !window().navigator().on_line() => Err(ApiError::Offline(trace)),
        Err(_) => Err(ApiError::Unreachable(trace)),
    };
    timer.cancel();
    answer
}

async fn read(response: &Response, trace: CallTrace) -> Result<Answer, ApiError> {
    let status = response.status();
    let Ok(text) = response.text().await else {
        return Err(ApiError::Unreachable(trace));
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

/// A static file of the portal itself. The error is the HTTP status, if there was a response.
pub async fn fetch_text(url: &str) -> Result<String, Option<u16>> {
    let response = Request::get(url).send().await.map_err(|_| None)?;
    let status = response.status();
    if !response.ok() {
        return Err(Some(status));
    }
    response.text().await.map_err(|_| Some(status))
}
