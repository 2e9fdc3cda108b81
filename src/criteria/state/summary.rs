//! The rule in words, for the panels beside the tree.

use super::Builder;
use crate::criteria::words::phrases::{sentence_of, summary_of};
use leptos::prelude::*;
use model::criteria::{Criteria, Edit, NodeId};

impl Builder {
    /// Opens the editor of a node, or moves to it if it has none.
    pub(in crate::criteria) fn go_to(&self, node: NodeId) {
        if self.editable(node).is_ok() {
            self.open(node);
        } else {
            self.focus(node);
        }
    }

    /// A summary of the rule without a new condition that is still incomplete; reactive.
    pub(in crate::criteria) fn summary(&self) -> String {
        let rule = self.settled();
        let fresh = self.fresh.get().filter(|fresh| rule.node(*fresh).is_some_and(|node| node.missing().is_some()));
        let rule = fresh.and_then(|fresh| Some(rule.edit(Edit::Remove(fresh)).ok()?.criteria)).unwrap_or(rule);
        self.store(|store| summary_of(store, &rule))
    }

    /// A rule as one sentence; reactive in the language.
    pub(in crate::criteria) fn sentence_of(&self, criteria: &Criteria) -> String {
        self.store(|store| sentence_of(store, criteria))
    }
}
