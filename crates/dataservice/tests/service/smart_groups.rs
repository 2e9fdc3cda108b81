//! Smart groups: created, previewed and updated as the seeds have it, with members that the rule means.

use super::cases::{self, Case};
use super::support::{
    STORE, Server, create, create_smart, group_body, members, names, seed, smart_body, start, user, values,
};
use crate::in_store;
use serde_json::{Value, json};

pub const CASES: &[Case] = &[
    Case { method: "POST", template: in_store!("Groups/DynamicGroup"), run: create_it },
    Case { method: "POST", template: in_store!("Groups/SmartGroups/{group}/Update"), run: update },
    Case { method: "POST", template: in_store!("Groups/SmartGroups/Update"), run: update_many },
    Case { method: "GET", template: in_store!("Groups/SmartGroups/Members"), run: preview },
];

#[test]
fn routes() {
    cases::run(CASES);
}

/// The members that a search finds for the sample's rule.
fn engineers(server: &Server) -> Vec<String> {
    let department = json!({ "attribute": "department", "operator": "Contains", "value": "engineering" });
    names(&server.search(json!({ "criteria": department, "pageSize": 10_000 })).ok())
}

fn create_it(server: &Server) {
    let mut expected = seed("create-smart-group.response");
    let answer = server.post(&format!("{STORE}/Groups/DynamicGroup"), &seed("create-smart-group.request")).ok();
    let id = answer["data"].as_str().unwrap();
    expected["data"] = json!(id);
    assert_eq!(answer, expected);
    let group = server.get(&format!("{STORE}/Groups/{id}")).ok();
    let has = |name: &str, value: &str| assert_eq!(values(&group, name), [value], "{name}");
    has("distinguishedName", "CN=DemoSmartGroup1,OU=Groups,DC=demo,DC=local");
    has("managedBy", "CN=Administrator,CN=Users,DC=demo,DC=local");
    has("groupType", "8");
    has("XGroupScope", "Universal Group");
    has("IMSGManagedGroupType", "2");
    has("IMSGObjectTypes", "6");
    has("IMSGCriteria", "(department Contains \"engineering\")");
    has("IMSGStartPath", "DC=demo,DC=local");
    has("SmartGroupMainType", "X.SmartGroup");
    has("UpdateOptions", "false");
    has("mail", "DemoSmartGroup1@demo.local");
    has("description", "Its the description!");
    assert!(values(&group, "info")[0].starts_with("This is an automated group"));
    let bag = &group["attributesBusinessObject"]["attributesCollection"];
    assert_eq!(bag["IMSGStartPath"][0]["attributeCollection"], json!({ "Scope": "2" }));
    // Its members were computed with it.
    let expected = engineers(server);
    assert!(expected.len() > 3);
    assert_eq!(members(server, id), expected);
    assert_eq!(values(&group, "member").len(), expected.len());
}

fn update(server: &Server) {
    let mut later = smart_body("later", "(department Contains \"engineering\")", json!({}));
    later["UpdateOption"] = json!(1);
    let id = create_smart(server, &later);
    assert_eq!(members(server, &id), [""; 0], "another option leaves it to the first update");
    let mut expected = seed("update-smart-group.response");
    expected["name"] = json!(id);
    expected["data"] = json!(engineers(server).len());
    let path = |id: &str| format!("{STORE}/Groups/SmartGroups/{id}/Update");
    assert_eq!(server.send("POST", &path(&id), None).ok(), expected);
    assert_eq!(members(server, &id), engineers(server));
    assert_eq!(server.send("POST", &path("later"), None).ok(), expected, "by name, and once more");
    server.send("POST", &path("nobody"), None).error(404);
    server.send("POST", &path("olivia.owner"), None).error(404);
    let refused = server.send("POST", &path("DemoGroup1"), None).ok();
    assert_eq!((&refused["status"], &refused["data"]), (&json!(1), &Value::Null));
    assert!(refused["message"].as_str().unwrap().contains("no smart group"), "{refused}");
}

