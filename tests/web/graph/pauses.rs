//! Pauses without a `Retry-After` that the browser may read: they grow, are counted down, end, and can be stopped.

use super::signed_in;
use crate::support::clock::QuickTimeouts;
use crate::support::{Page, Reply, Sent, Service, until};
use leptos::prelude::*;
use model::graph::{GraphCreation, GraphGroup, Relation, RelationKind};
use model::wire::ObjectId;
use model::wire::object::ObjectKind;
use portal::api::graph::{GraphMade, GraphProgress, Stop};
use portal::http::{ApiError, Call};
use portal::ui::error_panel::sentence;
use serde_json::{Value, json};
use std::cell::{Cell, RefCell};
use std::rc::Rc;
use wasm_bindgen_test::wasm_bindgen_test;

const GROUPS: &str = "/v1.0/groups";

fn busy(status: u16) -> Reply {
    Reply::Json(status, json!({ "error": { "code": "x", "message": "Said so." } }))
}

fn never() -> Stop {
    Rc::new(|| false)
}

fn creation() -> GraphCreation {
    GraphCreation { body: GraphGroup::default(), following: Vec::new(), patch: None }
}

/// Collects the progress that is reported.
fn listen(page: &Page) -> (Callback<GraphProgress>, StoredValue<Vec<GraphProgress>>) {
    page.within(|| {
        let told = StoredValue::new(Vec::new());
        (Callback::new(move |now: GraphProgress| told.update_value(|told| told.push(now))), told)
    })
}

/// The seconds with which each countdown began.
fn pauses(told: &[GraphProgress]) -> Vec<u32> {
    let mut left = 0;
    let mut begun = Vec::new();
    for now in told {
        let GraphProgress::Waiting { seconds } = now else { continue };
        if *seconds >= left {
            begun.push(*seconds);
        }
        left = if *seconds == 1 { 0 } else { *seconds };
    }
    begun
}

/// Follows up a group with these members and a PATCH.
async fn follow(page: &Page, members: &[&str], stop: Stop) -> GraphMade {
    let member = |id: &&str| Relation::new(RelationKind::Members, "/v1.0", &ObjectId::new(*id), ObjectKind::User);
    let (store, tell) = (page.api.current_store(), listen(page).0);
    let relations = members.iter().map(member).collect();
    page.api
        .for_current_session()
        .graph_follow(&store, ObjectId::new("g1"), relations, Some(&GraphGroup::default()), tell, stop)
        .await
}

#[wasm_bindgen_test]
async fn pauses_double_and_are_counted_down() {
    let _clock = QuickTimeouts::seconds();
    let asked = Cell::new(0);
    let service = Service::start(move |_| {
        asked.set(asked.get() + 1);
        if asked.get() <= 5 { busy(429) } else { Reply::Json(201, json!({ "id": "g1" })) }
    });
    let page = signed_in();
    let (tell, told) = listen(&page);
    let made = page
        .api
        .for_current_session()
        .graph_create(&page.api.current_store(), creation(), tell, never())
        .await
        .unwrap();
    assert_eq!((made.id.as_str(), service.count(GROUPS)), ("g1", 6));
    let begun = pauses(&told.get_value());
    let ranges = [1..=2, 2..=3, 4..=6, 8..=12, 16..=24];
    assert_eq!(begun.len(), ranges.len(), "{begun:?}");
    assert!(begun.iter().zip(&ranges).all(|(seconds, range)| range.contains(seconds)), "{begun:?}");
    let last = told.get_value().iter().filter(|now| **now == GraphProgress::Waiting { seconds: 1 }).count();
    assert_eq!(last, 5, "each one is counted down to its end");
}

#[wasm_bindgen_test]
async fn six_tries_and_no_more() {
    let _clock = QuickTimeouts::seconds();
    for reply in [busy(429), Reply::RetryAfter(429, "whenever".to_owned())] {
        let service = Service::start(move |_| reply.clone());
        let page = signed_in();
        let tell = listen(&page).0;
        let made =
            page.api.for_current_session().graph_create(&page.api.current_store(), creation(), tell, never()).await;
        let (error, may_exist) = made.unwrap_err();
        assert_eq!(sentence(&error), "The service is busy. Try again in a few minutes.");
        assert_eq!((may_exist, service.count(GROUPS)), (false, 6));
    }
}

