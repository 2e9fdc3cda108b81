//! Signing in, and what the Security Service says of itself. A wrong password is never tried, because it could lock the
//! account.

use crate::http::{Answer, DISCOVERY, Question};
use crate::report::{Fact, Judged, Judgement, agrees, differs, judged, open};
use crate::tour::{Tour, good, groups, lost};
use model::wire::token::Grant;
use model::wire::{TokenError, TokenRequest, TokenResponse};
use serde_json::Value;

pub fn discovery(tour: &mut Tour) -> Judged {
    let url = tour.client.security(DISCOVERY);
    let json = good(tour.client.ask_as_nobody(&Question::Get(&url)).map_err(lost)?)?;
    let lists = |member: &str, word: &str| {
        let listed = json[member].as_array().map(Vec::as_slice).unwrap_or_default();
        listed.iter().filter_map(Value::as_str).any(|one| one.eq_ignore_ascii_case(word))
    };
    let told = [
        ("grant_types_supported", "password", "a password is taken", "a password is not listed"),
        ("grant_types_supported", "refresh_token", "the next token is given", "the next token is not listed"),
        ("grant_types_supported", "authorization_code", "a code is taken", "a code is not listed"),
        ("code_challenge_methods_supported", "S256", "PKCE is offered", "PKCE is not listed"),
    ];
    let mut facts: Vec<Fact> =
        told.iter().map(|(member, word, yes, no)| Fact::Says(if lists(member, word) { yes } else { no })).collect();
    let own = host(&url);
    let elsewhere = json["token_endpoint"].as_str().is_some_and(|endpoint| !host(endpoint).eq_ignore_ascii_case(own));
    if elsewhere {
        facts.push(Fact::Says("the token endpoint is at another address than the one that was asked"));
    }
    let listed = json["grant_types_supported"].is_array();
    let takes =
        !listed || (lists("grant_types_supported", "password") && lists("grant_types_supported", "refresh_token"));
    Ok(judged(json["token_endpoint"].is_string() && takes && !elsewhere, facts))
}

/// Host and port of a URL.
fn host(url: &str) -> &str {
    url.split("://").nth(1).and_then(|rest| rest.split('/').next()).unwrap_or_default()
}

pub fn token(tour: &mut Tour) -> Judged {
    let grant = Grant::Password { username: tour.account.user.clone(), password: tour.account.password.clone() };
    issued(tour, grant)
}

pub fn refresh(tour: &mut Tour) -> Judged {
    match tour.refresh.take() {
        Some(refresh) => issued(tour, Grant::RefreshToken(refresh)),
        None if tour.client.is_signed_in() => Ok(differs(vec![Fact::Says("no token for the next one was given")])),
        None => Ok(open("not asked: signing in did not succeed")),
    }
}

/// Asks for a token, and uses it from now on.
fn issued(tour: &mut Tour, grant: Grant) -> Judged {
    let request = TokenRequest {
        grant,
        client_id: tour.account.client_id.clone(),
        client_secret: tour.account.client_secret.clone(),
        identity_store: tour.store,
    };
    let answer = tour.client.ask_as_nobody(&Question::Token(&request)).map_err(lost)?;
    if let Some(refused) = refusal(&answer) {
        return Ok(refused);
    }
    let json = good(answer)?;
    let token = TokenResponse::from_json(&json).map_err(|error| tour.misshapen(&error))?;
    let is_bearer = token.token_type.get().is_some_and(|kind| kind.eq_ignore_ascii_case("bearer"));
    let lifetime = token.expires_in.filter(|seconds| *seconds > 0);
    let mut facts = vec![Fact::Count("seconds that the token is good for", lifetime.unwrap_or_default())];
    if !is_bearer {
        facts.push(Fact::Says("the token is no bearer token"));
    }
    if token.refresh_token.is_none() {
        facts.push(Fact::Says("no token for the next one is given"));
    }
    let is_so = is_bearer && lifetime.is_some() && token.refresh_token.is_some();
    tour.refresh = token.refresh_token;
    tour.client.sign_in(token.access_token.0);
    Ok(judged(is_so, facts))
}

/// What a refusal says, if it is one.
fn refusal(answer: &Answer) -> Option<Judgement> {
    const CODES: [&str; 6] = [
        "invalid_client",
        "invalid_grant",
        "invalid_request",
        "invalid_scope",
        "unauthorized_client",
        "unsupported_grant_type",
    ];
    if !matches!(answer.status, 400 | 401) {
        return None;
    }
    let error = TokenError::from_json(answer.json.as_ref()?).ok()?;
    let code = CODES.into_iter().find(|code| *code == error.error.0).unwrap_or("a code of its own");
    Some(differs(vec![Fact::Status(answer.status), Fact::Says("the sign-in was refused"), Fact::Says(code)]))
}

pub fn user_info(tour: &mut Tour) -> Judged {
    let url = tour.client.security("/connect/userinfo");
    let json = tour.json(&Question::Get(&url))?;
    let Some(members) = json.as_object() else {
        return Ok(differs(vec![Fact::Expected("an object")]));
    };
    let names = tour.client.names(members.keys().map(String::as_str));
    Ok(judged(members.contains_key("sub"), vec![Fact::Names("members", names)]))
}

pub fn no_token(tour: &mut Tour) -> Judged {
    let search = tour.search(groups(), 1);
    let answer = tour.client.ask_as_nobody(&Question::Search(&search)).map_err(lost)?;
    match answer.status {
        401 => Ok(agrees(Vec::new())),
        200..=299 => Ok(differs(vec![Fact::Status(answer.status), Fact::Says("the search was answered")])),
        _ => good(answer).map(|_| differs(Vec::new())),
    }
}
