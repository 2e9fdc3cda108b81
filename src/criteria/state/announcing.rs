//! Announcements to the user, and changes that are passed on to the page.

use crate::criteria::state::Builder;
use crate::criteria::words::announce;
use leptos::prelude::*;
use model::criteria::{Condition, Criteria, History, NodeId, Refusal};

/// The pause in typing after which the rule is passed on, in milliseconds.
const REST: u64 = 60;

/// The pause in typing after which costly work such as the preview starts, in milliseconds.
const SETTLE: u64 = 250;

/// The same delay after an edit that is no typing, in milliseconds.
const AFTER: u64 = 30;

/// How long a refusal stays visible, in milliseconds; long enough to read it twice.
const SHOWN: u64 = 8_000;

/// An announcement.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Announcement {
    /// The sentence, in the language of the page.
    pub text: String,
    /// Whether it explains a refusal; then it is also visible.
    pub refused: bool,
    /// Counts the announcements, so that the same sentence can be announced twice.
    pub turn: u32,
}

impl Builder {
    pub fn say(&self, text: String) {
        self.said.update(|said| *said = Announcement { text, refused: false, turn: said.turn + 1 });
    }

    /// Announces and shows why an edit was refused.
    pub fn refuse(&self, refusal: Refusal) {
        let text = announce::refusal(refusal);
        self.said.update(|said| *said = Announcement { text, refused: true, turn: said.turn + 1 });
        let said = self.said;
        self.quiet.then(SHOWN, move || said.update(|said| said.refused = false));
    }

    /// Sets the callback that receives the rule after each change.
    pub fn on_change(&self, changed: impl Fn(Criteria) + Send + Sync + 'static) {
        self.changed.set_value(Some(Callback::new(changed)));
    }

    /// Changes a condition while the user types in it; all changes together are one step of undo.
    pub fn type_in(&self, node: NodeId, condition: Condition) {
        let typed = self.history.try_update(|history| history.type_in(node, condition));
        match typed {
            Some(Ok(())) => {
                self.untold.set_value(true);
                let this = *self;
                // Work on a longer rule takes longer and must not run between two key presses.
                let more = self.now().root().conditions() as u64 / 4;
                self.rest.then(REST + more, move || this.tell());
                self.settle.then(SETTLE + more, move || this.settled.set(this.now()));
            }
            // The condition already has this value.
            Some(Err(Refusal::AlreadySo)) | None => {}
            Some(Err(refusal)) => self.refuse(refusal),
        }
    }

    /// Ends the step of undo that typing has begun.
    pub fn settle(&self) {
        // The rule stays the same, so nothing is rendered.
        self.history.update_untracked(History::settle);
        self.tell();
    }

    /// Follows an edit: passes the rule on at once, and closes the editor of a removed condition.
    pub(super) fn after(&self) {
        let now = self.now();
        self.rest.cancel();
        self.clear_selection();
        if let Some(node) = self.editing.get_untracked()
            && now.node(node).is_none_or(|node| node.as_condition().is_none())
        {
            self.editing.set(None);
        }
        // The page renders the change first.
        let this = *self;
        self.settle.then(AFTER, move || this.settled.set(this.now()));
        self.untold.set_value(true);
        self.tell();
    }

    /// Passes the rule on unless it was passed on already.
    pub(in crate::criteria) fn tell(&self) {
        // The signals are disposed of if the page has been left.
        if self.untold.try_get_value() != Some(true) {
            return;
        }
        self.untold.set_value(false);
        let changed = self.changed.try_get_value().flatten();
        if let (Some(changed), Some(now)) = (changed, self.history.try_with_untracked(|history| history.now().clone()))
        {
            changed.run(now);
        }
    }
}
