//! The authority: the form, codes and tokens.

use super::cases::{self, Case};
use super::graph_support::{
    CHALLENGE, Graph, OLIVIA, SCOPE, TENANT, VERIFIER, authorize, code, graph_error, of_location, redeem,
};
use super::support::{EXTENSIONS, Server};
use serde_json::Value;

macro_rules! tenant {
    ($rest:literal) => {
        concat!("/5cjshm.onmicrosoft.com/", $rest)
    };
}

pub const CASES: &[Case] = &[
    Case { method: "GET", template: tenant!("oauth2/v2.0/authorize"), run: form },
    Case { method: "POST", template: tenant!("oauth2/v2.0/authorize"), run: sign_in },
    Case { method: "POST", template: tenant!("oauth2/v2.0/token"), run: token },
    Case { method: "GET", template: tenant!("v2.0/.well-known/openid-configuration"), run: configuration },
];

#[test]
fn routes() {
    cases::run(CASES);
}

fn form(server: &Server) {
    let page = server.get(&authorize(server, &[("login_hint", "\"><script>alert(1)</script>")]));
    assert_eq!(page.status, 200);
    for piece in [
        "Sign in to GroupID Portal",
        ">User name</label>",
        ">Password</label>",
        "<button>Sign in</button>",
        "autocomplete=\"current-password\"",
        "&quot;&gt;&lt;script&gt;",
    ] {
        assert!(page.text.contains(piece), "{piece} is not in {}", page.text);
    }
    assert!(!page.text.contains("<script") && !page.text.contains(CHALLENGE));
    let policy = page.header("content-security-policy");
    assert!(policy.starts_with("default-src 'none'; img-src data:; style-src 'sha256-"), "{policy}");
    assert!(policy.contains(&format!("form-action 'self' {};", server.address)), "{policy}");
    assert_eq!((page.header("cache-control"), page.header("x-frame-options")), ("no-store", "DENY"));
    // The hash in the policy is the style's.
    let style = page.text.split_once("<style>").unwrap().1.split_once("</style>").unwrap().0;
    assert!(!style.contains('<') && style.len() > 500);
}

/// What is wrong is never taken anywhere else.
#[test]
fn nobody_is_sent_to_a_strange_place() {
    let server = Server::unsigned(|_| ());
    for wrong in [
        ("client_id", "another"),
        ("client_id", ""),
        ("redirect_uri", ""),
        ("redirect_uri", "https://evil.example/"),
        ("redirect_uri", "//evil.example/"),
        ("redirect_uri", "javascript:alert(1)"),
        ("redirect_uri", "http://localhost.evil.example/"),
    ] {
        for reply in [
            server.get(&authorize(&server, &[wrong])),
            server.form(&authorize(&server, &[wrong]), &[("username", "olivia.owner"), ("password", "Demo-Pass-1")]),
        ] {
            assert_eq!((reply.status, reply.header("location")), (400, ""), "{wrong:?}");
            assert!(reply.header("content-security-policy").contains("form-action 'none'"));
        }
    }
    let twice = format!("{}&redirect_uri=https%3A%2F%2Fevil.example", authorize(&server, &[]));
    assert_eq!(server.get(&twice).status, 400);
    // What the application asked wrongly it is told, and nobody else.
    for (wrong, error) in [
        (("response_type", "token"), "unsupported_response_type"),
        (("response_type", ""), "unsupported_response_type"),
        (("code_challenge", ""), "invalid_request"),
        (("code_challenge", "short"), "invalid_request"),
        (("code_challenge_method", "plain"), "invalid_request"),
        (("code_challenge_method", ""), "invalid_request"),
        (("response_mode", "form_post"), "invalid_request"),
        (("scope", ""), "invalid_scope"),
    ] {
        let reply = server.get(&authorize(&server, &[wrong]));
        assert_eq!(reply.status, 303, "{wrong:?}");
        assert!(reply.header("location").starts_with(&format!("{}/portal/?", server.address)));
        assert_eq!(of_location(&reply, "error").as_deref(), Some(error), "{wrong:?}");
        assert_eq!(of_location(&reply, "state").as_deref(), Some("s t&=<\"'>"));
        assert_eq!(of_location(&reply, "code"), None);
    }
    // A portal under development is elsewhere on this machine.
    let local = authorize(&server, &[("redirect_uri", "http://localhost:8080/callback?a=b")]);
    let reply = server.form(&local, &[("username", "olivia.owner"), ("password", "Demo-Pass-1")]);
    assert!(reply.header("location").starts_with("http://localhost:8080/callback?a=b&code="), "{reply:?}");
}

