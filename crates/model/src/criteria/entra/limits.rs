//! What reads well as a rule and Entra ID refuses all the same, by Microsoft's pages "Manage rules for dynamic membership
//! groups in Microsoft Entra ID" and "Configure dynamic membership groups with the memberOf attribute".

use super::names::{Kind, Property};
use super::properties;
use super::read::{Compared, Use, uses};
use super::{MAX_CHARACTERS, check as checks, pattern, write};
use crate::criteria::value::boolean;
use crate::criteria::{Condition, Content, Criteria, Dialect, Node, NodeId, account};
use std::fmt;

pub use super::properties::Owner;

/// How many groups a rule with `memberOf` may name.
pub const MAX_GROUPS: usize = 50;

/// The most UTF-16 code units of a rule.
pub const MAX_RULE: usize = MAX_CHARACTERS;

/// A part of a rule that Entra ID refuses.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Refused {
    pub node: NodeId,
    pub limit: Limit,
}

/// Why Entra ID refuses a part of a rule.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Limit {
    /// `memberOf` beside another condition.
    MemberOfBeside,
    /// `memberOf` in more than one condition.
    MemberOfTwice,
    /// A negated `memberOf`.
    MemberOfNegated,
    /// `memberOf` in another form than `-any (group.objectId -in [...])`.
    MemberOfForm,
    /// `memberOf` with more groups than [`MAX_GROUPS`]; says how many.
    MemberOfGroups(usize),
    /// A condition on users and one on devices.
    UsersAndDevices,
    /// No such property; with the one that was probably meant.
    Property(Owner, Option<&'static str>),
    /// An operator that properties of this type do not have.
    Operator(Kind),
    /// A comparison with null by another operator than `-eq` and `-ne`.
    Null,
    /// A value that a property of this type cannot have.
    Value(Kind),
    /// A regular expression that does not compile, with the number of its first wrong character, from 1.
    Pattern(usize),
    /// A rule of this many characters, more than [`MAX_RULE`].
    TooLong(usize),
}

impl fmt::Display for Limit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::MemberOfBeside => f.write_str("memberOf cannot be combined with other conditions"),
            Self::MemberOfTwice => f.write_str("memberOf can be used only once"),
            Self::MemberOfNegated => f.write_str("memberOf cannot be negated"),
            Self::MemberOfForm => f.write_str("memberOf needs -any (group.objectId -in [...])"),
            Self::MemberOfGroups(count) => write!(f, "memberOf names {count} groups, more than {MAX_GROUPS}"),
            Self::UsersAndDevices => f.write_str("users and devices cannot be in one rule"),
            Self::Property(_, None) => f.write_str("there is no such property"),
            Self::Property(_, Some(instead)) => write!(f, "there is no such property, but {instead}"),
            Self::Operator(kind) => write!(f, "the operator does not fit a property of the type {kind:?}"),
            Self::Null => f.write_str("null can be compared by -eq and -ne only"),
            Self::Value(kind) => write!(f, "the value does not fit a property of the type {kind:?}"),
            Self::Pattern(at) => write!(f, "the regular expression is wrong at its character {at}"),
            Self::TooLong(count) => write!(f, "the rule has {count} characters, more than {MAX_RULE}"),
        }
    }
}

/// What Entra ID refuses of a rule, in reading order; for a rule that is too long as the portal writes it, the root at
/// last. What is not finished, and what the dialect cannot express, is left to [`print`](super::print()).
pub fn check(criteria: &Criteria) -> Vec<Refused> {
    let mut found = conditions(criteria);
    if checks::ready(criteria, Dialect::Entra).is_ok()
        && let (root, None) = write::lower(criteria)
    {
        found.extend(length(&write::text(&root)));
    }
    found
}

/// The same for a rule as it was pasted: its own text must not be too long.
pub fn check_text(text: &str, criteria: &Criteria) -> Vec<Refused> {
    let mut found = conditions(criteria);
    found.extend(length(text.trim()));
    found
}

