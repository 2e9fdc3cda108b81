//! Token requests: with a password or a refresh token (part B, Get token), and with an authority's code (RFC 6749,
//! section 4.1.3). Tokens, codes and passwords are never stored, shown or logged.

use super::sso::Code;
use crate::http::{Answer, ApiError, post_form};
use model::config::{Config, GraphConfig};
use model::graph::paths as graph_paths;
use model::wire::codes::SignInRefusal;
use model::wire::token::Grant;
use model::wire::{StoreId, TokenError, TokenRequest, TokenResponse, paths};
use serde_json::Value;
use std::sync::Arc;
use web_sys::UrlSearchParams;

/// The timeout of a token request, in milliseconds.
const PATIENCE: u32 = 30_000;

/// Why there is no token.
#[derive(Debug, Clone, PartialEq)]
pub enum TokenFailure {
    /// The service refused, for this reason.
    Refused(SignInRefusal),
    /// The authority rejected its own code, or a refresh token.
    NotTaken,
    /// The user has signed out before the answer came; the tokens were dropped.
    Over,
    Failed(ApiError),
}

/// Requests tokens from the security service.
pub async fn token(config: &Config, store: StoreId, grant: Grant) -> Result<TokenResponse, TokenFailure> {
    let request = TokenRequest {
        grant,
        client_id: config.sign_in.client_id.clone(),
        client_secret: config.sign_in.client_secret.clone(),
        identity_store: store,
    };
    ask(&paths::token(&config.security_service), request.form()).await
}

/// Refreshes tokens where the current ones came from.
pub async fn refreshed(config: Arc<Config>, store: StoreId, refresh: String) -> Result<TokenResponse, TokenFailure> {
    match config.store(store).and_then(|store| store.graph.as_ref()) {
        Some(graph) => ask_authority(graph, &[("grant_type", "refresh_token"), ("refresh_token", &refresh)]).await,
        None => token(&config, store, Grant::RefreshToken(refresh)).await,
    }
}

/// Exchanges a code for tokens.
pub async fn of_code(graph: &GraphConfig, code: &Code) -> Result<TokenResponse, TokenFailure> {
    let grant = [
        ("grant_type", "authorization_code"),
        ("code", &code.code),
        ("redirect_uri", &code.redirect_uri),
        ("code_verifier", &code.verifier),
    ];
    ask_authority(graph, &grant).await
}

async fn ask_authority(graph: &GraphConfig, grant: &[(&str, &str)]) -> Result<TokenResponse, TokenFailure> {
    let Ok(form) = UrlSearchParams::new() else { return Err(TokenFailure::NotTaken) };
    let scope = graph.scopes.join(" ");
    for (name, value) in grant.iter().chain(&[("client_id", graph.client_id.as_str()), ("scope", &scope)]) {
        form.append(name, value);
    }
    let answer = ask(&graph_paths::token(&graph.authority), form.to_string().into()).await;
    answer.map_err(|error| match error {
        TokenFailure::Refused(SignInRefusal::Client) | TokenFailure::Failed(_) => error,
        // Refusals about names and passwords cannot apply to a code.
        _ => TokenFailure::NotTaken,
    })
}

async fn ask(url: &str, form: String) -> Result<TokenResponse, TokenFailure> {
    let answer = post_form(url, form, PATIENCE).await.map_err(refusal)?;
    // The response may contain a token, so an unreadable one is described but not quoted.
    TokenResponse::from_json(&answer.json).map_err(|reason| {
        TokenFailure::Failed(ApiError::unreadable(Answer { json: Value::Null, trace: answer.trace }, &reason))
    })
}

/// OAuth reports errors with status 400 or 401 (RFC 6749, section 5.2); everything else is a failed request.
fn refusal(error: ApiError) -> TokenFailure {
    match error {
        ApiError::Status(ref json, ref trace) if matches!(trace.status, Some(400 | 401)) => {
            match TokenError::from_json(json) {
                Ok(said) => TokenFailure::Refused(SignInRefusal::of(&said)),
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
