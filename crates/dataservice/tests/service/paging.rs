//! A list that is paged shows each object once, whatever it is sorted by: objects that are equal in the sorted attribute
//! have an order, too.

use super::support::{STORE, Server, create, group_body, user, values};
use serde_json::{Value, json};
use std::collections::HashSet;

/// A number that divides no total, so that the last page is not full.
const SIZE: usize = 7;

fn ids(page: &Value) -> Vec<String> {
    let data = page["data"].as_array().unwrap().iter();
    data.map(|object| object["objectIdFromIdentityStore"].as_str().unwrap().to_owned()).collect()
}

/// Reads all pages forwards, then backwards, and returns the ids in order.
fn paged(what: &str, page: impl Fn(usize) -> Value) -> Vec<String> {
    let total = usize::try_from(page(1)["total"].as_i64().unwrap()).unwrap();
    let count = total.div_ceil(SIZE);
    let forwards: Vec<Vec<String>> = (1..=count).map(|number| ids(&page(number))).collect();
    let backwards: Vec<Vec<String>> = (1..=count).rev().map(|number| ids(&page(number))).collect();
    assert!(forwards.iter().eq(backwards.iter().rev()), "{what}: a page changes");
    let all = forwards.concat();
    assert_eq!((all.len(), all.iter().collect::<HashSet<_>>().len()), (total, total), "{what}: an object twice");
    assert!(ids(&page(count + 1)).is_empty() && page(count + 1)["total"] == total, "{what}: the total stays");
    all
}

#[test]
fn no_page_repeats_a_row() {
    let server = Server::with(|options| (options.objects, options.groups) = (60, 120));
    let groups = json!({ "attribute": "objectClass", "operator": "Is Exactly", "value": "group" });
    let whole = json!({ "attribute": "name", "operator": "Is Exactly", "value": "DL-Whole Company" });
    let whole = ids(&server.search(json!({ "criteria": whole })).ok()).remove(0);
    let (olivia, _) = user(&server, "olivia.owner");
    for sort in ["displayName", "description", "whenChanged", "XGroupSecurity", "managedBy", "groupType", "objectGUID"]
    {
        let read = |order: i64| {
            paged(sort, |number| {
                let more = json!({ "criteria": groups, "sortBy": sort, "sortOrder": order, "pageNo": number, "pageSize": SIZE });
                server.search(more).ok()
            })
        };
        let (up, down) = (read(1), read(2));
        assert!(up.len() > 250, "{}", up.len());
        assert_eq!(up.iter().collect::<HashSet<_>>(), down.iter().collect::<HashSet<_>>(), "{sort}");
    }
    for sort in ["displayName", "department", "XMembershipType", "XEndingDate", "title"] {
        let members = paged(sort, |number| {
            let more = json!({ "objectIdentity": whole, "attributeScopeQuery": "member", "sortBy": sort,
                "pageNo": number, "pageSize": SIZE });
            server.search(more).ok()
        });
        assert_eq!(members.len(), 60, "{sort}");
    }
    let owned = paged("owned", |number| {
        server.get(&format!("{STORE}/Users/{olivia}/Groups?pageNo={number}&pageSize={SIZE}&calculateTotal=true")).ok()
    });
    assert!(owned.len() > SIZE);
}

/// Equal names are many, and stand together in the order of the list.
#[test]
fn equal_names_stand_together() {
    let server = Server::with(|options| options.groups = 60);
    let groups = json!({ "attribute": "displayName", "operator": "Is Exactly", "value": "team" });
    let page = server
        .search(json!({ "criteria": groups, "sortBy": "displayName", "attributesToLoad": ["name", "displayName"] }));
    let page = page.ok();
    assert_eq!(page["total"], 15);
    let names: Vec<String> =
        page["data"].as_array().unwrap().iter().map(|group| values(group, "name").remove(0)).collect();
    let mut sorted = names.clone();
    sorted.sort();
    assert_eq!(names, sorted);
}

/// What the service keeps between searches is right after every change.
#[test]
fn lists_follow_changes_at_once() {
    let server = Server::new();
    let groups = json!({ "attribute": "name", "operator": "Starts With", "value": "zz-" });
    let listed = || {
        let page =
            server.search(json!({ "criteria": groups, "sortBy": "displayName", "attributesToLoad": ["name"] })).ok();
        let names = page["data"].as_array().unwrap().iter().map(|group| values(group, "name").remove(0));
        names.collect::<Vec<_>>()
    };
    assert!(listed().is_empty());
    let ids = ["zz-a", "zz-b", "zz-c"].map(|name| create(&server, &group_body(name, json!({}))));
    assert_eq!(listed(), ["zz-a", "zz-b", "zz-c"]);
    let rename = |id: &str, name: &str| {
        let body =
            json!({ "AttributesCollection": { "AttributesCollection": { "displayName": [{ "Value": name }] } } });
        assert_eq!(server.send("PATCH", &format!("{STORE}/Groups/{id}"), Some(&body)).ok()["status"], 0);
    };
    rename(&ids[0], "Zzz last");
    assert_eq!(listed(), ["zz-b", "zz-c", "zz-a"]);
    rename(&ids[2], "");
    rename(&ids[0], "zz-bb");
    assert_eq!(listed(), ["zz-b", "zz-a", "zz-c"], "without a display name it is sorted by its name");
    server.send("DELETE", &format!("{STORE}/Groups/{}", ids[1]), None).ok();
    assert_eq!(listed(), ["zz-a", "zz-c"]);
    create(&server, &group_body("zz-b", json!({})));
    assert_eq!(listed(), ["zz-b", "zz-a", "zz-c"]);
}
