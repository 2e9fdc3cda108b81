//! The authorization request of an application. The authority never redirects to an address that is not the
//! application's.

use super::super::sign_in::CLIENT;
use crate::http::{Request, pairs};

/// A valid authorization request.
#[derive(Debug)]
pub struct Asked {
    pub redirect_uri: String,
    /// The origin of `redirect_uri`: scheme, host and port.
    pub origin: String,
    pub state: String,
    pub challenge: String,
    pub scope: String,
    pub login_hint: String,
}

/// Why an authorization request is rejected.
#[derive(Debug)]
pub enum Refused {
    /// The person sees the error, because it is not safe to redirect.
    Here(&'static str),
    /// The application gets the error by a redirect.
    Back { redirect_uri: String, state: String, error: &'static str, sentence: &'static str },
}

impl Asked {
    pub fn read(request: &Request) -> Result<Self, Refused> {
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
        let Some(origin) = origin(&redirect_uri).filter(|origin| is_own(origin, &request.host)) else {
            return Err(Refused::Here("redirect_uri: not an address of this application."));
        };
        let state = get("state");
        let back = |error, sentence| {
            Err(Refused::Back { redirect_uri: redirect_uri.clone(), state: state.clone(), error, sentence })
        };
        if get("response_type") != "code" {
            return back("unsupported_response_type", "response_type: expected code");
        }
        if !matches!(&*get("response_mode"), "" | "query") {
            return back("invalid_request", "response_mode: expected query");
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
        let login_hint = get("login_hint");
        Ok(Self { redirect_uri, origin, state, challenge, scope, login_hint })
    }
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
