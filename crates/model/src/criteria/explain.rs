//! Explains why an object satisfies a rule or not: the truth of every node.

use super::{Criteria, Entry, Evaluator, NodeId, Truth};

impl Evaluator<'_> {
    /// The truth of every node for an object, in reading order, with the whole rule first. A node's own negation is
    /// included: Yes means that the node is satisfied as it reads. A group with an undecidable node is itself undecided
    /// only if that node would decide it.
    pub fn explain(&self, criteria: &Criteria, entry: &dyn Entry) -> Vec<(NodeId, Truth)> {
        let mut all = Vec::new();
        // An error needs no handling: its node is in the list as unknown.
        let _ = self.truth(criteria.root(), entry, Some(&mut all));
        all
    }
}

impl Criteria {
    /// The attributes that the rule uses, each once, in the spelling of its first use: what has to be read of an object
    /// before [`Evaluator::explain`].
    pub fn attributes(&self) -> Vec<String> {
        let mut names: Vec<String> = Vec::new();
        self.root().visit(&mut |node| {
            let name = node.as_condition().map_or("", |condition| condition.attribute.trim());
            if !name.is_empty() && !names.iter().any(|known| known.eq_ignore_ascii_case(name)) {
                names.push(name.to_owned());
            }
        });
        names
    }
}
