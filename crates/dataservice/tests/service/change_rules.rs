//! What a group's page edits, attribute by attribute: what is accepted, what is refused and why.

use super::support::{EXTENSIONS, STORE, Server, create, create_smart, group_body, smart_body, user, values};
use serde_json::{Value, json};

fn send(server: &Server, id: &str, attributes: Value) -> Value {
    let body = json!({ "AttributesCollection": { "AttributesCollection": attributes } });
    server.send("PATCH", &format!("{STORE}/Groups/{id}"), Some(&body)).ok()
}

fn changed(server: &Server, id: &str, attributes: Value) {
    let answer = send(server, id, attributes);
    assert_eq!(answer["status"], 0, "{answer}");
}

/// The sentence for the one attribute that is refused; nothing was changed.
fn refused(server: &Server, id: &str, attribute: &str, attributes: Value) -> String {
    let before = server.get(&format!("{STORE}/Groups/{id}")).ok();
    let answer = send(server, id, attributes);
    let reasons = answer["exceptionMessagesAttributeWise"].as_object().unwrap_or_else(|| panic!("{answer}"));
    assert_eq!(answer["status"], 1, "{answer}");
    assert_eq!(reasons.keys().collect::<Vec<_>>(), [attribute], "{answer}");
    assert_eq!(server.get(&format!("{STORE}/Groups/{id}")).ok(), before);
    reasons[attribute].as_str().unwrap().to_owned()
}

fn held(server: &Server, id: &str, attribute: &str) -> Vec<String> {
    let group = server.get(&format!("{STORE}/Groups/{id}")).ok();
    match group["attributesBusinessObject"]["attributesCollection"].get(attribute) {
        Some(_) => values(&group, attribute),
        None => Vec::new(),
    }
}

fn named(text: &str) -> Value {
    json!([{ "Value": text, "Action": 0 }])
}

#[test]
fn groups_whose_members_may_write_stand_in_an_attribute_of_their_own() {
    let server = Server::new();
    let ((_, olivia), id) = (user(&server, "olivia.owner"), create(&server, &group_body("heard", json!({}))));
    create(&server, &group_body("crew", json!({})));
    let crew = "CN=crew,OU=Groups,DC=demo,DC=local";
    changed(&server, &id, json!({ "dLMemSubmitPerms": named(crew), "unauthOrig": named(&olivia) }));
    assert_eq!(held(&server, &id, "dLMemSubmitPerms"), [crew]);
    let said = refused(&server, &id, "dLMemRejectPerms", json!({ "dLMemRejectPerms": named(&olivia) }));
    assert!(said.contains("no group"), "{said}");
}

#[test]
fn a_group_of_active_directory_has_a_telephone_number() {
    let server = Server::new();
    let id = create(&server, &group_body("reachable", json!({})));
    changed(&server, &id, json!({ "telephoneNumber": named("+43 1 23") }));
    assert_eq!(held(&server, &id, "telephoneNumber"), ["+43 1 23"]);
    refused(&server, &id, "telephoneNumber", json!({ "telephoneNumber": [{ "Value": "1" }, { "Value": "2" }] }));
}

#[test]
fn owners_change_by_the_rules_of_creation() {
    let server = Server::new();
    let ((_, olivia), (_, max)) = (user(&server, "olivia.owner"), user(&server, "max.member"));
    let id = create(&server, &group_body("owned", json!({})));
    changed(&server, &id, json!({ "managedBy": named(&olivia) }));
    assert_eq!(held(&server, &id, "managedBy"), [olivia.as_str()]);
    let quiet = json!([{ "Value": max, "Action": 0, "AttributeCollection": { "donotnotify": "True" } }]);
    changed(&server, &id, json!({ "XAdditionalOwner": quiet }));
    let group = server.get(&format!("{STORE}/Groups/{id}")).ok();
    let entry = &group["attributesBusinessObject"]["attributesCollection"]["XAdditionalOwner"][0];
    assert_eq!((&entry["value"], &entry["attributeCollection"]["DoNotNotify"]), (&json!(max), &json!("true")));
    // The primary owner may go as long as there is an additional one.
    changed(&server, &id, json!({ "managedBy": named("") }));
    assert!(held(&server, &id, "managedBy").is_empty());
    let last = refused(&server, &id, "XAdditionalOwner", json!({ "XAdditionalOwner": named("") }));
    assert!(last.contains("owner"), "{last}");
    refused(&server, &id, "managedBy", json!({ "managedBy": named(&max) }));
    refused(&server, &id, "managedBy", json!({ "managedBy": named("CN=Nobody,DC=demo,DC=local") }));
    refused(&server, &id, "managedBy", json!({ "managedBy": [{ "Value": olivia }, { "Value": max }] }));
    // Both are exchanged in one request.
    changed(&server, &id, json!({ "managedBy": named(&max), "XAdditionalOwner": named(&olivia) }));
    assert_eq!((held(&server, &id, "managedBy"), held(&server, &id, "XAdditionalOwner")), (vec![max], vec![olivia]));
    let distribution = group_body("lists", json!({ "groupType": "8" }));
    create(&server, &distribution);
    let list = named("CN=lists,OU=Groups,DC=demo,DC=local");
    assert!(refused(&server, &id, "managedBy", json!({ "managedBy": list })).contains("distribution group"));
}

