//! Work of one user does not continue for the next: no request is sent with another user's token.

use super::signed_in;
use crate::support::samples::person;
use crate::support::{Page, Reply, Sent, Service, frames, until};
use leptos::prelude::*;
use model::graph::{GraphCreation, GraphGroup, Relation, RelationKind};
use model::wire::object::ObjectKind;
use model::wire::{ObjectId, StoreId, TokenResponse};
use portal::api::graph::GraphMade;
use portal::http::{Answer, ApiError, Call};
use portal::session::Phase;
use serde_json::json;
use std::cell::RefCell;
use std::rc::Rc;
use wasm_bindgen_test::wasm_bindgen_test;

const TOKEN: &str = "/contoso/oauth2/v2.0/token";

fn token(number: u32) -> serde_json::Value {
    let (access, refresh) = (format!("access-{number}"), format!("refresh-{number}"));
    json!({ "access_token": access, "refresh_token": refresh, "expires_in": 1_200 })
}

/// Ann signs out, and Bob signs in.
fn bob_comes(page: &Page) {
    page.session.sign_out();
    page.session.accept_tokens(
        page.session.generation(),
        StoreId(4),
        "bob@contoso.com".to_owned(),
        TokenResponse::from_json(&token(7)).unwrap(),
    );
    page.session.complete_sign_in(Some(person("Bob")));
}

type Sending<T> = Rc<RefCell<Option<T>>>;

/// Starts a request that stays unfinished.
fn send(page: &Page) -> Sending<Result<Answer, ApiError>> {
    let sending = Sending::default();
    let (api, end) = (page.api.for_current_session(), sending.clone());
    leptos::task::spawn_local(async move {
        *end.borrow_mut() = Some(api.send(Call::get("/v1.0/me".to_owned()).graph()).await);
    });
    sending
}

async fn ended<T>(sending: &Sending<T>) -> T {
    until("it has ended", || sending.borrow().is_some()).await;
    sending.borrow_mut().take().unwrap()
}

fn refused(answer: &Result<Answer, ApiError>) -> bool {
    matches!(answer, Err(ApiError::Unauthorized(_)))
}

/// Checks that Bob is signed in with his own tokens, and that they were not used.
async fn is_bobs(page: &Page, service: &Service) {
    frames().await;
    assert_eq!(untrack(|| page.session.phase()), Phase::SignedIn);
    assert_eq!(page.session.access_token(page.api.config()).await.as_deref(), Some("access-7"));
    let of_bob = |sent: &Sent| sent.authorization == "Bearer access-7" || sent.body.contains("refresh-7");
    assert!(!service.sent().iter().any(of_bob), "{:?}", service.sent());
}

#[wasm_bindgen_test]
async fn a_call_that_hangs_is_not_sent_again() {
    for late in [Reply::Json(401, json!({})), Reply::TryLater(0)] {
        let service = Service::start(|sent| match sent.path.as_str() {
            TOKEN => Reply::Json(200, token(8)),
            _ => Reply::Held,
        });
        let page = signed_in();
        let sending = send(&page);
        until("it is on its way", || service.held() == 1).await;
        bob_comes(&page);
        service.release(0, late);
        assert!(refused(&ended(&sending).await));
        assert_eq!(service.sent().len(), 1);
        is_bobs(&page, &service).await;
    }
}

#[wasm_bindgen_test]
async fn a_renewal_that_hangs_is_nobody_elses() {
    let service = Service::start(|sent| match sent.path.as_str() {
        TOKEN if sent.body.contains("refresh-1&") => Reply::Held,
        TOKEN => Reply::Json(200, token(8)),
        _ if sent.authorization == "Bearer access-8" => Reply::Json(200, json!({})),
        _ => Reply::Json(401, json!({})),
    });
    for reply in [Reply::Json(200, token(9)), Reply::Json(400, json!({ "error": "invalid_grant" }))] {
        let held = service.held();
        let page = signed_in();
        let (first, second) = (send(&page), send(&page));
        until("the renewal is under way", || service.held() == held + 1).await;
        bob_comes(&page);
        // Bob's request does not wait for the refresh of Ann's tokens.
        assert!(ended(&send(&page)).await.is_ok());
        service.release(held, reply);
        assert!(refused(&ended(&first).await) && refused(&ended(&second).await));
        assert_eq!(untrack(|| page.session.phase()), Phase::SignedIn);
        assert_eq!(page.session.access_token(page.api.config()).await.as_deref(), Some("access-8"));
    }
}

#[wasm_bindgen_test]
async fn the_same_person_goes_on_after_a_lapse() {
    let service = Service::start(|_| Reply::Held);
    let page = signed_in();
    let sending = send(&page);
    until("it is on its way", || service.held() == 1).await;
    page.session.expire();
    page.session.accept_tokens(
        page.session.generation(),
        StoreId(4),
        "ann@contoso.com".to_owned(),
        TokenResponse::from_json(&token(7)).unwrap(),
    );
    page.session.complete_sign_in(None);
    service.release(0, Reply::TryLater(0));
    until("it is sent again", || service.held() == 2).await;
    service.release(1, Reply::Json(200, json!({})));
    assert!(ended(&sending).await.is_ok());
    assert_eq!(service.sent()[1].authorization, "Bearer access-7");
}

#[wasm_bindgen_test]
async fn a_group_is_not_filled_by_somebody_else() {
    let service = Service::start(|_| Reply::Held);
    let page = signed_in();
    let member = Relation::new(RelationKind::Members, "/v1.0", &ObjectId::new("u1"), ObjectKind::User);
    let patch = Some(GraphGroup::default());
    let creation = GraphCreation { body: GraphGroup::default(), following: vec![vec![member.clone()]], patch };
    let tell = page.within(|| Callback::new(|_| ()));
    let sending = Sending::<Result<GraphMade, (ApiError, bool)>>::default();
    let (api, end) = (page.api.for_current_session(), sending.clone());
    leptos::task::spawn_local(async move {
        let made = api.graph_create(&api.current_store(), creation, tell, Rc::new(|| false)).await;
        *end.borrow_mut() = Some(made);
    });
    until("it is on its way", || service.held() == 1).await;
    bob_comes(&page);
    service.release(0, Reply::Json(201, json!({ "id": "g1" })));
    let made = ended(&sending).await.unwrap();
    let failed: Vec<_> = made.failed.iter().map(|(who, _)| who.clone()).collect();
    assert_eq!((made.id.as_str(), failed), ("g1", vec![member]));
    assert!(matches!(made.unset, Some(ApiError::Unauthorized(_))), "{:?}", made.unset);
    assert_eq!(service.sent().len(), 1);
    is_bobs(&page, &service).await;
}
