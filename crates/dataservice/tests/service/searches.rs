//! Search: operators, trees, paging, sorting, containers, members.

use super::cases::{self, Case};
use super::support::{STORE, Server, create, group_body, names, user, values};
use crate::in_store;
use serde_json::{Value, json};

pub const CASES: &[Case] = &[Case { method: "POST", template: in_store!("Searches"), run: search }];

#[test]
fn routes() {
    cases::run(CASES);
}

fn search(server: &Server) {
    let all = server.search(json!({})).ok();
    let kinds = ["user", "group", "contact", "computer"].map(|kind| {
        let found = server
            .search(json!({ "criteria": { "attribute": "objectClass", "operator": "Is Exactly", "value": kind } }))
            .ok();
        assert!(found["data"].as_array().unwrap().iter().all(|object| object["objectType"] == kind));
        found["total"].as_i64().unwrap()
    });
    assert_eq!(all["total"].as_i64().unwrap(), kinds.iter().sum::<i64>());
    assert!(kinds[1] >= 130, "{kinds:?}");
    assert!(server.search(json!({ "identityStoreId": 3 })).error(400).starts_with("identityStoreId"));
    // The whole of the reference's request, its criterion included.
    let reference = json!({ "criteria": { "operator": "And", "attribute": null, "value": null, "valueType": 0, "valueTypes": [0],
        "donotEscapeValue": false, "child": [ { "operator": "Contains", "attribute": "displayName", "value": "olivia", "valueType": 0,
        "valueTypes": [0], "donotEscapeValue": false, "child": [] } ] } });
    assert_eq!(names(&server.search(reference).ok()), ["Olivia Owner"]);
    // As the samples write it: nothing is typed in an inner node, and a leaf has one child that says nothing.
    let nothing = json!({ "operator": null, "attribute": null, "value": null });
    for child in [json!([nothing]), json!([null]), json!(null), nothing.clone()] {
        let leaf = json!({ "operator": "contains", "attribute": "displayName", "value": "olivia", "valueType": 0,
            "valueTypes": [0], "donotEscapeValue": true, "child": child });
        let inner = json!({ "operator": "and", "attribute": null, "value": null, "valueType": 0, "valueTypes": [],
            "child": [leaf] });
        for criteria in [leaf, inner] {
            assert_eq!(names(&server.search(json!({ "criteria": criteria })).ok()), ["Olivia Owner"], "{criteria}");
        }
    }
    // A condition with nothing but blank children is still needed by an inner node.
    let empty = json!({ "operator": "and", "child": [nothing] });
    assert!(server.search(json!({ "criteria": empty })).error(400).starts_with("criteria.child"));
}

/// Groups made for one test, found by their description.
fn made(server: &Server) {
    for (name, more) in [
        ("alpha", json!({ "info": "10" })),
        ("Älpha", json!({ "info": "9" })),
        ("beta", json!({ "info": "Straße", "XGroupExpirationPolicy": "30" })),
        ("Gamma", json!({ "XGroupExpirationDate": "2026 December 12 00:00:00" })),
        ("o'neill_%", json!({ "groupType": "2", "XGroupScope": "Global Group" })),
    ] {
        let mut more = more;
        more["description"] = json!("made here");
        create(server, &group_body(name, more));
    }
}

fn found(server: &Server, condition: Value) -> Vec<String> {
    let mine = json!({ "attribute": "description", "operator": "Is Exactly", "value": "MADE HERE" });
    names(&server.search(json!({ "criteria": { "operator": "AND", "child": [mine, condition] } })).ok())
}

