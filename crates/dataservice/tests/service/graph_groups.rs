//! Groups by way of Microsoft Graph: made, read, deleted; and as the Data Service shows them.

use super::cases::{self, Case};
use super::graph_support::{FIONA, Graph, NADIA, OLIVIA, OMAR, RITA, body, graph_error, ids, reference, unified};
use super::support::{EXTENSIONS, Server, seed, values};
use serde_json::{Value, json};

pub const CASES: &[Case] = &[
    Case { method: "POST", template: "/v1.0/groups", run: create },
    Case { method: "GET", template: "/v1.0/groups/{group}", run: get },
    Case { method: "DELETE", template: "/v1.0/groups/{group}", run: delete },
];

#[test]
fn routes() {
    cases::run(CASES);
}

const STORE: &str = "/GroupIDDataService/api/IdentityStores/3";

/// The samples of operation 14, sent as they are.
fn create(server: &Server) {
    let graph = Graph::of(server);
    for at in 1..=3 {
        let sample = seed(&format!("graph-create-group-{at}.request"));
        let reply = graph.post("/groups", &sample);
        assert_eq!(reply.status, 201, "{reply:?}");
        let made = reply.json();
        let id = made["id"].as_str().unwrap();
        assert_eq!(reply.header("location"), format!("{}/v1.0/groups/{id}", server.address));
        let expected = seed(&format!("graph-create-group-{at}.response"));
        for (name, value) in expected.as_object().unwrap() {
            // What is the service's own to say, and what only one of the samples has.
            let own = name.starts_with('@')
                || ["id", "mail", "proxyAddresses", "securityIdentifier"].contains(&&**name)
                || name.ends_with("DateTime")
                || [
                    "preferredDataLocation",
                    "createdByAppId",
                    "organizationId",
                    "infoCatalogs",
                    "isManagementRestricted",
                    "writebackConfiguration",
                ]
                .contains(&&**name);
            if !own {
                assert_eq!(&made[name], value, "{name} of sample {at}");
            }
            let extra = [
                "@odata.id",
                "createdByAppId",
                "organizationId",
                "infoCatalogs",
                "isManagementRestricted",
                "writebackConfiguration",
            ];
            assert!(made.get(name).is_some() || extra.contains(&&**name), "{name} of sample {at}");
        }
        assert!(made["createdDateTime"].as_str().unwrap().ends_with('Z'), "{made}");
        let mail = if at == 2 {
            Value::Null
        } else {
            json!(format!("{}@5cjshm.onmicrosoft.com", sample["mailNickname"].as_str().unwrap()))
        };
        assert_eq!(made["mail"], mail);
        let members: Vec<_> = sample["members@odata.bind"].as_array().into_iter().flatten().collect();
        let held = graph.ids(&format!("/groups/{id}/members"));
        assert_eq!(held.len(), members.len());
        assert!(members.iter().all(|bound| held.iter().any(|id| bound.as_str().unwrap().ends_with(&**id))));
        // Whoever makes a group and names no owner owns it.
        let owner = [OLIVIA, OMAR, RITA][at - 1];
        assert_eq!(graph.ids(&format!("/groups/{id}/owners")), [owner]);
    }
    let (code, message) = graph_error(&graph.post("/groups", &seed("graph-create-group-1.request")), 400);
    assert_eq!(code, "Request_BadRequest");
    assert_eq!(message, "Another object with the same value for property mailNickname already exists.");
}

