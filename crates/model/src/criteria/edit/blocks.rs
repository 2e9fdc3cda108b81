//! Edits that create a new group around several nodes.

use super::{Children, Edited, Piece, Refusal};
use crate::criteria::tree::named;
use crate::criteria::{Content, Criteria, Join, Node, NodeId};
use std::sync::Arc;

impl Criteria {
    /// Also lets in the objects that satisfy another node: "any of (the rule, the node)". Locked conditions stay in
    /// front, so that they apply to both branches.
    pub(super) fn alternative(&self, Piece(node): Piece) -> Result<Edited, Refusal> {
        let is_fixed = |child: &&Arc<Node>| child.locked;
        let (fixed, own): (Children, Children) =
            self.root.children().iter().cloned().partition(|child| is_fixed(&child));
        let is_plain = !self.root.not;
        let join = self.root.join().unwrap_or(Join::All);
        let is_open = |node: &Node| node.join() == Some(Join::Any) && !node.not && !node.has_locked();
        if self.root.locked || own.iter().any(|child| child.has_locked()) {
            return Err(Refusal::Locked);
        }
        match own.as_slice() {
            // An empty rule finds nobody, so the node becomes the whole rule.
            [] if fixed.is_empty() && is_plain => return self.add(NodeId::ROOT, usize::MAX, Piece(node)),
            _ if fixed.is_empty() && is_plain && join == Join::Any => {
                return self.add(NodeId::ROOT, usize::MAX, Piece(node));
            }
            [only] if is_plain && join == Join::All && is_open(only) => {
                return self.add(only.id, usize::MAX, Piece(node));
            }
            // With only locked conditions there is no branch of the person's own to add an alternative to.
            [] => return Err(Refusal::Locked),
            _ if !(fixed.is_empty() || is_plain && join == Join::All) => return Err(Refusal::Locked),
            _ => {}
        }
        let mut next = self.next;
        let before = match own.as_slice() {
            [only] if is_plain => only.clone(),
            _ => {
                let shell = named(Node::group(join, Vec::new()), &mut next);
                Arc::new(Node { content: Content::Group(join, own), not: self.root.not, ..shell })
            }
        };
        let branch = Arc::new(named(node, &mut next));
        let focus = branch.id;
        let both = vec![before, branch];
        let content = if fixed.is_empty() {
            Content::Group(Join::Any, both)
        } else {
            let shell = named(Node::group(Join::Any, Vec::new()), &mut next);
            let any = Arc::new(Node { content: Content::Group(Join::Any, both), ..shell });
            Content::Group(Join::All, fixed.into_iter().chain([any]).collect())
        };
        let root = Arc::new(Node { content, not: false, ..(*self.root).clone() });
        Ok(Edited { criteria: Self { root, next }, focus })
    }

    /// Puts nodes of one group into a new group at the place of the first one. The new group joins them as their parent
    /// does, so the meaning of the rule does not change.
    pub(super) fn gather(&self, ids: &[NodeId]) -> Result<Edited, Refusal> {
        let (first, rest) = ids.split_first().ok_or(Refusal::Gone)?;
        let (parent, _) = self.free(*first)?;
        for id in rest {
            if self.free(*id)?.0.id != parent.id {
                return Err(Refusal::NotBeside);
            }
        }
        let join = parent.join().ok_or(Refusal::NotAGroup)?;
        let taken: Children = parent.children().iter().filter(|child| ids.contains(&child.id)).cloned().collect();
        let mut next = self.next;
        let shell = named(Node::group(join, Vec::new()), &mut next);
        let focus = shell.id;
        let block = Arc::new(Node { content: Content::Group(join, taken), ..shell });
        let mut edited = self.in_group(parent.id, focus, |children| {
            let at = children.iter().position(|child| ids.contains(&child.id)).unwrap_or_default();
            children.retain(|child| !ids.contains(&child.id));
            children.insert(at, block.clone());
        })?;
        edited.criteria.next = next;
        Ok(edited)
    }
}
