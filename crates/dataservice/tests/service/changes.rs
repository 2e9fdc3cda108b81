//! Changing a group (operation 7): the sample, the rule of a smart group, and what is refused.

use super::cases::{self, Case};
use super::support::{STORE, Server, create, create_smart, group_body, members, seed, smart_body, start, user, values};
use crate::in_store;
use serde_json::{Value, json};

pub const CASES: &[Case] = &[Case { method: "PATCH", template: in_store!("Groups/{group}"), run: change }];

#[test]
fn routes() {
    cases::run(CASES);
}

fn send(server: &Server, id: &str, attributes: Value) -> Value {
    let body = json!({ "AttributesCollection": { "AttributesCollection": attributes } });
    server.send("PATCH", &format!("{STORE}/Groups/{id}"), Some(&body)).ok()
}

fn changed(server: &Server, id: &str, attributes: Value) {
    let answer = send(server, id, attributes);
    assert_eq!(answer["status"], 0, "{answer}");
}

/// Refused for that attribute and for no other.
fn only(server: &Server, id: &str, attribute: &str, attributes: Value) {
    let before = server.get(&format!("{STORE}/Groups/{id}")).ok();
    let answer = send(server, id, attributes);
    assert_ne!(answer["status"], 0, "{answer}");
    let reasons = answer["exceptionMessagesAttributeWise"].as_object().unwrap();
    assert_eq!(reasons.keys().collect::<Vec<_>>(), [attribute], "{answer}");
    assert_eq!(server.get(&format!("{STORE}/Groups/{id}")).ok(), before, "nothing was changed");
}

fn in_order(mut answer: Value) -> Value {
    answer["details"].as_array_mut().unwrap().sort_by_key(|detail| detail["name"].to_string());
    answer
}

fn change(server: &Server) {
    let id = create(server, &seed("create-static-group.request"));
    let mut expected = seed("update-group.response");
    expected["name"] = json!(id);
    let answer = server.send("PATCH", &format!("{STORE}/Groups/{id}"), Some(&seed("update-group.request"))).ok();
    // The attributes of a JSON object have no order, so their details have none.
    assert_eq!(in_order(answer), in_order(expected));
    let group = server.get(&format!("{STORE}/Groups/{id}")).ok();
    assert_eq!(values(&group, "description"), ["Its a demo group!"]);
    assert_eq!(values(&group, "company"), ["Imanami - Now part of Netwrix"]);
    assert_eq!(values(&group, "sAMAccountName"), ["DemoGroup"]);
    server.send("PATCH", &format!("{STORE}/Groups/nobody"), Some(&seed("update-group.request"))).error(404);
    server.send("PATCH", &format!("{STORE}/Groups/olivia.owner"), Some(&seed("update-group.request"))).error(404);
    server.send("PATCH", &format!("{STORE}/Groups/{id}"), Some(&json!({}))).error(400);
    server.send("PATCH", &format!("{STORE}/Groups/{id}"), None).error(400);
}

#[test]
fn plain_attributes() {
    let server = Server::new();
    let id = create(&server, &group_body("plain", json!({ "description": "before" })));
    let get = |name: &str| values(&server.get(&format!("{STORE}/Groups/{id}")).ok(), name);
    changed(&server, &id, json!({ "DISPLAYNAME": [{ "value": "Änne’s", "action": 0 }], "info": "  a note" }));
    assert_eq!((get("displayName"), get("info")), (vec!["Änne’s".to_owned()], vec!["  a note".to_owned()]));
    assert_eq!(get("description"), ["before"]);
    let sorted = server.search(
        json!({ "sortBy": "displayName", "criteria": { "attribute": "name", "operator": "is", "value": "plain" } }),
    );
    assert_eq!(sorted.ok()["data"][0]["objectDisplayName"], "Änne’s");
    // No value, an empty one and null take it away.
    for nothing in [json!([]), json!([{ "Value": "" }]), json!(null)] {
        changed(&server, &id, json!({ "description": [{ "Value": "there" }] }));
        changed(&server, &id, json!({ "description": nothing }));
        let group = server.get(&format!("{STORE}/Groups/{id}")).ok();
        assert!(group["attributesBusinessObject"]["attributesCollection"].get("description").is_none());
    }
    changed(
        &server,
        &id,
        json!({ "XGroupSecurity": [{ "Value": "semi-private" }], "XGroupExpirationPolicy": [{ "Value": 30 }] }),
    );
    assert_eq!(
        (get("XGroupSecurity"), get("XGroupExpirationPolicy")),
        (vec!["Semi_Private".to_owned()], vec!["30".to_owned()])
    );
    only(&server, &id, "XGroupSecurity", json!({ "XGroupSecurity": [{ "Value": "Secret" }], "description": "x" }));
    only(&server, &id, "XGroupSecurity", json!({ "XGroupSecurity": [] }));
    only(&server, &id, "XGroupExpirationPolicy", json!({ "XGroupExpirationPolicy": "-1" }));
    only(&server, &id, "XGroupExpirationDate", json!({ "XGroupExpirationDate": "soon" }));
    only(&server, &id, "description", json!({ "description": [{ "Value": "a" }, { "Value": "b" }] }));
    only(&server, &id, "shoeSize", json!({ "shoeSize": "44" }));
    for fixed in ["objectGUID", "distinguishedName", "name", "groupType", "whenCreated", "memberOf"] {
        only(&server, &id, fixed, json!({ fixed: "x" }));
    }
    // What kind of group it is may be said again, and not otherwise.
    changed(&server, &id, json!({ "IMSGManagedGroupType": "1" }));
    only(&server, &id, "IMSGManagedGroupType", json!({ "IMSGManagedGroupType": "2" }));
    only(&server, &id, "IMSGCriteria", json!({ "IMSGCriteria": "(department Present)" }));
}

