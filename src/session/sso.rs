//! Single sign-on: authorization code flow with PKCE (RFC 6749, section 4.1; RFC 7636). Either the page is redirected
//! to the authority and comes back with a code, or a popup window is opened that reports the code
//! (docs/adr/0005-organisation.md).

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

/// An authorization code with the secrets of its request; together they can be exchanged for tokens.
#[derive(Clone, PartialEq)]
pub struct Code {
    /// Valid once, for a few minutes, and only with the verifier.
    pub code: String,
    /// The secret from which the challenge was computed.
    pub verifier: String,
    /// The address to which the code was sent.
    pub redirect_uri: String,
}

impl fmt::Debug for Code {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Code")
    }
}

/// Why there is no code.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Refusal {
    /// The answer does not belong to a request of this page.
    Foreign,
    /// The user or the organisation has denied access.
    Denied,
    /// An administrator has to consent first.
    Consent,
    /// The authority does not know the portal's client id.
    Client,
    /// The browser offers no digests, because the page was loaded without HTTPS.
    NoCrypto,
    /// Any other error, with its OAuth code.
    Failed(String),
}

impl Refusal {
    /// From an OAuth error code (RFC 6749, section 4.1.2.1; OpenID Connect Core, section 3.1.2.6). The description is
    /// not shown, because a forged link could contain any text.
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

/// An authorization request, with the secrets that are needed for its answer.
struct AuthorizationRequest {
    state: String,
    verifier: String,
    redirect_uri: String,
}

impl AuthorizationRequest {
    /// With new secrets; the state begins with `start`.
    fn new(start: &str) -> Option<Self> {
        let origin = this_window().location().origin().ok()?;
        Some(Self {
            state: format!("{start}{}", secret()?),
            verifier: secret()?,
            redirect_uri: format!("{origin}{}/", base()),
        })
    }

    /// The URL of the authorization page; none if the browser offers no digests.
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
            // After signing out, the authority must not sign the user in again without asking.
            None => query.append("prompt", "select_account"),
        }
        Some(format!("{}?{}", authorize(&graph.authority), String::from(query.to_string())))
    }
}

/// Redirects this page to the authority, which will redirect back to the same URL.
pub async fn leave(graph: &GraphConfig, store: StoreId, hint: Option<&str>) -> Result<(), Refusal> {
    let asking = AuthorizationRequest::new("").ok_or(Refusal::NoCrypto)?;
    let url = asking.url(graph, hint).await.ok_or(Refusal::NoCrypto)?;
    back::keep(&asking, store);
    this_window().location().assign(&url).map_err(|_| Refusal::Failed("navigation".to_owned()))
}
