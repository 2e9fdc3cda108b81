//! Who may change a group: its owners, whoever is in a group that owns it, and administrators. Everybody else is refused,
//! by each service in its own way, and nothing is changed.

use super::graph_support::{Graph, OLIVIA};
use super::support::{STORE, Server, create, create_smart, group_body, smart_body, values};
use serde_json::{Value, json};

const ADMINISTRATOR: (&str, &str) = ("Administrator", "Demo-Admin-1");
const OWNER: (&str, &str) = ("olivia.owner", "Demo-Pass-1");
const MEMBER: (&str, &str) = ("max.member", "Demo-Pass-2");

/// The distinguished name of somebody of the demo.
fn dn(server: &Server, logon: &str) -> String {
    let found = server.search(json!({
        "criteria": { "attribute": "sAMAccountName", "operator": "Is Exactly", "value": logon },
        "attributesToLoad": ["distinguishedName"],
    }));
    values(&found.ok()["data"][0], "distinguishedName")[0].clone()
}

fn rename(server: &Server, id: &str) -> u16 {
    let body = json!({ "AttributesCollection": { "AttributesCollection": { "description": [{ "Value": "Mine" }] } } });
    let answer = server.send("PATCH", &format!("{STORE}/Groups/{id}"), Some(&body));
    if answer.status == 403 {
        let said = answer.json();
        assert_eq!((said["status"].as_i64(), said["errorCode"].as_str()), (Some(1), Some("AccessDenied")), "{said}");
        assert!(said["message"].as_str().unwrap().starts_with("Access denied."), "{said}");
    }
    answer.status
}

fn as_user(server: &mut Server, (user, password): (&str, &str)) {
    server.client.sign_in(user, password);
}

#[test]
fn owners_and_administrators_change_a_group_and_nobody_else_does() {
    let mut server = Server::new();
    as_user(&mut server, ADMINISTRATOR);
    let olivia = json!([{ "Value": dn(&server, "olivia.owner") }]);
    let primary = create(&server, &group_body("primary", json!({ "managedBy": olivia })));
    let additional = create(&server, &group_body("additional", json!({ "XAdditionalOwner": olivia })));
    let foreign = create(&server, &group_body("foreign", json!({})));
    for (who, may) in [(ADMINISTRATOR, [true; 3]), (OWNER, [true, true, false]), (MEMBER, [false; 3])] {
        as_user(&mut server, who);
        for (id, may) in [&primary, &additional, &foreign].into_iter().zip(may) {
            assert_eq!(rename(&server, id), if may { 200 } else { 403 }, "{who:?} {id}");
        }
    }
    for id in [&primary, &foreign] {
        let before = server.get(&format!("{STORE}/Groups/{id}")).ok();
        assert_eq!(server.send("DELETE", &format!("{STORE}/Groups/{id}"), None).status, 403);
        assert_eq!(server.get(&format!("{STORE}/Groups/{id}")).ok(), before);
    }
    as_user(&mut server, OWNER);
    assert_eq!(server.send("DELETE", &format!("{STORE}/Groups/{primary}"), None).ok()["status"], 0);
    // A group that is not there is missing for everybody.
    server.send("DELETE", &format!("{STORE}/Groups/{primary}"), None).error(404);
}

#[test]
fn whoever_is_in_a_group_that_owns_it_owns_it() {
    let mut server = Server::new();
    as_user(&mut server, ADMINISTRATOR);
    let max = json!([{ "Value": dn(&server, "max.member") }]);
    let dn_of = |name: &str| json!([{ "Value": format!("CN={name},OU=Groups,DC=demo,DC=local") }]);
    create(&server, &group_body("inner", json!({ "member": max })));
    create(&server, &group_body("outer", json!({ "member": dn_of("inner") })));
    let owned = create(&server, &group_body("owned", json!({ "managedBy": dn_of("outer") })));
    as_user(&mut server, MEMBER);
    assert_eq!(rename(&server, &owned), 200);
    as_user(&mut server, OWNER);
    assert_eq!(rename(&server, &owned), 403);
}

#[test]
fn only_owners_have_members_computed() {
    let mut server = Server::new();
    as_user(&mut server, ADMINISTRATOR);
    let olivia = json!([{ "Value": dn(&server, "olivia.owner") }]);
    let own = create_smart(&server, &smart_body("own", "(l Is Exactly \"Berlin\")", json!({ "managedBy": olivia })));
    let foreign = create_smart(&server, &smart_body("foreign", "(l Is Exactly \"Berlin\")", json!({})));
    as_user(&mut server, OWNER);
    let update = |id: &str| server.post(&format!("{STORE}/Groups/SmartGroups/{id}/Update"), &Value::Null).status;
    assert_eq!((update(&own), update(&foreign)), (200, 403));
    let many = server.post(&format!("{STORE}/Groups/SmartGroups/Update"), &json!([own, foreign])).ok();
    let details = many["details"].as_array().unwrap();
    assert_eq!((&details[0]["status"], &details[1]["status"]), (&json!(0), &json!(1)), "{many}");
    assert!(details[1]["message"].as_str().unwrap().starts_with("Access denied."), "{many}");
}

#[test]
fn graph_refuses_whoever_does_not_own_the_group() {
    let server = Server::new();
    let sign_in = |who: (&str, &str)| Graph::signed_in(&server, who);
    let (admin, max) = (sign_in(ADMINISTRATOR), sign_in(MEMBER));
    let id = admin.make(&json!({
        "displayName": "Rights", "mailEnabled": false, "mailNickname": "rights", "securityEnabled": true,
    }));
    let path = format!("/groups/{id}");
    let reference = json!({ "@odata.id": format!("https://graph.microsoft.com/v1.0/directoryObjects/{OLIVIA}") });
    let refused = [
        max.patch(&path, &json!({ "description": "Mine" })),
        max.delete(&path),
        max.post(&format!("{path}/owners/$ref"), &reference),
        max.post(&format!("{path}/members/$ref"), &reference),
    ];
    for answer in refused {
        assert_eq!(answer.status, 403, "{answer:?}");
        assert_eq!(answer.json()["error"]["code"], "Authorization_RequestDenied");
    }
    let olivia = sign_in(OWNER);
    assert_eq!(olivia.patch(&path, &json!({ "description": "Mine" })).status, 403);
    assert_eq!(admin.post(&format!("{path}/owners/$ref"), &reference).status, 204);
    assert_eq!(olivia.patch(&path, &json!({ "description": "Mine" })).status, 204);
    assert_eq!(olivia.delete(&path).status, 204);
}