#[test]
fn every_operator() {
    let server = Server::new();
    made(&server);
    let all = ["alpha", "Älpha", "beta", "Gamma", "o'neill_%"];
    let is = |attribute: &str, operator: &str, value: &str, expected: &[&str]| {
        let leaf = json!({ "attribute": attribute, "operator": operator, "value": value });
        assert_eq!(found(&server, leaf), expected, "{attribute} {operator} {value}");
        // Its negation is everything else, objects without the attribute included.
        let not =
            json!({ "operator": "Not", "child": [{ "attribute": attribute, "operator": operator, "value": value }] });
        let rest: Vec<_> = all.into_iter().filter(|name| !expected.contains(name)).collect();
        assert_eq!(found(&server, not), rest, "not {attribute} {operator} {value}");
    };
    is("name", "Contains", "LPHA", &["alpha", "Älpha"]);
    is("NAME", "contains", "äL", &["Älpha"]);
    is("name", "Contains", "'", &["o'neill_%"]);
    is("name", "Contains", "_%", &["o'neill_%"]);
    is("name", "Contains", "*", &[]);
    is("name", "Not Contain", "a", &["o'neill_%"]);
    is("info", "Doesn't Contain", "9", &["alpha", "beta", "Gamma", "o'neill_%"]);
    is("name", "Starts With", "a", &["alpha"]);
    is("name", "startswith", "B", &["beta"]);
    is("name", "Doesn't Start With", "a", &["Älpha", "beta", "Gamma", "o'neill_%"]);
    is("name", "Ends With", "A", &["alpha", "Älpha", "beta", "Gamma"]);
    is("name", "Ends With", "a very long ending that no name has at all", &[]);
    is("name", "Doesn’t End With", "a", &["o'neill_%"]);
    is("info", "IS  EXACTLY", "STRASSE", &[]);
    is("info", "Is Exactly", "STRAßE", &["beta"]);
    is("name", "Is Not", "beta", &["alpha", "Älpha", "Gamma", "o'neill_%"]);
    // Texts have an order by character, numbers by what they are.
    is("info", "Greater Or Equal", "10", &["alpha", "Älpha", "beta"]);
    is("info", "Less Or Equal", "9", &["alpha", "Älpha"]);
    is("XGroupExpirationPolicy", "Greater Or Equal", "9", &["beta"]);
    is("XGroupExpirationPolicy", "Less Or Equal", "9", &["alpha", "Älpha", "Gamma", "o'neill_%"]);
    is("XGroupExpirationPolicy", "Is Exactly", "030", &["beta"]);
    is("info", "Is Exactly", "  straße ", &["beta"]);
    is("XGroupExpirationDate", "Less or Equal", "2026-12-31", &["Gamma"]);
    is("XGroupExpirationDate", ">=", "9999-01-01", &["alpha", "Älpha", "beta", "o'neill_%"]);
    is("info", "Present", "", &["alpha", "Älpha", "beta"]);
    is("info", "Not Present", "", &["Gamma", "o'neill_%"]);
    is("groupType", "All Flags On", "2147483656", &["alpha", "Älpha", "beta", "Gamma"]);
    is("groupType", "All Flags Off", "-2147483640", &["o'neill_%"]);
    is("groupType", "Any Flag On", "10", &all);
    is("groupType", "Any Flag Off", "10", &all);
    is("groupType", "Any Flag Off", "2", &["alpha", "Älpha", "beta", "Gamma"]);
    is("managedBy", "Is Exactly", "cn=administrator,CN=Users, DC=demo,DC=local", &all);
    is("managedBy", "Is Exactly", "19a1822e-e7ef-4206-af75-1c2d8b1d15eb", &all);
    is("managedBy", "Is Exactly", "nobody at all", &[]);
    is("XAdditionalOwner", "Present", "", &[]);
    is("member", "Not Present", "", &all);
    let never = "0001-01-01T00:00:00";
    let joining = json!({ "IdentityStoreID": 2, "ReplicationRequired": true, "joiningUserIdentity": user(&server, "max.member").0,
        "joinType": { "MembershipType": 1, "StartDate": never, "EndDate": never } });
    let beta = "CN%3Dbeta,OU%3DGroups,DC%3Ddemo,DC%3Dlocal";
    assert_eq!(server.post(&format!("{STORE}/Groups/{beta}/JoinOnBehalf"), &joining).ok()["status"], 0);
    is("member", "Not Present", "", &["alpha", "Älpha", "Gamma", "o'neill_%"]);
    is("member", "Present", "", &["beta"]);
    is("groupType", "Is Exactly", "2147483656", &["alpha", "Älpha", "beta", "Gamma"]);
    is("XGroupExpirationDate", "Is Exactly", "20261212000000.0Z", &["Gamma"]);
    is("container", "Is Exactly", "OU=Groups, DC=demo,DC=local", &all);
    is("objectGUID", "Present", "", &all);
}