/// The rule is changed by itself; the members follow at the next update.
#[test]
fn the_rule_of_a_smart_group() {
    let server = Server::new();
    let (olivia, olivia_dn) = user(&server, "olivia.owner");
    let (_, max) = user(&server, "max.member");
    let id = create_smart(&server, &smart_body("changing", "(department Contains \"engineering\")", json!({})));
    let before = members(&server, &id);
    let get = |name: &str| values(&server.get(&format!("{STORE}/Groups/{id}")).ok(), name);
    let update = || server.send("POST", &format!("{STORE}/Groups/SmartGroups/{id}/Update"), None).ok()["data"].clone();
    changed(&server, &id, json!({ "IMSGCriteria": "(sAMAccountName Is Exactly \"ada.lovelace\")" }));
    assert_eq!(members(&server, &id), before);
    assert_eq!(update(), 1);
    changed(
        &server,
        &id,
        json!({ "IMSGIncludes": [{ "Value": olivia }, { "Value": max }], "IMSGExcludes": [{ "Value": olivia_dn }] }),
    );
    assert_eq!((get("IMSGIncludes"), get("IMSGExcludes")), (vec![olivia_dn.clone(), max], vec![olivia_dn.clone()]));
    assert_eq!(update(), 2);
    changed(&server, &id, json!({ "IMSGExcludes": [] }));
    assert_eq!((update(), get("IMSGIncludes").len(), members(&server, &id).len()), (json!(3), 2, 3));
    changed(
        &server,
        &id,
        json!({ "IMSGIncludes": [], "IMSGObjectTypes": "8", "IMSGStartPath": [start("OU=Groups,DC=demo,DC=local", "1")] }),
    );
    assert_eq!(update(), 0);
    let group = server.get(&format!("{STORE}/Groups/{id}")).ok();
    assert_eq!(values(&group, "IMSGStartPath"), ["OU=Groups,DC=demo,DC=local"]);
    let bag = &group["attributesBusinessObject"]["attributesCollection"];
    assert_eq!(bag["IMSGStartPath"][0]["attributeCollection"], json!({ "Scope": "1" }));
    assert_eq!(bag["IMSGObjectTypes"][0]["value"], "8");
    let is =
        |attribute: &str, value: Value| only(&server, &id, attribute, json!({ attribute: value, "description": "x" }));
    for nothing in [json!([]), json!(""), json!(null)] {
        is("IMSGCriteria", nothing.clone());
        is("IMSGObjectTypes", nothing.clone());
        is("IMSGStartPath", nothing);
    }
    is("IMSGCriteria", json!("(department Contains \"\")"));
    is("IMSGCriteria", json!("(shoe_size Present)"));
    is("IMSGObjectTypes", json!("0"));
    is("IMSGStartPath", json!([start("OU=Nowhere,DC=demo,DC=local", "2")]));
    is("IMSGIncludes", json!("CN=Nobody,DC=demo,DC=local"));
    is("IMSGIncludes", json!(id));
    is("member", json!(olivia_dn));
    // What was not named stays.
    changed(&server, &id, json!({ "IMSGObjectTypes": "6" }));
    assert_eq!(get("IMSGCriteria"), ["(sAMAccountName Is Exactly \"ada.lovelace\")"]);
    assert_eq!(get("whenChanged").len(), 1);
}
