//! Looks whether the service has made changes of members that it accepted: one that limits how much is changed at once
//! accepts them, and holds them back (assumption A-101).

use super::{Api, INDEX_DELAY, INDEX_LOOKS};
use gloo_timers::future::TimeoutFuture;
use model::group::Principal;
use model::wire::ObjectId;
use std::cell::RefCell;

/// Of how many people it is asked at once whether they are members.
const AT_ONCE: usize = 20;

thread_local! {
    /// Which member of which group was changed in this document, in order.
    static CHANGED: RefCell<Vec<(ObjectId, ObjectId)>> = const { RefCell::new(Vec::new()) };
}

/// Notes that a member of a group is being changed.
pub(super) fn note_change(group: &ObjectId, who: &Principal) {
    CHANGED.with_borrow_mut(|changed| changed.push((group.clone(), who.id.clone())));
}

/// The time of a moment in the order of changes of members.
#[derive(Debug, Clone, Copy)]
pub struct ChangeMark(usize);

impl ChangeMark {
    /// Before all changes that follow.
    pub fn now() -> Self {
        Self(CHANGED.with_borrow(Vec::len))
    }

    /// Whether somebody was changed more than once since then.
    fn is_changed_again(self, group: &ObjectId, who: &ObjectId) -> bool {
        CHANGED.with_borrow(|changed| {
            let later = changed.get(self.0..).unwrap_or_default();
            later.iter().filter(|(of, own)| of == group && own == who).count() > 1
        })
    }
}

impl Api {
    /// Those of some people who were added to a group, or removed from it, since `mark`, and of whom the service does not
    /// show it after a while. Nobody who was changed again meanwhile, and nobody if that cannot be known. Microsoft Graph
    /// is not asked: it holds nothing back.
    pub async fn members_unseen(
        &self,
        group: &ObjectId,
        people: Vec<Principal>,
        are_added: bool,
        mark: ChangeMark,
    ) -> Vec<Principal> {
        let mut unseen = if self.is_graph() { Vec::new() } else { people };
        for _ in 0..INDEX_LOOKS {
            if unseen.is_empty() {
                break;
            }
            TimeoutFuture::new(INDEX_DELAY).await;
            let mut left = Vec::new();
            for some in unseen.chunks(AT_ONCE) {
                if self.is_over() {
                    return Vec::new();
                }
                let Ok(members) = self.members_among(self.current_store().id, group, some).await else {
                    return Vec::new();
                };
                left.extend(some.iter().filter(|who| members.contains(&who.id) != are_added).cloned());
            }
            left.retain(|who| !mark.is_changed_again(group, &who.id));
            unseen = left;
        }
        unseen
    }
}
