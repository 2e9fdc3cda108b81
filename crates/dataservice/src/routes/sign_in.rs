//! The Security Service (part B: Get token): exchanges a password or refresh token for tokens, and tells who is signed
//! in.

use crate::http::{Answer, HttpError, pairs};
use crate::object::{AccountState, Load};
use crate::routes::Call;
use crate::tokens::{Audience, Session, hash_password};
use model::wire::attributes;
use model::wire::codes::SignInRefusal;
use model::wire::lenient::{Nullable, Required};
use model::wire::{TokenError, TokenResponse};
use serde_json::json;

/// The client id in the demo's configuration.
pub const CLIENT: &str = "groupid-portal";
/// The client's secret. The portal need not send one here, but a wrong one is rejected.
pub const CLIENT_SECRET: &str = "demo-client-secret";
const SCOPE: &str = "openid profile offline_access";

/// POST `connect/token`.
pub fn token(call: &Call<'_>) -> Result<Answer, HttpError> {
    if !call.request.content_type.to_ascii_lowercase().starts_with("application/x-www-form-urlencoded") {
        return Ok(refused("invalid_request", "expected a form (application/x-www-form-urlencoded)"));
    }
    let form = pairs(&String::from_utf8_lossy(&call.request.body));
    let field = |name: &str| form.iter().find(|(key, _)| key == name).map(|(_, value)| value.as_str());
    let secret = field("client_secret").filter(|secret| !secret.is_empty());
    if field("client_id") != Some(CLIENT) || secret.is_some_and(|secret| secret != CLIENT_SECRET) {
        return Ok(refused("invalid_client", SignInRefusal::Client.description()));
    }
    match field("grant_type") {
        Some("password") => {
            let Some(store) = field("identity_store_id").and_then(|id| id.parse().ok()) else {
                return Ok(refused("invalid_request", "identity_store_id: expected the number of an identity store"));
            };
            if call.service.directory.store(store).is_none() {
                return Ok(refused("invalid_request", "identity_store_id: there is no such identity store"));
            }
            let login = field("username").unwrap_or_default();
            password(call, store, login, field("password").unwrap_or_default())
        }
        Some("refresh_token") => {
            match field("refresh_token").and_then(|t| call.service.tokens.take_refresh(t, Audience::DataService)) {
                Some(session) => issue(call, &session),
                None => Ok(refused("invalid_grant", "invalid_refresh_token")),
            }
        }
        Some(_) => Ok(refused("unsupported_grant_type", "expected password or refresh_token")),
        None => Ok(refused("invalid_request", "grant_type: expected password or refresh_token")),
    }
}

fn password(call: &Call<'_>, store: i64, login: &str, password: &str) -> Result<Answer, HttpError> {
    let refusal = |why: SignInRefusal| Ok(refused("invalid_grant", why.description()));
    let account = call.service.directory.account(store, login)?;
    // The state of an account is only revealed to a person who knows the password.
    let Some(account) = account.filter(|account| hash_password(&account.salt, password) == account.hash) else {
        return refusal(SignInRefusal::WrongCredentials);
    };
    match account.state {
        AccountState::Good => {
            let scope = SCOPE.to_owned();
            issue(call, &Session { user: account.guid, store, audience: Audience::DataService, scope })
        }
        AccountState::Locked => refusal(SignInRefusal::Locked),
        AccountState::Expired => refusal(SignInRefusal::Expired),
        AccountState::Disabled => refusal(SignInRefusal::Disabled),
    }
}

fn issue(call: &Call<'_>, session: &Session) -> Result<Answer, HttpError> {
    let seconds = call.service.options.token_seconds;
    let pair = call.service.tokens.issue(session, seconds).ok_or_else(|| HttpError::broken("no random bytes"))?;
    let response = TokenResponse {
        access_token: Required(pair.access),
        refresh_token: Some(pair.refresh),
        scope: Nullable::Is(SCOPE.to_owned()),
        token_type: Nullable::Is("Bearer".to_owned()),
        expires_in: Some(i64::try_from(seconds).unwrap_or(i64::MAX)),
        ..TokenResponse::default()
    };
    Ok(Answer::json(&json!(response)))
}

fn refused(error: &str, description: &str) -> Answer {
    let error = TokenError {
        error: Required(error.to_owned()),
        description: Some(description.to_owned()),
        ..TokenError::default()
    };
    Answer::of(400, &json!(error))
}

/// GET `.well-known/openid-configuration`.
pub fn configuration(call: &Call<'_>) -> Result<Answer, HttpError> {
    let issuer = format!("http://{}/GroupIDSecurityService", call.request.host);
    Ok(Answer::json(&json!({
        "issuer": issuer,
        "authorization_endpoint": format!("{issuer}/connect/authorize"),
        "token_endpoint": format!("{issuer}/connect/token"),
        "userinfo_endpoint": format!("{issuer}/connect/userinfo"),
        "grant_types_supported": ["password", "refresh_token"],
        "scopes_supported": ["openid", "profile", "offline_access"],
        "response_types_supported": [],
        "subject_types_supported": ["public"],
        "token_endpoint_auth_methods_supported": ["none", "client_secret_post"],
    })))
}

/// GET `connect/userinfo`.
pub fn user_info(call: &Call<'_>) -> Result<Answer, HttpError> {
    let gone = || HttpError::missing("The signed-in user is no longer in the directory.");
    let session = call.session.as_ref().ok_or_else(gone)?;
    let user = call.service.directory.load(session.store, &session.user, &Load::All)?.ok_or_else(gone)?;
    let name = user.first(attributes::DISPLAY_NAME).or(user.first(attributes::NAME)).unwrap_or_default();
    let login =
        user.first(attributes::SAM_ACCOUNT_NAME).or(user.first(attributes::USER_PRINCIPAL_NAME)).unwrap_or_default();
    Ok(Answer::json(&json!({
        "sub": user.found.guid,
        "preferred_username": login,
        "name": name,
        "identity_store_id": session.store,
    })))
}
