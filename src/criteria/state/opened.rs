//! Remembers a condition as it was when its editor was opened, so that Escape can restore it.

use crate::criteria::state::Builder;
use crate::i18n::t;
use leptos::prelude::*;
use model::criteria::{Criteria, Edit, Edited, History, Node, NodeId};
use std::sync::Arc;

/// A condition as it was when its editor was opened.
#[derive(Debug, Clone)]
pub(super) struct Opened {
    before: Arc<Node>,
    /// The node to move to if a new condition is removed again.
    parent: NodeId,
    /// The number of steps of undo at that time; none after another change, which must not be undone.
    steps: Option<usize>,
    /// Whether the condition was added by opening this editor.
    is_new: bool,
}

impl Builder {
    /// Makes an edit that adds a condition, and opens its editor.
    pub(in crate::criteria) fn add_and_open(&self, edit: Edit) {
        let parent = self.current.get_untracked();
        let Some(added) = self.edit(edit) else { return };
        self.open(added);
        self.fresh.set(Some(added));
        self.opened.update_value(|opened| {
            if let Some(opened) = opened {
                opened.parent = parent;
                opened.steps = opened.steps.map(|steps| steps.saturating_sub(1));
                opened.is_new = true;
            }
        });
    }

    /// Remembers a condition before its editor is opened.
    pub(super) fn remember(&self, node: NodeId) {
        let now = self.now();
        let before = now.node(node).cloned();
        let steps = Some(self.history.with_untracked(History::steps));
        let parent = now.parent(node).map_or(NodeId::ROOT, |(parent, _)| parent.id);
        self.opened.set_value(before.map(|before| Opened { before, parent, steps, is_new: false }));
    }

    /// Notes that something other than the edited condition has changed.
    pub(super) fn changed_elsewhere(&self) {
        self.opened.update_value(|opened| {
            if let Some(opened) = opened {
                opened.steps = None;
            }
        });
    }

    /// Ends the grace period of a new condition: from now on its missing parts are reported.
    pub(in crate::criteria) fn no_more_fresh(&self) {
        if self.fresh.get_untracked().is_some() {
            self.fresh.set(None);
        }
    }

    /// Closes the editor and restores the condition; a new condition is removed again.
    pub(in crate::criteria) fn cancel(&self) {
        let Some(node) = self.editing.get_untracked() else { return };
        let Some(opened) = self.opened.get_value().filter(|opened| opened.before.id == node) else {
            return self.close();
        };
        // A field reports its value once more when it is removed, which must not change the condition.
        self.editing.set(None);
        self.no_more_fresh();
        let is_changed = self.history.try_update(|history| restore(history, &opened)).unwrap_or_default();
        if is_changed {
            self.after();
        }
        let now = self.now();
        let there = |node: &NodeId| now.node(*node).is_some();
        let focus = [node, opened.parent].into_iter().find(there).unwrap_or(NodeId::ROOT);
        if opened.is_new {
            self.say(t!(builder.said_not_added).to_owned());
        } else if is_changed {
            self.say(t!(builder.said_restored, what = self.describe(&now, focus)));
        }
        self.focus(focus);
    }
}

/// Restores the condition: by undoing the steps if they contain no other change, otherwise by a further step.
fn restore(history: &mut History, opened: &Opened) -> bool {
    history.settle();
    let before = history.now().clone();
    while opened.steps.is_some_and(|steps| history.steps() > steps) {
        history.undo();
    }
    if let Some(edited) = fixed(history.now(), opened) {
        history.adopt(edited);
    }
    !Arc::ptr_eq(before.root(), history.now().root())
}

/// The edit that restores the condition; none if it is unchanged, or new and already removed.
fn fixed(now: &Criteria, opened: &Opened) -> Option<Edited> {
    let id = opened.before.id;
    let node = now.node(id)?;
    if opened.is_new {
        return now.edit(Edit::Remove(id)).ok();
    }
    let mut edited = None;
    if node.not != opened.before.not {
        edited = now.edit(Edit::SetNot(id, opened.before.not)).ok();
    }
    let condition = opened.before.as_condition().filter(|before| node.as_condition() != Some(before))?.clone();
    let start = edited.as_ref().map_or(now, |edited| &edited.criteria);
    start.edit(Edit::SetCondition(id, condition)).ok().or(edited)
}
