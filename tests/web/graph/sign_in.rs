//! Returning from the authority: what is accepted, what is refused, and that nothing is left behind.

use crate::support::dom::wait_for;
use crate::support::page::url;
use crate::support::samples::{config, graph_config, person};
use crate::support::{Page, Reply, Sent, Service, all, find, frames, text, until};
use leptos::prelude::*;
use model::wire::StoreId;
use portal::api::sign_in::SignInError;
use portal::pages::sign_in::SignInPage;
use portal::session::sso::{Code, RedirectAnswer, RedirectResult, Refusal, take};
use portal::session::token::TokenFailure;
use portal::session::{Phase, challenge};
use serde_json::json;
use wasm_bindgen_test::wasm_bindgen_test;

const KEPT: &str = "groupid-portal/sign-in";

fn session_storage() -> web_sys::Storage {
    window().session_storage().unwrap().unwrap()
}

/// Everything in the browser's storages.
fn storages() -> String {
    let all = |storage: web_sys::Storage| {
        let keys = (0..storage.length().unwrap()).map(|at| storage.key(at).unwrap().unwrap());
        keys.map(|key| format!("{key}={}\n", storage.get_item(&key).unwrap().unwrap())).collect::<String>()
    };
    all(session_storage()) + &all(window().local_storage().unwrap().unwrap())
}

/// Returns to this URL from a redirect that was started on a page.
fn come_back(page: &Page, address: &str) -> Option<RedirectAnswer> {
    session_storage().set_item(KEPT, "state-1\nverifier-1\n4\n/portal/groups?q=polo").unwrap();
    page.at(address);
    take()
}

fn code() -> Code {
    let origin = window().location().origin().unwrap();
    Code {
        code: "code-1".to_owned(),
        verifier: "verifier-1".to_owned(),
        redirect_uri: format!("{origin}/portal/"),
        issuer: None,
    }
}

/// An authority and Graph that know one user.
fn authority(sent: &Sent) -> Reply {
    if sent.path.ends_with("/token") {
        return Reply::Json(
            200,
            json!({ "access_token": "access-1", "refresh_token": "refresh-1", "expires_in": 3_600 }),
        );
    }
    let id = person("Ann Lee").id;
    Reply::Json(200, json!({ "id": id.as_str(), "displayName": "Ann Lee", "userPrincipalName": "ann@contoso.com" }))
}

#[wasm_bindgen_test]
async fn the_challenge_is_the_one_of_rfc_7636() {
    let challenge = challenge("dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk").await;
    assert_eq!(challenge.as_deref(), Some("E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM"));
}

#[wasm_bindgen_test]
fn a_code_is_taken_and_the_place_that_was_left_comes_back() {
    let page = Page::new(&graph_config());
    let returned = come_back(&page, "/?code=code-1&state=state-1&session_state=s");
    assert_eq!(returned, Some(RedirectAnswer::Here { store: Some(StoreId(4)), answer: Ok(code()) }));
    assert_eq!(url(), "/groups?q=polo");
    assert!(!storages().contains("verifier-1") && !storages().contains("state-1"), "{}", storages());
    assert_eq!(take(), None, "only once");
    assert!(!format!("{returned:?}").contains("code-1") && !format!("{returned:?}").contains("verifier-1"));
}

#[wasm_bindgen_test]
fn an_answer_in_the_fragment_is_taken_and_leaves_no_trace() {
    let page = Page::new(&graph_config());
    let issuer = Some("https://login.example/t".to_owned());
    let returned = come_back(&page, "/#code=code-1&state=state-1&iss=https%3A%2F%2Flogin.example%2Ft");
    let answer = Ok(Code { issuer, ..code() });
    assert_eq!(returned, Some(RedirectAnswer::Here { store: Some(StoreId(4)), answer }));
    assert_eq!((url().as_str(), window().location().hash().unwrap().as_str()), ("/groups?q=polo", ""));
    // A fragment that is no answer is a place in the page.
    page.at("/groups#main");
    assert_eq!((take(), window().location().hash().unwrap().as_str()), (None, "#main"));
    page.at("/");
}

