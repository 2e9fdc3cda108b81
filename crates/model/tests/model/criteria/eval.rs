//! What a rule means: each operator on each syntax, and that no way of writing a rule changes it.

use super::meaning::{
    NOW, Person, attributes, awkward_person, fixed_rule, in_both_directories, loose, only, person, rule, with_evaluator,
};
use super::trees;
use model::config::{AttributeConfig, Syntax};
use model::criteria::Operator::*;
use model::criteria::{
    Condition, Criteria, Dialect, Edit, Entry, Evaluator, Join, Missing, Node, NodeId, NotEvaluable, Operator, Piece,
    Problem, Reason, Relative, Schema, Truth, Unit, Value, ValueKind, account, entra, groupid, ldap, search,
};
use model::names::Dn;
use model::wire::DirectoryObject;
use proptest::prelude::*;

/// Whether somebody with these values of an attribute meets one condition on it.
fn meets(attribute: &str, operator: Operator, wanted: &str, own: &[&str]) -> bool {
    let person = Person::default().with(attribute, own);
    with_evaluator(|at| at.matches(&only(attribute, operator, wanted), &person)).unwrap()
}

#[test]
fn texts_know_no_case_and_no_spaces_around() {
    for (operator, wanted, met) in [
        (IsExactly, "sales emea", true),
        (IsExactly, "  SALES   EMEA ", true),
        (IsExactly, "salesemea", false),
        (Contains, "les em", true),
        // The part is trimmed too.
        (Contains, "sales ", true),
        (Contains, "lesem", false),
        (StartsWith, " SAL", true),
        (StartsWith, "EMEA", false),
        (EndsWith, "emea  ", true),
        (EndsWith, "sales", false),
    ] {
        for own in ["Sales EMEA", " sales  emea "] {
            assert_eq!(meets("department", operator, wanted, &[own]), met, "{own:?} {operator:?} {wanted:?}");
            let opposite = operator.complement().unwrap();
            assert_eq!(meets("department", opposite, wanted, &[own]), !met, "{own:?} {opposite:?} {wanted:?}");
        }
    }
    assert!(meets("department", IsExactly, "ΣΊΣΥΦΟΣ", &["Σίσυφος"]));
    assert!(meets("department", IsExactly, "ÄRZTE", &["ärzte"]));
    assert!(!meets("department", IsExactly, "STRASSE", &["Straße"]), "one letter for each");
    assert!(!meets("department", IsExactly, "Jose", &["José"]), "accents count here, unlike in Windows");
}

#[test]
fn who_lacks_the_attribute_meets_what_is_negative() {
    for attribute in attributes() {
        for operator in attribute.operators() {
            let wanted = match attribute.syntax {
                Syntax::Boolean => "TRUE",
                Syntax::Date => "20260101000000.0Z",
                Syntax::Dn | Syntax::Person => "CN=Ann,DC=demo",
                _ => "1",
            };
            // An empty value is no value.
            for own in [&[][..], &[""]] {
                let met = meets(&attribute.name, operator, wanted, own);
                assert_eq!(met, operator.is_negative(), "{} {operator:?}", attribute.name);
            }
        }
    }
}

#[test]
fn one_of_several_values_is_enough_and_none_may_be_meant_by_a_negative() {
    let own = ["red", "green"];
    assert!(meets("tags", IsExactly, "green", &own));
    assert!(!meets("tags", IsNot, "green", &own));
    assert!(meets("tags", IsNot, "blue", &own));
    assert!(meets("tags", EndsWith, "n", &own));
    assert!(!meets("tags", NotEndsWith, "n", &own));
    let several = |operator, wanted: &[&str]| {
        let values = wanted.iter().map(|text| Value::text(*text)).collect();
        let criteria = Criteria::of(Node::condition(Condition { values, ..Condition::bare("tags", operator) }));
        with_evaluator(|at| at.matches(&criteria, &Person::default().with("tags", &own))).unwrap()
    };
    assert!(several(IsExactly, &["blue", "red"]));
    assert!(several(IsNot, &["blue", "black"]));
    assert!(!several(IsNot, &["blue", "red"]));
    assert!(!several(NotContains, &["x", "ee"]));
}

