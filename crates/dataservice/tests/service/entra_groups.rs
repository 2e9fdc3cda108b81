//! Groups of Entra ID: created as the seeds have it (operations 3 and 4), read, changed, updated and deleted.

use super::support::{Server, seed, values};
use model::wire::paths::segment;
use serde_json::{Value, json};

/// Entra ID's store.
pub const ENTRA: &str = "/GroupIDDataService/api/IdentityStores/3";
pub const TENANT: &str = "DC=5cjshm,DC=onmicrosoft,DC=com";
/// The owner and member of the seeds: Olivia.
pub const OLIVIA: &str = "ee3ba6e3-02be-47b2-9892-0510bceabb7b";

/// The body of operation 3, with another name and other attributes; null takes one away.
pub fn static_body(name: &str, attributes: Value) -> Value {
    changed_body("create-entra-static-group.request", name, attributes)
}

/// The body of operation 4, with another name and other attributes.
pub fn smart_body(name: &str, attributes: Value) -> Value {
    changed_body("create-entra-smart-group.request", name, attributes)
}

fn changed_body(sample: &str, name: &str, attributes: Value) -> Value {
    let mut body = seed(sample);
    body["GroupName"] = json!(name);
    let bag = body["AttributesCollection"]["AttributesCollection"].as_object_mut().unwrap();
    bag["displayname"][0]["Value"] = json!(name);
    for (attribute, value) in attributes.as_object().unwrap() {
        match value {
            Value::Null => drop(bag.remove(attribute)),
            Value::Array(entries) => drop(bag.insert(attribute.clone(), json!(entries))),
            value => drop(bag.insert(attribute.clone(), json!([{ "Value": value, "Action": 0 }]))),
        }
    }
    body
}

/// Posts a creation and returns the envelope.
pub fn post(server: &Server, body: &Value) -> Value {
    let bag = &body["AttributesCollection"]["AttributesCollection"];
    let smart = bag["IMSGCriteria"].is_array();
    server.post(&format!("{ENTRA}/Groups/{}", if smart { "DynamicGroup" } else { "StaticGroup" }), body).ok()
}

/// Creates a group and returns its id.
pub fn create(server: &Server, body: &Value) -> String {
    let answer = post(server, body);
    assert_eq!(answer["status"], 0, "{answer}");
    answer["data"].as_str().unwrap().to_owned()
}

pub fn group(server: &Server, id: &str) -> Value {
    server.get(&format!("{ENTRA}/Groups/{id}")).ok()
}

/// Searches the store with what is given beside the usual.
fn search(server: &Server, more: Value) -> Value {
    let mut body = json!({ "identityStoreId": 3, "searchType": 0, "sortBy": "displayName", "sortOrder": 1, "pageNo": 1,
        "pageSize": 1000, "calculateTotal": true, "startInContainerWithScopes": {},
        "attributesToLoad": ["displayName", "distinguishedName", "department"] });
    body.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
    server.post(&format!("{ENTRA}/Searches"), &body).ok()
}

fn ids(page: &Value) -> Vec<String> {
    let id = |object: &Value| object["objectIdFromIdentityStore"].as_str().unwrap().to_owned();
    let mut ids: Vec<_> = page["data"].as_array().unwrap().iter().map(id).collect();
    ids.sort();
    ids
}

fn members(server: &Server, id: &str) -> Vec<String> {
    ids(&search(server, json!({ "objectIdentity": id, "attributeScopeQuery": "members" })))
}

/// The users of a department, by the text that its name contains.
fn of_department(server: &Server, text: &str) -> Vec<String> {
    ids(&search(server, json!({ "criteria": { "attribute": "department", "operator": "Contains", "value": text } })))
}

