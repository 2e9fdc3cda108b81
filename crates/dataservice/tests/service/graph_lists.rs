//! Users and groups in lists: what is found, in what order, page by page.

use super::cases::{self, Case};
use super::graph_support::{FIONA, Graph, NADIA, OLIVIA, OMAR, body, graph_error, ids, reference, unified};
use super::support::{Client, Reply, Server};
use model::graph::{GraphFilter, GraphQuery, GraphSearch, GraphUserPage};
use serde_json::{Value, json};
use std::collections::BTreeSet;

pub const CASES: &[Case] = &[
    Case { method: "GET", template: "/v1.0/me", run: me },
    Case { method: "GET", template: "/v1.0/me/ownedObjects/microsoft.graph.group", run: owned },
    Case { method: "GET", template: "/v1.0/me/memberOf/microsoft.graph.group", run: joined },
    Case { method: "GET", template: "/v1.0/users", run: users },
    Case { method: "GET", template: "/v1.0/users/{user}", run: user },
    Case { method: "GET", template: "/v1.0/users/{user}/ownedObjects/microsoft.graph.group", run: of_others },
    Case { method: "GET", template: "/v1.0/users/{user}/memberOf/microsoft.graph.group", run: of_others },
    Case { method: "GET", template: "/v1.0/groups", run: groups },
];

#[test]
fn routes() {
    cases::run(CASES);
}

fn me(server: &Server) {
    let me = Graph::of(server).get("/me").ok();
    assert_eq!((&me["id"], &me["displayName"]), (&json!(OLIVIA), &json!("Olivia Owner")));
    assert_eq!(me["userPrincipalName"], "olivia.owner@5cjshm.onmicrosoft.com");
    assert_eq!(me.as_object().unwrap().len(), 12, "{me}");
}

/// A cast is an advanced query, first page and next.
fn cast(graph: &Graph<'_>, path: &str) -> Vec<String> {
    let query = GraphQuery::new().select(&["id"]).top(999).count();
    assert!(query.needs_consistency());
    for (path, consistent) in [(path.to_owned(), true), (format!("{path}{}", query.text()), false)] {
        let reply = if consistent { graph.query(&path) } else { graph.get(&path) };
        assert_eq!(graph_error(&reply, 400).0, "Request_UnsupportedQuery", "{path}");
    }
    ids(&graph.query(&format!("{path}{}", query.text())).ok())
}

fn owned(server: &Server) {
    let graph = Graph::of(server);
    let before = cast(&graph, "/me/ownedObjects/microsoft.graph.group");
    assert!(before.len() >= 8, "{before:?}");
    let id = graph.make(&body(json!({})));
    let after = cast(&graph, "/me/ownedObjects/microsoft.graph.group");
    let first = graph.query("/me/ownedObjects/microsoft.graph.group?$count=true&$top=5").ok();
    let next = first["@odata.nextLink"].as_str().unwrap().split_once("/v1.0").unwrap().1;
    assert_eq!(ids(&graph.query(next).ok())[0], after[5]);
    assert!(after.len() == before.len() + 1 && after.contains(&id));
}

fn joined(server: &Server) {
    let graph = Graph::of(server);
    let id = graph.make(&body(json!({ "members@odata.bind": [reference(OLIVIA)] })));
    let other = graph.make(&body(json!({ "mailNickname": "other" })));
    let joined = cast(&graph, "/me/memberOf/microsoft.graph.group");
    assert!(joined.contains(&id) && !joined.contains(&other));
}

fn of_others(server: &Server) {
    let graph = Graph::of(server);
    let sent = json!({ "owners@odata.bind": [reference(OMAR)], "members@odata.bind": [reference(FIONA)] });
    let id = graph.make(&body(sent));
    let of = |who: &str, what: &str| cast(&graph, &format!("/users/{who}/{what}/microsoft.graph.group"));
    let principal = "fiona.field%405cjshm.onmicrosoft.com";
    for (who, what, holds) in [
        (OMAR, "ownedObjects", true),
        (OMAR, "memberOf", false),
        (FIONA, "memberOf", true),
        (principal, "memberOf", true),
        (principal, "ownedObjects", false),
    ] {
        assert_eq!(of(who, what).contains(&id), holds, "{who} {what}");
    }
    graph_error(&graph.query("/users/nobody/memberOf/microsoft.graph.group?$count=true"), 404);
}

