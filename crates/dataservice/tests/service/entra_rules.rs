//! What a new group of Entra ID must obey: each rule, and the attribute that the refusal names.

use super::entra_groups::{ENTRA, OLIVIA, TENANT, create, post, smart_body, static_body};
use super::support::{Server, seed};
use serde_json::{Value, json};

/// Refused with HTTP 200 and an envelope; returns attribute → sentence.
fn refused(server: &Server, body: &Value) -> serde_json::Map<String, Value> {
    let answer = post(server, body);
    assert_ne!(answer["status"], 0, "{body} was accepted");
    assert_eq!((&answer["data"], &answer["identityStoreObject"]), (&Value::Null, &Value::Null));
    answer["exceptionMessagesAttributeWise"].as_object().unwrap().clone()
}

/// Refused for that attribute and for no other.
fn only(server: &Server, attribute: &str, body: &Value) {
    let reasons = refused(server, body);
    assert_eq!(reasons.keys().collect::<Vec<_>>(), [attribute], "{reasons:?} for {body}");
}

fn with(attributes: Value) -> Value {
    static_body("new", attributes)
}

fn smart_with(attributes: Value) -> Value {
    smart_body("new", attributes)
}

#[test]
fn names_containers_and_types() {
    let server = Server::new();
    only(&server, "displayName", &with(json!({ "displayname": "other" })));
    only(&server, "displayName", &with(json!({ "displayname": null })));
    only(&server, "GroupName", &static_body(&"ü".repeat(257), json!({})));
    only(&server, "GroupName", &static_body(" edge", json!({})));
    only(&server, "GroupName", &static_body("a\u{7}b", json!({})));
    create(&server, &static_body(&"ü".repeat(256), json!({})));
    only(&server, "description", &with(json!({ "description": "x".repeat(1_025) })));
    create(&server, &static_body("described", json!({ "description": "x".repeat(1_024) })));
    only(&server, "ContainerDistinguishedName", &with(json!({ "ContainerDistinguishedName": "DC=demo,DC=local" })));
    for container in ["DC=demo,DC=local", "Groups", ""] {
        let mut body = with(json!({ "ContainerDistinguishedName": null }));
        body["Container"] = json!(container);
        only(&server, "Container", &body);
    }
    for code in ["0", "2", "12", "64", "-2147483640", "x"] {
        only(&server, "groupType", &with(json!({ "GroupType": code })));
    }
    only(&server, "groupType", &with(json!({ "GroupType": null })));
    only(&server, "XGroupSecurity", &with(json!({ "XGroupSecurity": "Secret" })));
    only(&server, "IMSGManagedGroupType", &with(json!({ "IMSGManagedGroupType": "2" })));
    only(&server, "IMSGManagedGroupType", &smart_with(json!({ "IMSGManagedGroupType": "1" })));
    only(&server, "objectClass", &with(json!({ "objectclass": "user" })));
    only(&server, "objectType", &with(json!({ "objecttype": "user" })));
    only(&server, "commonname", &with(json!({ "commonname": "new" })));
    only(&server, "userprincipalname", &with(json!({ "userprincipalname": "new@5cjshm.onmicrosoft.com" })));
    only(&server, "XGroupExpirationDate", &with(json!({ "XGroupExpirationDate": "soon" })));
    only(&server, "shoeSize", &with(json!({ "shoeSize": "44" })));
    // What Active Directory has, what the service makes, and what only a smart group has.
    for name in ["sAMAccountName", "managedBy", "member", "XGroupScope", "mailNickname", "mail", "objectGUID", "info"] {
        only(&server, name, &with(json!({ name: OLIVIA })));
    }
    only(&server, "description", &with(json!({ "description": [{ "Value": "a" }, { "Value": "b" }] })));
    for (code, fits) in [("4", false), ("8", false), ("16", true), ("32", true)] {
        let body = static_body("office", json!({ "GroupType": code, "enableofficefeatures": "true" }));
        if fits {
            create(&server, &body);
        } else {
            only(&server, "enableofficefeatures", &body);
        }
    }
    only(&server, "enableofficefeatures", &with(json!({ "enableofficefeatures": "yes" })));
    // Several at once, several sentences.
    let many = refused(&server, &with(json!({ "owners": null, "GroupType": "7", "shoeSize": "44" })));
    assert_eq!(many.len(), 3, "{many:?}");
    let mut other = seed("create-entra-static-group.request");
    other["IdentityStoreID"] = json!(2);
    assert!(server.post(&format!("{ENTRA}/Groups/StaticGroup"), &other).error(400).starts_with("IdentityStoreID"));
}

fn max(server: &Server) -> String {
    let max = server.get(&format!("{ENTRA}/Users/max.member")).ok();
    max["objectIdFromIdentityStore"].as_str().unwrap().to_owned()
}

const NOBODY: &str = "00000000-0000-4000-8000-000000000000";

#[test]
fn owners() {
    let server = Server::new();
    let max = max(&server);
    let group = create(&server, &with(json!({})));
    for bad in [json!(null), json!(""), json!([]), json!(NOBODY), json!("olivia.owner"), json!(group)] {
        only(&server, "owners", &with(json!({ "owners": bad })));
    }
    let twice = json!([{ "Value": OLIVIA }, { "Value": format!("CN={OLIVIA},{TENANT}") }]);
    only(&server, "owners", &with(json!({ "owners": twice })));
    let id = create(&server, &with(json!({ "owners": [{ "Value": max }, { "Value": OLIVIA }] })));
    let owners = super::support::values(&super::entra_groups::group(&server, &id), "owners");
    assert_eq!(owners, [format!("CN={max},{TENANT}"), format!("CN={OLIVIA},{TENANT}")]);
}

