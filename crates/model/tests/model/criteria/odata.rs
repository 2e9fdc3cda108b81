//! Rules as Graph's `$filter`: what is said and how, and what is refused rather than said nearly.

use model::criteria::odata::{NotCountable, Why, filter};
use model::criteria::{Condition, Criteria, Dialect, Join, Missing, Node, NodeId, Operator, Relative, Unit, Value};

fn rule(node: Node) -> Criteria {
    Criteria::of(node)
}

fn one(attribute: &str, operator: Operator, value: &str) -> Node {
    Node::condition(Condition::new(attribute, operator, value))
}

fn several(attribute: &str, operator: Operator, values: &[&str]) -> Node {
    let values = values.iter().map(|value| Value::text(*value)).collect();
    Node::condition(Condition { attribute: attribute.to_owned(), operator: Some(operator), values })
}

fn said(node: Node) -> String {
    filter(&rule(node)).unwrap_or_else(|refused| panic!("{refused:?}")).text().to_owned()
}

/// Why the first condition is refused.
fn why(node: Node) -> Why {
    let NotCountable { node, reason } = filter(&rule(node)).unwrap_err();
    assert_eq!(node, NodeId(1), "{reason:?}");
    reason
}

#[test]
fn each_operator_that_graph_has() {
    use Operator::{EndsWith, IsExactly, IsNot, NotStartsWith, StartsWith};
    for (attribute, operator, value, text) in [
        ("department", IsExactly, "O'Neill & Co", "department eq 'O''Neill & Co'"),
        ("l", StartsWith, "Ber", "startswith(city,'Ber')"),
        ("mail", EndsWith, "@x.org", "endswith(mail,'@x.org')"),
        ("city", IsNot, "Rome", "city eq null or not(city eq 'Rome')"),
        ("city", NotStartsWith, "Ro", "city eq null or not(startswith(city,'Ro'))"),
        ("userPrincipalName", IsNot, "a@x.org", "not(userPrincipalName eq 'a@x.org')"),
        ("accountEnabled", IsExactly, "TRUE", "accountEnabled eq true"),
        ("accountEnabled", IsNot, "true", "not(accountEnabled eq true)"),
        ("title", IsExactly, "Boss", "jobTitle eq 'Boss'"),
        ("JOBTITLE", IsExactly, "Boss", "jobTitle eq 'Boss'"),
        ("mailNickName", IsExactly, "a", "mailNickname eq 'a'"),
        ("physicalDeliveryOfficeName", IsExactly, "1", "officeLocation eq '1'"),
        ("proxyAddresses", IsExactly, "smtp:a@x.org", "proxyAddresses/any(c:c eq 'smtp:a@x.org')"),
        ("objectId", IsExactly, "26be1845-4119-4801-a799-aea79d09f1a2", "id eq '26be1845-4119-4801-a799-aea79d09f1a2'"),
    ] {
        assert_eq!(said(one(attribute, operator, value)), text);
    }
    assert_eq!(said(Node::condition(Condition::bare("city", Operator::Present))), "city ne null");
    assert_eq!(said(Node::condition(Condition::bare("city", Operator::NotPresent))), "city eq null");
}

#[test]
fn several_values_are_any_of_them_or_none() {
    let any = several("city", Operator::IsExactly, &["Rome", "Oslo"]);
    assert_eq!(said(any), "city eq 'Rome' or city eq 'Oslo'");
    let none = several("city", Operator::IsNot, &["Rome", "Oslo"]);
    assert_eq!(said(none), "city eq null or not(city eq 'Rome' or city eq 'Oslo')");
}

#[test]
fn groups_keep_their_brackets_and_negations_move_to_the_comparisons() {
    let city = || one("city", Operator::IsExactly, "Rome");
    let staff = || one("department", Operator::StartsWith, "IT");
    let enabled = || one("accountEnabled", Operator::IsExactly, "TRUE");
    let either = || Node::group(Join::Any, vec![city(), staff()]);
    assert_eq!(
        said(Node::group(Join::All, vec![enabled(), either()])),
        "accountEnabled eq true and (city eq 'Rome' or startswith(department,'IT'))"
    );
    assert_eq!(
        said(Node::group(Join::All, vec![enabled(), either().negated()])),
        "accountEnabled eq true and ((city eq null or not(city eq 'Rome')) \
         and (department eq null or not(startswith(department,'IT'))))"
    );
    // Twice negated is as it was.
    assert_eq!(
        said(Node::group(Join::All, vec![city().negated(), enabled()]).negated()),
        "city eq 'Rome' or not(accountEnabled eq true)"
    );
    let present = Node::condition(Condition::bare("city", Operator::Present)).negated();
    assert_eq!(said(present), "city eq null");
}

