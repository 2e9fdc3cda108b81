//! Only requests that were refused before anything was done are repeated, and only for a limited time.

use super::signed_in;
use crate::support::{Page, Reply, Service, frames, until};
use leptos::prelude::*;
use model::graph::{GraphCreation, GraphGroup, Relation, RelationKind};
use model::wire::ObjectId;
use model::wire::lenient::Nullable;
use model::wire::object::ObjectKind;
use portal::api::graph::{GraphMade, GraphProgress, Stop};
use portal::http::{ApiError, Call};
use portal::ui::error_panel::sentence;
use serde_json::{Value, json};
use std::cell::Cell;
use std::rc::Rc;
use wasm_bindgen_test::wasm_bindgen_test;

const GROUPS: &str = "/v1.0/groups";

fn creation() -> GraphCreation {
    let body = GraphGroup { display_name: Nullable::Is("Polo".to_owned()), ..GraphGroup::default() };
    GraphCreation { body, following: Vec::new(), patch: None }
}

type Made = Result<GraphMade, (ApiError, bool)>;

/// The result of a creation, and the progress that was reported.
async fn create_unless(page: &Page, stop: Stop) -> (Made, Vec<GraphProgress>) {
    let told = page.within(|| StoredValue::new(Vec::new()));
    let tell = page.within(|| Callback::new(move |now: GraphProgress| told.update_value(|told| told.push(now))));
    let made = page.api.for_current_session().graph_create(&page.api.current_store(), creation(), tell, stop).await;
    (made, told.get_value())
}

async fn create(reply: impl Fn(usize) -> Reply + 'static) -> (Made, Vec<GraphProgress>, usize) {
    let asked = Cell::new(0);
    let service = Service::start(move |_| {
        asked.set(asked.get() + 1);
        reply(asked.get())
    });
    let page = signed_in();
    let (made, told) = create_unless(&page, Rc::new(|| false)).await;
    (made, told, service.count(GROUPS))
}

fn made() -> Reply {
    Reply::Json(201, json!({ "id": "g1" }))
}

#[wasm_bindgen_test]
async fn a_creation_that_is_put_off_is_sent_again_and_the_wait_is_told() {
    let (made, told, calls) = create(|turn| if turn == 1 { Reply::TryLater(1) } else { made() }).await;
    assert_eq!(made.unwrap().id.as_str(), "g1");
    assert_eq!(calls, 2);
    assert!(told.contains(&GraphProgress::Waiting { seconds: 1 }), "{told:?}");
}

#[wasm_bindgen_test]
async fn five_waits_and_no_more() {
    let (made, _, calls) = create(|_| Reply::TryLater(0)).await;
    let (error, may_exist) = made.unwrap_err();
    assert!(matches!(error, ApiError::Throttled { seconds: Some(0), .. }), "{error:?}");
    assert!(!may_exist, "each was refused before anything was done");
    assert_eq!(calls, 6);
}

#[wasm_bindgen_test]
async fn two_minutes_and_no_longer() {
    let (made, told, calls) = create(|_| Reply::TryLater(121)).await;
    let (error, may_exist) = made.unwrap_err();
    assert_eq!(sentence(&error), "The service is busy. Try again in 121 seconds.");
    assert_eq!((may_exist, calls), (false, 1));
    assert!(!told.iter().any(|now| matches!(now, GraphProgress::Waiting { .. })), "{told:?}");
}

#[wasm_bindgen_test]
async fn a_date_says_when_as_well() {
    let past = "Wed, 21 Oct 2015 07:28:00 GMT";
    let (made, _, calls) =
        create(move |turn| if turn == 1 { Reply::RetryAfter(503, past.to_owned()) } else { made() }).await;
    assert!(made.is_ok());
    assert_eq!(calls, 2);
    let soon = js_sys::Date::new(&(js_sys::Date::now() + 600_000.0).into());
    let (made, ..) = create(move |_| Reply::RetryAfter(429, String::from(soon.to_utc_string()))).await;
    let (ApiError::Throttled { seconds: Some(seconds), .. }, _) = made.unwrap_err() else { panic!("it is put off") };
    assert!((500..=600).contains(&seconds), "{seconds}");
}

