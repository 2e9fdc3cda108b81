//! Owners and members one by one, and several requests in one.

use super::cases::{self, Case};
use super::graph_support::{FIONA, Graph, NADIA, OLIVIA, OMAR, body, graph_error, ids, reference, target, unified};
use super::support::{EXTENSIONS, Server};
use model::graph::{
    BatchRequest, BatchResponse, GraphFilter, GraphObjectPage, GraphQuery, GraphSearch, Outcome, Relation, RelationKind,
};
use model::wire::ObjectId;
use model::wire::object::ObjectKind;
use serde_json::{Value, json};

pub const CASES: &[Case] = &[
    Case { method: "GET", template: "/v1.0/groups/{group}/owners", run: owners },
    Case { method: "GET", template: "/v1.0/groups/{group}/members", run: members },
    Case { method: "GET", template: "/v1.0/groups/{group}/members/microsoft.graph.user", run: cast_members },
    Case { method: "GET", template: "/v1.0/groups/{group}/members/microsoft.graph.group", run: cast_members },
    Case { method: "GET", template: "/v1.0/groups/{group}/memberOf/microsoft.graph.group", run: holders },
    Case { method: "POST", template: "/v1.0/groups/{group}/owners/$ref", run: owners },
    Case { method: "POST", template: "/v1.0/groups/{group}/members/$ref", run: members },
    Case { method: "DELETE", template: "/v1.0/groups/{group}/owners/{object}/$ref", run: owners },
    Case { method: "DELETE", template: "/v1.0/groups/{group}/members/{object}/$ref", run: members },
    Case { method: "POST", template: "/v1.0/$batch", run: batch },
];

#[test]
fn routes() {
    cases::run(CASES);
}

fn to(id: &str) -> Value {
    json!({ "@odata.id": reference(id) })
}

fn owners(server: &Server) {
    let graph = Graph::of(server);
    let path = format!("/groups/{}", graph.make(&body(json!({}))));
    let owners = format!("{path}/owners");
    assert_eq!(graph.ids(&owners), [OLIVIA]);
    // The last one stays.
    let (_, message) = graph_error(&graph.delete(&format!("{owners}/{OLIVIA}/$ref")), 400);
    assert!(message.contains("at least one owner"), "{message}");
    assert_eq!(graph.post(&format!("{owners}/$ref"), &to(OMAR)).status, 204);
    let (code, message) = graph_error(&graph.post(&format!("{owners}/$ref"), &to(OMAR)), 400);
    assert_eq!(code, "Request_BadRequest");
    assert_eq!(
        message,
        "One or more added object references already exist for the following modified properties: 'owners'."
    );
    assert_eq!(graph.delete(&format!("{owners}/{OLIVIA}/$ref")).status, 204);
    // She owns it no more.
    graph_error(&graph.delete(&format!("{owners}/{OLIVIA}/$ref")), 403);
    let graph = Graph::of_administrator(server);
    graph_error(&graph.delete(&format!("{owners}/{OLIVIA}/$ref")), 404);
    assert_eq!(graph.ids(&owners), [OMAR]);
    let other = graph.make(&body(json!({ "mailNickname": "other" })));
    graph_error(&graph.post(&format!("{owners}/$ref"), &json!({ "@odata.id": format!("/v1.0/groups/{other}") })), 400);
    graph_error(&graph.get("/groups/00000000-0000-0000-0000-000000000000/owners"), 404);
}

fn holders(server: &Server) {
    let graph = Graph::of(server);
    let (inner, outer) = (graph.make(&body(json!({}))), graph.make(&body(json!({ "mailNickname": "outer" }))));
    let path = format!("/groups/{inner}/memberOf/microsoft.graph.group?$count=true&$select=id,displayName&$top=999");
    assert!(ids(&graph.query(&path).ok()).is_empty());
    let group = json!({ "@odata.id": format!("https://graph.microsoft.com/v1.0/groups/{inner}") });
    assert_eq!(graph.post(&format!("/groups/{outer}/members/$ref"), &group).status, 204);
    assert_eq!(ids(&graph.query(&path).ok()), [outer.as_str()]);
    // A cast is an advanced query.
    let plain = format!("/groups/{inner}/memberOf/microsoft.graph.group");
    assert_eq!(graph_error(&graph.get(&plain), 400).0, "Request_UnsupportedQuery");
    graph_error(&graph.query(&path.replace(&inner, "00000000-0000-4000-8000-000000000000")), 404);
}

