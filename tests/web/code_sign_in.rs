//! Signing in to the Security Service with a code: where it answers, what is refused, and what a sign-out gives back.

use crate::support::dom::wait_for;
use crate::support::keys::click;
use crate::support::samples::{config, graph_config, people, person, tokens};
use crate::support::{Page, Reply, Sent, Service, all, find, frames, text, until};
use leptos::prelude::*;
use model::wire::StoreId;
use portal::api::sign_in::{SignInError, SignedIn};
use portal::http::{ApiError, Call};
use portal::pages::sign_in::SignInPage;
use portal::session::Phase;
use portal::session::sso::{Code, RedirectAnswer, RedirectResult, Refusal, end_session};
use portal::session::token::TokenFailure;
use serde_json::{Value, json};
use wasm_bindgen_test::wasm_bindgen_test;

const SERVICE: &str = "/GroupIDSecurityService";
pub const DISCOVERY: &str = "/.well-known/openid-configuration";
/// The name by which the service knows itself, behind a proxy.
const ISSUER: &str = "https://groupid.internal:4443/GroupIDSecurityService";

/// The samples' store, signed in to with a code.
pub fn code_config() -> Value {
    let mut config = config();
    config["signIn"]["method"] = json!("pkce");
    config
}

fn discovery() -> Value {
    json!({
        "issuer": ISSUER,
        "authorization_endpoint": format!("{ISSUER}/connect/authorize"),
        "token_endpoint": format!("{ISSUER}/connect/token"),
        "userinfo_endpoint": format!("{ISSUER}/connect/userinfo"),
        "revocation_endpoint": format!("{ISSUER}/connect/revocation"),
        "end_session_endpoint": format!("{ISSUER}/connect/endsession"),
        "response_modes_supported": ["query", "fragment"],
        "code_challenge_methods_supported": ["S256"],
    })
}

/// A Security Service that knows Ann, and a directory that finds her.
pub fn service(sent: &Sent) -> Reply {
    match sent.path.strip_prefix(SERVICE) {
        Some(DISCOVERY) => Reply::Json(200, discovery()),
        Some("/connect/token") => tokens(1, 1_200),
        Some("/connect/userinfo") => Reply::Json(200, json!({ "sub": "7", "preferred_username": "ann" })),
        Some("/connect/revocation") => Reply::Json(200, Value::Null),
        _ => people(&["Ann Lee"]),
    }
}

pub fn code() -> Code {
    let redirect_uri = format!("{}/portal/", window().location().origin().unwrap());
    Code { code: "code-1".to_owned(), verifier: "verifier-1".to_owned(), redirect_uri, issuer: None }
}

async fn sign_in(page: &Page, code: &Code) -> Result<SignedIn, SignInError> {
    page.api.sign_in_with_code(&page.api.current_store(), code).await
}

fn forms(service: &Service, end: &str) -> Vec<web_sys::UrlSearchParams> {
    let sent = service.sent().into_iter().filter(|sent| sent.path.ends_with(end));
    sent.map(|sent| web_sys::UrlSearchParams::new_with_str(&sent.body).unwrap()).collect()
}

pub fn phase(page: &Page) -> Phase {
    untrack(|| page.session.phase())
}

/// Whether an alert with this text is shown.
pub fn says(words: &str) -> bool {
    all("[role=alert]").iter().any(|panel| text(panel).contains(words))
}

/// Shows the sign-in page after the authority has answered.
fn arrive(page: &mut Page, answer: Result<Code, Refusal>) {
    let result = RedirectAnswer::Here { store: Some(StoreId(2)), answer };
    page.within(|| provide_context(RedirectResult::new(Some(result))));
    page.show(|| view! { <SignInPage/> });
}