#[test]
fn names_and_addresses_are_valid_and_in_use_once() {
    let server = Server::new();
    let mail = |name: &str| {
        let more = json!({ "objectClass": "MailEnabledGroup", "groupType": "8", "mailNickname": name });
        create(&server, &group_body(name, more))
    };
    let (id, plain) = (mail("quay"), create(&server, &group_body("plain", json!({}))));
    mail("kade");
    changed(&server, &id, json!({ "sAMAccountName": "QUAY", "mailNickname": "Quay" }));
    changed(
        &server,
        &id,
        json!({ "sAMAccountName": "harbour", "mailNickname": "harbour", "mail": "harbour@demo.local" }),
    );
    assert_eq!(
        (held(&server, &id, "mail"), held(&server, &id, "sAMAccountName")),
        (vec!["harbour@demo.local".to_owned()], vec!["harbour".to_owned()])
    );
    let addresses =
        json!([{ "Value": "SMTP:harbour@demo.local" }, { "Value": "smtp:quay@demo.local" }, { "Value": "X500:/o=x" }]);
    changed(&server, &id, json!({ "proxyAddresses": addresses }));
    assert_eq!(held(&server, &id, "proxyAddresses").len(), 3);
    for (attribute, value) in [
        ("sAMAccountName", json!("kade")),
        ("sAMAccountName", json!("")),
        ("sAMAccountName", json!("a,b")),
        ("mailNickname", json!("kade")),
        ("mailNickname", json!("a b")),
        ("mailNickname", json!("")),
        ("mail", json!("harbour")),
        ("mail", json!("kade@demo.local")),
        ("proxyAddresses", json!("harbour@demo.local")),
        ("proxyAddresses", json!("smtp:harbour")),
        ("proxyAddresses", json!("smtp:KADE@demo.local")),
        ("proxyAddresses", json!([{ "Value": "SMTP:a@demo.local" }, { "Value": "SMTP:b@demo.local" }])),
        ("proxyAddresses", json!([{ "Value": "SMTP:a@demo.local" }, { "Value": "smtp:A@demo.local" }])),
    ] {
        refused(&server, &id, attribute, json!({ attribute: value, "description": "x" }));
    }
    assert!(refused(&server, &plain, "mailNickname", json!({ "mailNickname": "plain" })).contains("mail-enabled"));
    changed(&server, &id, json!({ "mail": "", "proxyAddresses": [] }));
    assert!(held(&server, &id, "mail").is_empty() && held(&server, &id, "proxyAddresses").is_empty());
    changed(&server, &id, json!({ "extensionAttribute7": "seven" }));
    assert_eq!(held(&server, &id, "extensionAttribute7"), ["seven"]);
    refused(&server, &id, "extensionAttribute15", json!({ "extensionAttribute15": "x".repeat(1_025) }));
    refused(&server, &id, "extensionAttribute16", json!({ "extensionAttribute16": "x" }));
}

#[test]
fn senders_are_people_and_groups() {
    let server = Server::new();
    let (olivia, dn) = user(&server, "olivia.owner");
    let id = create(&server, &group_body("restricted", json!({})));
    changed(&server, &id, json!({ "authOrig": named(&olivia), "unauthOrig": named(&dn) }));
    assert_eq!(
        (held(&server, &id, "authOrig"), held(&server, &id, "unauthOrig")),
        (vec![dn.clone()], vec![dn.clone()])
    );
    refused(&server, &id, "authOrig", json!({ "authOrig": [{ "Value": dn }, { "Value": olivia }] }));
    refused(&server, &id, "unauthOrig", json!({ "unauthOrig": named("nobody") }));
    changed(&server, &id, json!({ "authOrig": named("") }));
    assert!(held(&server, &id, "authOrig").is_empty());
    let found =
        server.search(json!({ "criteria": { "attribute": "unauthOrig", "operator": "Is Exactly", "value": dn } })).ok();
    assert_eq!(found["total"], 1);
}