#[wasm_bindgen_test]
async fn no_creation_that_may_have_been_carried_out_is_sent_twice() {
    let error = || json!({ "error": { "code": "x", "message": "Said so." } });
    let table = [
        ("503 without a time", Reply::Json(503, error()), true),
        ("503 of a gateway", Reply::Text(503, "<html>"), true),
        ("500", Reply::Json(500, error()), true),
        ("504", Reply::Json(504, error()), true),
        ("400", Reply::Json(400, error()), false),
        ("no answer", Reply::Failure, true),
        ("no id", Reply::Json(201, json!({ "displayName": "Polo" })), true),
    ];
    for (name, reply, doubt) in table {
        let (made, _, calls) = create(move |_| reply.clone()).await;
        let (error, may_exist) = made.unwrap_err();
        assert_eq!((calls, may_exist), (1, doubt), "{name}: {error:?}");
    }
}

#[wasm_bindgen_test]
async fn a_wait_can_be_stopped() {
    let service = Service::start(|_| Reply::TryLater(60));
    let page = signed_in();
    let stopped = Rc::new(Cell::new(false));
    let (stop, set) = (stopped.clone(), stopped);
    let told = page.within(|| RwSignal::new(false));
    let tell = page.within(|| {
        Callback::new(move |now| {
            if matches!(now, GraphProgress::Waiting { .. }) {
                told.set(true);
            }
        })
    });
    let api = page.api.for_current_session();
    let ended = Rc::new(Cell::new(None::<Made>));
    let end = ended.clone();
    leptos::task::spawn_local(async move {
        let stop: Stop = Rc::new(move || stop.get());
        end.set(Some(api.graph_create(&api.current_store(), creation(), tell, stop).await));
    });
    until("it waits", || told.get_untracked()).await;
    set.set(true);
    until("it has ended", || ended.take().is_some_and(|made| made.is_err())).await;
    assert_eq!(service.count(GROUPS), 1);
}

#[wasm_bindgen_test]
async fn a_read_waits_quietly_for_a_moment_only() {
    let asked = Cell::new(0);
    let service = Service::start(move |_| {
        asked.set(asked.get() + 1);
        if asked.get() == 1 { Reply::TryLater(0) } else { Reply::Json(200, Value::Null) }
    });
    let page = signed_in();
    page.api.for_current_session().send(Call::get("/v1.0/me".to_owned()).graph()).await.unwrap();
    assert_eq!(service.count("/me"), 2);
    drop(service);

    for (seconds, calls) in [(11, 1), (0, 11)] {
        let service = Service::start(move |_| Reply::TryLater(seconds));
        let error = page.api.for_current_session().send(Call::get("/v1.0/me".to_owned()).graph()).await.unwrap_err();
        assert!(matches!(error, ApiError::Throttled { .. }), "{error:?}");
        assert_eq!(service.count("/me"), calls, "{seconds} seconds");
    }
    let service = Service::start(|_| Reply::TryLater(0));
    let delete = Call::delete("/v1.0/groups/g1".to_owned()).graph();
    assert!(page.api.for_current_session().send(delete).await.is_err());
    frames().await;
    assert_eq!(service.sent().len(), 1, "what changes something is repeated only by those who tell of it");
}

#[wasm_bindgen_test]
async fn what_follows_has_one_patience_for_all_of_it() {
    let asked = Cell::new(0);
    let service = Service::start(move |sent| {
        asked.set(asked.get() + 1);
        let done = json!({ "responses": [{ "id": "1", "status": 204 }] });
        if sent.method == "POST" && asked.get() == 6 { Reply::Json(200, done) } else { Reply::TryLater(0) }
    });
    let page = signed_in();
    let tell = page.within(|| Callback::new(|_| ()));
    let member = Relation::new(RelationKind::Members, "/v1.0", &ObjectId::new("u1"), ObjectKind::User);
    let (store, id, patch) = (page.api.current_store(), ObjectId::new("g1"), GraphGroup::default());
    let made = page
        .api
        .for_current_session()
        .graph_follow(&store, id, vec![member], Some(&patch), tell, Rc::new(|| false))
        .await;
    assert_eq!((made.failed, made.unsent), (Vec::new(), Vec::new()));
    assert!(matches!(made.unset, Some(ApiError::Throttled { .. })), "{:?}", made.unset);
    let methods: Vec<_> = service.sent().into_iter().map(|sent| sent.method).collect();
    assert_eq!(methods, ["POST", "POST", "POST", "POST", "POST", "POST", "PATCH"], "five waits in all");
}