/// Members of one kind: counted, sorted, searched and filtered as a list of that kind is.
fn cast_members(server: &Server) {
    let graph = Graph::of(server);
    let inner = graph.make(&body(json!({ "mailNickname": "inner" })));
    let group =
        graph.make(&body(json!({ "members@odata.bind": [reference(OMAR), reference(FIONA), reference(NADIA)] })));
    let members = format!("/groups/{group}/members");
    let nested = json!({ "@odata.id": format!("https://graph.microsoft.com/v1.0/groups/{inner}") });
    assert_eq!(graph.post(&format!("{members}/$ref"), &nested).status, 204);
    let users = format!("{members}/microsoft.graph.user");
    let page = graph.query(&format!("{users}?$count=true&$orderby=displayName&$select=id,displayName&$top=2")).ok();
    assert_eq!((&page["@odata.count"], ids(&page)), (&json!(3), vec![FIONA.to_owned(), NADIA.to_owned()]));
    let next = page["@odata.nextLink"].as_str().unwrap().split_once("/v1.0").unwrap().1;
    assert_eq!(ids(&graph.query(next).ok()), [OMAR]);
    let down = graph.query(&format!("{users}?$count=true&$orderby=displayName%20desc")).ok();
    assert_eq!(ids(&down), [OMAR, NADIA, FIONA]);
    let search = GraphQuery::new().search(&GraphSearch::any(&["displayName"], "night").unwrap()).count();
    assert_eq!(ids(&graph.query(&format!("{users}{}", search.text())).ok()), [NADIA]);
    let filter = GraphQuery::new().filter(&GraphFilter::starts_with("displayName", "Om")).count();
    assert_eq!(ids(&graph.query(&format!("{users}{}", filter.text())).ok()), [OMAR]);
    let groups = format!("{members}/microsoft.graph.group");
    let page = graph.query(&format!("{groups}?$count=true&$select=id,groupTypes")).ok();
    assert_eq!((&page["@odata.count"], ids(&page)), (&json!(1), vec![inner]));
    for cast in [users, groups] {
        // A cast is an advanced query.
        assert_eq!(graph_error(&graph.get(&cast), 400).0, "Request_UnsupportedQuery");
        assert_eq!(graph_error(&graph.query(&cast), 400).0, "Request_UnsupportedQuery");
        assert_eq!(graph_error(&graph.get(&format!("{cast}?$count=true")), 400).0, "Request_UnsupportedQuery");
        let nowhere = cast.replace(&group, "00000000-0000-4000-8000-000000000000");
        graph_error(&graph.query(&format!("{nowhere}?$count=true")), 404);
    }
}

