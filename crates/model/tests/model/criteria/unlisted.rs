//! Attributes that are not configured: used by their LDAP names, as texts, and told of.

use super::meaning::{NOW, Person};
use model::config::{AttributeConfig, Config, StoreConfig, StoreKind, Syntax};
use model::criteria::Operator::*;
use model::criteria::lint::{Kind, Severity, check};
use model::criteria::{
    Condition, Criteria, Dialect, Evaluator, Join, Node, Operator, Problem, Reason, Value, is_ldap_name, ldap,
};

fn store(kind: StoreKind) -> StoreConfig {
    let config: serde_json::Value =
        serde_json::from_str(include_str!("../../../../dataservice/assets/config.json")).unwrap();
    let mut store = Config::read(&config).unwrap().identity_stores.remove(0);
    store.kind = kind;
    store.attributes = vec![AttributeConfig::new("l", Syntax::String)];
    store
}

#[test]
fn names_of_ldap() {
    for name in ["extensionAttribute1", "l", "x-1", "msDS-User-Account", "2.5.4.7", "1.2.840.113556.1.4.803", "0.9"] {
        assert!(is_ldap_name(name), "{name}");
    }
    for name in
        ["", " ", "1", "x_y", "a b", "-a", "1a", "2.5.", ".5", "2..5", "2.05", "a.b", "größe", "cn;lang-de", "*"]
    {
        assert!(!is_ldap_name(name), "{name}");
    }
}

#[test]
fn active_directory_may_know_more_and_entra_does_not() {
    let problem = |kind, attribute: &str, operator: Operator, value: &str| {
        let store = store(kind);
        store.schema().problem(&Condition::new(attribute, operator, value))
    };
    for kind in [StoreKind::ActiveDirectory, StoreKind::EntraId] {
        for operator in [Contains, NotStartsWith, IsExactly, IsNot, GreaterOrEqual, NotPresent] {
            assert_eq!(problem(kind, "extensionAttribute1", operator, "x"), None);
        }
        for operator in [AllFlagsOn, AnyFlagOff, ChainMatch] {
            assert_eq!(problem(kind, "extensionAttribute1", operator, "2"), Some(Problem::Operator(operator)));
        }
        assert_eq!(problem(kind, "extension_attribute", IsExactly, "x"), Some(Problem::UnknownAttribute));
    }
    let graph = problem(StoreKind::MicrosoftGraph, "extensionAttribute1", IsExactly, "x");
    assert_eq!(graph, Some(Problem::UnknownAttribute));
}

#[test]
fn it_is_a_warning_at_its_condition() {
    let said = |kind, filter: &str| {
        let store = store(kind);
        let at = Evaluator { schema: store.schema(), now: NOW };
        let checks = check(&ldap::parse(filter).unwrap(), &at, Dialect::GroupId);
        checks.into_iter().map(|check| (check.node.0, check.kind, check.severity())).collect::<Vec<_>>()
    };
    let ad = StoreKind::ActiveDirectory;
    assert_eq!(said(ad, "(&(l=Berlin)(employeeType=intern))"), [(2, Kind::Unlisted, Severity::Warning)]);
    // Of several values of it nothing is known: they are no contradiction.
    let both = "(&(employeeType=a)(!(employeeType=b))(employeeType=c))";
    assert!(said(ad, both).iter().all(|(_, kind, _)| *kind == Kind::Unlisted));
    assert_eq!(said(ad, "(l=Berlin)"), []);
    let graph = said(StoreKind::MicrosoftGraph, "(&(l=Berlin)(employeeType=intern))");
    assert_eq!(graph, [(2, Kind::Problem(Problem::UnknownAttribute), Severity::Error)]);
}

#[test]
fn it_is_compared_as_text() {
    let store = store(StoreKind::ActiveDirectory);
    let at = Evaluator { schema: store.schema(), now: NOW };
    let person = Person::default().with("employeeType", &["Intern", "Part time"]);
    let ask = |operator, value: &str| {
        let values = if operator == Present || operator == NotPresent { vec![] } else { vec![Value::text(value)] };
        let condition = Condition { values, ..Condition::bare("employeeType", operator) };
        at.matches(&Criteria::of(Node::condition(condition)), &person)
    };
    assert_eq!(ask(IsExactly, "INTERN"), Ok(true));
    assert_eq!(ask(IsNot, "part  time"), Ok(false));
    assert_eq!(ask(Contains, "tim"), Ok(true));
    assert_eq!(ask(Present, ""), Ok(true));
    assert_eq!(ask(GreaterOrEqual, "a").unwrap_err().reason, Reason::Order);
    let nobody = Node::condition(Condition::new("extensionAttribute1", NotContains, "x"));
    let whole = Node::group(Join::All, vec![nobody, Node::condition(Condition::bare("2.5.4.7", NotPresent))]);
    assert_eq!(at.matches(&Criteria::of(whole), &person), Ok(true), "who lacks it meets what is negative");
}
