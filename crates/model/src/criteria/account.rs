//! Whether an account may be used, in both directories: `accountEnabled` in Entra ID, and in Active Directory the second
//! bit of `userAccountControl`, which is set where the account is disabled.
//!
//! An object without the attribute meets what is negative and nothing else. So a translation either keeps that, or is
//! made where everything that the rule finds is an account, which always has the attribute.

use super::value::{boolean, boolean_text};
use super::{Condition, Content, Criteria, Join, Node, Operator};

/// Entra ID's attribute.
pub const ENABLED: &str = "accountEnabled";
/// Active Directory's attribute.
pub const CONTROL: &str = "userAccountControl";
/// The bit of it that says that the account is disabled (`ADS_UF_ACCOUNTDISABLE`).
pub const DISABLED: u32 = 2;

/// A rule in Active Directory's words. `only_accounts` says that the rule finds accounts and nothing else.
#[must_use]
pub fn to_control(criteria: &Criteria, only_accounts: bool) -> Criteria {
    translated(criteria, &|condition| control(condition, only_accounts))
}

/// A rule in Entra ID's words. `only_accounts` says that the rule finds accounts and nothing else.
#[must_use]
pub fn to_enabled(criteria: &Criteria, only_accounts: bool) -> Criteria {
    translated(criteria, &|condition| enabled(condition, only_accounts).map(Node::condition))
}

/// Whether the bit of a disabled account has to be set; none for any other condition.
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

/// The condition on `accountEnabled` that says the same as one on `userAccountControl`.
pub(super) fn enabled(condition: &Condition, only_accounts: bool) -> Option<Condition> {
    Some(match asks_disabled(condition)? {
        // Who has neither is not disabled: that is what a negative operator says.
        false if !only_accounts => Condition::new(ENABLED, Operator::IsNot, boolean_text(false)),
        is_disabled => Condition::new(ENABLED, Operator::IsExactly, boolean_text(!is_disabled)),
    })
}

/// The node on `userAccountControl` that says the same as a condition on `accountEnabled`.
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
                // What stood alone in its group and became one is that group.
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
