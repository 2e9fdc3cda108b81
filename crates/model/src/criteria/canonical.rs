//! The shape in which a rule comes back from a dialect. A text says less than a tree: that two conditions stand in a
//! group, or two values in one condition, is the same text. So a rule is brought into one shape before it is written,
//! and the parsers build that shape with the same functions.
//!
//! - Conditions of the same attribute and operator, one value each, that alone make an "any of" become one condition of
//!   several values; where a dialect writes "none of these values" as All of negative conditions, those too.
//! - A negated condition takes the complementary operator, where there is one.
//! - Several values of an operator that takes one become an "any of".
//! - A raw piece that the dialect can read becomes what it says.
//! - Values of Present and spaces and `+` around a mask go, and so do locks: the portal puts them on again.

use super::scan::is_attribute;
use super::{
    Cannot, Condition, Content, Criteria, Dialect, Join, Node, ParseError, PrintError, PrintReason, Value, check,
};

/// What distinguishes the dialects that write a tree as it is.
pub(super) struct DialectTraits {
    pub dialect: Dialect,
    /// Whether it can say that one thing alone stands in a group.
    pub has_groups_of_one: bool,
    /// Whether "none of these values" is written as All of negative conditions, and not as Not of Any.
    pub has_negatives: bool,
    /// How much deeper a negation makes the text.
    pub not_is_deep: usize,
    pub parse: fn(&str) -> Result<Criteria, ParseError>,
}

/// What is to be written of a rule, or the node that cannot be.
pub(super) fn prepared(criteria: &Criteria, habits: &DialectTraits) -> Result<Node, PrintError> {
    check::ready(criteria, habits.dialect)?;
    let root = lone(tree(criteria.root(), habits)?);
    check::fits(&root, habits.dialect, habits.not_is_deep)?;
    Ok(root)
}

/// The rule as it comes back; one that cannot be written is left as it is.
pub(super) fn canonical(criteria: &Criteria, habits: &DialectTraits) -> Criteria {
    prepared(criteria, habits).map_or_else(|_| criteria.clone(), Criteria::of)
}

/// A group, or what is said instead.
pub(super) fn joined(join: Join, mut children: Vec<Node>, habits: &DialectTraits) -> Node {
    if !habits.has_groups_of_one && children.len() == 1 {
        return children.swap_remove(0);
    }
    match shared(join, &children, habits) {
        Some(condition) => Node::condition(condition),
        None => Node::group(join, children),
    }
}

/// The opposite.
pub(super) fn opposite(mut node: Node) -> Node {
    if let Content::Condition(condition) = &mut node.content
        && let Some(complement) = condition.operator.and_then(|operator| operator.complement())
    {
        condition.operator = Some(complement);
        return node;
    }
    node.negated()
}

/// What stands alone in a rule needs no group around it.
fn lone(root: Node) -> Node {
    match root.children() {
        [only] if !root.not && root.join() == Some(Join::All) && only.join().is_none() => (**only).clone(),
        _ => root,
    }
}

/// A mask as it is written.
pub(super) fn mask(text: &str) -> &str {
    let text = text.trim();
    text.strip_prefix('+').unwrap_or(text)
}

/// The one condition that a group's conditions make.
fn shared(join: Join, children: &[Node], habits: &DialectTraits) -> Option<Condition> {
    let [first, _, ..] = children else { return None };
    let (first, operator) = (first.as_condition()?, first.as_condition()?.operator?);
    let fits = match join {
        Join::Any => !operator.is_negative(),
        Join::All => operator.is_negative() && habits.has_negatives,
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

fn tree(node: &Node, habits: &DialectTraits) -> Result<Node, PrintError> {
    let cannot = |why| PrintError { node: node.id, dialect: habits.dialect, reason: PrintReason::Cannot(why) };
    let mut out = match &node.content {
        Content::Group(join, children) => {
            let children = children.iter().map(|child| tree(child, habits)).collect::<Result<_, _>>()?;
            joined(*join, children, habits)
        }
        Content::Condition(condition) => leaf(condition, habits).map_err(cannot)?,
        Content::Raw(raw) => {
            let read = if raw.dialect == habits.dialect { (habits.parse)(&raw.text).ok() } else { None };
            lone((**read.ok_or_else(|| cannot(Cannot::Raw(raw.dialect)))?.root()).clone())
        }
    };
    out.id = node.id;
    Ok(if node.not { opposite(out) } else { out })
}

fn leaf(condition: &Condition, habits: &DialectTraits) -> Result<Node, Cannot> {
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
    Ok(joined(Join::Any, out.values.iter().map(one).collect(), habits))
}
