//! Tokens: who gets one, how long it lasts, what is said to whom.

use super::cases::{self, Case};
use super::support::{EXTENSIONS, STORE, Server, TOKEN};

const WHOLE: &str = "/GroupIDSecurityService";
const REVOCATION: &str = "/GroupIDSecurityService/connect/revocation";

pub const CASES: &[Case] = &[
    Case { method: "POST", template: "/GroupIDSecurityService/connect/token", run: token },
    Case { method: "POST", template: "/GroupIDSecurityService/connect/revocation", run: revocation },
    Case { method: "GET", template: "/GroupIDSecurityService/.well-known/openid-configuration", run: configuration },
    Case { method: "GET", template: "/GroupIDSecurityService/connect/userinfo", run: user_info },
];

#[test]
fn routes() {
    cases::run(CASES);
}

fn token(server: &Server) {
    for name in ["olivia.owner", "OLIVIA.Owner", "olivia.owner@demo.local", "DEMO\\olivia.owner"] {
        let answer = server.ask_token(name, "Demo-Pass-1", "2").ok();
        assert_eq!(answer["token_type"], "Bearer");
        assert_eq!(answer["expires_in"], 1200);
        assert!(answer["access_token"].as_str().unwrap().len() >= 64);
        assert_ne!(answer["access_token"], answer["refresh_token"]);
    }
    server.ask_token("admin", "Demo-Admin-1", "2").ok();
    server.ask_token("olivia.owner", "Demo-Pass-1", "3").ok();
}

fn configuration(server: &Server) {
    let answer = server.get(&format!("{WHOLE}/.well-known/openid-configuration")).ok();
    assert_eq!(answer["token_endpoint"], format!("{}{TOKEN}", server.address));
    assert_eq!(answer["revocation_endpoint"], format!("{}{REVOCATION}", server.address));
}

fn user_info(server: &Server) {
    let answer = server.get(&format!("{WHOLE}/connect/userinfo")).ok();
    assert_eq!(answer["preferred_username"], "Administrator");
    assert_eq!(answer["name"], "Administrator");
    assert_eq!(answer["identity_store_id"], 2);
    let user = server.get(&format!("{STORE}/Users/{}", answer["sub"].as_str().unwrap())).ok();
    assert_eq!(user["objectDisplayName"], "Administrator");
}

fn refused(reply: &super::support::Reply) -> (String, String) {
    assert_eq!(reply.status, 400, "{reply:?}");
    let body = reply.json();
    let text = |name: &str| body[name].as_str().unwrap().to_owned();
    (text("error"), text("error_description"))
}

#[test]
fn each_refusal_says_its_own() {
    let server = Server::unsigned(|_| ());
    let is = |reply: super::support::Reply, error: &str, description: &str| {
        assert_eq!(refused(&reply), (error.to_owned(), description.to_owned()));
    };
    is(server.ask_token("olivia.owner", "wrong", "2"), "invalid_grant", "invalid_username_or_password");
    is(server.ask_token("nobody", "Demo-Pass-1", "2"), "invalid_grant", "invalid_username_or_password");
    is(server.ask_token("", "", "2"), "invalid_grant", "invalid_username_or_password");
    is(server.ask_token("locked.user", "Demo-Pass-1", "2"), "invalid_grant", "account_locked");
    is(server.ask_token("locked.user", "wrong", "2"), "invalid_grant", "invalid_username_or_password");
    is(server.ask_token("expired.user", "Demo-Pass-1", "2"), "invalid_grant", "password_expired");
    is(server.ask_token("disabled.user", "Demo-Pass-1", "2"), "invalid_grant", "account_disabled");
    assert_eq!(refused(&server.ask_token("olivia.owner", "Demo-Pass-1", "9")).0, "invalid_request");
    let form = |fields: &[(&str, &str)]| refused(&server.form(TOKEN, fields)).0;
    assert_eq!(form(&[("grant_type", "password"), ("client_id", "other")]), "invalid_client");
    assert_eq!(
        form(&[("grant_type", "password"), ("client_id", "groupid-portal"), ("client_secret", "x")]),
        "invalid_client"
    );
    assert_eq!(form(&[("client_id", "groupid-portal")]), "invalid_request");
    assert_eq!(form(&[("client_id", "groupid-portal"), ("grant_type", "magic")]), "unsupported_grant_type");
    let json = server.try_send("POST", TOKEN, "application/json", Some("{}"), &[]).unwrap();
    assert_eq!(refused(&json).0, "invalid_request");
}