/// The seed's answer, of the store and the group that were asked for.
fn expected(sample: &str, id: &str, name: &str, member_notes: Value) -> Value {
    let mut expected = seed(sample);
    expected["data"] = json!(id);
    let object = &mut expected["identityStoreObject"];
    (object["objectIdFromIdentityStore"], object["identityStoreId"]) = (json!(id), json!(3));
    object["identityStore"]["identityStoreId"] = json!(3);
    object["objectName"] = json!(name);
    if !object["objectDisplayName"].is_null() {
        object["objectDisplayName"] = json!(name);
    }
    let bag = &mut object["attributesBusinessObject"]["attributesCollection"];
    for attribute in ["displayname", "description"] {
        bag[attribute][0]["value"] = json!(name);
    }
    bag["members"][0]["attributeCollection"] = member_notes;
    expected
}

#[test]
fn operation_3_is_answered_as_its_sample() {
    let server = Server::of_entra();
    let answer = post(&server, &seed("create-entra-static-group.request"));
    let id = answer["data"].as_str().unwrap();
    assert_eq!(answer, expected("create-entra-static-group.response", id, "apiSecAzure", json!({})));
    let group = group(&server, id);
    let has = |name: &str, value: &str| assert_eq!(values(&group, name), [value], "{name}");
    has("displayName", "apiSecAzure");
    has("description", "apiSecAzure");
    has("groupType", "4");
    has("XGroupSecurity", "Private");
    has("IMSGManagedGroupType", "1");
    has("enableofficefeatures", "false");
    has("ContainerDistinguishedName", TENANT);
    has("XGroupExpirationDate", "9999 December 31 00:00:00");
    has("ismailenabled", "False");
    has("mailNickname", "apiSecAzure");
    assert!(group["attributesBusinessObject"]["attributesCollection"].get("mail").is_none());
    let olivia = format!("CN={OLIVIA},{TENANT}");
    has("owners", &olivia);
    has("members", &olivia);
    // Names need not be unique in Entra ID; the mail nickname is.
    let again = create(&server, &seed("create-entra-static-group.request"));
    assert_ne!(again, id);
    let nickname = values(&self::group(&server, &again), "mailNickname").remove(0);
    assert_eq!(nickname, format!("apiSecAzure-{}", &again[..8]));
    assert_eq!(model::names::check_mail_nickname(&nickname), Ok(()));
}

#[test]
fn operation_4_is_answered_as_its_sample() {
    let server = Server::of_entra();
    let answer = post(&server, &seed("create-entra-smart-group.request"));
    let id = answer["data"].as_str().unwrap();
    assert_eq!(answer, expected("create-entra-smart-group.response", id, "apiEntraSmart", json!({})));
    let group = group(&server, id);
    let has = |name: &str, value: &str| assert_eq!(values(&group, name), [value], "{name}");
    has("IMSGManagedGroupType", "2");
    has("IMSGCriteria", "(department Contains \"engineering\")");
    has("IMSGObjectTypes", "6");
    has("IMSGStartPath", TENANT);
    has("SmartGroupMainType", "X.SmartGroup");
    has("IMSGIncludes", &format!("CN={OLIVIA},{TENANT}"));
    let bag = &group["attributesBusinessObject"]["attributesCollection"];
    assert_eq!(bag["IMSGStartPath"][0]["attributeCollection"], json!({ "Scope": "2" }));
    // Its members were computed with it, and the one that was named is one whatever the rule says.
    let mut expected = of_department(&server, "engineering");
    assert!(expected.len() > 1, "{expected:?}");
    expected.push(OLIVIA.to_owned());
    expected.sort();
    expected.dedup();
    assert_eq!(members(&server, id), expected);
}

