//! One `send` and one `ApiError`: what the portal makes of every response that a service can give.

use crate::support::clock::QuickTimeouts;
use crate::support::samples::{config, tokens};
use crate::support::{Page, Reply, Service};
use portal::http::{Answer, ApiError, Call, CallTrace, message, post_form, send_credentials_to, watch_policy};
use portal::ui::error_panel::sentence;
use serde_json::{Value, json};
use wasm_bindgen_test::wasm_bindgen_test;

const URL: &str = "/GroupIDDataService/api/x";

/// The result of a request to a service that replies like this.
async fn send(reply: Reply) -> Result<Answer, ApiError> {
    let _service = Service::start(move |_| reply.clone());
    let page = Page::new(&config());
    page.api.for_current_session().send(Call::get(URL.to_owned())).await
}

async fn fails(reply: Reply) -> ApiError {
    send(reply).await.expect_err("it is no good answer")
}

async fn act(reply: Reply) -> Result<model::wire::ActionResult, ApiError> {
    let _service = Service::start(move |_| reply.clone());
    let page = Page::new(&config());
    page.api.for_current_session().act(Call::post(URL.to_owned(), json!({ "secret": "s3cret!" }))).await
}

fn trace(status: u16) -> CallTrace {
    CallTrace { method: "GET", url: URL.to_owned(), status: Some(status), request_id: None, at: String::new() }
}

#[wasm_bindgen_test]
async fn json_is_an_answer_and_so_is_nothing() {
    let answer = send(Reply::Json(200, json!({ "a": 1 }))).await.unwrap();
    assert_eq!(answer.json, json!({ "a": 1 }));
    assert_eq!((answer.trace.method, answer.trace.status), ("GET", Some(200)));
    assert_eq!(answer.trace.request_id.as_deref(), Some("request-7"));
    assert!(answer.trace.at.ends_with('Z'), "UTC: {}", answer.trace.at);
    for empty in ["", " \r\n"] {
        assert_eq!(send(Reply::Text(200, empty)).await.unwrap().json, Value::Null);
    }
}

#[wasm_bindgen_test]
async fn a_page_of_html_is_unreadable_and_its_beginning_is_shown() {
    let sentences = [
        (200, "The service sent an answer that this portal cannot read."),
        (403, "You do not have permission to do this."),
        (413, "This is too large for the server."),
        (500, "The service returned an error (HTTP 500)."),
        (502, "The service is unavailable."),
    ];
    for (status, expected) in sentences {
        let error = fails(Reply::Text(status, "<html><title>Proxy says no</title>")).await;
        let ApiError::Unreadable { excerpt, trace, .. } = &error else { panic!("{status}: {error:?}") };
        assert_eq!(excerpt, "<html><title>Proxy says no</title>");
        assert_eq!((trace.status, trace.url.as_str()), (Some(status), URL));
        assert!(sentence(&error).starts_with(expected), "{}", sentence(&error));
    }
    let padded = "<html><!-- a padding --><p>No.</p><!-- to disable MSIE's own page --></html> <!-- and no end";
    let ApiError::Unreadable { excerpt, .. } = fails(Reply::Text(502, padded)).await else { panic!("no JSON") };
    assert_eq!(excerpt, "<html><p>No.</p></html>");
    let long: &'static str = Box::leak("ä".repeat(9_000).into_boxed_str());
    let ApiError::Unreadable { excerpt, .. } = fails(Reply::Text(200, long)).await else { panic!("no JSON") };
    assert!((100..1_000).contains(&excerpt.chars().count()));
}

#[wasm_bindgen_test]
async fn an_empty_answer_to_a_change_is_unreadable() {
    let error = act(Reply::Text(200, "")).await.expect_err("an envelope was promised");
    assert!(matches!(error, ApiError::Unreadable { .. }), "{error:?}");
    assert!(error.leaves_doubt(), "it may have been done");
}

