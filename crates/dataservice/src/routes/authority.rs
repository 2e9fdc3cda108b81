//! Signs people in by authorization code with PKCE (RFC 6749, 4.1; RFC 7636): for Microsoft Graph in the Entra ID tenant,
//! as `login.microsoftonline.com` does, and for the Data Service in GroupID's Security Service, as an OpenID Connect
//! server does. The application is a public client without a secret. Whoever has signed in is remembered by a cookie, so
//! that the next application, or the next tab, need not ask, until they sign out here.

mod page;
mod realm;
mod request;

use super::sign_in::{CLIENT, authenticate};
use crate::codes::{Grant, challenge};
use crate::http::{Answer, HttpError, pairs};
use crate::routes::Call;
use crate::tokens::{Audience, Session};
use model::wire::paths::segment;
pub use realm::{Realm, is_authority};
use request::{Asked, Prompt, Refused, own_origin};
use serde_json::json;

/// GET `authorize`: a code for whoever is signed in already, else the sign-in form.
pub fn form(call: &Call<'_>) -> Result<Answer, HttpError> {
    let asked = match Asked::read(call) {
        Ok(asked) => asked,
        Err(refused) => return Ok(refusal(call, &refused)),
    };
    let known = match asked.prompt {
        Prompt::Always => None,
        Prompt::AsNeeded | Prompt::Never => asked.realm.remembered(call, asked.store),
    };
    // Whoever is meant has to be the one who is signed in.
    let known = match known {
        Some(user) if asked.login_hint.is_empty() || is_login_of(call, &asked, &user)? => Some(user),
        _ => None,
    };
    match (known, asked.prompt) {
        (Some(user), _) => grant(call, &asked, user),
        (None, Prompt::Never) => {
            let Asked { redirect_uri, state, in_fragment, .. } = asked;
            let (error, sentence) = ("login_required", "Nobody is signed in.");
            Ok(refusal(call, &Refused::Back { redirect_uri, state, error, sentence, in_fragment }))
        }
        (None, _) => Ok(page::form(&asked, asked.realm.place(call, asked.store), &asked.login_hint, None)),
    }
}

fn is_login_of(call: &Call<'_>, asked: &Asked, user: &str) -> Result<bool, HttpError> {
    let account = call.service.directory.account(asked.store, &asked.login_hint)?;
    Ok(account.is_some_and(|account| account.guid == user))
}

/// POST `authorize`: checks user name and password, and issues a code or shows the form again.
pub fn sign_in(call: &Call<'_>) -> Result<Answer, HttpError> {
    let asked = match Asked::read(call) {
        Ok(asked) => asked,
        Err(refused) => return Ok(refusal(call, &refused)),
    };
    let form = pairs(&String::from_utf8_lossy(&call.request.body));
    let field = |name: &str| form.iter().find(|(key, _)| key == name).map_or("", |(_, value)| value.as_str());
    let (login, password) = (field("username").trim(), field("password"));
    let user = match authenticate(call, asked.store, login, password) {
        Ok(Ok(user)) => user,
        Ok(Err(why)) => {
            let place = asked.realm.place(call, asked.store);
            return Ok(page::form(&asked, place, login, Some(why)));
        }
        Err(failure) if failure.status == 429 => return Ok(page::too_many(failure)),
        Err(failure) => return Err(failure),
    };
    let cookie = asked.realm.remember(call, asked.store, &user)?;
    Ok(grant(call, &asked, user)?.with("set-cookie", cookie))
}

/// Redirects to the application with a code.
fn grant(call: &Call<'_>, asked: &Asked, user: String) -> Result<Answer, HttpError> {
    let scope = asked.scope.clone();
    let session = Session { user, store: asked.store, audience: asked.realm.audience(), scope };
    let grant = Grant { session, redirect_uri: asked.redirect_uri.clone(), challenge: asked.challenge.clone() };
    let code = call.service.codes.issue(grant).ok_or_else(|| HttpError::broken("no random bytes"))?;
    Ok(redirect(call, &asked.redirect_uri, asked.in_fragment, &[("code", &code), ("state", &asked.state)]))
}