#[wasm_bindgen_test]
fn whoever_was_asked_silently_is_told_nothing() {
    let page = Page::new(&graph_config());
    let silent = || session_storage().set_item(KEPT, "silent-1\nverifier-1\n4\n/portal/groups").unwrap();
    silent();
    page.at("/#error=login_required&state=silent-1");
    let unknown = Err(Refusal::Unknown);
    assert_eq!(take(), Some(RedirectAnswer::Here { store: Some(StoreId(4)), answer: unknown.clone() }));
    assert_eq!(url(), "/groups");
    // An authority that did not answer is not asked again at once, when the user has come back by themselves.
    silent();
    assert_eq!(take(), Some(RedirectAnswer::Here { store: None, answer: unknown }));
    assert_eq!(take(), None);
}

#[wasm_bindgen_test]
fn what_was_not_asked_for_here_is_not_used() {
    let page = Page::new(&graph_config());
    let foreign = Some(RedirectAnswer::Here { store: None, answer: Err(Refusal::Foreign) });
    assert_eq!(come_back(&page, "/?code=code-1&state=state-2"), foreign);
    assert_eq!((url().as_str(), session_storage().get_item(KEPT)), ("/", Ok(None)));
    // The page had started no redirect.
    page.at("/?code=code-1&state=");
    assert_eq!(take(), None);
    page.at("/?code=code-1&state=state-1");
    assert_eq!(take(), foreign);
    assert_eq!(url(), "/");
    // A URL outside the portal is not restored.
    session_storage().set_item(KEPT, "state-1\nverifier-1\n4\n//evil.example/").unwrap();
    page.at("/?code=code-1&state=state-1");
    assert!(matches!(take(), Some(RedirectAnswer::Here { answer: Ok(_), .. })));
    assert_eq!(url(), "/");
}

#[wasm_bindgen_test]
fn an_address_of_the_portal_itself_stays() {
    let page = Page::new(&graph_config());
    for own in ["/groups?q=code", "/?state=x", "/groups?code=x"] {
        page.at(own);
        assert_eq!((take(), url().as_str()), (None, own));
    }
}

#[wasm_bindgen_test]
fn errors_have_their_reasons_and_no_words_of_others() {
    let page = Page::new(&graph_config());
    let failed = |name: &str| Refusal::Failed(name.to_owned());
    let table = [
        ("access_denied", Refusal::Denied),
        ("consent_required", Refusal::Consent),
        ("interaction_required", Refusal::Interaction),
        ("login_required", Refusal::Interaction),
        ("unauthorized_client", Refusal::Client),
        ("server_error", failed("server_error")),
        ("Call%200800%20and%20pay%3Cb%3E", failed("Call0800andpayb")),
    ];
    for (error, expected) in table {
        let address = format!("/?error={error}&error_description=Call+0800+and+pay&state=state-1");
        let answer = Err(expected);
        assert_eq!(come_back(&page, &address), Some(RedirectAnswer::Here { store: Some(StoreId(4)), answer }));
    }
}

#[wasm_bindgen_test]
async fn a_code_becomes_a_session_and_nothing_of_it_is_kept() {
    let service = Service::start(authority);
    let page = Page::new(&graph_config());
    page.api.sign_in_with_code(&page.api.current_store(), &code()).await.unwrap();
    let sent = service.sent();
    assert_eq!((sent[0].path.as_str(), sent[1].path.as_str()), ("/contoso/oauth2/v2.0/token", "/v1.0/me"));
    let form = web_sys::UrlSearchParams::new_with_str(&sent[0].body).unwrap();
    let field = |name: &str| form.get(name).unwrap_or_default();
    assert_eq!(
        [field("grant_type"), field("code"), field("code_verifier"), field("redirect_uri"), field("client_id")],
        ["authorization_code", "code-1", "verifier-1", &code().redirect_uri, "portal"].map(str::to_owned)
    );
    assert!(field("scope").contains("offline_access"), "{}", field("scope"));
    assert_eq!((sent[0].authorization.as_str(), sent[1].authorization.as_str()), ("", "Bearer access-1"));
    let user = page.session.user_now().unwrap();
    assert_eq!((user.login.as_str(), user.key()), ("ann@contoso.com", format!("4/{}", person("Ann Lee").id)));
    assert_eq!(untrack(|| page.session.phase()), Phase::SignedIn);
    for secret in ["code-1", "verifier-1", "access-1", "refresh-1"] {
        assert!(!storages().contains(secret) && !url().contains(secret), "{}", storages());
    }
}