/// The first condition on devices, which cannot be members of a Microsoft 365 group.
pub fn first_on_devices(criteria: &Criteria) -> Option<NodeId> {
    let mut walk = Walk { leaves: Vec::new(), found: Vec::new() };
    walk.node(criteria.root(), false);
    walk.leaves.into_iter().find(|leaf| leaf.owner == Owner::Device).map(|leaf| leaf.node)
}

fn length(text: &str) -> Option<Refused> {
    let count = text.encode_utf16().count();
    (count > MAX_CHARACTERS).then_some(Refused { node: NodeId::ROOT, limit: Limit::TooLong(count) })
}

/// What is known of a condition or a raw piece.
struct Leaf {
    node: NodeId,
    is_negated: bool,
    owner: Owner,
    has_member_of: bool,
}

fn conditions(criteria: &Criteria) -> Vec<Refused> {
    let mut walk = Walk { leaves: Vec::new(), found: Vec::new() };
    walk.node(criteria.root(), false);
    let Walk { leaves, mut found } = walk;
    let mut say = |node, limit| found.push(Refused { node, limit });
    let member_of: Vec<&Leaf> = leaves.iter().filter(|leaf| leaf.has_member_of).collect();
    if let Some(first) = member_of.first() {
        if member_of.len() < leaves.len() {
            say(first.node, Limit::MemberOfBeside);
        }
        if let Some(second) = member_of.get(1) {
            say(second.node, Limit::MemberOfTwice);
        }
        if let Some(negated) = member_of.iter().find(|leaf| leaf.is_negated) {
            say(negated.node, Limit::MemberOfNegated);
        }
    }
    let other = leaves.first().and_then(|first| leaves.iter().find(|leaf| leaf.owner != first.owner));
    if let Some(other) = other {
        say(other.node, Limit::UsersAndDevices);
    }
    // A node is smaller than those that follow it only as long as nothing was edited, so their order is looked up.
    let mut order = Vec::new();
    criteria.root().visit(&mut |node| order.push(node.id));
    found.sort_by_key(|refused| order.iter().position(|node| *node == refused.node));
    found
}

struct Walk {
    leaves: Vec<Leaf>,
    found: Vec<Refused>,
}

impl Walk {
    fn node(&mut self, node: &Node, is_negated: bool) {
        let is_negated = is_negated != node.not;
        match &node.content {
            Content::Group(_, children) => children.iter().for_each(|child| self.node(child, is_negated)),
            Content::Condition(condition) if condition.missing().is_none() => {
                self.condition(node.id, condition, is_negated)
            }
            Content::Raw(raw) if raw.dialect == Dialect::Entra => self.raw(node.id, &raw.text, is_negated),
            _ => {}
        }
    }

    fn leaf(&mut self, node: NodeId, is_negated: bool, owner: Owner, has_member_of: bool) {
        self.leaves.push(Leaf { node, is_negated, owner, has_member_of });
    }

    fn condition(&mut self, node: NodeId, condition: &Condition, is_negated: bool) {
        let enabled = account::enabled(condition, false);
        let condition = enabled.as_ref().unwrap_or(condition);
        let property = Property::of(&condition.attribute);
        self.leaf(node, is_negated, Owner::User, false);
        let limit = match properties::kind(Owner::User, property.entra) {
            None => Limit::Property(Owner::User, properties::instead(Owner::User, property.entra)),
            Some(kind) => match condition.operator {
                Some(operator) if operator.takes_value() && !write::says(kind, operator) => Limit::Operator(kind),
                _ => return,
            },
        };
        self.found.push(Refused { node, limit });
    }