fn sign_in(server: &Server) {
    let address = authorize(server, &[]);
    let reply =
        server.form(&address, &[("username", "olivia.owner@5cjshm.onmicrosoft.com"), ("password", "Demo-Pass-1")]);
    assert_eq!(reply.status, 303);
    assert!(reply.header("location").starts_with(&format!("{}/portal/?code=", server.address)));
    assert_eq!(of_location(&reply, "state").as_deref(), Some("s t&=<\"'>"));
    for (user, password, sentence) in [
        ("olivia.owner", "Wrong-Pass-9", "The user name or the password is wrong."),
        ("<b>nobody</b>", "Demo-Pass-1", "The user name or the password is wrong."),
        ("", "", "The user name or the password is wrong."),
        ("locked.user", "Demo-Pass-1", "This account is locked."),
        ("expired.user", "Demo-Pass-1", "expired"),
        ("disabled.user", "Demo-Pass-1", "disabled"),
        // A state is told only to whoever knows the password.
        ("disabled.user", "Wrong-Pass-9", "The user name or the password is wrong."),
    ] {
        let again = server.form(&address, &[("username", user), ("password", password)]);
        assert_eq!((again.status, again.header("location")), (200, ""), "{user}");
        assert!(again.text.contains(sentence) && again.text.contains("role=\"alert\""), "{}", again.text);
        assert!(!again.text.contains("<b>") && (password.is_empty() || !again.text.contains(password)), "{user}");
    }
}

fn refused(reply: &super::support::Reply, error: &str) {
    assert_eq!(reply.status, if error == "invalid_client" { 401 } else { 400 }, "{reply:?}");
    let body = reply.json();
    assert_eq!(body["error"], error, "{body}");
    assert!(body["error_description"].is_string() && body.get("access_token").is_none());
}

fn token(server: &Server) {
    let fresh = || code(server, "olivia.owner", "Demo-Pass-1");
    let own = fresh();
    let answer = redeem(server, &own, &[]).ok();
    assert_eq!((&answer["token_type"], &answer["expires_in"]), (&Value::from("Bearer"), &Value::from(1200)));
    assert_eq!(answer["scope"], SCOPE);
    // A code is good for one use, and used up by a wrong one.
    refused(&redeem(server, &own, &[]), "invalid_grant");
    let other = format!("{VERIFIER}x");
    let elsewhere = format!("{}/portal/other", server.address);
    for (change, error) in [
        (("code_verifier", &*other), "invalid_grant"),
        (("code_verifier", ""), "invalid_grant"),
        (("code_verifier", CHALLENGE), "invalid_grant"),
        (("redirect_uri", &elsewhere), "invalid_grant"),
        (("redirect_uri", ""), "invalid_grant"),
        (("client_id", "another"), "invalid_client"),
        (("grant_type", "password"), "unsupported_grant_type"),
        (("grant_type", ""), "invalid_request"),
        (("code", "0000"), "invalid_grant"),
    ] {
        let code = fresh();
        refused(&redeem(server, &code, &[change]), error);
        if change.0 == "code_verifier" || change.0 == "redirect_uri" {
            refused(&redeem(server, &code, &[]), "invalid_grant");
        }
    }
    // A refresh token is good for one use, here and not at the Security Service.
    let refresh = answer["refresh_token"].as_str().unwrap();
    let path = format!("{TENANT}/oauth2/v2.0/token");
    let fields = |token| [("grant_type", "refresh_token"), ("client_id", "groupid-portal"), ("refresh_token", token)];
    assert_eq!(server.form(super::support::TOKEN, &fields(refresh)).status, 400);
    // It is good for what was granted, and for less of it, but not for more.
    let asking = |token, scope| server.form(&path, &[&fields(token)[..], &[("scope", scope)]].concat());
    refused(&asking(refresh, "openid Directory.ReadWrite.All"), "invalid_scope");
    let less = asking(refresh, "openid PROFILE").ok();
    assert_eq!(less["scope"], "openid PROFILE");
    let refresh = less["refresh_token"].as_str().unwrap();
    let again = server.form(&path, &fields(refresh)).ok();
    assert_eq!(again["scope"], SCOPE);
    let graph = Graph { client: server, token: again["access_token"].as_str().unwrap().to_owned() };
    assert_eq!(graph.get("/me").ok()["id"], OLIVIA);
    refused(&server.form(&path, &fields(refresh)), "invalid_grant");
    let theirs = server.ask_token("olivia.owner", "Demo-Pass-1", "3").ok();
    refused(&server.form(&path, &fields(theirs["refresh_token"].as_str().unwrap())), "invalid_grant");
    let json = server.post(&path, &serde_json::json!({ "grant_type": "refresh_token" }));
    refused(&json, "invalid_request");
}

