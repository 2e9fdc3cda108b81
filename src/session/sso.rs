//! Single sign-on: authorization code flow with PKCE (RFC 6749, section 4.1; RFC 7636), at Entra ID or at GroupID's
//! Security Service. Either the page is redirected to the authority and comes back with a code, or a popup window is
//! opened that reports the code (docs/adr/0005-organisation.md).

mod authorities;
mod back;
mod sign_out;
mod window;

pub use authorities::Authorities;
pub use back::{RedirectAnswer, RedirectResult, take};
pub use sign_out::{end_session, give_back};
pub use window::Window;

use super::pkce::{challenge, secret};
use crate::http::ApiError;
use crate::routes::base;
use leptos::prelude::window as this_window;
use model::config::Authority;
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
    /// The issuer that the answer names (RFC 9207); none if it names none.
    pub issuer: Option<String>,
}

impl fmt::Debug for Code {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Code")
    }
}

/// Why there is no code.
#[derive(Debug, Clone, PartialEq)]
pub enum Refusal {
    /// The answer does not belong to a request of this page, or comes from another authority.
    Foreign,
    /// The user or the organisation has denied access.
    Denied,
    /// An administrator has to consent first.
    Consent,
    /// The user has to act on the authority's page, for instance to give a second factor.
    Interaction,
    /// The authority does not know the portal's client id.
    Client,
    /// The browser offers no digests, because the page was loaded without HTTPS.
    NoCrypto,
    /// The browser keeps nothing for this page, so the answer could not be recognised.
    NoStorage,
    /// The authority takes no challenges (RFC 7636).
    NoPkce,
    /// The discovery document names this endpoint, which is not at the Security Service's address.
    Elsewhere(String),
    /// The discovery document could not be read.
    Call(ApiError),
    /// Nobody was asked ([`Prompt::Nobody`]), and the authority knows nobody.
    Unknown,
    /// Any other error, with its OAuth code.
    Failed(String),
}

impl Refusal {
    /// From an OAuth error code (RFC 6749, section 4.1.2.1; OpenID Connect Core, section 3.1.2.6). The description is
    /// not shown, because a forged link could contain any text.
    fn of(error: &str) -> Self {
        match error {
            "access_denied" => Self::Denied,
            "consent_required" => Self::Consent,
            "interaction_required" | "login_required" | "account_selection_required" => Self::Interaction,
            "unauthorized_client" | "invalid_client" => Self::Client,
            other => {
                let plain = other.chars().filter(|c| c.is_ascii_alphanumeric() || *c == '_');
                Self::Failed(plain.take(40).collect())
            }
        }
    }
}

/// Whether the authority asks who signs in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Prompt {
    /// As it does by itself; Entra ID is told to let people choose their account.
    AsUsual,
    /// The password is asked for, even if the authority's own session has not ended.
    Password,
    /// Nobody is asked anything: there is a code at once, or none.
    Nobody,
}

/// An authorization request, with the secrets that are needed for its answer.
struct AuthorizationRequest {
    state: String,
    verifier: String,
    redirect_uri: String,
}

/// The address of the portal, to which authorities redirect.
pub fn home() -> Option<String> {
    let origin = this_window().location().origin().ok()?;
    Some(format!("{origin}{}/", base()))
}

impl AuthorizationRequest {
    /// With new secrets; the state begins with `start`.
    fn new(start: &str) -> Option<Self> {
        Some(Self { state: format!("{start}{}", secret()?), verifier: secret()?, redirect_uri: home()? })
    }

    /// The URL of the authorization page; none if the browser offers no digests.
    async fn url(&self, authority: &Authority, hint: Option<&str>, prompt: Prompt) -> Option<String> {
        let challenge = challenge(&self.verifier).await?;
        let scope = authority.scopes.join(" ");
        let mut query = vec![
            ("client_id", authority.client_id.as_str()),
            ("response_type", "code"),
            ("redirect_uri", &self.redirect_uri),
            ("scope", &scope),
            ("state", &self.state),
            ("code_challenge", &challenge),
            ("code_challenge_method", "S256"),
            ("response_mode", if authority.answers_in_fragment { "fragment" } else { "query" }),
        ];
        query.extend(hint.map(|login| ("login_hint", login)));
        query.extend(match (prompt, hint) {
            (Prompt::Password, _) => Some(("prompt", "login")),
            (Prompt::Nobody, _) => Some(("prompt", "none")),
            (Prompt::AsUsual, None) => authority.prompt.map(|prompt| ("prompt", prompt)),
            (Prompt::AsUsual, Some(_)) => None,
        });
        query.extend(authority.authorize_with.iter().map(|(name, value)| (*name, value.as_str())));
        address_with(&authority.endpoints.authorize, &query)
    }
}

/// An address with more parameters in its query.
fn address_with(address: &str, parameters: &[(&str, &str)]) -> Option<String> {
    let query = UrlSearchParams::new().ok()?;
    for (name, value) in parameters {
        query.append(name, value);
    }
    let mark = if address.contains('?') { '&' } else { '?' };
    Some(format!("{address}{mark}{}", String::from(query.to_string())))
}

/// Redirects this page to the authority, which will redirect back to the same URL.
pub async fn leave(authority: &Authority, store: StoreId, hint: Option<&str>, prompt: Prompt) -> Result<(), Refusal> {
    let start = if prompt == Prompt::Nobody { back::SILENT } else { "" };
    let asking = AuthorizationRequest::new(start).ok_or(Refusal::NoCrypto)?;
    let url = asking.url(authority, hint, prompt).await.ok_or(Refusal::NoCrypto)?;
    if !back::keep(&asking, store) {
        return Err(Refusal::NoStorage);
    }
    this_window().location().assign(&url).map_err(|_| Refusal::Failed("navigation".to_owned()))
}
