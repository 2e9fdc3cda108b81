//! The return from the authority. During the redirect, session storage holds the state, the verifier and the URL that
//! was left; it is cleared on return in any case. It never contains a token, and the verifier is useless without the
//! code, which only this page receives.

use super::window::{WINDOW, tell};
use super::{AuthorizationRequest, Code, Refusal, home};
use crate::routes::{base, is_within};
use leptos::prelude::{StoredValue, UpdateValue, WithValue, window};
use model::wire::StoreId;
use wasm_bindgen::JsValue;
use web_sys::{Storage, UrlSearchParams};

/// The key in session storage; the value is state, verifier, store and URL, one per line.
const KEPT: &str = "groupid-portal/sign-in";

/// The prefix of a state for which nobody is asked anything.
pub(super) const SILENT: &str = "silent-";

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

/// Keeps what the answer needs; false if the browser keeps nothing.
pub(super) fn keep(asking: &AuthorizationRequest, store: StoreId) -> bool {
    let location = window().location();
    let place = format!("{}{}", location.pathname().unwrap_or_default(), location.search().unwrap_or_default());
    let kept = [&asking.state, &asking.verifier, &store.to_string(), &place].map(String::as_str).join("\n");
    storage().is_some_and(|storage| storage.set_item(KEPT, &kept).is_ok())
}

/// What was kept, which is forgotten. Whoever was asked silently and has not answered is not asked again so soon.
fn take_kept() -> String {
    let kept = storage().and_then(|storage| {
        let kept = storage.get_item(KEPT).ok().flatten();
        // Removing a missing item is no error.
        let _ = storage.remove_item(KEPT);
        kept
    });
    kept.unwrap_or_default()
}

/// The parameters of an answer, which come in the fragment where the authority can do that, and else in the query. None
/// if the address has no answer.
fn answer_in_address() -> Option<UrlSearchParams> {
    let location = window().location();
    let read = |text: String| UrlSearchParams::new_with_str(text.trim_start_matches(['#', '?'])).ok();
    let is_answer = |values: &UrlSearchParams| {
        let has = |name| values.get(name).is_some_and(|value| !value.is_empty());
        has("state") && (has("code") || has("error"))
    };
    let in_fragment = location.hash().ok().and_then(read).filter(is_answer);
    in_fragment.or_else(|| location.search().ok().and_then(read).filter(is_answer))
}

/// Reads the answer of an authority from the address bar, if there is one. The address is replaced by the one that was
/// left before anything else can see, save or log it.
pub fn take() -> Option<RedirectAnswer> {
    let Some(values) = answer_in_address() else {
        // A silent request that was left without an answer, by Back or because the authority is down, ends here.
        let was_silent = take_kept().starts_with(SILENT);
        return was_silent.then_some(RedirectAnswer::Here { store: None, answer: Err(Refusal::Unknown) });
    };
    let get = |name: &str| values.get(name).unwrap_or_default();
    let (state, code, error) = (get("state"), get("code"), get("error"));
    let issuer = values.get("iss");
    let home_path = format!("{}/", base());
    if state.starts_with(WINDOW) {
        clean(&home_path);
        tell(&state, &code, &error, issuer.as_deref().unwrap_or_default());
        return Some(RedirectAnswer::ToAnother);
    }
    let kept = take_kept();
    let mut lines = kept.splitn(4, '\n');
    let mut line = || lines.next().unwrap_or_default();
    let (own, verifier, store, place) = (line(), line(), line(), line());
    let is_own = !own.is_empty() && own == state;
    clean(if is_own && is_within(&base(), place) { place } else { &home_path });
    let answer = match (is_own, error.as_str()) {
        (false, _) => Err(Refusal::Foreign),
        (true, "") => {
            let redirect_uri = home().unwrap_or_default();
            Ok(Code { code, verifier: verifier.to_owned(), redirect_uri, issuer })
        }
        (true, _) if state.starts_with(SILENT) => Err(Refusal::Unknown),
        (true, error) => Err(Refusal::of(error)),
    };
    Some(RedirectAnswer::Here { store: store.parse().ok().map(StoreId).filter(|_| is_own), answer })
}

/// Replaces the address, by the portal's start if the browser refuses the other one: the code must not stay there.
fn clean(place: &str) {
    let Ok(history) = window().history() else { return };
    let replace = |place: &str| history.replace_state_with_url(&JsValue::NULL, "", Some(place));
    if replace(place).is_err() {
        // The start is always a path of this host.
        let _ = replace(&format!("{}/", base()));
    }
}
