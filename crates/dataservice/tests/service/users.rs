//! Users: read, changed.

use super::cases::{self, Case};
use super::support::{STORE, Server, user, values};
use crate::in_store;
use model::wire::paths::segment;
use serde_json::json;

pub const CASES: &[Case] = &[
    Case { method: "GET", template: in_store!("Users/{user}"), run: get },
    Case { method: "PATCH", template: in_store!("Users"), run: change },
];

#[test]
fn routes() {
    cases::run(CASES);
}

fn get(server: &Server) {
    let (id, dn) = user(server, "ann.lee");
    assert!(dn.starts_with("CN=Lee\\, Ann,OU="), "{dn}");
    for identity in
        [id.to_uppercase(), format!("{{{id}}}"), dn, "DEMO\\ann.lee".to_owned(), "ann.lee@demo.local".to_owned()]
    {
        let found = server.get(&format!("{STORE}/Users/{}", segment(&identity))).ok();
        assert_eq!(found["objectIdFromIdentityStore"], id.as_str(), "{identity}");
        assert_eq!(found["objectType"], "user");
        assert_eq!(values(&found, "department").len(), 1);
    }
    // As with a group, a body selects attributes.
    let path = format!("{STORE}/Users/ann.lee");
    let some = server.send("GET", &path, Some(&json!(["TITLE", "pager"]))).ok();
    assert_eq!(values(&some, "TITLE").len(), 1);
    assert!(values(&some, "pager").is_empty());
    assert!(some["attributesBusinessObject"]["attributesCollection"].get("department").is_none());
    server.get(&format!("{STORE}/Users/nobody")).error(404);
    server.get(&format!("{STORE}/Users/DemoGroup1")).error(404);
    let (_, contact) = (
        0,
        server.search(json!({"criteria": {"attribute": "objectClass", "operator": "is", "value": "contact"}})).ok(),
    );
    let id = contact["data"][0]["objectIdFromIdentityStore"].as_str().unwrap();
    assert_eq!(server.get(&format!("{STORE}/Users/{id}")).ok()["objectType"], "contact");
}

fn update(server: &Server, id: &str, attributes: &serde_json::Value) -> super::support::Reply {
    let body = json!({ "AttributesToUpdate": { "AttributesCollection": attributes }, "ObjectIdentity": id,
        "IdentityStoreID": "2" });
    server.send("PATCH", &format!("{STORE}/Users"), Some(&body))
}

fn change(server: &Server) {
    let (id, _) = user(server, "max.member");
    let done = update(server, &id, &json!({ "title": [{ "value": "Pilot" }], "description": [{ "value": "" }] })).ok();
    assert_eq!(
        (&done["status"], &done["name"], done["details"].as_array().map(Vec::len)),
        (&json!(0), &json!(id), Some(2))
    );
    let found = server.get(&format!("{STORE}/Users/{id}")).ok();
    assert_eq!(values(&found, "title"), ["Pilot"]);
    assert!(found["attributesBusinessObject"]["attributesCollection"].get("description").is_none());
    // All or nothing, and each reason at its attribute.
    let refused = update(
        server,
        &id,
        &json!({ "title": [{ "value": "Clerk" }], "sAMAccountName": [{ "value": "x" }], "shoe": [{ "value": "42" }],
            "displayName": [], "mail": [{ "value": "ann.lee@demo.local" }] }),
    )
    .ok();
    let wise = refused["exceptionMessagesAttributeWise"].as_object().unwrap();
    assert_eq!(refused["status"], 1);
    for name in ["sAMAccountName", "shoe", "displayName", "mail"] {
        assert!(wise.contains_key(name), "{name}: {refused}");
    }
    assert_eq!(values(&server.get(&format!("{STORE}/Users/{id}")).ok(), "title"), ["Pilot"]);
    update(server, &id, &json!({})).error(400);
    update(server, "nobody", &json!({ "title": [{ "value": "x" }] })).error(404);
    update(server, "DemoGroup1", &json!({ "title": [{ "value": "x" }] })).error(404);
}

#[test]
fn people_change_themselves_and_administrators_anybody() {
    let mut server = Server::new();
    let (max, ann) = (user(&server, "max.member").0, user(&server, "ann.lee").0);
    let title = json!({ "title": [{ "value": "Pilot" }] });
    assert_eq!(update(&server, &ann, &title).status, 200);
    server.client.sign_in("max.member", "Demo-Pass-2");
    assert_eq!((update(&server, &max, &title).status, update(&server, &ann, &title).status), (200, 403));
}

/// The nine attributes of the reference, and no more.
#[test]
fn only_documented_a_read_without_a_body_answers_the_default_set() {
    let server = Server::with(|options| options.documented_only = true);
    let names = |path: &str, body: Option<&serde_json::Value>| {
        let object = server.send("GET", &format!("{STORE}/{path}"), body).ok();
        let mut names: Vec<_> =
            object["attributesBusinessObject"]["attributesCollection"].as_object().unwrap().keys().cloned().collect();
        names.sort();
        names
    };
    let defaults = [
        "CN",
        "container",
        "displayName",
        "mail",
        "name",
        "objectCategory",
        "objectClass",
        "proxyAddresses",
        "userPrincipalName",
    ];
    assert_eq!(names("Users/ann.lee", None), defaults);
    assert_eq!(names("Groups/DemoGroup1", None), defaults);
    assert!(names("Users/ann.lee", Some(&json!(["title"]))).contains(&"title".to_owned()));
    assert!(names("Groups/DemoGroup1", Some(&json!(["managedBy"]))).contains(&"managedBy".to_owned()));
    let many = server.send("GET", &format!("{STORE}/Groups"), Some(&json!({ "groupIdentities": ["DemoGroup1"] }))).ok();
    assert!(many[0]["attributesBusinessObject"]["attributesCollection"].get("managedBy").is_none(), "{many}");
}
