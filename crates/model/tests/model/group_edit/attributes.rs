//! Attributes that the configuration lets people edit: which may be marked so, and which values they can have.

use super::group;
use model::attribute::{AttributeConfig, Syntax, can_be_editable};
use model::config::{Config, Fault, Rule, StoreConfig};
use model::group::{GroupEdit, Problem, respelled, value_problem};
use model::names::NameProblem;
use model::wire::AttributeValue;
use serde_json::{Value, json};

fn short(text: &str) -> AttributeValue {
    AttributeValue::short(text, 0)
}

fn store(attributes: &Value) -> StoreConfig {
    StoreConfig::from_json(&json!({ "id": 2, "name": "demo", "kind": "activeDirectory",
        "containers": [{ "dn": "DC=demo,DC=local" }], "attributes": attributes }))
    .unwrap()
}

#[test]
fn each_syntax_says_what_it_takes() {
    let cases = [
        (Syntax::String, "Any text,\r\non two lines ", None),
        (Syntax::String, "a\u{7}b", Some(Problem::Name(NameProblem::Forbidden('\u{7}')))),
        (Syntax::Number, "-12", None),
        (Syntax::Number, "12 ", Some(Problem::NotANumber)),
        (Syntax::Number, "1.5", Some(Problem::NotANumber)),
        (Syntax::Flags, "-2147483640", None),
        (Syntax::Flags, "99999999999", Some(Problem::NotAMask)),
        (Syntax::Boolean, "TRUE", None),
        (Syntax::Boolean, "yes", Some(Problem::NotABoolean)),
        (Syntax::Date, "20261231000000.0Z", None),
        (Syntax::Date, "2026-12-31", Some(Problem::NotAMoment)),
        (Syntax::FileTime, "0", None),
        (Syntax::FileTime, "133800000000000000", None),
        (Syntax::FileTime, "tomorrow", Some(Problem::NotAMoment)),
        (Syntax::Person, "CN=Ann,DC=demo,DC=local", None),
        (Syntax::Dn, "Ann", Some(Problem::NotADn(None))),
    ];
    for (syntax, text, expected) in cases {
        assert_eq!(value_problem(syntax, text), expected, "{syntax:?}: {text}");
    }
}

#[test]
fn a_value_that_means_what_is_there_keeps_its_spelling() {
    let cases = [
        (Syntax::Boolean, "True", "TRUE", "True"),
        (Syntax::Date, "2026-12-31T00:00:00", "20261231000000.0Z", "2026-12-31T00:00:00"),
        (Syntax::Number, " 7", "7", " 7"),
        (Syntax::Person, "CN=Ann, DC=demo", "cn=ann,DC=demo", "CN=Ann, DC=demo"),
        (Syntax::String, "Quay", "quay", "quay"),
        (Syntax::Number, "many", "few", "few"),
    ];
    for (syntax, base, text, expected) in cases {
        assert_eq!(respelled(syntax, &[short(base)], text), expected);
    }
}

#[test]
fn only_new_values_are_found_fault_with() {
    let store = store(&json!([
        { "name": "company", "label": { "en": "Company" }, "syntax": "number", "editable": true },
        { "name": "proxyaddresses", "label": { "en": "Numbers" }, "syntax": "number", "multiValued": true,
          "editable": true },
        { "name": "info", "label": { "en": "Notes" }, "syntax": "number" },
    ]));
    let mut edit = GroupEdit::new(group());
    let problem = |edit: &GroupEdit| edit.problems(&store).into_values().next();
    // The directory has two addresses, which are no numbers; a third value has to be one.
    let mut values = edit.values("proxyAddresses").to_vec();
    values.push(short("7"));
    edit.set("proxyAddresses", values.clone());
    assert_eq!(problem(&edit), None);
    values.push(short("7"));
    edit.set("proxyAddresses", values.clone());
    assert_eq!(problem(&edit), Some(Problem::SameValue));
    values.pop();
    values.push(short("seven"));
    edit.set("proxyAddresses", values);
    assert_eq!(problem(&edit), Some(Problem::NotANumber));
    edit.revert_all();
    edit.set("company", vec![short("1"), short("2")]);
    assert_eq!(problem(&edit), Some(Problem::OnlyOneValue));
    edit.revert_all();
    edit.set_text("info", "not marked as editable, so that its service alone checks it");
    assert_eq!(problem(&edit), None);
}

#[test]
fn values_that_nobody_touched_are_sent_as_they_were_read() {
    let mut edit = GroupEdit::new(group());
    let mut values = edit.values("proxyAddresses").to_vec();
    values.push(short("smtp:third@demo.local"));
    edit.set("proxyaddresses", values);
    let sent = edit.to_patch().to_json();
    let own = &sent["AttributesCollection"]["AttributesCollection"]["proxyAddresses"];
    let texts: Vec<_> = own.as_array().unwrap().iter().map(|value| value["Value"].as_str().unwrap()).collect();
    assert_eq!(texts, ["SMTP:quay@demo.local", "smtp:kade@demo.local", "smtp:third@demo.local"]);
    assert_eq!(own[0]["rank"], 7);
}

#[test]
fn what_decides_who_is_a_member_can_never_be_editable() {
    for name in ["telephoneNumber", "info", "extensionAttribute1", "company", "employeeType"] {
        assert!(can_be_editable(name), "{name}");
    }
    let never = [
        "member",
        "MEMBERS",
        "memberOf",
        "objectClass",
        "groupType",
        "IMSGCriteria",
        "imsgStartPath",
        "IMSGManagedGroupType",
        "IMGIsExpired",
        "membershipRule",
        "XGroupSecurity",
        "managedBy",
        "XAdditionalOwner",
        "proxyAddresses",
        "authOrig",
        "displayName",
    ];
    for name in never {
        assert!(!can_be_editable(name), "{name}");
    }
    let attribute = |name: &str| {
        let known = AttributeConfig {
            editable: true,
            label: [("en".to_owned(), name.to_owned())].into(),
            ..AttributeConfig::new(name, Syntax::String)
        };
        known.to_json()
    };
    let config = |attributes: Value| {
        Config::read(&json!({ "dataService": "/d", "securityService": "/s",
            "signIn": { "method": "password", "clientId": "portal" },
            "identityStores": [{ "id": 2, "name": "demo", "kind": "activeDirectory",
                "containers": [{ "dn": "DC=demo,DC=local" }], "attributes": attributes }] }))
    };
    assert!(config(json!([attribute("info")])).is_ok());
    let faults = config(json!([attribute("info"), attribute("IMSGCriteria")])).unwrap_err();
    assert_eq!((faults.len(), &faults[0].fault), (1, &Fault::Rule(Rule::NotAnEditableAttribute)));
    assert_eq!(faults[0].path, "identityStores[0].attributes[1].editable");
}
