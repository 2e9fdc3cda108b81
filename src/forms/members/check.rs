//! Who can be a member of the group at hand, and who is on its list already.

use leptos::prelude::*;
use model::group::{MemberRules, Principal, Problem};
use model::wire::ObjectId;
use std::collections::HashSet;

/// The check of one group. Copies share the same state.
#[derive(Clone, Copy)]
pub struct MemberCheck {
    rules: Signal<MemberRules>,
    known: Signal<HashSet<ObjectId>>,
}

impl MemberCheck {
    /// `rules` says who can be a member, and `known` who is on the list already.
    pub fn new(rules: Signal<MemberRules>, known: Signal<HashSet<ObjectId>>) -> Self {
        Self { rules, known }
    }

    /// The rules; reactive.
    pub fn rules(self) -> MemberRules {
        self.rules.get()
    }

    /// The rules without tracking.
    pub fn rules_now(self) -> MemberRules {
        self.rules.get_untracked()
    }

    /// Why somebody cannot be a member, without tracking.
    pub fn refusal(self, who: &Principal) -> Option<Problem> {
        self.rules_now().refusal(who)
    }

    /// Reads who is on the list already; reactive.
    pub fn with_known<T>(self, read: impl FnOnce(&HashSet<ObjectId>) -> T) -> T {
        self.known.with(read)
    }
}