fn update_many(server: &Server) {
    let mut body = smart_body("first", "(department Contains \"engineering\")", json!({}));
    body["UpdateOption"] = json!(1);
    let first = create_smart(server, &body);
    let body = smart_body("second", "(department Contains \"sales\")", json!({ "mailNickname": "second" }));
    let second = create_smart(server, &body);
    let path = format!("{STORE}/Groups/SmartGroups/Update");
    let answer = server.post(&path, &json!([first, second])).ok();
    let mut expected = seed("update-smart-groups.response");
    expected["clientID"] = json!(user(server, "Administrator").0);
    for (at, id) in [&first, &second].into_iter().enumerate() {
        expected["details"][at]["groupID"] = json!(id);
        expected["details"][at]["taskID"] = answer["details"][at]["taskID"].clone();
        assert!(answer["details"][at]["taskID"].as_i64().unwrap() > 0);
    }
    assert_ne!(answer["details"][0]["taskID"], answer["details"][1]["taskID"]);
    assert_eq!(answer, expected);
    super::tasks::ended(server, answer["details"][0]["taskID"].as_i64().unwrap());
    assert_eq!(members(server, &first), engineers(server));
    // What cannot be updated says so, beside what can.
    let mixed = server.post(&path, &json!(["nobody", "DemoGroup1", second])).ok();
    let details = mixed["details"].as_array().unwrap();
    assert_eq!(mixed["status"], 0);
    assert_eq!(details.iter().map(|one| one["status"].as_i64().unwrap()).collect::<Vec<_>>(), [1, 1, 0]);
    assert_eq!(details[0]["groupID"], "nobody");
    assert!(details[0]["message"].as_str().unwrap().contains("no such group"), "{mixed}");
    assert!(details[1]["message"].as_str().unwrap().contains("no smart group"), "{mixed}");
    for wrong in [json!([]), json!([{}]), json!({ "a": 1 }), json!(vec!["x"; 1001])] {
        server.post(&path, &wrong).error(400);
    }
    server.send("POST", &path, None).error(400);
}

/// Asks for the preview of a rule.
fn ask(server: &Server, query: &str, attributes: Value) -> super::support::Reply {
    let body = json!({ "ExtensionDataAttributes": { "AttributesCollection": attributes }, "AttributesToLoad": ["name", "department"] });
    server.send("GET", &format!("{STORE}/Groups/SmartGroups/Members?{query}"), Some(&body))
}

fn rule(text: &str) -> Value {
    json!({ "IMSGObjectTypes": [{ "Value": "6", "Action": 1 }, { "Value": "8", "Action": 1 }], "IMSGCriteria": [{ "Value": text, "Action": 1 }],
        "IMSGStartPath": [start("DC=demo,DC=local", "2")] })
}

fn preview(server: &Server) {
    let engineers = engineers(server);
    let wanted = rule("(department Contains \"engineering\")");
    let page = ask(server, "sortOrder=1&pageNo=1&pageSize=3&sortBy=name", wanted.clone()).ok();
    assert_eq!(page["total"], engineers.len());
    assert_eq!(names(&page), engineers[..3]);
    assert!(values(&page["data"][0], "department")[0].contains("ngineering"));
    // Page by page, nobody twice and nobody left out.
    let mut all = Vec::new();
    for number in 1..=engineers.len().div_ceil(3) + 1 {
        all.extend(names(
            &ask(server, &format!("sortOrder=1&pageNo={number}&pageSize=3&sortBy=name"), wanted.clone()).ok(),
        ));
    }
    assert_eq!(all, engineers);
    let down = names(&ask(server, "sortOrder=2&pageNo=1&pageSize=100&sortBy=name", wanted.clone()).ok());
    assert_eq!(down.into_iter().rev().collect::<Vec<_>>(), engineers);
    assert_eq!(ask(server, "", wanted).ok()["total"], engineers.len(), "as many as a page usually has");
    // The same tree as a search.
    let criteria = model::criteria::groupid::parse(
        "((department Contains \"engineering\") And Not (title Starts With \"Intern\"))",
    )
    .unwrap();
    let criterion = model::criteria::search::to_criterion(&criteria).unwrap().to_json();
    let search =
        server.search(json!({ "criteria": criterion, "startInContainerWithScopes": { "DC=demo,DC=local": "2" } })).ok();
    let page =
        ask(server, "pageSize=1000&sortBy=name", rule(&model::criteria::groupid::print(&criteria).unwrap())).ok();
    assert_eq!((names(&page), &page["total"]), (names(&search), &search["total"]));
    // A rule that says nothing is no rule for everybody.
    let refused = |attributes: Value, name: &str| {
        let message = ask(server, "", attributes).error(400);
        assert!(message.starts_with(&format!("{name}: ")), "{message}");
    };
    refused(rule(""), "IMSGCriteria");
    refused(rule("(department Contains \"\")"), "IMSGCriteria");
    refused(rule("(shoe_size Present)"), "IMSGCriteria");
    let without = |name: &str| {
        let mut rule = rule("(department Present)");
        rule.as_object_mut().unwrap().remove(name);
        rule
    };
    for name in ["IMSGCriteria", "IMSGObjectTypes", "IMSGStartPath"] {
        refused(without(name), name);
    }
    ask(server, "pageNo=0", rule("(department Present)")).error(400);
    server.get(&format!("{STORE}/Groups/SmartGroups/Members")).error(400);
}

