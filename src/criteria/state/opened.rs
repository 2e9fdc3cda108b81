//! The editor that was opened: how its condition was before, for whoever leaves it by Escape, and whether it is new, so
//! that nothing is said against it while it is being written for the first time.

use crate::criteria::state::Builder;
use crate::i18n::t;
use leptos::prelude::*;
use model::criteria::{Criteria, Edit, Edited, History, Node, NodeId};
use std::sync::Arc;

/// A condition as it was when its editor was opened.
#[derive(Debug, Clone)]
pub(super) struct Opened {
    before: Arc<Node>,
    /// Where one goes on when a new condition goes away again.
    parent: NodeId,
    /// How many steps there were; none once something else was changed meanwhile, which is not to be taken back.
    steps: Option<usize>,
    /// Whether it was added only to be written now.
    is_new: bool,
}

impl Builder {
    /// Makes an edit that adds a condition, and edits that.
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

    /// Remembers how a condition is, because its editor is opened.
    pub(super) fn remember(&self, node: NodeId) {
        let now = self.now();
        let before = now.node(node).cloned();
        let steps = Some(self.history.with_untracked(History::steps));
        let parent = now.parent(node).map_or(NodeId::ROOT, |(parent, _)| parent.id);
        self.opened.set_value(before.map(|before| Opened { before, parent, steps, is_new: false }));
    }

    /// Something was changed besides the condition that is being edited.
    pub(super) fn changed_elsewhere(&self) {
        self.opened.update_value(|opened| {
            if let Some(opened) = opened {
                opened.steps = None;
            }
        });
    }

    /// Somebody has left the new condition: from now on it is told what it lacks.
    pub(in crate::criteria) fn no_more_fresh(&self) {
        if self.fresh.get_untracked().is_some() {
            self.fresh.set(None);
        }
    }

    /// Closes the editor, and the condition is as it was when it was opened; a new one goes away again.
    pub(in crate::criteria) fn cancel(&self) {
        let Some(node) = self.editing.get_untracked() else { return };
        let Some(opened) = self.opened.get_value().filter(|opened| opened.before.id == node) else {
            return self.close();
        };
        // A field that leaves the page has no last word.
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

/// Takes back what was done since: the steps themselves where nothing else is among them, otherwise by one step more.
fn restore(history: &mut History, opened: &Opened) -> bool {
    history.settle();
    let before = history.now().clone();
    while opened.steps.is_some_and(|steps| history.steps() > steps) {
        history.undo();
    }
    if let Some(edited) = mended(history.now(), opened) {
        history.adopt(edited);
    }
    !Arc::ptr_eq(before.root(), history.now().root())
}

/// What is left to be done; none where the condition is as it was, or is gone as it was not there before.
fn mended(now: &Criteria, opened: &Opened) -> Option<Edited> {
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
