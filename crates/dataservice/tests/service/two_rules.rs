//! A group of Entra ID has one rule: GroupID's or Entra ID's own, and who speaks of the one does not touch the other.

use super::entra_groups::{ENTRA, create, group, kept, smart_body};
use super::graph_support::{FIONA, Graph, body, graph_error, target};
use super::support::{Server, values};
use serde_json::{Value, json};

/// Entra ID's own rule, in a body of Graph.
fn dynamic() -> Value {
    json!({ "groupTypes": ["DynamicMembership"], "membershipRule": "user.surname -eq \"Field\"",
        "membershipRuleProcessingState": "On" })
}

fn update(server: &Server, id: &str) -> Value {
    server.send("POST", &format!("{ENTRA}/Groups/SmartGroups/{id}/Update"), None).ok()
}

#[test]
fn a_smart_group_of_groupid_stays_one() {
    let server = Server::of_entra();
    let graph = Graph::of_administrator(&server);
    for (code, types) in [("16", json!(["Unified"])), ("4", json!([]))] {
        let changes = json!({ "GroupType": code, "members": null, "IMSGObjectTypes": "6" });
        let id = create(&server, &smart_body(&format!("smart {code}"), changes));
        let path = format!("/groups/{id}");
        let before = group(&server, &id);
        // What is said again, and that there is no rule of Entra ID, changes nothing.
        for same in [
            json!({ "groupTypes": types }),
            json!({ "groupTypes": types, "membershipRule": null }),
            json!({ "membershipRuleProcessingState": null, "description": "said" }),
        ] {
            assert_eq!(graph.patch(&path, &same).status, 204, "{same}");
            let now = group(&server, &id);
            for name in ["IMSGManagedGroupType", "IMSGCriteria", "IMSGObjectTypes", "members"] {
                assert_eq!(values(&now, name), values(&before, name), "{name} after {same}");
            }
            assert_eq!(values(&now, "IMSGManagedGroupType"), ["2"]);
        }
        assert_eq!(update(&server, &id)["status"], 0);
        // A second rule is refused.
        let members = graph.ids(&format!("{path}/members"));
        let mut rule = dynamic();
        rule["groupTypes"].as_array_mut().unwrap().extend(types.as_array().unwrap().clone());
        let reply = graph.patch(&path, &rule);
        graph_error(&reply, 400);
        assert_eq!(target(&reply), "groupTypes");
        assert_eq!(graph.get(&path).ok()["groupTypes"], types);
        assert_eq!(graph.ids(&format!("{path}/members")), members);
    }
}

#[test]
fn a_dynamic_group_of_entra_id_stays_one() {
    let server = Server::of_entra();
    let graph = Graph::of_administrator(&server);
    let id = graph.make(&body(dynamic()));
    let members = || graph.ids(&format!("/groups/{id}/members"));
    assert_eq!(members(), [FIONA]);
    // The whole rule of a smart group, and one attribute of it.
    let everybody = json!({ "IMSGObjectTypes": [{ "Value": "6" }], "IMSGCriteria": [{ "Value": "(displayName Present)" }],
        "IMSGStartPath": [{ "Value": "DC=5cjshm,DC=onmicrosoft,DC=com", "AttributeCollection": { "Scope": "2" } }] });
    let only = |name: &str| json!({ name: everybody[name] });
    for name in ["IMSGCriteria", "IMSGObjectTypes", "IMSGStartPath"] {
        kept(&server, &id, name, only(name));
    }
    let body = json!({ "AttributesCollection": { "AttributesCollection": everybody } });
    let answer = server.send("PATCH", &format!("{ENTRA}/Groups/{id}"), Some(&body)).ok();
    assert_eq!(answer["exceptionMessagesAttributeWise"].as_object().unwrap().len(), 3, "{answer}");
    // An update computes nothing of its own.
    let answer = update(&server, &id);
    assert_eq!(answer["status"], 1, "{answer}");
    assert!(answer["exceptionMessagesAttributeWise"]["membershipRule"].is_string(), "{answer}");
    assert_eq!(members(), [FIONA]);
    // Once it is static it can be neither updated nor given a rule.
    assert_eq!(graph.patch(&format!("/groups/{id}"), &json!({ "groupTypes": [] })).status, 204);
    kept(&server, &id, "IMSGCriteria", only("IMSGCriteria"));
    assert_eq!(values(&group(&server, &id), "IMSGManagedGroupType"), ["1"]);
}
