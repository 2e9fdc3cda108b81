//! What is known about single nodes of a rule, from outside of the rule: how many people a condition finds, what is
//! wrong with it. Kept by the node's number, so that looking one up costs nothing.

use model::criteria::NodeId;
pub use model::criteria::lint::Severity;

/// Something about some nodes.
#[derive(Debug, Clone, PartialEq)]
pub struct Annotations<T>(Vec<Option<T>>);

impl<T> Annotations<T> {
    /// About none.
    pub const fn new() -> Self {
        Self(Vec::new())
    }

    /// Whether there is nothing about any node.
    pub fn is_empty(&self) -> bool {
        self.0.iter().all(Option::is_none)
    }

    /// About a node.
    pub fn get(&self, node: NodeId) -> Option<&T> {
        self.0.get(node.0 as usize)?.as_ref()
    }

    /// Says it about a node, in place of what was said before.
    pub fn set(&mut self, node: NodeId, mark: T) {
        let at = node.0 as usize;
        if self.0.len() <= at {
            self.0.resize_with(at + 1, || None);
        }
        self.0[at] = Some(mark);
    }

    /// Says nothing about a node any more.
    pub fn remove(&mut self, node: NodeId) {
        if let Some(mark) = self.0.get_mut(node.0 as usize) {
            *mark = None;
        }
    }

    /// Says nothing any more.
    pub fn clear(&mut self) {
        self.0.clear();
    }
}

impl<T> Default for Annotations<T> {
    fn default() -> Self {
        Self::new()
    }
}

/// How many objects a condition or a group finds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Count {
    /// The service is being asked.
    Asking,
    /// So many.
    Of(i64),
    /// So many when it was asked; the rule has changed since.
    Stale(i64),
    /// It cannot be asked, or did not answer.
    Unknown,
}

/// Something that is to be seen at a node: a sentence and how much it matters.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Annotation {
    /// How much it matters.
    pub severity: Severity,
    /// The sentence, in the language of the page.
    pub text: String,
}
