//! Tokens: one refresh for all waiting requests, each refresh token used once, and nothing left afterwards.

use crate::support::clock::QuickTimeouts;
use crate::support::samples::{config, person, tokens};
use crate::support::{Page, Reply, Sent, Service, until};
use futures::future::join_all;
use leptos::prelude::*;
use model::wire::StoreId;
use portal::api::Api;
use portal::http::{ApiError, Call};
use portal::session::Phase;
use portal::session::token::TokenFailure;
use serde_json::{Value, json};
use std::cell::{Cell, RefCell};
use std::rc::Rc;
use wasm_bindgen_test::wasm_bindgen_test;

const URL: &str = "/GroupIDDataService/api/x";

/// A service whose token endpoint gives pairs 1, 2, 3 … and which accepts only the newest access token.
fn rotating(expires_in: i64, revoke_first: bool) -> Service {
    let given = Cell::new(0);
    Service::start(move |sent| {
        if sent.is_token() {
            let refreshes = sent.body.contains("grant_type=refresh_token");
            if refreshes && !sent.body.contains(&format!("refresh_token=refresh-{}&", given.get())) {
                return Reply::Json(400, json!({ "error": "invalid_grant" }));
            }
            given.set(given.get() + 1);
            return tokens(given.get(), expires_in);
        }
        let good =
            given.get() > u32::from(revoke_first) && sent.authorization == format!("Bearer access-{}", given.get());
        Reply::Json(if good { 200 } else { 401 }, Value::Null)
    })
}

async fn signed_in(page: &Page) {
    let config = page.api.config().clone();
    page.session.sign_in(&config, StoreId(2), "ann".to_owned(), "s3cret!".to_owned()).await.unwrap();
    page.session.complete_sign_in(None);
}

fn refreshes(service: &Service) -> Vec<Sent> {
    service.sent().into_iter().filter(|sent| sent.body.contains("grant_type=refresh_token")).collect()
}

async fn send(page: &Page) -> Result<(), ApiError> {
    page.api.for_current_session().send(Call::get(URL.to_owned())).await.map(drop)
}

fn phase(page: &Page) -> Phase {
    untrack(|| page.session.phase())
}

#[wasm_bindgen_test]
async fn signing_in_sends_one_form_and_calls_carry_the_token() {
    let service = rotating(1_200, false);
    let page = Page::new(&config());
    assert_eq!(phase(&page), Phase::SignedOut);
    signed_in(&page).await;
    assert_eq!(phase(&page), Phase::SignedIn);
    assert_eq!((page.session.store(), page.session.user_now().unwrap().login), (StoreId(2), "ann".to_owned()));
    send(&page).await.unwrap();
    let sent = service.sent();
    assert_eq!(sent.len(), 2);
    let form = "grant_type=password&username=ann&password=s3cret%21&client_id=portal&identity_store_id=2";
    assert_eq!((sent[0].method.as_str(), sent[0].body.as_str()), ("POST", form));
    assert!(!sent[0].path.contains('?'), "nothing of it is in the URL");
    assert_eq!(sent[1].authorization, "Bearer access-1");
}

#[wasm_bindgen_test]
async fn refused_sign_ins_say_why_and_leave_nobody_signed_in() {
    let service = Service::start(|_| Reply::Json(400, json!({ "error": "invalid_client" })));
    let page = Page::new(&config());
    let config = page.api.config().clone();
    let refused = page.session.sign_in(&config, StoreId(2), "ann".to_owned(), "no".to_owned()).await;
    assert_eq!(refused, Err(TokenFailure::Unfit("invalid_client".to_owned())));
    assert_eq!((phase(&page), page.session.user_now()), (Phase::SignedOut, None));
    drop(service);
    let _service = Service::start(|_| Reply::Json(200, json!({ "token": "s3cret-token" })));
    let refused = page.session.sign_in(&config, StoreId(2), "ann".to_owned(), "no".to_owned()).await;
    assert!(matches!(refused, Err(TokenFailure::Failed(ApiError::Unreadable { .. }))), "{refused:?}");
    assert!(!format!("{refused:?}").contains("s3cret-token"), "an answer that may hold a token is never quoted");
}

#[wasm_bindgen_test]
async fn a_401_is_answered_with_one_renewal_and_one_repetition() {
    let service = rotating(1_200, true);
    let page = Page::new(&config());
    signed_in(&page).await;
    send(&page).await.unwrap();
    let seen: Vec<_> = service.sent().into_iter().map(|sent| (sent.is_token(), sent.authorization)).collect();
    let bearer = |number| (false, format!("Bearer access-{number}"));
    let token = || (true, String::new());
    assert_eq!(seen, [token(), bearer(1), token(), bearer(2)]);
    assert_eq!(phase(&page), Phase::SignedIn);
}

