//! Ids in the URLs that stand in bodies: no id leads a request to another object.

use model::graph::paths::names_rewritten_url;
use model::graph::{BatchRequest, GraphGroup, Relation, RelationKind};
use model::wire::ObjectId;
use model::wire::lenient::Nullable;
use model::wire::object::ObjectKind;
use model::wire::paths::is_rewritten;
use serde_json::{Value, json};

const ROOT: &str = "https://graph.microsoft.com/v1.0";

fn member(id: &str) -> Relation {
    Relation::new(RelationKind::Members, ROOT, &ObjectId::new(id), ObjectKind::User)
}

#[test]
fn an_id_is_one_segment_of_a_reference() {
    for (id, segment) in [
        ("a/b", "a%2Fb"),
        ("a?b", "a%3Fb"),
        ("a#b", "a%23b"),
        ("a\\b", "a%5Cb"),
        ("../groups/g", "..%2Fgroups%2Fg"),
        ("%2e%2e", "%252e%252e"),
        ("jo@example.com", "jo%40example.com"),
    ] {
        let reference = member(id).reference;
        assert_eq!(reference, format!("{ROOT}/users/{segment}"));
        assert!(!is_rewritten(&reference), "{reference}");
        let batch = BatchRequest::relate(&ObjectId::new(id), &[member(id)]).to_json();
        assert_eq!(batch["requests"][0]["url"], format!("/groups/{segment}/members/$ref"));
        assert!(!names_rewritten_url(&batch), "{batch}");
    }
}

#[test]
fn an_id_of_dots_is_found_wherever_a_body_names_it() {
    for dots in [".", ".."] {
        let (good, bad) = (ObjectId::new("g"), ObjectId::new(dots));
        let list = Nullable::Is(vec![member("u").reference, member(dots).reference]);
        for body in [
            json!({ "@odata.id": member(dots).reference }),
            BatchRequest::relate(&good, &[member("u"), member(dots)]).to_json(),
            BatchRequest::relate(&bad, &[member("u")]).to_json(),
            GraphGroup { owners: list.clone(), ..GraphGroup::default() }.to_json(),
            GraphGroup { members: list, ..GraphGroup::default() }.to_json(),
        ] {
            assert!(names_rewritten_url(&body), "{body}");
        }
    }
}

#[test]
fn other_bodies_name_no_url() {
    for body in [
        Value::Null,
        json!([".."]),
        json!({ "displayName": "..", "description": "/../" }),
        json!({ "requests": "..", "@odata.id": 7, "owners@odata.bind": { "url": ".." } }),
        json!({ "@odata.id": format!("{ROOT}/users/a..b") }),
    ] {
        assert!(!names_rewritten_url(&body), "{body}");
    }
}

#[test]
fn an_id_of_dots_changes_the_path() {
    for url in ["/a/..", "/a/../b", "/a/./b", "/a/%2E%2e", "https://host/a/.%2e?b"] {
        assert!(is_rewritten(url), "{url}");
    }
    for url in ["/a/...", "/a/b.c", "https://host/a?b=/../", "/a/.b", "/a#/.."] {
        assert!(!is_rewritten(url), "{url}");
    }
}