fn refresh(server: &Server, token: &str) -> super::support::Reply {
    server.form(TOKEN, &[("grant_type", "refresh_token"), ("refresh_token", token), ("client_id", "groupid-portal")])
}

fn revoke(server: &Server, token: &str) -> super::support::Reply {
    server.form(REVOCATION, &[("token", token), ("token_type_hint", "refresh_token"), ("client_id", "groupid-portal")])
}

/// Whether somebody with this access token is let in.
fn is_let_in(server: &Server, token: &str) -> bool {
    let bearer = format!("Bearer {token}");
    let path = format!("{STORE}/Users/olivia.owner");
    server.try_send("GET", &path, "", None, &[("authorization", &bearer)]).unwrap().status == 200
}

fn revocation(server: &Server) {
    let sign_in = || {
        let answer = server.ask_token("olivia.owner", "Demo-Pass-1", "2").ok();
        ["access_token", "refresh_token"].map(|name| answer[name].as_str().unwrap().to_owned())
    };
    let ([access, renewal], [other, _]) = (sign_in(), sign_in());
    assert!(is_let_in(server, &access));
    for (form, error) in [
        ([("token", "x"), ("client_id", "other")], "invalid_client"),
        ([("token", ""), ("client_id", "groupid-portal")], "invalid_request"),
    ] {
        assert_eq!(refused(&server.form(REVOCATION, &form)).0, error);
    }
    assert!(is_let_in(server, &access));
    // What is unknown is answered alike, so that nobody learns which tokens there are.
    for token in [&*renewal, &renewal, "0000"] {
        let reply = revoke(server, token);
        assert_eq!((reply.status, &*reply.text, reply.header("cache-control")), (200, "", "no-store"));
    }
    assert_eq!(refused(&refresh(server, &renewal)).0, "invalid_grant");
    assert!(!is_let_in(server, &access), "what comes from the same sign-in ends with it");
    assert!(is_let_in(server, &other));
    assert_eq!(revoke(server, &other).status, 200);
    assert!(!is_let_in(server, &other));
}

#[test]
fn guessing_passwords_takes_longer_and_longer() {
    let server = Server::unsigned(|_| ());
    for _ in 0..5 {
        assert_eq!(refused(&server.ask_token("olivia.owner", "wrong", "2")).1, "invalid_username_or_password");
    }
    // Now the right password is waited for too, under whatever name.
    let reply = server.ask_token("DEMO\\olivia.owner", "Demo-Pass-1", "2");
    assert!(reply.error(429).contains("too many attempts"));
    assert_eq!(reply.header("retry-after"), "1");
    // Others may come from the same address.
    assert_eq!(server.ask_token("max.member", "Demo-Pass-2", "2").status, 200);
    let began = std::time::Instant::now();
    while server.ask_token("olivia.owner", "Demo-Pass-1", "2").status == 429 {
        assert!(began.elapsed().as_secs() < 10);
        std::thread::sleep(std::time::Duration::from_millis(20));
    }
    // Whoever knows the password is no longer suspected.
    assert_eq!(refused(&server.ask_token("olivia.owner", "wrong", "2")).1, "invalid_username_or_password");
}

