//! Users and their groups.

use super::cases::{self, Case};
use super::support::{STORE, Server, create, group_body, names, user, values};
use crate::in_store;
use model::wire::paths::segment;
use serde_json::json;

pub const CASES: &[Case] = &[
    Case { method: "GET", template: in_store!("Users/{user}"), run: get },
    Case { method: "GET", template: in_store!("Users/{user}/Groups"), run: owned },
    Case { method: "GET", template: in_store!("Users/{user}/Groups/All"), run: all },
    Case { method: "GET", template: in_store!("Users/{user}/Groups/Memberships"), run: memberships },
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

fn owned(server: &Server) {
    let (id, dn) = user(server, "max.member");
    let page = |query: &str| server.get(&format!("{STORE}/Users/{id}/Groups?{query}")).ok();
    assert_eq!(page("")["total"], 0, "Max owns nothing at first");
    for name in ["b first", "Änne's", "c third", "A zero"] {
        create(server, &group_body(name, json!({ "managedBy": dn })));
    }
    create(server, &group_body("helped", json!({ "XAdditionalOwner": dn })));
    let list = page(
        "sortOrder=1&pageNo=1&pageSize=10&displayNestedOwnership=false&displayAdditionalGroups=false&calculateTotal=true&searchMode=0&isManagedBy=false",
    );
    assert_eq!(names(&list), ["A zero", "Änne's", "b first", "c third"]);
    assert_eq!(list["total"], 4);
    assert_eq!(names(&page("sortOrder=2&pageSize=3&pageNo=2")), ["A zero"]);
    assert_eq!(names(&page("sortBy=sAMAccountName&pageSize=1&pageNo=2")), ["Änne's"]);
    assert_eq!(page("displayAdditionalGroups=true")["total"], 5);
    assert_eq!(page("calculateTotal=false")["total"], 0);
    for (query, word) in [
        ("pageNo=0", "pageNo"),
        ("pageSize=x", "pageSize"),
        ("sortOrder=7", "sortOrder"),
        ("displayAdditionalGroups=maybe", "displayAdditionalGroups"),
        ("sortBy=shoe", "sortBy"),
    ] {
        let message = server.get(&format!("{STORE}/Users/{id}/Groups?{query}")).error(400);
        assert!(message.starts_with(word), "{message}");
    }
    server.get(&format!("{STORE}/Users/nobody/Groups")).error(404);
    let olivia =
        server.get(&format!("{STORE}/Users/olivia.owner/Groups?pageSize=100&displayAdditionalGroups=true")).ok();
    assert!(olivia["total"].as_i64().unwrap() >= 15, "{}", olivia["total"]);
}

fn all(server: &Server) {
    let (_, dn) = user(server, "max.member");
    let path = format!("{STORE}/Users/max.member/Groups/All?pageSize=500");
    let before = server.get(&path).ok()["total"].as_i64().unwrap();
    create(server, &group_body("one", json!({ "managedBy": dn, "member": dn })));
    create(server, &group_body("two", json!({ "XAdditionalOwner": dn })));
    create(server, &group_body("three", json!({ "member": dn })));
    create(server, &group_body("four", json!({})));
    assert_eq!(server.get(&path).ok()["total"], before + 3);
}

fn memberships(server: &Server) {
    let (_, dn) = user(server, "max.member");
    let path = format!("{STORE}/Users/max.member/Groups/Memberships?pageSize=500");
    let before = server.get(&path).ok()["total"].as_i64().unwrap();
    assert!(before > 0);
    create(server, &group_body("owned", json!({ "managedBy": dn })));
    create(server, &group_body("joined", json!({ "member": dn })));
    let after = server.get(&path).ok();
    assert_eq!(after["total"], before + 1);
    assert!(names(&after).contains(&"joined".to_owned()));
}

/// A group can own a group; who is in the owning one owns the other by way of it, where that is asked for.
#[test]
fn nested_ownership() {
    let server = Server::new();
    let (_, dn) = user(&server, "max.member");
    create(&server, &group_body("Owners Inc", json!({ "member": dn })));
    create(
        &server,
        &group_body("owned by a group", json!({ "managedBy": "CN=Owners Inc,OU=Groups,DC=demo,DC=local" })),
    );
    let names_of = |nested: bool| {
        names(
            &server.get(&format!("{STORE}/Users/max.member/Groups?displayNestedOwnership={nested}&pageSize=500")).ok(),
        )
    };
    assert!(!names_of(false).contains(&"owned by a group".to_owned()));
    assert!(names_of(true).contains(&"owned by a group".to_owned()));
}
