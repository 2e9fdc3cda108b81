//! Errors of Graph become the portal's errors, and tokens are sent only where they belong.

use super::{signed_in, signed_in_for};
use crate::support::samples::config;
use crate::support::{Page, Reply, Sent, Service};
use leptos::prelude::*;
use model::graph::{GraphCreation, GraphGroup, Relation, RelationKind};
use model::wire::object::ObjectKind;
use model::wire::{ObjectId, StoreId};
use portal::api::graph::GraphProgress;
use portal::http::{ApiError, Call};
use portal::session::Phase;
use portal::ui::error_panel::sentence;
use serde_json::{Value, json};
use std::cell::{Cell, RefCell};
use std::rc::Rc;
use wasm_bindgen_test::wasm_bindgen_test;

fn error(code: &str, message: &str) -> Value {
    let inner = json!({ "request-id": "graph-9", "date": "2026-01-01T00:00:00" });
    json!({ "error": { "code": code, "message": message, "innerError": inner } })
}

fn no_progress(page: &Page) -> Callback<GraphProgress> {
    page.within(|| Callback::new(|_| ()))
}

async fn create(page: &Page, following: Vec<Vec<Relation>>) -> Result<portal::api::graph::GraphMade, (ApiError, bool)> {
    let creation = GraphCreation { body: GraphGroup::default(), following, patch: None };
    page.api
        .for_current_session()
        .graph_create(&page.api.current_store(), creation, no_progress(page), Rc::new(|| false))
        .await
}

#[wasm_bindgen_test]
async fn a_refusal_says_what_and_about_which_property() {
    let said = "Invalid value specified for property 'mailNickname' of resource 'Group'.";
    for status in [400, 403, 409] {
        let reply = error("Request_BadRequest", said);
        let _service = Service::start(move |_| Reply::Json(status, reply.clone()));
        let page = signed_in();
        let (error, may_exist) = create(&page, Vec::new()).await.unwrap_err();
        let ApiError::Refused(result, trace) = &error else { panic!("{status}: {error:?}") };
        assert_eq!(result.attribute_messages(), [("mailNickname".to_owned(), said.to_owned())]);
        assert_eq!((trace.status, may_exist), (Some(status), false));
        assert_eq!(sentence(&error), format!("The service refused the request: {said}"));
    }
}

#[wasm_bindgen_test]
async fn a_read_that_is_refused_says_what_too() {
    let _service =
        Service::start(|_| Reply::Json(403, error("Authorization_RequestDenied", "Insufficient privileges.")));
    let failed =
        signed_in().api.for_current_session().send(Call::get("/v1.0/users".to_owned()).graph()).await.unwrap_err();
    assert_eq!(sentence(&failed), "The service refused the request: Insufficient privileges.");
    let _service = Service::start(|_| Reply::Json(404, error("Request_ResourceNotFound", "No such thing.")));
    let failed = signed_in().api.for_current_session().group(StoreId(4), &ObjectId::new("g")).await.unwrap_err();
    assert!(matches!(failed, ApiError::NotFound(_)), "{failed:?}");
}

#[wasm_bindgen_test]
async fn a_401_is_answered_with_one_renewal_at_the_authority() {
    let service = Service::start(|sent| match sent.path.as_str() {
        "/contoso/oauth2/v2.0/token" => Reply::Json(200, json!({ "access_token": "access-2", "expires_in": 1_200 })),
        _ if sent.authorization == "Bearer access-2" => Reply::Json(200, json!({ "value": [] })),
        _ => Reply::Json(401, error("InvalidAuthenticationToken", "Access token has expired.")),
    });
    let page = signed_in();
    page.api.for_current_session().send(Call::get("/v1.0/groups".to_owned()).graph()).await.unwrap();
    let sent = service.sent();
    assert_eq!(sent.len(), 3);
    assert!(sent[1].body.starts_with("grant_type=refresh_token&refresh_token=refresh-1&client_id=portal&scope="));
    drop(service);
    let _service = Service::start(|_| Reply::Json(401, Value::Null));
    assert!(page.api.for_current_session().send(Call::get("/v1.0/groups".to_owned()).graph()).await.is_err());
    assert_eq!(untrack(|| page.session.phase()), Phase::Lapsed);
}

