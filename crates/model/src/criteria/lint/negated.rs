//! Finds negations that a store cannot be sent: those of conditions without a complementary operator, where the store's
//! rules are written without "Not" (part F of the contract).

use super::{Check, Fix, Kind};
use crate::attribute::{Schema, Syntax};
use crate::criteria::edit::Piece;
use crate::criteria::{Condition, Content, Criteria, Edit, Join, Node, Operator, Value};

/// The conditions whose negation cannot be written, in reading order. For a whole number that an object has once at
/// most, the fix says the same without a negation: "not at least 5" is "at most 4, or no value".
pub fn negated(criteria: &Criteria, schema: &Schema<'_>) -> Vec<Check> {
    let mut found = Vec::new();
    collect(criteria.root(), false, schema, &mut found);
    found
}

fn collect(node: &Node, is_negated: bool, schema: &Schema<'_>, into: &mut Vec<Check>) {
    let is_negated = is_negated != node.not;
    match &node.content {
        Content::Group(_, children) => {
            for child in children {
                collect(child, is_negated, schema, into);
            }
        }
        Content::Condition(condition) => {
            let operator = condition.operator.filter(|operator| is_negated && operator.complement().is_none());
            if let Some(operator) = operator.filter(|_| node.missing().is_none()) {
                let fix = alternative(condition, schema).map(|other| {
                    let other = if node.not { other } else { other.negated() };
                    Fix::of(Edit::Replace(node.id, Piece(other)))
                });
                into.push(Check { node: node.id, kind: Kind::Negated(operator), also: Vec::new(), fix });
            }
        }
        Content::Raw(_) => {}
    }
}

/// What exactly the objects satisfy that do not satisfy the condition; none if there is no such thing without a
/// negation.
fn alternative(condition: &Condition, schema: &Schema<'_>) -> Option<Node> {
    let attribute = schema.usable(&condition.attribute)?;
    if attribute.multi_valued || attribute.syntax != Syntax::Number || schema.problem(condition).is_some() {
        return None;
    }
    let [value] = condition.values.as_slice() else { return None };
    let number: i64 = value.as_text()?.trim().parse().ok()?;
    let (operator, number) = match condition.operator? {
        Operator::GreaterOrEqual => (Operator::LessOrEqual, number.checked_sub(1)?),
        Operator::LessOrEqual => (Operator::GreaterOrEqual, number.checked_add(1)?),
        _ => return None,
    };
    if ![operator, Operator::NotPresent].into_iter().all(|operator| attribute.offers(operator)) {
        return None;
    }
    let other = |operator, values| Node::condition(Condition { operator: Some(operator), values, ..condition.clone() });
    let ordered = other(operator, vec![Value::text(number.to_string())]);
    Some(Node::group(Join::Any, vec![ordered, other(Operator::NotPresent, Vec::new())]))
}
