//! An existing group that is edited: what is sent, what is undone, and what happens if somebody else changes it, too.

mod attributes;
mod chance;
mod mail;
mod owners;
mod stored;

use crate::seeds::sample;
use model::config::StoreConfig;
use model::graph::GraphGroup;
use model::group::{GroupEdit, Problem};
use model::wire::codes::{AdGroupType, GroupPurpose, GroupScope};
use model::wire::lenient::Member;
use model::wire::{ActionResult, AttributeValue, DirectoryObject, StoreId};
use serde_json::{Value, json};

/// A group as a service answers it, with members that nobody here knows.
fn group() -> DirectoryObject {
    let value = |text: &str| json!({ "value": text, "action": 0, "dn": null, "attributeCollection": {}, "rank": 7 });
    let quiet =
        json!({ "value": "CN=Ann,OU=People,DC=demo,DC=local", "attributeCollection": { "donotnotify": "True" } });
    DirectoryObject::from_json(&json!({
        "objectIdFromIdentityStore": "g1", "identityStoreId": "2", "objectType": "group", "novel": { "a": [1] },
        "attributesBusinessObject": { "attributesCollection": {
            "displayName": [value("Quay")], "Description": [value("By the water")], "company": [],
            "managedBy": [value("CN=Bob,OU=People,DC=demo,DC=local")],
            "xadditionalowner": [quiet, value("CN=Cyd,OU=People,DC=demo,DC=local")],
            "proxyAddresses": [value("SMTP:quay@demo.local"), value("smtp:kade@demo.local")],
        } },
    }))
    .unwrap()
}

fn names(edit: &GroupEdit) -> Vec<&str> {
    edit.changed().collect()
}

fn short(text: &str) -> AttributeValue {
    AttributeValue::short(text, 0)
}

#[test]
fn golden_update_group() {
    let mut edit = GroupEdit::new(DirectoryObject::from_json(&sample("get-group.response")).unwrap());
    edit.set_text("company", "Imanami - Now part of Netwrix");
    edit.set_text("description", "Its a demo group!");
    assert_eq!(edit.to_patch().to_json(), sample("update-group.request"));
}

#[test]
fn only_what_differs_is_a_change() {
    let mut edit = GroupEdit::new(group());
    assert!(edit.is_empty());
    edit.set_text("DESCRIPTION", "By the quay");
    edit.set_text("displayname", "Quay 2");
    edit.set_text("company", "");
    assert_eq!((names(&edit), edit.len()), (vec!["Description", "displayName"], 2));
    assert_eq!((edit.first("description"), edit.first("managedby").is_some()), (Some("By the quay"), true));
    edit.set_text("description", "By the water");
    assert_eq!(names(&edit), ["displayName"]);
    // Texts are compared exactly, distinguished names as a directory does, lists in any order.
    edit.set_text("displayName", "quay");
    edit.set_text("managedBy", "cn=bob, ou=people,dc=demo,dc=local");
    edit.set("proxyAddresses", vec![short("smtp:kade@demo.local"), short("SMTP:quay@demo.local")]);
    assert_eq!(names(&edit), ["displayName"]);
    edit.set("proxyAddresses", vec![short("SMTP:kade@demo.local"), short("smtp:quay@demo.local")]);
    assert_eq!(names(&edit), ["displayName", "proxyAddresses"]);
    edit.revert("PROXYADDRESSES");
    edit.revert("managedBy");
    assert_eq!(names(&edit), ["displayName"]);
    edit.revert_all();
    assert!(edit.is_empty() && edit.base() == &group());
}

#[test]
fn notes_are_a_part_of_a_value() {
    let mut edit = GroupEdit::new(group());
    let ann = short("cn=Ann,ou=People,dc=demo,dc=local");
    let cyd = short("CN=Cyd,OU=People,DC=demo,DC=local");
    edit.set("XAdditionalOwner", vec![cyd.clone(), ann.clone().with("DoNotNotify", "true")]);
    assert!(edit.is_empty(), "the same owners, and the same one is not notified");
    let no_date = cyd.clone().with("DoNotNotify", "false").with("XEndingDate", "0001-01-01T00:00:00");
    edit.set("XAdditionalOwner", vec![no_date, ann.clone().with("DoNotNotify", "true")]);
    assert!(edit.is_empty(), "a note that is false or no date says nothing");
    edit.set("XAdditionalOwner", vec![cyd.clone(), ann]);
    assert_eq!(names(&edit), ["xadditionalowner"], "she is to be notified again");
    edit.set("XAdditionalOwner", vec![cyd.with("XEndingDate", "2026-12-24T23:59:59")]);
    let sent = edit.to_patch().to_json();
    assert_eq!(
        sent["AttributesCollection"]["AttributesCollection"],
        json!({ "xadditionalowner": [{ "Value": "CN=Cyd,OU=People,DC=demo,DC=local", "Action": 0,
            "AttributeCollection": { "XEndingDate": "2026-12-24T23:59:59" } }] })
    );
}

