//! Who may call each route that writes. A route that is not in this table fails the test, so that a new one is not
//! forgotten.

use super::graph_support::{Graph, OLIVIA};
use super::support::{Client, Reply, STORE, Server, create, create_smart, group_body, smart_body, user};
use dataservice::{Access, Route};
use serde_json::{Value, json};

const ADMINISTRATOR: (&str, &str) = ("Administrator", "Demo-Admin-1");
const OWNER: (&str, &str) = ("olivia.owner", "Demo-Pass-1");
const STRANGER: (&str, &str) = ("max.member", "Demo-Pass-2");

/// Who may call a route.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Rule {
    /// Everybody who is signed in: it only reads, or creates.
    Anybody,
    /// The owners of the group in the path, and administrators.
    Owners,
    /// The same for each of many groups in the body; the others have a failed detail.
    OwnersOfEach,
    /// Everybody for themselves; tested in `membership`.
    Oneself,
    /// The person in the body, and administrators.
    ThePerson,
    /// Administrators.
    Administrators,
    /// Nobody, because there is nothing to write to (assumption A-72).
    Nobody,
    /// What the calls within it may do; each is answered by its own route.
    Batch,
}

/// Every route that is not a GET, below `…/IdentityStores/{store}/` or of Microsoft Graph.
const RULES: &[(&str, &str, Rule)] = &[
    ("POST", "Groups/StaticGroup", Rule::Anybody),
    ("POST", "Groups/DynamicGroup", Rule::Anybody),
    ("PATCH", "Groups", Rule::OwnersOfEach),
    ("DELETE", "Groups", Rule::OwnersOfEach),
    ("PATCH", "Groups/{group}", Rule::Owners),
    ("DELETE", "Groups/{group}", Rule::Owners),
    ("POST", "Groups/SmartGroups/{group}/Update", Rule::Owners),
    ("POST", "Groups/SmartGroups/Update", Rule::OwnersOfEach),
    ("POST", "Groups/{group}/Expire", Rule::Owners),
    ("POST", "Groups/{group}/Renew", Rule::Owners),
    ("POST", "Groups/Expire", Rule::OwnersOfEach),
    ("POST", "Groups/Renew", Rule::OwnersOfEach),
    ("POST", "Groups/{group}/Join", Rule::Oneself),
    ("POST", "Groups/{group}/Leave", Rule::Oneself),
    ("POST", "Groups/{group}/JoinOnBehalf", Rule::Owners),
    ("POST", "Groups/{group}/LeaveOnBehalf", Rule::Owners),
    ("POST", "Searches", Rule::Anybody),
    ("POST", "Users", Rule::Anybody),
    ("PATCH", "Users", Rule::ThePerson),
    ("DELETE", "Users", Rule::Administrators),
    ("DELETE", "Users/{user}", Rule::Administrators),
    ("POST", "Contacts", Rule::Anybody),
    ("PATCH", "Contacts", Rule::ThePerson),
    ("DELETE", "Contacts", Rule::Administrators),
    ("DELETE", "Contacts/{contact}", Rule::Administrators),
    ("POST", "Workflows/Approve", Rule::Nobody),
    ("POST", "Workflows/Deny", Rule::Nobody),
    ("DELETE", "Workflows/{request}", Rule::Nobody),
    ("POST", "/v1.0/groups", Rule::Anybody),
    ("PATCH", "/v1.0/groups/{group}", Rule::Owners),
    ("DELETE", "/v1.0/groups/{group}", Rule::Owners),
    ("POST", "/v1.0/groups/{group}/owners/$ref", Rule::Owners),
    ("POST", "/v1.0/groups/{group}/members/$ref", Rule::Owners),
    ("DELETE", "/v1.0/groups/{group}/owners/{object}/$ref", Rule::Owners),
    ("DELETE", "/v1.0/groups/{group}/members/{object}/$ref", Rule::Owners),
    ("POST", "/v1.0/$batch", Rule::Batch),
    ("POST", "/beta/groups/evaluateDynamicMembership", Rule::Anybody),
];

/// The part of a template that the table names.
fn short(route: &Route) -> &'static str {
    route.template.rsplit_once("{store}/").map_or(route.template, |(_, rest)| rest)
}

/// The routes of the service that need a token and are no GET.
fn writing() -> impl Iterator<Item = &'static Route> {
    dataservice::table().iter().filter(|route| route.access != Access::Open && route.method != "GET")
}

