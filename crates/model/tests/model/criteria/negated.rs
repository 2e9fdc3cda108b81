//! What cannot be sent because it is negated, and the offer that says the same.

use super::meaning::{NOW, attributes};
use model::criteria::Operator::*;
use model::criteria::lint::negated;
use model::criteria::{Condition, Criteria, Evaluator, Join, Node, Operator, Schema, groupid};

fn is(attribute: &str, operator: Operator, value: &str) -> Node {
    Node::condition(Condition::new(attribute, operator, value))
}

fn all(children: Vec<Node>) -> Criteria {
    Criteria::of(Node::group(Join::All, children))
}

fn with<T>(ask: impl FnOnce(&Evaluator<'_>) -> T) -> T {
    let attributes = attributes();
    ask(&Evaluator { schema: Schema::new(&attributes), now: NOW })
}

#[test]
fn a_negation_that_cannot_be_sent_has_an_offer_where_one_says_the_same() {
    let not = |node: Node| node.negated();
    let least = |attribute: &str| is(attribute, GreaterOrEqual, "7");
    let offered = |criteria: &Criteria| {
        with(|at| {
            let found = negated(criteria, &at.schema);
            let fix = found.first().and_then(|check| check.fix.clone());
            (found.len(), fix.map(|fix| fix.apply(criteria).unwrap().criteria))
        })
    };
    let (found, after) = offered(&all(vec![not(least("logonCount")), is("l", IsExactly, "Kiel")]));
    let text = groupid::print(&after.unwrap()).unwrap();
    let wanted = r#"(((logonCount Less Or Equal "6") Or (logonCount Not Present)) And (l Is Exactly "Kiel"))"#;
    assert_eq!((found, text.as_str()), (1, wanted));
    // Below a negated group, the offer is negated as well.
    let below = all(vec![not(Node::group(Join::All, vec![least("logonCount"), is("title", IsExactly, "Clerk")]))]);
    let (found, after) = offered(&below);
    let text = groupid::print(&after.unwrap()).unwrap();
    let wanted = r#"(((logonCount Less Or Equal "6") Or (logonCount Not Present)) Or (title Is Not "Clerk"))"#;
    assert_eq!((found, text.as_str()), (1, wanted));
    // Nothing else says the same: several values, a date, a chain of groups.
    for node in [
        least("levels"),
        is("whenCreated", GreaterOrEqual, "20260101000000.0Z"),
        is("memberOf", ChainMatch, "CN=Outer,OU=Groups,DC=demo"),
    ] {
        assert_eq!(offered(&all(vec![not(node)])), (1, None));
    }
    // What is negated twice, or has a complementary operator, can be sent.
    for node in [not(Node::group(Join::Any, vec![not(least("logonCount"))])), not(is("title", Contains, "Clerk"))] {
        assert_eq!(offered(&all(vec![node])), (0, None));
    }
}