#[test]
fn only_who_is_to_stay_signed_in_gets_a_refresh_token() {
    let server = Server::unsigned(|_| ());
    let people = [("username", "olivia.owner"), ("password", "Demo-Pass-1")];
    let reply = server.form(&authorize(&server, &[("scope", "openid User.Read")]), &people);
    let answer = redeem(&server, &of_location(&reply, "code").unwrap(), &[]).ok();
    assert_eq!((&answer["scope"], answer.get("refresh_token")), (&Value::from("openid User.Read"), None));
    let graph = Graph { client: &server, token: answer["access_token"].as_str().unwrap().to_owned() };
    assert_eq!(graph.get("/me").ok()["id"], OLIVIA);
}

#[test]
fn a_token_is_good_for_what_was_granted() {
    let server = Server::unsigned(|_| ());
    let with = |scope: &str| {
        let people = [("username", "Administrator"), ("password", "Demo-Admin-1")];
        let reply = server.form(&authorize(&server, &[("scope", scope)]), &people);
        let answer = redeem(&server, &of_location(&reply, "code").unwrap(), &[]).ok();
        Graph { client: &server, token: answer["access_token"].as_str().unwrap().to_owned() }
    };
    let body = super::graph_support::body(serde_json::json!({}));
    let statuses = |scope: &str| {
        let graph = with(scope);
        [graph.get("/me"), graph.get("/users"), graph.get("/groups"), graph.post("/groups", &body)].map(|reply| {
            if reply.status == 403 {
                assert_eq!(graph_error(&reply, 403).0, "Authorization_RequestDenied");
            }
            reply.status
        })
    };
    assert_eq!(statuses("openid profile"), [403, 403, 403, 403]);
    assert_eq!(statuses("User.Read"), [200, 403, 403, 403]);
    assert_eq!(statuses("user.read.all https://graph.microsoft.com/Group.Read.All"), [200, 200, 200, 403]);
    assert_eq!(statuses("https://graph.microsoft.com/.default"), [200, 200, 200, 201]);
    // A batch lets nobody do more.
    let batch = serde_json::json!({ "requests": [{ "id": "1", "method": "GET", "url": "/groups" }] });
    assert_eq!(with("User.Read").post("/$batch", &batch).ok()["responses"][0]["status"], 403);
}

fn configuration(server: &Server) {
    let known = server.get(&format!("{TENANT}/v2.0/.well-known/openid-configuration")).ok();
    let at = |name: &str| known[name].as_str().unwrap().strip_prefix(&*server.address).unwrap().to_owned();
    assert_eq!(at("authorization_endpoint"), format!("{TENANT}/oauth2/v2.0/authorize"));
    assert_eq!(at("token_endpoint"), format!("{TENANT}/oauth2/v2.0/token"));
    assert_eq!(known["code_challenge_methods_supported"], serde_json::json!(["S256"]));
    // There is no other tenant.
    assert_eq!(server.get("/common/oauth2/v2.0/authorize").status, 404);
}

#[test]
fn the_journal_keeps_no_secret_of_a_sign_in() {
    let server = Server::new();
    Graph::of(&server);
    let journal = server.get(&format!("{EXTENSIONS}/journal")).ok();
    let text = journal.to_string();
    assert!(text.contains(TENANT));
    let entries = journal.as_array().unwrap();
    let redeemed = entries.iter().find(|entry| entry["path"] == format!("{TENANT}/oauth2/v2.0/token")).unwrap();
    for name in ["code", "code_verifier"] {
        assert_eq!(redeemed["body"][name], "•••", "{name}");
    }
    assert!(!text.contains("Demo-Pass") && !text.contains(VERIFIER));
}
