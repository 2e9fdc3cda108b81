//! What the configured attributes say about a condition, and the configuration that says it.

use super::meaning::attributes;
use model::config::{AttributeConfig, Config, Fault, Syntax};
use model::criteria::Operator::*;
use model::criteria::{Condition, Criteria, Operator, Problem, Relative, Schema, Unit, Value, ValueKind};
use model::wire::StoreId;
use model::wire::object_types::ObjectTypes;
use serde_json::{Value as Json, json};

const SYNTAXES: [Syntax; 8] = [
    Syntax::String,
    Syntax::Number,
    Syntax::Boolean,
    Syntax::Date,
    Syntax::FileTime,
    Syntax::Dn,
    Syntax::Person,
    Syntax::Flags,
];

#[test]
fn what_is_offered_has_its_opposite_offered_too() {
    for syntax in SYNTAXES {
        let operators = syntax.operators();
        assert!(operators.contains(&Present) && operators.contains(&IsExactly));
        for operator in operators {
            assert!(operator.complement().is_none_or(|opposite| operators.contains(&opposite)), "{syntax:?}");
        }
        assert_eq!(operators.contains(&ChainMatch), syntax.is_dn());
        assert_eq!(operators.contains(&AllFlagsOn), syntax == Syntax::Flags);
    }
    assert!(Operator::ALL.iter().all(|operator| SYNTAXES.iter().any(|syntax| syntax.operators().contains(operator))));
}

#[test]
fn only_some_operators_may_be_offered() {
    let mut attribute = AttributeConfig::new("title", Syntax::String);
    assert_eq!(attribute.operators(), Syntax::String.operators());
    attribute.operators = vec![IsNot, StartsWith, ChainMatch];
    assert_eq!(attribute.operators(), [StartsWith, IsNot], "in the usual order, and only what suits the syntax");
    let attributes = [attribute];
    let problem = |operator| Schema::new(&attributes).problem(&Condition::new("TITLE", operator, "x"));
    assert_eq!(problem(IsNot), None);
    assert_eq!(problem(Contains), Some(Problem::Operator(Contains)));
}

#[test]
fn what_does_not_fit_is_named() {
    let attributes = attributes();
    let schema = Schema::new(&attributes);
    let problem = |attribute: &str, operator, value: &str| schema.problem(&Condition::new(attribute, operator, value));
    assert!(schema.attribute("DEPARTMENT").is_some_and(|own| own.name == "department"));
    assert_eq!(problem("shoeSize", IsExactly, "9"), Some(Problem::UnknownAttribute));
    assert_eq!(problem("logonCount", Contains, "9"), Some(Problem::Operator(Contains)));
    let bad = |kind| Some(Problem::Value(0, kind));
    for (attribute, operator, good, wrong, kind) in [
        ("logonCount", IsExactly, "-9", &["nine", "1.5", " 9", "+9", "99999999999999999999"][..], ValueKind::Number),
        ("enabled", IsNot, "FALSE", &["yes", "1", "TRUE "], ValueKind::Boolean),
        (
            "whenCreated",
            GreaterOrEqual,
            "20260101000000.0Z",
            &["2026-01-01", "20260101", "134194320000000000"],
            ValueKind::Moment,
        ),
        ("accountExpires", LessOrEqual, "134194320000000000", &["20260101000000.0Z", "-1"], ValueKind::Moment),
        ("memberOf", ChainMatch, "CN=a,DC=b", &["Sales", "0f1e2d3c-0000-4000-8000-aaaaaaaaaaaa"], ValueKind::Dn),
        (
            "manager",
            IsExactly,
            "0f1e2d3c-0000-4000-8000-aaaaaaaaaaaa",
            &["Ann", "0f1e2d3c000040008000aaaaaaaaaaaa"],
            ValueKind::Dn,
        ),
        ("userAccountControl", IsExactly, "514", &["off", "4294967296"], ValueKind::Mask),
    ] {
        assert_eq!(problem(attribute, operator, good), None, "{attribute}");
        for wrong in wrong {
            assert_eq!(problem(attribute, operator, wrong), bad(kind), "{attribute} {wrong}");
        }
    }
    // Which of several; what is missing is not told here; Present compares with nothing.
    let several = Condition { values: ["1", "", "x"].map(Value::text).to_vec(), ..Condition::bare("levels", IsNot) };
    assert_eq!(schema.problem(&several), Some(Problem::Value(2, ValueKind::Number)));
    assert_eq!(schema.problem(&Condition::default()), None);
    assert_eq!(problem("userAccountControl", AllFlagsOn, "many"), None);
    assert_eq!(problem("logonCount", Present, "many"), None);
    let moving = |attribute: &str| {
        let values = vec![Value::Relative(Relative { amount: -1, unit: Unit::Day })];
        schema.problem(&Condition { values, ..Condition::bare(attribute, IsExactly) })
    };
    assert_eq!([moving("whenCreated"), moving("accountExpires")], [None, None]);
    assert_eq!(moving("title"), bad(ValueKind::Text));
}