fn user(server: &Server) {
    let graph = Graph::of(server);
    let omar = graph.get(&format!("/users/{OMAR}")).ok();
    assert_eq!((&omar["givenName"], &omar["jobTitle"]), (&json!("Omar"), &json!("Head of Operations")));
    let again = graph.get("/users/omar.operations%405cjshm.onmicrosoft.com?$select=department,accountEnabled").ok();
    assert_eq!((&again["department"], &again["accountEnabled"]), (&json!("Operations"), &json!(true)));
    for nobody in ["omar.operations", "nobody@5cjshm.onmicrosoft.com", "00000000-0000-0000-0000-000000000000"] {
        graph_error(&graph.get(&format!("/users/{nobody}")), 404);
    }
    graph_error(&graph.get(&format!("/users/{OMAR}?$select=groupTypes")), 400);
}

/// The query as the portal's model writes it.
fn ask(graph: &Graph<'_>, path: &str, query: &GraphQuery) -> Reply {
    let path = format!("{path}{}", query.text());
    if query.needs_consistency() { graph.query(&path) } else { graph.get(&path) }
}

fn names(page: &Value) -> Vec<String> {
    page["value"].as_array().unwrap().iter().map(|one| one["displayName"].as_str().unwrap().to_owned()).collect()
}

fn users(server: &Server) {
    let graph = Graph::of(server);
    let of = |query: GraphQuery| ids(&ask(&graph, "/users", &query).ok());
    let search = |text: &str| of(GraphQuery::new().search(&GraphSearch::any(&["displayName", "mail"], text).unwrap()));
    // A word starts so, in any order and letter case.
    assert_eq!(search("nightsh"), [NADIA]);
    assert_eq!(search("NIGHT nad"), [NADIA]);
    assert_eq!(search("ightshift"), [] as [&str; 0]);
    assert_eq!(search("omar.operations@"), [OMAR]);
    assert_eq!(search("no\"body\\ OR x"), [] as [&str; 0]);
    let by = |filter: GraphFilter| of(GraphQuery::new().filter(&filter).count().top(999));
    let named = GraphFilter::starts_with("displayName", "Fiona Fi");
    assert_eq!(by(named.clone()), [FIONA]);
    assert_eq!(by(GraphFilter::eq("surname", "nightshift")), [NADIA]);
    assert_eq!(by(GraphFilter::ends_with("mail", "field@5cjshm.onmicrosoft.com")), [FIONA]);
    assert_eq!(by(GraphFilter::any(&[named.clone(), GraphFilter::eq("id", NADIA)]).unwrap()), [FIONA, NADIA]);
    assert_eq!(by(GraphFilter::all(&[named.clone(), GraphFilter::eq("id", NADIA)]).unwrap()), [] as [&str; 0]);
    assert_eq!(by(GraphFilter::eq("displayName", "O'Brien' or displayName ne '")), [] as [&str; 0]);
    let all = of(GraphQuery::new().top(999));
    let rest = by(named.negated());
    assert!(rest.len() == all.len() - 1 && !rest.contains(&FIONA.to_owned()));
    let raw = |filter: &str| {
        let filter = model::wire::paths::segment(filter);
        ids(&graph.query(&format!("/users?$count=true&$top=999&$filter={filter}")).ok())
    };
    assert_eq!(raw(&format!("id in ('{OMAR}','{FIONA}')")), [OMAR, FIONA]);
    assert_eq!(
        raw(
            "not(startswith(displayName,'Fiona')) and (department eq 'Operations') and surname ne 'Operations' and jobTitle eq 'Shift Lead'"
        ),
        [NADIA]
    );
    assert_eq!(raw("accountEnabled eq true").len(), all.len());
    assert_eq!(raw("accountEnabled ne true"), [] as [&str; 0]);
    assert_eq!(raw("employeeId eq null").len(), all.len());
    // Sorted, both ways.
    let order = |descending| {
        names(&ask(&graph, "/users", &GraphQuery::new().order_by("displayName", descending).top(999)).ok())
    };
    let (up, mut down) = (order(false), order(true));
    down.reverse();
    assert_eq!(up.iter().collect::<BTreeSet<_>>(), down.iter().collect::<BTreeSet<_>>());
    let plain: Vec<_> = up.iter().filter(|name| name.is_ascii()).map(|name| name.to_lowercase()).collect();
    assert!(plain.len() > 20 && plain.is_sorted(), "{plain:?}");
    pages(&graph);
    refusals(&graph);
}