fn rule(route: &Route) -> Rule {
    let own = RULES.iter().find(|(method, template, _)| (*method, *template) == (route.method, short(route)));
    own.unwrap_or_else(|| panic!("nothing says who may call {} {}", route.method, route.template)).2
}

#[test]
fn every_route_that_writes_has_a_rule() {
    assert_eq!(writing().map(rule).count(), RULES.len(), "a rule has no route");
    // What is open to everybody writes nothing but tokens, or is there for tests.
    let open = dataservice::table().iter().filter(|route| route.access == Access::Open && route.method != "GET");
    for route in open {
        let of_tokens = ["/token", "/revocation", "/authorize"];
        let is_known = route.is_control() || of_tokens.iter().any(|end| route.template.ends_with(end));
        assert!(is_known, "{} {}", route.method, route.template);
    }
}

/// A call of a route about a group of Active Directory.
fn call(client: &Client, route: &Route, group: &str, person: &str) -> Reply {
    let path = format!("{STORE}/{}", short(route).replace("{group}", group));
    let text = json!([{ "value": "changed", "action": 0 }]);
    let body = match (route.method, short(route)) {
        ("PATCH", "Groups") => json!([{ "objectIdFromIdentityStore": group, "identityStoreId": 2,
            "attributesBusinessObject": { "attributesCollection": { "info": text } } }]),
        ("PATCH", _) => json!({ "AttributesCollection": { "AttributesCollection": { "info": text } } }),
        (_, "Groups" | "Groups/Expire" | "Groups/Renew" | "Groups/SmartGroups/Update") => json!([group]),
        (_, "Groups/{group}/JoinOnBehalf") => json!({ "joiningUserIdentity": person }),
        (_, "Groups/{group}/LeaveOnBehalf") => json!({ "leavingUserId": person }),
        _ => Value::Null,
    };
    client.send(route.method, &path, Some(&body).filter(|body| !body.is_null()))
}

/// Whether a call was refused for the lack of a right.
fn is_denied(reply: &Reply, of_each: bool) -> bool {
    if !of_each {
        return reply.status == 403;
    }
    let answer = reply.ok();
    let detail = &answer["details"][0];
    let is_denied = detail["message"].as_str().is_some_and(|text| text.starts_with("Access denied."));
    assert!(!is_denied || detail["status"] == 1, "{answer}");
    is_denied
}

#[test]
fn groups_are_written_by_their_owners_and_administrators() {
    let mut server = Server::new();
    let ((_, olivia), (_, max)) = (user(&server, OWNER.0), user(&server, STRANGER.0));
    let (person, _) = user(&server, "ann.lee");
    let dn = |name: &str| json!([{ "Value": format!("CN={name},OU=Groups,DC=demo,DC=local"), "Action": 0 }]);
    let value = |text: &str| json!([{ "Value": text, "Action": 0 }]);
    create(&server, &group_body("inner", json!({ "member": value(&olivia) })));
    create(&server, &group_body("outer", json!({ "member": dn("inner") })));
    let ways = [
        json!({ "managedBy": value(&olivia) }),
        json!({ "XAdditionalOwner": value(&olivia) }),
        json!({ "managedBy": dn("outer") }),
        json!({}),
    ];
    for (nth, route) in writing().filter(|route| route.access == Access::Bearer).enumerate() {
        let rule = rule(route);
        if !matches!(rule, Rule::Owners | Rule::OwnersOfEach) {
            continue;
        }
        let of_each = rule == Rule::OwnersOfEach;
        for (way, owners) in ways.iter().enumerate() {
            server.client.sign_in(ADMINISTRATOR.0, ADMINISTRATOR.1);
            let name = format!("g{nth}-{way}");
            // Max is a member, which gives no right.
            let id = if short(route).contains("SmartGroups") {
                create_smart(&server, &smart_body(&name, "(l Is Exactly \"Berlin\")", owners.clone()))
            } else {
                let mut owners = owners.clone();
                owners["member"] = value(&max);
                create(&server, &group_body(&name, owners))
            };
            let read = |server: &Server| server.get(&format!("{STORE}/Groups/{id}")).ok();
            let before = read(&server);
            server.client.sign_in(STRANGER.0, STRANGER.1);
            let what = format!("{} {}", route.method, route.template);
            assert!(is_denied(&call(&server, route, &id, &person), of_each), "{what}");
            assert_eq!(read(&server), before, "{what} has changed something");
            server.client.sign_in(OWNER.0, OWNER.1);
            let is_owner = way < 3;
            assert_eq!(is_denied(&call(&server, route, &id, &person), of_each), !is_owner, "{what} {owners}");
            if !is_owner {
                assert_eq!(read(&server), before, "{what} has changed something");
                server.client.sign_in(ADMINISTRATOR.0, ADMINISTRATOR.1);
                assert!(!is_denied(&call(&server, route, &id, &person), of_each), "{what}");
            }
        }
    }
}

