//! A changed group: what may change, what may not, and that all of it happens or none.

use super::cases::{self, Case};
use super::graph_support::{FIONA, Graph, NADIA, OMAR, body, graph_error, reference, target, unified};
use super::support::Server;
use serde_json::{Value, json};

pub const CASES: &[Case] = &[Case { method: "PATCH", template: "/v1.0/groups/{group}", run: change }];

#[test]
fn routes() {
    cases::run(CASES);
}

fn change(server: &Server) {
    let graph = Graph::of(server);
    let path = format!("/groups/{}", graph.make(&unified(json!({ "mailNickname": "office" }))));
    let outlook = json!({ "allowExternalSenders": true, "autoSubscribeNewMembers": true, "hideFromAddressLists": true,
        "hideFromOutlookClients": true, "isSubscribedByMail": true, "unseenCount": 4 });
    assert_eq!(graph.patch(&path, &outlook).status, 204);
    let select = outlook.as_object().unwrap().keys().cloned().collect::<Vec<_>>().join(",");
    let held = graph.get(&format!("{path}?$select={select}")).ok();
    assert!(outlook.as_object().unwrap().iter().all(|(name, value)| held[name] == *value), "{held}");
    let rest = json!({ "displayName": "Renamed", "description": "new", "mailNickname": "renamed", "visibility": "Private",
        "securityEnabled": true, "members@odata.bind": [reference(OMAR), reference(FIONA)] });
    assert_eq!(graph.patch(&path, &rest).status, 204);
    let held = graph.get(&path).ok();
    for name in ["displayName", "description", "mailNickname", "visibility", "securityEnabled"] {
        assert_eq!(held[name], rest[name], "{name}");
    }
    assert_eq!(graph.ids(&format!("{path}/members")), [OMAR, FIONA]);
    assert_eq!(graph.patch(&path, &json!({ "description": null })).status, 204);
    assert_eq!(graph.get(&path).ok()["description"], Value::Null);
    graph_error(&graph.patch("/groups/00000000-0000-0000-0000-000000000000", &json!({ "description": "x" })), 404);
}

#[test]
fn what_is_refused_changes_nothing() {
    let server = Server::new();
    let graph = Graph::of(&server);
    graph.make(&unified(json!({ "mailNickname": "taken" })));
    let office = format!(
        "/groups/{}",
        graph.make(&unified(json!({ "mailNickname": "office", "members@odata.bind": [reference(OMAR)] })))
    );
    let plain = format!("/groups/{}", graph.make(&body(json!({}))));
    let roles =
        format!("/groups/{}", graph.make(&body(json!({ "mailNickname": "roles", "isAssignableToRole": true }))));
    let hidden = format!(
        "/groups/{}",
        graph.make(&unified(json!({ "mailNickname": "hidden", "visibility": "HiddenMembership" })))
    );
    let rule = json!({ "groupTypes": ["DynamicMembership"], "membershipRule": "user.surname -eq \"Field\"",
        "membershipRuleProcessingState": "On" });
    let many: Vec<_> = (0..21).map(|_| reference(NADIA)).collect();
    for (path, sent, property) in [
        (&office, json!({ "colour": "blue" }), "colour"),
        (&office, json!({ "description": 1 }), "description"),
        (&office, json!({ "isAssignableToRole": true }), "isAssignableToRole"),
        (&office, json!({ "owners@odata.bind": [reference(OMAR)] }), "owners@odata.bind"),
        (&office, json!({ "displayName": "New", "mailNickname": "taken" }), "mailNickname"),
        (&office, json!({ "displayName": "New", "mailNickname": "a b" }), "mailNickname"),
        (&office, json!({ "description": "New", "displayName": "" }), "displayName"),
        (&office, json!({ "description": "New", "displayName": null }), "displayName"),
        (&office, json!({ "displayName": "New", "allowExternalSenders": true }), "allowExternalSenders"),
        (&office, json!({ "displayName": "New", "groupTypes": [] }), "groupTypes"),
        (&office, json!({ "displayName": "New", "mailEnabled": false }), "mailEnabled"),
        (&office, json!({ "displayName": "New", "visibility": "HiddenMembership" }), "visibility"),
        (
            &office,
            json!({ "displayName": "New", "members@odata.bind": [reference(NADIA), reference(OMAR)] }),
            "members",
        ),
        (&office, json!({ "displayName": "New", "members@odata.bind": many }), "members@odata.bind"),
        (&office, json!({ "displayName": "New", "membershipRule": "user.surname -eq \"Field\"" }), "membershipRule"),
        (&hidden, json!({ "displayName": "New", "visibility": "Private" }), "visibility"),
        (&plain, json!({ "displayName": "New", "visibility": "Private" }), "visibility"),
        (&plain, json!({ "displayName": "New", "securityEnabled": false }), "securityEnabled"),
        (&plain, json!({ "displayName": "New", "groupTypes": ["Unified"] }), "groupTypes"),
        (&plain, json!({ "displayName": "New", "groupTypes": ["DynamicMembership"] }), "membershipRule"),
        (&plain, json!({ "hideFromAddressLists": true }), "hideFromAddressLists"),
        (&roles, rule.clone(), "groupTypes"),
        (&roles, json!({ "displayName": "New", "visibility": "Public" }), "visibility"),
    ] {
        let before = (graph.get(path).ok(), graph.ids(&format!("{path}/members")));
        let reply = graph.patch(path, &sent);
        graph_error(&reply, 400);
        let about = target(&reply);
        assert!(about == property || property == "members" && about.is_empty(), "{about} for {sent}");
        assert_eq!((graph.get(path).ok(), graph.ids(&format!("{path}/members"))), before, "{sent}");
    }
    // A group of people becomes dynamic, and holds whom the rule means.
    assert_eq!(graph.patch(&plain, &rule).status, 204);
    assert_eq!(graph.ids(&format!("{plain}/members")), [FIONA]);
    assert_eq!(graph.get(&plain).ok()["groupTypes"], json!(["DynamicMembership"]));
}
