//! What a new group must obey: each rule, and the attribute that the refusal names.

use super::support::{STORE, Server, create, group_body, user};
use serde_json::{Value, json};

/// Refused with HTTP 200 and an envelope; returns attribute → sentence.
fn refused(server: &Server, body: &Value) -> serde_json::Map<String, Value> {
    refused_at(server, "StaticGroup", body)
}

/// The same of another kind of group.
pub fn refused_at(server: &Server, kind: &str, body: &Value) -> serde_json::Map<String, Value> {
    let answer = server.post(&format!("{STORE}/Groups/{kind}"), body).ok();
    assert_ne!(answer["status"], 0, "{body} was accepted");
    assert_eq!(answer["data"], Value::Null);
    assert!(!answer["message"].as_str().unwrap().is_empty() && !answer["errorCode"].as_str().unwrap().is_empty());
    answer["exceptionMessagesAttributeWise"].as_object().unwrap().clone()
}

/// Refused for that attribute and for no other.
fn only(server: &Server, attribute: &str, body: &Value) {
    let reasons = refused(server, body);
    assert_eq!(reasons.keys().collect::<Vec<_>>(), [attribute], "{reasons:?} for {body}");
}

#[test]
fn names_and_containers() {
    let server = Server::new();
    let with = |attributes: Value| group_body("new", attributes);
    create(&server, &group_body("Taken", json!({})));
    let changed = |name: &str, value: Value| {
        let mut body = with(json!({}));
        body[name] = value;
        body
    };
    only(&server, "CN", &group_body("tAKEN", json!({ "sAMAccountName": "free" })));
    only(&server, "sAMAccountName", &with(json!({ "sAMAccountName": "TAKEN" })));
    only(&server, "sAMAccountName", &with(json!({ "sAMAccountName": "olivia.owner" })));
    only(&server, "sAMAccountName", &with(json!({ "sAMAccountName": "a*b" })));
    only(&server, "sAMAccountName", &with(json!({ "sAMAccountName": null })));
    only(&server, "CN", &with(json!({ "CN": "other" })));
    only(&server, "CN", &with(json!({ "CN": null })));
    only(&server, "name", &with(json!({ "name": "other" })));
    only(&server, "Container", &changed("Container", json!("OU=Nowhere,DC=demo,DC=local")));
    only(&server, "Container", &changed("Container", json!("Groups")));
    only(&server, "Container", &changed("Container", json!("")));
    only(&server, "ContainerDistinguishedName", &with(json!({ "ContainerDistinguishedName": "DC=demo,DC=local" })));
    let long = "ü".repeat(65);
    only(&server, "GroupName", &group_body(&long, json!({ "sAMAccountName": "short" })));
    only(&server, "GroupName", &group_body("a\u{7}b", json!({ "sAMAccountName": "short" })));
    create(&server, &group_body(&"ü".repeat(64), json!({ "sAMAccountName": "short" })));
    // The CN is unique in its container only.
    let mut elsewhere = group_body("Taken", json!({ "sAMAccountName": "taken-2" }));
    elsewhere["Container"] = json!("OU=Projects,OU=Groups,DC=demo,DC=local");
    create(&server, &elsewhere);
    // An organisational unit of that name is in the way too.
    let mut unit = group_body("Projects", json!({}));
    unit["Container"] = json!("OU=Groups,DC=demo,DC=local");
    create(&server, &unit);
}

/// The code tells a taken name from every other reason.
#[test]
fn the_error_code() {
    let server = Server::new();
    let code = |body: &Value| server.post(&format!("{STORE}/Groups/StaticGroup"), body).ok()["errorCode"].clone();
    assert_eq!(code(&group_body("DemoGroup1", json!({}))), "ObjectAlreadyExists");
    let twice = json!({ "XAdditionalOwner": "CN=Administrator,CN=Users,DC=demo,DC=local" });
    assert_eq!(code(&group_body("new", twice)), "ValidationFailed");
}

#[test]
fn types_and_mail() {
    let server = Server::new();
    let with = |attributes: Value| group_body("new", attributes);
    for bad in ["0", "7", "6", "x", "99999999999", "-1"] {
        only(&server, "groupType", &with(json!({ "groupType": bad })));
    }
    only(&server, "groupType", &with(json!({ "groupType": null })));
    only(&server, "XGroupScope", &with(json!({ "groupType": "-2147483646" })));
    only(&server, "XGroupScope", &with(json!({ "XGroupScope": "Galactic" })));
    only(&server, "XGroupSecurity", &with(json!({ "XGroupSecurity": "Secret" })));
    only(&server, "objectClass", &with(json!({ "objectClass": "user" })));
    only(&server, "IMSGManagedGroupType", &with(json!({ "IMSGManagedGroupType": "2" })));
    only(&server, "mailNickname", &with(json!({ "objectClass": "MailEnabledGroup" })));
    only(&server, "mailNickname", &with(json!({ "objectClass": "MailEnabledGroup", "mailNickname": "für" })));
    only(&server, "mailNickname", &with(json!({ "objectClass": "MailEnabledGroup", "mailNickname": "olivia.owner" })));
    only(&server, "mailNickname", &with(json!({ "mailNickname": "alias" })));
    let global = json!({ "objectClass": "MailEnabledGroup", "mailNickname": "ok", "groupType": "2", "XGroupScope": "Global Group" });
    only(&server, "XGroupScope", &with(global));
    only(&server, "shoeSize", &with(json!({ "shoeSize": "44" })));
    only(&server, "objectGUID", &with(json!({ "objectGUID": "44" })));
    only(&server, "description", &with(json!({ "description": [{ "Value": "a" }, { "Value": "b" }] })));
    // Both writings of the same bits, and a security type in another spelling.
    create(&server, &group_body("unsigned", json!({ "groupType": "2147483656" })));
    create(&server, &group_body("number", json!({ "groupType": -2147483640_i64, "XGroupSecurity": "semi-private" })));
}

