//! Several tabs of one browser: one session for all of them, its tokens refreshed by one at a time, and one sign-out.

use crate::support::clock::Clock;
use crate::support::keys::dispatch;
use crate::support::samples::{config, full_draft, person, tokens, user};
use crate::support::storage::Blocked;
use crate::support::{Page, Reply, Service, frames, until};
use futures::future::join;
use leptos::prelude::*;
use model::config::Config;
use model::wire::StoreId;
use portal::api::Api;
use portal::drafts::GroupDrafts;
use portal::http::Call;
use portal::session::{Phase, Session};
use serde_json::{Value, json};
use std::cell::Cell;
use std::sync::Arc;
use wasm_bindgen_test::wasm_bindgen_test;

const URL: &str = "/GroupIDDataService/api/x";

/// A tab: what the app makes of a page.
struct Tab {
    config: Arc<Config>,
    session: Session,
}

impl Tab {
    fn open(page: &Page) -> Self {
        let config = page.api.config().clone();
        let session = page.within(|| {
            let session = Session::new();
            session.join_tabs(&config);
            session.watch_idle(&config);
            session
        });
        Self { config, session }
    }

    /// A tab that goes on with the session of this browser, if there is one.
    async fn start(page: &Page) -> Self {
        let tab = Self::open(page);
        tab.session.resume(&tab.config).await;
        tab
    }

    async fn sign_in(&self) {
        self.session.sign_in(&self.config, StoreId(2), "ann".to_owned(), "s3cret!".to_owned()).await.unwrap();
        assert!(self.session.complete_sign_in(Some(person("Ann Lee"))));
        until("the other tabs can see it", || self.session.is_shared()).await;
    }

    fn phase(&self) -> Phase {
        untrack(|| self.session.phase())
    }

    async fn send(&self) -> bool {
        Api::new(self.config.clone(), self.session).send(Call::get(URL.to_owned())).await.is_ok()
    }

    async fn access(&self) -> Option<String> {
        self.session.access_token(&self.config).await
    }
}

/// A service whose tokens end at once if `expires_in` is 0, and whose refresh tokens can be used once.
fn service(expires_in: i64) -> Service {
    let given = Cell::new(0);
    Service::start(move |sent| {
        if !sent.is_token() {
            return Reply::Json(200, Value::Null);
        }
        let is_spent = !sent.body.contains(&format!("refresh_token=refresh-{}&", given.get()));
        if sent.body.contains("grant_type=refresh_token") && is_spent {
            return Reply::Json(400, json!({ "error": "invalid_grant" }));
        }
        given.set(given.get() + 1);
        // Only the first pair ends at once.
        tokens(given.get(), if given.get() == 1 { expires_in } else { 1_200 })
    })
}

fn shared_machines() -> Value {
    let mut config = config();
    config["session"] = json!({ "sharedMachines": true });
    config
}

#[wasm_bindgen_test]
async fn a_new_tab_goes_on_with_the_session_of_another() {
    let service = service(1_200);
    let page = Page::new(&config());
    let first = Tab::start(&page).await;
    assert_eq!(first.phase(), Phase::SignedOut, "there is no session yet");
    first.sign_in().await;
    let second = Tab::start(&page).await;
    assert_eq!((second.phase(), second.session.user_now()), (Phase::SignedIn, first.session.user_now()));
    assert!(second.send().await);
    assert_eq!(service.sent().last().unwrap().authorization, "Bearer access-1");
    assert_eq!(service.count("/connect/token"), 1);
    for storage in [window().local_storage(), window().session_storage()].map(|storage| storage.unwrap().unwrap()) {
        let keys = (0..storage.length().unwrap()).map(|at| storage.key(at).unwrap().unwrap());
        let texts: Vec<_> = keys.map(|key| storage.get_item(&key).unwrap().unwrap()).collect();
        assert!(!texts.iter().any(|text| text.contains("access-1") || text.contains("refresh-1")), "{texts:?}");
    }
}

#[wasm_bindgen_test]
async fn a_session_of_somebody_else_or_of_nobody_is_not_taken() {
    let _service = service(1_200);
    let page = Page::new(&config());
    let first = Tab::open(&page);
    first.sign_in().await;
    let storage = window().local_storage().unwrap().unwrap();
    // Bob was the last to sign in, in a tab that is closed.
    storage.set_item("groupid-portal/last-user", "2\n2/id-Bob\nbob").unwrap();
    assert_eq!(Tab::start(&page).await.phase(), Phase::SignedOut);
    first.session.expire();
    storage.set_item("groupid-portal/last-user", "2\n2/id-Ann Lee\nann").unwrap();
    assert_eq!(Tab::start(&page).await.phase(), Phase::SignedOut, "a session that has ended is not handed over");
}

#[wasm_bindgen_test]
async fn signing_out_in_one_tab_ends_the_others_of_the_same_user() {
    // Tabs that share a session have one refresh token to give back, others each their own.
    for (config, given_back) in [(config(), 1), (shared_machines(), 2)] {
        let service = service(1_200);
        let page = Page::new(&config);
        let (first, second, other) = (Tab::open(&page), Tab::open(&page), Tab::open(&page));
        for (tab, name) in [(&first, "ann"), (&second, "ann"), (&other, "bob")] {
            tab.session.sign_in(&tab.config, StoreId(2), name.to_owned(), "s3cret!".to_owned()).await.unwrap();
            let who = if name == "ann" { user("ann").object } else { Some(person("Bob")) };
            assert!(tab.session.complete_sign_in(who));
        }
        Api::new(first.config.clone(), first.session).sign_out();
        until("the other tab has heard it", || second.phase() == Phase::SignedOut).await;
        assert_eq!((second.session.user_now(), second.access().await), (None, None));
        assert_eq!(other.phase(), Phase::SignedIn, "Bob stays");
        until("the refresh tokens are given back", || service.count("/connect/revocation") == given_back).await;
    }
}

