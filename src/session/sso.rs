//! Signing in on the organisation's own page: authorization code with PKCE (RFC 6749, 4.1; RFC 7636). This page is left
//! for it and comes back with a code, or a window is opened for it and tells the code (docs/adr/0005-organisation.md).

mod back;
mod window;

pub use back::{RedirectAnswer, RedirectResult, take};
pub use window::Window;

use super::pkce::{challenge, secret};
use crate::routes::base;
use leptos::prelude::window as this_window;
use model::config::GraphConfig;
use model::graph::paths::authorize;
use model::wire::StoreId;
use std::fmt;
use web_sys::UrlSearchParams;

/// What an authority gives for a sign-in, with what only this page knows: together they become tokens.
#[derive(Clone, PartialEq)]
pub struct Code {
    /// Good once, for a few minutes, and only with the verifier.
    pub code: String,
    /// What the challenge was made of.
    pub verifier: String,
    /// Where the code was sent to.
    pub redirect_uri: String,
}

impl fmt::Debug for Code {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Code")
    }
}

/// Why the authority gave no code.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Refusal {
    /// Nothing that was asked for here.
    Foreign,
    /// Somebody said no, the user or the organisation.
    Denied,
    /// An administrator has not agreed yet.
    Consent,
    /// The authority does not know this portal.
    Client,
    /// This browser makes no digests here: the page came without https.
    NoCrypto,
    /// Anything else: the authority's name for it.
    Failed(String),
}

impl Refusal {
    /// Of an error that an authority names (RFC 6749, 4.1.2.1; OpenID Connect Core, 3.1.2.6). What it says besides is not
    /// shown: whoever makes up a link could say anything.
    fn of(error: &str) -> Self {
        match error {
            "access_denied" => Self::Denied,
            "consent_required" | "interaction_required" => Self::Consent,
            "unauthorized_client" | "invalid_client" => Self::Client,
            other => {
                let plain = other.chars().filter(|c| c.is_ascii_alphanumeric() || *c == '_');
                Self::Failed(plain.take(40).collect())
            }
        }
    }
}

/// What is asked of an authority, and the secrets that belong to the answer.
struct AuthorizationRequest {
    state: String,
    verifier: String,
    redirect_uri: String,
}

impl AuthorizationRequest {
    /// New secrets; `start` is put before the state.
    fn new(start: &str) -> Option<Self> {
        let origin = this_window().location().origin().ok()?;
        Some(Self {
            state: format!("{start}{}", secret()?),
            verifier: secret()?,
            redirect_uri: format!("{origin}{}/", base()),
        })
    }

    /// Where to ask; none where the browser makes no digests.
    async fn url(&self, graph: &GraphConfig, hint: Option<&str>) -> Option<String> {
        let challenge = challenge(&self.verifier).await?;
        let query = UrlSearchParams::new().ok()?;
        let scope = graph.scopes.join(" ");
        for (name, value) in [
            ("client_id", graph.client_id.as_str()),
            ("response_type", "code"),
            ("response_mode", "query"),
            ("redirect_uri", &self.redirect_uri),
            ("scope", &scope),
            ("state", &self.state),
            ("code_challenge", &challenge),
            ("code_challenge_method", "S256"),
        ] {
            query.append(name, value);
        }
        match hint {
            Some(login) => query.append("login_hint", login),
            // Whoever has signed out here is not signed in again without being asked.
            None => query.append("prompt", "select_account"),
        }
        Some(format!("{}?{}", authorize(&graph.authority), String::from(query.to_string())))
    }
}

/// Leaves this page for the authority's. It comes back to the very place, signed in.
pub async fn leave(graph: &GraphConfig, store: StoreId, hint: Option<&str>) -> Result<(), Refusal> {
    let asking = AuthorizationRequest::new("").ok_or(Refusal::NoCrypto)?;
    let url = asking.url(graph, hint).await.ok_or(Refusal::NoCrypto)?;
    back::keep(&asking, store);
    this_window().location().assign(&url).map_err(|_| Refusal::Failed("navigation".to_owned()))
}
