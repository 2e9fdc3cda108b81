//! The documented errors.

use super::support::{EXTENSIONS, STORE, Server, group_body};
use serde_json::json;

#[test]
fn unknown_addresses_stores_and_verbs() {
    let server = Server::new();
    for path in [
        "/nothing",
        "/GroupIDDataService",
        "/GroupIDDataService/api/IdentityStores/2/Groups/a/b/c",
        "/GroupIDDataService/api/x-portal/history",
    ] {
        server.get(path).error(404);
    }
    for store in ["9", "x", "-1", "99999999999999999999"] {
        let message =
            server.get(&format!("/GroupIDDataService/api/IdentityStores/{store}/Users/olivia.owner")).error(404);
        assert!(message.contains("identity store"), "{message}");
        server.get(&format!("/GroupIDDataService/api/IdentityStores/{store}/Workflows/MyRequests")).error(404);
    }
    let reply = server.send("PUT", &format!("{STORE}/Groups/DemoGroup1"), Some(&json!({})));
    reply.error(405);
    assert_eq!(reply.header("allow"), "GET, PATCH, DELETE");
    server.get(&format!("{STORE}/Searches")).error(405);
    server.send("DELETE", &format!("{STORE}/Groups/StaticGroup"), None).error(405);
    // A slash at the end, as operation 8 has it, is the same address.
    server.send("PATCH", &format!("{STORE}/Groups/"), Some(&json!([]))).error(400);
}

#[test]
fn wrong_bodies_name_the_place() {
    let server = Server::new();
    let create = format!("{STORE}/Groups/StaticGroup");
    let send = |text: &str| server.try_send("POST", &create, "application/json", Some(text), &[]).unwrap().error(400);
    assert!(send("{\"GroupName\": ").contains("not JSON"));
    assert!(send("").contains("expected an object"));
    assert!(send("[]").contains("expected an object"));
    assert!(send("\"x\"").contains("expected an object"));
    let mut body = group_body("new", json!({}));
    body["AttributesCollection"]["AttributesCollection"]["CN"][0]["Action"] = json!("soon");
    let message = send(&body.to_string());
    assert!(message.starts_with("AttributesCollection.AttributesCollection.CN[0].Action"), "{message}");
    body["AttributesCollection"] = json!(5);
    assert!(send(&body.to_string()).starts_with("AttributesCollection"));
    assert!(send(&format!("{}1{}", "[".repeat(500), "]".repeat(500))).contains("not JSON"));
    let huge = format!("{{\"GroupName\": \"{}\"}}", "x".repeat(9 * 1024 * 1024));
    // The service may close while the client still writes.
    if let Ok(reply) = server.try_send("POST", &create, "application/json", Some(&huge), &[]) {
        reply.error(413);
    }
}

#[test]
fn a_body_that_is_not_said_to_be_json_is_not_read() {
    let server = Server::new();
    let body = group_body("said", json!({})).to_string();
    let send = |kind: &str| server.try_send("POST", &format!("{STORE}/Groups/StaticGroup"), kind, Some(&body), &[]);
    for kind in ["text/plain", "application/x-www-form-urlencoded", "application/jsonp", "multipart/form-data", ""] {
        let message = send(kind).unwrap().error(415);
        assert!(message.contains("application/json"), "{message}");
    }
    server.try_send("GET", &format!("{STORE}/Groups"), "text/plain", Some("{}"), &[]).unwrap().error(415);
    assert_eq!(send("Application/JSON; charset=utf-8").unwrap().ok()["status"], 0);
}

/// Lenient in reading: other letter cases, numbers as strings, nulls in arrays.
#[test]
fn a_body_of_another_make_is_understood() {
    let server = Server::new();
    let body = json!({ "groupname": "lenient", "CONTAINER": "OU=Groups,DC=demo,DC=local", "unknown": {"x": 1},
        "attributesCollection": { "attributesCollection": {
            "samaccountname": [null, { "value": "lenient", "action": "0" }], "cn": "lenient", "grouptype": [{ "value": -2147483640_i64 }],
            "managedby": ["CN=Administrator,CN=Users,DC=demo,DC=local"], "description": null, "member": [] } } });
    let answer = server.post(&format!("{STORE}/Groups/StaticGroup"), &body).ok();
    assert_eq!(answer["status"], 0, "{answer}");
}

#[test]
fn without_extensions_nothing_else_changes() {
    let server = Server::with(|options| options.documented_only = true);
    server.get(&format!("{EXTENSIONS}/extensions")).error(404);
    server.get(&format!("{EXTENSIONS}/tasks")).error(404);
    server.get(&format!("{EXTENSIONS}/tasks/1")).error(404);
    server.get(&format!("{STORE}/Users/olivia.owner")).ok();
}