/// Assumption A-73: users only, none of whom owns the group already, and they may change it.
#[test]
fn additional_owners() {
    let server = Server::new();
    let max = max(&server);
    let group = create(&server, &with(json!({})));
    for bad in [json!(NOBODY), json!(group), json!(OLIVIA)] {
        only(&server, "XAdditionalOwner", &with(json!({ "XAdditionalOwner": bad })));
    }
    only(&server, "owners", &with(json!({ "owners": null, "XAdditionalOwner": max })));
    let quiet = json!([{ "Value": max, "AttributeCollection": { "DoNotNotify": "true" } }]);
    let id = create(&server, &with(json!({ "XAdditionalOwner": quiet })));
    let found = super::entra_groups::group(&server, &id);
    assert_eq!(super::support::values(&found, "XAdditionalOwner"), [format!("CN={max},{TENANT}")]);
    assert_eq!(super::support::values(&found, "owners"), [format!("CN={OLIVIA},{TENANT}")]);
    let entry = &found["attributesBusinessObject"]["attributesCollection"]["XAdditionalOwner"][0];
    assert_eq!(entry["attributeCollection"], json!({ "DoNotNotify": "true" }));
    let mut server = server;
    let answer = server.ask_token("max.member", "Demo-Pass-2", "3").ok();
    server.client.token = answer["access_token"].as_str().map(str::to_owned);
    let body = json!({ "AttributesCollection": { "AttributesCollection": { "description": [{ "Value": "Mine" }] } } });
    let changed = server.send("PATCH", &format!("/GroupIDDataService/api/IdentityStores/3/Groups/{id}"), Some(&body));
    assert_eq!(changed.ok()["status"], 0);
}

#[test]
fn members() {
    let server = Server::new();
    let (max, group) = (max(&server), create(&server, &with(json!({}))));
    only(&server, "members", &with(json!({ "members": NOBODY })));
    only(&server, "members", &with(json!({ "members": "max.member" })));
    only(&server, "members", &with(json!({ "members": [{ "Value": max }, { "Value": max.to_uppercase() }] })));
    let temporary = |kind: &str, from: &str, to: &str| {
        json!({ "members": [{ "Value": max, "AttributeCollection":
            { "XMembershipType": kind, "XBeginningDate": from, "XEndingDate": to } }] })
    };
    only(&server, "members", &with(temporary("2", "", "")));
    only(&server, "members", &with(temporary("2", "2026-12-31", "2026-12-01")));
    only(&server, "members", &with(temporary("2", "soon", "2026-12-01")));
    only(&server, "members", &with(temporary("9", "", "")));
    create(&server, &with(temporary("2", "2026-12-01", "2026-12-31")));
    only(&server, "members", &smart_with(temporary("2", "2026-12-01", "2026-12-31")));
    // Groups in groups, by the type of the outer one.
    for (code, fits) in [("4", true), ("8", true), ("16", false), ("32", false)] {
        let (fixed, smart) = (
            json!({ "GroupType": code, "members": group }),
            json!({ "GroupType": code, "members": group, "IMSGObjectTypes": "6" }),
        );
        for body in [with(fixed), smart_with(smart)] {
            if fits {
                create(&server, &body);
            } else {
                only(&server, "members", &body);
            }
        }
    }
    // Nobody is a group of nobody.
    create(&server, &with(json!({ "members": null })));
}

#[test]
fn rules() {
    let server = Server::new();
    for attribute in ["IMSGCriteria", "IMSGObjectTypes", "IMSGStartPath"] {
        for nothing in [json!(""), json!([])] {
            only(&server, attribute, &smart_with(json!({ attribute: nothing })));
        }
    }
    for text in ["(", "(department Contains \"\")", "(shoe_size Present)", "*"] {
        only(&server, "IMSGCriteria", &smart_with(json!({ "IMSGCriteria": text })));
    }
    for (code, types, fits) in [
        ("4", "6", true),
        ("4", "8", true),
        ("4", "7", false),
        ("4", "9", false),
        ("8", "6", true),
        ("8", "7", false),
        ("16", "6", true),
        ("16", "8", false),
        ("32", "6", true),
        ("32", "8", false),
        ("32", "11", false),
    ] {
        let body = smart_with(json!({ "GroupType": code, "IMSGObjectTypes": types }));
        if fits {
            create(&server, &body);
        } else {
            only(&server, "IMSGObjectTypes", &body);
        }
    }
    only(&server, "IMSGExcludes", &smart_with(json!({ "IMSGExcludes": NOBODY })));
    only(&server, "IMSGIncludes", &smart_with(json!({ "IMSGIncludes": OLIVIA })));
    let place = json!([{ "Value": "DC=demo,DC=local", "AttributeCollection": { "Scope": "2" } }]);
    only(&server, "IMSGStartPath", &smart_with(json!({ "IMSGStartPath": place })));
    only(&server, "owners", &smart_with(json!({ "owners": null })));
    // A static group has no rule.
    let rule = json!({ "IMSGCriteria": "(department Present)" });
    let answer = server.post(&format!("{ENTRA}/Groups/StaticGroup"), &with(rule)).ok();
    let reasons = answer["exceptionMessagesAttributeWise"].as_object().unwrap();
    assert_eq!(reasons.keys().collect::<Vec<_>>(), ["IMSGCriteria"]);
    // Who is excluded is no member, though named as one.
    let id = create(&server, &smart_with(json!({ "IMSGExcludes": OLIVIA })));
    let members = super::support::values(&super::entra_groups::group(&server, &id), "members");
    assert!(!members.is_empty() && members.iter().all(|dn| !dn.contains(OLIVIA)), "{members:?}");
}
