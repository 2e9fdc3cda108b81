//! A rule as the `$filter` that finds its people in Microsoft Graph (`/users`), or why there is none.
//!
//! Whoever reads a number believes it: a rule is only said where Graph's answer is surely the same. What properties can
//! be asked, and how, is Microsoft's table "Advanced query capabilities on Microsoft Entra ID objects"; what it leaves
//! open is refused. Everything written here is an advanced query: it wants `ConsistencyLevel: eventual` and
//! `$count=true`.
//!
//! A negative condition of a rule is met by who lacks the property. Whether Graph's `not` and `ne` are, its
//! documentation does not say, so the missing value is always asked for besides: `(city eq null or not(city eq 'Rome'))`
//! means the same under either reading. Where a property cannot be compared with null, its negatives are refused.

mod properties;

use super::value::boolean;
use super::{Condition, Content, Criteria, Join, Missing, Node, NodeId, Operator, Value};
use crate::graph::GraphFilter;
use properties::{Kind, Property};

/// Comparisons in one filter, at most: Graph takes 15 joined by `or`.
const MOST_COMPARISONS: usize = 15;
/// Groups within each other, at most.
const MOST_DEPTH: usize = 10;

/// Why Graph cannot count a rule, and which node is the cause.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NotCountable {
    /// The node.
    pub node: NodeId,
    /// Why.
    pub reason: Why,
}

/// Why a node has no filter.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Why {
    /// It is not finished.
    Missing(Missing),
    /// Graph does not filter by the attribute.
    Attribute,
    /// It does not compare it so.
    Operator(Operator),
    /// It might not take the value as a rule does.
    Value,
    /// A piece of a rule's own language.
    Raw,
    /// More comparisons than Graph takes.
    TooLarge,
}

/// The filter.
pub fn filter(criteria: &Criteria) -> Result<GraphFilter, NotCountable> {
    let mut comparisons = 0;
    let filter = node(criteria.root(), false, 0, &mut comparisons)?;
    if comparisons > MOST_COMPARISONS {
        return Err(NotCountable { node: NodeId::ROOT, reason: Why::TooLarge });
    }
    Ok(filter)
}

/// A node, or its opposite: negations are moved down to the comparisons, where they are exact.
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

/// A condition, or its opposite, and how many comparisons that takes.
fn compared(condition: &Condition, is_opposite: bool) -> Result<(GraphFilter, usize), Why> {
    let asked = condition.operator.ok_or(Why::Missing(Missing::Operator))?;
    let property = Property::of(&condition.attribute).ok_or(Why::Attribute)?;
    // The positive operator, and whether what meets it is wanted or what does not.
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
        // An account is enabled or not: nobody lacks that.
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

/// One comparison that Graph makes of the property.
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

/// A value as Graph's literal has it. Texts whose spaces a rule does not mind, and control characters, are refused.
fn plain(property: &Property, value: &Value) -> Result<String, Why> {
    let text = value.as_text().ok_or(Why::Value)?;
    match property.kind {
        Kind::Flag => boolean(text).map(|flag| flag.to_string()).ok_or(Why::Value),
        Kind::Id if !super::schema::is_guid(text) => Err(Why::Value),
        _ if text.trim() != text || text.contains("  ") || text.chars().any(char::is_control) => Err(Why::Value),
        _ => Ok(text.to_owned()),
    }
}
