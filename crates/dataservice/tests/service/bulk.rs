//! Many groups at once: change (operation 8), delete (10), expire and renew (part B), each with a result of its own; and
//! expiring and renewing one.

use super::cases::{self, Case};
use super::support::{STORE, Server, create, group_body, names, seed, user, values};
use crate::in_store;
use serde_json::{Value, json};

pub const CASES: &[Case] = &[
    Case { method: "PATCH", template: in_store!("Groups"), run: change },
    Case { method: "DELETE", template: in_store!("Groups"), run: delete },
    Case { method: "POST", template: in_store!("Groups/{group}/Expire"), run: expire_and_renew },
    Case { method: "POST", template: in_store!("Groups/{group}/Renew"), run: expire_and_renew },
    Case { method: "POST", template: in_store!("Groups/Expire"), run: expire_and_renew_many },
    Case { method: "POST", template: in_store!("Groups/Renew"), run: expire_and_renew_many },
];

#[test]
fn routes() {
    cases::run(CASES);
}

fn path(rest: &str) -> String {
    format!("{STORE}/Groups{rest}")
}

fn held(server: &Server, id: &str, attribute: &str) -> String {
    values(&server.get(&path(&format!("/{id}"))).ok(), attribute).remove(0)
}

/// A body as in the sample, for these groups.
fn changes(ids: &[&str], attribute: &str, value: &str) -> Value {
    let one = |id: &&str| {
        let mut change = seed("update-groups.request")[0].take();
        change["objectIdFromIdentityStore"] = json!(id);
        change["attributesBusinessObject"]["attributesCollection"] =
            json!({ attribute: [{ "identityStoreId": 2, "value": value }] });
        change
    };
    ids.iter().map(one).collect()
}

fn statuses(answer: &Value) -> Vec<i64> {
    assert_eq!(answer["status"], 0, "{answer}");
    answer["details"].as_array().unwrap().iter().map(|detail| detail["status"].as_i64().unwrap()).collect()
}

/// The sample's groups are in the demo directory, so its body is sent and answered as it is.
fn change(server: &Server) {
    let body = seed("update-groups.request");
    let mut answer = server.send("PATCH", &path("/"), Some(&body)).ok();
    let mut expected = seed("update-groups.response");
    for json in [&mut answer, &mut expected] {
        for group in json["details"].as_array_mut().unwrap() {
            group["details"].as_array_mut().unwrap().sort_by_key(|detail| detail["name"].to_string());
        }
    }
    assert_eq!(answer, expected);
    for change in body.as_array().unwrap() {
        let id = change["objectIdFromIdentityStore"].as_str().unwrap();
        let text = &change["attributesBusinessObject"]["attributesCollection"]["description"][0]["value"];
        assert_eq!(held(server, id, "description"), text.as_str().unwrap());
    }
}

#[test]
fn one_that_is_refused_does_not_hold_up_the_others() {
    let mut server = Server::new();
    let (_, olivia) = user(&server, "olivia.owner");
    let own = create(&server, &group_body("own", json!({ "managedBy": [{ "Value": olivia, "Action": 0 }] })));
    let foreign = create(&server, &group_body("foreign", json!({})));
    server.client.sign_in("olivia.owner", "Demo-Pass-1");
    let ids = [foreign.as_str(), "nobody", own.as_str()];
    let answer = server.send("PATCH", &path(""), Some(&changes(&ids, "XGroupSecurity", "Public"))).ok();
    assert_eq!(statuses(&answer), [1, 1, 0], "{answer}");
    let details = answer["details"].as_array().unwrap();
    assert_eq!(details.iter().map(|detail| detail["name"].as_str().unwrap()).collect::<Vec<_>>(), ids);
    assert_eq!(details[0]["errorCode"], "AccessDenied");
    assert!(details[0]["message"].as_str().unwrap().starts_with("Access denied."));
    assert_eq!(
        (held(&server, &own, "XGroupSecurity"), held(&server, &foreign, "XGroupSecurity")),
        ("Public".to_owned(), "Semi_Private".to_owned())
    );
    // All or nothing within a group: the refused attribute is named, and the other one is not saved.
    let mut body = changes(&[&own], "description", "x");
    body[0]["attributesBusinessObject"]["attributesCollection"]["XGroupSecurity"] = json!([{ "value": "Secret" }]);
    let answer = server.send("PATCH", &path(""), Some(&body)).ok();
    assert_eq!(statuses(&answer), [1]);
    assert!(answer["details"][0]["exceptionMessagesAttributeWise"]["XGroupSecurity"].is_string(), "{answer}");
    assert_eq!(held(&server, &own, "XGroupSecurity"), "Public");
    let mut elsewhere = changes(&[&own], "description", "x");
    elsewhere[0]["identityStoreId"] = json!(3);
    assert_eq!(statuses(&server.send("PATCH", &path(""), Some(&elsewhere)).ok()), [1]);
    elsewhere[0]["identityStoreId"] = json!(2);
    elsewhere[0]["attributesBusinessObject"] = json!({ "attributesCollection": {} });
    assert_eq!(statuses(&server.send("PATCH", &path(""), Some(&elsewhere)).ok()), [1]);
    for wrong in [json!([]), json!("x")] {
        server.send("PATCH", &path(""), Some(&wrong)).error(400);
    }
}

