//! The calls of signing in, renewing and signing out: those of src/session, which carry secrets.

use super::fault::{Failing, Fault};
use crate::code_sign_in::{self, code_config};
use crate::support::people::SECRET;
use crate::support::samples::{config, tokens};
use crate::support::{Page, Sent, Service, frames};
use futures::future::LocalBoxFuture;
use leptos::prelude::*;
use model::wire::StoreId;
use portal::api::sign_in::SignInError;
use portal::http::ApiError;
use portal::session::Phase;
use portal::session::sso::Refusal;
use portal::session::token::TokenFailure;
use portal::ui::error_panel::sentence;
use serde_json::Value;
use std::cell::Cell;
use std::rc::Rc;
use wasm_bindgen_test::{console_log, wasm_bindgen_test};

/// What no error may show.
const SECRETS: [&str; 5] = [SECRET, "code-1", "verifier-1", "access-1", "refresh-1"];

/// How a call ended: what it says if it failed.
type Outcome = Result<(), Option<ApiError>>;

/// A call that is made on a page that nobody has signed in to yet.
struct Row {
    name: &'static str,
    config: fn() -> Value,
    /// How the paths of the requests end that fail.
    fails: &'static str,
    run: fn(&Page) -> LocalBoxFuture<'_, Outcome>,
}

async fn with_password(page: &Page) -> Outcome {
    let config = page.api.config().clone();
    let outcome = page.session.sign_in(&config, StoreId(2), "ann".to_owned(), SECRET.to_owned()).await;
    shows_no_secret(&outcome);
    outcome.map_err(of_token)
}

async fn with_code(page: &Page) -> Outcome {
    let outcome = page.api.sign_in_with_code(&page.api.current_store(), &code_sign_in::code()).await;
    shows_no_secret(&outcome);
    outcome.map(drop).map_err(|error| match error {
        SignInError::Token(failure) => of_token(failure),
        SignInError::Call(error) | SignInError::Answer(Refusal::Call(error)) => Some(error),
        SignInError::Answer(_) | SignInError::AnotherStore | SignInError::SomebodyElse { .. } => None,
    })
}

async fn renewal(page: &Page) -> Outcome {
    let config = page.api.config().clone();
    let renewed = page.session.renew(&config, Some("access-1")).await;
    shows_no_secret(&renewed.as_ref().err());
    renewed.map(drop).map_err(Some)
}

async fn sign_out(page: &Page) -> Outcome {
    page.api.sign_out();
    assert_eq!((untrack(|| page.session.phase()), page.session.refresh_token()), (Phase::SignedOut, None));
    frames().await;
    Ok(())
}

fn of_token(failure: TokenFailure) -> Option<ApiError> {
    match failure {
        TokenFailure::Failed(error) => Some(error),
        TokenFailure::Refused(_) | TokenFailure::Unfit(_) | TokenFailure::NotTaken | TokenFailure::Over => None,
    }
}

fn shows_no_secret(outcome: &impl std::fmt::Debug) {
    let shown = format!("{outcome:?}");
    for secret in SECRETS {
        assert!(!shown.contains(secret), "{shown}");
    }
}

macro_rules! rows {
    ($($name:literal, $config:ident, $fails:literal, $run:ident;)*) => {
        [$(Row { name: $name, config: $config, fails: $fails, run: |page| Box::pin($run(page)) }),*]
    };
}

fn rows() -> [Row; 9] {
    rows! {
        "token, by password", config, "/connect/token", with_password;
        "discovery", code_config, "/openid-configuration", with_code;
        "token, by code", code_config, "/connect/token", with_code;
        "user info", code_config, "/connect/userinfo", with_code;
        "renewal, by password", config, "/connect/token", renewal;
        "renewal, by code", code_config, "/connect/token", renewal;
        "renewal, whose authority is not known", code_config, "/openid-configuration", renewal;
        "revocation, by password", config, "/connect/revocation", sign_out;
        "revocation, by code", code_config, "/connect/revocation", sign_out;
    }
}

#[wasm_bindgen_test]
async fn every_call_of_a_session_survives_every_fault() {
    for row in rows() {
        for fault in Fault::ALL {
            try_one(&row, fault).await;
        }
    }
    console_log!("{} calls of sessions × {} faults", rows().len(), Fault::ALL.len());
}

async fn try_one(row: &Row, fault: Fault) {
    let what = format!("{}, {fault:?}", row.name);
    let now = Rc::new(Cell::new(None::<Fault>));
    let (own, fails, first, huge) = (now.clone(), row.fails, Cell::new(true), Cell::new(0));
    let good = |sent: &Sent| if sent.is_token() { tokens(1, 1_200) } else { code_sign_in::service(sent) };
    let service = Service::start(move |sent| match own.get().filter(|_| sent.path.ends_with(fails)) {
        Some(fault) => {
            huge.set(huge.get() + u32::from(fault == Fault::Huge));
            fault.reply(|| good(sent), first.replace(false), huge.get())
        }
        None => good(sent),
    });
    let page = Page::new(&(row.config)());
    // Renewing and signing out need somebody who is signed in.
    if row.name.starts_with("re") {
        let config = page.api.config().clone();
        page.session.sign_in(&config, StoreId(2), "ann".to_owned(), SECRET.to_owned()).await.unwrap();
        page.session.complete_sign_in(None);
    }
    service.take_sent();
    let failing = Failing::begin(now, fault);
    let outcome = (row.run)(&page).await;
    drop(failing);
    let sent: Vec<_> = service.take_sent().into_iter().filter(|sent| sent.path.ends_with(fails)).collect();
    assert!(sent.len() == 1, "{what}: {} requests", sent.len());
    // Where nobody describes the service, it is asked at the usual addresses; and nobody waits for a sign-out.
    let goes_on =
        row.name.starts_with("revocation") || row.fails.ends_with("configuration") && fault == Fault::NotFound;
    // What the service refuses is no error of a renewal.
    let is_told = row.name.starts_with("renewal") || outcome.is_err();
    assert!(goes_on || fault.sentence().is_none() || is_told, "{what}: nothing is said");
    if let Err(error) = &outcome {
        if let Some(error) = error {
            let said = sentence(error);
            assert!(said.len() > 10 && said.ends_with('.'), "{what}: {said}");
        }
        // A renewal that failed ends nothing; a refused one is noticed by the next call.
        let expected = if row.name.starts_with("renewal") { Phase::SignedIn } else { Phase::SignedOut };
        assert_eq!(untrack(|| page.session.phase()), expected, "{what}");
        // The same again, as with the button, goes well.
        if expected == Phase::SignedOut {
            assert_eq!((row.run)(&page).await, Ok(()), "{what}: again");
        }
    }
}