#[wasm_bindgen_test]
async fn a_code_becomes_a_session_of_whom_the_directory_finds() {
    let service = Service::start(service);
    let mut page = Page::new(&code_config());
    arrive(&mut page, Ok(code()));
    until("Ann is signed in", || phase(&page) == Phase::SignedIn).await;
    let user = page.session.user_now().unwrap();
    assert_eq!((user.login.as_str(), user.object.map(|who| who.id)), ("ann", Some(person("Ann Lee").id)));
    let form = &forms(&service, "/connect/token")[0];
    let field = |name: &str| form.get(name).unwrap_or_default();
    assert_eq!(
        ["grant_type", "code", "code_verifier", "client_id", "identity_store_id", "client_secret", "password"]
            .map(field),
        ["authorization_code", "code-1", "verifier-1", "portal", "2", "", ""].map(str::to_owned)
    );
    let asked: Vec<_> = service.sent().into_iter().map(|sent| (sent.path, sent.authorization)).collect();
    let at = |path: &str, token: &str| (format!("{SERVICE}{path}"), token.to_owned());
    assert_eq!(
        asked[..3],
        [at(DISCOVERY, ""), at("/connect/token", ""), at("/connect/userinfo", "Bearer access-1")],
        "always at the configured address"
    );
}

#[wasm_bindgen_test]
async fn the_page_offers_the_button_and_takes_no_password() {
    let service = Service::start(service);
    let mut page = Page::new(&code_config());
    page.show(|| view! { <SignInPage/> });
    wait_for("button", "Sign in with your organisation").await;
    assert!(find("textbox", "Password").is_none() && all("input").is_empty());
    frames().await;
    assert_eq!(service.sent(), Vec::new(), "nobody was signed in here, so nobody is asked for");
}

#[wasm_bindgen_test]
async fn a_service_that_cannot_sign_anybody_in_says_why() {
    for (reply, words) in [
        (Reply::Json(500, json!({})), "HTTP 500"),
        (Reply::Failure, "did not answer"),
        (Reply::Json(200, json!({ "issuer": ISSUER })), "cannot read"),
        (Reply::Json(200, changed("code_challenge_methods_supported", json!(["plain"]))), "does not support PKCE"),
        (
            Reply::Json(200, changed("token_endpoint", json!("https://evil.example/token"))),
            "https://evil.example/token",
        ),
    ] {
        let service = Service::start(move |_| reply.clone());
        let mut page = Page::new(&code_config());
        page.show(|| view! { <SignInPage/> });
        wait_for("button", "Sign in with your organisation").await;
        click("button", "Sign in with your organisation");
        until(words, || says(words)).await;
        assert_eq!(service.count("/token"), 0);
        // It can be tried again.
        click("button", "Sign in with your organisation");
        until("it is asked again", || service.count(DISCOVERY) == 2).await;
    }
}

/// The discovery document with another value.
fn changed(name: &str, value: Value) -> Value {
    let mut document = discovery();
    document[name] = value;
    document
}

#[wasm_bindgen_test]
async fn a_service_without_a_document_is_asked_where_identity_server_answers() {
    let service = Service::start(|sent| match sent.path.ends_with(DISCOVERY) {
        true => Reply::Text(404, "<html>not found</html>"),
        false => service(sent),
    });
    let page = Page::new(&code_config());
    assert_eq!(sign_in(&page, &code()).await, Ok(SignedIn::Login("ann".to_owned())));
    assert_eq!((service.count("/connect/token"), service.count("/connect/userinfo")), (1, 1));
}

#[wasm_bindgen_test]
async fn the_answer_of_another_authority_is_not_used() {
    let service = Service::start(service);
    let page = Page::new(&code_config());
    let issuer = Some("https://evil.example".to_owned());
    let refused = sign_in(&page, &Code { issuer, ..code() }).await;
    assert_eq!(refused, Err(SignInError::Answer(Refusal::Foreign)));
    assert_eq!(service.count("/token"), 0, "the code stays here");
    let issuer = Some(ISSUER.to_owned());
    assert!(sign_in(&page, &Code { issuer, ..code() }).await.is_ok());
}

