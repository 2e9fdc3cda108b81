//! Signing in again in a popup window, while the page stays.

use super::{option, signed_in};
use crate::support::clock::Clock;
use crate::support::departures::Departures;
use crate::support::dom::wait_for;
use crate::support::keys::{click, dispatch};
use crate::support::replaced::Replaced;
use crate::support::samples::person;
use crate::support::{Page, Reply, Sent, Service, all, found, frames, text, until};
use crate::tabs::is_hidden;
use js_sys::{Function, Object, Reflect};
use leptos::prelude::*;
use model::wire::StoreId;
use portal::pages::sign_in::SignInForm;
use portal::session::sso::{RedirectAnswer, take};
use portal::session::{Phase, challenge};
use serde_json::json;
use wasm_bindgen::JsValue;
use wasm_bindgen_test::wasm_bindgen_test;

const CHANNEL: &str = "groupid-portal/sign-in";

/// Replaces `window.open`; the returned window only records where it was sent.
struct Opener {
    before: JsValue,
    location: Object,
}

impl Opener {
    fn start() -> Self {
        let location = Object::new();
        let body = "const opened = { location, opener: window, focus() {}, close() { location.closed = true } };
            Object.defineProperty(location, 'href', {
                get: () => location.sentTo,
                set: to => { location.sentTo = to; location.opener = String(opened.opener) },
            });
            return (_, name) => { location.name = name; return opened }";
        let open = Function::new_with_args("location", body).call1(&JsValue::NULL, &location).unwrap();
        let before = Reflect::get(&window(), &"open".into()).unwrap();
        Reflect::set(&window(), &"open".into(), &open).unwrap();
        Self { before, location }
    }

    fn sent_to(&self) -> Option<String> {
        self.get("href")
    }

    /// What the window records: its name, and its opener when it was sent away.
    fn get(&self, name: &str) -> Option<String> {
        Reflect::get(&self.location, &name.into()).unwrap().as_string()
    }
}

impl Drop for Opener {
    fn drop(&mut self) {
        Reflect::set(&window(), &"open".into(), &self.before).unwrap();
    }
}

fn tell(state: &str, code: &str, error: &str) {
    let channel = web_sys::BroadcastChannel::new(CHANNEL).unwrap();
    channel.post_message(&JsValue::from(format!("{state}\n{code}\n{error}"))).unwrap();
}

fn authority(sent: &Sent) -> Reply {
    match sent.path.ends_with("/token") {
        true => Reply::Json(200, json!({ "access_token": "access-2", "expires_in": 3_600 })),
        false => Reply::Json(200, json!({ "id": person("Ann Lee").id.as_str(), "displayName": "Ann Lee" })),
    }
}

/// A page whose session has ended in this way, on which the button was pressed.
async fn pressed(end: fn(&Page)) -> (Page, Service, Opener) {
    let (service, opener) = (Service::start(authority), Opener::start());
    let mut page = signed_in();
    end(&page);
    page.show(|| view! { <SignInForm store=RwSignal::new(StoreId(4)) again=true/> });
    wait_for("button", "Sign in with your organisation").await;
    click("button", "Sign in with your organisation");
    (page, service, opener)
}

async fn lapsed() -> (Page, Service, Opener, String) {
    over(|page| page.session.expire()).await
}

/// The same, with the address to which the window was sent.
async fn over(end: fn(&Page)) -> (Page, Service, Opener, String) {
    let (page, service, opener) = pressed(end).await;
    until("the window is sent to the authority", || opener.sent_to().is_some()).await;
    let url = opener.sent_to().unwrap();
    (page, service, opener, url)
}

#[wasm_bindgen_test]
async fn the_window_tells_its_code_and_the_page_goes_on() {
    let (page, service, opener, url) = lapsed().await;
    // Pages in the window can neither name it nor move the page that opened it.
    assert_eq!(opener.get("opener").as_deref(), Some("null"));
    assert!(opener.get("name").is_some_and(|name| name.len() > 40));
    assert!(url.starts_with("/contoso/oauth2/v2.0/authorize?"), "{url}");
    let ask = |name: &str| option(&url, name).unwrap_or_default();
    assert_eq!(
        [ask("response_type"), ask("code_challenge_method"), ask("login_hint")],
        ["code", "S256", "ann@contoso.com"].map(str::to_owned)
    );
    assert_eq!(ask("response_mode"), "fragment");
    assert!(ask("state").starts_with("window-") && ask("state").len() > 40);
    tell(&ask("state"), "code-7", "");
    until("the session goes on", || untrack(|| page.session.phase()) == Phase::SignedIn).await;
    let form = web_sys::UrlSearchParams::new_with_str(&service.sent()[0].body).unwrap();
    assert_eq!(form.get("code").as_deref(), Some("code-7"));
    assert_eq!(challenge(&form.get("code_verifier").unwrap()).await.unwrap(), ask("code_challenge"));
    assert_eq!(form.get("redirect_uri").unwrap(), ask("redirect_uri"));
    assert_eq!(window().session_storage().unwrap().unwrap().length(), Ok(0), "nothing of it is kept");
}