/// Page by page nobody is lost and nobody comes twice.
fn pages(graph: &Graph<'_>) {
    let query = GraphQuery::new().select(&["id", "displayName"]).order_by("displayName", false).count().top(7);
    let mut page = GraphUserPage::from_json(&ask(graph, "/users", &query).ok()).unwrap();
    let (total, mut seen) = (page.count.unwrap(), Vec::new());
    while let Some(next) = page.next_link.clone() {
        assert_eq!(page.value.len(), 7);
        seen.extend(page.value.into_iter().map(|user| user.id));
        let path = next.strip_prefix(&format!("{}/v1.0", graph.client.address)).unwrap();
        page = GraphUserPage::from_json(&graph.query(path).ok()).unwrap();
        assert_eq!(page.count, Some(total));
    }
    seen.extend(page.value.into_iter().map(|user| user.id));
    assert_eq!(seen.len(), usize::try_from(total).unwrap());
    assert_eq!(seen.iter().collect::<BTreeSet<_>>().len(), seen.len());
    let first = graph.get("/users").ok();
    assert_eq!((first.get("@odata.count"), first["value"][0].as_object().unwrap().len()), (None, 11));
}

fn refusals(graph: &Graph<'_>) {
    for path in [
        "/users?$search=%22displayName:ann%22",
        "/users?$count=true",
        "/users?$filter=displayName%20ne%20'x'",
        "/users?$filter=endswith(mail,'x')",
        "/users?$filter=startswith(displayName,'a')&$orderby=displayName",
    ] {
        assert_eq!(graph_error(&graph.get(path), 400).0, "Request_UnsupportedQuery", "{path}");
    }
    for path in [
        "/users?$search=displayName:ann",
        "/users?$search=%22ann%22",
        "/users?$search=%22shoeSize:4%22",
        "/users?$search=%22displayName:ann%22%20AND%20%22mail:b%22",
        "/users?$filter=",
        "/users?$filter=shoeSize%20eq%20'4'",
        "/users?$filter=displayName%20eq%20ann",
        "/users?$filter=displayName%20eq%20'ann",
        "/users?$filter=displayName%20eq%20'ann'%20or",
        "/users?$filter=displayName%20eq%20'ann')",
        "/users?$filter=contains(displayName,'x')",
        "/users?$filter=accountEnabled%20eq%20'true'",
        "/users?$orderby=shoeSize",
        "/users?$orderby=displayName%20up",
        "/users?$expand=manager",
        "/users?$top=0",
        "/users?$top=1000",
        "/users?$top=ten",
        "/users?$top=1&$top=2",
        "/users?$select=id,shoeSize",
        "/users?$select=",
        "/users?$count=maybe",
        "/users?$skiptoken=x",
        "/users?$skiptoken=p-1",
    ] {
        graph_error(&graph.query(path), 400);
    }
    let many = |count: usize| vec!["mail%20eq%20'x'"; count].join("%20or%20");
    graph.get(&format!("/users?$filter={}", many(15))).ok();
    graph_error(&graph.get(&format!("/users?$filter={}", many(16))), 400);
    let deep = format!("/users?$filter={}displayName%20eq%20'x'{}", "(".repeat(500), ")".repeat(500));
    graph_error(&graph.query(&deep), 400);
}