#[wasm_bindgen_test]
async fn who_signed_in_has_to_be_known_and_in_the_chosen_store() {
    let asked = |info: Value| async move {
        let _service = Service::start(move |sent| match sent.path.ends_with("/userinfo") {
            true => Reply::Json(200, info.clone()),
            false => service(sent),
        });
        let page = Page::new(&code_config());
        let answer = sign_in(&page, &code()).await;
        (answer, page.session.user_now().map(|user| user.login))
    };
    let (unnamed, nobody) = asked(json!({ "sub": "7", "name": "Ann Lee" })).await;
    assert!(matches!(unnamed, Err(SignInError::Call(ApiError::Unreadable { .. }))), "{unnamed:?}");
    assert_eq!(nobody, None);
    let another = asked(json!({ "preferred_username": "ann", "identity_store_id": 3 })).await;
    assert_eq!(another, (Err(SignInError::AnotherStore), None));
    let own = asked(json!({ "upn": "ann@demo.local", "identity_store_id": "2" })).await;
    assert_eq!(own, (Ok(SignedIn::Login("ann@demo.local".to_owned())), Some("ann@demo.local".to_owned())));
}

#[wasm_bindgen_test]
async fn over_a_page_that_waits_only_its_own_user_signs_in() {
    let service = Service::start(|sent| match (sent.path.ends_with("/userinfo"), sent.authorization.as_str()) {
        (true, "Bearer access-1") => Reply::Json(200, json!({ "preferred_username": "bob" })),
        _ => service(sent),
    });
    let page = Page::new(&code_config());
    page.sign_in().await;
    page.session.expire();
    let refused = sign_in(&page, &code()).await;
    assert_eq!(refused, Err(SignInError::SomebodyElse { name: "bob".to_owned(), login: "ann".to_owned() }));
    assert_eq!(phase(&page), Phase::Lapsed);
    assert_eq!(page.session.refresh_token(), None, "the tokens of the other one are gone");
    until("they are given back", || service.count("/connect/revocation") == 1).await;
}

#[wasm_bindgen_test]
async fn nobody_comes_in_by_a_code_after_signing_out() {
    let service = Service::start(|sent| match sent.path.ends_with("/connect/token") {
        true => Reply::Held,
        false => service(sent),
    });
    let page = Page::new(&code_config());
    let (api, ended) = (page.api.clone(), std::rc::Rc::new(std::cell::RefCell::new(None)));
    let end = ended.clone();
    leptos::task::spawn_local(async move {
        *end.borrow_mut() = Some(api.sign_in_with_code(&api.current_store(), &code()).await);
    });
    until("the code is on its way", || service.held() == 1).await;
    page.session.sign_out();
    service.release(0, tokens(1, 1_200));
    until("it has ended", || ended.borrow().is_some()).await;
    assert_eq!(ended.borrow_mut().take(), Some(Err(SignInError::Token(TokenFailure::Over))));
    assert_eq!((page.session.user_now(), page.session.refresh_token()), (None, None));
    until("they are given back", || service.held() == 1 && service.count("/connect/revocation") == 1).await;
}

#[wasm_bindgen_test]
async fn a_refresh_asks_where_the_code_was_exchanged() {
    let service = Service::start(|sent| match sent.path.ends_with("/connect/token") {
        true => tokens(1, 0),
        false => service(sent),
    });
    let page = Page::new(&code_config());
    sign_in(&page, &code()).await.unwrap();
    page.session.complete_sign_in(None);
    let api = page.api.for_current_session();
    api.send(Call::get("/GroupIDDataService/api/x".to_owned())).await.unwrap();
    let refresh = &forms(&service, "/connect/token")[1];
    let field = |name: &str| refresh.get(name).unwrap_or_default();
    assert_eq!(
        ["grant_type", "refresh_token", "client_id", "identity_store_id"].map(field),
        ["refresh_token", "refresh-1", "portal", "2"].map(str::to_owned)
    );
    assert_eq!(service.count(DISCOVERY), 1, "it is read once");
}

