//! Undo and redo without limit. Versions of a rule share their nodes, so a step costs little more than what it changed.

use super::{Condition, Criteria, Edit, Edited, NodeId, Refusal};

/// A rule with its earlier and undone versions.
#[derive(Debug, Clone)]
pub struct History {
    now: Criteria,
    past: Vec<Step>,
    future: Vec<Step>,
    /// The condition in which a person is typing: all changes to it are one step until something else happens.
    typing: Option<NodeId>,
}

/// The version before an edit (or after it, once undone), and the node at which the edit was made.
#[derive(Debug, Clone)]
struct Step {
    criteria: Criteria,
    focus: NodeId,
}

impl History {
    /// A history that begins with this rule.
    pub fn new(now: Criteria) -> Self {
        Self { now, past: Vec::new(), future: Vec::new(), typing: None }
    }

    /// The present version of the rule.
    pub fn now(&self) -> &Criteria {
        &self.now
    }

    /// Whether there is a step to undo.
    pub fn can_undo(&self) -> bool {
        !self.past.is_empty()
    }

    /// Whether there is a step to redo.
    pub fn can_redo(&self) -> bool {
        !self.future.is_empty()
    }

    /// How many steps can be undone.
    pub fn steps(&self) -> usize {
        self.past.len()
    }

    /// Applies an edit and returns the node to focus next. A refused edit changes nothing.
    pub fn apply(&mut self, edit: Edit) -> Result<NodeId, Refusal> {
        let edited = self.now.edit(edit)?;
        self.push(edited.criteria, edited.focus);
        Ok(edited.focus)
    }

    /// Adopts the result of several edits of the present rule as one step, and returns the node to focus next.
    pub fn adopt(&mut self, edited: Edited) -> NodeId {
        self.push(edited.criteria, edited.focus);
        edited.focus
    }

    /// Changes a condition while a person is typing in it. Consecutive calls for the same node make a single step.
    pub fn type_in(&mut self, node: NodeId, condition: Condition) -> Result<(), Refusal> {
        let edited = self.now.edit(Edit::SetCondition(node, condition))?;
        if self.typing == Some(node) {
            self.now = edited.criteria;
        } else {
            self.push(edited.criteria, node);
            self.typing = Some(node);
        }
        Ok(())
    }

    /// Ends the typing, so that the next change is a step of its own.
    pub fn settle(&mut self) {
        self.typing = None;
    }

    /// Undoes a step. Returns the node to focus next: one that came back, otherwise where the edit was made, otherwise
    /// the root; `None` if there is nothing to undo.
    pub fn undo(&mut self) -> Option<NodeId> {
        let step = self.past.pop()?;
        let now = self.go(step.criteria);
        let there = self.there(&now, step.focus);
        self.future.push(Step { criteria: now, focus: step.focus });
        Some(there)
    }

    /// Redoes a step; returns the same as [`Self::undo`].
    pub fn redo(&mut self) -> Option<NodeId> {
        let step = self.future.pop()?;
        let now = self.go(step.criteria);
        let there = self.there(&now, step.focus);
        self.past.push(Step { criteria: now, focus: step.focus });
        Some(there)
    }

    fn push(&mut self, next: Criteria, focus: NodeId) {
        let before = self.go(next);
        self.past.push(Step { criteria: before, focus });
        self.future.clear();
    }

    /// Switches to another version and returns the previous one.
    fn go(&mut self, mut to: Criteria) -> Criteria {
        self.typing = None;
        // Ids are never reused, not even after undo.
        to.next = to.next.max(self.now.next);
        std::mem::replace(&mut self.now, to)
    }

    /// The node to focus after switching from another version of the rule.
    fn there(&self, before: &Criteria, focus: NodeId) -> NodeId {
        // Node ids count up from 0, so they can be indices.
        let mut known = vec![false; self.now.next as usize];
        before.root().visit(&mut |node| {
            if let Some(known) = known.get_mut(node.id.0 as usize) {
                *known = true;
            }
        });
        let mut back = None;
        self.now.root().visit(&mut |node| {
            if back.is_none() && known.get(node.id.0 as usize) == Some(&false) {
                back = Some(node.id);
            }
        });
        let held = self.now.path(focus).map(|_| focus);
        back.or(held).unwrap_or(NodeId::ROOT)
    }
}
