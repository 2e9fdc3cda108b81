//! How strict Microsoft Graph is with a new group (part A, "Graph").

use super::graph_support::{FIONA, Graph, NADIA, OLIVIA, OMAR, body, graph_error, reference, target, unified};
use super::support::Server;
use serde_json::{Value, json};

fn dynamic(changes: Value) -> Value {
    let mut own = json!({ "groupTypes": ["DynamicMembership"], "membershipRule": "user.surname -eq \"Field\"",
        "membershipRuleProcessingState": "On" });
    own.as_object_mut().unwrap().extend(changes.as_object().unwrap().clone());
    body(own)
}

/// Each body with what it is refused for: the property, and a piece of the sentence.
fn refused() -> Vec<(Value, &'static str, &'static str)> {
    let people = |count: usize| -> Vec<String> { (0..count).map(|_| reference(OMAR)).collect() };
    let with = |name: &str, value: Value| body(json!({ name: value }));
    let mut all = vec![
        // Names and types of properties.
        (with("colour", json!("blue")), "colour", "Invalid property 'colour'"),
        (with("DisplayName", json!("x")), "DisplayName", "Invalid property"),
        (with("mailEnabled", json!("false")), "mailEnabled", "Edm.Boolean"),
        (with("displayName", json!(1)), "displayName", "Edm.String"),
        (with("groupTypes", json!("Unified")), "groupTypes", "Collection(Edm.String)"),
        (with("members@odata.bind", json!(reference(OMAR))), "members@odata.bind", "references"),
        (with("id", json!("x")), "id", "read-only"),
        (with("members", json!([])), "members", "read-only"),
        (with("mail", json!("x@y.org")), "mail", "read-only"),
        (with("assignedLabels", json!([{}])), "assignedLabels", "not supported"),
        // What must be said.
        (with("displayName", json!(null)), "displayName", "required"),
        (with("displayName", json!(" ")), "displayName", "required"),
        (with("mailNickname", json!(null)), "mailNickname", "required"),
        (with("mailNickname", json!("")), "mailNickname", "required"),
        (with("mailEnabled", json!(null)), "mailEnabled", "required"),
        (with("securityEnabled", json!(null)), "securityEnabled", "required"),
        // Lengths.
        (with("displayName", json!("x".repeat(257))), "displayName", "256"),
        (with("mailNickname", json!("x".repeat(65))), "mailNickname", "64"),
        (with("description", json!("x".repeat(1_025))), "description", "1024"),
        (with("description", json!("")), "description", "expected"),
        // Types of groups.
        (with("groupTypes", json!(["Team"])), "groupTypes", "expected"),
        (with("groupTypes", json!(["unified"])), "groupTypes", "expected"),
        (unified(json!({ "groupTypes": ["Unified", "Unified"] })), "groupTypes", "expected"),
        (unified(json!({ "mailEnabled": false })), "mailEnabled", "mail-enabled"),
        (with("mailEnabled", json!(true)), "mailEnabled", "mail-enabled groups"),
        (with("securityEnabled", json!(false)), "securityEnabled", "mail-enabled groups"),
        // Who sees it.
        (with("visibility", json!("Private")), "visibility", "Microsoft 365"),
        (unified(json!({ "visibility": "Secret" })), "visibility", "expected"),
        // Roles.
        (unified(json!({ "isAssignableToRole": true })), "isAssignableToRole", "security-enabled"),
        (
            unified(json!({ "isAssignableToRole": true, "securityEnabled": true, "visibility": "Public" })),
            "visibility",
            "private",
        ),
        (
            unified(json!({ "isAssignableToRole": true, "securityEnabled": true, "visibility": "HiddenMembership" })),
            "visibility",
            "private",
        ),
        (dynamic(json!({ "isAssignableToRole": true })), "isAssignableToRole", "dynamic"),
        // Rules.
        (dynamic(json!({ "membershipRule": null })), "membershipRule", "required"),
        (dynamic(json!({ "membershipRuleProcessingState": null })), "membershipRuleProcessingState", "required"),
        (dynamic(json!({ "membershipRuleProcessingState": "on" })), "membershipRuleProcessingState", "On or Paused"),
        (dynamic(json!({ "groupTypes": [] })), "membershipRule", "DynamicMembership"),
        (with("membershipRuleProcessingState", json!("On")), "membershipRuleProcessingState", "DynamicMembership"),
        (dynamic(json!({ "members@odata.bind": [reference(OMAR)] })), "members@odata.bind", "rule"),
        // People.
        (with("owners@odata.bind", json!(people(21))), "owners@odata.bind", "exceeds the maximum of 20"),
        (
            body(json!({ "owners@odata.bind": people(1), "members@odata.bind": people(20) })),
            "members@odata.bind",
            "exceeds",
        ),
        (with("members@odata.bind", json!(people(2))), "members@odata.bind", "duplicate"),
        (with("members@odata.bind", json!(["somebody"])), "members@odata.bind", "Invalid reference"),
    ];
    for bad in "@()\\[]\";:<>, é".chars() {
        all.push((with("mailNickname", json!(format!("a{bad}b"))), "mailNickname", "ASCII"));
    }
    for rule in [
        "",
        "user.surname",
        "user.surname -like \"x\"",
        "(user.surname -eq \"x\"",
        "user.shoeSize -eq \"4\"",
        "device.model -eq \"x\"",
        "user.surname -match \"x.*\"",
        "user.surname -eq \"x\" or",
        // The directory has it, rules do not.
        "user.description -eq \"x\"",
        "user.surname -eq “x”",
    ] {
        all.push((dynamic(json!({ "membershipRule": rule })), "membershipRule", "membershipRule"));
    }
    let long = vec!["user.surname -eq \"Somebody\""; 100].join(" or ");
    all.push((dynamic(json!({ "membershipRule": long })), "membershipRule", "3072"));
    for only_by_patch in [
        "allowExternalSenders",
        "autoSubscribeNewMembers",
        "hideFromAddressLists",
        "hideFromOutlookClients",
        "isSubscribedByMail",
    ] {
        all.push((unified(json!({ only_by_patch: true })), only_by_patch, "cannot be set when the group is created"));
    }
    all.push((unified(json!({ "unseenCount": 1 })), "unseenCount", "cannot be set when the group is created"));
    all
}