#[wasm_bindgen_test]
async fn on_shared_machines_no_tab_hands_its_session_over() {
    let _service = service(1_200);
    let page = Page::new(&shared_machines());
    let first = Tab::open(&page);
    first.session.sign_in(&first.config, StoreId(2), "ann".to_owned(), "s3cret!".to_owned()).await.unwrap();
    assert!(first.session.complete_sign_in(Some(person("Ann Lee"))));
    frames().await;
    assert!(!first.session.is_shared());
    assert_eq!(Tab::start(&page).await.phase(), Phase::SignedOut);
}

#[wasm_bindgen_test]
async fn tabs_that_share_a_session_refresh_its_tokens_once() {
    let service = service(0);
    let page = Page::new(&config());
    let first = Tab::open(&page);
    first.sign_in().await;
    let (second, third) = (Tab::start(&page).await, Tab::start(&page).await);
    let ((one, two), three) = join(join(first.send(), second.send()), third.send()).await;
    assert!(one && two && three);
    let refreshes = service.sent().into_iter().filter(|sent| sent.body.contains("grant_type=refresh_token")).count();
    assert_eq!(refreshes, 1);
    for tab in [&first, &second, &third] {
        assert_eq!((tab.access().await.as_deref(), tab.phase()), (Some("access-2"), Phase::SignedIn));
    }
}

#[wasm_bindgen_test]
async fn whoever_signs_in_again_does_so_for_all_tabs() {
    let _service = service(1_200);
    let page = Page::new(&config());
    let first = Tab::open(&page);
    first.sign_in().await;
    let second = Tab::start(&page).await;
    first.session.expire();
    second.session.expire();
    first.sign_in().await;
    until("the other tab goes on", || second.phase() == Phase::SignedIn).await;
    assert_eq!(second.access().await.as_deref(), Some("access-2"));
}

pub fn is_hidden() -> bool {
    document().body().unwrap().has_attribute("data-locked")
}

#[wasm_bindgen_test]
async fn a_page_that_nobody_uses_is_locked_and_hidden() {
    let _service = service(7_200);
    let mut config = config();
    config["session"] = json!({ "idleMinutes": 10 });
    let page = Page::new(&config);
    let tab = Tab::open(&page);
    tab.sign_in().await;
    let look = || dispatch("new Event('visibilitychange')");
    let clock = Clock::start();
    clock.later(9);
    look();
    assert_eq!(tab.phase(), Phase::SignedIn);
    dispatch("new KeyboardEvent('keydown', { key: 'a' })");
    clock.later(18);
    look();
    assert_eq!(tab.phase(), Phase::SignedIn, "there was input nine minutes ago");
    clock.later(28);
    // The key that wakes a machine after a night does not count as presence.
    dispatch("new KeyboardEvent('keydown', { key: 'a' })");
    assert_eq!((tab.phase(), tab.access().await), (Phase::Locked, None));
    until("the page is hidden", is_hidden).await;
    tab.sign_in().await;
    until("the page is shown", || !is_hidden()).await;
}

#[wasm_bindgen_test]
async fn somebody_who_works_in_another_tab_is_there() {
    let _service = service(7_200);
    let mut config = config();
    config["session"] = json!({ "idleMinutes": 10 });
    let page = Page::new(&config);
    let first = Tab::open(&page);
    first.sign_in().await;
    let other = page.within(|| {
        // A tab that hears no input itself.
        let session = Session::new();
        session.join_tabs(&first.config);
        session
    });
    other.resume(&first.config).await;
    let clock = Clock::start();
    clock.later(9);
    let before = other.last_active();
    dispatch("new KeyboardEvent('keydown', { key: 'a' })");
    until("the other tab has heard of it", || other.last_active() > before).await;
}

#[wasm_bindgen_test]
async fn a_page_from_the_browsers_history_shows_nothing_of_a_session_that_is_over() {
    let _service = service(1_200);
    let leave = || dispatch("new PageTransitionEvent('pagehide', { persisted: true })");
    let come_back = || dispatch("new PageTransitionEvent('pageshow', { persisted: true })");
    let page = Page::new(&config());
    let tab = Tab::open(&page);
    tab.sign_in().await;
    leave();
    assert!(is_hidden(), "nothing is seen before it was looked");
    come_back();
    assert_eq!((tab.phase(), is_hidden()), (Phase::SignedIn, false));
    leave();
    let clock = Clock::start();
    clock.later(2);
    come_back();
    assert_eq!(tab.phase(), Phase::Locked, "it was away for too long");
    until("the page is hidden", is_hidden).await;
    drop(clock);
    tab.sign_in().await;
    leave();
    window().local_storage().unwrap().unwrap().remove_item("groupid-portal/last-user").unwrap();
    come_back();
    assert_eq!(tab.phase(), Phase::SignedOut, "somebody has signed out elsewhere meanwhile");
}

#[wasm_bindgen_test]
async fn where_storage_is_blocked_every_page_has_a_session_of_its_own() {
    let _service = service(1_200);
    let page = Page::new(&config());
    let draft = full_draft(&page);
    let blocked = Blocked::start();
    let first = Tab::start(&page).await;
    first.sign_in().await;
    assert_eq!(Tab::start(&page).await.phase(), Phase::SignedOut, "nobody knows who signed in last");
    assert!(!GroupDrafts::new(&user("ann")).save("a", "", &draft, None, None), "the wizard tells it");
    assert!(GroupDrafts::new(&user("ann")).waiting().is_empty());
    first.session.sign_out();
    assert_eq!(first.phase(), Phase::SignedOut);
    drop(blocked);
}
