//! Undo and redo without limit. Versions share their nodes, so a step costs little more than what it changed.

use super::{Condition, Criteria, Edit, Edited, NodeId, Refusal};

/// A rule and the way to it.
#[derive(Debug, Clone)]
pub struct History {
    now: Criteria,
    past: Vec<Step>,
    future: Vec<Step>,
    /// The condition in which somebody is typing: its changes are one step until something else happens.
    typing: Option<NodeId>,
}

/// What was there before (or will be there again), and where the edit was.
#[derive(Debug, Clone)]
struct Step {
    criteria: Criteria,
    focus: NodeId,
}

impl History {
    /// Starts at a rule.
    pub fn new(now: Criteria) -> Self {
        Self { now, past: Vec::new(), future: Vec::new(), typing: None }
    }

    /// The rule as it is.
    pub fn now(&self) -> &Criteria {
        &self.now
    }

    /// Whether there is anything to undo.
    pub fn can_undo(&self) -> bool {
        !self.past.is_empty()
    }

    /// Whether there is anything to redo.
    pub fn can_redo(&self) -> bool {
        !self.future.is_empty()
    }

    /// How many steps can be undone.
    pub fn steps(&self) -> usize {
        self.past.len()
    }

    /// Makes an edit; answers where a person goes on. A refused edit changes nothing.
    pub fn apply(&mut self, edit: Edit) -> Result<NodeId, Refusal> {
        let edited = self.now.edit(edit)?;
        self.push(edited.criteria, edited.focus);
        Ok(edited.focus)
    }

    /// Takes what several edits of the present rule made of it, as one step; answers where a person goes on.
    pub fn adopt(&mut self, edited: Edited) -> NodeId {
        self.push(edited.criteria, edited.focus);
        edited.focus
    }

    /// Changes a condition while somebody types in it: one step, however many changes.
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

    /// Ends the typing: the next change is a step of its own.
    pub fn settle(&mut self) {
        self.typing = None;
    }

    /// One step back; answers what came back, else where the edit was, or the root where that is gone.
    pub fn undo(&mut self) -> Option<NodeId> {
        let step = self.past.pop()?;
        let now = self.go(step.criteria);
        let there = self.there(&now, step.focus);
        self.future.push(Step { criteria: now, focus: step.focus });
        Some(there)
    }

    /// One step forward again.
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

    /// Goes to another version; answers the one that was.
    fn go(&mut self, mut to: Criteria) -> Criteria {
        self.typing = None;
        // A name that was ever given is never given to another node, also after undo.
        to.next = to.next.max(self.now.next);
        std::mem::replace(&mut self.now, to)
    }

    /// Where a person goes on after a step from another version.
    fn there(&self, before: &Criteria, focus: NodeId) -> NodeId {
        // By the nodes' names, which are numbers from 0.
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
