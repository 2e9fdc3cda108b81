//! A rule as a controlled field of a form.

use leptos::prelude::*;
use model::group::{MembershipRule, StartPath};
use model::wire::object_types::ObjectTypes;

/// A rule whose owner holds its value.
#[derive(Clone, Copy)]
pub struct RuleField {
    /// The current rule.
    pub rule: Signal<MembershipRule>,
    /// Receives the changed rule.
    pub change: Callback<MembershipRule>,
}

impl RuleField {
    /// Changes a part of the rule.
    pub fn edit(&self, edit: impl FnOnce(&mut MembershipRule)) {
        let mut rule = self.rule.get_untracked();
        edit(&mut rule);
        self.change.run(rule);
    }
}

/// The search scope of a rule without its conditions; counts are valid only within one scope.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Scoped(Vec<StartPath>, ObjectTypes);

impl Scoped {
    pub fn of(rule: &MembershipRule) -> Self {
        Self(rule.start_in.clone(), rule.find)
    }
}
