//! Several nodes of one group, selected to be put into brackets or removed together.

use crate::criteria::state::Builder;
use crate::criteria::words::announce;
use crate::i18n::t;
use leptos::prelude::*;
use model::criteria::{Edit, Edited, NodeId, Refusal};

/// What is selected, and from where it is extended.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Selection {
    /// The nodes, all of one group.
    pub nodes: Vec<NodeId>,
    anchor: Option<NodeId>,
}

impl Builder {
    /// Selects a node too, or no more. Those of another group are left.
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

    /// Selects everything from where the selection began to a node of the same group.
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
        // What is fixed cannot be moved, and stays where it is.
        let nodes = range.iter().filter(|child| !child.has_locked()).map(|child| child.id).collect();
        self.select(nodes, Some(anchor), node);
    }

    /// Extends the selection by the node before or after this one, and goes there.
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

    /// Nothing is selected any more.
    pub(in crate::criteria) fn clear_selection(&self) {
        if self.selection.with_untracked(|selection| *selection != Selection::default()) {
            self.selection.set(Selection::default());
        }
    }

    /// How many are selected.
    pub(in crate::criteria) fn selected(&self) -> usize {
        self.selection.with_untracked(|selection| selection.nodes.len())
    }

    /// Whether a node is one of several that are selected.
    pub(in crate::criteria) fn is_among_selected(&self, node: NodeId) -> bool {
        self.selection.with_untracked(|selection| selection.nodes.len() > 1 && selection.nodes.contains(&node))
    }

    /// Puts brackets around what is selected.
    pub(in crate::criteria) fn gather(&self) {
        let nodes = self.selection.with_untracked(|selection| selection.nodes.clone());
        if nodes.len() > 1 {
            self.apply(Edit::Gather(nodes));
        }
    }

    /// Removes everything that is selected, as one step.
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

    /// The group of a node that can be selected; why it cannot is said.
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

    /// What is selected, if it stands in that group.
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
