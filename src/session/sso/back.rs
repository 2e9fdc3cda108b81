//! Back from the authority's page. Between leaving and coming back, session storage holds the state, the verifier and the
//! place that was left; it is emptied on return, whatever came. No token is ever there, and a verifier is worth nothing
//! without the code that only this page is sent.

use super::window::{WINDOW, tell};
use super::{AuthorizationRequest, Code, Refusal};
use crate::routes::base;
use leptos::prelude::{StoredValue, UpdateValue, window};
use model::wire::StoreId;
use wasm_bindgen::JsValue;
use web_sys::{Storage, UrlSearchParams};

/// Where it is kept: state, verifier, store and place, a line each.
const KEPT: &str = "groupid-portal/sign-in";

/// What came back.
#[derive(Debug, Clone, PartialEq)]
pub enum RedirectAnswer {
    /// To this page.
    Here {
        /// The store it was for, if that is known.
        store: Option<StoreId>,
        /// The code.
        answer: Result<Code, Refusal>,
    },
    /// To a window that was opened for it: the page that waits has been told, and this one has nothing more to do.
    ToAnother,
}

/// What somebody comes back with, handed over once. A context of the app.
#[derive(Clone, Copy)]
pub struct RedirectResult(StoredValue<Option<RedirectAnswer>>);

impl RedirectResult {
    /// As it was found in the address.
    pub fn new(returned: Option<RedirectAnswer>) -> Self {
        Self(StoredValue::new(returned))
    }

    /// The store, if it is known, and the answer.
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
        // Where nothing can be kept, the answer will be foreign, and that is said then.
        let _ = storage.set_item(KEPT, &kept);
    }
}

/// What the address says of a sign-in, if it does. The address is cleaned and the place that was left restored before
/// anybody can see, keep or log it.
pub fn take() -> Option<RedirectAnswer> {
    let query = UrlSearchParams::new_with_str(&window().location().search().unwrap_or_default()).ok()?;
    let get = |name: &str| query.get(name).unwrap_or_default();
    let (state, code, error) = (get("state"), get("code"), get("error"));
    if state.is_empty() || (code.is_empty() && error.is_empty()) {
        return None;
    }
    let kept = storage().and_then(|storage| {
        let kept = storage.get_item(KEPT).ok().flatten();
        // Removing what is not there is no failure.
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
    // A place on another host would be refused by the browser; one outside the portal is not gone to either.
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
        // A browser refuses only what leads to another host, which no caller does.
        let _ = history.replace_state_with_url(&JsValue::NULL, "", Some(place));
    }
}