#[test]
fn trees() {
    let server = Server::new();
    made(&server);
    let leaf = |value: &str| json!({ "attribute": "name", "operator": "Is Exactly", "value": value });
    let node = |operator: &str, child: Vec<Value>| json!({ "operator": operator, "child": child });
    assert_eq!(found(&server, node("or", vec![leaf("alpha"), leaf("beta")])), ["alpha", "beta"]);
    assert_eq!(found(&server, node("And", vec![leaf("alpha"), leaf("beta")])), [""; 0]);
    assert_eq!(found(&server, node("NOT", vec![leaf("alpha"), leaf("beta")])), ["Älpha", "Gamma", "o'neill_%"]);
    let deep = node(
        "And",
        vec![node("Not", vec![node("Or", vec![leaf("alpha"), leaf("Älpha")])]), node("Not", vec![leaf("Gamma")])],
    );
    assert_eq!(found(&server, deep), ["beta", "o'neill_%"]);
}

/// What "Paste a list" and "many groups by id" ask: long lists of exact values, each entry an Or of its own.
#[test]
fn long_lists() {
    let server = Server::new();
    let (max, max_dn) = user(&server, "max.member");
    let (_, ann) = user(&server, "ann.lee");
    let is = |attribute: &str, value: &str| json!({ "attribute": attribute, "operator": "Is Exactly", "value": value });
    let entry = |value: &str| {
        let names = ["mail", "sAMAccountName", "userPrincipalName", "objectGUID", "distinguishedName", "displayName"];
        json!({ "operator": "Or", "child": names.iter().map(|name| is(name, value)).collect::<Vec<_>>() })
    };
    let search = |list: Vec<Value>| server.search(json!({ "criteria": { "operator": "Or", "child": list } }));
    let mut list: Vec<Value> = (0..600).map(|at| entry(&format!("nobody {at}"))).collect();
    list.push(entry(&max.to_uppercase()));
    list.push(entry(&max_dn));
    list.push(entry(&ann.replace("CN=", "cn = ")));
    list.push(entry("OLIVIA.OWNER@demo.local"));
    list.push(json!({ "attribute": "title", "operator": "Starts With", "value": "Chief" }));
    let found = names(&search(list.clone()).ok());
    assert_eq!(found.len(), 4, "{found:?}");
    // Long lists of other conditions, too.
    let not = |at: usize| json!({ "attribute": "name", "operator": "Is Not", "value": format!("nobody {at}") });
    let all =
        server.search(json!({ "criteria": { "operator": "And", "child": (0..1500).map(not).collect::<Vec<_>>() } }));
    assert_eq!(all.ok()["total"], server.search(json!({})).ok()["total"]);
    list.extend((0..800).map(|at| entry(&format!("somebody {at}"))));
    assert!(search(list).error(400).contains("more than"));
    let like = |at: usize| json!({ "attribute": "name", "operator": "Contains", "value": format!("nobody {at}") });
    for operator in ["And", "Or"] {
        let of = |count| {
            server.search(
                json!({ "criteria": { "operator": operator, "child": (0..count).map(like).collect::<Vec<_>>() } }),
            )
        };
        assert_eq!(of(850).ok()["total"], 0);
        assert!(of(950).error(400).contains("more than"));
    }
}

