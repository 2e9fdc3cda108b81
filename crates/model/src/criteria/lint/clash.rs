//! Conditions on one attribute that cannot be met together.

use crate::criteria::eval::compare::{Key, Wanted, order};
use crate::criteria::{Condition, Evaluator, Operator, Value};
use std::cmp::Ordering;

/// Comparisons of two values, at most, of one attribute in one group: beyond, less is found.
const MOST: usize = 100_000;

/// What a condition says.
#[derive(Clone, Copy)]
pub(super) struct Told<'a> {
    /// The attribute's place in the schema.
    pub place: usize,
    /// A positive operator.
    pub operator: Operator,
    /// Whether it has to be met, or not to be.
    pub is_met: bool,
    /// The values.
    pub condition: &'a Condition,
}

/// Two of these, all on one attribute, that no object meets together; with `opposite`, of whose opposites no object
/// meets both, so that every object meets one.
pub(super) fn clash(at: &Evaluator<'_>, told: &[&Told<'_>], opposite: bool) -> Option<[usize; 2]> {
    let attribute = at.schema.attributes().get(told.first()?.place)?;
    let is_met = |told: &Told<'_>| told.is_met != opposite;
    let absent = told.iter().position(|told| told.operator == Operator::Present && !is_met(told));
    if let Some(absent) = absent {
        // Whoever meets anything positive has the attribute.
        let present = told.iter().position(|told| is_met(told));
        return present.map(|present| [absent, present]);
    }
    let single = !attribute.multi_valued;
    let wanted = |at_place: usize| {
        let told = told[at_place];
        Wanted::of(attribute.syntax, told.operator, told.condition, at.now).ok()
    };
    beside_exact(told, single, opposite, &wanted).or_else(|| {
        // Where a moment moves, two that clash today may not tomorrow; two that both move stay apart.
        let moves = [false, true].into_iter();
        moves.filter_map(|moves| between(told, single, opposite, moves, &wanted)).next()
    })
}

type Wants<'a> = &'a dyn Fn(usize) -> Option<Wanted>;

/// Something that none of the values of an "is exactly" meets, or all of them must not.
fn beside_exact(told: &[&Told<'_>], single: bool, opposite: bool, wanted: Wants<'_>) -> Option<[usize; 2]> {
    let is_fixed = |told: &Told<'_>| told.condition.values.iter().all(|value| matches!(value, Value::Text(_)));
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
        // Of several values of an object, others may meet what these do not.
        if if is_met { single && !meets.any(|meets| meets) } else { meets.all(|meets| meets) } {
            return Some([exact, place]);
        }
    }
    None
}

/// Two bounds that leave nothing between them.
fn between(told: &[&Told<'_>], single: bool, opposite: bool, moves: bool, wanted: Wants<'_>) -> Option<[usize; 2]> {
    // The strictest of: at least, at most, not at least, not at most.
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
            // One of several values is enough, so the weakest is the condition's own bound.
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
