//! What is sent exists on Graph's `group` entity, with that type and at that time.

use super::{draft, named, store, user};
use crate::seeds::sample;
use model::graph::GraphGroup;
use model::graph::properties::{BadProperty, Kind, PROPERTIES, When, Written, Wrong, check_body, property};
use model::wire::cloud::CloudType;
use model::wire::lenient::{Member, Nullable};
use serde_json::{Value, json};
use std::collections::BTreeSet;

#[test]
fn the_table_names_each_property_once() {
    let names: BTreeSet<_> = PROPERTIES.iter().map(|known| known.name).collect();
    assert_eq!(names.len(), PROPERTIES.len());
    assert!(PROPERTIES.windows(2).all(|two| two[0].name.to_lowercase() <= two[1].name.to_lowercase()));
    for known in PROPERTIES {
        let bind = known.name.ends_with("@odata.bind");
        assert_eq!(known.kind == Kind::References, bind, "{}", known.name);
        assert!(known.kind != Kind::Relationship || known.written == Written::Never, "{}", known.name);
    }
}

/// A group in which every member is set.
fn full() -> GraphGroup {
    let text = || Nullable::Is("x".to_owned());
    let (flag, list) = (|| Nullable::Is(true), || Nullable::Is(vec!["x".to_owned()]));
    GraphGroup {
        id: Some("x".to_owned()),
        display_name: text(),
        description: text(),
        group_types: list(),
        mail_enabled: flag(),
        mail_nickname: text(),
        security_enabled: flag(),
        visibility: text(),
        is_assignable_to_role: flag(),
        membership_rule: text(),
        membership_rule_processing_state: text(),
        owners: list(),
        members: list(),
        mail: text(),
        created: text(),
        allow_external_senders: flag(),
        auto_subscribe_new_members: flag(),
        hide_from_address_lists: flag(),
        hide_from_outlook_clients: flag(),
        origin: Default::default(),
    }
}

#[test]
fn everything_that_a_group_can_say_is_a_property_of_that_type() {
    let body = full().to_json();
    assert_eq!(body.as_object().unwrap().len(), 19);
    for (name, value) in body.as_object().unwrap() {
        let known = property(name).unwrap_or_else(|| panic!("{name} is no property"));
        assert!(known.kind.fits(value), "{name}: {value}");
        let alone = json!({ name: value });
        for when in [When::Create, When::Patch] {
            assert_eq!(check_body(&alone, when).is_ok(), known.is_written(when), "{name} {when:?}");
        }
    }
    let only_by_patch = [
        "allowExternalSenders",
        "autoSubscribeNewMembers",
        "hideFromAddressLists",
        "hideFromOutlookClients",
        "isSubscribedByMail",
        "unseenCount",
    ];
    for known in PROPERTIES {
        assert_eq!(known.written == Written::Patch, only_by_patch.contains(&known.name), "{}", known.name);
    }
}

#[test]
fn what_a_draft_sends_passes() {
    for at in 1..=3 {
        check_body(&sample(&format!("graph-create-group-{at}.request")), When::Create).unwrap();
        for name in sample(&format!("graph-create-group-{at}.response")).as_object().unwrap().keys() {
            assert!(name.starts_with("@odata.") || property(name).is_some(), "{name}");
        }
    }
    let mut own = named(CloudType::Microsoft365, "Name", "name");
    own.graph.allow_external_senders = true;
    own.graph.auto_subscribe = true;
    own.graph.hide_from_address_lists = true;
    own.graph.hide_from_outlook = true;
    own.add_member(user("a"));
    let made = own.to_graph(&store(), None).unwrap();
    check_body(&made.body.to_json(), When::Create).unwrap();
    check_body(&made.patch.unwrap().to_json(), When::Patch).unwrap();
    let mut roles = draft(CloudType::Security, "Name");
    roles.set_role_assignable(true);
    check_body(&roles.to_graph(&store(), None).unwrap().body.to_json(), When::Create).unwrap();
}

#[test]
fn what_is_wrong_is_named() {
    let wrong = |body: Value, when| check_body(&body, when).unwrap_err();
    let of = |name: &str, what| BadProperty { name: name.to_owned(), what };
    assert_eq!(wrong(json!({ "colour": "blue" }), When::Create), of("colour", Wrong::Unknown));
    assert_eq!(wrong(json!({ "displayname": "x" }), When::Create), of("displayname", Wrong::Unknown));
    assert_eq!(wrong(json!({ "members": [] }), When::Patch), of("members", Wrong::ReadOnly));
    assert_eq!(wrong(json!({ "unseenCount": 1 }), When::Create), of("unseenCount", Wrong::OnlyByPatch));
    assert_eq!(
        wrong(json!({ "isAssignableToRole": true }), When::Patch),
        of("isAssignableToRole", Wrong::OnlyAtCreation)
    );
    assert_eq!(wrong(json!([]), When::Create), of("", Wrong::NoObject));
    for (name, value, kind) in [
        ("mailEnabled", json!("true"), Kind::Boolean),
        ("displayName", json!(1), Kind::String),
        ("groupTypes", json!("Unified"), Kind::Strings),
        ("groupTypes", json!(null), Kind::Strings),
        ("groupTypes", json!([1]), Kind::Strings),
        ("members@odata.bind", json!([null]), Kind::References),
    ] {
        assert_eq!(wrong(json!({ name: value }), When::Create), of(name, Wrong::Type(kind)));
    }
    assert_eq!(
        wrong(json!({ "unseenCount": 2_147_483_648_i64 }), When::Patch),
        of("unseenCount", Wrong::Type(Kind::Int32))
    );
    assert!(of("colour", Wrong::Unknown).to_string().contains("'colour'"));
    check_body(&json!({ "description": null, "@odata.type": "#microsoft.graph.group" }), When::Patch).unwrap();
    assert!(GraphGroup::read(Some(&json!({ "displayName": "x" }))).is_ok());
}
