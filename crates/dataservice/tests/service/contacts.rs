//! Contacts, and the deletion of contacts and users.

use super::cases::{self, Case};
use super::support::{Client, STORE, Server, create, group_body, user, values};
use crate::in_store;
use serde_json::{Value, json};

pub const CASES: &[Case] = &[
    Case { method: "POST", template: in_store!("Contacts"), run: create_one },
    Case { method: "GET", template: in_store!("Contacts/{contact}"), run: create_one },
    Case { method: "PATCH", template: in_store!("Contacts"), run: change },
    Case { method: "DELETE", template: in_store!("Contacts/{contact}"), run: delete },
    Case { method: "DELETE", template: in_store!("Contacts"), run: delete_many },
    Case { method: "DELETE", template: in_store!("Users/{user}"), run: delete_user },
    Case { method: "DELETE", template: in_store!("Users"), run: delete_users },
];

#[test]
fn routes() {
    cases::run(CASES);
}

const ENTRA: &str = "/GroupIDDataService/api/IdentityStores/3";

fn body(name: &str, attributes: Value) -> Value {
    let mut bag = json!({ "CN": name, "displayName": name, "objectClass": "contact" });
    bag.as_object_mut().unwrap().extend(attributes.as_object().unwrap().clone());
    let bag: serde_json::Map<_, _> = bag
        .as_object()
        .unwrap()
        .iter()
        .map(|(name, value)| (name.clone(), json!([{ "value": value, "action": 0 }])))
        .collect();
    json!({ "container": "OU=Contacts,DC=demo,DC=local", "attributes": { "attributesCollection": bag } })
}

fn new(client: &Client, name: &str) -> String {
    let answer = client.post(&format!("{STORE}/Contacts"), &body(name, json!({}))).ok();
    assert_eq!(answer["status"], 0, "{answer}");
    answer["data"].as_str().unwrap().to_owned()
}

fn create_one(server: &Server) {
    let more = json!({ "mail": "pia@partner.example", "proxyAddresses": "SMTP:pia@partner.example", "title": "Agent" });
    let answer = server.post(&format!("{STORE}/Contacts"), &body("Pia Partner", more.clone())).ok();
    let id = answer["data"].as_str().unwrap();
    let found = server.get(&format!("{STORE}/Contacts/{id}")).ok();
    assert_eq!(found["objectType"], "contact");
    for (name, value) in [
        ("distinguishedName", "CN=Pia Partner,OU=Contacts,DC=demo,DC=local"),
        ("mail", "pia@partner.example"),
        ("title", "Agent"),
        ("displayName", "Pia Partner"),
    ] {
        assert_eq!(values(&found, name), [value], "{name}");
    }
    let some = server.send("GET", &format!("{STORE}/Contacts/{id}"), Some(&json!(["title"]))).ok();
    assert!(some["attributesBusinessObject"]["attributesCollection"].get("mail").is_none());
    // A second one of this name, with a class and an attribute that no contact has.
    let wrong = json!({ "objectClass": "user", "userAccountControl": "512" });
    let refused = server.post(&format!("{STORE}/Contacts"), &body("Pia Partner", wrong)).ok();
    assert_eq!(refused["errorCode"], "ObjectAlreadyExists", "{refused}");
    for name in ["CN", "objectClass", "userAccountControl"] {
        assert!(refused["exceptionMessagesAttributeWise"][name].is_string(), "{name}: {refused}");
    }
    // A user is no contact, and Entra ID has none.
    server.get(&format!("{STORE}/Contacts/ann.lee")).error(404);
    let entra = Server::of_entra();
    entra.get(&format!("{ENTRA}/Contacts/{id}")).error(400);
    entra.post(&format!("{ENTRA}/Contacts"), &body("Pia Partner", json!({}))).error(400);
}

