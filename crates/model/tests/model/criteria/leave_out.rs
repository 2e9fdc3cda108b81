//! Conditions are left out only where nobody gets in.

use super::meaning::{person, rule, with_evaluator};
use model::criteria::{Criteria, NodeId, Widens, groupid, leave_out};
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::Index;

/// The rule without its conditions on "x".
fn without(text: &str) -> Result<String, Widens> {
    let criteria = groupid::parse(text).unwrap();
    let mut gone = Vec::new();
    criteria.root().visit(&mut |node| {
        gone.extend(node.as_condition().filter(|condition| condition.attribute == "x").map(|_| node.id));
    });
    leave_out(&criteria, &gone).map(|left| groupid::print(&left).unwrap())
}

#[test]
fn a_branch_of_or_can_go_and_a_condition_of_and_cannot() {
    let x = "(x Present)";
    let (a, b) = ("(a Present)", "(b Present)");
    assert_eq!(without(&format!("({a} Or {x})")).as_deref(), Ok(a));
    assert_eq!(without(&format!("({a} Or {x} Or {b})")).unwrap(), format!("({a} Or {b})"));
    assert_eq!(without(&format!("({a} And {x})")), Err(Widens::At(NodeId(2))));
    assert_eq!(without(&format!("({a} And ({b} Or {x}))")).unwrap(), format!("({a} And {b})"));
    assert_eq!(without(&format!("({a} Or ({b} And {x}))")), Err(Widens::At(NodeId(4))));
    // Under Not it is the other way round.
    assert_eq!(without(&format!("({a} And Not ({b} And {x}))")).unwrap(), format!("({a} And (b Not Present))"));
    assert_eq!(without(&format!("({a} And Not ({b} Or {x}))")), Err(Widens::At(NodeId(4))));
    assert_eq!(
        without(&format!("Not ({a} And Not ({b} Or {x}))")).unwrap(),
        "((a Not Present) Or (b Present))".to_owned()
    );
    // A branch of which nothing is left goes as a whole, or is all there is.
    assert_eq!(without(&format!("({a} Or ({x} Or {x}))")).as_deref(), Ok(a));
    assert_eq!(without(&format!("({a} And ({x} Or {x}))")), Err(Widens::At(NodeId(2))));
    assert_eq!(without(&format!("({x} Or {x})")), Err(Widens::Whole));
    assert_eq!(without(x), Err(Widens::At(NodeId(1))));
    assert_eq!(without(a).as_deref(), Ok(a));
}

#[test]
fn what_is_locked_stays() {
    let fixed = groupid::parse("((x Present) Or (b Present))").unwrap();
    let locked = groupid::parse("(a Present)").unwrap().with_locked(&fixed);
    assert_eq!(leave_out(&locked, &[NodeId(2)]), Err(Widens::Locked(NodeId(1))));
    assert_eq!(leave_out(&locked, &[NodeId(1)]), Err(Widens::Locked(NodeId(1))));
    assert_eq!(leave_out(&locked, &[]), Ok(locked.clone()));
    assert_eq!(leave_out(&locked, &[NodeId::ROOT]), Err(Widens::Locked(NodeId::ROOT)));
}

/// Some nodes of a rule.
fn some(criteria: &Criteria, which: &[Index]) -> Vec<NodeId> {
    let mut all = Vec::new();
    criteria.root().visit(&mut |node| all.push(node.id));
    which.iter().map(|index| *index.get(&all)).collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(if cfg!(debug_assertions) { 1_000 } else { 20_000 }))]

    /// Whoever meets what is left met the whole.
    #[test]
    fn nobody_gets_in(criteria in rule(), which in vec(any::<Index>(), 1..4), people in vec(person(), 6)) {
        let gone = some(&criteria, &which);
        let Ok(left) = leave_out(&criteria, &gone) else { return Ok(()) };
        prop_assert_eq!(left.incomplete(), []);
        for id in gone {
            prop_assert!(left.node(id).is_none());
        }
        with_evaluator(|at| {
            for person in &people {
                let (before, after) = (at.matches(&criteria, person).unwrap(), at.matches(&left, person).unwrap());
                prop_assert!(before || !after, "{:?}", left);
            }
            Ok(())
        })?;
    }
}