#[test]
fn owners_and_members() {
    let server = Server::new();
    let (olivia, dn) = user(&server, "olivia.owner");
    let (_, max) = user(&server, "max.member");
    let with = |attributes: Value| group_body("new", attributes);
    let nobody = "CN=Nobody,DC=demo,DC=local";
    only(&server, "managedBy", &with(json!({ "managedBy": null })));
    only(&server, "managedBy", &with(json!({ "managedBy": "" })));
    only(&server, "managedBy", &with(json!({ "managedBy": nobody })));
    only(&server, "managedBy", &with(json!({ "managedBy": "olivia.owner" })));
    only(&server, "managedBy", &with(json!({ "managedBy": "CN=WS-00001,OU=Computers,DC=demo,DC=local" })));
    only(&server, "XAdditionalOwner", &with(json!({ "XAdditionalOwner": nobody })));
    only(&server, "XAdditionalOwner", &with(json!({ "managedBy": olivia, "XAdditionalOwner": dn })));
    only(&server, "member", &with(json!({ "member": nobody })));
    only(&server, "member", &with(json!({ "member": [{ "Value": dn }, { "Value": olivia }] })));
    let temporary = |kind: &str, from: &str, to: &str| json!({ "member": [{ "Value": max, "AttributeCollection": { "XMembershipType": kind, "XBeginningDate": from, "XEndingDate": to } }] });
    only(&server, "member", &with(temporary("2", "", "")));
    only(&server, "member", &with(temporary("2", "2026-12-31", "2026-12-01")));
    only(&server, "member", &with(temporary("2", "soon", "2026-12-01")));
    only(&server, "member", &with(temporary("9", "", "")));
    // Several at once, several sentences.
    let many = refused(&server, &with(json!({ "managedBy": nobody, "groupType": "7", "sAMAccountName": "a/b" })));
    assert_eq!(many.len(), 3, "{many:?}");
    // Nothing was left behind by any refusal.
    create(&server, &with(temporary("1", "0001-01-01T00:00:00", "0001-01-01T00:00:00")));
}

/// Contacts and security groups own groups, too, and the primary owner may be missing.
#[test]
fn who_may_own_a_group() {
    let server = Server::new();
    let (_, dn) = user(&server, "olivia.owner");
    let of = |name: &str| format!("CN={name},OU=Groups,DC=demo,DC=local");
    create(&server, &group_body("security", json!({})));
    create(&server, &group_body("distribution", json!({ "groupType": "8" })));
    let contact = server
        .search(json!({ "criteria": { "attribute": "objectClass", "operator": "is", "value": "contact" },
        "attributesToLoad": ["distinguishedName"] }));
    let contact = super::support::values(&contact.ok()["data"][0], "distinguishedName").remove(0);
    for attribute in ["managedBy", "XAdditionalOwner"] {
        for (nth, owner) in [&contact, &of("security")].into_iter().enumerate() {
            create(&server, &group_body(&format!("{attribute} {nth}"), json!({ attribute: owner })));
        }
        only(&server, attribute, &group_body("new", json!({ attribute: of("distribution") })));
    }
    let id = create(&server, &group_body("additional alone", json!({ "managedBy": null, "XAdditionalOwner": dn })));
    let group = server.get(&format!("{STORE}/Groups/{id}")).ok();
    assert_eq!(super::support::values(&group, "XAdditionalOwner"), [dn]);
    assert!(group["attributesBusinessObject"]["attributesCollection"].get("managedBy").is_none(), "{group}");
}

#[test]
fn groups_in_groups() {
    let server = Server::new();
    let kinds = [
        ("global", "-2147483646", "Global Group"),
        ("local", "-2147483644", "Domain Local"),
        ("universal", "-2147483640", "Universal Group"),
    ];
    let ids: Vec<String> = kinds
        .iter()
        .map(|(name, code, scope)| {
            create(&server, &group_body(&format!("inner {name}"), json!({ "groupType": code, "XGroupScope": scope })))
        })
        .collect();
    // Rows hold columns: global, domain local, universal.
    let allowed = [[true, false, false], [true, true, true], [true, false, true]];
    for (row, (name, code, scope)) in kinds.iter().enumerate() {
        for (column, id) in ids.iter().enumerate() {
            let body = group_body(
                &format!("outer {name} {column}"),
                json!({ "groupType": code, "XGroupScope": scope, "member": id }),
            );
            if allowed[row][column] {
                create(&server, &body);
            } else {
                only(&server, "member", &body);
            }
        }
    }
}

/// Twenty at once under one name: one is made, nineteen are told.
#[test]
fn one_name_goes_to_one_of_many() {
    let server = Server::new();
    let body = group_body("wanted", json!({})).to_string();
    let path = format!("{STORE}/Groups/StaticGroup");
    let made = std::thread::scope(|scope| {
        let send = || server.try_send("POST", &path, "application/json", Some(&body), &[]).unwrap().ok();
        let all: Vec<_> = (0..20).map(|_| scope.spawn(send)).collect();
        all.into_iter().map(|one| one.join().unwrap()).filter(|answer| answer["status"] == 0).count()
    });
    assert_eq!(made, 1);
}
