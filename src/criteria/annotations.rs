//! Annotations: what is known about single nodes of a rule from outside the rule, such as the number of matches of a
//! condition or a problem found in it. They are indexed by node id, so a look-up takes constant time.

use model::criteria::NodeId;
pub use model::criteria::lint::Severity;

/// Values of type `T` for some of a rule's nodes.
#[derive(Debug, Clone, PartialEq)]
pub struct Annotations<T>(Vec<Option<T>>);

impl<T> Annotations<T> {
    pub const fn new() -> Self {
        Self(Vec::new())
    }

    /// Whether no node has an annotation. Removed entries count as none.
    pub fn is_empty(&self) -> bool {
        self.0.iter().all(Option::is_none)
    }

    pub fn get(&self, node: NodeId) -> Option<&T> {
        self.0.get(node.0 as usize)?.as_ref()
    }

    /// Sets the annotation of a node and replaces an earlier one.
    pub fn set(&mut self, node: NodeId, mark: T) {
        let at = node.0 as usize;
        if self.0.len() <= at {
            self.0.resize_with(at + 1, || None);
        }
        self.0[at] = Some(mark);
    }

    pub fn remove(&mut self, node: NodeId) {
        if let Some(mark) = self.0.get_mut(node.0 as usize) {
            *mark = None;
        }
    }

    pub fn clear(&mut self) {
        self.0.clear();
    }
}

impl<T> Default for Annotations<T> {
    fn default() -> Self {
        Self::new()
    }
}

/// How many objects a condition or a group matches.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Count {
    /// The request is running.
    Asking,
    /// The number that the service returned for the node as it is.
    Of(i64),
    /// The number for an earlier version of the rule, until the new one arrives.
    Stale(i64),
    /// The node cannot be counted, or the request failed.
    Unknown,
}

/// A sentence that is shown at a node's row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Annotation {
    /// How serious it is; decides the row's icon and colour.
    pub severity: Severity,
    /// The sentence, in the language of the page.
    pub text: String,
}