fn members(server: &Server) {
    let graph = Graph::of(server);
    let id = graph.make(&body(json!({})));
    let members = format!("/groups/{id}/members");
    // Whatever host a reference names, it is the tenant's object.
    for (reference, who) in [
        (format!("https://graph.microsoft.com/v1.0/directoryObjects/{FIONA}"), FIONA),
        (format!("/v1.0/users/{NADIA}"), NADIA),
        (format!("{}/v1.0/users/{OMAR}", server.address), OMAR),
    ] {
        assert_eq!(graph.post(&format!("{members}/$ref"), &json!({ "@odata.id": reference })).status, 204);
        assert!(graph.ids(&members).contains(&who.to_owned()));
    }
    let inner = graph.make(&body(json!({ "mailNickname": "inner" })));
    let group = json!({ "@odata.id": format!("https://graph.microsoft.com/v1.0/groups/{inner}") });
    assert_eq!(graph.post(&format!("{members}/$ref"), &group).status, 204);
    let page = GraphObjectPage::from_json(&graph.query(&format!("{members}?$count=true&$top=3")).ok()).unwrap();
    assert_eq!((page.count, page.value.len(), page.next_link.is_some()), (Some(4), 3, true));
    let rest = graph.query(page.next_link.unwrap().strip_prefix(&format!("{}/v1.0", server.address)).unwrap()).ok();
    let kinds: Vec<_> = GraphObjectPage::from_json(&rest).unwrap().value.iter().map(|one| one.kind()).collect();
    assert_eq!(kinds, [ObjectKind::Group]);
    assert!(page.value.iter().all(|one| one.kind() == ObjectKind::User));
    for (wrong, status) in [
        (json!({}), 400),
        (json!({ "@odata.id": 1 }), 400),
        (json!({ "@odata.id": OMAR }), 400),
        (json!({ "@odata.id": format!("ftp://x/v1.0/users/{OMAR}") }), 400),
        (json!({ "@odata.id": format!("/beta/users/{OMAR}") }), 400),
        (json!({ "@odata.id": format!("/v1.0/users/{OMAR}/manager") }), 400),
        (json!({ "@odata.id": reference(OLIVIA), "more": 1 }), 400),
        (json!({ "@odata.id": "/v1.0/users/olivia.owner" }), 404),
        (json!({ "@odata.id": format!("/v1.0/groups/{OMAR}") }), 404),
        (json!({ "@odata.id": format!("/v1.0/teams/{OMAR}") }), 404),
        (json!({ "@odata.id": reference("00000000-0000-0000-0000-000000000000") }), 404),
        (json!({ "@odata.id": format!("/v1.0/groups/{id}") }), 400),
    ] {
        graph_error(&graph.post(&format!("{members}/$ref"), &wrong), status);
    }
    assert_eq!(graph.delete(&format!("{members}/{inner}/$ref")).status, 204);
    graph_error(&graph.delete(&format!("{members}/{inner}/$ref")), 404);
    graph_error(&graph.delete(&format!("{members}/nobody/$ref")), 404);
    assert_eq!(graph.ids(&members).len(), 3);
    graph_error(&graph.get(&format!("{members}?$filter=displayName%20eq%20'x'")), 400);
}

#[test]
fn what_each_kind_of_group_holds() {
    let server = Server::new();
    let graph = Graph::of(&server);
    let inner = graph.make(&body(json!({ "mailNickname": "inner" })));
    let group = json!({ "@odata.id": format!("/v1.0/groups/{inner}") });
    let office = graph.make(&unified(json!({ "mailNickname": "office" })));
    let refused = graph.post(&format!("/groups/{office}/members/$ref"), &group);
    assert!(graph_error(&refused, 400).1.contains("holds users only"));
    assert_eq!(target(&refused), "members@odata.bind");
    let roles = graph.make(&body(json!({ "mailNickname": "roles", "isAssignableToRole": true })));
    assert!(graph_error(&graph.post(&format!("/groups/{roles}/members/$ref"), &group), 400).1.contains("no groups"));
    let dynamic = graph.make(&body(json!({ "mailNickname": "dynamic", "groupTypes": ["DynamicMembership"],
        "membershipRule": "user.surname -eq \"Field\"", "membershipRuleProcessingState": "On" })));
    let members = format!("/groups/{dynamic}/members");
    graph_error(&graph.post(&format!("{members}/$ref"), &to(OMAR)), 400);
    graph_error(&graph.delete(&format!("{members}/{FIONA}/$ref")), 400);
    assert_eq!(graph.ids(&members), [FIONA]);
    assert_eq!(graph.post(&format!("/groups/{dynamic}/owners/$ref"), &to(OMAR)).status, 204);
    // Distribution lists are Exchange's.
    let page = graph.query("/groups?$count=true&$top=999").ok();
    let all = page["value"].as_array().unwrap().iter();
    let list = all.clone().find(|one| one["mailEnabled"] == true && one["groupTypes"] == json!([])).unwrap();
    let path = format!("/groups/{}/members/$ref", list["id"].as_str().unwrap());
    graph_error(&Graph::of_administrator(&server).post(&path, &to(OMAR)), 400);
}