#[test]
fn numbers_are_compared_as_numbers() {
    for (operator, wanted, own, met) in [
        (GreaterOrEqual, "9", "10", true),
        (GreaterOrEqual, "-9", "-10", false),
        (LessOrEqual, "-9", "-10", true),
        (LessOrEqual, "10", "9", true),
        (GreaterOrEqual, "10", "10", true),
        (IsExactly, "10", "010", true),
        (IsNot, "10", "10", false),
        (GreaterOrEqual, "0", "many", false),
        (IsNot, "0", "many", true),
    ] {
        assert_eq!(meets("logonCount", operator, wanted, &[own]), met, "{own} {operator:?} {wanted}");
    }
    assert!(meets("levels", GreaterOrEqual, "5", &["1", "9"]) && meets("levels", LessOrEqual, "5", &["1", "9"]));
}

#[test]
fn moments_are_compared_as_moments() {
    let noon = "20260331120000.0Z";
    for own in
        [noon, "20260331140000+0200", "2026-03-31T12:00:00Z", "2026-03-31T12:00:00.123", "2026 March 31 12:00:00"]
    {
        for operator in [IsExactly, GreaterOrEqual, LessOrEqual] {
            assert!(meets("whenCreated", operator, noon, &[own]), "{own} {operator:?}");
        }
        assert!(!meets("whenCreated", GreaterOrEqual, "20260331120001.0Z", &[own]));
        assert!(!meets("whenCreated", LessOrEqual, "20260331115959.0Z", &[own]));
    }
    let ago = |amount, unit, own: &str| {
        let values = vec![Value::Relative(Relative { amount, unit })];
        let criteria =
            Criteria::of(Node::condition(Condition { values, ..Condition::bare("whenCreated", GreaterOrEqual) }));
        with_evaluator(|at| at.matches(&criteria, &Person::default().with("whenCreated", &[own]))).unwrap()
    };
    // A month before the 31st of March is the last day of February.
    assert!(ago(-1, Unit::Month, "20260228120000.0Z"));
    assert!(!ago(-1, Unit::Month, "20260228115959.0Z"));
    assert!(ago(-2, Unit::Hour, "20260331100000.0Z"));
    assert!(!ago(1, Unit::Week, "20260331100000.0Z"));
    // 100-ns intervals, exactly; never is the greatest number, and 0 the least.
    let noon = model::criteria::value::file_time(super::meaning::NOW).unwrap();
    assert!(meets("accountExpires", IsExactly, &noon, &[&noon]));
    assert!(!meets("accountExpires", LessOrEqual, &noon, &[&format!("{}1", &noon[..noon.len() - 1])]));
    assert!(meets("accountExpires", GreaterOrEqual, &noon, &["9223372036854775807"]));
    assert!(meets("accountExpires", LessOrEqual, &noon, &["0"]));
}

#[test]
fn masks_know_no_sign() {
    for (operator, mask, own, met) in [
        (AllFlagsOn, "2", "514", true),
        (AllFlagsOn, "514", "512", false),
        (AnyFlagOn, "514", "512", true),
        (AnyFlagOff, "514", "512", true),
        (AnyFlagOff, "514", "514", false),
        (AllFlagsOff, "2", "512", true),
        (AllFlagsOff, "514", "512", false),
        (AllFlagsOn, "-2147483648", "-2147483640", true),
        (AllFlagsOn, "2147483648", "-2147483640", true),
        (AllFlagsOn, "2147483656", "-2147483640", true),
        (AnyFlagOn, "2147483648", "8", false),
        (IsExactly, "2147483656", "-2147483640", true),
        (IsNot, "-2147483640", "2147483656", false),
    ] {
        assert_eq!(meets("userAccountControl", operator, mask, &[own]), met, "{own} {operator:?} {mask}");
    }
}

#[test]
fn booleans_and_names() {
    assert!(meets("enabled", IsExactly, "true", &["TRUE"]) && meets("enabled", IsNot, "TRUE", &["False"]));
    assert!(meets("manager", IsExactly, "cn=ann ,dc=DEMO", &["CN=Ann,DC=demo"]));
    assert!(!meets("manager", IsExactly, "CN=Ann,DC=demos", &["CN=Ann,DC=demo"]));
    let id = "0F1E2D3C-0000-4000-8000-AAAAAAAAAAAA";
    assert!(meets("manager", IsExactly, id, &[&id.to_lowercase()]), "people of Entra ID have no name");
    assert!(meets("memberOf", ChainMatch, "cn=outer,ou=groups,dc=demo", &["CN=Inner,OU=Groups,DC=demo"]));
    assert!(!meets("memberOf", ChainMatch, "CN=Inner,OU=Groups,DC=demo", &["CN=Outer,OU=Groups,DC=demo"]));
    assert!(!meets("memberOf", IsExactly, "CN=Outer,OU=Groups,DC=demo", &["CN=Inner,OU=Groups,DC=demo"]));
}

