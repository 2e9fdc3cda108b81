//! The groups of a user: those owned, those joined, those that expire, and how many of each.

use super::cases::{self, Case};
use super::support::{STORE, Server, create, create_smart, group_body, names, smart_body, user};
use crate::in_store;
use model::wire::paths::{DataService, GroupCounts, GroupPage, UserGroups};
use model::wire::{ObjectId, StoreId};
use serde_json::json;

pub const CASES: &[Case] = &[
    Case { method: "GET", template: in_store!("Users/{user}/Groups"), run: owned },
    Case { method: "GET", template: in_store!("Users/{user}/Groups/All"), run: all },
    Case { method: "GET", template: in_store!("Users/{user}/Groups/Membership"), run: membership },
    Case { method: "GET", template: in_store!("Users/{user}/Groups/SmartGroups"), run: smart },
    Case { method: "GET", template: in_store!("Users/{user}/Groups/Dynasties"), run: dynasties },
    Case { method: "GET", template: in_store!("Users/{user}/Groups/Expiring"), run: expiring },
    Case { method: "GET", template: in_store!("Users/{user}/Groups/Expired"), run: expired },
    Case { method: "GET", template: in_store!("Users/{user}/Groups/count"), run: counts },
    Case { method: "GET", template: in_store!("Users/{user}/Groups/Membership/count"), run: counts },
    Case { method: "GET", template: in_store!("Users/{user}/Groups/Expiring/count"), run: expiring },
];

#[test]
fn routes() {
    cases::run(CASES);
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

fn membership(server: &Server) {
    let (_, dn) = user(server, "max.member");
    let path = format!("{STORE}/Users/max.member/Groups/Membership?pageSize=500");
    let before = server.get(&path).ok()["total"].as_i64().unwrap();
    assert!(before > 0);
    create(server, &group_body("owned", json!({ "managedBy": dn })));
    create(server, &group_body("joined", json!({ "member": dn })));
    let after = server.get(&path).ok();
    assert_eq!(after["total"], before + 1);
    assert!(names(&after).contains(&"joined".to_owned()));
}

fn list(server: &Server, segments: &str) -> Vec<String> {
    names(&server.get(&format!("{STORE}/Users/max.member/{segments}?pageSize=500")).ok())
}

fn count(server: &Server, segments: &str) -> i64 {
    let answer = server.get(&format!("{STORE}/Users/max.member/{segments}")).ok();
    assert_eq!(answer.as_object().unwrap().len(), 1, "{answer}");
    // A number, not a string.
    answer["count"].as_i64().unwrap()
}

fn smart(server: &Server) {
    let (_, dn) = user(server, "max.member");
    create(server, &group_body("static", json!({ "managedBy": dn })));
    let rule = "(l Is Exactly \"Berlin\")";
    create_smart(server, &smart_body("smart", rule, json!({ "managedBy": dn })));
    create_smart(server, &smart_body("foreign", rule, json!({})));
    assert_eq!(list(server, "Groups/SmartGroups"), ["smart"]);
}

fn dynasties(server: &Server) {
    assert_eq!(
        server.get(&format!("{STORE}/Users/max.member/Groups/Dynasties")).ok(),
        json!({ "total": 0, "data": [] })
    );
    server.get(&format!("{STORE}/Users/nobody/Groups/Dynasties")).error(404);
}

fn expiring(server: &Server) {
    let (_, dn) = user(server, "max.member");
    for (name, date) in [("soon", "2020-01-01"), ("later", "2999-01-01")] {
        create(server, &group_body(name, json!({ "managedBy": dn, "XGroupExpirationDate": date })));
    }
    create(server, &group_body("never", json!({ "managedBy": dn })));
    assert_eq!(list(server, "Groups/Expiring"), ["soon"]);
    assert_eq!(count(server, "Groups/Expiring/count"), 1);
}

/// Only the demo has expired groups, and a search finds the same ones.
fn expired(server: &Server) {
    let (_, dn) = user(server, "olivia.owner");
    let leaf =
        |attribute: &str, value: &str| json!({ "attribute": attribute, "operator": "Is Exactly", "value": value });
    let criteria = json!({ "operator": "And", "child": [leaf("IMGIsExpired", "true"), leaf("managedBy", &dn)] });
    let found = names(&server.search(json!({ "criteria": criteria })).ok());
    let mut own = names(&server.get(&format!("{STORE}/Users/olivia.owner/Groups/Expired?pageSize=500")).ok());
    own.sort();
    let mut expected = found;
    expected.sort();
    assert_eq!(own, expected);
}

fn counts(server: &Server) {
    let (_, dn) = user(server, "max.member");
    let joined = count(server, "Groups/Membership/count");
    assert_eq!(count(server, "Groups/count"), 0);
    create(server, &group_body("one", json!({ "managedBy": dn, "member": dn })));
    create(server, &group_body("two", json!({ "managedBy": dn })));
    assert_eq!((count(server, "Groups/count"), count(server, "Groups/Membership/count")), (2, joined + 1));
    server.get(&format!("{STORE}/Users/nobody/Groups/count")).error(404);
}

/// Every address that the model makes has a route, and each parameter stands where the reference has it.
#[test]
fn the_addresses_of_the_model_are_answered() {
    let server = Server::new();
    let store = DataService::at("/GroupIDDataService").store(StoreId(2));
    let who = ObjectId::new("max.member");
    let page = GroupPage { number: 1, size: 10, sort_order: 1, additional: true, nested: true };
    for which in UserGroups::ALL {
        let url = store.user_groups(&who, which, page);
        assert!(server.get(&url).ok()["total"].is_number(), "{url}");
        assert_eq!(url.contains("displayNestedOwnership=true"), which != UserGroups::Membership, "{url}");
        assert_eq!(url.contains("isManagedBy=false"), which == UserGroups::Owned, "{url}");
    }
    for which in [GroupCounts::Owned, GroupCounts::Membership, GroupCounts::Expiring] {
        assert!(server.get(&store.user_group_count(&who, which)).ok()["count"].is_number(), "{which:?}");
    }
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