/// An incomplete criterion is refused with its place; it never makes a search wider.
#[test]
fn incomplete_criteria_are_refused() {
    let server = Server::new();
    let leaf = json!({ "attribute": "name", "operator": "Contains", "value": "a" });
    let refused = |criteria: Value, place: &str| {
        let message = server.search(json!({ "criteria": criteria })).error(400);
        assert!(message.starts_with(place), "{message}");
    };
    refused(json!({}), "criteria:");
    refused(json!({ "operator": "And", "child": [] }), "criteria.child:");
    refused(json!({ "operator": "Xor", "child": [leaf] }), "criteria:");
    refused(
        json!({ "operator": "And", "child": [leaf, { "attribute": "name", "operator": "Contains", "value": "" }] }),
        "criteria.child[1].value",
    );
    refused(
        json!({ "operator": "And", "child": [leaf, { "attribute": "shoe_size", "operator": "Present" }] }),
        "criteria.child[1].attribute",
    );
    refused(json!({ "attribute": "name", "operator": "Rhymes With", "value": "a" }), "criteria.operator");
    refused(json!({ "attribute": "groupType", "operator": "All Flags On", "value": "many" }), "criteria.value");
    refused(json!({ "attribute": "name", "operator": "Chain Match", "value": "a" }), "criteria.operator");
    // What a directory cannot compare it would answer with nobody, and under a negation with everybody.
    for (attribute, operator, part) in [
        ("groupType", "Contains", "operator"),
        ("managedBy", "Doesn't Start With", "operator"),
        ("distinguishedName", "Ends With", "operator"),
        ("member", "Greater Or Equal", "operator"),
        ("name", "All Flags On", "operator"),
        ("whenCreated", "Any Flag On", "operator"),
        ("groupType", "Is Not", "value"),
        ("XGroupExpirationPolicy", "Less Or Equal", "value"),
        ("XGroupExpirationDate", "Greater Or Equal", "value"),
        ("whenCreated", "Is Not", "value"),
    ] {
        let value = if operator.contains("Flag") { "2" } else { "many" };
        let not = json!({ "operator": "Not", "child": [leaf, { "attribute": attribute, "operator": operator, "value": value }] });
        refused(not, &format!("criteria.child[1].{part}"));
    }
    refused(json!({ "attribute": "name", "operator": "Contains", "value": "a", "child": [leaf] }), "criteria:");
    let place = |more: Value, place: &str| assert!(server.search(more).error(400).starts_with(place));
    place(json!({ "criteria": "name" }), "criteria");
    place(json!({ "criteria": { "operator": "And", "child": 5 } }), "criteria.child");
    place(json!({ "sortBy": "shoeSize" }), "sortBy");
    place(json!({ "pageNo": 0 }), "pageNo");
    place(json!({ "pageSize": 0 }), "pageSize");
    place(json!({ "pageSize": 10_001 }), "pageSize");
    place(json!({ "pageSize": "ten" }), "pageSize");
    place(json!({ "sortOrder": 3 }), "sortOrder");
    place(json!({ "startInContainerWithScopes": { "nowhere": "2" } }), "startInContainerWithScopes.nowhere");
    place(json!({ "startInContainerWithScopes": { "DC=demo,DC=local": "9" } }), "startInContainerWithScopes.DC=demo");
    place(json!({ "attributeScopeQuery": "member" }), "objectIdentity");
    place(json!({ "objectIdentity": "DemoGroup1", "attributeScopeQuery": "name" }), "attributeScopeQuery");
    server.search(json!({ "objectIdentity": "nobody", "attributeScopeQuery": "member" })).error(404);
}

#[test]
fn paging_and_sorting() {
    let server = Server::new();
    made(&server);
    let criteria = json!({ "attribute": "description", "operator": "Is Exactly", "value": "made here" });
    let page = |more: Value| {
        let mut body = json!({ "criteria": criteria });
        body.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
        server.search(body).ok()
    };
    assert_eq!(names(&page(json!({ "pageSize": 2, "pageNo": 2 }))), ["beta", "Gamma"]);
    assert_eq!(names(&page(json!({ "pageSize": 2, "pageNo": 4 }))), [""; 0]);
    assert_eq!(page(json!({ "pageSize": 2, "pageNo": 4 }))["total"], 5);
    assert_eq!(page(json!({ "calculateTotal": false }))["total"], 0);
    assert_eq!(names(&page(json!({ "sortOrder": 2 }))), ["o'neill_%", "Gamma", "beta", "Älpha", "alpha"]);
    // Those without the attribute come last, up or down; a group without a display name is sorted by its name.
    assert_eq!(names(&page(json!({ "sortBy": "info" })))[3..], ["Gamma", "o'neill_%"]);
    assert_eq!(names(&page(json!({ "sortBy": "info", "sortOrder": 2 })))[3..], ["o'neill_%", "Gamma"]);
    assert_eq!(names(&page(json!({ "sortBy": "displayName" }))), ["alpha", "Älpha", "beta", "Gamma", "o'neill_%"]);
    assert_eq!(names(&page(json!({ "sortBy": "XGroupExpirationDate" })))[0], "Gamma");
    assert_eq!(names(&page(json!({ "sortBy": "groupType" })))[4], "o'neill_%");
    for sort in ["managedBy", "distinguishedName", "objectGUID", "container", "memberOf", "whenCreated", "XEndingDate"]
    {
        assert_eq!(page(json!({ "sortBy": sort }))["total"], 5, "{sort}");
    }
    // Every object is on one page, and on one only.
    let mut seen: Vec<String> = Vec::new();
    let total = server.search(json!({})).ok()["total"].as_i64().unwrap();
    for number in 1..=(total / 37 + 1) {
        let page = server.search(json!({ "pageNo": number, "pageSize": 37, "sortBy": "department" })).ok();
        seen.extend(page["data"].as_array().unwrap().iter().map(|o| o["objectIdFromIdentityStore"].to_string()));
    }
    let count = seen.len();
    seen.sort();
    seen.dedup();
    assert_eq!((seen.len(), count as i64), (count, total));
}