/// Order of texts is by character, ASCII letters as capitals.
#[test]
fn texts_have_an_order() {
    for (own, wanted, greater) in [
        ("b", "A", true),
        ("a", "B", false),
        ("Z", "a", true),
        ("a_b", "azb", true),
        ("10", "9", false),
        ("ab", "a", true),
    ] {
        assert_eq!(meets("title", GreaterOrEqual, wanted, &[own]), greater, "{own} {wanted}");
        assert_eq!(meets("title", LessOrEqual, wanted, &[own]), !greater, "{own} {wanted}");
    }
}

#[test]
fn what_says_nothing_is_an_error_and_never_true() {
    let everyone = || Node::condition(Condition::bare("title", NotPresent));
    let cause = |bad: Node, not: bool| {
        let criteria = Criteria::of(Node::group(Join::Any, vec![everyone(), Node { not, ..bad }]));
        with_evaluator(|at| at.matches(&criteria, &Person::default())).unwrap_err()
    };
    let refused = |bad: Node, reason| {
        for not in [false, true] {
            assert_eq!(cause(bad.clone(), not), NotEvaluable { node: NodeId(2), reason });
        }
    };
    let condition =
        |attribute: &str, operator, value: &str| Node::condition(Condition::new(attribute, operator, value));
    refused(Node::raw(Dialect::Ldap, "(cn~=x)"), Reason::Raw);
    refused(Node::group(Join::All, Vec::new()), Reason::Missing(Missing::Conditions));
    refused(condition("title", Contains, " "), Reason::Missing(Missing::Value));
    refused(condition("shoeSize", Contains, "9"), Reason::Problem(Problem::UnknownAttribute));
    refused(condition("logonCount", Contains, "9"), Reason::Problem(Problem::Operator(Contains)));
    refused(condition("title", ChainMatch, "CN=a"), Reason::Problem(Problem::Operator(ChainMatch)));
    refused(condition("logonCount", IsNot, "nine"), Reason::Problem(Problem::Value(0, ValueKind::Number)));
    refused(condition("whenCreated", LessOrEqual, "2026"), Reason::Problem(Problem::Value(0, ValueKind::Moment)));
}

/// Somebody of whom only the title was read.
struct Half;

impl Entry for Half {
    fn values(&self, attribute: &str, each: &mut dyn FnMut(&str)) {
        if attribute == "title" {
            each("Clerk");
        }
    }
    fn is_known(&self, attribute: &str) -> bool {
        attribute == "title"
    }
    fn is_chained(&self, _: &str, _: &Dn) -> Option<bool> {
        None
    }
}

#[test]
fn what_was_not_read_counts_only_where_it_decides() {
    let known = Node::condition(Condition::new("title", IsExactly, "clerk"));
    let unread = Node::condition(Condition::new("department", IsNot, "Sales"));
    let chain = Node::condition(Condition::new("memberOf", ChainMatch, "CN=Inner"));
    let ask = |join, children: Vec<Node>| {
        let criteria = Criteria::of(Node::group(join, children));
        with_evaluator(|at| {
            let truths = at.explain(&criteria, &Half).into_iter().map(|(_, truth)| truth).collect::<Vec<_>>();
            (at.matches(&criteria, &Half), truths)
        })
    };
    let not_read = Err(NotEvaluable { node: NodeId(1), reason: Reason::NotRead });
    use Truth::{No, Unknown, Yes};
    assert_eq!(ask(Join::Any, vec![unread.clone(), known.clone()]), (Ok(true), vec![Yes, Unknown, Yes]));
    assert_eq!(ask(Join::All, vec![unread.clone(), known.clone()]), (not_read, vec![Unknown, Unknown, Yes]));
    assert_eq!(ask(Join::All, vec![chain, known.clone().negated()]), (Ok(false), vec![No, Unknown, No]));
}

