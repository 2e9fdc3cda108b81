//! The criteria of POST `…/Searches` ([`Criterion`]), and their JSON text.
//!
//! A condition is a leaf with the operator's name from the contract; several values are an Or of leaves, or an And if
//! the operator is negative. A group is an "And" or "Or" with children. A "Not", which is attested nowhere, is never
//! sent; it is read as "none of its children may be satisfied" (assumption A-09).

mod misfit;
mod text;

pub use misfit::{CriterionError, Misfit};
pub use text::{parse, print};

use super::canonical::{DialectTraits, canonical as shape, joined, mask, opposite, prepared};
use super::condition::mask_of;
use super::scan::is_attribute;
use super::{
    Condition, Content, Criteria, Dialect, Join, MAX_CONDITIONS, MAX_DEPTH, Node, Operator, PrintError, Value,
};
use crate::wire::search::Criterion;

const TRAITS: DialectTraits =
    DialectTraits { dialect: Dialect::Search, has_groups_of_one: true, has_negatives: true, has_not: false, parse };

const NOT: &str = "Not";

/// The criteria to send for a rule.
///
/// # Errors
///
/// The first node that is incomplete or that the dialect cannot express, or the root if the rule is too large.
pub fn to_criterion(criteria: &Criteria) -> Result<Criterion, PrintError> {
    prepared(criteria, &TRAITS).map(|root| written(&root))
}

/// The rule that was sent. Nothing is dropped or guessed.
///
/// # Errors
///
/// The first criterion that is incomplete or not understood, by its path.
pub fn from_criterion(criterion: &Criterion) -> Result<Criteria, CriterionError> {
    let read = read(criterion, 0, &mut 0).map_err(|error| error.under("criteria"))?;
    Ok(Criteria::of(read))
}

/// The rule that [`from_criterion`] reads from what [`to_criterion`] sends, and [`parse`] from what [`print()`] writes.
/// It has the same meaning, but
///
/// - conditions with the same attribute and operator that alone make up an "any of" group (for a negative operator, an
///   "all of" group) become one condition with several values;
/// - negations are pushed down to the conditions, which get the complementary operators;
/// - several values of `GreaterOrEqual` or `LessOrEqual` become an "any of" group, and `Present` has no value;
/// - a raw piece of search criteria is parsed;
/// - nothing is locked.
///
/// Groups are kept, even those with a single child. A rule that cannot be sent is returned unchanged.
pub fn canonical(criteria: &Criteria) -> Criteria {
    shape(criteria, &TRAITS)
}

/// The condition of a leaf. The path in the error is relative to the leaf.
pub fn condition(criterion: &Criterion) -> Result<Condition, CriterionError> {
    let attribute = attribute_of(criterion).unwrap_or_default();
    if !criterion.child.is_empty() {
        return Err(Misfit::Both.here());
    }
    if !is_attribute(attribute) {
        return Err(Misfit::Attribute(attribute.to_owned()).at("attribute"));
    }
    let Some(operator) = Operator::named(&criterion.operator) else {
        return Err(Misfit::Operator(criterion.operator.clone()).at("operator"));
    };
    if !operator.takes_value() {
        return Ok(Condition::bare(attribute, operator));
    }
    let text = criterion.value.get().map_or("", String::as_str);
    let misfit = if text.trim().is_empty() {
        Some(Misfit::Value)
    } else if text.contains('\0') {
        Some(Misfit::Nul)
    } else if operator.is_of_flags() {
        mask_of(text).map_or(Some(Misfit::Number), |bits| (bits == 0).then_some(Misfit::Mask))
    } else {
        None
    };
    match misfit {
        Some(misfit) => Err(misfit.at("value")),
        None => Ok(Condition::new(attribute, operator, if operator.is_of_flags() { mask(text) } else { text })),
    }
}

fn attribute_of(criterion: &Criterion) -> Option<&str> {
    criterion.attribute.get().map(|name| name.trim()).filter(|name| !name.is_empty())
}

fn read(criterion: &Criterion, depth: usize, conditions: &mut usize) -> Result<Node, CriterionError> {
    if attribute_of(criterion).is_some() {
        *conditions += 1;
        if *conditions > MAX_CONDITIONS {
            return Err(Misfit::TooMany.here());
        }
        return condition(criterion).map(Node::condition);
    }
    let operator = criterion.operator.trim();
    let (join, is_negated) = if operator.eq_ignore_ascii_case("and") {
        (Join::All, false)
    } else if operator.eq_ignore_ascii_case("or") {
        (Join::Any, false)
    } else if operator.eq_ignore_ascii_case(NOT) {
        (Join::Any, true)
    } else {
        return Err(Misfit::Neither.here());
    };
    if criterion.child.is_empty() {
        return Err(Misfit::NoConditions.at("child"));
    }
    if depth >= MAX_DEPTH {
        return Err(Misfit::TooDeep.here());
    }
    let mut children = Vec::with_capacity(criterion.child.len());
    for (at, child) in criterion.child.iter().enumerate() {
        let child = read(child, depth + 1, conditions).map_err(|error| error.under(&format!("child[{at}]")))?;
        children.push(child);
    }
    Ok(match children.pop() {
        Some(only) if is_negated && children.is_empty() => opposite(only),
        last => {
            children.extend(last);
            let node = joined(join, children, &TRAITS);
            if is_negated { opposite(node) } else { node }
        }
    })
}

fn written(node: &Node) -> Criterion {
    match &node.content {
        Content::Group(join, children) => group(*join, children.iter().map(|child| written(child)).collect()),
        Content::Condition(condition) => leaves(condition),
        // A canonical rule has no raw pieces left.
        Content::Raw(_) => Criterion::default(),
    }
}

fn group(join: Join, children: Vec<Criterion>) -> Criterion {
    if join == Join::All { Criterion::all(children) } else { Criterion::any(children) }
}

fn leaves(condition: &Condition) -> Criterion {
    let operator = condition.operator.unwrap_or(Operator::Present);
    let leaf = |value: &str| Criterion::leaf(&condition.attribute, operator.name(), value);
    let leaf_of = |value: &Value| leaf(value.as_text().unwrap_or_default());
    match condition.values.as_slice() {
        [] => leaf(""),
        [value] => leaf_of(value),
        values => {
            let join = if operator.is_negative() { Join::All } else { Join::Any };
            group(join, values.iter().map(leaf_of).collect())
        }
    }
}