/// An error that the application cannot be told is shown on a page; any other one is sent back to it.
fn refusal(call: &Call<'_>, refused: &Refused) -> Answer {
    match refused {
        Refused::Here(sentence) => page::refused(sentence),
        Refused::Back { redirect_uri, state, error, sentence, in_fragment } => {
            let values = [("error", *error), ("error_description", sentence), ("state", state)];
            redirect(call, redirect_uri, *in_fragment, &values)
        }
    }
}

/// Redirects to the application with an answer, which names its issuer (RFC 9207) where Entra ID does not.
fn redirect(call: &Call<'_>, to: &str, in_fragment: bool, values: &[(&str, &str)]) -> Answer {
    let issuer = Realm::of(&call.request.path).issuer(&call.request.host);
    let said = values.iter().copied().chain([("iss", issuer.as_str())]).filter(|(_, value)| !value.is_empty());
    let query: Vec<_> = said.map(|(name, value)| format!("{name}={}", segment(value))).collect();
    let mark = match in_fragment {
        true => '#',
        false if to.contains('?') => '&',
        false => '?',
    };
    away(format!("{to}{mark}{}", query.join("&")))
}

fn away(location: String) -> Answer {
    Answer::empty(303).with("location", location).with("cache-control", "no-store")
}

/// GET `logout` and `connect/endsession` (OpenID Connect RP-Initiated Logout, 2): forgets who has signed in, and goes
/// back to the application if the address is the application's.
pub fn end_session(call: &Call<'_>) -> Result<Answer, HttpError> {
    let query = pairs(&call.request.query);
    let get = |name: &str| query.iter().find(|(key, _)| key == name).map_or("", |(_, value)| value.as_str());
    let realm = Realm::of(&call.request.path);
    let cookie = realm.forget(call);
    let to = get("post_logout_redirect_uri");
    let is_own = get("client_id") == CLIENT && own_origin(to, &call.request.host).is_some();
    let answer = if is_own { away(to.to_owned()) } else { page::signed_out() };
    Ok(answer.with("set-cookie", cookie))
}