fn get(server: &Server) {
    let graph = Graph::of(server);
    let id = graph.make(&unified(json!({ "description": "d", "visibility": "Private" })));
    let some = graph.get(&format!("/groups/{id}?$select=id,displayName,allowExternalSenders,visibility")).ok();
    assert_eq!(some["visibility"], "Private");
    assert_eq!(some["allowExternalSenders"], false);
    assert_eq!(some.as_object().unwrap().len(), 5, "{some}");
    let (code, message) = graph_error(&graph.get(&format!("/groups/{id}?$select=colour")), 400);
    assert_eq!(code, "Request_BadRequest");
    assert!(message.contains("Could not find a property named 'colour'"), "{message}");
    graph_error(&graph.get(&format!("/groups/{id}?$top=1")), 400);
    graph_error(&graph.get(&format!("/groups/{id}?$select=id&$select=id")), 400);
    for nobody in [OLIVIA, "00000000-0000-0000-0000-000000000000", "A group"] {
        let (code, _) = graph_error(&graph.get(&format!("/groups/{nobody}")), 404);
        assert_eq!(code, "Request_ResourceNotFound");
    }
}

fn delete(server: &Server) {
    let graph = Graph::of(server);
    let id = graph.make(&body(json!({})));
    assert_eq!(graph.delete(&format!("/groups/{id}")).status, 204);
    graph_error(&graph.delete(&format!("/groups/{id}")), 404);
    graph_error(&graph.get(&format!("/groups/{id}")), 404);
}

/// One tenant, seen from two sides.
#[test]
fn the_data_service_shows_them_too() {
    let server = Server::new();
    let graph = Graph::of(&server);
    let rule = "(user.department -eq \"Operations\")";
    let cases = [
        (unified(json!({ "visibility": "Public" })), "16", "1", "Public"),
        (body(json!({ "mailNickname": "b" })), "4", "1", "Private"),
        (
            body(json!({ "mailNickname": "c", "groupTypes": ["DynamicMembership"], "membershipRule": rule,
                "membershipRuleProcessingState": "On" })),
            "4",
            "2",
            "Private",
        ),
    ];
    for (sent, kind, managed, security) in cases {
        let id = graph.make(&sent);
        let group = server.get(&format!("{STORE}/Groups/{id}")).ok();
        for (name, value) in [("groupType", kind), ("IMSGManagedGroupType", managed), ("XGroupSecurity", security)] {
            assert_eq!(values(&group, name), [value], "{name} of {sent}");
        }
        assert_eq!(values(&group, "displayName"), ["A group"]);
        assert_eq!(values(&group, "owners").len(), 1);
        if managed == "2" {
            let names = values(&group, "members");
            assert!(names.iter().any(|dn| dn.contains(OMAR)), "{names:?}");
        }
    }
    // And what the Data Service has, Graph has.
    let page = graph.query("/groups?$filter=groupTypes/any(c:c eq 'Unified')&$count=true&$top=999").ok();
    let unified = page["value"].as_array().unwrap();
    assert!(unified.len() > 10 && page["@odata.count"] == unified.len());
    assert!(unified.iter().all(|group| group["groupTypes"][0] == "Unified" && group["mailEnabled"] == true));
}

#[test]
fn a_dynamic_group_holds_whom_its_rule_means() {
    let server = Server::new();
    let graph = Graph::of(&server);
    let dynamic = |nick: &str, rule: &str| {
        body(json!({ "mailNickname": nick, "groupTypes": ["DynamicMembership"], "membershipRule": rule,
            "membershipRuleProcessingState": "On" }))
    };
    let whom = |rule: &str, nick: &str| {
        let id = graph.make(&dynamic(nick, rule));
        ids(&graph.get(&format!("/groups/{id}/members?$top=999")).ok())
    };
    let held = whom("(user.surname -eq \"field\") or (user.surname -eq \"Nightshift\")", "a");
    assert_eq!(held, [FIONA, NADIA]);
    let all = graph.query("/users?$count=true&$top=1").ok()["@odata.count"].as_u64().unwrap();
    let most = whom("(user.jobTitle -ne \"Shift Lead\") and (user.accountEnabled -eq true)", "b");
    assert!((most.len() as u64) < all && !most.contains(&NADIA.to_owned()) && most.contains(&FIONA.to_owned()));
    assert_eq!(whom(&format!("user.objectId -eq \"{OMAR}\""), "c"), [OMAR]);
    let id = graph.make(&dynamic("paused", "user.surname -eq \"Field\""));
    // Another rule means others; the members of one moment are written whole.
    let path = format!("/groups/{id}");
    assert_eq!(graph.patch(&path, &json!({ "membershipRule": "user.surname -eq \"Roles\"" })).status, 204);
    assert_eq!(graph.ids(&format!("{path}/members")), [RITA]);
    let paused = json!({ "membershipRule": "user.surname -eq \"Field\"", "membershipRuleProcessingState": "Paused" });
    assert_eq!(graph.patch(&path, &paused).status, 204);
    assert_eq!(graph.ids(&format!("{path}/members")), [RITA]);
    assert_eq!(graph.patch(&path, &json!({ "membershipRuleProcessingState": "On" })).status, 204);
    assert_eq!(graph.ids(&format!("{path}/members")), [FIONA]);
    // Turned into a group of people, it keeps them and takes others.
    let still = json!({ "groupTypes": [], "membershipRule": null, "membershipRuleProcessingState": null });
    assert_eq!(graph.patch(&path, &still).status, 204);
    assert_eq!(graph.get(&path).ok()["membershipRule"], Value::Null);
    let add = json!({ "@odata.id": reference(NADIA) });
    assert_eq!(graph.post(&format!("{path}/members/$ref"), &add).status, 204);
}

