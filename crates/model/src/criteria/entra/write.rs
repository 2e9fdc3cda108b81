//! Prints the Entra dialect in two steps: `lower` brings the tree to what the language can express, and `text` prints
//! that.

use super::names::{self, Kind, Property};
use super::{TRAITS, parse, value};
use crate::criteria::account;
use crate::criteria::canonical::joined;
use crate::criteria::value::{boolean, boolean_text};
use crate::criteria::{Cannot, Condition, Content, Criteria, Dialect, Join, Node, NodeId, Operator, Value};

/// The first node that cannot be expressed, and why.
pub(super) type Refused = Option<(NodeId, Cannot)>;

/// The tree as it will be parsed again, as far as it can be expressed. Its nodes keep the ids of those they come from.
pub(super) fn lower(criteria: &Criteria) -> (Node, Refused) {
    let mut lower = Lower { refused: None };
    let root = lower.node(criteria.root(), false);
    if let Some(alone) = alone(&root).filter(|_| root.not || !matches!(root.content, Content::Raw(_))) {
        lower.refuse(alone, Cannot::Raw(Dialect::Entra));
    }
    (root, lower.refused)
}

/// A raw node that must be the whole rule: "Direct Reports for …", the only one whose text does not begin with a
/// bracket.
fn alone(node: &Node) -> Option<NodeId> {
    match &node.content {
        Content::Raw(raw) => (!raw.text.starts_with('(')).then_some(node.id),
        _ => node.children().iter().find_map(|child| alone(child)),
    }
}

struct Lower {
    refused: Refused,
}

impl Lower {
    fn refuse(&mut self, node: NodeId, cannot: Cannot) {
        self.refused.get_or_insert((node, cannot));
    }

    /// `is_read` says that the node comes from the parser, so that raw nodes need not be parsed again.
    fn node(&mut self, node: &Node, is_read: bool) -> Node {
        let named = |out| Node { id: node.id, ..out };
        let mut out = match &node.content {
            // The child alone means the same, and a refusal then names the child.
            Content::Group(_, children) if children.len() == 1 => self.node(&children[0], is_read),
            Content::Group(join, children) => {
                named(joined(*join, children.iter().map(|child| self.node(child, is_read)).collect(), &TRAITS))
            }
            Content::Condition(condition) => named(self.condition(node.id, condition)),
            Content::Raw(raw) if is_read => Node::raw(Dialect::Entra, raw.text.as_str()),
            Content::Raw(raw) => {
                let read = if raw.dialect == Dialect::Entra { parse(&raw.text).ok() } else { None };
                if read.is_none() {
                    self.refuse(node.id, Cannot::Raw(raw.dialect));
                }
                named(read.map_or_else(|| Node::raw(raw.dialect, ""), |read| self.node(read.root(), true)))
            }
        };
        out.not ^= node.not;
        // The language does not allow `-not` before a comparison with null.
        if let Content::Condition(Condition { operator: Some(operator), .. }) = &mut out.content
            && matches!(operator, Operator::Present | Operator::NotPresent)
            && std::mem::take(&mut out.not)
        {
            *operator = operator.complement().unwrap_or(*operator);
        }
        out
    }

    fn condition(&mut self, node: NodeId, condition: &Condition) -> Node {
        // In Active Directory, a bit of `userAccountControl` says whether an account is enabled.
        let enabled = account::enabled(condition, false);
        let condition = enabled.as_ref().unwrap_or(condition);
        let Property { ldap, kind, .. } = Property::of(&condition.attribute);
        if kind == Kind::Objects || !names::is_name(ldap) {
            self.refuse(node, Cannot::Attribute);
        }
        let mut out = Condition { attribute: ldap.to_owned(), ..condition.clone() };
        let Some(operator) = condition.operator else { return Node::condition(out) };
        if !operator.takes_value() {
            out.values = Vec::new();
            return Node::condition(out);
        }
        if !says(kind, operator) {
            self.refuse(node, Cannot::Operator(operator));
        }
        for value in &mut out.values {
            if let Err(cannot) = plain(kind, value) {
                self.refuse(node, cannot);
            }
        }
        // A collection is tested for an item that matches; the negative operator is the negation of that test.
        let not = kind == Kind::Texts && operator.is_negative();
        let operator = operator.complement().filter(|_| not).unwrap_or(operator);
        out.operator = Some(operator);
        if out.values.len() > 1 && !operator.takes_several() {
            self.refuse(node, Cannot::Value);
        }
        let mut lowered = Node::condition(out);
        lowered.not = not;
        lowered
    }
}

