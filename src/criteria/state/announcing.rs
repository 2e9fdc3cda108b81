//! What is said to whom: to the person, and to the page that keeps the rule.

use crate::criteria::state::Builder;
use crate::criteria::words::announce;
use leptos::prelude::*;
use model::criteria::{Condition, Criteria, History, NodeId, Refusal};

/// How long typing must rest before the rule is handed on, in milliseconds.
const REST: u64 = 60;

/// How long typing must rest before what is costly looks at the rule, in milliseconds.
const SETTLE: u64 = 250;

/// How long after a whole step that is, in milliseconds.
const AFTER: u64 = 30;

/// How long a refusal is seen, in milliseconds; long enough to read it twice.
const SHOWN: u64 = 8_000;

/// What is announced.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Announcement {
    /// A sentence.
    pub text: String,
    /// Whether something was refused: then it is seen as well as heard.
    pub refused: bool,
    /// The same sentence twice is said twice.
    pub turn: u32,
}

impl Builder {
    /// Announces a sentence.
    pub fn say(&self, text: String) {
        self.said.update(|said| *said = Announcement { text, refused: false, turn: said.turn + 1 });
    }

    /// Announces and shows why something was not done.
    pub fn refuse(&self, refusal: Refusal) {
        let text = announce::refusal(refusal);
        self.said.update(|said| *said = Announcement { text, refused: true, turn: said.turn + 1 });
        let said = self.said;
        self.quiet.then(SHOWN, move || said.update(|said| said.refused = false));
    }

    /// The rule is handed on to this whenever it has changed.
    pub fn on_change(&self, changed: impl Fn(Criteria) + Send + Sync + 'static) {
        self.changed.set_value(Some(Callback::new(changed)));
    }

    /// Changes a condition while somebody types in it: one step of undo, however many changes.
    pub fn type_in(&self, node: NodeId, condition: Condition) {
        let typed = self.history.try_update(|history| history.type_in(node, condition));
        match typed {
            Some(Ok(())) => {
                self.untold.set_value(true);
                let this = *self;
                // What looks at the whole rule takes longer for a longer one, and must not come between two keys.
                let more = self.now().root().conditions() as u64 / 4;
                self.rest.then(REST + more, move || this.tell());
                self.settle.then(SETTLE + more, move || this.settled.set(this.now()));
            }
            // What is there already needs no change.
            Some(Err(Refusal::AlreadySo)) | None => {}
            Some(Err(refusal)) => self.refuse(refusal),
        }
    }

    /// Ends the typing: the next change is a step of its own.
    pub fn settle(&self) {
        // The rule is the same: nothing is to be drawn.
        self.history.update_untracked(History::settle);
        self.tell();
    }

    /// After a whole step: everybody is told at once, and an editor whose condition is gone is closed.
    pub(super) fn after(&self) {
        let now = self.now();
        self.rest.cancel();
        self.clear_selection();
        if let Some(node) = self.editing.get_untracked()
            && now.node(node).is_none_or(|node| node.as_condition().is_none())
        {
            self.editing.set(None);
        }
        // First the page shows what was done.
        let this = *self;
        self.settle.then(AFTER, move || this.settled.set(this.now()));
        self.untold.set_value(true);
        self.tell();
    }

    /// Hands the rule on, if that was not done yet.
    pub(in crate::criteria) fn tell(&self) {
        // The builder may be gone with its page.
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
