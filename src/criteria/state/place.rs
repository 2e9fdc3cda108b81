//! The current node, the open editor, and requests to move the focus.

use crate::criteria::state::Builder;
use crate::criteria::words::announce;
use leptos::prelude::*;
use model::criteria::{Content, Missing, NodeId, Refusal};

/// A request to move the focus.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::criteria) enum FocusRequest {
    /// To the row of a condition, or to the head of a group.
    Node(NodeId),
    /// To a field of the open editor; none for the first field that is missing.
    Editor(Option<EditorField>),
}

/// A field of the editor of a condition.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::criteria) enum EditorField {
    Attribute,
    Operator,
    Value,
}

impl Builder {
    /// Moves to a node and closes the open editor.
    pub fn focus(&self, node: NodeId) {
        self.leave();
        self.current.set(node);
        self.wish.set(Some(FocusRequest::Node(node)));
    }

    /// Opens the editor of a condition. For a locked node or a group the refusal is announced.
    pub fn open(&self, node: NodeId) {
        self.open_at(node, None);
    }

    pub(in crate::criteria) fn open_at(&self, node: NodeId, spot: Option<EditorField>) {
        match self.editable(node) {
            Ok(()) => {
                if self.editing.get_untracked() != Some(node) {
                    self.leave();
                    self.remember(node);
                    self.editing.set(Some(node));
                }
                self.current.set(node);
                self.wish.set(Some(FocusRequest::Editor(spot)));
            }
            Err(refusal) => {
                self.refuse(refusal);
                self.focus(node);
            }
        }
    }

    /// Whether a node can be opened in the editor; the error says why not.
    pub fn editable(&self, node: NodeId) -> Result<(), Refusal> {
        let now = self.now();
        let found = now.node(node).ok_or(Refusal::Gone)?;
        if announce::lock_of(&now, node).is_some() {
            return Err(Refusal::Locked);
        }
        if matches!(found.content, Content::Condition(_)) { Ok(()) } else { Err(Refusal::NotACondition) }
    }

    /// The first field that is missing in the edited condition.
    pub(in crate::criteria) fn first_missing(&self) -> Option<EditorField> {
        let now = self.now();
        match now.node(self.editing.get_untracked()?)?.missing()? {
            Missing::Attribute => Some(EditorField::Attribute),
            Missing::Operator => Some(EditorField::Operator),
            Missing::Value | Missing::Mask | Missing::Conditions => Some(EditorField::Value),
        }
    }

    /// Closes the editor and moves to its row.
    pub fn close(&self) {
        if let Some(node) = self.editing.get_untracked() {
            self.focus(node);
        }
    }

    /// Closes the editor; the focus stays where it is.
    pub(super) fn leave(&self) {
        if let Some(node) = self.editing.get_untracked() {
            self.tidy(node);
            self.editing.set(None);
            self.no_more_fresh();
            self.settle();
        }
    }

    /// Removes the empty values of a condition that has other values.
    fn tidy(&self, node: NodeId) {
        let now = self.now();
        let Some(condition) = now.node(node).and_then(|node| node.as_condition()) else { return };
        let mut tidied = condition.clone();
        tidied.values.retain(|value| value.as_text().is_none_or(|text| !text.trim().is_empty()));
        if tidied.values.len() != condition.values.len() {
            self.type_in(node, tidied);
        }
    }
}