#[test]
fn what_is_not_surely_the_same_is_refused() {
    use Operator::{Contains, EndsWith, GreaterOrEqual, IsNot, NotContains, NotEndsWith, Present, StartsWith};
    for (attribute, operator) in [
        ("department", Contains),
        ("department", NotContains),
        ("department", EndsWith),
        ("department", GreaterOrEqual),
        ("jobTitle", StartsWith),
        ("accountEnabled", StartsWith),
        // Nobody can say what becomes of those without an address.
        ("mail", IsNot),
        ("mail", NotEndsWith),
        ("userPrincipalName", NotEndsWith),
        ("usageLocation", IsNot),
        ("proxyAddresses", IsNot),
        ("proxyAddresses", StartsWith),
    ] {
        let value = if attribute == "accountEnabled" { "TRUE" } else { "x" };
        assert_eq!(why(one(attribute, operator, value)), Why::Operator(operator), "{attribute}");
    }
    for attribute in ["mail", "userPrincipalName", "accountEnabled", "proxyAddresses", "objectId"] {
        assert_eq!(why(Node::condition(Condition::bare(attribute, Present))), Why::Operator(Present), "{attribute}");
    }
    let exactly = |attribute: &str, value: &str| why(one(attribute, Operator::IsExactly, value));
    for attribute in
        ["extensionAttribute1", "manager", "telephoneNumber", "employeeHireDate", "dirSyncEnabled", "shoeSize"]
    {
        assert_eq!(exactly(attribute, "x"), Why::Attribute, "{attribute}");
    }
    for value in [" Rome", "Rome ", "New  York", "a\nb"] {
        assert_eq!(exactly("city", value), Why::Value, "{value:?}");
    }
    assert_eq!(exactly("accountEnabled", "perhaps"), Why::Value);
    assert_eq!(exactly("objectId", "x"), Why::Value);
    let moving = Value::Relative(Relative { amount: -1, unit: Unit::Day });
    let moving = Condition { attribute: "city".into(), operator: Some(Operator::IsExactly), values: vec![moving] };
    assert_eq!(why(Node::condition(moving)), Why::Value);
    assert_eq!(why(Node::raw(Dialect::Entra, "(user.city -match \"x\")")), Why::Raw);
}

#[test]
fn what_is_unfinished_or_too_large_is_refused() {
    let empty = filter(&Criteria::default()).unwrap_err();
    assert_eq!((empty.node, empty.reason), (NodeId::ROOT, Why::Missing(Missing::Conditions)));
    let unfinished = Condition { operator: None, ..Condition::new("city", Operator::IsExactly, "x") };
    assert_eq!(why(Node::condition(unfinished)), Why::Missing(Missing::Operator));
    let many = |count: usize| {
        let values: Vec<_> = (0..count).map(|number| number.to_string()).collect();
        several("city", Operator::IsExactly, &values.iter().map(String::as_str).collect::<Vec<_>>())
    };
    assert!(filter(&rule(many(15))).is_ok());
    assert_eq!(filter(&rule(many(16))).unwrap_err().reason, Why::TooLarge);
    // The missing value is one more.
    assert!(filter(&rule(many(14).negated())).is_ok());
    assert_eq!(filter(&rule(many(15).negated())).unwrap_err().reason, Why::TooLarge);
    let deep = |levels: usize| {
        let city = one("city", Operator::IsExactly, "x");
        (0..levels).fold(city, |node, _| Node::group(Join::All, vec![node]))
    };
    assert!(filter(&rule(deep(10))).is_ok());
    assert_eq!(filter(&rule(deep(11))).unwrap_err().reason, Why::TooLarge);
}
