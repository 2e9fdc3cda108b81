//! Leaving conditions out of a rule, where nobody gets in by it.
//!
//! In "all of", a condition that goes lets people in; in "any of", it keeps people out; a negation around it turns that
//! round. What would let anybody in is refused.

use super::{Content, Criteria, Join, Node, NodeId};
use std::sync::Arc;

/// Why nodes cannot be left out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Widens {
    /// Without that node more objects could meet the rule.
    At(NodeId),
    /// Nothing would be left, and a rule without conditions is none.
    Whole,
    /// The administrator fixed that node.
    Locked(NodeId),
}

/// The rule without these nodes. Whoever meets it meets the rule as it was.
///
/// The nodes keep their names; one that is not in the rule is no fault.
pub fn leave_out(criteria: &Criteria, nodes: &[NodeId]) -> Result<Criteria, Widens> {
    match kept(criteria.root(), nodes, false)? {
        Some(root) => Ok(Criteria { root, next: criteria.next }),
        None => Err(Widens::Whole),
    }
}

/// What is left of a node; none where nothing is. `is_negated`: an odd number of negations is around it.
fn kept(node: &Arc<Node>, nodes: &[NodeId], is_negated: bool) -> Result<Option<Arc<Node>>, Widens> {
    if nodes.contains(&node.id) {
        return if node.has_locked() { Err(Widens::Locked(node.id)) } else { Ok(None) };
    }
    let Content::Group(join, children) = &node.content else { return Ok(Some(node.clone())) };
    let is_negated = is_negated != node.not;
    let narrows = (*join == Join::Any) != is_negated;
    let mut left = Vec::with_capacity(children.len());
    let mut is_same = true;
    for child in children {
        let rest = kept(child, nodes, is_negated)?;
        is_same &= rest.as_ref().is_some_and(|rest| Arc::ptr_eq(rest, child));
        match rest {
            Some(rest) => left.push(rest),
            None if node.locked => return Err(Widens::Locked(node.id)),
            None if narrows => {}
            None => return Err(Widens::At(child.id)),
        }
    }
    if is_same {
        return Ok(Some(node.clone()));
    }
    // A group of which nothing is left has to be left out of its own group.
    Ok((!left.is_empty()).then(|| Arc::new(Node { content: Content::Group(*join, left), ..(**node).clone() })))
}