#[test]
fn bits_have_names() {
    let mut control = AttributeConfig::new("USERACCOUNTCONTROL", Syntax::Flags);
    let known = control.flags("de");
    assert!(known.contains(&(2, "ACCOUNTDISABLE".to_owned())) && known.iter().all(|(bit, _)| bit.is_power_of_two()));
    assert!(AttributeConfig::new("groupType", Syntax::Flags).flags("en").iter().any(|(bit, _)| *bit == 0x8000_0000));
    assert_eq!(AttributeConfig::new("extensionMask", Syntax::Flags).flags("en"), []);
    let flags = json!([
        { "bit": 2, "name": "ACCOUNTDISABLE", "label": { "en": "Disabled", "de": "Deaktiviert" } },
        { "bit": 16, "name": "LOCKOUT" },
    ]);
    control = config_of(json!({ "flags": flags, "syntax": "flags" })).unwrap().identity_stores[0].attributes[0].clone();
    assert_eq!(control.flags("de"), [(2, "Deaktiviert".to_owned()), (16, "LOCKOUT".to_owned())]);
    assert_eq!(control.flags("fr")[0].1, "Disabled");
}

/// A configuration with one attribute that has this too, or the place and kind of what is wrong with it.
fn config_of(more: Json) -> Result<Config, Vec<(String, Fault)>> {
    config(&json!({}), &more)
}

fn config(groups: &Json, more: &Json) -> Result<Config, Vec<(String, Fault)>> {
    let mut attribute = json!({ "name": "title", "label": { "en": "Title" } });
    attribute.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
    let document = json!({
        "dataService": "/d", "securityService": "/s", "signIn": { "method": "password", "clientId": "c" },
        "identityStores": [{
            "id": 2, "name": "demo", "kind": "activeDirectory", "containers": [{ "dn": "DC=demo" }],
            "groups": groups, "attributes": [attribute],
        }],
    });
    Config::read(&document).map_err(|faults| faults.into_iter().map(|fault| (fault.path, fault.fault)).collect())
}

#[test]
fn the_configuration_of_an_attribute_is_checked() {
    let read = config_of(json!({
        "syntax": "fileTime", "operators": ["lessOrEqual"], "indexed": true, "alwaysPresent": true,
    }));
    let attribute = &read.unwrap().identity_stores[0].attributes[0];
    assert_eq!((attribute.syntax, attribute.operators()), (Syntax::FileTime, vec![LessOrEqual]));
    assert!(attribute.indexed && attribute.always_present);
    let path = |more: Json| config_of(more).unwrap_err()[0].0.clone();
    assert_eq!(path(json!({ "operators": ["rhymesWith"] })), "identityStores[0].attributes[0].operators[0]");
    assert_eq!(path(json!({ "flags": [{ "bit": 3, "name": "x" }] })), "identityStores[0].attributes[0].flags[0].bit");
    // What a JSON Schema cannot say.
    let faults = config_of(json!({ "syntax": "boolean", "operators": ["isNot", "contains"] })).unwrap_err();
    let known = ["isExactly", "isNot", "present", "notPresent"].map(str::to_owned).to_vec();
    assert_eq!(faults, [("identityStores[0].attributes[0].operators[1]".to_owned(), Fault::OneOf(known))]);
}

#[test]
fn the_policy_of_rules_is_read() {
    let policy = |groups: Json| config(&groups, &json!({})).map(|mut config| config.identity_stores.remove(0).groups);
    let default = policy(json!({})).unwrap();
    assert_eq!((default.leave_threshold, default.object_types()), (20, ObjectTypes::USERS));
    assert_eq!(default.fixed_rule(), None);
    let own = json!({ "lockedRule": "(title Present)", "leaveThreshold": 0, "objectTypes": ["computer", "contact"] });
    let own = policy(own).unwrap();
    assert_eq!(own.leave_threshold, 0);
    assert_eq!(own.object_types().wire(), ["7", "9", "10", "11"]);
    let present = Criteria::of(model::criteria::Node::condition(Condition::bare("title", Present)));
    assert_eq!(own.fixed_rule(), Some(present));
    for (member, value) in
        [("lockedRule", json!("(title Rhymes With \"x\")")), ("leaveThreshold", json!(101)), ("objectTypes", json!([]))]
    {
        let faults = policy(json!({ member: value })).unwrap_err();
        assert_eq!(faults[0].0, format!("identityStores[0].groups.{member}"));
    }
}

#[test]
fn the_most_owners_are_not_fewer_than_the_least() {
    let limits = |least: u32, most: u32| {
        config(&json!({ "minimumAdditionalOwners": least, "maximumAdditionalOwners": most }), &json!({}))
    };
    assert!(limits(2, 2).is_ok());
    let path = "identityStores[0].groups.maximumAdditionalOwners".to_owned();
    assert_eq!(limits(3, 2).unwrap_err(), [(path, Fault::AtLeast(3))]);
}

/// Every attribute of the demo directory can be asked for with every operator that is offered.
#[test]
fn the_demo_is_configured_well() {
    let demo: Json = serde_json::from_str(include_str!("../../../../dataservice/assets/config.json")).unwrap();
    let config = Config::read(&demo).unwrap();
    let store = config.store(StoreId(2)).unwrap();
    let schema = Schema::new(&store.attributes);
    let syntax = |name: &str| schema.attribute(name).map(|attribute| attribute.syntax);
    assert_eq!(syntax("userAccountControl"), Some(Syntax::Flags));
    assert_eq!(syntax("whenCreated"), Some(Syntax::Date));
    for attribute in &store.attributes {
        assert!(!attribute.operators().is_empty(), "{}", attribute.name);
        assert_eq!(attribute.flags("en").is_empty(), attribute.syntax != Syntax::Flags, "{}", attribute.name);
    }
}
