//! Removes conditions from a rule, provided that it lets nobody in.
//!
//! Removing a condition from an "all of" lets objects in, and removing one from an "any of" keeps objects out; a
//! negation around the group reverses that. A removal that could let anybody in is refused.

use super::{Content, Criteria, Join, Node, NodeId};
use std::sync::Arc;

/// Why nodes cannot be removed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Widens {
    /// Without this node, more objects could satisfy the rule.
    At(NodeId),
    /// No condition would be left.
    Whole,
    /// The administrator locked this node, or the group around it.
    Locked(NodeId),
}

/// The rule without these nodes. Every object that satisfies it also satisfied the original rule.
///
/// The remaining nodes keep their ids. Ids that are not in the rule are ignored.
///
/// # Errors
///
/// Why the first of the nodes cannot be removed.
pub fn leave_out(criteria: &Criteria, nodes: &[NodeId]) -> Result<Criteria, Widens> {
    match kept(criteria.root(), nodes, false)? {
        Some(root) => Ok(Criteria { root, next: criteria.next }),
        None => Err(Widens::Whole),
    }
}

/// What is left of a node; `None` if nothing is. `is_negated` says that an odd number of negations surrounds it.
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
    // An empty group has to be removed from its own parent.
    Ok((!left.is_empty()).then(|| Arc::new(Node { content: Content::Group(*join, left), ..(**node).clone() })))
}