#[wasm_bindgen_test]
async fn a_refusing_envelope_is_a_refusal_with_any_status_below_500() {
    let body = json!({ "status": 1, "message": "Taken.", "errorCode": "E7",
        "exceptionMessagesAttributeWise": { "name": "in use" } });
    for status in [200, 400, 409, 422] {
        let error = act(Reply::Json(status, body.clone())).await.expect_err("it was refused");
        let ApiError::Refused(result, trace) = &error else { panic!("{status}: {error:?}") };
        assert_eq!(result.attribute_messages(), [("name".to_owned(), "in use".to_owned())]);
        assert_eq!(trace.status, Some(status));
        assert_eq!(sentence(&error), "The service refused the request: Taken.");
        assert!(!error.leaves_doubt());
        assert!(!format!("{error:?}").contains("s3cret!"), "what was sent is in no error");
    }
    let silent = act(Reply::Json(200, json!({ "status": 3, "message": "" }))).await.expect_err("it was refused");
    assert_eq!(sentence(&silent), "The service refused the request and gave no reason.");
}

#[wasm_bindgen_test]
async fn a_success_in_which_a_part_failed_is_no_error() {
    let part = json!({ "status": 1, "name": "mail", "message": "bad" });
    let done = act(Reply::Json(200, json!({ "status": 0, "data": "id-1", "details": [part] }))).await.unwrap();
    assert_eq!(done.new_id(), Some("id-1"));
}

#[wasm_bindgen_test]
async fn http_errors_have_their_sentences() {
    let table = [
        (400, "The service returned an error (HTTP 400): Said so."),
        (403, "You do not have permission to do this."),
        (404, "This was not found. It may have been deleted."),
        (500, "The service returned an error (HTTP 500): Said so."),
        (501, "This version of the service does not support this."),
        (503, "The service is unavailable. Try again in a few minutes."),
    ];
    for (status, expected) in table {
        let error = fails(Reply::Json(status, json!({ "Message": "Said so." }))).await;
        assert_eq!(sentence(&error), expected);
        assert_eq!(error.trace().status, Some(status));
    }
    let silent = fails(Reply::Json(500, json!({ "message": "" }))).await;
    assert_eq!(sentence(&silent), "The service returned an error (HTTP 500).");
    assert!(matches!(fails(Reply::Text(404, "<html>")).await, ApiError::NotFound(_)));
}

#[wasm_bindgen_test]
async fn no_answer_is_unreachable_and_names_both_reasons() {
    let error = fails(Reply::Failure).await;
    assert!(matches!(error, ApiError::Unreachable(_)), "{error:?}");
    assert_eq!(error.trace().status, None);
    assert!(sentence(&error).contains("may be down") && sentence(&error).contains("CORS"));
}

#[wasm_bindgen_test]
async fn no_answer_in_time_ends_the_call() {
    let _hurry = QuickTimeouts::long();
    let error = fails(Reply::Never).await;
    assert!(matches!(error, ApiError::Timeout(_)), "{error:?}");
    assert_eq!(sentence(&error), "The service took too long to answer.");
}

#[wasm_bindgen_test]
fn what_may_have_been_done_all_the_same() {
    let status = |status| ApiError::Status(Box::new(Value::Null), trace(status));
    let unreadable =
        |status| ApiError::Unreadable { excerpt: String::new(), reason: String::new(), trace: trace(status) };
    let refused = ApiError::Refused(Box::default(), trace(200));
    let table = [
        ("offline", ApiError::Offline(trace(0)), true),
        ("unreachable", ApiError::Unreachable(trace(0)), true),
        ("timeout", ApiError::Timeout(trace(0)), true),
        ("unreadable", unreadable(200), true),
        ("a proxy's page, 403", unreadable(403), false),
        ("a proxy's page, 413", unreadable(413), false),
        ("a proxy's page, 408", unreadable(408), true),
        ("a proxy's page, 502", unreadable(502), true),
        ("redirected", ApiError::Redirected(trace(0)), true),
        ("blocked by the policy", ApiError::Blocked(trace(0)), false),
        ("unauthorized", ApiError::Unauthorized(trace(401)), false),
        ("not found", ApiError::NotFound(trace(404)), false),
        ("refused", refused, false),
        ("400", status(400), false),
        ("409", status(409), false),
        ("500", status(500), true),
        ("501", status(501), false),
        ("502", status(502), true),
        ("503", status(503), false),
        ("504", status(504), true),
    ];
    for (name, error, doubt) in table {
        assert_eq!(error.leaves_doubt(), doubt, "{name}");
    }
}

