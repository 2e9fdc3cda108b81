//! The criteria of a search.

use model::criteria::search::{
    CriterionError, Misfit, canonical, condition, from_criterion, parse, print, to_criterion,
};
use model::criteria::{
    Cannot, Condition, Criteria, Dialect, Expected, Join, MAX_CONDITIONS, MAX_DEPTH, Node, Operator, PrintReason, Value,
};
use model::wire::Criterion;
use serde_json::{Value as Json, json};

fn is(attribute: &str, operator: Operator, values: &[&str]) -> Node {
    let values = values.iter().copied().map(Value::text).collect();
    Node::condition(Condition { attribute: attribute.to_owned(), operator: Some(operator), values })
}

fn leaf(attribute: &str, operator: &str, value: &str) -> Json {
    json!({ "operator": operator, "attribute": attribute, "value": value, "valueType": 0, "valueTypes": [0],
        "donotEscapeValue": true, "child": [{ "operator": null, "attribute": null, "value": null }] })
}

fn inner(operator: &str, child: &[Json]) -> Json {
    json!({ "operator": operator, "attribute": null, "value": null, "valueType": 0, "valueTypes": [],
        "donotEscapeValue": false, "child": child })
}

/// Both ways.
fn same(node: Node, json: &Json) {
    let criteria = Criteria::of(node);
    assert_eq!(to_criterion(&criteria).unwrap().to_json(), *json);
    assert_eq!(from_criterion(&Criterion::from_json(json).unwrap()).as_ref(), Ok(&criteria), "{json}");
    assert_eq!(parse(&json.to_string()).as_ref(), Ok(&criteria), "{json}");
    assert_eq!(parse(&format!("\n{json:#}\t")).as_ref(), Ok(&criteria), "{json}");
    assert_eq!(print(&criteria), Ok(json.to_string()));
}

#[test]
fn every_operator() {
    for operator in Operator::ALL {
        let value = if operator.takes_value() { "2" } else { "" };
        let values: &[&str] = if operator.takes_value() { &["2"] } else { &[] };
        same(is("name", operator, values), &leaf("name", operator.name(), value));
    }
}

#[test]
fn groups_and_values() {
    let (x, y) = (leaf("x", "Present", ""), leaf("y", "Not Present", ""));
    let (tree_x, tree_y) = (is("x", Operator::Present, &[]), is("y", Operator::NotPresent, &[]));
    let two = |join: Join| Node::group(join, vec![tree_x.clone(), tree_y.clone()]);
    same(two(Join::All), &inner("And", &[x.clone(), y.clone()]));
    same(two(Join::Any), &inner("Or", &[x.clone(), y.clone()]));
    // A negation goes to the conditions.
    let (no_x, no_y) = (leaf("x", "Not Present", ""), leaf("y", "Present", ""));
    let negated = to_criterion(&Criteria::of(two(Join::All).negated())).unwrap();
    assert_eq!(negated.to_json(), inner("Or", &[no_x, no_y]));
    same(Node::group(Join::All, vec![two(Join::Any)]), &inner("And", &[inner("Or", &[x.clone(), y.clone()])]));
    let at_least = to_criterion(&Criteria::of(is("n", Operator::GreaterOrEqual, &["5"]).negated())).unwrap_err();
    assert_eq!(at_least.reason, PrintReason::Cannot(Cannot::Negated(Operator::GreaterOrEqual)));
    let [a, b] = ["a", "b"].map(|value| leaf("n", "Contains", value));
    same(is("n", Operator::Contains, &["a", "b"]), &inner("Or", &[a.clone(), b.clone()]));
    let [not_a, not_b] = ["a", "b"].map(|value| leaf("n", "Not Contain", value));
    same(is("n", Operator::NotContains, &["a", "b"]), &inner("And", &[not_a, not_b]));
    // Not of several: none of them.
    let read = |json: Json| from_criterion(&Criterion::from_json(&json).unwrap()).unwrap();
    assert_eq!(read(json!({ "operator": " NOT", "child": [x, y] })), Criteria::of(two(Join::Any).negated()));
    assert_eq!(read(inner("Not", &[a.clone(), b])), Criteria::of(is("n", Operator::NotContains, &["a", "b"])));
    assert_eq!(
        read(inner("not", &[inner("not", std::slice::from_ref(&a))])),
        Criteria::of(is("n", Operator::Contains, &["a"]))
    );
    assert_eq!(read(leaf("g", "Any Flag On", " +8 ")), Criteria::of(is("g", Operator::AnyFlagOn, &["8"])));
    // The reference's own, with its nulls, and what .NET makes of a number.
    let reference = json!({ "Operator": "And", "attribute": null, "value": null, "valueType": 0, "valueTypes": [0],
        "donotEscapeValue": false, "CHILD": [a, { "OPERATOR": ">=", "attribute": " n ", "value": 5, "child": "" }] });
    let both =
        Node::group(Join::All, vec![is("n", Operator::Contains, &["a"]), is("n", Operator::GreaterOrEqual, &["5"])]);
    assert_eq!(parse(&reference.to_string()), Ok(Criteria::of(both.clone())));
    assert_eq!(read(reference), Criteria::of(both));
    let raw = Node::raw(Dialect::Search, leaf("x", "present", "").to_string());
    assert_eq!(canonical(&Criteria::of(raw)), Criteria::of(tree_x));
}