#[test]
fn what_is_refused() {
    let server = Server::new();
    let graph = Graph::of(&server);
    let before = graph.query("/groups?$count=true&$top=1").ok()["@odata.count"].clone();
    for (sent, property, piece) in refused() {
        let reply = graph.post("/groups", &sent);
        let (code, message) = graph_error(&reply, 400);
        assert_eq!(code, "Request_BadRequest", "{sent}");
        assert!(message.contains(piece), "{message} for {sent}");
        assert_eq!(target(&reply), property, "{message} for {sent}");
    }
    // Who is not there, and who cannot be what they are named as.
    let inner = graph.make(&body(json!({ "mailNickname": "inner" })));
    let group = format!("/v1.0/groups/{inner}");
    let nobody = reference("00000000-0000-0000-0000-000000000000");
    for (sent, status) in [
        (body(json!({ "owners@odata.bind": [nobody] })), 404),
        (body(json!({ "members@odata.bind": [nobody] })), 404),
        (body(json!({ "members@odata.bind": [format!("/v1.0/groups/{OMAR}")] })), 404),
        (body(json!({ "owners@odata.bind": [group] })), 400),
        (unified(json!({ "members@odata.bind": [group] })), 400),
        (body(json!({ "isAssignableToRole": true, "members@odata.bind": [group] })), 400),
    ] {
        graph_error(&graph.post("/groups", &sent), status);
    }
    let after = graph.query("/groups?$count=true&$top=1").ok()["@odata.count"].as_i64();
    assert_eq!(after, before.as_i64().map(|count| count + 1), "only the one that was made is there");
}

#[test]
fn what_is_at_the_edge_is_accepted() {
    let server = Server::new();
    let graph = Graph::of(&server);
    let people = graph.ids("/users?$top=20").into_iter().map(|id| reference(&id)).collect::<Vec<_>>();
    let (owners, members) = people.split_at(5);
    for (at, sent) in [
        body(json!({ "displayName": "é".repeat(256), "description": "x".repeat(1_024) })),
        body(json!({ "owners@odata.bind": owners, "members@odata.bind": members })),
        unified(json!({ "visibility": "HiddenMembership", "description": null, "owners@odata.bind": [] })),
        unified(json!({ "isAssignableToRole": true, "securityEnabled": true, "visibility": "Private" })),
        unified(json!({ "isAssignableToRole": false, "@odata.type": "#microsoft.graph.group" })),
        unified(json!({ "groupTypes": ["DynamicMembership", "Unified"], "membershipRule": "user.city -ne null",
            "membershipRuleProcessingState": "Paused" })),
        unified(json!({ "resourceBehaviorOptions": ["WelcomeEmailDisabled"], "preferredDataLocation": "EU" })),
    ]
    .into_iter()
    .enumerate()
    {
        let mut sent = sent;
        sent["mailNickname"] = json!(format!("{}{at}", "!#$%&'*+-/=?^_`{|}~.".repeat(3)));
        let made = graph.group(&sent);
        for (name, value) in sent.as_object().unwrap() {
            if !name.contains('@') && name != "groupTypes" {
                assert_eq!(&made[name], value, "{name}");
            }
        }
    }
    // The nickname is unique among Microsoft 365 groups alone, in any letter case.
    let twin = graph.group(&unified(json!({ "mailNickname": "twin" })));
    graph.group(&body(json!({ "mailNickname": "twin" })));
    let reply = graph.post("/groups", &unified(json!({ "mailNickname": "TWIN" })));
    assert_eq!(reply.json()["error"]["details"][0]["code"], "ObjectConflict");
    assert_eq!(target(&reply), "mailNickname");
    assert_eq!(twin["mail"], "twin@5cjshm.onmicrosoft.com");
    // Another object's address gets digits.
    let other = graph.group(&unified(json!({ "mailNickname": "olivia.owner" })));
    let mail = other["mail"].as_str().unwrap();
    assert!(mail.starts_with("olivia.owner") && mail != "olivia.owner@5cjshm.onmicrosoft.com", "{mail}");
}

#[test]
fn a_body_is_json() {
    let server = Server::new();
    let graph = Graph::of(&server);
    let bearer = format!("Bearer {}", graph.token);
    let send = |kind: &str, text: Option<&str>| {
        let headers = [("authorization", &*bearer), ("client-request-id", "mine")];
        server.try_send("POST", "/v1.0/groups", kind, text, &headers).unwrap()
    };
    for (kind, text) in [
        ("text/plain", Some("{}")),
        ("application/json", Some("{")),
        ("application/json", Some("[]")),
        ("application/json", Some("")),
        ("application/json", None),
    ] {
        let reply = send(kind, text);
        graph_error(&reply, 400);
        assert_eq!(reply.json()["error"]["innerError"]["client-request-id"], "mine");
    }
    assert!([OLIVIA, FIONA, NADIA].iter().all(|id| id.len() == 36));
}
