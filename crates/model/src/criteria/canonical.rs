//! The canonical form of a rule in a dialect. A text carries less than a tree: whether two conditions stand in a group,
//! or two values in one condition, yields the same text. So a rule is brought into one form before it is printed, and
//! the parsers build that form with the same functions:
//!
//! - Conditions with the same attribute and operator and one value each, which alone make up an "any of" group, become
//!   one condition with several values. In a dialect that writes "none of these values" as an "all of" group of
//!   negative conditions, so do those.
//! - A negated condition gets the complementary operator, if there is one. In a dialect without a negation, a negated
//!   group gets the other join and the negations of its children; the meaning is the same for objects without a value
//!   too, because an operator and its complement are met by all objects together and by none twice.
//! - Several values of an operator that takes only one become an "any of" group.
//! - A raw piece that the dialect can parse becomes the nodes it stands for.
//! - Values of `Present`, and spaces and `+` around a mask, are dropped, and so are locks, which the portal sets again.

use super::scan::is_attribute;
use super::{
    Cannot, Condition, Content, Criteria, Dialect, Join, Node, Operator, ParseError, PrintError, PrintReason, Raw,
    Value, check,
};
use std::sync::Arc;

/// What distinguishes the dialects that print a tree node by node.
pub(super) struct DialectTraits {
    pub dialect: Dialect,
    /// Whether the dialect can express a group with a single child.
    pub has_groups_of_one: bool,
    /// Whether "none of these values" is written as All of negative conditions, rather than as Not of Any.
    pub has_negatives: bool,
    /// Whether a group, or a condition without a complementary operator, can be negated as a whole. Where it cannot,
    /// negations are pushed down to the conditions.
    pub has_not: bool,
    pub parse: fn(&str) -> Result<Criteria, ParseError>,
}

/// The canonical tree to print.
///
/// # Errors
///
/// The first node that is incomplete or that the dialect cannot express, or the root if the rule is too large.
pub(super) fn prepared(criteria: &Criteria, traits: &DialectTraits) -> Result<Node, PrintError> {
    check::ready(criteria, traits.dialect)?;
    let root = lone(tree(criteria.root(), traits)?);
    check::fits(&root, traits.dialect)?;
    Ok(root)
}

/// The rule as it will be parsed again; unchanged if it cannot be printed.
pub(super) fn canonical(criteria: &Criteria, traits: &DialectTraits) -> Criteria {
    prepared(criteria, traits).map_or_else(|_| criteria.clone(), Criteria::of)
}

/// A group of these children, or what stands for it in canonical form: its only child, or one condition with several
/// values.
pub(super) fn joined(join: Join, mut children: Vec<Node>, traits: &DialectTraits) -> Node {
    if !traits.has_groups_of_one && children.len() == 1 {
        return children.swap_remove(0);
    }
    match shared(join, &children, traits) {
        Some(condition) => Node::condition(condition),
        None => Node::group(join, children),
    }
}

/// The negation of a node: by the complementary operator where there is one.
pub(super) fn opposite(mut node: Node) -> Node {
    if let Content::Condition(condition) = &mut node.content
        && let Some(complement) = condition.operator.and_then(|operator| operator.complement())
    {
        condition.operator = Some(complement);
        return node;
    }
    node.negated()
}

/// Removes an "all of" group around a single condition that is the whole rule.
fn lone(root: Node) -> Node {
    match root.children() {
        [only] if !root.not && root.join() == Some(Join::All) && only.join().is_none() => (**only).clone(),
        _ => root,
    }
}

/// The canonical spelling of a bit mask: without spaces and a leading `+`.
pub(super) fn mask(text: &str) -> &str {
    let text = text.trim();
    text.strip_prefix('+').unwrap_or(text)
}

