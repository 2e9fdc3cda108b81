//! Why an object meets a rule or not: the truth of every node.

use super::{Criteria, Entry, Evaluator, NodeId, Truth};

impl Evaluator<'_> {
    /// The truth of every node for an object, in reading order, the whole rule first. A node's own "not" counts: Yes
    /// means that the node as it reads is met. A group with a node of which nothing is known is unknown only where that
    /// node would decide.
    pub fn explain(&self, criteria: &Criteria, entry: &dyn Entry) -> Vec<(NodeId, Truth)> {
        let mut all = Vec::new();
        // The causes stand in the list as well.
        let _ = self.truth(criteria.root(), entry, Some(&mut all));
        all
    }
}

impl Criteria {
    /// The attributes it asks for, each once, as first written: what has to be read of an object to explain.
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