#[test]
fn a_refresh_token_is_good_once() {
    let server = Server::unsigned(|_| ());
    let first = server.ask_token("olivia.owner", "Demo-Pass-1", "2").ok();
    let token = first["refresh_token"].as_str().unwrap();
    let second = refresh(&server, token).ok();
    let [access, renewal] = ["access_token", "refresh_token"].map(|name| second[name].as_str().unwrap());
    // An access token refreshes nothing, and a refresh token opens nothing.
    assert_eq!(refused(&refresh(&server, access)).0, "invalid_grant");
    assert!(is_let_in(&server, access) && !is_let_in(&server, renewal));
    let third = refresh(&server, renewal).ok();
    assert!(is_let_in(&server, third["access_token"].as_str().unwrap()));
    // Somebody has used the first one before: one of the two is a thief, and nobody knows which.
    assert_eq!(refused(&refresh(&server, token)).0, "invalid_grant");
    assert!(!is_let_in(&server, third["access_token"].as_str().unwrap()));
    assert_eq!(refused(&refresh(&server, third["refresh_token"].as_str().unwrap())).0, "invalid_grant");
}

/// A proxy that adds the client's secret does so in a header.
#[test]
fn the_client_may_name_itself_in_a_header() {
    let server = Server::unsigned(|_| ());
    let form = "grant_type=password&username=olivia.owner&password=Demo-Pass-1&identity_store_id=2";
    let asked = |client: &str, more: &str| {
        let kind = "application/x-www-form-urlencoded";
        server.try_send("POST", TOKEN, kind, Some(&format!("{form}{more}")), &[("authorization", client)]).unwrap()
    };
    // groupid-portal:demo-client-secret
    let right = "Basic Z3JvdXBpZC1wb3J0YWw6ZGVtby1jbGllbnQtc2VjcmV0";
    asked(right, "").ok();
    asked(right, "&client_id=groupid-portal").ok();
    assert_eq!(refused(&asked(right, "&client_id=other")).0, "invalid_client");
    // groupid-portal:wrong, no secret at all, and what is no base64.
    for wrong in ["Basic Z3JvdXBpZC1wb3J0YWw6d3Jvbmc=", "Basic Zw==", "Basic !"] {
        assert_eq!(refused(&asked(wrong, "&client_id=groupid-portal")).0, "invalid_client", "{wrong}");
    }
    assert_eq!(refused(&asked("Bearer x", "")).0, "invalid_client");
}

#[test]
fn a_token_expires() {
    let server = Server::with(|options| options.token_seconds = 0);
    let reply = server.get(&format!("{STORE}/Users/olivia.owner"));
    reply.error(401);
    assert_eq!(reply.header("www-authenticate"), "Bearer error=\"invalid_token\"");
}

#[test]
fn the_journal_holds_no_secret() {
    let server = Server::new();
    let refresh = server.ask_token("max.member", "Demo-Pass-2", "2").ok();
    let token = refresh["refresh_token"].as_str().unwrap();
    server
        .form(
            TOKEN,
            &[
                ("grant_type", "refresh_token"),
                ("refresh_token", token),
                ("client_id", "groupid-portal"),
                ("client_secret", "demo-client-secret"),
            ],
        )
        .ok();
    let body = serde_json::json!({ "Attributes": { "AttributesCollection": {
        "Password": [{ "Value": "hidden-1" }], "PasswordForceChange": [{ "Value": "false" }] } },
        "fields": [{ "name": "password", "value": "hidden-2" }] });
    server.post(&format!("{STORE}/Users?access_token=hidden-3"), &body);
    let journal = server.get(&format!("{EXTENSIONS}/journal")).text;
    for secret in ["Demo-Pass", "demo-client-secret", "hidden-", token, server.token.as_deref().unwrap()] {
        assert!(!journal.contains(secret), "{secret} is in the journal");
    }
    assert!(journal.contains("max.member") && journal.contains("\"Value\":\"false\""), "{journal}");
}
