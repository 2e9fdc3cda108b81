//! Translates the condition "the account is enabled" between the directories: `accountEnabled` in Entra ID, and in
//! Active Directory the second bit of `userAccountControl`, which is set when the account is disabled.
//!
//! An object without the attribute satisfies negative conditions and no others. A translation either preserves that, or
//! is made only where the rule finds nothing but accounts, which always have the attribute.

use super::value::{boolean, boolean_text};
use super::{Condition, Content, Criteria, Join, Node, Operator};

/// The attribute in Entra ID.
pub const ENABLED: &str = "accountEnabled";
/// The attribute in Active Directory.
pub const CONTROL: &str = "userAccountControl";
/// The bit of [`CONTROL`] that is set when the account is disabled (`ADS_UF_ACCOUNTDISABLE`).
pub const DISABLED: u32 = 2;

/// Replaces conditions on `accountEnabled` by conditions on `userAccountControl`. `only_accounts` says that the rule
/// finds accounts and nothing else.
#[must_use]
pub fn to_control(criteria: &Criteria, only_accounts: bool) -> Criteria {
    translated(criteria, &|condition| control(condition, only_accounts))
}

/// Replaces conditions on the disabled bit of `userAccountControl` by conditions on `accountEnabled`. `only_accounts`
/// says that the rule finds accounts and nothing else.
#[must_use]
pub fn to_enabled(criteria: &Criteria, only_accounts: bool) -> Criteria {
    translated(criteria, &|condition| enabled(condition, only_accounts).map(Node::condition))
}

/// Whether the condition requires the disabled bit to be set (`Some(true)`) or not set (`Some(false)`); `None` for any
/// other condition.
pub fn asks_disabled(condition: &Condition) -> Option<bool> {
    if !condition.attribute.eq_ignore_ascii_case(CONTROL) || condition.mask() != Some(DISABLED) {
        return None;
    }
    match condition.operator? {
        Operator::AllFlagsOn | Operator::AnyFlagOn => Some(true),
        Operator::AllFlagsOff | Operator::AnyFlagOff => Some(false),
        _ => None,
    }
}

/// The condition on `accountEnabled` with the same meaning as one on the disabled bit of `userAccountControl`.
pub(super) fn enabled(condition: &Condition, only_accounts: bool) -> Option<Condition> {
    Some(match asks_disabled(condition)? {
        // An object without the attribute satisfies the flag condition, so `accountEnabled` needs a negative operator.
        false if !only_accounts => Condition::new(ENABLED, Operator::IsNot, boolean_text(false)),
        is_disabled => Condition::new(ENABLED, Operator::IsExactly, boolean_text(!is_disabled)),
    })
}

/// The node on `userAccountControl` with the same meaning as a condition on `accountEnabled`.
fn control(condition: &Condition, only_accounts: bool) -> Option<Node> {
    if !condition.attribute.eq_ignore_ascii_case(ENABLED) {
        return None;
    }
    let operator = condition.operator?;
    if !operator.takes_value() {
        return Some(Node::condition(Condition::bare(CONTROL, operator)));
    }
    let [value] = condition.values.as_slice() else { return None };
    let is_enabled = boolean(value.as_text()?)?;
    let bit = |operator| Node::condition(Condition::new(CONTROL, operator, DISABLED.to_string()));
    let (off, on) = (bit(Operator::AllFlagsOff), bit(Operator::AllFlagsOn));
    let asked = |operator| Node::condition(Condition::bare(CONTROL, operator));
    Some(match (operator, is_enabled) {
        (Operator::IsExactly, true) if !only_accounts => Node::group(Join::All, vec![asked(Operator::Present), off]),
        (Operator::IsNot, true) if !only_accounts => Node::group(Join::Any, vec![asked(Operator::NotPresent), on]),
        (Operator::IsExactly, true) | (Operator::IsNot, false) => off,
        (Operator::IsExactly, false) | (Operator::IsNot, true) => on,
        _ => return None,
    })
}

fn translated(criteria: &Criteria, of: &dyn Fn(&Condition) -> Option<Node>) -> Criteria {
    fn node(own: &Node, of: &dyn Fn(&Condition) -> Option<Node>) -> Node {
        let other = match &own.content {
            Content::Condition(condition) => of(condition),
            Content::Group(join, children) => {
                let mut children: Vec<Node> = children.iter().map(|child| node(child, of)).collect();
                // A condition alone in its group that was replaced by a group takes the place of its parent.
                match children.pop() {
                    Some(only)
                        if children.is_empty() && own.children()[0].join().is_none() && only.join().is_some() =>
                    {
                        let not = own.not != only.not;
                        let locked = own.locked || only.locked;
                        return Node { id: own.id, not, locked, ..only };
                    }
                    last => {
                        children.extend(last);
                        Some(Node::group(*join, children))
                    }
                }
            }
            Content::Raw(_) => None,
        };
        other.map_or_else(|| own.clone(), |other| Node { id: own.id, not: own.not, locked: own.locked, ..other })
    }
    Criteria::of(node(criteria.root(), of))
}