/// Kinds, places and lists: whoever is excluded is none, whatever else is said.
#[test]
fn whom_a_rule_means() {
    let server = Server::new();
    let (olivia, olivia_dn) = user(&server, "olivia.owner");
    let (_, max) = user(&server, "max.member");
    let inner = create(&server, &group_body("of engineers", json!({ "description": "engineering" })));
    let of = |text: &str, more: Value| {
        let mut wanted = rule(text);
        wanted.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
        names(&ask(&server, "pageSize=1000&sortBy=name", wanted).ok())
    };
    let types = |types: &[u8]| {
        let entries: Vec<_> = types.iter().map(|code| json!({ "Value": code.to_string() })).collect();
        json!({ "IMSGObjectTypes": entries })
    };
    let named = "((name Starts With \"of eng\") Or (name Is Exactly \"Olivia Owner\") Or (name Starts With \"WS-00001\") Or (name Ends With \"(extern)\"))";
    assert_eq!(of(named, types(&[6])), ["Olivia Owner"]);
    assert_eq!(of(named, types(&[8])), ["of engineers"]);
    assert_eq!(of(named, types(&[6, 8])), ["of engineers", "Olivia Owner"]);
    assert_eq!(of(named, types(&[9])), ["WS-00001"]);
    assert!(of(named, types(&[7])).len() >= 10 && of(named, types(&[6, 7, 8, 9, 10, 11])).len() >= 13);
    // The narrower types: Olivia has a mailbox, contacts have external addresses, and the group has no alias.
    assert_eq!(of(named, types(&[1])), ["Olivia Owner"]);
    assert_eq!(of(named, types(&[3])), of(named, types(&[7])));
    assert_eq!(of(named, types(&[2, 4, 5, 10, 11])), [""; 0]);
    let places = |places: Value| json!({ "IMSGStartPath": places });
    assert_eq!(of(named, places(json!([start("OU=Groups, DC=demo,dc=LOCAL", "1")]))), ["of engineers"]);
    assert_eq!(of(named, places(json!([start("DC=demo,DC=local", "1")]))), [""; 0]);
    let both = json!([start("OU=Groups,DC=demo,DC=local", "1"), start("OU=People,DC=demo,DC=local", "2")]);
    assert_eq!(of(named, places(both)), ["of engineers", "Olivia Owner"]);
    let nobody = "(name Is Exactly \"nobody at all\")";
    let lists = |include: Value, exclude: Value| json!({ "IMSGIncludes": include, "IMSGExcludes": exclude });
    let entry = |who: &str| json!([{ "Value": who, "Action": 0 }]);
    assert_eq!(of(nobody, lists(entry(&olivia), json!([]))), ["Olivia Owner"]);
    assert_eq!(of(named, lists(json!([]), entry(&olivia_dn))), ["of engineers"]);
    assert_eq!(of(nobody, lists(json!([{ "Value": olivia }, { "Value": max }]), entry(&olivia_dn))), ["Max Member"]);
    // An included computer is a member of a group of users.
    assert_eq!(of(nobody, lists(entry("CN=WS-00001,OU=Computers,DC=demo,DC=local"), json!([]))), ["WS-00001"]);
    // Never itself, and of groups only those that it can hold.
    let local = json!({ "groupType": "-2147483644", "XGroupScope": "Domain Local" });
    create(&server, &group_body("of locals", local));
    let own = create_smart(
        &server,
        &smart_body("of itself", "(name Starts With \"of \")", json!({ "IMSGObjectTypes": "8" })),
    );
    assert_eq!(members(&server, &own), ["of engineers"]);
    let answer = server.send("POST", &format!("{STORE}/Groups/SmartGroups/{own}/Update"), None).ok();
    assert_eq!((&answer["status"], &answer["data"]), (&json!(0), &json!(1)));
    assert!(answer["message"].as_str().unwrap().starts_with("1 groups that the rule means were left out"), "{answer}");
    assert_eq!(values(&server.get(&format!("{STORE}/Groups/{inner}")).ok(), "memberOf").len(), 1);
}

/// Whoever comes to meet the rule joins at the next update, whoever does not leaves; whoever stays is not touched.
#[test]
fn members_follow_the_directory() {
    let server = Server::new();
    let body = |name: &str, about: &str| group_body(name, json!({ "description": about }));
    let ids = ["one", "two"].map(|name| create(&server, &body(name, "wanted")));
    let id = create_smart(
        &server,
        &smart_body("wanted", "(description Is Exactly \"WANTED\")", json!({ "IMSGObjectTypes": "8" })),
    );
    assert_eq!(members(&server, &id), ["one", "two"]);
    create(&server, &body("three", "wanted"));
    server.send("DELETE", &format!("{STORE}/Groups/{}", ids[0]), None).ok();
    assert_eq!(members(&server, &id), ["two"]);
    let change =
        json!({ "AttributesCollection": { "AttributesCollection": { "description": [{ "Value": "other" }] } } });
    server.send("PATCH", &format!("{STORE}/Groups/{}", ids[1]), Some(&change)).ok();
    let update = || server.send("POST", &format!("{STORE}/Groups/SmartGroups/{id}/Update"), None).ok()["data"].clone();
    assert_eq!(update(), 1);
    assert_eq!(members(&server, &id), ["three"]);
    assert_eq!(update(), 1);
}
