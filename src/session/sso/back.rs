//! The return from the authority. During the redirect, session storage holds the state, the verifier and the URL that
//! was left; it is cleared on return in any case. It never contains a token, and the verifier is useless without the
//! code, which only this page receives.

use super::window::{WINDOW, tell};
use super::{AuthorizationRequest, Code, Refusal};
use crate::routes::base;
use leptos::prelude::{StoredValue, UpdateValue, WithValue, window};
use model::wire::StoreId;
use wasm_bindgen::JsValue;
use web_sys::{Storage, UrlSearchParams};

/// The key in session storage; the value is state, verifier, store and URL, one per line.
const KEPT: &str = "groupid-portal/sign-in";

/// The answer of the authority in the address of a page.
#[derive(Debug, Clone, PartialEq)]
pub enum RedirectAnswer {
    /// The answer is for this page.
    Here {
        /// The store of the request, if known.
        store: Option<StoreId>,
        /// The code, or why there is none.
        answer: Result<Code, Refusal>,
    },
    /// The answer is for the page that opened this popup window; it was told, and the window can be closed.
    ToAnother,
}

/// The answer with which this page was loaded, provided as context and taken once.
#[derive(Clone, Copy)]
pub struct RedirectResult(StoredValue<Option<RedirectAnswer>>);

impl RedirectResult {
    pub fn new(returned: Option<RedirectAnswer>) -> Self {
        Self(StoredValue::new(returned))
    }

    /// Whether there is an answer that was not taken yet.
    pub fn is_there(self) -> bool {
        self.0.with_value(Option::is_some)
    }

    /// The store, if known, and the answer; none if there is none or it was taken before.
    pub fn take(self) -> Option<(Option<StoreId>, Result<Code, Refusal>)> {
        match self.0.try_update_value(Option::take).flatten()? {
            RedirectAnswer::Here { store, answer } => Some((store, answer)),
            RedirectAnswer::ToAnother => None,
        }
    }
}

fn storage() -> Option<Storage> {
    window().session_storage().ok().flatten()
}

pub(super) fn keep(asking: &AuthorizationRequest, store: StoreId) {
    let location = window().location();
    let place = format!("{}{}", location.pathname().unwrap_or_default(), location.search().unwrap_or_default());
    let kept = [&asking.state, &asking.verifier, &store.to_string(), &place].map(String::as_str).join("\n");
    if let Some(storage) = storage() {
        // If session storage is blocked, the answer will be reported as `Refusal::Foreign`.
        let _ = storage.set_item(KEPT, &kept);
    }
}

/// Reads the answer of an authority from the address bar, if there is one. The address is replaced by the one that was
/// left before anything else can see, save or log it.
pub fn take() -> Option<RedirectAnswer> {
    let query = UrlSearchParams::new_with_str(&window().location().search().unwrap_or_default()).ok()?;
    let get = |name: &str| query.get(name).unwrap_or_default();
    let (state, code, error) = (get("state"), get("code"), get("error"));
    if state.is_empty() || (code.is_empty() && error.is_empty()) {
        return None;
    }
    let kept = storage().and_then(|storage| {
        let kept = storage.get_item(KEPT).ok().flatten();
        // Removing a missing item is no error.
        let _ = storage.remove_item(KEPT);
        kept
    });
    let home = format!("{}/", base());
    if state.starts_with(WINDOW) {
        clean(&home);
        tell(&state, &code, &error);
        return Some(RedirectAnswer::ToAnother);
    }
    let kept = kept.unwrap_or_default();
    let mut lines = kept.splitn(4, '\n');
    let mut line = || lines.next().unwrap_or_default();
    let (own, verifier, store, place) = (line(), line(), line(), line());
    let is_own = !own.is_empty() && own == state;
    // Only URLs within the portal are restored. Those of another host would be refused by the browser anyway.
    clean(if is_own && place.starts_with(&home) { place } else { &home });
    let answer = match (is_own, error.as_str()) {
        (false, _) => Err(Refusal::Foreign),
        (true, "") => {
            let origin = window().location().origin().unwrap_or_default();
            Ok(Code { code, verifier: verifier.to_owned(), redirect_uri: format!("{origin}{home}") })
        }
        (true, error) => Err(Refusal::of(error)),
    };
    Some(RedirectAnswer::Here { store: store.parse().ok().map(StoreId).filter(|_| is_own), answer })
}

fn clean(place: &str) {
    if let Ok(history) = window().history() {
        // A browser refuses only URLs of other hosts, which are never passed here.
        let _ = history.replace_state_with_url(&JsValue::NULL, "", Some(place));
    }
}
