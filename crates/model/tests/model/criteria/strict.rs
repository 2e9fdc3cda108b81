//! What is written for GroupID and for a search has no negation of a group, and means the same as the tree (part F of
//! the contract).

use super::meaning::{Person, fixed_rule, person, with_evaluator};
use super::trees;
use model::criteria::{Cannot, Criteria, Node, Operator, PrintError, PrintReason, groupid, search};
use model::wire::Criterion;
use proptest::prelude::*;

/// Whether a negation reaches a condition whose operator has no opposite.
fn negates_what_has_no_opposite(node: &Node, not: bool) -> bool {
    let not = not != node.not;
    let operator = node.as_condition().and_then(|condition| condition.operator);
    node.children().iter().any(|child| negates_what_has_no_opposite(child, not))
        || (not && operator.is_some_and(|operator| operator.complement().is_none()))
}

fn has_not(node: &Node) -> bool {
    node.not || node.children().iter().any(|child| has_not(child))
}

fn is_attested(criterion: &Criterion) -> bool {
    let is_inner = matches!(criterion.operator.as_str(), "And" | "Or");
    is_inner != criterion.attribute.get().is_some()
        && (is_inner || Operator::named(&criterion.operator).is_some())
        && criterion.child.iter().all(is_attested)
}

fn refused(error: &PrintError, criteria: &Criteria) {
    assert!(matches!(error.reason, PrintReason::Cannot(Cannot::Negated(_))), "{error}");
    assert!(negates_what_has_no_opposite(criteria.root(), false), "{error}: {criteria:?}");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(10_000))]

    #[test]
    fn what_is_written_for_groupid_has_no_not(criteria in fixed_rule(), person in person()) {
        match groupid::print(&criteria) {
            Ok(text) => same(&criteria, &groupid::parse(&text).unwrap(), &person)?,
            Err(error) => refused(&error, &criteria),
        }
    }

    #[test]
    fn what_is_sent_in_a_search_has_no_not(criteria in fixed_rule(), person in person()) {
        match search::to_criterion(&criteria) {
            Ok(criterion) => {
                prop_assert!(is_attested(&criterion), "{}", criterion.to_json());
                same(&criteria, &search::from_criterion(&criterion).unwrap(), &person)?;
            }
            Err(error) => refused(&error, &criteria),
        }
    }

    #[test]
    fn awkward_rules_have_no_not_either(criteria in trees::criteria()) {
        match groupid::print(&criteria) {
            Ok(text) => {
                let again = groupid::parse(&text).unwrap();
                prop_assert!(!has_not(again.root()), "{}", text);
                prop_assert_eq!(groupid::print(&again), Ok(text));
            }
            Err(error) => refused(&error, &criteria),
        }
    }
}

fn same(criteria: &Criteria, again: &Criteria, person: &Person) -> Result<(), TestCaseError> {
    prop_assert!(!has_not(again.root()), "{:?}", again);
    with_evaluator(|at| {
        prop_assert_eq!(at.matches(again, person), at.matches(criteria, person), "{:?}", again);
        Ok(())
    })
}