#[test]
fn types_change_in_steps_that_members_allow() {
    const GLOBAL: &str = "-2147483646";
    const LOCAL: &str = "-2147483644";
    const UNIVERSAL: &str = "-2147483640";
    let server = Server::new();
    let of = |name: &str, code: &str, scope: &str, more: Value| {
        let mut body = group_body(name, json!({ "groupType": code, "XGroupScope": scope }));
        let bag = body["AttributesCollection"]["AttributesCollection"].as_object_mut().unwrap();
        bag.extend(more.as_object().unwrap().clone());
        create(&server, &body)
    };
    let id = of("steps", GLOBAL, "Global Group", json!({}));
    let sentence = refused(&server, &id, "groupType", json!({ "groupType": LOCAL }));
    assert!(sentence.contains("universal first"), "{sentence}");
    changed(&server, &id, json!({ "groupType": UNIVERSAL }));
    assert_eq!(held(&server, &id, "XGroupScope"), ["Universal Group"]);
    changed(&server, &id, json!({ "XGroupScope": "Domain Local" }));
    assert_eq!(held(&server, &id, "groupType"), [LOCAL]);
    changed(&server, &id, json!({ "groupType": "4" }));
    changed(&server, &id, json!({ "groupType": "8", "XGroupScope": "Universal Group" }));
    refused(&server, &id, "XGroupScope", json!({ "groupType": "2", "XGroupScope": "Domain Local" }));
    for wrong in ["", "0", "group"] {
        refused(&server, &id, "groupType", json!({ "groupType": wrong }));
    }
    // What holds a domain local group is domain local, and what is in a global one is global.
    let inner = of("inner", LOCAL, "Domain Local", json!({}));
    let dn = |name: &str| named(&format!("CN={name},OU=Groups,DC=demo,DC=local"));
    let outer = of("outer", LOCAL, "Domain Local", json!({ "member": dn("inner") }));
    let sentence = refused(&server, &outer, "groupType", json!({ "groupType": UNIVERSAL }));
    assert!(sentence.contains("members"), "{sentence}");
    changed(&server, &inner, json!({ "groupType": UNIVERSAL }));
    changed(&server, &outer, json!({ "groupType": UNIVERSAL }));
    let sentence = refused(&server, &inner, "groupType", json!({ "groupType": LOCAL }));
    assert!(sentence.contains("in a group"), "{sentence}");
    // Mail needs the universal scope, and a group that owns another one stays a security group.
    let mail = json!({ "objectClass": named("MailEnabledGroup"), "mailNickname": named("post") });
    let post = of("post", UNIVERSAL, "Universal Group", mail);
    assert!(refused(&server, &post, "groupType", json!({ "groupType": GLOBAL })).contains("mail-enabled"));
    create(&server, &group_body("owned", json!({ "managedBy": dn("post") })));
    assert!(refused(&server, &post, "groupType", json!({ "groupType": "8" })).contains("owns"));
}

#[test]
fn a_policy_decides_the_date_unless_the_request_does() {
    let server = Server::new();
    let id = create(&server, &group_body("ends", json!({})));
    let date = || held(&server, &id, "XGroupExpirationDate").remove(0);
    assert!(date().starts_with("9999"));
    changed(&server, &id, json!({ "XGroupExpirationPolicy": "30" }));
    let in_30_days = date();
    assert!(in_30_days.starts_with("20") && in_30_days.ends_with("00:00:00"), "{in_30_days}");
    changed(&server, &id, json!({ "XGroupExpirationDate": "2031 May 02 00:00:00" }));
    // The same policy is no new one.
    changed(&server, &id, json!({ "XGroupExpirationPolicy": "30" }));
    assert_eq!(date(), "2031 May 02 00:00:00");
    changed(&server, &id, json!({ "XGroupExpirationPolicy": "90", "XGroupExpirationDate": "2032-05-02T00:00:00" }));
    assert_eq!(date(), "2032-05-02T00:00:00");
    changed(&server, &id, json!({ "XGroupExpirationPolicy": "" }));
    assert_eq!((held(&server, &id, "XGroupExpirationPolicy"), &date()[..4]), (vec!["0".to_owned()], "9999"));
    refused(&server, &id, "XGroupExpirationPolicy", json!({ "XGroupExpirationPolicy": "40000" }));
    refused(&server, &id, "XGroupExpirationDate", json!({ "XGroupExpirationDate": "soon" }));
}

