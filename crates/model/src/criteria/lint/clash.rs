//! Finds conditions on one attribute that no object can satisfy together.

use crate::criteria::eval::compare::{Key, Wanted, order};
use crate::criteria::{Condition, Evaluator, Operator, Value};
use std::cmp::Ordering;

/// The maximum number of value comparisons for one attribute in one group. Beyond it, fewer contradictions are found.
const MOST: usize = 100_000;

/// What a condition says, with the operator made positive.
#[derive(Clone, Copy)]
pub(super) struct Assertion<'a> {
    /// The index of the attribute in the schema.
    pub place: usize,
    /// The condition's operator, or its complement if it is negative.
    pub operator: Operator,
    /// Whether objects must satisfy the operator, or must not.
    pub is_met: bool,
    pub condition: &'a Condition,
}

/// The indices of two of these conditions, all on one attribute, that no object satisfies together. With `opposite`,
/// two whose negations no object satisfies together, so that every object satisfies one of the two.
pub(super) fn clash(at: &Evaluator<'_>, told: &[&Assertion<'_>], opposite: bool) -> Option<[usize; 2]> {
    let attribute = at.schema.attributes().get(told.first()?.place)?;
    let is_met = |told: &Assertion<'_>| told.is_met != opposite;
    let absent = told.iter().position(|told| told.operator == Operator::Present && !is_met(told));
    if let Some(absent) = absent {
        // An object that satisfies anything positive has the attribute.
        let present = told.iter().position(|told| is_met(told));
        return present.map(|present| [absent, present]);
    }
    let single = !attribute.multi_valued;
    let wanted = |at_place: usize| {
        let told = told[at_place];
        Wanted::of(attribute.syntax, told.operator, told.condition, at.now).ok()
    };
    beside_exact(told, single, opposite, &wanted).or_else(|| {
        // A fixed and a relative date that contradict each other today may not do so tomorrow, so they are not compared
        // with each other; two relative dates keep their distance.
        let moves = [false, true].into_iter();
        moves.filter_map(|moves| between(told, single, opposite, moves, &wanted)).next()
    })
}

type Wants<'a> = &'a dyn Fn(usize) -> Option<Wanted>;

/// Finds a condition that contradicts the shortest "is exactly": one that none of its values satisfies, or that
/// excludes all of them.
fn beside_exact(told: &[&Assertion<'_>], single: bool, opposite: bool, wanted: Wants<'_>) -> Option<[usize; 2]> {
    let is_fixed = |told: &Assertion<'_>| told.condition.values.iter().all(|value| matches!(value, Value::Text(_)));
    let mut exact: Option<usize> = None;
    for (place, one) in told.iter().enumerate() {
        let is_shorter = exact.is_none_or(|exact| one.condition.values.len() < told[exact].condition.values.len());
        if one.operator == Operator::IsExactly && one.is_met != opposite && is_fixed(one) && is_shorter {
            exact = Some(place);
        }
    }
    let exact = exact?;
    let own = wanted(exact)?;
    let mut left = MOST;
    for (place, other) in told.iter().enumerate() {
        if place == exact || matches!(other.operator, Operator::Present | Operator::ChainMatch) || !is_fixed(other) {
            continue;
        }
        left = left.checked_sub(own.keys().len() * other.condition.values.len())?;
        let other_wanted = wanted(place)?;
        let mut meets = own.keys().iter().map(|key| other_wanted.meets_key(key));
        let is_met = other.is_met != opposite;
        // If the attribute has several values, others may satisfy what these do not.
        if if is_met { single && !meets.any(|meets| meets) } else { meets.all(|meets| meets) } {
            return Some([exact, place]);
        }
    }
    None
}

/// Finds two bounds between which no value lies.
fn between(
    told: &[&Assertion<'_>],
    single: bool,
    opposite: bool,
    moves: bool,
    wanted: Wants<'_>,
) -> Option<[usize; 2]> {
    // The strictest bounds, in this order: at least, at most, not at least, not at most.
    let mut bounds: [Option<(usize, Key)>; 4] = [const { None }; 4];
    for (place, one) in told.iter().enumerate() {
        let is_least = one.operator == Operator::GreaterOrEqual;
        let is_moving = |value: &Value| matches!(value, Value::Relative(_));
        if (!is_least && one.operator != Operator::LessOrEqual)
            || !one.condition.values.iter().all(|value| is_moving(value) == moves)
        {
            continue;
        }
        let is_met = one.is_met != opposite;
        let keys = wanted(place)?;
        for key in keys.keys().iter().filter(|key| matches!(key, Key::Number(_))) {
            // Any of several values suffices, so the weakest one is the bound of the condition.
            let weakest = if is_least { Ordering::Less } else { Ordering::Greater };
            if keys.keys().iter().any(|other| order(other, key) == Some(weakest)) {
                continue;
            }
            let bound = &mut bounds[usize::from(!is_least) + 2 * usize::from(!is_met)];
            let stricter = if is_met { weakest.reverse() } else { weakest };
            if bound.as_ref().is_none_or(|(_, old)| order(key, old) == Some(stricter)) {
                *bound = Some((place, key.clone()));
            }
        }
    }
    let [least, most, under, over] = &bounds;
    let apart = |low: &Option<(usize, Key)>, high: &Option<(usize, Key)>, apart: fn(Ordering) -> bool| {
        let ((one, low), (other, high)) = (low.as_ref()?, high.as_ref()?);
        order(low, high).is_some_and(apart).then_some([*one, *other])
    };
    let empty = if single { apart(least, most, Ordering::is_gt) } else { None };
    empty.or_else(|| apart(least, under, Ordering::is_ge)).or_else(|| apart(most, over, Ordering::is_le))
}
