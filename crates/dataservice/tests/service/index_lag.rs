//! Searches that lag behind changes; reads by id are always current.

use super::support::{STORE, Server, create, group_body, names, user, values};
use serde_json::json;
use std::time::{Duration, Instant};

const LAG: Duration = Duration::from_secs(2);

fn lagging() -> Server {
    Server::with(|options| options.index_lag = LAG)
}

fn by_name(server: &Server, name: &str) -> Vec<String> {
    let criteria = json!({ "attribute": "name", "operator": "Is Exactly", "value": name });
    names(&server.search(json!({ "criteria": criteria })).ok())
}

/// Waits until it is so, for twice the delay at most.
fn until(what: &str, is: impl Fn() -> bool) {
    let began = Instant::now();
    while !is() {
        assert!(began.elapsed() < 2 * LAG + Duration::from_secs(3), "never: {what}");
        std::thread::sleep(Duration::from_millis(50));
    }
}

#[test]
fn a_search_finds_a_new_group_later() {
    let server = lagging();
    let (_, dn) = user(&server, "max.member");
    let mine = || server.get(&format!("{STORE}/Users/max.member/Groups/count")).ok()["count"].as_i64().unwrap();
    let began = Instant::now();
    let id = create(&server, &group_body("brand new", json!({ "managedBy": dn })));
    // What is asked by its id is there at once, and its names are taken.
    assert_eq!(values(&server.get(&format!("{STORE}/Groups/{id}")).ok(), "name"), ["brand new"]);
    let again = server.post(&format!("{STORE}/Groups/StaticGroup"), &group_body("brand new", json!({}))).ok();
    assert_eq!(again["errorCode"], "ObjectAlreadyExists");
    if began.elapsed() < LAG {
        assert!(by_name(&server, "brand new").is_empty());
        assert_eq!(mine(), 0);
    }
    until("the group is found", || by_name(&server, "brand new").len() == 1);
    assert!(began.elapsed() >= LAG, "too early");
    until("it is counted", || mine() == 1);
}

#[test]
fn a_search_shows_what_was_before_a_change_and_a_deletion() {
    let server = lagging();
    let (_, dn) = user(&server, "max.member");
    let changed = create(&server, &group_body("changed", json!({ "description": "before" })));
    let deleted = create(&server, &group_body("deleted", json!({ "member": dn })));
    until("both are found", || by_name(&server, "changed").len() + by_name(&server, "deleted").len() == 2);
    let described = |text: &str| {
        let criteria = json!({ "attribute": "description", "operator": "Is Exactly", "value": text });
        !names(&server.search(json!({ "criteria": criteria })).ok()).is_empty()
    };
    let began = Instant::now();
    let body = json!({ "AttributesCollection": { "AttributesCollection": { "description": [{ "Value": "after" }] } } });
    server.send("PATCH", &format!("{STORE}/Groups/{changed}"), Some(&body)).ok();
    server.send("DELETE", &format!("{STORE}/Groups/{deleted}"), None).ok();
    assert_eq!(values(&server.get(&format!("{STORE}/Groups/{changed}")).ok(), "description"), ["after"]);
    server.get(&format!("{STORE}/Groups/{deleted}")).error(404);
    if began.elapsed() < LAG {
        assert!(described("before") && !described("after"));
        assert_eq!(by_name(&server, "deleted"), ["deleted"]);
    }
    until("the change is found", || described("after") && !described("before"));
    until("the deletion is seen", || by_name(&server, "deleted").is_empty());
}

/// Changes without a pause do not hide each other for longer than they must.
#[test]
fn many_changes_become_visible_in_their_order() {
    let server = lagging();
    // As many as are made in more than half of the delay: they do not share one state.
    let (began, mut made) = (Instant::now(), 0);
    while began.elapsed() < LAG * 3 / 5 {
        create(&server, &group_body(&format!("one of many {made:04}"), json!({})));
        made += 1;
    }
    let found = || {
        let criteria = json!({ "attribute": "name", "operator": "Starts With", "value": "one of many" });
        names(&server.search(json!({ "criteria": criteria, "pageSize": 10_000, "sortBy": "name" })).ok())
    };
    until("all are found", || {
        let now = found();
        for (at, name) in now.iter().enumerate() {
            assert_eq!(*name, format!("one of many {at:04}"), "{now:?}");
        }
        now.len() == made
    });
}

#[test]
fn without_the_option_a_search_is_current() {
    let server = Server::new();
    create(&server, &group_body("brand new", json!({})));
    assert_eq!(by_name(&server, "brand new"), ["brand new"]);
}