/// The session of a code that answers the challenge, for the token endpoint of either realm.
///
/// # Errors
///
/// What is wrong with the code, for an `invalid_grant`.
pub fn redeem(call: &Call<'_>, audience: Audience, field: impl Fn(&str) -> String) -> Result<Session, &'static str> {
    let grant = call.service.codes.take(&field("code")).filter(|grant| grant.session.audience == audience);
    let Some(grant) = grant else { return Err("code: unknown, used already, or too old") };
    if grant.redirect_uri != field("redirect_uri") {
        return Err("redirect_uri: not the one that the code was sent to");
    }
    let verifier = field("code_verifier");
    if !is_verifier(&verifier) || challenge(&verifier) != grant.challenge {
        return Err("code_verifier: it does not answer the challenge");
    }
    Ok(grant.session)
}

/// POST `token`: exchanges a code or a refresh token for tokens.
pub fn token(call: &Call<'_>) -> Result<Answer, HttpError> {
    if !call.request.content_type.to_ascii_lowercase().starts_with("application/x-www-form-urlencoded") {
        return Ok(refused("invalid_request", "expected a form (application/x-www-form-urlencoded)"));
    }
    let form = pairs(&String::from_utf8_lossy(&call.request.body));
    let field = |name: &str| form.iter().find(|(key, _)| key == name).map_or("", |(_, value)| value.as_str());
    if field("client_id") != CLIENT || !field("client_secret").is_empty() {
        return Ok(refused(
            "invalid_client",
            "client_id: expected a public application of this tenant, without a secret",
        ));
    }
    match field("grant_type") {
        "authorization_code" => match redeem(call, Audience::Graph, |name| field(name).to_owned()) {
            Ok(session) => issue(call, &session),
            Err(why) => Ok(refused("invalid_grant", why)),
        },
        "refresh_token" => refresh(call, field("refresh_token"), field("scope").trim()),
        "" => Ok(refused("invalid_request", "grant_type: expected authorization_code or refresh_token")),
        _ => Ok(refused("unsupported_grant_type", "grant_type: expected authorization_code or refresh_token")),
    }
}

/// Issues new tokens for a refresh token, with the granted scopes or fewer (RFC 6749, 6). A request for more does not
/// use up the refresh token.
fn refresh(call: &Call<'_>, token: &str, scope: &str) -> Result<Answer, HttpError> {
    let (tokens, seconds) = (&call.service.tokens, call.service.options.token_seconds);
    let narrowed = Some(scope).filter(|scope| !scope.is_empty());
    if let Some(session) = tokens.refreshable(token, Audience::Graph)
        && !scope.split_whitespace().all(|one| grants(&session, one))
    {
        return Ok(refused("invalid_scope", "scope: more than was granted"));
    }
    match tokens.renew(token, Audience::Graph, narrowed, seconds) {
        Some((session, pair)) => {
            Ok(issued(pair.access, Some(pair.refresh), narrowed.unwrap_or(&session.scope), seconds))
        }
        None => Ok(refused("invalid_grant", "refresh_token: unknown, used already, or too old")),
    }
}

fn grants(session: &Session, scope: &str) -> bool {
    session.scope.split_whitespace().any(|own| own.eq_ignore_ascii_case(scope))
}

/// Whether a text is a valid PKCE verifier (RFC 7636, 4.1).
fn is_verifier(text: &str) -> bool {
    (43..=128).contains(&text.len()) && text.bytes().all(|b| b.is_ascii_alphanumeric() || b"-._~".contains(&b))
}

/// Issues an access token, and a refresh token if `offline_access` was granted (OpenID Connect, 11).
fn issue(call: &Call<'_>, session: &Session) -> Result<Answer, HttpError> {
    let (tokens, seconds) = (&call.service.tokens, call.service.options.token_seconds);
    let tokens = match grants(session, "offline_access") {
        true => tokens.issue(session, seconds).map(|pair| (pair.access, Some(pair.refresh))),
        false => tokens.issue_access(session, seconds).map(|access| (access, None)),
    };
    let (access, refresh) = tokens.ok_or_else(|| HttpError::broken("no random bytes"))?;
    Ok(issued(access, refresh, &session.scope, seconds))
}

fn issued(access: String, refresh: Option<String>, scope: &str, seconds: u64) -> Answer {
    let mut body = json!({
        "token_type": "Bearer",
        "scope": scope,
        "expires_in": seconds,
        "ext_expires_in": seconds,
        "access_token": access,
    });
    if let Some(refresh) = refresh {
        body["refresh_token"] = json!(refresh);
    }
    Answer::json(&body)
}

fn refused(error: &str, description: &str) -> Answer {
    let status = if error == "invalid_client" { 401 } else { 400 };
    Answer::of(status, &json!({ "error": error, "error_description": description }))
}

/// GET `.well-known/openid-configuration`.
pub fn configuration(call: &Call<'_>) -> Result<Answer, HttpError> {
    let tenant = format!("http://{}{}", call.request.host, realm::TENANT.trim_end_matches('/'));
    Ok(Answer::json(&json!({
        "issuer": format!("{tenant}/v2.0"),
        "authorization_endpoint": format!("{tenant}/oauth2/v2.0/authorize"),
        "token_endpoint": format!("{tenant}/oauth2/v2.0/token"),
        "end_session_endpoint": format!("{tenant}/oauth2/v2.0/logout"),
        "response_types_supported": ["code"],
        "response_modes_supported": ["query", "fragment"],
        "grant_types_supported": ["authorization_code", "refresh_token"],
        "code_challenge_methods_supported": ["S256"],
        "token_endpoint_auth_methods_supported": ["none"],
        "subject_types_supported": ["pairwise"],
    })))
}
