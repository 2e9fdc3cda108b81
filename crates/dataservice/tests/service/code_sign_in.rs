//! The Security Service signs people in with a code, remembers them, and forgets them.

use super::cases::{self, Case};
use super::graph_support::{CHALLENGE, TENANT, VERIFIER, authorize as authorize_tenant, of_location};
use super::support::{Reply, STORE, Server, TOKEN};
use model::wire::paths::segment;

const AUTHORIZE: &str = "/GroupIDSecurityService/connect/authorize";
const END_SESSION: &str = "/GroupIDSecurityService/connect/endsession";
const OLIVIA: [(&str, &str); 2] = [("username", "olivia.owner"), ("password", "Demo-Pass-1")];

pub const CASES: &[Case] = &[
    Case { method: "GET", template: "/GroupIDSecurityService/connect/authorize", run: form },
    Case { method: "POST", template: "/GroupIDSecurityService/connect/authorize", run: sign_in },
    Case { method: "GET", template: "/GroupIDSecurityService/connect/endsession", run: sign_out },
    Case { method: "GET", template: "/5cjshm.onmicrosoft.com/oauth2/v2.0/logout", run: sign_out_of_the_tenant },
];

#[test]
fn routes() {
    cases::run(CASES);
}

/// What the portal asks with; some of it otherwise.
fn authorize(server: &Server, changes: &[(&str, &str)]) -> String {
    let redirect = format!("{}/portal/", server.address);
    let mut asked = vec![
        ("client_id", "groupid-portal"),
        ("response_type", "code"),
        ("redirect_uri", &*redirect),
        ("scope", "openid profile offline_access"),
        ("state", "state-1"),
        ("code_challenge", CHALLENGE),
        ("code_challenge_method", "S256"),
        ("identity_store_id", "2"),
    ];
    asked.retain(|(name, _)| !changes.iter().any(|(changed, _)| changed == name));
    let pairs = asked.iter().chain(changes).map(|(name, value)| format!("{name}={}", segment(value)));
    format!("{AUTHORIZE}?{}", pairs.collect::<Vec<_>>().join("&"))
}

/// What a code becomes; some of the request otherwise.
fn redeem(server: &Server, code: &str, changes: &[(&str, &str)]) -> Reply {
    let redirect = format!("{}/portal/", server.address);
    let usual = [
        ("grant_type", "authorization_code"),
        ("client_id", "groupid-portal"),
        ("code", code),
        ("redirect_uri", &redirect),
        ("code_verifier", VERIFIER),
        ("identity_store_id", "2"),
    ];
    let changed = |name: &str| changes.iter().find(|(own, _)| *own == name).map(|(_, value)| *value);
    server.form(TOKEN, &usual.map(|(name, value)| (name, changed(name).unwrap_or(value))))
}

fn with_cookie(server: &Server, path: &str, cookie: &str) -> Reply {
    server.try_send("GET", path, "", None, &[("cookie", cookie)]).unwrap()
}

/// The cookie of an answer, as a browser sends it back.
fn cookie(reply: &Reply) -> String {
    let set = reply.header("set-cookie");
    assert!(set.contains("; HttpOnly") && set.contains("; SameSite=Lax") && set.contains("; Path=/"), "{set}");
    set.split(';').next().unwrap().to_owned()
}

fn form(server: &Server) {
    let page = server.get(&authorize(server, &[("login_hint", "olivia.owner")]));
    assert_eq!((page.status, page.header("set-cookie")), (200, ""));
    assert!(page.text.contains("demo.local") && page.text.contains("value=\"olivia.owner\""), "{}", page.text);
    for (wrong, error) in [
        (("identity_store_id", "9"), "invalid_request"),
        (("identity_store_id", ""), "invalid_request"),
        (("code_challenge_method", "plain"), "invalid_request"),
        (("prompt", "perhaps"), "invalid_request"),
        (("prompt", "none"), "login_required"),
    ] {
        let reply = server.get(&authorize(server, &[wrong]));
        assert_eq!((reply.status, of_location(&reply, "error").as_deref()), (303, Some(error)), "{wrong:?}");
        assert_eq!(of_location(&reply, "state").as_deref(), Some("state-1"));
    }
    let strange = server.get(&authorize(server, &[("redirect_uri", "https://evil.example/")]));
    assert_eq!((strange.status, strange.header("location")), (400, ""));
}

