//! The authorization request of an application. The authority never redirects to an address that is not the
//! application's.

use super::super::sign_in::CLIENT;
use super::Realm;
use crate::http::pairs;
use crate::routes::Call;

/// A valid authorization request.
#[derive(Debug)]
pub struct Asked {
    pub realm: Realm,
    /// The identity store to sign in to.
    pub store: i64,
    pub redirect_uri: String,
    /// The origin of `redirect_uri`: scheme, host and port.
    pub origin: String,
    pub state: String,
    pub challenge: String,
    pub scope: String,
    pub login_hint: String,
    pub prompt: Prompt,
    /// Whether the answer comes in the address's fragment, which no server sees, and not in its query.
    pub in_fragment: bool,
}

/// Whether a person is asked (OpenID Connect Core, 3.1.2.1).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Prompt {
    /// Only who is not signed in yet.
    AsNeeded,
    /// In any case.
    Always,
    /// Nobody.
    Never,
}

/// Why an authorization request is rejected.
#[derive(Debug)]
pub enum Refused {
    /// The person sees the error, because it is not safe to redirect.
    Here(&'static str),
    /// The application gets the error by a redirect.
    Back { redirect_uri: String, state: String, error: &'static str, sentence: &'static str, in_fragment: bool },
}

impl Asked {
    pub fn read(call: &Call<'_>) -> Result<Self, Refused> {
        let (request, directory) = (call.request, &call.service.directory);
        let realm = Realm::of(&request.path);
        let query = pairs(&request.query);
        let get = |name: &str| {
            let held = query.iter().find(|(key, _)| key == name);
            held.map(|(_, value)| value.clone()).unwrap_or_default()
        };
        if query.iter().enumerate().any(|(at, (name, _))| query.iter().skip(at + 1).any(|(other, _)| other == name)) {
            return Err(Refused::Here("A parameter is named twice."));
        }
        if get("client_id") != CLIENT {
            return Err(Refused::Here("client_id: there is no such application in this tenant."));
        }
        let redirect_uri = get("redirect_uri");
        let Some(origin) = own_origin(&redirect_uri, &request.host) else {
            return Err(Refused::Here("redirect_uri: not an address of this application."));
        };
        let state = get("state");
        let in_fragment = get("response_mode") == "fragment";
        let back = |error, sentence| {
            let (redirect_uri, state) = (redirect_uri.clone(), state.clone());
            Err(Refused::Back { redirect_uri, state, error, sentence, in_fragment })
        };
        if get("response_type") != "code" {
            return back("unsupported_response_type", "response_type: expected code");
        }
        if !matches!(&*get("response_mode"), "" | "query" | "fragment") {
            return back("invalid_request", "response_mode: expected query or fragment");
        }
        if get("code_challenge_method") != "S256" {
            return back("invalid_request", "code_challenge_method: expected S256");
        }
        let challenge = get("code_challenge");
        if challenge.len() != 43 || !challenge.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-' || b == b'_') {
            return back("invalid_request", "code_challenge: expected SHA-256 as base64url");
        }
        let scope = get("scope");
        if scope.trim().is_empty() {
            return back("invalid_scope", "scope: expected at least one");
        }
        let prompt = match &*get("prompt") {
            "" => Prompt::AsNeeded,
            "login" | "select_account" | "consent" => Prompt::Always,
            "none" => Prompt::Never,
            _ => return back("invalid_request", "prompt: expected login, select_account, consent or none"),
        };
        let store = match realm {
            Realm::EntraId => directory.tenant(),
            Realm::GroupId => get("identity_store_id").parse().ok().and_then(|id| directory.store(id)),
        };
        let Some(store) = store.map(|store| store.id) else {
            return back("invalid_request", "identity_store_id: there is no such identity store");
        };
        let login_hint = get("login_hint");
        Ok(Self { realm, store, redirect_uri, origin, state, challenge, scope, login_hint, prompt, in_fragment })
    }
}

/// The origin of an address of the application; `None` for any other address.
pub fn own_origin(address: &str, host: &str) -> Option<String> {
    origin(address).filter(|origin| is_own(origin, host))
}

/// The scheme, host and port of an http or https URL; `None` for anything that is not plainly one.
fn origin(address: &str) -> Option<String> {
    let plain = |c: char| c.is_ascii_graphic() && !"\\#\"<>^`{|}".contains(c);
    if !address.chars().all(plain) {
        return None;
    }
    let (scheme, rest) = address.split_once("://").filter(|(scheme, _)| matches!(*scheme, "http" | "https"))?;
    let host = rest.split(['/', '?']).next().filter(|host| !host.is_empty() && !host.contains('@'))?;
    let fit = |c: char| c.is_ascii_alphanumeric() || "-.:[]".contains(c);
    host.chars().all(fit).then(|| format!("{scheme}://{}", host.to_ascii_lowercase()))
}

/// Whether the origin has the host of this service, or is on the local machine.
fn is_own(origin: &str, host: &str) -> bool {
    let own = origin.split_once("://").map_or("", |(_, host)| host);
    let name = match own.rsplit_once(':') {
        Some((name, port)) if port.bytes().all(|b| b.is_ascii_digit()) => name,
        _ => own,
    };
    own.eq_ignore_ascii_case(host) || matches!(name, "localhost" | "127.0.0.1" | "[::1]")
}

#[cfg(test)]
mod tests {
    use super::{is_own, origin};

    #[test]
    fn only_the_applications_own_addresses() {
        let good = |address: &str| origin(address).is_some_and(|origin| is_own(&origin, "portal.example:4443"));
        for own in ["http://portal.example:4443/portal/", "https://PORTAL.example:4443", "http://localhost:8080/x?y=1"]
        {
            assert!(good(own), "{own}");
        }
        for other in [
            "",
            "/portal/",
            "//evil.example/",
            "javascript:alert(1)",
            "http://evil.example/",
            "http://portal.example/",
            "http://portal.example:4443@evil.example/",
            "http://portal.example:4443.evil.example/",
            "http://localhost.evil.example/",
            "http://localhost:80.evil.example/",
            "http://evil.example\\@localhost/",
            "http://portal.example:4443/#fragment",
            "http://portal.example:4443/\r\nSet-Cookie: a=b",
            "http:///portal/",
        ] {
            assert!(!good(other), "{other}");
        }
    }
}
