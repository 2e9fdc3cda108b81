//! What is checked after a rule was saved and after the members were updated: a service may read a rule differently
//! (part F of the contract).

use super::MembershipRule;
use crate::criteria::ParseError;
use crate::wire::DirectoryObject;

/// The rule that a service has stored, compared with the one that was sent.
#[derive(Debug, Clone, PartialEq)]
pub enum StoredRule {
    /// Both mean the same.
    AsSent,
    Different(Box<MembershipRule>),
    /// The criteria cannot be read.
    Unreadable {
        /// The stored criteria.
        text: String,
        error: ParseError,
    },
}

impl StoredRule {
    /// Compares the rule of a group, read after it was sent, by meaning.
    pub fn of(sent: &MembershipRule, group: &DirectoryObject) -> Self {
        match MembershipRule::of(group) {
            Ok(stored) if stored.is_same(sent) => Self::AsSent,
            Ok(stored) => Self::Different(Box::new(stored)),
            Err(error) => {
                let text = group.first("IMSGCriteria").unwrap_or_default().to_owned();
                Self::Unreadable { text, error }
            }
        }
    }
}

/// The members of a group after an update, compared with what the rule finds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct CountBack {
    /// How many objects the rule finds, with those that are always included; none if this is not known.
    pub expected: Option<i64>,
    /// How many members the group has.
    pub members: i64,
    /// How many objects there are of the types that the rule finds.
    pub everyone: i64,
}

/// What a [`CountBack`] says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CountVerdict {
    /// As many members as expected, or not so many more or less that it means anything.
    Expected,
    /// More than half again as many as expected, or nearly everybody although that was not expected.
    FarMore,
    /// Less than half as many as expected: the service may hold back large changes, or still be working.
    FarFewer,
}

impl CountBack {
    pub fn verdict(self) -> CountVerdict {
        let Some(expected) = self.expected else {
            let is_wide = is_nearly_everyone(self.members, self.everyone);
            return if is_wide { CountVerdict::FarMore } else { CountVerdict::Expected };
        };
        let is_wide = self.members > expected
            && is_nearly_everyone(self.members, self.everyone)
            && !is_nearly_everyone(expected, self.everyone);
        if is_wide || self.members.saturating_mul(2) > expected.saturating_mul(3) {
            CountVerdict::FarMore
        } else if self.members.saturating_mul(2) < expected {
            CountVerdict::FarFewer
        } else {
            CountVerdict::Expected
        }
    }
}

/// Whether a rule finds so many objects that a person should be warned: more than half of all, and more than 20.
pub fn is_nearly_everyone(total: i64, everyone: i64) -> bool {
    total > 20 && 2 * total > everyone
}