#[wasm_bindgen_test]
async fn no_service_is_shown_the_other_ones_token() {
    let service = Service::start(|_| Reply::Json(200, Value::Null));
    let page = signed_in_for(0);
    let elsewhere = [
        Call::get("/GroupIDDataService/api/x".to_owned()),
        Call::get("/v1.0evil/users".to_owned()).graph(),
        Call::get("https://evil.example/v1.0/users".to_owned()).graph(),
    ];
    for call in elsewhere {
        let failed = page.api.for_current_session().send(call).await.unwrap_err();
        assert!(matches!(failed, ApiError::NotFound(_)), "{failed:?}");
    }
    let page = Page::new(&config());
    assert!(page.api.for_current_session().send(Call::get("/v1.0/me".to_owned()).graph()).await.is_err());
    assert_eq!(service.sent(), Vec::<Sent>::new());
}

fn people(count: usize) -> Vec<Relation> {
    let one = |at| Relation::new(RelationKind::Members, "/v1.0", &ObjectId::new(format!("u{at}")), ObjectKind::User);
    (0..count).map(one).collect()
}

/// The ids in a batch.
fn asked(sent: &Sent) -> Vec<String> {
    let json = sent.json();
    let of = |request: &Value| request["body"]["@odata.id"].as_str().unwrap().replace("/v1.0/users/", "");
    json["requests"].as_array().unwrap().iter().map(of).collect()
}

#[wasm_bindgen_test]
async fn who_is_put_off_in_a_batch_is_asked_again_alone() {
    let batches = Rc::new(RefCell::new(Vec::new()));
    let (seen, put_off) = (batches.clone(), Cell::new(false));
    let _service = Service::start(move |sent| {
        if !sent.path.ends_with("$batch") {
            return Reply::Json(201, json!({ "id": "g1" }));
        }
        let who = asked(sent);
        let answer = |(at, who): (usize, &String)| {
            let there = error(
                "Request_BadRequest",
                "One or more added object references already exist for the following modified properties: 'members'.",
            );
            let id = (at + 1).to_string();
            match who.as_str() {
                "u1" => json!({ "id": id, "status": 400, "body": there }),
                "u2" => json!({ "id": id, "status": 400, "body": error("Request_BadRequest", "Blocked.") }),
                "u3" if !put_off.replace(true) => json!({ "id": id, "status": 429, "headers": { "Retry-After": "0" } }),
                "u4" => Value::Null,
                _ => json!({ "id": id, "status": 204 }),
            }
        };
        let responses: Vec<_> = who.iter().enumerate().map(answer).filter(|answer| !answer.is_null()).collect();
        seen.borrow_mut().push(who);
        Reply::Json(200, json!({ "responses": responses }))
    });
    let page = signed_in();
    let made = create(&page, vec![people(20), people(25).split_off(20)]).await.unwrap();
    let failed: Vec<_> = made.failed.iter().map(|(who, error)| (who.id.as_str(), sentence(error))).collect();
    assert_eq!(failed[0], ("u2", "The service refused the request: Blocked.".to_owned()));
    assert_eq!((failed.len(), failed[1].0), (2, "u4"), "who is already a member is no failure: {failed:?}");
    let sizes: Vec<_> = batches.borrow().iter().map(Vec::len).collect();
    assert_eq!(sizes, [20, 6]);
    assert_eq!(batches.borrow()[1][0], "u3");
    assert_eq!((made.unsent, made.unset), (Vec::new(), None));
}

#[wasm_bindgen_test]
async fn what_is_shown_is_what_is_sent() {
    let service = Service::start(|sent| match sent.path.ends_with("$batch") {
        true => Reply::Json(200, json!({ "responses": [] })),
        false => Reply::Json(201, json!({ "id": "g1" })),
    });
    let page = signed_in();
    let creation =
        GraphCreation { body: GraphGroup::default(), following: vec![people(2)], patch: Some(GraphGroup::default()) };
    let store = page.api.current_store();
    let shown = page.api.graph_create_call(&store, &creation);
    let none = Rc::new(|| false);
    page.api.for_current_session().graph_create(&store, creation, no_progress(&page), none).await.unwrap();
    let said = |text: String| text.replace("{group-id}", "g1");
    let shown: Vec<_> = shown
        .into_iter()
        .map(|call| (call.method.name().to_owned(), said(call.url), said(call.body.unwrap().to_string())))
        .collect();
    let sent: Vec<_> = service.sent().into_iter().map(|sent| (sent.method, sent.path, sent.body)).collect();
    assert_eq!(shown, sent);
    assert!(shown[1].2.contains("/groups/g1/members/$ref"), "{}", shown[1].2);
}