#[wasm_bindgen_test]
fn the_sentence_of_an_error_is_found_in_any_letter_case() {
    assert_eq!(message(&json!({ "MESSAGE": "a" })), Some("a"));
    for none in [json!({ "message": "" }), json!({ "message": 1 }), json!([]), json!("message"), Value::Null] {
        assert_eq!(message(&none), None);
    }
}

#[wasm_bindgen_test]
async fn no_call_is_cached_redirected_or_sent_with_cookies() {
    let service = Service::start(|_| Reply::Redirect);
    let page = Page::new(&config());
    let error = page.api.for_current_session().send(Call::get(URL.to_owned())).await.expect_err("nobody follows");
    assert!(matches!(error, ApiError::Redirected(_)), "{error:?}");
    assert!(sentence(&error).contains("does not follow redirects"), "{}", sentence(&error));
    post_form("/GroupIDSecurityService/connect/token", "a=b".to_owned(), 1_000).await.expect_err("nobody follows");
    let options = |credentials: &str| ["no-store", credentials, "manual", "no-referrer"].map(str::to_owned);
    assert_eq!(service.take_sent().into_iter().map(|sent| sent.options).collect::<Vec<_>>(), vec![options("omit"); 2]);
    send_credentials_to(vec!["/GroupIDDataService".to_owned()]);
    drop(page.api.for_current_session().send(Call::get(URL.to_owned())).await);
    drop(page.api.for_current_session().send(Call::get("/elsewhere".to_owned())).await);
    send_credentials_to(Vec::new());
    let sent: Vec<_> = service.take_sent().into_iter().map(|sent| sent.options).collect();
    assert_eq!(sent, [options("include"), options("omit")]);
}

#[wasm_bindgen_test]
async fn an_id_of_dots_is_not_sent() {
    let service = Service::start(|_| Reply::Json(200, Value::Null));
    let page = Page::new(&config());
    let batch = json!({ "requests": [{ "id": "1", "method": "POST", "url": "/groups/../members/$ref" }] });
    for call in [
        Call::delete("/GroupIDDataService/api/Groups/..".to_owned()),
        Call::post("/v1.0/groups/g/members/$ref".to_owned(), json!({ "@odata.id": "https://graph/v1.0/users/.." })),
        Call::post("/v1.0/$batch".to_owned(), batch),
    ] {
        let error = page.api.for_current_session().send(call).await;
        assert!(matches!(error, Err(ApiError::NotFound(_))), "{error:?}");
    }
    assert!(service.sent().is_empty());
}

#[wasm_bindgen_test]
async fn a_token_that_an_answer_quotes_is_not_shown() {
    let _service = Service::start(|sent| match sent.is_token() {
        true => tokens(1, 1_200),
        false => Reply::Text(500, "<pre>Authorization: Bearer access-1</pre>"),
    });
    let page = Page::new(&config());
    page.sign_in().await;
    let error = page
        .api
        .for_current_session()
        .send(Call::post(URL.to_owned(), Value::Null))
        .await
        .expect_err("it is no answer");
    let ApiError::Unreadable { excerpt, .. } = error else { panic!("{error:?}") };
    assert_eq!(excerpt, "<pre>Authorization: Bearer •••</pre>");
}

#[wasm_bindgen_test]
async fn what_the_pages_own_policy_blocks_is_told_apart() {
    const ELSEWHERE: &str = "https://groupid.example.com/GroupIDDataService/api";
    watch_policy();
    let report = format!(
        "window.dispatchEvent(new SecurityPolicyViolationEvent('securitypolicyviolation', {{ blockedURI: '{ELSEWHERE}', \
         effectiveDirective: 'connect-src', violatedDirective: 'connect-src', documentURI: location.href, \
         originalPolicy: '', disposition: 'enforce', statusCode: 200 }}))"
    );
    js_sys::eval(&report).unwrap();
    let _service = Service::start(|_| Reply::Failure);
    let page = Page::new(&config());
    let error = page.api.for_current_session().send(Call::get(ELSEWHERE.to_owned())).await.expect_err("it was blocked");
    assert!(matches!(error, ApiError::Blocked(_)), "{error:?}");
    assert!(sentence(&error).contains("calls to https://groupid.example.com."), "{}", sentence(&error));
    let other = page.api.for_current_session().send(Call::get(URL.to_owned())).await.expect_err("there is no answer");
    assert!(matches!(other, ApiError::Unreachable(_)), "{other:?}");
}