/// Every attribute that is wrong is named, with those of the rule and of the owners.
#[test]
fn a_refusal_names_every_attribute() {
    let server = Server::new();
    let id = create_smart(&server, &smart_body("many wrong", "(l Is Exactly \"Berlin\")", json!({})));
    let answer = send(
        &server,
        &id,
        json!({ "managedBy": "x", "sAMAccountName": "", "groupType": "1", "authOrig": "y",
        "XGroupExpirationPolicy": "-1", "IMSGCriteria": "(", "XGroupSecurity": "", "shoeSize": "44", "mail": "z" }),
    );
    let reasons = answer["exceptionMessagesAttributeWise"].as_object().unwrap();
    let mut named: Vec<_> = reasons.keys().map(String::as_str).collect();
    named.sort_unstable();
    let expected = [
        "IMSGCriteria",
        "XGroupExpirationPolicy",
        "XGroupSecurity",
        "authOrig",
        "groupType",
        "mail",
        "managedBy",
        "sAMAccountName",
        "shoeSize",
    ];
    assert_eq!(named, expected, "{answer}");
}

#[test]
fn groups_of_entra_id_have_owners_of_equal_rank() {
    let server = Server::of_entra();
    let entra = STORE.replace("Stores/2", "Stores/3");
    let people = server
        .post(
            &format!("{entra}/Searches"),
            &json!({ "identityStoreId": 3, "pageNo": 1, "pageSize": 3,
        "sortBy": "name", "criteria": { "attribute": "objectClass", "operator": "Is Exactly", "value": "user" } }),
        )
        .ok();
    let ids: Vec<String> = people["data"]
        .as_array()
        .unwrap()
        .iter()
        .map(|person| person["objectIdFromIdentityStore"].as_str().unwrap().to_owned())
        .collect();
    let mut body = super::support::seed("create-entra-static-group.request");
    let bag = body["AttributesCollection"]["AttributesCollection"].as_object_mut().unwrap();
    bag.insert("owners".to_owned(), named(&ids[0]));
    bag.remove("members");
    bag.remove("XAdditionalOwner");
    bag.insert("ContainerDistinguishedName".to_owned(), named("DC=5cjshm,DC=onmicrosoft,DC=com"));
    body["Container"] = json!("DC=5cjshm,DC=onmicrosoft,DC=com");
    let made = server.post(&format!("{entra}/Groups/StaticGroup"), &body).ok();
    let id = made["data"].as_str().unwrap_or_else(|| panic!("{made}")).to_owned();
    let patch = |attributes: Value| {
        let body = json!({ "AttributesCollection": { "AttributesCollection": attributes } });
        server.send("PATCH", &format!("{entra}/Groups/{id}"), Some(&body)).ok()
    };
    let keys = |answer: &Value| {
        answer["exceptionMessagesAttributeWise"].as_object().unwrap().keys().cloned().collect::<Vec<_>>()
    };
    let two =
        patch(json!({ "owners": [{ "Value": ids[1] }, { "Value": ids[2] }], "XAdditionalOwner": named(&ids[0]) }));
    assert_eq!(two["status"], 0, "{two}");
    let group = server.get(&format!("{entra}/Groups/{id}")).ok();
    assert_eq!((values(&group, "owners").len(), values(&group, "XAdditionalOwner").len()), (2, 1));
    for (attribute, value) in [
        ("owners", json!("")),
        ("owners", json!(ids[0])),
        ("managedBy", json!(ids[0])),
        ("groupType", json!("16")),
        ("mail", json!("x@5cjshm.onmicrosoft.com")),
        ("mailNickname", json!("")),
    ] {
        assert_eq!(keys(&patch(json!({ attribute: value }))), [attribute]);
    }
    assert_eq!(patch(json!({ "mailNickname": "another-name", "XGroupSecurity": "Public" }))["status"], 0);
}

/// A service that saves some attributes and refuses one is shown by a fault.
#[test]
fn one_attribute_is_refused_while_others_are_saved() {
    let server = Server::new();
    let id = create(&server, &group_body("partial", json!({})));
    let fault = |times: u32| {
        let fault =
            json!({ "method": "PATCH", "pathContains": "/Groups", "refuseAttribute": "Description", "times": times });
        assert_eq!(server.post(&format!("{EXTENSIONS}/faults"), &fault).status, 204);
    };
    fault(1);
    let answer = send(&server, &id, json!({ "description": "x", "company": "y" }));
    let typed = model::wire::ActionResult::from_json(&answer).unwrap();
    let messages = typed.attribute_messages();
    assert_eq!((typed.status.0, messages.len(), messages[0].0.as_str()), (0, 1, "Description"), "{answer}");
    assert!(matches!(typed.outcome(), model::wire::result::Outcome::Partly(failed) if failed.len() == 1));
    assert_eq!((held(&server, &id, "company"), held(&server, &id, "description")), (vec!["y".to_owned()], vec![]));
    fault(1);
    let answer = send(&server, &id, json!({ "description": "x" }));
    assert_eq!(answer["status"], 1, "{answer}");
    // It is gone after so many requests.
    changed(&server, &id, json!({ "description": "x" }));
    assert_eq!(held(&server, &id, "description"), ["x"]);
}
