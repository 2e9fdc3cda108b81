//! The rules that were saved in this session, and what the service was found to have stored (part F: read back).

use super::Session;
use leptos::prelude::*;
use model::group::{MembershipRule, StoredRule};
use model::wire::ObjectId;

/// A rule that was sent to the service.
#[derive(Debug, Clone, PartialEq)]
pub struct SavedRule {
    pub group: ObjectId,
    /// The rule before; none for a new group.
    pub before: Option<MembershipRule>,
    pub sent: MembershipRule,
    pub check: RuleCheck,
}

/// How far the check of a saved rule has come.
#[derive(Debug, Clone, PartialEq)]
pub enum RuleCheck {
    /// The rule is being read again.
    Reading,
    /// What was read is still the state before, because searches may lag behind; it is read once more.
    Waiting,
    /// The service has stored a rule; `AsSent` if it means the same.
    Read(StoredRule),
    /// The group could not be read, or not with its rule.
    Failed,
    /// The user has seen the difference.
    Seen,
}

impl Session {
    /// Remembers a rule that was just sent, in place of an earlier one of the same group.
    pub fn remember_saved_rule(&self, rule: SavedRule) {
        self.saved_rules.update(|rules| {
            rules.retain(|other| other.group != rule.group);
            rules.push(rule);
        });
    }

    /// The rule of a group that was saved last in this session; reactive.
    pub fn saved_rule(&self, group: &ObjectId) -> Option<SavedRule> {
        self.saved_rules.with(|rules| rules.iter().find(|rule| rule.group == *group).cloned())
    }

    /// Notes how far the check of the rule that was saved last has come.
    pub fn note_rule_check(&self, group: &ObjectId, check: RuleCheck) {
        self.saved_rules.update(|rules| {
            if let Some(rule) = rules.iter_mut().find(|rule| rule.group == *group) {
                rule.check = check;
            }
        });
    }

    /// Forgets all of them, because the session is another user's now.
    pub(super) fn forget_all_saved_rules(&self) {
        self.saved_rules.set(Vec::new());
    }
}
