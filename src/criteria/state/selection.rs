//! The selection: nodes of one group that are to be grouped or removed together.

use crate::criteria::state::Builder;
use crate::criteria::words::announce;
use crate::i18n::t;
use leptos::prelude::*;
use model::criteria::{Edit, Edited, NodeId, Refusal};

/// The selected nodes, and the node from which Shift extends the selection.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Selection {
    /// The selected nodes, all children of one group.
    pub nodes: Vec<NodeId>,
    anchor: Option<NodeId>,
}

impl Builder {
    /// Adds a node to the selection or removes it. Nodes of another group are deselected.
    pub(in crate::criteria) fn toggle_selected(&self, node: NodeId) {
        let Some(parent) = self.selectable(node) else { return };
        let mut nodes = self.selected_in(parent);
        if let Some(at) = nodes.iter().position(|own| *own == node) {
            nodes.remove(at);
        } else {
            nodes.push(node);
        }
        self.select(nodes, Some(node), node);
    }

    /// Selects the range from the start of the selection to a node of the same group.
    pub(in crate::criteria) fn select_to(&self, node: NodeId) {
        let Some(parent) = self.selectable(node) else { return };
        let now = self.now();
        let siblings = now.node(parent).map(|parent| parent.children().to_vec()).unwrap_or_default();
        let place = |id: NodeId| siblings.iter().position(|child| child.id == id);
        let anchor = self.selection.with_untracked(|selection| selection.anchor);
        let anchor = anchor.unwrap_or_else(|| self.current.get_untracked());
        let (Some(from), Some(to)) = (place(anchor), place(node)) else {
            return self.select(vec![node], Some(node), node);
        };
        let range = siblings.get(from.min(to)..=from.max(to)).unwrap_or_default();
        // Locked nodes cannot be moved, so they are not selected.
        let nodes = range.iter().filter(|child| !child.has_locked()).map(|child| child.id).collect();
        self.select(nodes, Some(anchor), node);
    }

    /// Extends the selection to the previous or next node and moves there.
    pub(in crate::criteria) fn extend_selection(&self, from: NodeId, down: bool) {
        let now = self.now();
        let Some((parent, at)) = now.parent(from) else { return self.refuse(Refusal::Root) };
        let next = if down { Some(at + 1) } else { at.checked_sub(1) };
        let Some(next) = next.and_then(|next| parent.children().get(next)) else {
            return self.refuse(if down { Refusal::Last } else { Refusal::First });
        };
        if self.selected_in(parent.id).is_empty() {
            self.selection.update_untracked(|selection| selection.anchor = Some(from));
        }
        self.select_to(next.id);
        self.focus(next.id);
    }

    /// Clears the selection.
    pub(in crate::criteria) fn clear_selection(&self) {
        if self.selection.with_untracked(|selection| *selection != Selection::default()) {
            self.selection.set(Selection::default());
        }
    }

    /// The number of selected nodes.
    pub(in crate::criteria) fn selected(&self) -> usize {
        self.selection.with_untracked(|selection| selection.nodes.len())
    }

    /// Whether a node is selected.
    pub(in crate::criteria) fn is_among_selected(&self, node: NodeId) -> bool {
        self.selection.with_untracked(|selection| selection.nodes.len() > 1 && selection.nodes.contains(&node))
    }

    /// Groups the selected nodes.
    pub(in crate::criteria) fn gather(&self) {
        let nodes = self.selection.with_untracked(|selection| selection.nodes.clone());
        if nodes.len() > 1 {
            self.apply(Edit::Gather(nodes));
        }
    }

    /// Removes the selected nodes as one step of undo.
    pub(in crate::criteria) fn remove_selected(&self) {
        let mut edited = Edited { criteria: self.now(), focus: self.current.get_untracked() };
        for node in self.selection.with_untracked(|selection| selection.nodes.clone()) {
            match edited.criteria.edit(Edit::Remove(node)) {
                Ok(next) => edited = next,
                Err(refusal) => return self.refuse(refusal),
            }
        }
        self.adopt(edited);
    }

    /// The parent group of a node; a refusal is announced if the node cannot be selected.
    fn selectable(&self, node: NodeId) -> Option<NodeId> {
        let now = self.now();
        let refusal = match now.node(node) {
            None => Refusal::Gone,
            Some(found) if found.has_locked() || announce::lock_of(&now, node).is_some() => Refusal::Locked,
            Some(_) => Refusal::Root,
        };
        let parent = now.parent(node).map(|(parent, _)| parent.id).filter(|_| refusal == Refusal::Root);
        if parent.is_none() {
            self.refuse(refusal);
        }
        parent
    }

    /// The selected nodes if they belong to that group.
    fn selected_in(&self, group: NodeId) -> Vec<NodeId> {
        let now = self.now();
        let mut nodes = self.selection.with_untracked(|selection| selection.nodes.clone());
        nodes.retain(|node| now.parent(*node).is_some_and(|(parent, _)| parent.id == group));
        nodes
    }

    fn select(&self, nodes: Vec<NodeId>, anchor: Option<NodeId>, last: NodeId) {
        self.say(match nodes.len() as i64 {
            0 => t!(builder.said_unselected).to_owned(),
            count => t!(builder.said_selected, count = count, what = self.describe(&self.now(), last)),
        });
        self.selection.set(Selection { nodes, anchor });
    }
}
