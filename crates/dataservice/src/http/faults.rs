//! Faults that a test injects: a status, a delay, a lost connection, a refused attribute. Only available with `--faults`.

mod refuse;

use crate::http::{Answer, HttpError, Request};
use serde::Deserialize;
use serde_json::Value;
use std::sync::{Mutex, PoisonError};

/// A fault, and the requests that it affects.
#[derive(Debug, Clone, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Fault {
    /// The HTTP method in any letter case; all methods if absent.
    #[serde(default)]
    pub method: Option<String>,
    /// A part of the path; all paths if empty.
    #[serde(default)]
    pub path_contains: String,
    /// A part of the body; all bodies if empty. The refusal of a property is injected by its name.
    #[serde(default)]
    pub body_contains: String,
    /// The status to answer with, instead of handling the request.
    #[serde(default)]
    pub status: Option<u16>,
    /// The body of that response: JSON, or a text that is sent as HTML, as IIS does.
    #[serde(default)]
    pub body: Option<Value>,
    /// The `Retry-After` header, in seconds; absent, the answer is what a browser sees that may not read the header.
    #[serde(default)]
    pub retry_after: Option<u64>,
    /// A delay in milliseconds before anything else happens.
    #[serde(default)]
    pub delay_ms: u64,
    /// Closes the connection without a response.
    #[serde(default)]
    pub drop: Option<Drop>,
    /// The name of an attribute that a change of a group refuses while it saves the others. The request is handled as if
    /// it did not have the attribute, and the answer has a failed detail for it.
    #[serde(default)]
    pub refuse_attribute: Option<String>,
    /// How many requests are affected; 1 by default.
    #[serde(default = "once")]
    pub times: u32,
}

fn once() -> u32 {
    1
}

/// When the connection is lost.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Drop {
    /// Before the request is handled, so that nothing was done.
    BeforeHandling,
    /// After the request was handled, so that it was done but the caller does not know.
    AfterHandling,
}

/// The faults that are waiting for their requests.
#[derive(Default)]
pub struct Faults(Mutex<Vec<Fault>>);

impl Faults {
    pub fn add(&self, fault: Fault) {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).push(fault);
    }

    pub fn clear(&self) {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).clear();
    }

    /// The first fault that affects the request; it then affects one request less.
    pub fn take(&self, request: &Request) -> Option<Fault> {
        let mut faults = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let fits = |fault: &Fault| {
            let method = fault.method.as_ref().is_none_or(|method| method.eq_ignore_ascii_case(&request.method));
            method && fault.times > 0 && request.path.contains(&fault.path_contains) && fault.is_in(&request.body)
        };
        let at = faults.iter().position(fits)?;
        faults[at].times -= 1;
        let fault = faults[at].clone();
        faults.retain(|fault| fault.times > 0);
        Some(fault)
    }
}

impl Fault {
    fn is_in(&self, body: &[u8]) -> bool {
        self.body_contains.is_empty() || String::from_utf8_lossy(body).contains(&self.body_contains)
    }

    /// The response or error to return instead, if the fault has a status.
    pub fn answer(&self) -> Option<Result<Answer, HttpError>> {
        let status = self.status?;
        let retry_after = self.retry_after.map(|seconds| ("retry-after", seconds.to_string()));
        let mut answer = match &self.body {
            Some(Value::String(text)) => {
                let answer = Answer::empty(status).with("content-type", "text/html; charset=utf-8");
                Answer { body: text.clone().into_bytes(), ..answer }
            }
            Some(body) => Answer::of(status, body),
            None => {
                let headers = retry_after.into_iter().collect();
                return Some(Err(HttpError { status, headers, ..HttpError::broken("injected") }));
            }
        };
        answer.headers.extend(retry_after);
        Some(Ok(answer))
    }
}