#[test]
fn misfits_have_a_place() {
    let fails = |json: Json, place: &str, misfit: Misfit, sentence: &str| {
        let error = from_criterion(&Criterion::from_json(&json).unwrap()).unwrap_err();
        assert_eq!(error, CriterionError { place: place.to_owned(), misfit });
        assert_eq!(error.to_string(), sentence);
    };
    let fine = leaf("name", "Contains", "a");
    let none = "criteria: expected an attribute, or And, Or or Not with children";
    fails(json!({}), "criteria", Misfit::Neither, none);
    fails(inner("Xor", std::slice::from_ref(&fine)), "criteria", Misfit::Neither, none);
    fails(
        inner("And", &[]),
        "criteria.child",
        Misfit::NoConditions,
        "criteria.child: expected at least one condition, found none",
    );
    let blank = inner("Or", &[fine.clone(), inner("Not", &[leaf("name", "Contains", " ")])]);
    fails(
        blank,
        "criteria.child[1].child[0].value",
        Misfit::Value,
        "criteria.child[1].child[0].value: expected a value, found nothing",
    );
    let missing = json!({ "attribute": "name", "operator": "Is" });
    fails(missing, "criteria.value", Misfit::Value, "criteria.value: expected a value, found nothing");
    fails(
        leaf("na me", "Is", "a"),
        "criteria.attribute",
        Misfit::Attribute("na me".to_owned()),
        "criteria.attribute: \"na me\" is no attribute",
    );
    fails(
        leaf("name", "Rhymes With", "a"),
        "criteria.operator",
        Misfit::Operator("Rhymes With".to_owned()),
        "criteria.operator: \"Rhymes With\" is no operator",
    );
    fails(
        leaf("groupType", "All Flags On", "many"),
        "criteria.value",
        Misfit::Number,
        "criteria.value: expected a whole number",
    );
    fails(
        leaf("groupType", "All Flags On", "0"),
        "criteria.value",
        Misfit::Mask,
        "criteria.value: expected a bit mask with at least one bit",
    );
    fails(leaf("name", "Is", "a\0"), "criteria.value", Misfit::Nul, "criteria.value: expected a value without NUL");
    let mut both = fine.clone();
    both["child"] = json!([fine]);
    fails(both, "criteria", Misfit::Both, "criteria: a condition has an attribute or children, not both");
    let many = inner("Or", &vec![fine.clone(); MAX_CONDITIONS + 1]);
    fails(many, "criteria.child[5000]", Misfit::TooMany, "criteria.child[5000]: more than 5000 conditions");
    let deep = (0..=MAX_DEPTH).fold(fine.clone(), |inner_one, _| inner("Not", &[inner_one]));
    let place = format!("criteria{}", ".child[0]".repeat(MAX_DEPTH));
    fails(deep, &place, Misfit::TooDeep, &format!("{place}: more than 50 groups in each other"));
    let error = condition(&Criterion::leaf("name", "Is", "")).unwrap_err();
    assert_eq!((error.place.as_str(), error.misfit), ("value", Misfit::Value));
}