#[test]
fn every_type_is_made_static_and_smart() {
    let server = Server::of_entra();
    for (code, mail) in [("4", false), ("8", true), ("16", true), ("32", true)] {
        let office = if mail && code != "8" { "true" } else { "false" };
        let more = json!({ "GroupType": code, "enableofficefeatures": office });
        let fixed = create(&server, &static_body(&format!("Größe {code}"), more.clone()));
        let mut smart = more;
        smart["IMSGObjectTypes"] = json!("6");
        let smart = create(&server, &smart_body(&format!("Größe {code}"), smart));
        for (id, nickname) in [(&fixed, format!("Groesse{code}")), (&smart, format!("Groesse{code}-{}", &smart[..8]))] {
            let group = group(&server, id);
            assert_eq!(values(&group, "groupType"), [code]);
            assert_eq!(values(&group, "enableofficefeatures"), [office]);
            assert_eq!(values(&group, "ismailenabled"), [if mail { "True" } else { "False" }]);
            assert_eq!(values(&group, "mailNickname").first(), Some(&nickname));
            let bag = &group["attributesBusinessObject"]["attributesCollection"];
            let address = bag["mail"][0]["value"].as_str().map(str::to_owned);
            assert_eq!(address, mail.then(|| format!("{nickname}@5cjshm.onmicrosoft.com")));
        }
    }
    // A name without a letter that a nickname can have.
    for expected in [|_: &str| "group".to_owned(), |id: &str| format!("group-{}", &id[..8])] {
        let id = create(&server, &static_body("京都", json!({})));
        assert_eq!(values(&group(&server, &id), "mailNickname"), [expected(&id)]);
    }
}

/// Short entries, names in other letter cases, numbers, names instead of ids: all is read alike.
#[test]
fn entries_of_another_make_are_understood() {
    let server = Server::of_entra();
    let olivia = format!("cn={OLIVIA}, {}", TENANT.to_lowercase());
    let body = json!({ "groupname": "lenient", "CONTAINER": TENANT.to_lowercase(), "attributesCollection": { "attributesCollection": {
        "DISPLAYNAME": "lenient", "grouptype": [{ "value": 16 }], "Owners": [null, { "value": olivia }],
        "members": [{ "Value": OLIVIA.to_uppercase(), "AttributeCollection": { "XMembershipType": "2",
            "XBeginningDate": "2026-12-01T00:00:00", "XEndingDate": "2026-12-24T23:59:59" } }],
        "xgroupsecurity": "semi-private", "EnableOfficeFeatures": true } } });
    let id = create(&server, &body);
    let group = group(&server, &id);
    assert_eq!(values(&group, "XGroupSecurity"), ["Semi_Private"]);
    assert_eq!(values(&group, "enableofficefeatures"), ["true"]);
    let bag = &group["attributesBusinessObject"]["attributesCollection"];
    assert_eq!(bag["members"][0]["attributeCollection"]["XEndingDate"], "2026-12-24T23:59:59");
    assert_eq!(values(&group, "ContainerDistinguishedName"), [TENANT]);
}

fn patch(server: &Server, id: &str, attributes: Value) -> Value {
    let body = json!({ "AttributesCollection": { "AttributesCollection": attributes } });
    server.send("PATCH", &format!("{ENTRA}/Groups/{id}"), Some(&body)).ok()
}

fn changed(server: &Server, id: &str, attributes: Value) {
    let answer = patch(server, id, attributes);
    assert_eq!(answer["status"], 0, "{answer}");
}

/// Refused for that attribute and for no other, and nothing was changed.
pub fn kept(server: &Server, id: &str, attribute: &str, attributes: Value) {
    let before = group(server, id);
    let answer = patch(server, id, attributes);
    assert_ne!(answer["status"], 0, "{answer}");
    let reasons = answer["exceptionMessagesAttributeWise"].as_object().unwrap();
    assert_eq!(reasons.keys().collect::<Vec<_>>(), [attribute], "{answer}");
    assert_eq!(group(server, id), before);
}

