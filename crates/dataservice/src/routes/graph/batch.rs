//! `$batch`: several requests in one call, handled one after the other. A failed one does not affect the others.

use super::body;
use crate::http::{Answer, HttpError, Request, percent_decode};
use crate::routes;
use crate::routes::Call;
use model::graph::paths::{GRAPH, MOST_IN_BATCH};
use serde_json::{Map, Value, json};

/// POST `/$batch`.
pub fn answer(call: &Call<'_>) -> Result<Answer, HttpError> {
    let body = body(call)?;
    let wrong = |sentence: &str| Err(HttpError::wrong(sentence).of_graph("BadRequest", ""));
    let Some(requests) = body["requests"].as_array().filter(|requests| !requests.is_empty()) else {
        return wrong("Invalid batch payload format: expected requests.");
    };
    if requests.len() > MOST_IN_BATCH {
        return wrong("Number of batch request steps exceeds the maximum value of 20.");
    }
    let ids: Vec<_> = requests.iter().map(|one| one["id"].as_str().unwrap_or_default()).collect();
    if ids.iter().enumerate().any(|(at, id)| id.is_empty() || ids[..at].contains(id)) {
        return wrong("Invalid batch payload format: every request needs an id of its own.");
    }
    // Such a request must be rejected, because it would be handled without waiting for the others.
    if requests.iter().any(|one| !matches!(&one["dependsOn"], Value::Null) && one["dependsOn"] != json!([])) {
        return wrong("Unsupported batch payload: the embedded service knows no dependsOn.");
    }
    let mut responses = Vec::with_capacity(requests.len());
    for (id, one) in ids.iter().zip(requests) {
        let mut response = single(call, one);
        response.insert("id".to_owned(), json!(id));
        responses.push(Value::Object(response));
    }
    Ok(Answer::json(&json!({ "responses": responses })))
}

fn single(call: &Call<'_>, one: &Value) -> Map<String, Value> {
    let headers = one["headers"].as_object();
    let header = |name: &str| {
        let held = headers.and_then(|headers| headers.iter().find(|(own, _)| own.eq_ignore_ascii_case(name)));
        held.and_then(|(_, value)| value.as_str()).unwrap_or_default().to_owned()
    };
    let url = one["url"].as_str().unwrap_or_default();
    let (path, query) = url.split_once('?').unwrap_or((url, ""));
    let request = Request {
        method: one["method"].as_str().unwrap_or_default().to_ascii_uppercase(),
        path: format!("{GRAPH}{path}"),
        query: query.to_owned(),
        authorization: call.request.authorization.clone(),
        content_type: header("content-type"),
        host: call.request.host.clone(),
        consistency: header("consistencylevel"),
        client_request_id: header("client-request-id"),
        body: if one["body"].is_null() { Vec::new() } else { one["body"].to_string().into_bytes() },
        ..Request::default()
    };
    let id = call.service.request_id();
    let fault = if call.service.options.faults { call.service.faults.take(&request) } else { None };
    let injected = fault.and_then(|fault| fault.answer());
    let is_batch = percent_decode(path).trim_matches('/').eq_ignore_ascii_case("$batch");
    let answer = match injected {
        Some(injected) => injected,
        None if is_batch || !path.starts_with('/') => Err(HttpError::wrong("Invalid URL of a request within a batch.")),
        None => routes::admit(call.service, &request).and_then(|own| routes::answer(call.service, &request, own)),
    };
    let answer = answer.unwrap_or_else(|failure| routes::answer_to(failure, &request, &id));
    let headers: Map<String, Value> =
        answer.headers.into_iter().map(|(name, value)| (name.to_owned(), Value::String(value))).collect();
    let mut out = Map::new();
    out.insert("status".to_owned(), json!(answer.status));
    out.insert("headers".to_owned(), Value::Object(headers));
    if let Ok(body) = serde_json::from_slice::<Value>(&answer.body) {
        out.insert("body".to_owned(), body);
    }
    out
}