#[test]
fn why_is_answered_for_every_node() {
    let criteria =
        groupid::parse(r#"((department Contains "sales") And Not ((title Present) Or (enabled Is Exactly "TRUE")))"#)
            .unwrap();
    let person = Person::default().with("department", &["Sales EMEA"]).with("title", &["Clerk"]);
    let mut reading = Vec::new();
    criteria.root().visit(&mut |node| reading.push(node.id));
    let all = with_evaluator(|at| at.explain(&criteria, &person));
    use Truth::{No, Yes};
    assert_eq!(all.iter().map(|(_, truth)| *truth).collect::<Vec<_>>(), [No, Yes, No, Yes, No]);
    assert_eq!(all.into_iter().map(|(node, _)| node).collect::<Vec<_>>(), reading);
    assert_eq!(criteria.attributes(), ["department", "title", "enabled"]);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(if cfg!(debug_assertions) { 300 } else { 20_000 }))]

    #[test]
    fn not_is_the_opposite(criteria in rule(), person in person()) {
        let negated = criteria.edit(Edit::SetNot(NodeId::ROOT, !criteria.root().not)).unwrap().criteria;
        with_evaluator(|at| {
            prop_assert_eq!(at.matches(&criteria, &person).unwrap(), !at.matches(&negated, &person).unwrap());
            Ok(())
        })?;
    }

    #[test]
    fn the_whole_is_explained_as_it_is_met(criteria in rule(), person in person()) {
        with_evaluator(|at| {
            let met = if at.matches(&criteria, &person).unwrap() { Truth::Yes } else { Truth::No };
            let all = at.explain(&criteria, &person);
            prop_assert_eq!(all.first(), Some(&(NodeId::ROOT, met)));
            for (id, truth) in all {
                // Each node alone says the same.
                let alone = criteria.edit(Edit::Replace(NodeId::ROOT, Piece((**criteria.node(id).unwrap()).clone())));
                let own = at.matches(&alone.unwrap().criteria, &person).unwrap();
                prop_assert_eq!(truth, if own { Truth::Yes } else { Truth::No });
            }
            Ok(())
        })?;
    }

    #[test]
    fn no_dialect_changes_the_meaning(criteria in fixed_rule(), person in person()) {
        with_evaluator(|at| {
            let met = at.matches(&criteria, &person).unwrap();
            for again in [
                groupid::canonical_with_not(&criteria),
                groupid::parse(&groupid::print_with_not(&criteria).unwrap()).unwrap(),
                ldap::canonical(&criteria),
                ldap::parse(&ldap::print(&criteria).unwrap()).unwrap(),
                search::canonical(&criteria),
            ] {
                prop_assert_eq!(at.matches(&again, &person), Ok(met), "{:?}", again);
            }
            Ok(())
        })?;
    }

    /// Awkward values come back as values that mean the same.
    #[test]
    fn no_dialect_changes_the_meaning_of_awkward_rules(criteria in trees::criteria(), person in awkward_person()) {
        let attributes = loose();
        let at = Evaluator { schema: Schema::new(&attributes), now: 0 };
        // A name by chance is no distinguished name.
        if let Ok(met) = at.matches(&criteria, &person) {
            for again in [
                groupid::parse(&groupid::print_with_not(&criteria).unwrap()).unwrap(),
                ldap::parse(&ldap::print(&criteria).unwrap()).unwrap(),
            ] {
                prop_assert_eq!(at.matches(&again, &person), Ok(met), "{:?}", again);
            }
        }
    }

    /// Entra ID has fewer words; what it can say means the same.
    #[test]
    fn the_language_of_entra_changes_no_meaning(criteria in rule(), person in person()) {
        let Ok(text) = entra::print(&criteria) else { return Ok(()) };
        // It has another name for what a bit says of an account.
        let person = in_both_directories(person);
        let mut attributes = attributes();
        attributes.push(AttributeConfig::new(account::ENABLED, Syntax::Boolean));
        let at = Evaluator { schema: Schema::new(&attributes), now: NOW };
        let met = at.matches(&criteria, &person);
        for again in [entra::canonical(&criteria), entra::parse(&text).unwrap()] {
            prop_assert_eq!(at.matches(&again, &person), met, "{}", text);
        }
    }
}

/// An object of the Data Service: names in any letter case; one step of a chain is seen, a longer way is not known.
#[test]
fn an_answered_object_can_be_asked() {
    let object = serde_json::json!({ "attributesBusinessObject": { "attributesCollection": {
        "Department": [{ "value": "Sales" }], "title": [], "memberOf": [{ "value": "CN=Inner,DC=demo" }],
    } } });
    let object = DirectoryObject::from_json(&object).unwrap();
    let ask = |attribute, operator, value| with_evaluator(|at| at.matches(&only(attribute, operator, value), &object));
    assert_eq!(ask("department", IsExactly, "sales"), Ok(true));
    assert_eq!(ask("title", IsNot, "Clerk"), Ok(true));
    assert_eq!(ask("memberOf", ChainMatch, "cn=inner,dc=demo"), Ok(true));
    let unknown = NotEvaluable { node: NodeId(1), reason: Reason::Chain };
    assert_eq!(ask("memberOf", ChainMatch, "CN=Outer,DC=demo"), Err(unknown));
}
