//! Tokens: who gets one, how long it lasts, what is said to whom.

use super::cases::{self, Case};
use super::support::{EXTENSIONS, STORE, Server, TOKEN};

const WHOLE: &str = "/GroupIDSecurityService";

pub const CASES: &[Case] = &[
    Case { method: "POST", template: "/GroupIDSecurityService/connect/token", run: token },
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

#[test]
fn a_refresh_token_is_good_once() {
    let mut server = Server::unsigned(|_| ());
    let first = server.ask_token("olivia.owner", "Demo-Pass-1", "2").ok();
    let refresh = |token: &str| {
        server
            .form(TOKEN, &[("grant_type", "refresh_token"), ("refresh_token", token), ("client_id", "groupid-portal")])
    };
    let token = first["refresh_token"].as_str().unwrap();
    let second = refresh(token).ok();
    assert_eq!(refused(&refresh(token)).0, "invalid_grant");
    // An access token refreshes nothing, and a refresh token opens nothing.
    assert_eq!(refused(&refresh(second["access_token"].as_str().unwrap())).0, "invalid_grant");
    let third = refresh(second["refresh_token"].as_str().unwrap()).ok();
    server.client.token = third["access_token"].as_str().map(str::to_owned);
    server.get(&format!("{STORE}/Users/olivia.owner")).ok();
    server.client.token = third["refresh_token"].as_str().map(str::to_owned);
    server.get(&format!("{STORE}/Users/olivia.owner")).error(401);
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