/// A throttled call says when to come again, in Graph's own words.
#[test]
fn a_fault_answers_as_graph_does() {
    let server = Server::new();
    let graph = Graph::of(&server);
    let fault = json!({ "pathContains": "/v1.0/groups", "status": 429, "retryAfter": 3 });
    assert_eq!(server.post(&format!("{EXTENSIONS}/faults"), &fault).status, 204);
    let reply = graph.post("/groups", &body(json!({})));
    assert_eq!(graph_error(&reply, 429).0, "TooManyRequests");
    assert_eq!(reply.header("retry-after"), "3");
    graph.make(&body(json!({})));
    let entries = server.get(&format!("{EXTENSIONS}/journal")).ok();
    let seen = entries.as_array().unwrap().iter().filter(|entry| entry["path"] == "/v1.0/groups");
    assert_eq!(seen.map(|entry| entry["status"].as_u64().unwrap()).collect::<Vec<_>>(), [429, 201]);
}

/// A browser may not be allowed to read `Retry-After`; then the answer looks as if there were none.
#[test]
fn a_fault_may_leave_out_when_to_come_again() {
    let server = Server::new();
    let graph = Graph::of(&server);
    for status in [429, 503, 504] {
        let fault = json!({ "pathContains": "/v1.0/groups", "status": status });
        assert_eq!(server.post(&format!("{EXTENSIONS}/faults"), &fault).status, 204);
        let reply = graph.post("/groups", &body(json!({})));
        graph_error(&reply, status);
        assert_eq!(reply.header("retry-after"), "");
    }
    graph.make(&body(json!({})));
}

/// The note on role-assignable groups (part A, "Graph"): the owners are refused, and the group without them is not.
#[test]
fn a_fault_refuses_the_owners_of_new_groups_only() {
    let server = Server::new();
    let graph = Graph::of(&server);
    let message = "A role-assignable group cannot have owners.";
    let fault = json!({
        "method": "POST", "pathContains": "/v1.0/groups", "bodyContains": "owners@odata.bind", "status": 400,
        "body": { "error": { "code": "Request_BadRequest", "message": message } }, "times": 2
    });
    assert_eq!(server.post(&format!("{EXTENSIONS}/faults"), &fault).status, 204);
    let roles = json!({ "isAssignableToRole": true, "visibility": "Private" });
    graph.make(&body(roles.clone()));
    let mut owned = body(roles);
    owned["mailNickname"] = json!("owned");
    owned["owners@odata.bind"] = json!([reference(OMAR)]);
    for _ in 0..2 {
        let reply = graph.post("/groups", &owned);
        assert_eq!((reply.status, &reply.json()["error"]["message"]), (400, &json!(message)));
    }
    graph.make(&owned);
}
