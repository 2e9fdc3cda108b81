//! The Security Service (part B: Get token): exchanges a password or refresh token for tokens, revokes tokens, and tells
//! who is signed in.

use crate::attempts::AttemptKeys;
use crate::codes::from_base64;
use crate::http::{Answer, HttpError, Request, pairs, percent_decode};
use crate::object::{AccountState, Load};
use crate::passwords::compare_with_nothing;
use crate::routes::Call;
use crate::routes::authority::redeem;
use crate::service::Service;
use crate::tokens::{Audience, Pair, Session};
use model::wire::attributes;
use model::wire::codes::SignInRefusal;
use model::wire::lenient::{Nullable, Required};
use model::wire::{TokenError, TokenResponse};
use serde_json::json;
use std::time::Instant;

/// The client id in the demo's configuration.
pub const CLIENT: &str = "groupid-portal";
/// The client's secret. The portal need not send one here, but a wrong one is rejected.
pub const CLIENT_SECRET: &str = "demo-client-secret";
const SCOPE: &str = "openid profile offline_access";

/// POST `connect/token`.
pub fn token(call: &Call<'_>) -> Result<Answer, HttpError> {
    let form = match Form::read(call.request) {
        Ok(form) => form,
        Err(refused) => return Ok(refused),
    };
    match form.get("grant_type") {
        Some("password") => {
            let Some(store) = form.get("identity_store_id").and_then(|id| id.parse().ok()) else {
                return Ok(refused("invalid_request", "identity_store_id: expected the number of an identity store"));
            };
            if call.service.directory.store(store).is_none() {
                return Ok(refused("invalid_request", "identity_store_id: there is no such identity store"));
            }
            let login = form.get("username").unwrap_or_default();
            password(call, store, login, form.get("password").unwrap_or_default())
        }
        Some("refresh_token") => {
            let (tokens, seconds) = (&call.service.tokens, call.service.options.token_seconds);
            let token = form.get("refresh_token").unwrap_or_default();
            match tokens.renew(token, Audience::DataService, None, seconds) {
                Some((_, pair)) => Ok(issued(pair, seconds)),
                None => Ok(refused("invalid_grant", "invalid_refresh_token")),
            }
        }
        Some("authorization_code") => {
            match redeem(call, Audience::DataService, |name| form.get(name).unwrap_or_default().to_owned()) {
                Ok(session) => issue(call, &session),
                Err(why) => Ok(refused("invalid_grant", why)),
            }
        }
        Some(_) => Ok(refused("unsupported_grant_type", "expected authorization_code, password or refresh_token")),
        None => Ok(refused("invalid_request", "grant_type: expected authorization_code, password or refresh_token")),
    }
}

/// POST `connect/revocation` (RFC 7009): ends the access token, or the whole sign-in of a refresh token. An unknown token
/// is as good as revoked, so the answer does not tell whether there was one.
pub fn revoke(call: &Call<'_>) -> Result<Answer, HttpError> {
    let form = match Form::read(call.request) {
        Ok(form) => form,
        Err(refused) => return Ok(refused),
    };
    let Some(token) = form.get("token").filter(|token| !token.is_empty()) else {
        return Ok(refused("invalid_request", "token: expected an access token or a refresh token"));
    };
    call.service.tokens.revoke(token, Audience::DataService);
    Ok(Answer::empty(200).with("cache-control", "no-store"))
}

/// The form of a request by this service's client.
struct Form(Vec<(String, String)>);

impl Form {
    /// Reads the form and checks the client; otherwise returns the answer that refuses it.
    fn read(request: &Request) -> Result<Self, Answer> {
        if !request.content_type.to_ascii_lowercase().starts_with("application/x-www-form-urlencoded") {
            return Err(refused("invalid_request", "expected a form (application/x-www-form-urlencoded)"));
        }
        let form = Self(pairs(&String::from_utf8_lossy(&request.body)));
        // A proxy adds the secret as a header (RFC 6749, 2.3.1), because it cannot change a form.
        let by_header = request.authorization.as_deref().and_then(basic);
        let mut clients = form.get("client_id").into_iter().chain(by_header.as_ref().map(|(id, _)| id.as_str()));
        let mut secrets = form.get("client_secret").into_iter().chain(by_header.as_ref().map(|(_, it)| it.as_str()));
        let is_known = clients.clone().next().is_some() && clients.all(|id| id == CLIENT);
        if is_known && secrets.all(|secret| secret.is_empty() || secret == CLIENT_SECRET) {
            Ok(form)
        } else {
            Err(refused("invalid_client", SignInRefusal::Client.description()))
        }
    }

