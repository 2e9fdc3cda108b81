//! Translates a rule into the `$filter` with which Microsoft Graph (`/users`) finds the same people, or says why it
//! cannot.
//!
//! People will trust a number, so a rule is only translated where Graph's answer is certain to be the same. Which
//! properties can be filtered by, and how, is taken from Microsoft's table "Advanced query capabilities on Microsoft
//! Entra ID objects"; what the table leaves open is refused. Every filter is an advanced query, which requires
//! `ConsistencyLevel: eventual` and `$count=true`.
//!
//! A person without the property satisfies a negative condition of a rule. Graph's documentation does not say
//! whether the same holds for its `not` and `ne`, so a missing value is always tested explicitly: `(city eq null or
//! not(city eq 'Rome'))` means the same under either reading. Negative conditions on properties that cannot be compared
//! with null are refused.

mod properties;

use super::value::boolean;
use super::{Condition, Content, Criteria, Join, Missing, Node, NodeId, Operator, Value};
use crate::graph::GraphFilter;
use properties::{Kind, Property};

/// The maximum number of comparisons in a filter: Graph accepts 15 joined by `or`.
const MOST_COMPARISONS: usize = 15;
/// The maximum nesting of groups.
const MOST_DEPTH: usize = 10;

/// Why Graph cannot count the people that a rule finds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NotCountable {
    /// The node that is the cause.
    pub node: NodeId,
    pub reason: Why,
}

/// Why a node cannot be translated into a filter.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Why {
    Missing(Missing),
    /// Graph does not filter by the attribute.
    Attribute,
    /// Graph does not compare the attribute with this operator.
    Operator(Operator),
    /// Graph might not interpret the value as a rule does.
    Value,
    /// It is a raw piece in the language of rules.
    Raw,
    /// The rule needs more comparisons or deeper groups than Graph accepts.
    TooLarge,
}

/// The filter that finds exactly the people that the rule finds.
///
/// # Errors
///
/// The first node that cannot be translated, or the root if there are too many comparisons.
pub fn filter(criteria: &Criteria) -> Result<GraphFilter, NotCountable> {
    let mut comparisons = 0;
    let filter = node(criteria.root(), false, 0, &mut comparisons)?;
    if comparisons > MOST_COMPARISONS {
        return Err(NotCountable { node: NodeId::ROOT, reason: Why::TooLarge });
    }
    Ok(filter)
}

/// Translates a node or its negation. Negations are moved down to the comparisons, where they are exact.
fn node(own: &Node, is_opposite: bool, depth: usize, comparisons: &mut usize) -> Result<GraphFilter, NotCountable> {
    let refused = |reason| NotCountable { node: own.id, reason };
    if let Some(missing) = own.missing() {
        return Err(refused(Why::Missing(missing)));
    }
    let not = own.not != is_opposite;
    match &own.content {
        Content::Raw(_) => Err(refused(Why::Raw)),
        Content::Group(..) if depth >= MOST_DEPTH => Err(refused(Why::TooLarge)),
        Content::Group(join, children) => {
            let each = children.iter().map(|child| node(child, not, depth + 1, comparisons));
            let filters = each.collect::<Result<Vec<_>, _>>()?;
            let joined = joined(if not { opposite(*join) } else { *join }, &filters);
            joined.ok_or(refused(Why::Missing(Missing::Conditions)))
        }
        Content::Condition(condition) => {
            let (filter, count) = compared(condition, not).map_err(refused)?;
            *comparisons += count;
            Ok(filter)
        }
    }
}

fn opposite(join: Join) -> Join {
    match join {
        Join::All => Join::Any,
        Join::Any => Join::All,
    }
}

fn joined(join: Join, filters: &[GraphFilter]) -> Option<GraphFilter> {
    match join {
        Join::All => GraphFilter::all(filters),
        Join::Any => GraphFilter::any(filters),
    }
}

/// Translates a condition or its negation; also returns the number of comparisons.
fn compared(condition: &Condition, is_opposite: bool) -> Result<(GraphFilter, usize), Why> {
    let asked = condition.operator.ok_or(Why::Missing(Missing::Operator))?;
    let property = Property::of(&condition.attribute).ok_or(Why::Attribute)?;
    // The positive operator, and whether the people who satisfy it are wanted or the others.
    let (operator, negative) = match asked.complement() {
        Some(complement) if asked.is_negative() => (complement, !is_opposite),
        Some(_) => (asked, is_opposite),
        None => return Err(Why::Operator(asked)),
    };
    if operator == Operator::Present {
        if !property.has_null || property.kind != Kind::Text {
            return Err(Why::Operator(asked));
        }
        let name = property.graph;
        return Ok((if negative { GraphFilter::is_null(name) } else { GraphFilter::is_not_null(name) }, 1));
    }
    let values = condition.values.iter().map(|value| plain(property, value)).collect::<Result<Vec<_>, _>>()?;
    let one = |value: &String| single(property, operator, value).ok_or(Why::Operator(asked));
    let each = values.iter().map(one).collect::<Result<Vec<_>, _>>()?;
    let any = GraphFilter::any(&each).ok_or(Why::Missing(Missing::Value))?;
    if !negative {
        return Ok((any, each.len()));
    }
    match property.kind {
        // Every account is either enabled or disabled, so nobody lacks the property.
        Kind::Flag => Ok((any.negated(), each.len())),
        Kind::Text if operator == Operator::EndsWith => Err(Why::Operator(asked)),
        Kind::Text if property.is_always => Ok((any.negated(), each.len())),
        Kind::Text if property.has_null => {
            let without = GraphFilter::any(&[GraphFilter::is_null(property.graph), any.negated()]);
            without.map(|filter| (filter, each.len() + 1)).ok_or(Why::Operator(asked))
        }
        Kind::Text | Kind::Texts | Kind::Id => Err(Why::Operator(asked)),
    }
}

/// A single comparison, if Graph supports it for the property.
fn single(property: &Property, operator: Operator, value: &str) -> Option<GraphFilter> {
    let name = property.graph;
    match (property.kind, operator) {
        (Kind::Flag, Operator::IsExactly) => Some(GraphFilter::is(name, value == "true")),
        (Kind::Text | Kind::Id, Operator::IsExactly) => Some(GraphFilter::eq(name, value)),
        (Kind::Text, Operator::StartsWith) if property.starts => Some(GraphFilter::starts_with(name, value)),
        (Kind::Text, Operator::EndsWith) if property.ends => Some(GraphFilter::ends_with(name, value)),
        (Kind::Texts, Operator::IsExactly) => Some(GraphFilter::any_eq(name, value)),
        _ => None,
    }
}

/// A value as a Graph literal. Text with spaces that a rule ignores, or with control characters, is refused.
fn plain(property: &Property, value: &Value) -> Result<String, Why> {
    let text = value.as_text().ok_or(Why::Value)?;
    match property.kind {
        Kind::Flag => boolean(text).map(|flag| flag.to_string()).ok_or(Why::Value),
        Kind::Id if !crate::names::is_guid(text) => Err(Why::Value),
        _ if text.trim() != text || text.contains("  ") || text.chars().any(char::is_control) => Err(Why::Value),
        _ => Ok(text.to_owned()),
    }
}