    fn raw(&mut self, node: NodeId, text: &str, is_negated: bool) {
        let uses = uses(text);
        let Some(outer) = uses.first() else {
            // The reports of a manager, who are users.
            return self.leaf(node, is_negated, Owner::User, false);
        };
        let (owner, name) = owner(outer.path);
        let is_of_device = owner == Owner::Device;
        let has_member_of = name.eq_ignore_ascii_case("memberOf");
        self.leaf(node, is_negated, if is_of_device { owner } else { Owner::User }, has_member_of);
        let limit = if has_member_of { member_of(&uses) } else { compared(&uses) };
        self.found.extend(limit.map(|limit| Refused { node, limit }));
    }
}

/// What a property belongs to, and its name.
fn owner(path: &str) -> (Owner, &str) {
    match path.split_once('.') {
        Some((prefix, name)) if prefix.eq_ignore_ascii_case("user") => (Owner::User, name),
        Some((prefix, name)) if prefix.eq_ignore_ascii_case("device") => (Owner::Device, name),
        Some((_, name)) => (Owner::Item, name),
        None => (Owner::Item, path),
    }
}

/// What is wrong with a condition on `memberOf`, which has one form only.
fn member_of(uses: &[Use]) -> Option<Limit> {
    match uses {
        [outer, inner] if outer.word == "any" && inner.word == "in" => {
            let is_of_groups = inner.path.eq_ignore_ascii_case("group.objectId");
            let count = inner.values.len();
            if !is_of_groups || !inner.values.iter().all(|value| matches!(value, Compared::Text(_))) {
                return Some(Limit::MemberOfForm);
            }
            (count > MAX_GROUPS).then_some(Limit::MemberOfGroups(count))
        }
        _ => Some(Limit::MemberOfForm),
    }
}

/// The first thing that is wrong with a condition on any other property.
fn compared(uses: &[Use]) -> Option<Limit> {
    let (outer, inner) = uses.split_first()?;
    let (own, name) = owner(outer.path);
    let Some(kind) = properties::kind(own, name) else {
        return Some(Limit::Property(own, properties::instead(own, name)));
    };
    let is_of_items = matches!(outer.word, "any" | "all");
    if is_of_items != (kind == Kind::Objects) && kind != Kind::Texts {
        return Some(Limit::Operator(kind));
    }
    if !is_of_items {
        return one(kind, outer);
    }
    inner.iter().find_map(|item| {
        let (_, name) = owner(item.path);
        let is_plan = item.path.to_ascii_lowercase().starts_with("assignedplan.");
        let is_there = match kind {
            Kind::Texts => item.path == "_",
            _ => is_plan && properties::kind(Owner::Item, name).is_some(),
        };
        if is_there { one(Kind::Text, item) } else { Some(Limit::Property(Owner::Item, None)) }
    })
}

/// What is wrong with a comparison with a value.
fn one(kind: Kind, comparison: &Use) -> Option<Limit> {
    let word = comparison.word;
    let is_equality = matches!(word, "eq" | "ne");
    if matches!(comparison.values[..], [Compared::Null]) && !matches!(word, "in" | "notIn") {
        return (!is_equality).then_some(Limit::Null);
    }
    let is_said = match kind {
        Kind::Text | Kind::Texts => !matches!(word, "ge" | "le" | "gt" | "lt" | "any" | "all"),
        Kind::Flag => is_equality,
        Kind::Date => is_equality || matches!(word, "ge" | "le"),
        Kind::Objects => false,
    };
    if !is_said {
        return Some(Limit::Operator(kind));
    }
    match comparison.values.first() {
        Some(Compared::Text(text)) if matches!(word, "match" | "notMatch") => pattern::fault(text).map(Limit::Pattern),
        Some(Compared::Text(text)) if kind == Kind::Flag && boolean(text).is_none() => Some(Limit::Value(kind)),
        Some(Compared::Other) if kind == Kind::Flag => Some(Limit::Value(kind)),
        Some(Compared::Flag) if kind == Kind::Date => Some(Limit::Value(kind)),
        _ => None,
    }
}