#[test]
fn people_are_written_by_themselves_and_administrators() {
    let mut server = Server::new();
    let (max, _) = user(&server, STRANGER.0);
    let (ann, _) = user(&server, "ann.lee");
    let contact = json!({ "attribute": "objectClass", "operator": "Is Exactly", "value": "contact" });
    let contact = server.search(json!({ "pageSize": 1, "criteria": contact })).ok();
    let contact = contact["data"][0]["objectIdFromIdentityStore"].as_str().unwrap().to_owned();
    let patch = |id: &str| {
        json!({ "AttributesToUpdate": { "AttributesCollection": { "description": [{ "value": "x" }] } },
            "ObjectIdentity": id, "IdentityStoreID": "2" })
    };
    for (who, is_administrator) in [(STRANGER, false), (ADMINISTRATOR, true)] {
        server.client.sign_in(who.0, who.1);
        for route in writing().filter(|route| route.access == Access::Bearer) {
            let own = if short(route).starts_with("Contacts") { &contact } else { &ann };
            let path = format!("{STORE}/{}", short(route).replace("{user}", own).replace("{contact}", own));
            let (body, of_each) = match (rule(route), route.method) {
                (Rule::ThePerson, _) => (Some(patch(own)), false),
                (Rule::Administrators, _) if short(route).contains('/') => (None, false),
                (Rule::Administrators, _) => (Some(json!([own])), true),
                _ => continue,
            };
            let reply = server.send(route.method, &path, body.as_ref());
            assert_eq!(is_denied(&reply, of_each), !is_administrator, "{} {} {reply:?}", route.method, route.template);
        }
        if !is_administrator {
            let own = server.send("PATCH", &format!("{STORE}/Users"), Some(&patch(&max)));
            assert_eq!(own.ok()["status"], 0, "oneself");
        }
    }
}

#[test]
fn groups_in_graph_are_written_by_their_owners_and_administrators() {
    let server = Server::new();
    let [admin, olivia, max] = [ADMINISTRATOR, OWNER, STRANGER].map(|who| Graph::signed_in(&server, who));
    let reference = json!({ "@odata.id": format!("https://graph.microsoft.com/v1.0/directoryObjects/{OLIVIA}") });
    for (nth, route) in writing().filter(|route| route.access == Access::Graph).enumerate() {
        if rule(route) != Rule::Owners {
            continue;
        }
        let id = admin.make(&json!({ "displayName": "Rights", "mailEnabled": false, "securityEnabled": true,
            "mailNickname": format!("rights-{nth}") }));
        let path = route.template.trim_start_matches("/v1.0").replace("{group}", &id).replace("{object}", OLIVIA);
        let body = match route.method {
            "PATCH" => Some(json!({ "description": "Mine" })),
            "POST" => Some(reference.clone()),
            _ => None,
        };
        let ask = |who: &Graph<'_>| who.send(route.method, &path, body.as_ref(), &[]).status;
        assert_eq!((ask(&max), ask(&olivia)), (403, 403), "{} {path}", route.method);
        assert_ne!(ask(&admin), 403, "{} {path}", route.method);
    }
}

/// A token is for one identity store, and for nothing else.
#[test]
fn no_route_takes_a_token_of_another_store() {
    let mut server = Server::unsigned(|_| ());
    let answer = server.ask_token(ADMINISTRATOR.0, ADMINISTRATOR.1, "3").ok();
    server.client.token = answer["access_token"].as_str().map(str::to_owned);
    let routes = dataservice::table().iter().filter(|route| route.template.contains("{store}"));
    let mut tried = 0;
    for route in routes.filter(|route| route.access == Access::Bearer) {
        let path = short(route).replace("{group}", "DemoGroup1").replace("{user}", "olivia.owner");
        let reply = server.send(route.method, &format!("{STORE}/{}", path.replace(['{', '}'], "")), None);
        assert_eq!((reply.status, &reply.json()["errorCode"]), (403, &json!("AccessDenied")), "{}", route.template);
        tried += 1;
    }
    assert!(tried > 40, "{tried}");
}