    fn get(&self, name: &str) -> Option<&str> {
        self.0.iter().find(|(key, _)| key == name).map(|(_, value)| value.as_str())
    }
}

/// The client id and secret of an `Authorization: Basic` header, which are empty if they cannot be read.
fn basic(header: &str) -> Option<(String, String)> {
    let (_, encoded) = header.split_once(' ').filter(|(scheme, _)| scheme.eq_ignore_ascii_case("basic"))?;
    let text = String::from_utf8(from_base64(encoded.trim()).unwrap_or_default()).unwrap_or_default();
    let (id, secret) = text.split_once(':').unwrap_or_default();
    let plain = |text: &str| percent_decode(&text.replace('+', " "));
    Some((plain(id), plain(secret)))
}

fn password(call: &Call<'_>, store: i64, login: &str, password: &str) -> Result<Answer, HttpError> {
    match authenticate(call, store, login, password)? {
        Ok(user) => {
            let scope = SCOPE.to_owned();
            issue(call, &Session { user, store, audience: Audience::DataService, scope })
        }
        Err(why) => Ok(refused("invalid_grant", why.description())),
    }
}

/// Checks a user name and a password; returns the object id of the user, or why it may not sign in.
///
/// # Errors
///
/// 429 if there were too many wrong passwords.
pub fn authenticate(
    call: &Call<'_>,
    store: i64,
    login: &str,
    password: &str,
) -> Result<Result<String, SignInRefusal>, HttpError> {
    let Service { directory, attempts, .. } = call.service;
    let account = if login.is_empty() { None } else { directory.account(store, login)? };
    let name = account.as_ref().map_or(login, |account| account.guid.as_str());
    let keys = AttemptKeys::new(store, name, call.request.peer);
    attempts.begin(&keys, Instant::now()).map_err(HttpError::too_many_attempts)?;
    let is_right = match &account {
        Some(account) => account.password.is_of(password),
        None => {
            compare_with_nothing(password);
            false
        }
    };
    // The state of an account is only revealed to a person who knows the password.
    let Some(account) = account.filter(|_| is_right) else {
        return Ok(Err(SignInRefusal::WrongCredentials));
    };
    attempts.succeed(&keys);
    Ok(match account.state {
        AccountState::Good => Ok(account.guid),
        AccountState::Locked => Err(SignInRefusal::Locked),
        AccountState::Expired => Err(SignInRefusal::Expired),
        AccountState::Disabled => Err(SignInRefusal::Disabled),
    })
}

fn issue(call: &Call<'_>, session: &Session) -> Result<Answer, HttpError> {
    let seconds = call.service.options.token_seconds;
    let pair = call.service.tokens.issue(session, seconds).ok_or_else(|| HttpError::broken("no random bytes"))?;
    Ok(issued(pair, seconds))
}

fn issued(pair: Pair, seconds: u64) -> Answer {
    let response = TokenResponse {
        access_token: Required(pair.access),
        refresh_token: Some(pair.refresh),
        scope: Nullable::Is(SCOPE.to_owned()),
        token_type: Nullable::Is("Bearer".to_owned()),
        expires_in: Some(i64::try_from(seconds).unwrap_or(i64::MAX)),
        ..TokenResponse::default()
    };
    Answer::json(&json!(response))
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
        "revocation_endpoint": format!("{issuer}/connect/revocation"),
        "userinfo_endpoint": format!("{issuer}/connect/userinfo"),
        "end_session_endpoint": format!("{issuer}/connect/endsession"),
        "grant_types_supported": ["authorization_code", "password", "refresh_token"],
        "scopes_supported": ["openid", "profile", "offline_access"],
        "response_types_supported": ["code"],
        "response_modes_supported": ["query", "fragment"],
        "code_challenge_methods_supported": ["S256"],
        "authorization_response_iss_parameter_supported": true,
        "subject_types_supported": ["public"],
        "token_endpoint_auth_methods_supported": ["none", "client_secret_post", "client_secret_basic"],
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
