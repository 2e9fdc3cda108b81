//! A record of every request, for tests. Only kept with `--journal`; it never contains a secret.

use crate::clock::now;
use crate::http::{Request, pairs};
use serde_json::{Value, json};
use std::collections::VecDeque;
use std::sync::{Mutex, PoisonError};

/// Replaces a secret.
const HIDDEN: &str = "•••";
/// How many requests are kept.
const MOST: usize = 10_000;

/// The requests, oldest first.
#[derive(Default)]
pub struct Journal(Mutex<VecDeque<Value>>);

impl Journal {
    /// Records a request with the status of its response, if there was one.
    pub fn record(&self, request: &Request, status: Option<u16>) {
        let entry = json!({
            "method": request.method,
            "path": request.path,
            "query": hidden_query(&request.query),
            "status": status,
            "body": body(request),
            "at": now(),
        });
        let mut entries = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if entries.len() == MOST {
            entries.pop_front();
        }
        entries.push_back(entry);
    }

    pub fn entries(&self) -> Value {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).iter().cloned().collect()
    }

    pub fn clear(&self) {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).clear();
    }
}

/// The body as JSON: a form as an object, anything that is not JSON as null.
fn body(request: &Request) -> Value {
    if request.content_type.starts_with("application/x-www-form-urlencoded") {
        let form = pairs(&String::from_utf8_lossy(&request.body));
        let mut value = Value::Object(form.into_iter().map(|(name, text)| (name, Value::String(text))).collect());
        hide(&mut value);
        return value;
    }
    let mut value: Value = serde_json::from_slice(&request.body).unwrap_or_default();
    hide(&mut value);
    value
}

fn is_secret(name: &str) -> bool {
    let name = name.to_ascii_lowercase();
    // `PasswordForceChange` is a flag, not a secret.
    let password = (name.contains("password") && !name.contains("force")) || name.contains("pwd");
    let grant = matches!(&*name, "authorization" | "code" | "code_verifier");
    password || grant || name.contains("secret") || name.contains("token")
}

fn hide(value: &mut Value) {
    match value {
        Value::Object(map) => {
            // `{"name": "password", "value": …}` is hidden as well as `{"password": …}`.
            let named = map.get("name").and_then(Value::as_str).is_some_and(is_secret);
            let secrets = |(name, _): &(&String, &mut Value)| {
                is_secret(name) || (named && name.to_ascii_lowercase().contains("value"))
            };
            for (_, secret) in map.iter_mut().filter(secrets) {
                *secret = Value::String(HIDDEN.to_owned());
            }
            map.values_mut().for_each(hide);
        }
        Value::Array(items) => items.iter_mut().for_each(hide),
        _ => {}
    }
}

fn hidden_query(query: &str) -> String {
    let pair = |part: &str| match part.split_once('=') {
        Some((name, _)) if is_secret(name) => format!("{name}={HIDDEN}"),
        _ => part.to_owned(),
    };
    query.split('&').map(pair).collect::<Vec<_>>().join("&")
}