fn groups(server: &Server) {
    let graph = Graph::of(server);
    let id = graph.make(&unified(json!({ "displayName": "Zebra crossing", "mailNickname": "zebra" })));
    let other = graph.make(&body(json!({ "displayName": "Zebra stripes", "mailNickname": "zebra" })));
    let of = |query: GraphQuery| ids(&ask(&graph, "/groups", &query).ok());
    let zebra = GraphFilter::eq("mailNickname", "Zebra");
    assert_eq!(of(GraphQuery::new().filter(&zebra)), [&*id, &*other]);
    let taken = GraphFilter::all(&[zebra.clone(), GraphFilter::any_eq("groupTypes", "Unified")]).unwrap();
    assert_eq!(of(GraphQuery::new().filter(&taken)), [&*id]);
    let granting = GraphFilter::all(&[zebra.clone(), GraphFilter::is("securityEnabled", true)]).unwrap();
    assert_eq!(of(GraphQuery::new().filter(&granting)), [&*other]);
    let posting = GraphFilter::all(&[zebra, GraphFilter::is("mailEnabled", true)]).unwrap();
    assert_eq!(of(GraphQuery::new().filter(&posting)), [&*id]);
    assert_eq!(of(GraphQuery::new().search(&GraphSearch::any(&["displayName"], "cros").unwrap())), [&*id]);
    let dynamic = GraphFilter::any_eq("groupTypes", "DynamicMembership");
    assert_eq!(of(GraphQuery::new().filter(&dynamic)), [] as [&str; 0]);
    without_owners(&graph, &id);
    let all = ask(&graph, "/groups", &GraphQuery::new().count().top(999)).ok();
    assert_eq!(all["@odata.count"], all["value"].as_array().unwrap().len());
    assert_eq!(all["@odata.context"], format!("{}/v1.0/$metadata#groups", server.address));
    graph_error(&graph.get("/groups?$filter=groupTypes/any(c:d%20eq%20'Unified')"), 400);
    graph_error(&graph.get("/groups?$select=members"), 400);
    graph_error(&graph.send("PUT", "/groups", None, &[]), 405);
    graph_error(&graph.get("/devices"), 404);
}

/// Graph counts owners in a filter, but only in an advanced query, and no members.
fn without_owners(graph: &Graph<'_>, owned: &str) {
    let left = graph.make(&body(json!({ "mailNickname": "left", "owners@odata.bind": [reference(FIONA)] })));
    let mut administrator = Client::new(graph.client.address.clone());
    administrator.sign_in_to("3", "Administrator", "Demo-Admin-1");
    let user = format!("/GroupIDDataService/api/IdentityStores/3/Users/{FIONA}");
    administrator.send("DELETE", &user, None).ok();
    let all = ids(&ask(graph, "/groups", &GraphQuery::new().count().top(999)).ok());
    let of = |filter: &GraphFilter| {
        let query = GraphQuery::new().select(&["id"]).filter(filter).top(999);
        assert!(query.needs_consistency());
        ids(&ask(graph, "/groups", &query).ok())
    };
    let none = GraphFilter::has_no("owners");
    let (without, with) = (of(&none), of(&none.negated()));
    assert!(without.contains(&left) && with.contains(&owned.to_owned()), "{without:?}");
    let whole: BTreeSet<_> = without.iter().chain(&with).collect();
    assert_eq!((whole, without.len() + with.len()), (all.iter().collect(), all.len()));
    for id in &without {
        assert_eq!(graph.get(&format!("/groups/{id}/owners")).ok()["value"], json!([]), "{id}");
    }
    let written = ids(&graph.query("/groups?$count=true&$top=999&$filter=owners/$count%20ne%200").ok());
    assert_eq!(written, with);
    let plain = graph.get("/groups?$filter=owners/$count%20eq%200");
    assert_eq!(graph_error(&plain, 400).0, "Request_UnsupportedQuery");
    let uncounted = graph.query("/groups?$filter=owners/$count%20eq%200");
    assert_eq!(graph_error(&uncounted, 400).0, "Request_UnsupportedQuery");
    for filter in
        ["members/$count eq 0", "owners/$count lt 1", "owners/$count eq 2", "owners/$count eq '0'", "owners/$count"]
    {
        let path = format!("/groups?$count=true&$filter={}", model::wire::paths::segment(filter));
        graph_error(&graph.query(&path), 400);
    }
    graph_error(&graph.query("/users?$count=true&$filter=owners/$count%20eq%200"), 400);
}
