//! What is said about a rule, and that a fix keeps its meaning.

use super::meaning::{NOW, attributes, awkward_person, loose, person, rule};
use super::trees;
use model::config::{AttributeConfig, Syntax};
use model::criteria::Operator::*;
use model::criteria::lint::{Check, Kind, Severity, check, negated};
use model::criteria::{
    Condition, Criteria, Dialect, Edit, Evaluator, Join, MAX_CONDITIONS, Missing, Node, NodeId, Operator, Piece,
    Problem, Relative, Schema, Unit, Value, ValueKind, entra, groupid,
};
use proptest::prelude::*;
use std::time::Instant;

fn with<T>(ask: impl FnOnce(&Evaluator<'_>) -> T) -> T {
    let mut attributes = attributes();
    let department = attributes.iter_mut().find(|attribute| attribute.name == "department").unwrap();
    department.indexed = true;
    attributes.push(AttributeConfig { always_present: true, ..AttributeConfig::new("objectClass", Syntax::String) });
    ask(&Evaluator { schema: Schema::new(&attributes), now: NOW })
}

fn checks(criteria: &Criteria) -> Vec<Check> {
    with(|at| check(criteria, at, Dialect::GroupId))
}

/// What is said, and of which nodes.
fn said(criteria: &Criteria) -> Vec<(u32, Kind)> {
    checks(criteria).into_iter().map(|check| (check.node.0, check.kind)).collect()
}

/// The rule after the first fix of that kind.
fn after_fix(criteria: &Criteria, kind: Kind) -> Criteria {
    let check = checks(criteria).into_iter().find(|check| check.kind == kind && check.fix.is_some());
    check.unwrap().fix.unwrap().apply(criteria).unwrap().criteria
}

fn rule_of(text: &str) -> Criteria {
    groupid::parse(text).unwrap()
}

fn is(attribute: &str, operator: Operator, value: &str) -> Node {
    Node::condition(Condition::new(attribute, operator, value))
}

fn has(attribute: &str, operator: Operator) -> Node {
    Node::condition(Condition::bare(attribute, operator))
}

fn all(children: Vec<Node>) -> Criteria {
    Criteria::of(Node::group(Join::All, children))
}

fn any(children: Vec<Node>) -> Criteria {
    Criteria::of(Node::group(Join::Any, children))
}

#[test]
fn a_good_rule_is_left_alone() {
    let good = r#"((department Contains "sales") And ((title Is Exactly "Clerk") Or (tags Present)) And (userAccountControl All Flags Off "2"))"#;
    assert_eq!(said(&rule_of(good)), []);
    assert_eq!(said(&rule_of(r#"((memberOf Is Exactly "CN=a") And (memberOf Is Exactly "CN=b"))"#)), []);
    assert_eq!(said(&rule_of(r#"((logonCount Greater Or Equal "3") And (logonCount Less Or Equal "3"))"#)), []);
    assert_eq!(said(&rule_of(r#"((levels Greater Or Equal "9") And (levels Less Or Equal "3"))"#)), []);
}

#[test]
fn what_is_missing_blocks_and_can_go_only_when_something_stays() {
    assert_eq!(said(&Criteria::default()), [(0, Kind::Missing(Missing::Conditions))]);
    let blank = || Node::condition(Condition { operator: Some(Contains), ..Condition::default() });
    let begun = || Node::condition(Condition { operator: None, ..Condition::bare("title", Contains) });
    let empty = || Node::group(Join::Any, Vec::new());
    let criteria = all(vec![blank(), begun(), empty(), is("title", IsExactly, "x")]);
    let found = checks(&criteria);
    let fixes: Vec<_> = found.iter().map(|check| (check.kind, check.severity(), check.fix.is_some())).collect();
    let blocks = Severity::Error;
    assert_eq!(
        fixes,
        [
            (Kind::Missing(Missing::Attribute), blocks, true),
            (Kind::Missing(Missing::Operator), blocks, false),
            (Kind::Missing(Missing::Conditions), blocks, true),
        ]
    );
    assert_eq!(found[0].fix.as_ref().unwrap().edits, [Edit::Remove(NodeId(1))]);
    // Without anything else the rule would mean everyone.
    assert!(checks(&all(vec![blank(), empty()])).iter().all(|check| check.fix.is_none()));
}

#[test]
fn what_does_not_fit_blocks() {
    let criteria = all(vec![
        is("shoeSize", IsExactly, "9"),
        is("logonCount", Contains, "9"),
        is("logonCount", IsExactly, "nine"),
        Node::raw(Dialect::GroupId, "(?)"),
        Node::raw(Dialect::Ldap, "(cn~=x)"),
    ]);
    let kinds = [
        Kind::Problem(Problem::UnknownAttribute),
        Kind::Problem(Problem::Operator(Contains)),
        Kind::Problem(Problem::Value(0, ValueKind::Number)),
        Kind::Raw { blocks: false },
        Kind::Raw { blocks: true },
    ];
    assert_eq!(
        said(&criteria),
        kinds.into_iter().enumerate().map(|(at, kind)| (at as u32 + 1, kind)).collect::<Vec<_>>()
    );
    let blocks = checks(&criteria).iter().map(|check| check.severity() == Severity::Error).collect::<Vec<_>>();
    assert_eq!(blocks, [true, true, true, false, true]);
}

#[test]
fn a_date_that_moves_is_fixed_where_it_cannot_be_said() {
    let moving = |unit| {
        let values = vec![Value::Relative(Relative { amount: -1, unit })];
        all(vec![Node::condition(Condition { values, ..Condition::bare("whenCreated", GreaterOrEqual) })])
    };
    assert_eq!(said(&moving(Unit::Month)), [(1, Kind::RelativeDate)]);
    let fixed = after_fix(&moving(Unit::Month), Kind::RelativeDate);
    assert_eq!(fixed, all(vec![is("whenCreated", GreaterOrEqual, "20260228120000.0Z")]));
    with(|at| {
        let days = check(&moving(Unit::Day), at, Dialect::Entra);
        assert!(days.iter().all(|check| check.kind != Kind::RelativeDate), "{days:?}");
        let month = check(&moving(Unit::Month), at, Dialect::Entra);
        assert!(month[0].kind == Kind::RelativeDate && month[0].fix.as_ref().unwrap().changes_meaning);
    });
    let values = vec![Value::Relative(Relative { amount: i32::MAX, unit: Unit::Year })];
    let beyond = all(vec![Node::condition(Condition { values, ..Condition::bare("whenCreated", IsExactly) })]);
    assert_eq!(said(&beyond), [(1, Kind::Problem(Problem::Value(0, ValueKind::Moment)))]);
}

#[test]
fn what_no_one_meets_is_told() {
    for text in [
        r#"((title Is Exactly "a") And (title Is Exactly "b"))"#,
        r#"((title Is Exactly "a") And (TITLE Is Not "A"))"#,
        r#"((tags Is Exactly "a") And ((tags Is Not "b") And (tags Is Not "a")))"#,
        r#"((title Present) And (title Not Present))"#,
        r#"((memberOf Not Present) And (memberOf Chain Match "CN=a"))"#,
        r#"((title Contains "a") And (title Not Contain "a"))"#,
        r#"((logonCount Greater Or Equal "10") And (logonCount Less Or Equal "9"))"#,
        r#"((logonCount Is Exactly "10") And (logonCount Less Or Equal "9"))"#,
        r#"((levels Greater Or Equal "10") And Not (levels Greater Or Equal "9"))"#,
        r#"((levels Less Or Equal "9") And Not (levels Less Or Equal "9"))"#,
        r#"((whenCreated Greater Or Equal "20260101000000.0Z") And (whenCreated Less Or Equal "20250101000000.0Z"))"#,
        r#"((title Is Exactly "abc") And (title Starts With "b"))"#,
        r#"((userAccountControl All Flags On "2") And (userAccountControl All Flags Off "2"))"#,
        r#"(((title Present) Or (tags Present)) And Not ((tags Present) Or (title Present)))"#,
    ] {
        let criteria = rule_of(text);
        let found = checks(&criteria);
        assert!(found.iter().any(|check| check.kind == Kind::Nobody && check.fix.is_none()), "{text}: {found:?}");
        assert!(found.iter().all(|check| check.severity() != Severity::Error), "{text}");
    }
    let found = checks(&rule_of(r#"((title Is Exactly "a") And (department Present) And (title Is Exactly "b"))"#));
    assert_eq!(found[0].also, [NodeId(1), NodeId(3)]);
}

#[test]
fn a_whole_company_is_warned_about() {
    for text in [
        r#"((title Contains "a") Or (title Not Contain "a"))"#,
        r#"((title Present) Or (title Not Present))"#,
        r#"((title Present) Or (title Is Not "a"))"#,
        // The usual slip: "is not a or is not b" is true for everyone who has one title.
        r#"((title Is Not "a") Or (title Is Not "b"))"#,
        r#"(Not (logonCount Greater Or Equal "3") Or Not (logonCount Less Or Equal "1"))"#,
        r#"Not ((title Is Exactly "a") And (title Is Exactly "b"))"#,
        r#"((department Is Exactly "x") Or ((title Present) Or (title Not Present)))"#,
    ] {
        let found = checks(&rule_of(text));
        assert!(found.iter().any(|check| check.kind == Kind::Everyone), "{text}: {found:?}");
    }
    for text in [
        r#"((tags Is Not "a") Or (tags Is Not "b"))"#,
        r#"((title Is Not "a") Or (department Is Not "a"))"#,
        r#"((title Is Exactly "a") Or (title Is Not "b"))"#,
        r#"((logonCount Greater Or Equal "3") Or (logonCount Less Or Equal "5"))"#,
    ] {
        let found = checks(&rule_of(text));
        assert!(found.iter().all(|check| check.kind != Kind::Everyone), "{text}: {found:?}");
    }
    // Inside of a group it is only that group.
    let inner = rule_of(r#"((department Is Exactly "x") And ((title Present) Or (title Not Present)))"#);
    assert_eq!(said(&inner), [(2, Kind::AlwaysMet)]);
    assert_eq!(said(&all(vec![has("objectClass", Present)])), [(1, Kind::AlwaysPresent)]);
}

#[test]
fn what_says_nothing_more_can_go() {
    let twice = rule_of(r#"((title Is Exactly "Clerk") And (tags Present) And (TITLE Is Exactly "clerk"))"#);
    assert_eq!(said(&twice), [(3, Kind::Duplicate)]);
    assert_eq!(after_fix(&twice, Kind::Duplicate), rule_of(r#"((title Is Exactly "Clerk") And (tags Present))"#));
    // In Windows, spaces count.
    assert_eq!(
        said(&rule_of(r#"((title Contains "a b") And (tags Present) And (title Contains "a  b"))"#))
            .iter()
            .filter(|(_, kind)| *kind == Kind::Duplicate)
            .count(),
        0
    );
    let alone = all(vec![has("tags", Present), Node::group(Join::Any, vec![is("title", IsNot, "a")]).negated()]);
    assert_eq!(said(&alone)[0], (2, Kind::Redundant));
    assert_eq!(after_fix(&alone, Kind::Redundant), all(vec![has("tags", Present), is("title", IsNot, "a").negated()]));
    let same =
        all(vec![has("tags", Present), Node::group(Join::All, vec![has("title", Present), has("enabled", Present)])]);
    assert_eq!(said(&same), [(2, Kind::Redundant)]);
    let flat = all(vec![has("tags", Present), has("title", Present), has("enabled", Present)]);
    assert_eq!(after_fix(&same, Kind::Redundant), flat);
    let double = all(vec![is("title", IsNot, "a").negated(), has("tags", Present)]);
    assert_eq!(said(&double), [(1, Kind::DoubleNegation)]);
    assert_eq!(after_fix(&double, Kind::DoubleNegation), all(vec![is("title", IsExactly, "a"), has("tags", Present)]));
}

#[test]
fn values_of_one_attribute_become_one_condition() {
    let several = |operator, values: &[&str]| {
        let values = values.iter().map(|text| Value::text(*text)).collect();
        Node::condition(Condition { values, ..Condition::bare("title", operator) })
    };
    let chain = any(vec![is("title", IsExactly, "a"), is("tags", Contains, "x"), several(IsExactly, &["b", "A"])]);
    assert_eq!(said(&chain)[0], (0, Kind::OneOf));
    assert_eq!(checks(&chain)[0].also, [NodeId(1), NodeId(3)]);
    let one = any(vec![several(IsExactly, &["a", "b"]), is("tags", Contains, "x")]);
    assert_eq!(after_fix(&chain, Kind::OneOf), one);
    // What is all of a group takes its place, the group's "not" with it.
    let none = Node::group(Join::All, vec![is("title", IsNot, "a"), is("title", IsNot, "b")]).negated();
    let criteria = any(vec![has("tags", Present), none]);
    assert_eq!(
        after_fix(&criteria, Kind::OneOf),
        any(vec![has("tags", Present), several(IsNot, &["a", "b"]).negated()])
    );
    let root = any(vec![is("title", IsExactly, "a"), is("title", IsExactly, "b")]);
    assert_eq!(after_fix(&root, Kind::OneOf), all(vec![several(IsExactly, &["a", "b"])]));
}

#[test]
fn what_costs_is_hinted_at() {
    let criteria =
        all(vec![is("title", Contains, "a"), is("department", Contains, "a"), is("memberOf", ChainMatch, "CN=a")]);
    assert_eq!(said(&criteria), [(1, Kind::Costly(Contains)), (3, Kind::Costly(ChainMatch))]);
    let fix = checks(&criteria)[0].fix.clone().unwrap();
    assert!(fix.changes_meaning && checks(&criteria)[0].severity() == Severity::Hint);
    // Under a negation, asking for less lets more people in.
    let negated = all(vec![has("tags", Present), is("title", Contains, "a").negated()]);
    assert!(checks(&negated)[0].fix.is_none());
}

#[test]
fn what_is_locked_stays() {
    let own = rule_of(r#"(department Contains "b")"#);
    let fixed = rule_of(r#"((title Contains "a") And ((tags Is Exactly "x") Or (tags Is Exactly "y")))"#);
    assert_eq!(said(&own.with_locked(&fixed)), [], "nothing that could only be said more simply");
    let never = rule_of(r#"((title Is Exactly "a") And (title Is Exactly "b"))"#);
    let found = checks(&own.with_locked(&never));
    assert_eq!(found.iter().map(|check| check.kind).collect::<Vec<_>>(), [Kind::Nobody, Kind::NeverMet]);
    // Of two that say the same, the locked one stays, wherever it stands.
    let lock = || Node { locked: true, ..is("department", Contains, "b") };
    for children in [vec![lock(), is("department", Contains, "B")], vec![is("department", Contains, "B"), lock()]] {
        assert_eq!(after_fix(&all(children), Kind::Duplicate), all(vec![lock()]));
    }
    // In an "any of" around it, only what is not locked is merged.
    let one = |value| is("department", IsExactly, value);
    let criteria = any(vec![Node { locked: true, ..one("a") }, one("b"), one("c")]);
    let after = after_fix(&criteria, Kind::OneOf);
    assert_eq!((after.root().children().len(), &after.root().children()[0]), (2, &criteria.root().children()[0]));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(if cfg!(debug_assertions) { 400 } else { 20_000 }))]

    #[test]
    fn a_fix_keeps_the_meaning(criteria in rule(), people in prop::collection::vec(person(), 1..5)) {
        with(|at| {
            for check in check(&criteria, at, Dialect::GroupId).into_iter().chain(negated(&criteria, &at.schema)) {
                let Some(fix) = check.fix else { continue };
                let after = fix.apply(&criteria);
                let after = after.unwrap_or_else(|refusal| panic!("{:?} is refused: {refusal:?}", check.kind)).criteria;
                prop_assert!(!after.is_empty());
                for person in people.iter().filter(|_| !fix.changes_meaning || check.kind == Kind::RelativeDate) {
                    prop_assert_eq!(at.matches(&criteria, person), at.matches(&after, person), "{:?}: {:?}", check.kind, after);
                }
            }
            Ok(())
        })?;
    }

    #[test]
    fn a_fix_of_an_awkward_rule_keeps_the_meaning(criteria in trees::criteria(), person in awkward_person()) {
        let attributes = loose();
        let at = &Evaluator { schema: Schema::new(&attributes), now: NOW };
        let met = at.matches(&criteria, &person);
        for fix in check(&criteria, at, Dialect::GroupId).into_iter().filter_map(|check| check.fix) {
            let after = fix.apply(&criteria).unwrap().criteria;
            if met.is_ok() && !fix.changes_meaning {
                prop_assert_eq!(at.matches(&after, &person).ok(), met.ok(), "{:?}", fix);
            }
        }
    }

    #[test]
    fn what_is_said_of_everyone_is_true(criteria in rule(), people in prop::collection::vec(person(), 1..9)) {
        with(|at| {
            for check in check(&criteria, at, Dialect::GroupId) {
                let always = matches!(check.kind, Kind::Everyone | Kind::AlwaysMet);
                if !always && !matches!(check.kind, Kind::Nobody | Kind::NeverMet) {
                    continue;
                }
                let node = Piece((**criteria.node(check.node).unwrap()).clone());
                let alone = criteria.edit(Edit::Replace(NodeId::ROOT, node)).unwrap().criteria;
                for person in &people {
                    prop_assert_eq!(at.matches(&alone, person), Ok(always), "{:?} {:?}", check.kind, person);
                }
            }
            Ok(())
        })?;
    }

    /// Fixed again and again, a rule comes to rest, and says nothing that a fix could better.
    #[test]
    fn fixing_ends(criteria in rule()) {
        with(|at| {
            let mut criteria = criteria;
            for round in 0.. {
                let fix = check(&criteria, at, Dialect::GroupId).into_iter().find_map(|check| check.fix.filter(|fix| !fix.changes_meaning));
                let Some(fix) = fix else { break };
                criteria = fix.apply(&criteria).unwrap().criteria;
                prop_assert!(round < 200);
            }
            Ok(())
        })?;
    }
}

#[test]
fn the_largest_rule_is_checked_at_once() {
    let leaf = |at: usize| match at % 5 {
        0 => is("title", IsExactly, &format!("Clerk {at}")),
        1 => is("department", Contains, &format!("Sales {}", at % 700)),
        2 => is("logonCount", GreaterOrEqual, &at.to_string()),
        3 => is("memberOf", IsExactly, &format!("CN=Group {at},OU=Groups,DC=demo,DC=local")),
        _ => is("tags", IsNot, &format!("tag {at}")),
    };
    let flat = |join| Criteria::of(Node::group(join, (0..MAX_CONDITIONS).map(leaf).collect()));
    let chunk = |from: usize| Node::group(Join::Any, (from..from + 10).map(leaf).collect());
    let nested = all((0..MAX_CONDITIONS / 10).map(|at| chunk(at * 10)).collect());
    let same = |operator| any((0..MAX_CONDITIONS).map(|at| is("title", operator, &at.to_string())).collect());
    let values = (0..MAX_CONDITIONS).map(|at| Value::text(at.to_string())).collect();
    let long = all(vec![
        Node::condition(Condition { values, ..Condition::bare("title", IsExactly) }),
        is("title", IsExactly, "0"),
    ]);
    for (name, criteria) in [
        ("all", flat(Join::All)),
        ("any", flat(Join::Any)),
        ("nested", nested),
        ("is one of", same(IsExactly)),
        ("is not", same(IsNot)),
        ("values", long),
    ] {
        // The quickest of a few, because others may be at work.
        let quickest = (0..5).map(|_| {
            let start = Instant::now();
            checks(&criteria);
            start.elapsed()
        });
        let took = quickest.min().unwrap();
        assert!(took.as_millis() < if cfg!(debug_assertions) { 300 } else { 50 }, "{name} took {took:?}");
    }
}

#[test]
fn what_entra_id_refuses_blocks_where_rules_are_sent_to_it() {
    let rule = entra::parse("(user.displayName -match \"[\") -and (device.isRooted -contains true)").unwrap();
    with(|at| {
        let found = |dialect| {
            let checks = check(&rule, at, dialect);
            checks.into_iter().filter(|check| matches!(check.kind, Kind::Entra(_))).collect::<Vec<_>>()
        };
        let blocks = found(Dialect::Entra);
        assert_eq!(blocks.iter().map(|check| check.node.0).collect::<Vec<_>>(), [1, 2]);
        assert!(blocks.iter().all(|check| check.severity() == Severity::Error && check.fix.is_none()));
        assert_eq!(found(Dialect::GroupId), []);
    });
}