fn batch(server: &Server) {
    let graph = Graph::of(server);
    let id = graph.make(&body(json!({ "members@odata.bind": [reference(NADIA)] })));
    let member = |id: &str| {
        Relation::new(RelationKind::Members, "https://graph.microsoft.com/v1.0", &ObjectId::new(id), ObjectKind::User)
    };
    let owner = Relation { kind: RelationKind::Owners, ..member(OMAR) };
    let ghost = member("00000000-0000-0000-0000-000000000000");
    let relations = [owner, member(FIONA), member(NADIA), ghost, member(OMAR)];
    let asked = BatchRequest::relate(&ObjectId::new(&*id), &relations);
    // The second is throttled by itself.
    let fault = json!({ "pathContains": "/owners/$ref", "status": 429, "retryAfter": 5 });
    assert_eq!(server.post(&format!("{EXTENSIONS}/faults"), &fault).status, 204);
    let answer = graph.post("/$batch", &asked.to_json()).ok();
    let outcomes = BatchResponse::from_json(&answer).unwrap().outcomes(&asked);
    assert_eq!(
        outcomes[..3],
        [Outcome::Throttled { status: 429, retry_after: Some(5) }, Outcome::Done, Outcome::AlreadyThere]
    );
    // So is the first one here, without a time to come again.
    let fault = json!({ "pathContains": "/members/$ref", "status": 429 });
    assert_eq!(server.post(&format!("{EXTENSIONS}/faults"), &fault).status, 204);
    let silent = BatchRequest::relate(&ObjectId::new(&*id), &[member(NADIA)]);
    let answer = graph.post("/$batch", &silent.to_json()).ok();
    let put_off = BatchResponse::from_json(&answer).unwrap().outcomes(&silent);
    assert_eq!(put_off, [Outcome::Throttled { status: 429, retry_after: None }]);
    match &outcomes[3] {
        Outcome::Refused { status: 404, error: Some(error) } => {
            assert_eq!(error.body().code, "Request_ResourceNotFound");
            assert!(error.body().message.contains("does not exist"));
        }
        other => panic!("{other:?}"),
    }
    assert_eq!(outcomes[4], Outcome::Done);
    assert_eq!(graph.ids(&format!("/groups/{id}/members")), [OMAR, FIONA, NADIA]);
    assert_eq!(graph.ids(&format!("/groups/{id}/owners")), [OLIVIA]);
    // In the order of asking, whatever is asked.
    let mixed = json!({ "requests": [
        { "id": "x", "method": "GET", "url": "/me" },
        { "id": "1", "method": "GET", "url": "/users?$count=true&$top=1", "headers": { "ConsistencyLevel": "eventual" } },
        { "id": "2", "method": "GET", "url": "/nowhere" },
        { "id": "3", "method": "PATCH", "url": format!("/groups/{id}"), "body": { "description": "by batch" } },
        { "id": "4", "method": "PATCH", "url": format!("/groups/{id}"), "body": { "description": "by batch" },
          "headers": { "Content-Type": "application/json" } },
        { "id": "5", "method": "POST", "url": "/$batch", "body": { "requests": [] } },
        { "id": "6", "method": "GET", "url": "https://graph.microsoft.com/v1.0/me" },
        { "id": "7", "method": "POST", "url": "/%24batch", "headers": { "Content-Type": "application/json" },
          "body": { "requests": [{ "id": "1", "method": "GET", "url": "/me" }] } },
        { "id": "8", "method": "GET", "url": "/me", "dependsOn": [] },
    ]});
    let answer = graph.post("/$batch", &mixed).ok();
    let responses = answer["responses"].as_array().unwrap();
    let statuses: Vec<_> =
        responses.iter().map(|one| (one["id"].as_str().unwrap(), one["status"].as_u64().unwrap())).collect();
    let expected =
        [("x", 200), ("1", 200), ("2", 404), ("3", 400), ("4", 204), ("5", 400), ("6", 400), ("7", 400), ("8", 200)];
    assert_eq!(statuses, expected);
    assert_eq!(responses[0]["body"]["id"], OLIVIA);
    assert_eq!(ids(&responses[1]["body"]).len(), 1);
    assert_eq!(responses[4].get("body"), None);
    let one = |id: Value| json!({ "id": id, "method": "GET", "url": "/me" });
    for wrong in [
        json!({}),
        json!({ "requests": [] }),
        json!({ "requests": [one(json!(1))] }),
        json!({ "requests": [one(json!("1")), one(json!("1"))] }),
        json!({ "requests": (0..21).map(|at| one(json!(at.to_string()))).collect::<Vec<_>>() }),
    ] {
        graph_error(&graph.post("/$batch", &wrong), 400);
    }
    let waits = json!({ "id": "2", "method": "GET", "url": "/me", "dependsOn": ["1"] });
    let (_, why) = graph_error(&graph.post("/$batch", &json!({ "requests": [one(json!("1")), waits] })), 400);
    assert!(why.contains("dependsOn"), "{why}");
}
