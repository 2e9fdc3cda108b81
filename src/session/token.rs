//! Token requests: with a password or a refresh token (part B, Get token), and with an authority's code (RFC 6749,
//! section 4.1.3). Tokens, codes and passwords are never stored, shown or logged.

use super::Session;
use super::sso::{Code, Refusal};
use crate::http::{Answer, ApiError, post_form};
use crate::lazy::lazy_fn;
use model::config::{Authority, Config};
use model::wire::codes::SignInRefusal;
use model::wire::token::Grant;
use model::wire::{StoreId, TokenError, TokenRequest, TokenResponse, paths};
use std::sync::Arc;
use web_sys::UrlSearchParams;

/// The timeout of a token request, in milliseconds.
const PATIENCE: u32 = 30_000;

/// How much of a service's own words is kept, in characters.
const LONGEST: usize = 300;

/// Why there is no token.
#[derive(Debug, Clone, PartialEq)]
pub enum TokenFailure {
    /// The service refused, for this reason.
    Refused(SignInRefusal),
    /// The service does not accept how the portal asks, which an administrator has to mend; with its own words.
    Unfit(String),
    /// The authority rejected its own code, or a refresh token.
    NotTaken,
    /// The user has signed out before the answer came; the tokens were dropped.
    Over,
    Failed(ApiError),
}

/// Requests tokens from the security service.
pub async fn token(config: &Config, store: StoreId, grant: Grant) -> Result<TokenResponse, TokenFailure> {
    let secret = match &grant {
        Grant::Password { password, .. } => password.clone(),
        Grant::RefreshToken(token) => token.clone(),
    };
    let request = TokenRequest {
        grant,
        client_id: config.sign_in.client_id.clone(),
        client_secret: config.sign_in.client_secret.clone(),
        identity_store: store,
    };
    ask(&paths::token(&config.security_service), request.form(), &secret).await
}

/// Refreshes tokens where the current ones came from.
pub async fn refreshed(
    session: Session,
    config: Arc<Config>,
    store: StoreId,
    refresh: String,
) -> Result<TokenResponse, TokenFailure> {
    if !config.store(store).is_some_and(|store| config.signs_in_by_code(store)) {
        return token(&config, store, Grant::RefreshToken(refresh)).await;
    }
    match refreshed_by_authority(session, config, store, refresh).await {
        Ok(coming) => coming.await,
        Err(not_loaded) => Err(TokenFailure::Failed(not_loaded.into())),
    }
}

lazy_fn! { [sso]
    /// The same for stores that people sign in to with a code.
    fn refreshed_by_authority(
        session: Session, config: Arc<Config>, store: StoreId, refresh: String
    ) -> Result<TokenResponse, TokenFailure> {
        ask_its_authority(session, &config, store, &refresh).await
    }
}

async fn ask_its_authority(
    session: Session,
    config: &Config,
    store: StoreId,
    refresh: &str,
) -> Result<TokenResponse, TokenFailure> {
    let authority = session.authorities().find(config, store).await.map_err(|refusal| match refusal {
        Refusal::Call(error) => TokenFailure::Failed(error),
        // It has signed this user in before, so this does not happen; signing in again says what is wrong.
        _ => TokenFailure::NotTaken,
    })?;
    let grant = [("grant_type", "refresh_token"), ("refresh_token", refresh)];
    ask_authority(&authority, &grant, refresh).await
}

/// Exchanges a code for tokens.
pub async fn of_code(authority: &Authority, code: &Code) -> Result<TokenResponse, TokenFailure> {
    let grant = [
        ("grant_type", "authorization_code"),
        ("code", code.code.as_str()),
        ("redirect_uri", &code.redirect_uri),
        ("code_verifier", &code.verifier),
    ];
    ask_authority(authority, &grant, &code.verifier).await
}

async fn ask_authority(
    authority: &Authority,
    grant: &[(&str, &str)],
    secret: &str,
) -> Result<TokenResponse, TokenFailure> {
    let Ok(form) = UrlSearchParams::new() else { return Err(TokenFailure::NotTaken) };
    let own = authority.token_with.iter().map(|(name, value)| (*name, value.as_str()));
    for (name, value) in grant.iter().copied().chain([("client_id", authority.client_id.as_str())]).chain(own) {
        form.append(name, value);
    }
    let answer = ask(&authority.endpoints.token, form.to_string().into(), secret).await;
    answer.map_err(|error| match error {
        // Refusals about names and passwords cannot apply to a code.
        TokenFailure::Refused(_) => TokenFailure::NotTaken,
        error => error,
    })
}

/// `secret` is what is sent in the form and must not be shown, should the service repeat it.
async fn ask(url: &str, form: String, secret: &str) -> Result<TokenResponse, TokenFailure> {
    let answer = post_form(url, form, PATIENCE).await.map_err(|error| refusal(error, secret))?;
    // The response may contain a token, so an unreadable one is described but not quoted.
    let unreadable = |reason: String, answer: Answer| {
        TokenFailure::Failed(ApiError::Unreadable { excerpt: String::new(), reason, trace: answer.trace })
    };
    match TokenResponse::from_json(&answer.json) {
        Ok(response) if is_header_value(&response.access_token.0) => Ok(response),
        Ok(_) => Err(unreadable("access_token: expected visible ASCII characters".to_owned(), answer)),
        Err(reason) => Err(unreadable(reason.to_string(), answer)),
    }
}

/// Whether a token can stand in an `Authorization` header (RFC 6750, section 2.1); a browser throws where it cannot.
fn is_header_value(token: &str) -> bool {
    token.bytes().all(|byte| byte.is_ascii_graphic())
}

/// OAuth reports errors with status 400 or 401 (RFC 6749, section 5.2); everything else is a failed request.
fn refusal(error: ApiError, secret: &str) -> TokenFailure {
    match error {
        ApiError::Status(ref json, ref trace) if matches!(trace.status, Some(400 | 401)) => {
            match TokenError::from_json(json) {
                Ok(said) => match SignInRefusal::of(&said) {
                    SignInRefusal::Client => TokenFailure::Unfit(words(&said, secret)),
                    about_the_person => TokenFailure::Refused(about_the_person),
                },
                Err(_) => TokenFailure::Failed(error),
            }
        }
        // The body may contain a token, or quote the password that was sent, so none of it is shown.
        ApiError::Unreadable { reason, trace, .. } => {
            TokenFailure::Failed(ApiError::Unreadable { excerpt: String::new(), reason, trace })
        }
        other => TokenFailure::Failed(other),
    }
}

/// What the service says, without the secret that was sent.
fn words(said: &TokenError, secret: &str) -> String {
    let whole = match &said.description {
        Some(description) => format!("{}: {description}", said.error.0),
        None => said.error.0.clone(),
    };
    let shown = if secret.is_empty() { whole } else { whole.replace(secret, "•••") };
    shown.chars().take(LONGEST).collect()
}