#[test]
fn kept_values_keep_what_nobody_here_knows() {
    let mut edit = GroupEdit::new(group());
    let mut owners = edit.values("XAdditionalOwner").to_vec();
    owners.push(short("CN=Dan,OU=People,DC=demo,DC=local"));
    edit.set("XAdditionalOwner", owners);
    assert_eq!(
        edit.to_patch().to_json()["AttributesCollection"]["AttributesCollection"]["xadditionalowner"],
        json!([
            { "Value": "CN=Ann,OU=People,DC=demo,DC=local", "Action": 0, "AttributeCollection": { "donotnotify": "True" } },
            { "Value": "CN=Cyd,OU=People,DC=demo,DC=local", "Action": 0, "rank": 7 },
            { "Value": "CN=Dan,OU=People,DC=demo,DC=local", "Action": 0 },
        ])
    );
}

#[test]
fn an_attribute_is_cleared_by_an_empty_value() {
    let mut edit = GroupEdit::new(group());
    edit.set_text("description", "");
    edit.set("company", vec![short("Harbour")]);
    let cleared = json!([{ "Value": "", "Action": 0 }]);
    let body = |edit: &model::wire::UpdateGroup| edit.to_json()["AttributesCollection"]["AttributesCollection"].clone();
    assert_eq!(
        body(&edit.to_patch()),
        json!({ "Description": cleared, "company": [{ "Value": "Harbour", "Action": 0 }] })
    );
    let now = edit.applied(["Description", "company"]);
    assert!(edit.is_in(&now, ["description", "company"]) && !edit.is_in(edit.base(), ["company"]));
    assert_eq!(
        body(&edit.inverse(now.clone(), ["description", "company"]).to_patch()),
        json!({ "Description": [{ "Value": "By the water", "Action": 0, "rank": 7 }], "company": cleared })
    );
    // What was refused was not saved, so it is not undone.
    assert_eq!(body(&edit.inverse(now, ["COMPANY"]).to_patch()), json!({ "company": cleared }));
}

#[test]
fn what_is_wrong_is_told_before_anything_is_sent() {
    let store = |groups: Value| {
        let store = json!({ "id": 2, "name": "demo", "kind": "activeDirectory",
            "containers": [{ "dn": "DC=demo,DC=local" }], "groups": groups });
        StoreConfig::read(Some(&store)).unwrap()
    };
    let wrong = |groups: Value, name: &str, values: Vec<AttributeValue>| {
        let mut edit = GroupEdit::new(group());
        edit.set(name, values);
        edit.problems(&store(groups)).into_values().next()
    };
    let plain = || json!({});
    assert_eq!(wrong(plain(), "displayName", vec![short("Pier")]), None);
    assert_eq!(wrong(plain(), "displayName", Vec::new()), Some(Problem::Required));
    assert!(matches!(wrong(plain(), "sAMAccountName", vec![short("a/b")]), Some(Problem::Name(_))));
    assert!(matches!(wrong(plain(), "mailNickname", vec![short("a b")]), Some(Problem::Name(_))));
    assert_eq!(wrong(plain(), "managedBy", Vec::new()), None);
    let demanded = json!({ "primaryOwnerRequired": true });
    assert_eq!(wrong(demanded, "managedBy", Vec::new()), Some(Problem::Required));
    let few = Problem::MoreAdditionalOwners { needed: 1, chosen: 0 };
    assert_eq!(wrong(json!({ "minimumAdditionalOwners": 1 }), "xAdditionalOwner", Vec::new()), Some(few));
    let many = ["CN=Ann,DC=demo", "CN=Bob,DC=demo", "CN=Cyd,DC=demo"].map(short).to_vec();
    let most = Problem::FewerAdditionalOwners { most: 2, chosen: 3 };
    assert_eq!(wrong(json!({ "maximumAdditionalOwners": 2 }), "xAdditionalOwner", many), Some(most));
    let owners = Problem::MoreOwners { needed: 3, chosen: 1 };
    assert_eq!(wrong(json!({ "minimumOwners": 3 }), "xAdditionalOwner", Vec::new()), Some(owners));
}

