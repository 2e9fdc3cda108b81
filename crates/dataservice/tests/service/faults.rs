//! What tests steer the service with: faults and the journal.

use super::cases::{self, Case};
use super::support::{EXTENSIONS, STORE, Server, create, group_body};
use serde_json::{Value, json};
use std::time::{Duration, Instant};

pub const CASES: &[Case] = &[
    Case { method: "GET", template: "/GroupIDDataService/api/x-portal/extensions", run: extensions },
    Case { method: "GET", template: "/GroupIDDataService/api/x-portal/journal", run: journal },
    Case { method: "DELETE", template: "/GroupIDDataService/api/x-portal/journal", run: clear_journal },
    Case { method: "POST", template: "/GroupIDDataService/api/x-portal/faults", run: add },
    Case { method: "DELETE", template: "/GroupIDDataService/api/x-portal/faults", run: clear },
];

#[test]
fn routes() {
    cases::run(CASES);
}

fn extensions(server: &Server) {
    assert_eq!(server.get(&format!("{EXTENSIONS}/extensions")).ok()["extensions"], json!(["tasks"]));
}

fn entries(server: &Server) -> Vec<Value> {
    server.get(&format!("{EXTENSIONS}/journal")).ok().as_array().unwrap().clone()
}

fn journal(server: &Server) {
    let body = group_body("seen", json!({}));
    create(server, &body);
    server.get(&format!("{STORE}/Groups/seen?a=b&c"));
    let entries = entries(server);
    assert_eq!(entries.len(), 3, "{entries:#?}");
    assert_eq!(entries[1]["body"], body);
    assert_eq!(entries[1]["status"], 200);
    let last = &entries[2];
    assert_eq!(
        (last["method"].as_str(), last["query"].as_str(), &last["body"]),
        (Some("GET"), Some("a=b&c"), &Value::Null)
    );
    assert_eq!(last["path"], format!("{STORE}/Groups/seen"));
    assert!(last["at"].as_str().unwrap().ends_with('Z'));
}

fn clear_journal(server: &Server) {
    assert!(!entries(server).is_empty());
    assert_eq!(server.send("DELETE", &format!("{EXTENSIONS}/journal"), None).status, 204);
    assert!(entries(server).is_empty());
}

fn fault(server: &Server, fault: Value) {
    assert_eq!(server.post(&format!("{EXTENSIONS}/faults"), &fault).status, 204);
}

fn add(server: &Server) {
    let user = format!("{STORE}/Users/olivia.owner");
    fault(server, json!({ "method": "get", "pathContains": "/Users/", "status": 503, "times": 2 }));
    server.get(&user).error(503);
    server.search(json!({})).ok();
    server.get(&user).error(503);
    server.get(&user).ok();
    fault(server, json!({ "pathContains": "", "status": 500, "body": "<html>IIS says no</html>" }));
    let html = server.get(&user);
    assert_eq!((html.status, html.text.as_str()), (500, "<html>IIS says no</html>"));
    assert!(html.header("content-type").starts_with("text/html"));
    fault(server, json!({ "pathContains": "/Users/", "status": 429, "body": { "message": "slow down" } }));
    assert_eq!(server.get(&user).json(), json!({ "message": "slow down" }));
    fault(server, json!({ "pathContains": "/Users/", "delayMs": 120 }));
    let began = Instant::now();
    server.get(&user).ok();
    assert!(began.elapsed() >= Duration::from_millis(120));
    let message = server.post(&format!("{EXTENSIONS}/faults"), &json!({ "drop": "sometimes" })).error(400);
    assert!(message.contains("fault"));
}

fn clear(server: &Server) {
    fault(server, json!({ "pathContains": "", "status": 500, "times": 1000 }));
    assert_eq!(server.send("DELETE", &format!("{EXTENSIONS}/faults"), None).status, 204);
    server.search(json!({})).ok();
}

/// Lost before: nothing happened. Lost after: it did, and nobody was told.
#[test]
fn lost_connections() {
    let server = Server::new();
    let path = format!("{STORE}/Groups/StaticGroup");
    for (name, drop, exists) in [("before", "beforeHandling", false), ("after", "afterHandling", true)] {
        fault(&server, json!({ "method": "POST", "pathContains": "StaticGroup", "drop": drop, "times": 1 }));
        let body = group_body(name, json!({})).to_string();
        assert!(server.try_send("POST", &path, "application/json", Some(&body), &[]).is_err());
        let status = server.get(&format!("{STORE}/Groups/{name}")).status;
        assert_eq!(status == 200, exists, "{name}");
    }
    let dropped = entries(&server).iter().filter(|entry| entry["status"].is_null()).count();
    assert_eq!(dropped, 2);
}

#[test]
fn nothing_of_this_exists_unasked() {
    let server = Server::with(|options| (options.journal, options.faults) = (false, false));
    server.get(&format!("{EXTENSIONS}/journal")).error(404);
    server.post(&format!("{EXTENSIONS}/faults"), &json!({})).error(404);
}