/// The single condition with several values that says the same as a group of conditions, if there is one.
fn shared(join: Join, children: &[Node], traits: &DialectTraits) -> Option<Condition> {
    let [first, _, ..] = children else { return None };
    let (first, operator) = (first.as_condition()?, first.as_condition()?.operator?);
    let fits = match join {
        Join::Any => !operator.is_negative(),
        Join::All => operator.is_negative() && traits.has_negatives,
    };
    if !fits || !operator.takes_several() {
        return None;
    }
    let mut values = Vec::with_capacity(children.len());
    for child in children {
        let condition = child.as_condition().filter(|_| !child.not)?;
        match condition.values.as_slice() {
            [value] if condition.attribute == first.attribute && condition.operator == Some(operator) => {
                values.push(value.clone());
            }
            _ => return None,
        }
    }
    Some(Condition { values, ..first.clone() })
}

fn tree(node: &Node, traits: &DialectTraits) -> Result<Node, PrintError> {
    if !traits.has_not {
        return pushed_down(node, false, traits);
    }
    let cannot = |why| PrintError { node: node.id, dialect: traits.dialect, reason: PrintReason::Cannot(why) };
    let mut out = match &node.content {
        Content::Group(join, children) => {
            let children = children.iter().map(|child| tree(child, traits)).collect::<Result<_, _>>()?;
            joined(*join, children, traits)
        }
        Content::Condition(condition) => leaf(condition, traits).map_err(cannot)?,
        Content::Raw(raw) => read(raw, traits).ok_or_else(|| cannot(Cannot::Raw(raw.dialect)))?,
    };
    out.id = node.id;
    Ok(if node.not { opposite(out) } else { out })
}

/// The root of a raw piece that the dialect can parse.
fn read(raw: &Raw, traits: &DialectTraits) -> Option<Node> {
    let read = if raw.dialect == traits.dialect { (traits.parse)(&raw.text).ok() } else { None };
    Some(lone((**read?.root()).clone()))
}

/// The canonical node of a dialect without a negation; with `not`, of its opposite.
fn pushed_down(node: &Node, not: bool, traits: &DialectTraits) -> Result<Node, PrintError> {
    let cannot = |why| PrintError { node: node.id, dialect: traits.dialect, reason: PrintReason::Cannot(why) };
    let not = not != node.not;
    let mut out = match &node.content {
        Content::Group(join, children) => {
            let one = |child: &Arc<Node>| pushed_down(child, not, traits);
            let children = children.iter().map(one).collect::<Result<_, _>>()?;
            joined(if not { join.other() } else { *join }, children, traits)
        }
        Content::Condition(condition) => {
            let own = leaf(condition, traits).map_err(cannot)?;
            let own = if not { opposite(own) } else { own };
            if own.not {
                return Err(cannot(Cannot::Negated(condition.operator.unwrap_or(Operator::Present))));
            }
            own
        }
        Content::Raw(raw) => {
            let root = read(raw, traits).ok_or_else(|| cannot(Cannot::Raw(raw.dialect)))?;
            pushed_down(&root, not, traits).map_err(|error| PrintError { node: node.id, ..error })?
        }
    };
    out.id = node.id;
    Ok(out)
}

fn leaf(condition: &Condition, traits: &DialectTraits) -> Result<Node, Cannot> {
    let Some(operator) = condition.operator.filter(|_| is_attribute(&condition.attribute)) else {
        return Err(Cannot::Attribute);
    };
    let mut out = Condition { values: Vec::new(), ..condition.clone() };
    if operator.takes_value() {
        for value in &condition.values {
            let text = value.as_text().ok_or(Cannot::RelativeDate)?;
            if text.contains('\0') {
                return Err(Cannot::Value);
            }
            out.values.push(Value::text(if operator.is_of_flags() { mask(text) } else { text }));
        }
    }
    if out.values.len() < 2 || operator.takes_several() {
        return Ok(Node::condition(out));
    }
    let one = |value: &Value| Node::condition(Condition { values: vec![value.clone()], ..condition.clone() });
    Ok(joined(Join::Any, out.values.iter().map(one).collect(), traits))
}