/// Whether the dialect can compare a property of that type with that operator.
pub(super) fn says(kind: Kind, operator: Operator) -> bool {
    let is_order = matches!(operator, Operator::GreaterOrEqual | Operator::LessOrEqual);
    match kind {
        _ if operator.is_of_flags() || operator == Operator::ChainMatch => false,
        Kind::Text | Kind::Texts | Kind::Objects => !is_order,
        Kind::Flag => matches!(operator, Operator::IsExactly | Operator::IsNot),
        Kind::Date => is_order || matches!(operator, Operator::IsExactly | Operator::IsNot),
    }
}

/// Brings a value to its canonical spelling.
fn plain(kind: Kind, value: &mut Value) -> Result<(), Cannot> {
    *value = match (kind, &*value) {
        (Kind::Date, Value::Text(text)) => value::generalized(text).map(Value::Text).ok_or(Cannot::Value)?,
        (Kind::Date, Value::Relative(moving)) => {
            value::plain(*moving).map(Value::Relative).ok_or(Cannot::RelativeDate)?
        }
        (_, Value::Relative(_)) => return Err(Cannot::RelativeDate),
        (Kind::Flag, Value::Text(text)) => Value::text(boolean_text(boolean(text).ok_or(Cannot::Value)?)),
        (_, Value::Text(text)) if value::is_quotable(text) => return Ok(()),
        _ => return Err(Cannot::Value),
    };
    Ok(())
}

/// Prints a lowered tree.
pub(super) fn text(root: &Node) -> String {
    let mut out = String::new();
    if root.not {
        push(root, &mut out);
    } else {
        push_content(root, true, &mut out);
    }
    out
}

/// Appends a node as part of a group, with its negation.
fn push(node: &Node, out: &mut String) {
    if node.not {
        out.push_str("-not ");
    }
    push_content(node, false, out);
}

/// Appends a node without its negation. `is_rule` says that it is the whole rule, which needs no brackets around a
/// group.
fn push_content(node: &Node, is_rule: bool, out: &mut String) {
    let (open, close) = if is_rule { ("", "") } else { ("(", ")") };
    match &node.content {
        Content::Raw(raw) => out.push_str(&raw.text),
        Content::Group(join, children) => {
            out.push_str(open);
            for (at, child) in children.iter().enumerate() {
                push_join(*join, at, out);
                push(child, out);
            }
            out.push_str(close);
        }
        Content::Condition(condition) => {
            let property = Property::of(&condition.attribute);
            let operator = condition.operator.unwrap_or(Operator::IsExactly);
            let has_list = matches!(operator, Operator::IsExactly | Operator::IsNot) && property.kind.has_lists();
            if condition.values.len() < 2 || has_list {
                return push_condition(&property, operator, &condition.values, out);
            }
            let join = if operator.is_negative() { Join::All } else { Join::Any };
            out.push_str(open);
            for (at, value) in condition.values.chunks(1).enumerate() {
                push_join(join, at, out);
                push_condition(&property, operator, value, out);
            }
            out.push_str(close);
        }
    }
}

fn push_join(join: Join, at: usize, out: &mut String) {
    if at > 0 {
        out.push_str(if join == Join::All { " -and " } else { " -or " });
    }
}

fn push_condition(property: &Property, operator: Operator, values: &[Value], out: &mut String) {
    let kind = property.kind;
    out.push_str("(user.");
    out.push_str(property.entra);
    let is_of_items = kind == Kind::Texts && !values.is_empty();
    if is_of_items {
        out.push_str(" -any (_");
    }
    let is_several = values.len() > 1;
    // Lowering has replaced all other operators.
    out.push_str(match operator {
        Operator::IsNot if is_several => " -notIn ",
        Operator::IsExactly if is_several => " -in ",
        Operator::IsNot | Operator::Present => " -ne ",
        Operator::Contains => " -contains ",
        Operator::NotContains => " -notContains ",
        Operator::StartsWith => " -startsWith ",
        Operator::NotStartsWith => " -notStartsWith ",
        Operator::EndsWith => " -endsWith ",
        Operator::NotEndsWith => " -notEndsWith ",
        Operator::GreaterOrEqual => " -ge ",
        Operator::LessOrEqual => " -le ",
        _ => " -eq ",
    });
    if values.is_empty() {
        out.push_str("null");
    }
    if is_several {
        out.push('[');
    }
    for (at, value) in values.iter().enumerate() {
        if at > 0 {
            out.push_str(", ");
        }
        match (kind, value) {
            (_, Value::Relative(relative)) => value::push_relative(*relative, out),
            (Kind::Flag, Value::Text(text)) => out.push_str(if text == "TRUE" { "true" } else { "false" }),
            (Kind::Date, Value::Text(text)) => value::push_iso(text, out),
            (_, Value::Text(text)) => value::quote(text, out),
        }
    }
    if is_several {
        out.push(']');
    }
    if is_of_items {
        out.push(')');
    }
    out.push(')');
}