#[wasm_bindgen_test]
async fn a_second_401_ends_the_session_and_keeps_the_page() {
    let service = Service::start(|sent| if sent.is_token() { tokens(1, 1_200) } else { Reply::Text(401, "") });
    let page = Page::new(&config());
    signed_in(&page).await;
    let error = send(&page).await.unwrap_err();
    assert!(matches!(error, ApiError::Unauthorized(_)), "{error:?}");
    assert_eq!(service.count("/x"), 2, "once, and once more");
    assert_eq!(phase(&page), Phase::Lapsed);
    assert!(page.session.user_now().is_some(), "whose page it is stays known");
    let _ = send(&page).await;
    assert_eq!(service.sent().last().unwrap().authorization, "", "the refused token is gone");
}

#[wasm_bindgen_test]
async fn many_refused_calls_renew_once() {
    let service = rotating(1_200, true);
    let page = Page::new(&config());
    signed_in(&page).await;
    let answers = join_all((0..8).map(|_| send(&page))).await;
    assert!(answers.iter().all(Result::is_ok), "{answers:?}");
    assert_eq!(refreshes(&service).len(), 1);
    assert_eq!(service.count("/x"), 16, "each was refused once and repeated once");
}

#[wasm_bindgen_test]
async fn a_token_near_its_end_is_renewed_before_use_and_each_refresh_token_is_used_once() {
    let service = rotating(0, false);
    let page = Page::new(&config());
    signed_in(&page).await;
    for _ in 0..3 {
        send(&page).await.unwrap();
    }
    let used: Vec<_> = refreshes(&service).into_iter().map(|sent| sent.body).collect();
    assert_eq!(used.len(), 3);
    for (at, body) in used.iter().enumerate() {
        assert!(body.contains(&format!("refresh_token=refresh-{}&", at + 1)), "{body}");
    }
    assert!(service.sent().iter().all(|sent| sent.is_token() || sent.authorization != "Bearer access-1"));
}

#[wasm_bindgen_test]
async fn a_server_without_rotation_keeps_its_refresh_token() {
    let service = Service::start(|sent| {
        let first = sent.body.contains("grant_type=password");
        match (sent.is_token(), first) {
            (true, true) => tokens(1, 0),
            (true, false) => Reply::Json(200, json!({ "access_token": "access-2", "expires_in": 0 })),
            (false, _) => Reply::Json(200, Value::Null),
        }
    });
    let page = Page::new(&config());
    signed_in(&page).await;
    send(&page).await.unwrap();
    send(&page).await.unwrap();
    assert!(refreshes(&service).iter().all(|sent| sent.body.contains("refresh_token=refresh-1&")));
    assert_eq!(refreshes(&service).len(), 2);
}

/// The tokens that were given back (RFC 7009).
fn given_back(service: &Service) -> Vec<String> {
    let sent = service.sent().into_iter().filter(|sent| sent.path.ends_with("/connect/revocation"));
    let token = |sent: Sent| web_sys::UrlSearchParams::new_with_str(&sent.body).unwrap().get("token").unwrap();
    sent.map(token).collect()
}

#[wasm_bindgen_test]
async fn signing_out_while_a_renewal_is_under_way_leaves_no_token_behind() {
    let service = Service::start(|sent| match (sent.is_token(), sent.body.contains("grant_type=password")) {
        (true, true) => tokens(1, 0),
        (true, false) => Reply::Held,
        (false, _) => Reply::Json(200, Value::Null),
    });
    let page = Page::new(&config());
    signed_in(&page).await;
    let (config, session) = (page.api.config().clone(), page.session);
    leptos::task::spawn_local(async move { drop(session.renew(&config, Some("access-1")).await) });
    until("the renewal is under way", || service.held() == 1).await;
    page.session.sign_out();
    service.release(0, tokens(2, 1_200));
    until("the new token is given back", || given_back(&service) == ["refresh-2"]).await;
    assert_eq!(page.session.access_token(page.api.config()).await, None);
    assert_eq!((phase(&page), page.session.user_now()), (Phase::SignedOut, None));
}