fn sign_in(server: &Server) {
    let wrong = server.form(&authorize(server, &[]), &[OLIVIA[0], ("password", "no")]);
    assert_eq!((wrong.status, wrong.header("set-cookie"), wrong.header("location")), (200, "", ""));
    let reply = server.form(&authorize(server, &[("response_mode", "fragment")]), &OLIVIA);
    let answer = reply.header("location").strip_prefix(&format!("{}/portal/#", server.address)).unwrap().to_owned();
    let of = |name: &str| answer.split('&').find_map(|pair| pair.strip_prefix(&format!("{name}="))).unwrap().to_owned();
    assert_eq!(of("state"), "state-1");
    assert_eq!(of("iss"), segment(&format!("{}/GroupIDSecurityService", server.address)));
    let code = of("code");
    let tokens = redeem(server, &code, &[]).ok();
    assert_eq!(tokens["expires_in"], 1200);
    let bearer = format!("Bearer {}", tokens["access_token"].as_str().unwrap());
    let me =
        server.try_send("GET", "/GroupIDSecurityService/connect/userinfo", "", None, &[("authorization", &bearer)]);
    let me = me.unwrap().ok();
    assert_eq!((&me["preferred_username"], &me["identity_store_id"]), (&"olivia.owner".into(), &2.into()));
    // The token is for the Data Service.
    let user = server.try_send("GET", &format!("{STORE}/Users/olivia.owner"), "", None, &[("authorization", &bearer)]);
    assert_eq!(user.unwrap().status, 200);
    let refresh = [
        ("grant_type", "refresh_token"),
        ("client_id", "groupid-portal"),
        ("refresh_token", tokens["refresh_token"].as_str().unwrap()),
    ];
    server.form(TOKEN, &refresh).ok();
    // A code is good once, with its verifier, its address and its authority.
    let refused = |reply: Reply| assert_eq!((reply.status, &reply.json()["error"]), (400, &"invalid_grant".into()));
    refused(redeem(server, &code, &[]));
    let fresh = || of_location(&server.form(&authorize(server, &[]), &OLIVIA), "code").unwrap();
    refused(redeem(server, &fresh(), &[("code_verifier", CHALLENGE)]));
    refused(redeem(server, &fresh(), &[("redirect_uri", "http://localhost/")]));
    let of_tenant = server.form(&authorize_tenant(server, &[]), &OLIVIA);
    refused(redeem(server, &of_location(&of_tenant, "code").unwrap(), &[]));
    let elsewhere = [("client_id", "groupid-portal"), ("grant_type", "authorization_code"), ("code", &fresh())];
    refused(server.form(&format!("{TENANT}/oauth2/v2.0/token"), &elsewhere));
}

#[test]
fn whoever_is_signed_in_is_not_asked_again_unless_somebody_wants_that() {
    let server = Server::unsigned(|_| ());
    let own = cookie(&server.form(&authorize(&server, &[]), &OLIVIA));
    let asked = |changes: &[(&str, &str)]| with_cookie(&server, &authorize(&server, changes), &own);
    for silent in [&[("prompt", "none")][..], &[], &[("login_hint", "DEMO\\olivia.owner")]] {
        let reply = asked(silent);
        let code = of_location(&reply, "code").unwrap_or_else(|| panic!("{silent:?}: {reply:?}"));
        redeem(&server, &code, &[]).ok();
    }
    for changes in [
        &[("prompt", "login")][..],
        &[("prompt", "select_account")],
        &[("login_hint", "bob.builder")],
        &[("identity_store_id", "3")],
    ] {
        assert_eq!(asked(changes).status, 200, "{changes:?}: the form");
    }
    let another = asked(&[("prompt", "none"), ("login_hint", "somebody.else")]);
    assert_eq!(of_location(&another, "error").as_deref(), Some("login_required"));
    // The cookie is no token, and the one of another authority is not recognised.
    let bearer = format!("Bearer {}", own.split_once('=').unwrap().1);
    for path in [format!("{STORE}/Users/olivia.owner"), "/v1.0/me".to_owned()] {
        assert_eq!(server.try_send("GET", &path, "", None, &[("authorization", &bearer)]).unwrap().status, 401);
    }
    let silent = with_cookie(&server, &authorize_tenant(&server, &[("prompt", "none")]), &own);
    assert_eq!(of_location(&silent, "error").as_deref(), Some("login_required"));
}

fn sign_out(server: &Server) {
    let own = cookie(&server.form(&authorize(server, &[]), &OLIVIA));
    let home = segment(&format!("{}/portal/", server.address));
    let back = format!("{END_SESSION}?client_id=groupid-portal&post_logout_redirect_uri={home}&logout_hint=olivia");
    let reply = with_cookie(server, &back, &own);
    assert_eq!((reply.status, reply.header("location")), (303, &*format!("{}/portal/", server.address)));
    assert!(reply.header("set-cookie").contains("signed-in=;") && reply.header("set-cookie").contains("Max-Age=0"));
    // A copy of the cookie is worth nothing any more.
    let silent = with_cookie(server, &authorize(server, &[("prompt", "none")]), &own);
    assert_eq!(of_location(&silent, "error").as_deref(), Some("login_required"));
    // Nobody is sent to a strange place.
    for address in [
        END_SESSION.to_owned(),
        format!("{END_SESSION}?client_id=groupid-portal&post_logout_redirect_uri=https%3A%2F%2Fevil.example%2F"),
        format!("{END_SESSION}?client_id=another&post_logout_redirect_uri={home}"),
    ] {
        let reply = server.get(&address);
        assert_eq!((reply.status, reply.header("location")), (200, ""), "{address}");
        assert!(reply.text.contains("You have signed out"));
    }
}

fn sign_out_of_the_tenant(server: &Server) {
    let own = cookie(&server.form(&authorize_tenant(server, &[]), &OLIVIA));
    assert!(
        of_location(&with_cookie(server, &authorize_tenant(server, &[("prompt", "none")]), &own), "code").is_some()
    );
    with_cookie(server, &format!("{TENANT}/oauth2/v2.0/logout"), &own);
    let silent = with_cookie(server, &authorize_tenant(server, &[("prompt", "none")]), &own);
    assert_eq!(of_location(&silent, "error").as_deref(), Some("login_required"));
}
