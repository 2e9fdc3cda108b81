//! A rule as a field of a form.

use leptos::prelude::*;
use model::group::{MembershipRule, StartPath};
use model::wire::codes::ObjectTypes;

/// A rule that is read and changed from outside.
#[derive(Clone, Copy)]
pub struct RuleField {
    /// As it is.
    pub rule: Signal<MembershipRule>,
    /// What becomes of it.
    pub change: Callback<MembershipRule>,
}

impl RuleField {
    /// Changes a part of it.
    pub fn edit(&self, edit: impl FnOnce(&mut MembershipRule)) {
        let mut rule = self.rule.get_untracked();
        edit(&mut rule);
        self.change.run(rule);
    }
}

/// Where a rule looks, without what it asks: what its counts depend on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Scoped(Vec<StartPath>, ObjectTypes);

impl Scoped {
    /// Of a rule.
    pub fn of(rule: &MembershipRule) -> Self {
        Self(rule.start_in.clone(), rule.find)
    }
}