fn delete(server: &Server) {
    let ids: Vec<String> = ["one", "two"].map(|name| create(server, &group_body(name, json!({})))).into();
    assert_eq!(server.send("DELETE", &path(""), Some(&json!(ids))).ok(), seed("delete-groups.response"));
    for id in &ids {
        server.get(&path(&format!("/{id}"))).error(404);
    }
    let third = create(server, &group_body("three", json!({})));
    let answer = server.send("DELETE", &path(""), Some(&json!([ids[0], third]))).ok();
    assert_eq!(statuses(&answer), [1, 0], "{answer}");
    assert_eq!((&answer["details"][0]["name"], &answer["details"][1]["name"]), (&json!(ids[0]), &Value::Null));
    server.send("DELETE", &path(""), Some(&json!([]))).error(400);
    server.send("DELETE", &path(""), None).error(400);
}

fn names_of_expired(server: &Server) -> Vec<String> {
    names(&server.get(&format!("{STORE}/Users/Administrator/Groups/Expired?pageSize=1000")).ok())
}

fn expire_and_renew(server: &Server) {
    let (_, administrator) = user(server, "Administrator");
    let body = group_body(
        "ends",
        json!({ "XGroupExpirationPolicy": "30",
        "managedBy": [{ "Value": administrator, "Action": 0 }] }),
    );
    let id = create(server, &body);
    let post = |what: &str| server.send("POST", &path(&format!("/{id}/{what}?ReplicationRequired=true")), None).ok();
    assert_eq!(post("Expire"), seed("delete-group.response"), "the same envelope");
    assert!(names_of_expired(server).contains(&"ends".to_owned()));
    let again = post("Expire");
    assert_eq!(
        (&again["status"], again["exceptionMessagesAttributeWise"]["IMGIsExpired"].is_string()),
        (&json!(1), true)
    );
    assert_eq!(post("Renew")["status"], 0);
    assert_eq!(held(server, &id, "IMGIsExpired"), "false");
    assert!(!names_of_expired(server).contains(&"ends".to_owned()));
    let soon = server.get(&format!("{STORE}/Users/Administrator/Groups/Expiring?pageSize=1000")).ok();
    assert!(names(&soon).contains(&"ends".to_owned()), "30 days from today is soon");
    // A group that is not expired is renewed, too; one without a policy never expires.
    assert_eq!(post("Renew")["status"], 0);
    let patch =
        json!({ "AttributesCollection": { "AttributesCollection": { "XGroupExpirationPolicy": [{ "Value": "0" }] } } });
    server.send("PATCH", &path(&format!("/{id}")), Some(&patch)).ok();
    post("Expire");
    post("Renew");
    assert!(held(server, &id, "XGroupExpirationDate").starts_with("9999"));
    server.send("POST", &path(&format!("/{id}/Renew?ReplicationRequired=maybe")), None).error(400);
    server.send("POST", &path("/nobody/Renew"), None).error(404);
}

fn expire_and_renew_many(server: &Server) {
    let ids: Vec<String> = ["one", "two"].map(|name| create(server, &group_body(name, json!({})))).into();
    let all = json!([ids[0], "nobody", ids[1]]);
    let post = |what: &str| server.post(&path(&format!("/{what}")), &all).ok();
    let answer = post("Expire");
    assert_eq!(statuses(&answer), [0, 1, 0]);
    assert_eq!(answer["details"][1]["name"], "nobody");
    assert_eq!(held(server, &ids[1], "IMGIsExpired"), "true");
    assert_eq!(statuses(&post("Expire")), [1, 1, 1]);
    assert_eq!(statuses(&post("Renew")), [0, 1, 0]);
    server.post(&path("/Renew"), &json!([])).error(400);
}