#[test]
fn containers_and_attributes() {
    let server = Server::new();
    let count =
        |more: Value| server.search(json!({ "startInContainerWithScopes": more })).ok()["total"].as_i64().unwrap();
    assert_eq!(count(json!({ "DC=demo,DC=local": "2" })), count(json!({})));
    assert_eq!(count(json!({ "DC=demo,DC=local": "1" })), 0);
    let (top, below) =
        (count(json!({ "OU=Groups,DC=demo,DC=local": 1 })), count(json!({ "ou=groups, DC=demo,DC=local": 2 })));
    assert!(0 < top && top < below);
    assert_eq!(
        count(json!({ "OU=Groups,DC=demo,DC=local": "2", "OU=Contacts,DC=demo,DC=local": "2" })),
        below + count(json!({ "OU=Contacts,DC=demo,DC=local": "1" }))
    );
    assert_eq!(count(json!({ "OU=oups,DC=demo,DC=local": "2" })), 0);
    let one = server.search(json!({ "pageSize": 1, "attributesToLoad": ["displayname", "ObjectGuid", "pager"] })).ok();
    let one = &one["data"][0];
    assert_eq!(values(one, "ObjectGuid"), [one["objectIdFromIdentityStore"].as_str().unwrap()]);
    assert_eq!(values(one, "displayname").len(), 1);
    assert!(values(one, "pager").is_empty());
    // Nothing in particular: everything but the long lists.
    let brief = server.search(json!({ "attributesToLoad": null, "criteria": { "attribute": "name", "operator": "is", "value": "DL-Everyone" } })).ok();
    assert!(brief["data"][0]["attributesBusinessObject"]["attributesCollection"].get("member").is_none());
    assert_eq!(values(&brief["data"][0], "sAMAccountName"), ["DL-Everyone"]);
}

#[test]
fn members_and_chains() {
    let server = Server::new();
    let (max_id, max) = user(&server, "max.member");
    let inner = create(&server, &group_body("inner", json!({ "member": max })));
    let middle = create(&server, &group_body("middle", json!({ "member": inner })));
    create(&server, &group_body("outer", json!({ "member": middle })));
    let within = |group: &str, attribute: &str, more: Value| {
        let mut body = json!({ "objectIdentity": group, "attributeScopeQuery": attribute });
        body.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
        names(&server.search(body).ok())
    };
    assert_eq!(within(&middle, "member", json!({})), ["inner"]);
    assert_eq!(within("CN=inner,OU=Groups,DC=demo,DC=local", "Member", json!({})), ["Max Member"]);
    assert_eq!(within(&inner, "memberOf", json!({})), ["middle"]);
    assert_eq!(within(&inner, "managedBy", json!({})), ["Administrator"]);
    let other = json!({ "criteria": { "attribute": "name", "operator": "Is Not", "value": "Max Member" } });
    assert_eq!(within(&inner, "member", other), [""; 0]);
    let of = |attribute: &str, operator: &str, value: &str| found_plain(&server, attribute, operator, value);
    assert!(!of("member", "Is Exactly", &max).contains(&"outer".to_owned()));
    for value in [&max, &max_id] {
        let all = of("member", "Chain Match", value);
        assert!(["inner", "middle", "outer"].iter().all(|name| all.contains(&(*name).to_owned())), "{all:?}");
    }
    assert_eq!(of("memberOf", "Chain Match", "CN=outer,OU=Groups,DC=demo,DC=local"), ["inner", "Max Member", "middle"]);
    // The managers' tree, down from the chief: everybody but the administrator.
    let chief = server.search(json!({ "attributesToLoad": ["distinguishedName"], "criteria": { "attribute": "title", "operator": "Starts With", "value": "Chief" } })).ok();
    let below = of("manager", "Chain Match", &values(&chief["data"][0], "distinguishedName")[0]);
    let people = of("objectClass", "Is Exactly", "user");
    assert_eq!(below.len(), people.len() - 2);
    assert!(
        server.get(&format!("{STORE}/Users/olivia.owner")).ok()["attributesBusinessObject"]["attributesCollection"]
            .get("manager")
            .is_some()
    );
}

fn found_plain(server: &Server, attribute: &str, operator: &str, value: &str) -> Vec<String> {
    names(&server.search(json!({ "criteria": { "attribute": attribute, "operator": operator, "value": value } })).ok())
}