#[wasm_bindgen_test]
async fn what_is_harmless_twice_is_repeated_after_a_gateway_gave_up_too() {
    let _clock = QuickTimeouts::seconds();
    for status in [429, 503, 504] {
        let seen = Rc::new(RefCell::new(Vec::new()));
        let own = seen.clone();
        let service = Service::start(move |sent: &Sent| {
            own.borrow_mut().push(sent.method.clone());
            let times = own.borrow().iter().filter(|method| **method == sent.method).count();
            match (times, sent.method.as_str()) {
                (1, _) => busy(status),
                (_, "POST") => Reply::Json(200, json!({ "responses": [{ "id": "1", "status": 204 }] })),
                _ => Reply::Json(200, Value::Null),
            }
        });
        let made = follow(&signed_in(), &["u1"], never()).await;
        assert_eq!((made.failed, made.unset), (Vec::new(), None), "{status}");
        assert_eq!(*seen.borrow(), ["POST", "POST", "PATCH", "PATCH"], "{status}");
        drop(service);
    }
}

/// The people in each batch that was sent.
type Batches = Rc<RefCell<Vec<Vec<String>>>>;

/// Answers a batch: `u1` is put off with this status as often as said, everybody else is added.
fn putting_off(status: u16, times: usize) -> (impl Fn(&Sent) -> Reply, Batches) {
    let batches = Batches::default();
    let seen = batches.clone();
    let answer = move |sent: &Sent| {
        if sent.method == "PATCH" {
            return Reply::Json(200, Value::Null);
        }
        let json = sent.json();
        let who = |request: &Value| request["body"]["@odata.id"].as_str().unwrap().replace("/v1.0/users/", "");
        let people: Vec<_> = json["requests"].as_array().unwrap().iter().map(who).collect();
        let late = seen.borrow().len() < times;
        let of = |(at, who): (usize, &String)| json!({ "id": (at + 1).to_string(), "status": if late && who == "u1" { status } else { 204 } });
        let responses: Vec<_> = people.iter().enumerate().map(of).collect();
        seen.borrow_mut().push(people);
        Reply::Json(200, json!({ "responses": responses }))
    };
    (answer, batches)
}

#[wasm_bindgen_test]
async fn who_is_put_off_in_a_batch_without_a_time_is_asked_again_alone() {
    let _clock = QuickTimeouts::seconds();
    for status in [429, 503, 504] {
        let (answer, batches) = putting_off(status, 2);
        let _service = Service::start(answer);
        let made = follow(&signed_in(), &["u0", "u1", "u2"], never()).await;
        assert_eq!((made.failed, made.unsent), (Vec::new(), Vec::new()), "{status}");
        assert_eq!(*batches.borrow(), [vec!["u0", "u1", "u2"], vec!["u1"], vec!["u1"]], "{status}");
    }
    let (answer, batches) = putting_off(429, 99);
    let _service = Service::start(answer);
    let made = follow(&signed_in(), &["u0", "u1"], never()).await;
    let failed: Vec<_> = made.failed.iter().map(|(who, error)| (who.id.as_str(), sentence(error))).collect();
    assert_eq!(failed, [("u1", "The service is busy. Try again in a few minutes.".to_owned())]);
    assert_eq!(batches.borrow().len(), 6);
}

#[wasm_bindgen_test]
async fn such_a_pause_can_be_stopped() {
    let service = Service::start(|_| busy(429));
    let page = signed_in();
    let (stopped, waits) = (Rc::new(Cell::new(false)), page.within(|| RwSignal::new(false)));
    let tell = page.within(|| {
        Callback::new(move |now| {
            if matches!(now, GraphProgress::Waiting { .. }) {
                waits.set(true);
            }
        })
    });
    let ended = Rc::new(RefCell::new(None));
    let (api, stop, end) = (page.api.for_current_session(), stopped.clone(), ended.clone());
    leptos::task::spawn_local(async move {
        let stop: Stop = Rc::new(move || stop.get());
        let made = api.graph_create(&api.current_store(), creation(), tell, stop).await;
        end.replace(Some(made));
    });
    until("it waits", || waits.get_untracked()).await;
    stopped.set(true);
    until("it has ended", || ended.borrow().is_some()).await;
    let (error, may_exist) = ended.take().unwrap().unwrap_err();
    assert!(matches!(error, ApiError::Throttled { seconds: None, .. }), "{error:?}");
    assert_eq!((may_exist, service.count(GROUPS)), (false, 1));
}

#[wasm_bindgen_test]
async fn a_read_of_graph_comes_back_by_itself_for_a_moment_only() {
    let _clock = QuickTimeouts::seconds();
    for status in [429, 503, 504] {
        let asked = Cell::new(0);
        let service = Service::start(move |_| {
            asked.set(asked.get() + 1);
            if asked.get() == 1 { busy(status) } else { Reply::Json(200, Value::Null) }
        });
        signed_in().api.for_current_session().send(Call::get("/v1.0/me".to_owned()).graph()).await.unwrap();
        assert_eq!(service.count("/me"), 2, "{status}");
    }
}
