//! The mail addresses of a group, and the attributes with those whose messages it accepts or rejects.

use super::{group, short};
use model::config::{Config, Fault, Rule, StoreConfig, delivery_attribute};
use model::group::{GroupEdit, MailAddress, Problem};
use model::names::NameProblem;
use model::wire::AttributeValue;
use model::wire::object::ObjectKind;
use serde_json::{Value, json};

fn store() -> StoreConfig {
    StoreConfig::from_json(&json!({ "id": 2, "name": "demo", "kind": "activeDirectory",
        "containers": [{ "dn": "DC=demo,DC=local" }] }))
    .unwrap()
}

fn addresses(edit: &GroupEdit) -> Vec<&str> {
    edit.values("proxyAddresses").iter().filter_map(AttributeValue::text).collect()
}

#[test]
fn a_value_says_of_what_kind_it_is() {
    let cases = [
        ("SMTP:a@b.at", MailAddress::Primary("a@b.at")),
        ("smtp:a@b.at", MailAddress::Other("a@b.at")),
        ("Smtp:a@b.at", MailAddress::Other("a@b.at")),
        ("X500:/o=Demo/cn=a:b", MailAddress::Foreign("X500", "/o=Demo/cn=a:b")),
        ("a@b.at", MailAddress::Foreign("", "a@b.at")),
    ];
    for (text, expected) in cases {
        assert_eq!(MailAddress::of(text), expected);
    }
}

#[test]
fn another_primary_address_takes_mail_along() {
    let mut edit = GroupEdit::new(group());
    edit.make_primary("smtp:kade@demo.local");
    assert_eq!(addresses(&edit), ["smtp:quay@demo.local", "SMTP:kade@demo.local"]);
    assert_eq!(edit.first("mail"), Some("kade@demo.local"));
    // The former one is primary again: what the directory has is no change.
    edit.make_primary("smtp:quay@demo.local");
    assert!(!edit.is_changed("proxyAddresses"));
    // What is primary already, or no mail address, cannot become it.
    for text in ["SMTP:quay@demo.local", "X500:/o=Demo", "smtp:nobody@demo.local"] {
        edit.make_primary(text);
        assert!(!edit.is_changed("proxyAddresses"), "{text}");
    }
}

#[test]
fn addresses_are_added_and_removed() {
    let mut edit = GroupEdit::new(group());
    assert_eq!(edit.add_address(" pier@demo.local "), Ok(()));
    assert_eq!(addresses(&edit).last(), Some(&"smtp:pier@demo.local"));
    assert!(!edit.is_changed("mail"));
    assert_eq!(edit.add_address("QUAY@demo.local"), Err(Problem::SameValue));
    assert_eq!(edit.add_address(""), Err(Problem::Required));
    assert_eq!(edit.add_address("pier"), Err(Problem::Name(NameProblem::NotAnAddress)));
    edit.remove_address("smtp:kade@demo.local");
    edit.remove_address("SMTP:quay@demo.local");
    assert_eq!(addresses(&edit), ["SMTP:quay@demo.local", "smtp:pier@demo.local"]);
    assert!(edit.problems(&store()).is_empty());
}

#[test]
fn the_first_address_is_the_primary_one_and_other_kinds_stay() {
    let mut edit = GroupEdit::new(group());
    edit.set("proxyAddresses", vec![short("X500:/o=Demo/cn=quay")]);
    edit.remove_address("X500:/o=Demo/cn=quay");
    edit.add_address("pier@demo.local").unwrap();
    assert_eq!(addresses(&edit), ["X500:/o=Demo/cn=quay", "SMTP:pier@demo.local"]);
    assert_eq!(edit.first("mail"), Some("pier@demo.local"));
}

#[test]
fn only_new_addresses_are_found_fault_with() {
    let with = |text: &str| {
        let mut edit = GroupEdit::new(group());
        let mut values = edit.values("proxyAddresses").to_vec();
        values.push(short(text));
        edit.set("proxyAddresses", values);
        edit.problems(&store()).remove("proxyAddresses")
    };
    assert_eq!(with("X500:anything at all"), None);
    assert_eq!(with("smtp:nobody"), Some(Problem::Name(NameProblem::NotAnAddress)));
    assert_eq!(with("smtp:Quay@demo.local"), Some(Problem::SameValue));
    assert_eq!(with("SMTP:pier@demo.local"), Some(Problem::OnePrimaryAddress));
}

#[test]
fn people_and_groups_stand_in_different_attributes() {
    let both = ["authOrig".to_owned(), "dLMemSubmitPerms".to_owned()];
    let place = |kind| delivery_attribute(&both, kind).map(String::as_str);
    assert_eq!(place(ObjectKind::User), Some("authOrig"));
    assert_eq!(place(ObjectKind::Contact), Some("authOrig"));
    assert_eq!(place(ObjectKind::Group), Some("dLMemSubmitPerms"));
    assert_eq!(place(ObjectKind::Computer), None);
    // A group in an attribute for people would be taken for a single sender.
    assert_eq!(delivery_attribute(&both[..1], ObjectKind::Group), None);
}

#[test]
fn a_configuration_names_attributes_of_delivery_only() {
    let config = |kind: &str, delivery: Value| {
        Config::read(&json!({ "dataService": "/d", "securityService": "/s",
            "signIn": { "method": "password", "clientId": "portal" },
            "identityStores": [{ "id": 2, "name": "demo", "kind": kind,
                "containers": [{ "dn": "DC=demo,DC=local" }], "deliveryRestrictions": delivery }] }))
    };
    let all = json!({ "acceptFrom": ["authOrig", "dLMemSubmitPerms"], "rejectFrom": ["unauthOrig"] });
    assert_eq!(
        config("activeDirectory", all.clone()).unwrap().identity_stores[0].delivery_restrictions.attributes().count(),
        3
    );
    let faults = config("activeDirectory", json!({ "acceptFrom": ["member"] })).unwrap_err();
    assert!(matches!(faults[0].fault, Fault::OneOf(_)), "{faults:?}");
    let faults = config("entraId", all).unwrap_err();
    assert_eq!(faults[0].fault, Fault::Rule(Rule::DeliveryOfActiveDirectory));
}
