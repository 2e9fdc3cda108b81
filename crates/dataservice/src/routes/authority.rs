//! Signs people in for Microsoft Graph: authorization code with PKCE (RFC 6749, 4.1; RFC 7636) for the Entra ID tenant,
//! as `login.microsoftonline.com` does. The application is a public client without a secret.

mod page;
mod request;

use super::sign_in::{CLIENT, authenticate};
use crate::codes::{Grant, challenge};
use crate::http::{Answer, HttpError, pairs};
use crate::routes::Call;
use crate::tokens::{Audience, Session};
use model::wire::paths::segment;
use request::{Asked, Refused};
use serde_json::json;

/// The path of the tenant on this host.
const TENANT: &str = "/5cjshm.onmicrosoft.com/";

/// Whether a path belongs to the authority.
pub fn is_authority(path: &str) -> bool {
    path.get(..TENANT.len()).is_some_and(|start| start.eq_ignore_ascii_case(TENANT))
}

/// GET `authorize`: the sign-in form.
pub fn form(call: &Call<'_>) -> Result<Answer, HttpError> {
    Ok(match Asked::read(call.request) {
        Ok(asked) => page::form(&asked, &asked.login_hint, None),
        Err(refused) => refusal(&refused),
    })
}

/// POST `authorize`: checks user name and password, and issues a code or shows the form again.
pub fn sign_in(call: &Call<'_>) -> Result<Answer, HttpError> {
    let asked = match Asked::read(call.request) {
        Ok(asked) => asked,
        Err(refused) => return Ok(refusal(&refused)),
    };
    let form = pairs(&String::from_utf8_lossy(&call.request.body));
    let field = |name: &str| form.iter().find(|(key, _)| key == name).map_or("", |(_, value)| value.as_str());
    let (login, password) = (field("username").trim(), field("password"));
    let store = call.service.directory.tenant().ok_or_else(|| HttpError::broken("no store of Entra ID"))?.id;
    let user = match authenticate(call, store, login, password) {
        Ok(Ok(user)) => user,
        Ok(Err(why)) => return Ok(page::form(&asked, login, Some(why))),
        Err(failure) if failure.status == 429 => return Ok(page::too_many(failure)),
        Err(failure) => return Err(failure),
    };
    let scope = asked.scope.clone();
    let session = Session { user, store, audience: Audience::Graph, scope };
    let grant = Grant { session, redirect_uri: asked.redirect_uri.clone(), challenge: asked.challenge.clone() };
    let code = call.service.codes.issue(grant).ok_or_else(|| HttpError::broken("no random bytes"))?;
    Ok(redirect(&asked.redirect_uri, &[("code", &code), ("state", &asked.state)]))
}

/// An error that the application cannot be told is shown on a page; any other one is sent back to it.
fn refusal(refused: &Refused) -> Answer {
    match refused {
        Refused::Here(sentence) => page::refused(sentence),
        Refused::Back { redirect_uri, state, error, sentence } => {
            redirect(redirect_uri, &[("error", error), ("error_description", sentence), ("state", state)])
        }
    }
}

fn redirect(to: &str, values: &[(&str, &str)]) -> Answer {
    let said = values.iter().filter(|(_, value)| !value.is_empty());
    let query: Vec<_> = said.map(|(name, value)| format!("{name}={}", segment(value))).collect();
    let mark = if to.contains('?') { '&' } else { '?' };
    let location = format!("{to}{mark}{}", query.join("&"));
    Answer::empty(303).with("location", location).with("cache-control", "no-store")
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
        "authorization_code" => {
            let Some(grant) = call.service.codes.take(field("code")) else {
                return Ok(refused("invalid_grant", "code: unknown, used already, or too old"));
            };
            if grant.redirect_uri != field("redirect_uri") {
                return Ok(refused("invalid_grant", "redirect_uri: not the one that the code was sent to"));
            }
            let verifier = field("code_verifier");
            if !is_verifier(verifier) || challenge(verifier) != grant.challenge {
                return Ok(refused("invalid_grant", "code_verifier: it does not answer the challenge"));
            }
            issue(call, &grant.session)
        }
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
    let tenant = format!("http://{}{}", call.request.host, TENANT.trim_end_matches('/'));
    Ok(Answer::json(&json!({
        "issuer": format!("{tenant}/v2.0"),
        "authorization_endpoint": format!("{tenant}/oauth2/v2.0/authorize"),
        "token_endpoint": format!("{tenant}/oauth2/v2.0/token"),
        "response_types_supported": ["code"],
        "response_modes_supported": ["query"],
        "grant_types_supported": ["authorization_code", "refresh_token"],
        "code_challenge_methods_supported": ["S256"],
        "token_endpoint_auth_methods_supported": ["none"],
        "subject_types_supported": ["pairwise"],
    })))
}