fn change(server: &Server) {
    let id = new(server, "Pia Partner");
    let body = json!({ "AttributesToUpdate": { "AttributesCollection": { "title": [{ "Value": "Agent" }] } },
        "ObjectIdentity": id, "IdentityStoreID": "2" });
    assert_eq!(server.send("PATCH", &format!("{STORE}/Contacts"), Some(&body)).ok()["status"], 0);
    assert_eq!(values(&server.get(&format!("{STORE}/Contacts/{id}")).ok(), "title"), ["Agent"]);
    let mut of_user = body.clone();
    of_user["ObjectIdentity"] = json!("ann.lee");
    server.send("PATCH", &format!("{STORE}/Contacts"), Some(&of_user)).error(404);
}

fn delete(server: &Server) {
    let id = new(server, "Pia Partner");
    let path = format!("{STORE}/Contacts/{id}");
    assert_eq!(server.send("DELETE", &path, None).ok()["status"], 0);
    server.get(&path).error(404);
    server.send("DELETE", &path, None).error(404);
    server.send("DELETE", &format!("{STORE}/Contacts/ann.lee"), None).error(404);
}

/// One detail for each, in order; what cannot be deleted does not hold up the others.
fn delete_many(server: &Server) {
    let (one, two) = (new(server, "One"), new(server, "Two"));
    let path = format!("{STORE}/Contacts");
    let answer = server.send("DELETE", &path, Some(&json!([one, "nobody", "ann.lee", two]))).ok();
    let statuses: Vec<_> = answer["details"].as_array().unwrap().iter().map(|detail| &detail["status"]).collect();
    assert_eq!(statuses, [&json!(0), &json!(1), &json!(1), &json!(0)], "{answer}");
    assert_eq!((&answer["status"], &answer["details"][1]["name"]), (&json!(0), &json!("nobody")));
    for id in [&one, &two] {
        server.get(&format!("{path}/{id}")).error(404);
    }
    server.get(&format!("{STORE}/Users/ann.lee")).ok();
    for wrong in [json!([]), json!({})] {
        server.send("DELETE", &path, Some(&wrong)).error(400);
    }
}

fn delete_user(server: &Server) {
    let (id, dn) = user(server, "max.member");
    let group = create(server, &group_body("held", json!({ "member": dn, "XAdditionalOwner": dn })));
    let path = format!("{STORE}/Users/{id}");
    assert_eq!(server.send("DELETE", &path, None).ok()["status"], 0);
    server.get(&path).error(404);
    server.send("DELETE", &format!("{STORE}/Users/DemoGroup1"), None).error(404);
    // Nothing points there any more, and nobody signs in with the account.
    let group = server.get(&format!("{STORE}/Groups/{group}")).ok();
    assert!(group["attributesBusinessObject"]["attributesCollection"].get("member").is_none(), "{group}");
    assert_eq!(server.ask_token("max.member", "Demo-Pass-2", "2").status, 400);
}

fn delete_users(server: &Server) {
    let (max, own) = (user(server, "max.member").0, user(server, "Administrator").0);
    let answer = server.send("DELETE", &format!("{STORE}/Users"), Some(&json!([max, own]))).ok();
    let details = answer["details"].as_array().unwrap();
    assert_eq!((&details[0]["status"], &details[1]["status"]), (&json!(0), &json!(1)), "{answer}");
    assert!(details[1]["message"].as_str().unwrap().contains("signed in"), "{answer}");
    server.get(&format!("{STORE}/Users/{max}")).error(404);
    server.get(&format!("{STORE}/Users/{own}")).ok();
}

#[test]
fn only_administrators_delete_people() {
    let mut server = Server::new();
    let (id, ann) = (new(&server, "Pia Partner"), user(&server, "ann.lee").0);
    server.client.sign_in("olivia.owner", "Demo-Pass-1");
    for path in [format!("{STORE}/Contacts/{id}"), format!("{STORE}/Users/{ann}")] {
        assert_eq!(server.send("DELETE", &path, None).status, 403, "{path}");
        server.get(&path).ok();
    }
    let many = server.send("DELETE", &format!("{STORE}/Users"), Some(&json!([ann]))).ok();
    assert_eq!(many["details"][0]["status"], 1, "{many}");
    server.get(&format!("{STORE}/Users/{ann}")).ok();
}