#[test]
fn says_where_it_fails() {
    for (text, at, expected) in [
        ("", 0, Expected::Rule),
        (" \n", 2, Expected::Rule),
        ("{", 1, Expected::CloseList),
        (r#"{"child":[{"#, 11, Expected::CloseList),
        ("nonsense", 1, Expected::Character),
        ("{\n \"operator\": é}", 15, Expected::Character),
        (r#"{"operator":"Is"} x"#, 18, Expected::End),
        ("[]", 0, Expected::Value),
        (" {}", 1, Expected::Attribute),
        (r#"{"operator":{}}"#, 12, Expected::Operator),
        (r#"{"operator":"And","child":{}}"#, 26, Expected::Value),
        (r#"{"operator":"And","child":[null]}"#, 26, Expected::Rule),
        (r#"{"operator":"And","child":[{"operator":null,"attribute":null,"value":null}]}"#, 26, Expected::Rule),
        (r#"{"operator":"And","child":[null,{"attribute":"a","operator":"Present"}]}"#, 27, Expected::Value),
        (r#"{"operator":"And","child":[]}"#, 26, Expected::Rule),
        (r#"{"operator":"And"}"#, 0, Expected::Rule),
        (
            r#"{"operator":"And","child":[{"attribute":"a","operator":"Present"},{"attribute":"é","operator":"Is"}]}"#,
            79,
            Expected::Attribute,
        ),
        (
            r#"{"x":["]}\"",1,true,{"value":2}],"Value": " ","operator":"Is","attribute":"a"}"#,
            42,
            Expected::NonBlankValue,
        ),
        (r#"{"operator":"Has","attribute":"a"}"#, 12, Expected::Operator),
        (r#"{"operator":"Is","attribute":"a"}"#, 0, Expected::NonBlankValue),
        (r#"{"operator":"Is","attribute":"a","value":"\u0000"}"#, 41, Expected::Character),
        (r#"{"operator":"All Flags On","attribute":"a","value":"x"}"#, 51, Expected::Number),
        (r#"{"operator":"All Flags On","attribute":"a","value":"0"}"#, 51, Expected::Mask),
        (r#"{"operator":"Is","attribute":"a","value":"x","child":[{}]}"#, 53, Expected::End),
    ] {
        let error = parse(text).unwrap_err();
        assert_eq!((error.at, error.expected), (at, expected), "{text}");
    }
    let nested = |depth: usize, with: &str| {
        format!("{}{with}{}", r#"{"operator":"Or","child":["#.repeat(depth), "]}".repeat(depth))
    };
    let error = parse(&nested(MAX_DEPTH + 1, "{}")).unwrap_err();
    assert_eq!((error.at, error.expected), (MAX_DEPTH * 26, Expected::Shallower));
    let error = parse(&nested(1000, "{}")).unwrap_err();
    assert_eq!(error.expected, Expected::Shallower);
    let many = vec![r#"{"attribute":"a","operator":"Present"}"#; MAX_CONDITIONS + 1].join(",");
    let error = parse(&nested(1, &many)).unwrap_err();
    assert_eq!((error.at, error.expected), (26 + MAX_CONDITIONS * 39, Expected::Fewer));
}

#[test]
fn a_leaf_without_children_is_read_in_every_form() {
    let one = Criteria::of(is("name", Operator::IsExactly, &["a"]));
    let blank = json!({ "operator": null, "attribute": null, "value": null });
    let whole = json!({ "Operator": "", "attribute": null, "value": null, "valueType": 0, "valueTypes": null,
        "donotEscapeValue": false, "child": [null, blank] });
    for child in [json!(null), json!(""), json!([]), json!([null]), json!([blank]), blank.clone(), json!([whole, null])]
    {
        let mut json = leaf("name", "is exactly", "a");
        json["child"] = child;
        assert_eq!(parse(&json.to_string()).as_ref(), Ok(&one), "{json}");
        let criterion = Criterion::from_json(&json).unwrap();
        assert_eq!(from_criterion(&criterion).as_ref(), Ok(&one), "{json}");
        assert_eq!(criterion.to_json(), json, "what was read is written again");
    }
    // A child that may be a condition is never passed over.
    for child in [json!([{}]), json!([{ "operator": "And" }]), json!([{ "value": "x" }]), json!([{ "field": "x" }])] {
        let mut json = leaf("name", "is exactly", "a");
        json["child"] = child.clone();
        assert!(parse(&json.to_string()).is_err(), "{json}");
        let both = from_criterion(&Criterion::from_json(&json).unwrap()).unwrap_err();
        assert_eq!(both.misfit, Misfit::Both, "{json}");
        let beside = inner("And", &[leaf("name", "Present", ""), child[0].clone()]);
        assert!(from_criterion(&Criterion::from_json(&beside).unwrap()).is_err(), "{beside}");
    }
}