#[test]
fn what_is_changed() {
    let server = Server::of_entra();
    let id = create(&server, &static_body("before", json!({})));
    changed(&server, &id, json!({ "displayName": "Après", "description": "two\nlines", "XGroupSecurity": "Public" }));
    let now = group(&server, &id);
    for (name, value) in
        [("displayName", "Après"), ("name", "Après"), ("description", "two\nlines"), ("XGroupSecurity", "Public")]
    {
        assert_eq!(values(&now, name), [value], "{name}");
    }
    let found = search(
        &server,
        json!({ "criteria": { "attribute": "displayName", "operator": "Is Exactly", "value": "après" } }),
    );
    assert_eq!(ids(&found).first(), Some(&id));
    changed(&server, &id, json!({ "description": "" }));
    kept(&server, &id, "displayName", json!({ "displayName": "", "description": "x" }));
    kept(&server, &id, "displayName", json!({ "displayName": "x".repeat(257) }));
    kept(&server, &id, "description", json!({ "description": "x".repeat(1_025) }));
    kept(&server, &id, "enableofficefeatures", json!({ "enableofficefeatures": "true" }));
    kept(&server, &id, "enableofficefeatures", json!({ "enableofficefeatures": "maybe" }));
    kept(&server, &id, "IMSGCriteria", json!({ "IMSGCriteria": "(department Present)" }));
    kept(&server, &id, "GroupType", json!({ "GroupType": "16" }));
    changed(&server, &id, json!({ "owners": OLIVIA }));
    kept(&server, &id, "owners", json!({ "owners": "" }));
    kept(&server, &id, "managedBy", json!({ "managedBy": OLIVIA }));
    let team = create(&server, &static_body("team", json!({ "GroupType": "32" })));
    changed(&server, &team, json!({ "enableofficefeatures": "TRUE" }));
    assert_eq!(values(&group(&server, &team), "enableofficefeatures"), ["true"]);
    assert_eq!(server.send("DELETE", &format!("{ENTRA}/Groups/{id}"), None).ok(), seed("delete-group.response"));
    server.get(&format!("{ENTRA}/Groups/{id}")).error(404);
}

#[test]
fn the_rule_is_changed_and_updated() {
    let server = Server::of_entra();
    let id = create(&server, &smart_body("by rule", json!({ "GroupType": "16", "IMSGObjectTypes": "6" })));
    let max = server.get(&format!("{ENTRA}/Users/max.member")).ok();
    let max_id = max["objectIdFromIdentityStore"].as_str().unwrap().to_owned();
    let update = || {
        let answer = server.send("POST", &format!("{ENTRA}/Groups/SmartGroups/{id}/Update"), None).ok();
        assert_eq!(answer["status"], 0, "{answer}");
        answer["data"].as_u64().unwrap() as usize
    };
    let before = members(&server, &id);
    assert_eq!(update(), before.len());
    // The name is the id, so this means Max alone; Olivia stays because she was named with the creation.
    let rule = format!("(mail Is Exactly \"{}\")", values(&max, "mail")[0]);
    changed(&server, &id, json!({ "IMSGCriteria": rule }));
    assert_eq!(members(&server, &id), before, "until the next update");
    let mut both = vec![OLIVIA.to_owned(), max_id.clone()];
    both.sort();
    assert_eq!((update(), members(&server, &id)), (2, both));
    changed(
        &server,
        &id,
        json!({ "IMSGExcludes": max_id, "IMSGIncludes": [{ "Value": format!("CN={OLIVIA},{TENANT}") }] }),
    );
    assert_eq!((update(), members(&server, &id)), (1, vec![OLIVIA.to_owned()]));
    changed(&server, &id, json!({ "IMSGIncludes": [] }));
    assert_eq!(update(), 0);
    kept(&server, &id, "IMSGObjectTypes", json!({ "IMSGObjectTypes": "8" }));
    kept(
        &server,
        &id,
        "IMSGStartPath",
        json!({ "IMSGStartPath": [{ "Value": "DC=demo,DC=local", "AttributeCollection": { "Scope": "2" } }] }),
    );
    let inner = create(&server, &static_body("inner", json!({})));
    kept(&server, &id, "IMSGIncludes", json!({ "IMSGIncludes": inner }));
    kept(&server, &id, "IMSGIncludes", json!({ "IMSGIncludes": id }));
    let queued = server.post(&format!("{ENTRA}/Groups/SmartGroups/Update"), &json!([id, inner])).ok();
    assert_eq!((&queued["details"][0]["status"], &queued["details"][1]["status"]), (&json!(0), &json!(1)), "{queued}");
}