#[wasm_bindgen_test]
async fn a_code_that_is_not_taken_lets_nobody_in() {
    let _service = Service::start(|_| Reply::Json(400, json!({ "error": "invalid_grant" })));
    let page = Page::new(&graph_config());
    let refused = page.api.sign_in_with_code(&page.api.current_store(), &code()).await;
    assert_eq!(refused, Err(SignInError::Token(TokenFailure::NotTaken)));
    assert_eq!(page.session.user_now(), None);
}

#[wasm_bindgen_test]
async fn only_its_own_user_goes_on_with_a_page() {
    let service = Service::start(|sent| match sent.path.as_str() {
        "/v1.0/me" => Reply::Json(200, json!({ "id": "somebody", "displayName": "Bob" })),
        _ => authority(sent),
    });
    let page = super::signed_in();
    page.session.expire();
    let refused = page.api.sign_in_with_code(&page.api.current_store(), &code()).await;
    let (name, login) = ("Bob".to_owned(), "ann@contoso.com".to_owned());
    assert_eq!(refused, Err(SignInError::SomebodyElse { name, login: login.clone() }));
    assert_eq!((untrack(|| page.session.phase()), page.session.user_now().unwrap().login), (Phase::Lapsed, login));
    drop(service);
    let _service = Service::start(authority);
    page.api.sign_in_with_code(&page.api.current_store(), &code()).await.unwrap();
    assert_eq!(untrack(|| page.session.phase()), Phase::SignedIn);
}

/// Both kinds of stores.
fn both() -> serde_json::Value {
    let mut both = config();
    both["identityStores"].as_array_mut().unwrap().push(graph_config()["identityStores"][0].clone());
    both
}

#[wasm_bindgen_test]
async fn the_page_asks_for_what_the_store_wants() {
    let mut page = Page::new(&both());
    page.show(|| view! { <SignInPage/> });
    wait_for("textbox", "Password").await;
    assert!(find("button", "Sign in with your organisation").is_none());
    crate::support::keys::choose("Identity store", "Microsoft Graph");
    wait_for("button", "Sign in with your organisation").await;
    assert!(find("textbox", "Password").is_none());
    assert!(text(&all("footer")[0]).contains("never sees your password"));
}

#[wasm_bindgen_test]
async fn whoever_comes_back_is_signed_in_or_told_why_not() {
    let _service = Service::start(authority);
    for (answer, sentence) in [
        (Err(Refusal::Foreign), Some("This response does not belong to a sign-in")),
        (Err(Refusal::Denied), Some("The sign-in was cancelled or not allowed.")),
        (Err(Refusal::Failed("server_error".to_owned())), Some("returned an error (server_error)")),
        (Ok(code()), None),
    ] {
        let mut page = Page::new(&both());
        let store = answer.is_ok().then_some(StoreId(4));
        page.within(|| provide_context(RedirectResult::new(Some(RedirectAnswer::Here { store, answer }))));
        page.show(|| view! { <SignInPage/> });
        let Some(sentence) = sentence else {
            until("somebody is signed in", || untrack(|| page.session.phase()) == Phase::SignedIn).await;
            continue;
        };
        until(sentence, || all("[role=alert]").iter().any(|panel| text(panel).contains(sentence))).await;
        frames().await;
        assert_eq!(page.session.user_now(), None);
    }
}