#[wasm_bindgen_test]
async fn signing_out_while_signing_in_is_under_way_leaves_nobody_signed_in() {
    let service = Service::start(|_| Reply::Held);
    let page = Page::new(&config());
    let (config, session) = (page.api.config().clone(), page.session);
    let ended = Rc::new(RefCell::new(None));
    let end = ended.clone();
    leptos::task::spawn_local(async move {
        let answer = session.sign_in(&config, StoreId(2), "ann".to_owned(), "s3cret!".to_owned()).await;
        *end.borrow_mut() = Some(answer);
    });
    until("the sign-in is under way", || service.held() == 1).await;
    page.session.sign_out();
    service.release(0, tokens(1, 1_200));
    until("it has ended", || ended.borrow().is_some()).await;
    assert_eq!(ended.borrow_mut().take(), Some(Err(TokenFailure::Over)));
    until("the token is given back", || given_back(&service) == ["refresh-1"]).await;
    assert_eq!((phase(&page), page.session.user_now()), (Phase::SignedOut, None));
    assert_eq!(page.session.access_token(page.api.config()).await, None);
}

#[wasm_bindgen_test]
async fn a_renewal_that_fails_and_is_not_refused_does_not_end_the_session() {
    for failure in [Reply::Failure, Reply::Json(503, json!({})), Reply::Text(502, "<html>"), Reply::Text(200, "<html>")]
    {
        let fails = Cell::new(true);
        let service = Service::start(move |sent| {
            match (sent.is_token(), sent.body.contains("grant_type=password"), sent.authorization.as_str()) {
                (true, true, _) => tokens(1, 1_200),
                (true, false, _) if fails.take() => failure.clone(),
                (true, false, _) => tokens(2, 1_200),
                (false, _, "Bearer access-2") => Reply::Json(200, Value::Null),
                _ => Reply::Json(401, Value::Null),
            }
        });
        let page = Page::new(&config());
        signed_in(&page).await;
        let error = send(&page).await.unwrap_err();
        assert!(!matches!(error, ApiError::Unauthorized(_)), "{error:?}");
        assert_eq!(phase(&page), Phase::SignedIn);
        send(&page).await.unwrap();
        assert_eq!(refreshes(&service).len(), 2);
    }
}

#[wasm_bindgen_test]
async fn only_its_own_user_is_let_in_over_a_page() {
    let _service = rotating(1_200, false);
    let page = Page::new(&config());
    page.sign_in().await;
    page.session.expire();
    let config = page.api.config().clone();
    page.session.sign_in(&config, StoreId(2), "ann".to_owned(), "s3cret!".to_owned()).await.unwrap();
    assert!(!page.session.complete_sign_in(Some(person("Bob"))));
    assert_eq!((phase(&page), page.session.access_token(&config).await), (Phase::Lapsed, None));
    page.sign_in().await;
    assert_eq!(phase(&page), Phase::SignedIn);
}

#[wasm_bindgen_test]
async fn what_was_begun_for_one_user_sends_nothing_for_the_next() {
    let service = rotating(1_200, false);
    let page = Page::new(&config());
    signed_in(&page).await;
    let of_ann = page.within(Api::expect);
    page.session.sign_out();
    let config = page.api.config().clone();
    page.session.sign_in(&config, StoreId(2), "bob".to_owned(), "s3cret!".to_owned()).await.unwrap();
    page.session.complete_sign_in(None);
    let sent = of_ann.send(Call::get(URL.to_owned())).await;
    assert!(matches!(sent, Err(ApiError::Unauthorized(_))), "{sent:?}");
    assert_eq!((service.count("/x"), phase(&page)), (0, Phase::SignedIn));
}

#[wasm_bindgen_test]
async fn a_renewal_that_nobody_answers_ends_with_the_old_token() {
    let _hurry = QuickTimeouts::long();
    let service = Service::start(|sent| match (sent.is_token(), sent.body.contains("grant_type=password")) {
        (true, true) => tokens(1, 0),
        (true, false) => Reply::Failure,
        (false, _) => Reply::Json(200, Value::Null),
    });
    let page = Page::new(&config());
    signed_in(&page).await;
    send(&page).await.unwrap();
    assert_eq!(service.sent().last().unwrap().authorization, "Bearer access-1", "it may still be good");
    assert_eq!(phase(&page), Phase::SignedIn);
}

#[wasm_bindgen_test]
async fn signing_out_forgets_everything() {
    let service = rotating(1_200, false);
    let page = Page::new(&config());
    signed_in(&page).await;
    page.session.sign_out();
    assert_eq!((phase(&page), page.session.user_now()), (Phase::SignedOut, None));
    let _ = send(&page).await;
    assert_eq!(service.sent().last().unwrap().authorization, "");
    assert!(refreshes(&service).is_empty());
}