#[test]
fn previews_searches_and_lists() {
    let mut server = Server::unsigned(|_| ());
    let token = server.ask_token("olivia.owner", "Demo-Pass-1", "3").ok();
    server.client.token = token["access_token"].as_str().map(str::to_owned);
    let rule = json!({ "ExtensionDataAttributes": { "AttributesCollection": {
        "IMSGObjectTypes": [{ "Value": "6" }], "IMSGCriteria": [{ "Value": "(department Contains \"engineering\")" }],
        "IMSGStartPath": [{ "Value": TENANT, "AttributeCollection": { "Scope": "2" } }] } }, "AttributesToLoad": ["displayName"] });
    let page = server.send("GET", &format!("{ENTRA}/Groups/SmartGroups/Members?pageSize=1000"), Some(&rule)).ok();
    assert_eq!(ids(&page), of_department(&server, "engineering"));
    // "My groups" names its user by the distinguished name, under the names of both kinds of store.
    let me = search(
        &server,
        json!({ "criteria": { "attribute": "userPrincipalName", "operator": "Is Exactly", "value": "olivia.owner@5cjshm.onmicrosoft.com" } }),
    );
    let dn = values(&me["data"][0], "distinguishedName").remove(0);
    assert_eq!(dn, format!("CN={OLIVIA},{TENANT}"));
    let by = |attribute: &str, value: &str| {
        ids(&search(
            &server,
            json!({ "criteria": { "attribute": attribute, "operator": "Is Exactly", "value": value } }),
        ))
    };
    let owned = by("managedBy", &dn);
    assert_eq!(owned.len(), 8, "every fifth of forty");
    assert_eq!((by("owners", &dn), by("owners", OLIVIA)), (owned.clone(), owned.clone()));
    let mine = server.get(&format!("{ENTRA}/Users/{OLIVIA}/Groups?pageSize=100")).ok();
    assert_eq!(ids(&mine), owned);
    let joined = by("member", &dn);
    assert!(!joined.is_empty());
    assert_eq!((by("members", &dn), by("members", OLIVIA)), (joined.clone(), joined.clone()));
    // And seen from the other end.
    let group = &joined[0];
    let member_of = by("memberOf", group);
    assert!(member_of.contains(&OLIVIA.to_owned()), "{member_of:?}");
    assert_eq!(member_of, members(&server, group));
    let owners = ids(&search(&server, json!({ "objectIdentity": owned[0], "attributeScopeQuery": "owners" })));
    assert_eq!(owners, [OLIVIA]);
    // By id or by distinguished name, with everything.
    let whole = self::group(&server, group);
    let own = values(&whole, "distinguishedName").remove(0);
    assert_eq!(server.get(&format!("{ENTRA}/Groups/{}", segment(&own))).ok(), whole);
}

/// The demo's own smart groups have the members that their rules mean.
#[test]
fn smart_groups_of_the_demo() {
    let server = Server::of_entra();
    let smart = json!({ "criteria": { "attribute": "IMSGManagedGroupType", "operator": "Is Exactly", "value": "2" } });
    let groups = ids(&search(&server, smart));
    assert_eq!(groups.len(), 5);
    let mut all = 0;
    for id in groups {
        let before = members(&server, &id);
        let answer = server.send("POST", &format!("{ENTRA}/Groups/SmartGroups/{id}/Update"), None).ok();
        assert_eq!((&answer["status"], &answer["data"]), (&json!(0), &json!(before.len())), "{answer}");
        assert_eq!(members(&server, &id), before);
        all += before.len();
    }
    assert!(all > 5, "{all}");
}
