//! Every route has a test, and nobody gets in without a token.

use super::cases;
use super::graph_support::{Graph, graph_error};
use super::support::Server;
use dataservice::Access;
use std::collections::BTreeSet;

#[test]
fn every_route_has_a_test() {
    let table: BTreeSet<_> = dataservice::table().iter().map(|route| (route.method, route.template)).collect();
    assert_eq!(table.len(), dataservice::table().len(), "a route is in the table twice");
    let covered: BTreeSet<_> = cases::all().iter().map(|case| (case.method, case.template)).collect();
    let missing: Vec<_> = table.difference(&covered).collect();
    let stale: Vec<_> = covered.difference(&table).collect();
    assert!(missing.is_empty(), "routes without a test: {missing:#?}");
    assert!(stale.is_empty(), "tests of routes that do not exist: {stale:#?}");
}

#[test]
fn the_page_of_routes_is_up_to_date() {
    let page = include_str!("../../../../docs/API.md");
    // The rest is kept by hand; `cargo xtask` checks it.
    let printed = page.split("\n## What the portal calls\n").next().unwrap();
    assert_eq!(printed, dataservice::as_markdown(), "docs/API.md is another one: `cargo xtask api` prints it anew");
}

/// A path that the template fits.
fn example(template: &str) -> String {
    let part = |part: &str| match part {
        "{store}" => "2".to_owned(),
        "{group}" => "DemoGroup1".to_owned(),
        "{user}" => "olivia.owner".to_owned(),
        "{contact}" => "nobody".to_owned(),
        "{task}" | "{request}" => "1".to_owned(),
        "{object}" => "26be1845-4119-4801-a799-aea79d09f1a2".to_owned(),
        part => part.to_owned(),
    };
    template.split('/').map(part).collect::<Vec<_>>().join("/")
}

#[test]
fn microsoft_graph_wants_a_token_of_its_own() {
    let mut server = Server::new();
    let of = |access: Access| dataservice::table().iter().filter(move |route| route.access == access);
    assert!(of(Access::Graph).count() > 15);
    let own = Graph::of(&server).token;
    for token in [server.token.clone(), None, Some("0000".to_owned()), Some(String::new())] {
        server.client.token = token;
        for route in of(Access::Graph) {
            let reply = server.send(route.method, &example(route.template), None);
            let (code, _) = graph_error(&reply, 401);
            assert_eq!(code, "InvalidAuthenticationToken");
            assert!(reply.header("www-authenticate").starts_with("Bearer"), "{}", route.template);
        }
    }
    // And the other way round.
    server.client.token = Some(own);
    for route in of(Access::Bearer) {
        server.send(route.method, &example(route.template), None).error(401);
    }
}

#[test]
fn every_protected_route_wants_a_good_token() {
    let mut server = Server::unsigned(|_| ());
    let protected: Vec<_> = dataservice::table().iter().filter(|route| route.access == Access::Bearer).collect();
    assert!(protected.len() > 30);
    for token in [None, Some("0000"), Some("")] {
        server.client.token = token.map(str::to_owned);
        for route in &protected {
            let reply = server.send(route.method, &example(route.template), None);
            reply.error(401);
            assert!(reply.header("www-authenticate").starts_with("Bearer"), "{}", route.template);
        }
    }
    // What is open is open on purpose.
    let open: Vec<_> = dataservice::table().iter().filter(|r| r.access == Access::Open).map(|r| r.template).collect();
    assert!(open.iter().all(|t| !t.contains("IdentityStores")), "{open:?}");
}
