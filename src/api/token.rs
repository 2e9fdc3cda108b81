//! Tokens: the password and the refresh grant (part B, Get token). Tokens and passwords are never kept, shown or logged.

use super::error::{Answer, ApiError};
use super::fetch::post_form;
use model::config::Config;
use model::wire::codes::SignInRefusal;
use model::wire::token::Grant;
use model::wire::{StoreId, TokenError, TokenRequest, TokenResponse, paths};
use serde_json::Value;

/// How long signing in may take, in milliseconds.
const PATIENCE: u32 = 30_000;

/// Why there is no token.
#[derive(Debug, Clone, PartialEq)]
pub enum NoToken {
    /// The service refused, for this reason.
    Refused(SignInRefusal),
    /// The call failed.
    Failed(ApiError),
}

/// Asks for a token.
pub async fn token(config: &Config, store: StoreId, grant: Grant) -> Result<TokenResponse, NoToken> {
    let request = TokenRequest {
        grant,
        client_id: config.sign_in.client_id.clone(),
        client_secret: config.sign_in.client_secret.clone(),
        identity_store: store,
    };
    let url = paths::token(&config.security_service);
    let answer = post_form(&url, request.form(), PATIENCE).await.map_err(refusal)?;
    // The answer may hold a token: an unreadable one is described, never quoted.
    TokenResponse::from_json(&answer.json).map_err(|reason| {
        NoToken::Failed(ApiError::unreadable(Answer { json: Value::Null, trace: answer.trace }, &reason))
    })
}

/// OAuth answers 400 or 401 with an error (RFC 6749, 5.2); everything else is a failed call.
fn refusal(error: ApiError) -> NoToken {
    match error {
        ApiError::Status(ref json, ref trace) if matches!(trace.status, Some(400 | 401)) => {
            match TokenError::from_json(json) {
                Ok(said) => NoToken::Refused(SignInRefusal::of(&said)),
                Err(_) => NoToken::Failed(error),
            }
        }
        // Whatever came may hold a token, or the password that was sent: nothing of it is shown.
        ApiError::Unreadable { reason, trace, .. } => {
            NoToken::Failed(ApiError::Unreadable { excerpt: String::new(), reason, trace })
        }
        other => NoToken::Failed(other),
    }
}