#[test]
fn what_was_refused_is_told_at_the_attribute_that_was_changed() {
    let mut edit = GroupEdit::new(group());
    edit.set_text("description", "x");
    edit.set_text("displayName", "y");
    let result = ActionResult::from_json(&json!({ "status": 0, "details": [
        { "name": "description", "status": 1, "message": "Too long." },
        { "name": "displayName", "status": 0, "message": null },
        { "name": "IMSGManagedGroupType", "status": 0 },
    ], "exceptionMessagesAttributeWise": { "DISPLAYNAME": "No.", "other": ["a", "b"] } }))
    .unwrap();
    let expected = [("Description", "Too long."), ("displayName", "No."), ("other", "a b")];
    assert_eq!(edit.refused(&result), expected.map(|(name, text)| (name.to_owned(), text.to_owned())).into());
    assert!(edit.refused(&ActionResult::done(Value::Null)).is_empty());
}

#[test]
fn a_conflict_is_what_both_changed_differently() {
    let mut mine = GroupEdit::new(group());
    mine.set_text("description", "mine");
    mine.set_text("displayName", "Same");
    mine.set_text("info", "mine alone");
    let mut theirs = mine.base().to_json();
    let all = &mut theirs["attributesBusinessObject"]["attributesCollection"];
    all["Description"] = json!([{ "value": "theirs" }]);
    all["displayName"] = json!([{ "value": "Same" }]);
    all["company"] = json!([{ "value": "theirs alone" }]);
    let now = DirectoryObject::from_json(&theirs).unwrap();
    let conflicts = mine.against(&now);
    assert_eq!(conflicts.len(), 1);
    let text = |values: &[AttributeValue]| values[0].text().unwrap().to_owned();
    let conflict = &conflicts[0];
    assert_eq!(conflict.name, "Description");
    assert_eq!([&conflict.base, &conflict.theirs, &conflict.mine].map(|v| text(v)), ["By the water", "theirs", "mine"]);
    let mut rebased = mine.rebased(now.clone());
    assert_eq!(names(&rebased), ["Description", "info"]);
    assert!(rebased.against(&now).is_empty());
    rebased.revert("description");
    assert_eq!((names(&rebased), rebased.first("description")), (vec!["info"], Some("theirs")));
}

#[test]
fn graph_gets_its_own_names() {
    let group = GraphGroup::from_json(&json!({ "id": "g1", "displayName": "Quay", "description": "By the water",
        "mailNickname": "quay", "visibility": "Private", "groupTypes": ["Unified"], "hideFromAddressLists": true }));
    let mut edit = GroupEdit::new(group.unwrap().directory_object(StoreId(6)));
    edit.set_text("hideFromAddressLists", "True");
    assert!(edit.is_empty());
    edit.set_text("hideFromAddressLists", "false");
    edit.set_text("allowExternalSenders", "true");
    edit.set_text("description", "");
    edit.set_text("displayName", "Kade");
    edit.set_text("mailNickname", "kade");
    edit.set_text("XGroupSecurity", "Public");
    let body = edit.to_graph_patch().unwrap().to_json();
    let expected = json!({ "displayName": "Kade", "description": null, "mailNickname": "kade", "visibility": "Public",
        "hideFromAddressLists": false, "allowExternalSenders": true });
    assert_eq!(body, expected);
    assert_eq!(model::graph::properties::check_body(&body, model::graph::properties::When::Patch), Ok(()));
    edit.set_text("XGroupSecurity", "HiddenMembership");
    edit.set_text("displayName", "");
    edit.set_text("managedBy", "u1");
    assert_eq!(edit.to_graph_patch().unwrap_err(), ["displayName", "managedBy", "XGroupSecurity"]);
}

#[test]
fn active_directory_changes_types_in_steps() {
    use GroupPurpose::{Distribution, Security};
    use GroupScope::{DomainLocal, Global, Universal};
    let of = |scope, purpose| AdGroupType { scope, purpose };
    assert_eq!(
        of(Global, Security).changes(false),
        [of(Global, Distribution), of(Universal, Security), of(Universal, Distribution)]
    );
    assert_eq!(of(DomainLocal, Security).changes(false).len(), 3);
    assert_eq!(of(Universal, Security).changes(false).len(), 5);
    assert_eq!(of(Universal, Security).changes(true), [of(Universal, Distribution)]);
    assert_eq!(of(Global, Distribution).changes(true).len(), 3);
    assert!(!of(Global, Security).can_become(of(DomainLocal, Security), false));
    for scope in GroupScope::ALL {
        for purpose in GroupPurpose::ALL {
            assert!(!of(scope, purpose).can_become(of(scope, purpose), false));
            // Every type is reached from every other in at most two steps.
            let near = of(scope, purpose).changes(false);
            let far = near.iter().flat_map(|step| step.changes(false)).count();
            assert!(near.len() >= 3 && far >= 5);
        }
    }
}