/// Leaves the page and comes back to it two minutes later by the browser's history.
fn lock(page: &Page) {
    page.within(|| page.session.watch_idle(page.api.config()));
    dispatch("new PageTransitionEvent('pagehide', { persisted: true })");
    let clock = Clock::start();
    clock.later(2);
    dispatch("new PageTransitionEvent('pageshow', { persisted: true })");
    assert_eq!(untrack(|| page.session.phase()), Phase::Locked);
}

#[wasm_bindgen_test]
async fn over_a_page_that_nobody_was_at_the_password_is_asked_for() {
    let (page, service, opener, url) = lapsed().await;
    assert_eq!(option(&url, "prompt"), None, "whoever was working goes on as they can");
    drop((page, service, opener));
    let (page, _service, _opener, url) = over(lock).await;
    let ask = |name: &str| option(&url, name).unwrap_or_default();
    assert_eq!([ask("prompt"), ask("login_hint")], ["login", "ann@contoso.com"].map(str::to_owned));
    tell(&ask("state"), "code-7", "");
    until("the session goes on", || untrack(|| page.session.phase()) == Phase::SignedIn).await;
    until("the page is shown", || !is_hidden()).await;
}

#[wasm_bindgen_test]
async fn where_the_page_could_not_hear_a_window_it_leaves_instead() {
    let throws = "class { constructor() { throw new Error('there are no channels') } }";
    let _deaf = Replaced::with("window", "BroadcastChannel", throws);
    let departures = Departures::watch();
    let (_page, _service, opener) = pressed(|page| page.session.expire()).await;
    let address = found("the page is sent away", || departures.all().pop()).await;
    assert_eq!((opener.get("name"), opener.sent_to()), (None, None), "no window was opened");
    let ask = |name: &str| option(&address, name).unwrap_or_default();
    assert_eq!(ask("login_hint"), "ann@contoso.com");
    assert!(!ask("state").starts_with("window-"), "its answer is for the page itself: {address}");
    let kept = window().session_storage().unwrap().unwrap().get_item(CHANNEL).unwrap().unwrap();
    let kept: Vec<_> = kept.lines().collect();
    assert_eq!((kept[0], kept[2]), (ask("state").as_str(), "4"), "it will be recognised");
}

#[wasm_bindgen_test]
async fn what_another_page_asked_for_is_not_heard() {
    let (page, service, _opener, url) = lapsed().await;
    tell("window-of-another", "code-7", "");
    frames().await;
    frames().await;
    assert_eq!((service.sent(), untrack(|| page.session.phase())), (Vec::new(), Phase::Lapsed));
    tell(&option(&url, "state").unwrap(), "", "access_denied");
    let denied = || all("[role=alert]").iter().any(|panel| text(panel).starts_with("The sign-in was cancelled"));
    until("it is said", denied).await;
    // An answer is accepted only once.
    tell(&option(&url, "state").unwrap(), "code-7", "");
    frames().await;
    frames().await;
    assert_eq!(service.sent(), Vec::new());
}

#[wasm_bindgen_test]
async fn in_the_window_itself_the_address_is_cleaned_and_the_code_told() {
    let page = signed_in();
    let heard = std::rc::Rc::new(std::cell::RefCell::new(String::new()));
    let own = heard.clone();
    let channel = web_sys::BroadcastChannel::new(CHANNEL).unwrap();
    let hear =
        wasm_bindgen::prelude::Closure::<dyn Fn(web_sys::MessageEvent)>::new(move |event: web_sys::MessageEvent| {
            *own.borrow_mut() = event.data().as_string().unwrap();
        });
    channel.set_onmessage(Some(wasm_bindgen::JsCast::unchecked_ref(hear.as_ref())));
    // The page of the tests must not be closed.
    let before = Reflect::get(&window(), &"close".into()).unwrap();
    Reflect::set(&window(), &"close".into(), &Function::new_no_args("")).unwrap();
    page.at("/?code=code-7&state=window-1");
    let returned = take();
    Reflect::set(&window(), &"close".into(), &before).unwrap();
    assert_eq!((returned, crate::support::page::url().as_str()), (Some(RedirectAnswer::ToAnother), "/"));
    until("the page that waits has heard", || *heard.borrow() == "window-1\ncode-7\n\n").await;
    channel.close();
}