#[wasm_bindgen_test]
async fn signing_out_gives_the_refresh_token_back() {
    for (config, address) in [(code_config(), Some("/connect/revocation")), (config(), Some("/connect/revocation"))] {
        let service = Service::start(service);
        let page = Page::new(&config);
        page.sign_in().await;
        page.api.sign_out();
        assert_eq!((phase(&page), page.session.refresh_token()), (Phase::SignedOut, None), "at once");
        let address = address.unwrap();
        until("it is given back", || service.count(address) == 1).await;
        let form = &forms(&service, address)[0];
        let field = |name: &str| form.get(name).unwrap_or_default();
        assert_eq!(
            ["token", "token_type_hint", "client_id"].map(field),
            ["refresh-1", "refresh_token", "portal"].map(str::to_owned)
        );
    }
}

#[wasm_bindgen_test]
async fn where_nothing_can_be_given_back_signing_out_is_the_same() {
    // A service that fails, one that has no such endpoint, and Entra ID, which has none.
    let mut without = discovery();
    without.as_object_mut().unwrap().remove("revocation_endpoint");
    for reply in [Reply::Json(500, json!({})), Reply::Failure, Reply::Json(200, without)] {
        let service = Service::start(move |sent| match sent.path.ends_with("/connect/token") {
            true => tokens(1, 1_200),
            false => reply.clone(),
        });
        let page = Page::new(&code_config());
        page.sign_in().await;
        page.api.sign_out();
        until("the document is read", || service.count(DISCOVERY) == 1).await;
        frames().await;
        assert_eq!((service.count("/connect/revocation"), phase(&page)), (0, Phase::SignedOut));
    }
    let service = Service::start(|_| Reply::Json(200, Value::Null));
    let page = crate::graph::signed_in();
    page.api.sign_out();
    frames().await;
    assert_eq!((service.sent(), phase(&page)), (Vec::new(), Phase::SignedOut));
}

#[wasm_bindgen_test]
async fn after_signing_out_the_organisations_own_session_can_be_ended() {
    let _service = Service::start(service);
    let mut page = Page::new(&code_config());
    page.sign_in().await;
    page.api.sign_out();
    page.show(|| view! { <SignInPage/> });
    let link = wait_for("link", "Sign out of your organisation").await;
    let address = link.get_attribute("href").unwrap();
    let query = address.strip_prefix("/GroupIDSecurityService/connect/endsession?").unwrap();
    let query = web_sys::UrlSearchParams::new_with_str(query).unwrap();
    let home = format!("{}/portal/", window().location().origin().unwrap());
    assert_eq!(
        ["client_id", "post_logout_redirect_uri", "logout_hint", "id_token_hint"].map(|name| query.get(name)),
        [Some("portal".to_owned()), Some(home), Some("ann".to_owned()), None]
    );
    drop(page);
    // With a password there is no other session.
    let mut page = Page::new(&config());
    page.sign_in().await;
    page.api.sign_out();
    page.show(|| view! { <SignInPage/> });
    wait_for("textbox", "User name").await;
    frames().await;
    assert!(find("link", "Sign out of your organisation").is_none());
}

#[wasm_bindgen_test]
async fn entra_id_is_told_no_name_when_somebody_signs_out_there() {
    let page = Page::new(&graph_config());
    let store = page.api.current_store();
    let authority = page.session.authorities().find(page.api.config(), store.id).await.unwrap();
    let address = end_session(&authority, "ann@contoso.com").unwrap();
    assert!(address.starts_with("/contoso/oauth2/v2.0/logout?client_id=portal&post_logout_redirect_uri="), "{address}");
    assert!(!address.contains("ann"), "{address}");
}
