//! Reads a rule again after it was sent, and counts the members after an update (part F of the contract).

use super::complete::is_partial;
use super::searches::PageRequest;
use super::smart::MembershipQuery;
use super::{Api, ApiError, INDEX_DELAY};
use crate::session::{RuleCheck, SavedRule};
use gloo_timers::future::TimeoutFuture;
use leptos::prelude::untrack;
use model::group::{CountBack, MembershipRule, StoredRule};
use model::wire::{ObjectId, StoreId, attributes};

/// The pause before a rule is read once more, in milliseconds.
const PAUSE: u32 = 1_000;

/// How often a rule is read until the service shows what it has stored: for twice as long as an index may take.
const READS: u32 = 2 * INDEX_DELAY / PAUSE;

impl Api {
    /// Reads a rule that was just sent until the service shows it, and notes in the session how it compares. Returns
    /// whether the stored rule differs from the one that was sent.
    pub async fn check_saved_rule(
        self,
        store: StoreId,
        group: ObjectId,
        before: Option<MembershipRule>,
        sent: MembershipRule,
    ) -> bool {
        let first =
            SavedRule { group: group.clone(), before: before.clone(), sent: sent.clone(), check: RuleCheck::Reading };
        self.session.remember_saved_rule(first);
        let mut check = RuleCheck::Failed;
        for turn in 0..READS {
            if turn > 0 {
                TimeoutFuture::new(PAUSE).await;
            }
            if self.is_over() {
                return false;
            }
            let Ok(read) = self.group(store, &group).await else { break };
            if is_partial(&read) {
                self.session.note_rule_check(&group, RuleCheck::Waiting);
                continue;
            }
            let stored = StoredRule::of(&sent, &read);
            let is_old =
                matches!((&stored, &before), (StoredRule::Different(stored), Some(before)) if stored.is_same(before));
            check = RuleCheck::Read(stored);
            if !is_old {
                break;
            }
            self.session.note_rule_check(&group, RuleCheck::Waiting);
        }
        let differs = matches!(&check, RuleCheck::Read(stored) if *stored != StoredRule::AsSent);
        if !self.is_over() {
            self.session.note_rule_check(&group, check);
        }
        differs
    }

    /// Counts the members of a smart group after an update, and whom its rule finds: after the time that an index may
    /// take, because members of before would look like far too many or too few. None if the session has ended meanwhile.
    pub async fn count_back(&self, store: StoreId, group: &ObjectId) -> Result<Option<CountBack>, ApiError> {
        TimeoutFuture::new(INDEX_DELAY).await;
        if self.is_over() {
            return Ok(None);
        }
        let rule = self.rule_of(store, group).await?;
        let everyone = MembershipQuery::everyone(&rule.clone().unwrap_or_default());
        let everyone = self.count(store, &everyone).await?;
        // A rule that cannot be read, or that no search can express, has no expected number.
        let expected = match rule.and_then(|rule| MembershipQuery::of(&rule).ok()) {
            Some(query) => Some(self.count(store, &query).await? + query.included().len() as i64),
            None => None,
        };
        let page = self.members(store, group, None, &PageRequest::first(1), &[attributes::OBJECT_CLASS]).await?;
        let members = page.total.unwrap_or(page.data.len() as i64);
        Ok(Some(CountBack { expected, members, everyone }))
    }

    /// The rule of a group: the stored one, or the one that was just sent while the service does not show it yet. None
    /// if it cannot be read.
    async fn rule_of(&self, store: StoreId, group: &ObjectId) -> Result<Option<MembershipRule>, ApiError> {
        let saved = untrack(|| self.session.saved_rule(group));
        let pending = saved.filter(|saved| matches!(saved.check, RuleCheck::Reading | RuleCheck::Waiting));
        match pending {
            Some(saved) => Ok(Some(saved.sent)),
            None => Ok(MembershipRule::of(&self.group(store, group).await?).ok()),
        }
    }
}
