//! Edits of a rule. Each is a pure function that returns the new rule, or the reason why it is refused.

mod blocks;

use super::tree::named;
use super::{Condition, Content, Criteria, Join, MAX_CONDITIONS, MAX_DEPTH, Node, NodeId};
use std::sync::Arc;

/// An edit of a rule.
#[derive(Debug, Clone, PartialEq)]
pub enum Edit {
    /// Inserts a new node into a group, before the child with that index (after the last one if there is none).
    Add(NodeId, usize, Piece),
    Remove(NodeId),
    /// Inserts a copy after a node.
    Duplicate(NodeId),
    /// Moves a node into a group, before the child with that index as counted before the move.
    Move(NodeId, NodeId, usize),
    /// Moves a node one step.
    Step(NodeId, Direction),
    /// Replaces a group by its children.
    Ungroup(NodeId),
    /// Replaces a node by a new group that contains it.
    Wrap(NodeId, Join),
    /// Also lets in the objects that satisfy a new node: the rule becomes "any of (the rule, the node)".
    Alternative(Piece),
    /// Replaces several nodes of one group by a new group that contains them; the meaning of the rule does not change.
    Gather(Vec<NodeId>),
    /// Sets how the children of a group are joined.
    SetJoin(NodeId, Join),
    /// Sets whether a node is negated.
    SetNot(NodeId, bool),
    /// Replaces the condition of a node.
    SetCondition(NodeId, Condition),
    /// Replaces a node by another; replacing the root replaces the rule.
    Replace(NodeId, Piece),
}

/// A node to be inserted, with everything below it; all of them get new ids.
#[derive(Debug, Clone, PartialEq)]
pub struct Piece(pub Node);

/// The direction of [`Edit::Step`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Direction {
    /// Before its previous sibling.
    Up,
    /// After its next sibling.
    Down,
    /// Into its previous sibling if that is an unlocked group, otherwise into its next one.
    In,
    /// Out of its group, to the place after the group.
    Out,
}

/// Why an edit is refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Refusal {
    /// There is no node with that id; it has been removed.
    Gone,
    /// The administrator locked the node, or one that contains it or lies below it.
    Locked,
    /// The root cannot be moved, copied or removed.
    Root,
    NotAGroup,
    NotACondition,
    /// The node is already the first of its group.
    First,
    /// The node is already the last of its group.
    Last,
    /// Neither sibling is an unlocked group.
    NoGroupBeside,
    /// A node cannot be moved into itself.
    IntoItself,
    /// The nodes do not have the same parent.
    NotBeside,
    /// Ungrouping would change the meaning: the group is negated and has several children.
    Negated,
    /// The rule would become deeper than [`MAX_DEPTH`].
    TooDeep,
    /// The rule would have more than [`MAX_CONDITIONS`] conditions.
    TooMany,
    /// The edit would change nothing.
    AlreadySo,
}

/// The result of an edit.
#[derive(Debug, Clone, PartialEq)]
pub struct Edited {
    pub criteria: Criteria,
    /// The node to focus next: the one that was changed, or the nearest one to a node that was removed.
    pub focus: NodeId,
}

type Children = Vec<Arc<Node>>;

impl Criteria {
    /// Applies an edit. A rule that already exceeds the size limits may still be edited as long as it does not grow.
    pub fn edit(&self, edit: Edit) -> Result<Edited, Refusal> {
        let edited = match edit {
            Edit::Add(group, at, piece) => self.add(group, at, piece),
            Edit::Remove(node) => self.remove(node),
            Edit::Duplicate(node) => self.duplicate(node),
            Edit::Move(node, group, at) => self.move_to(node, group, at),
            Edit::Step(node, direction) => self.step(node, direction),
            Edit::Ungroup(node) => self.ungroup(node),
            Edit::Wrap(node, join) => self.wrap(node, join),
            Edit::Alternative(piece) => self.alternative(piece),
            Edit::Gather(nodes) => self.gather(&nodes),
            Edit::SetJoin(node, join) => self.set_join(node, join),
            Edit::SetNot(node, not) => self.set_not(node, not),
            Edit::SetCondition(node, condition) => self.set_condition(node, condition),
            Edit::Replace(node, piece) => self.replace(node, piece),
        }?;
        let before = (self.root.depth(), self.root.conditions());
        let after = (edited.criteria.root.depth(), edited.criteria.root.conditions());
        if after.0 > MAX_DEPTH && after.0 > before.0 {
            return Err(Refusal::TooDeep);
        }
        if after.1 > MAX_CONDITIONS && after.1 > before.1 {
            return Err(Refusal::TooMany);
        }
        Ok(edited)
    }

    fn add(&self, group: NodeId, at: usize, Piece(node): Piece) -> Result<Edited, Refusal> {
        let mut next = self.next;
        let node = Arc::new(named(node, &mut next));
        let focus = node.id;
        let mut edited = self.in_group(group, focus, |children| {
            children.insert(at.min(children.len()), node.clone());
        })?;
        edited.criteria.next = next;
        Ok(edited)
    }

    fn remove(&self, id: NodeId) -> Result<Edited, Refusal> {
        let (parent, at) = self.free(id)?;
        let siblings = parent.children();
        let near = siblings.get(at + 1).or_else(|| at.checked_sub(1).and_then(|above| siblings.get(above)));
        let focus = near.map_or(parent.id, |near| near.id);
        self.in_group(parent.id, focus, |children| {
            children.remove(at);
        })
    }

    fn duplicate(&self, id: NodeId) -> Result<Edited, Refusal> {
        let (parent, at) = self.free(id)?;
        self.add(parent.id, at + 1, Piece((*parent.children()[at]).clone()))
    }

    fn move_to(&self, id: NodeId, group: NodeId, at: usize) -> Result<Edited, Refusal> {
        let (parent, from) = self.free(id)?;
        let node = parent.children()[from].clone();
        let mut is_inside = false;
        node.visit(&mut |below| is_inside |= below.id == group);
        if is_inside {
            return Err(Refusal::IntoItself);
        }
        let at = at.min(self.node(group).map_or(0, |group| group.children().len()));
        if group == parent.id && (at == from || at == from + 1) {
            return Err(Refusal::AlreadySo);
        }
        let taken = self.in_group(parent.id, id, |children| {
            children.remove(from);
        })?;
        // `at` was counted while the node was still among the children.
        let at = if group == parent.id && from < at { at - 1 } else { at };
        taken.criteria.in_group(group, id, |children| {
            children.insert(at.min(children.len()), node.clone());
        })
    }

    fn step(&self, id: NodeId, direction: Direction) -> Result<Edited, Refusal> {
        let (parent, at) = self.free(id)?;
        let siblings = parent.children();
        match direction {
            Direction::Up if at == 0 => Err(Refusal::First),
            Direction::Up => self.move_to(id, parent.id, at - 1),
            Direction::Down if at + 1 == siblings.len() => Err(Refusal::Last),
            Direction::Down => self.move_to(id, parent.id, at + 2),
            Direction::In => {
                let is_open = |node: &&Arc<Node>| node.join().is_some() && !node.locked;
                let above = at.checked_sub(1).and_then(|above| siblings.get(above)).filter(is_open);
                let below = siblings.get(at + 1).filter(is_open);
                match (above, below) {
                    (Some(above), _) => self.move_to(id, above.id, above.children().len()),
                    (None, Some(below)) => self.move_to(id, below.id, 0),
                    (None, None) => Err(Refusal::NoGroupBeside),
                }
            }
            Direction::Out => {
                let (outer, place) = self.parent(parent.id).ok_or(Refusal::Root)?;
                self.move_to(id, outer.id, place + 1)
            }
        }
    }

    fn ungroup(&self, id: NodeId) -> Result<Edited, Refusal> {
        let (parent, at) = self.free(id)?;
        let group = &parent.children()[at];
        let inner = group.children();
        if group.join().is_none() {
            return Err(Refusal::NotAGroup);
        }
        if group.not && inner.len() > 1 {
            return Err(Refusal::Negated);
        }
        let mut moved: Children = inner.to_vec();
        if group.not {
            moved = moved.iter().map(|child| Arc::new((**child).clone().negated())).collect();
        }
        let focus = moved.first().map_or(parent.id, |first| first.id);
        self.in_group(parent.id, focus, |children| {
            children.splice(at..=at, moved.iter().cloned());
        })
    }

    fn wrap(&self, id: NodeId, join: Join) -> Result<Edited, Refusal> {
        let (parent, at) = self.free(id)?;
        let mut next = self.next;
        let shell = named(Node::group(join, Vec::new()), &mut next);
        let focus = shell.id;
        let mut edited = self.in_group(parent.id, focus, |children| {
            let content = Content::Group(join, vec![children[at].clone()]);
            children[at] = Arc::new(Node { content, ..shell.clone() });
        })?;
        edited.criteria.next = next;
        Ok(edited)
    }

    fn set_join(&self, id: NodeId, join: Join) -> Result<Edited, Refusal> {
        let old = self.changeable(id)?.join().ok_or(Refusal::NotAGroup)?;
        if old == join {
            return Err(Refusal::AlreadySo);
        }
        self.change(id, |node| {
            if let Content::Group(own, _) = &mut node.content {
                *own = join;
            }
        })
    }

    fn set_not(&self, id: NodeId, not: bool) -> Result<Edited, Refusal> {
        if self.changeable(id)?.not == not {
            return Err(Refusal::AlreadySo);
        }
        self.change(id, |node| node.not = not)
    }

    fn set_condition(&self, id: NodeId, condition: Condition) -> Result<Edited, Refusal> {
        match &self.changeable(id)?.content {
            Content::Condition(old) if *old == condition => Err(Refusal::AlreadySo),
            Content::Condition(_) => self.change(id, |node| node.content = Content::Condition(condition.clone())),
            _ => Err(Refusal::NotACondition),
        }
    }

    fn replace(&self, id: NodeId, Piece(node): Piece) -> Result<Edited, Refusal> {
        let mut next = self.next;
        if id == NodeId::ROOT {
            let is_kept = |child: &Arc<Node>| child.locked || !child.has_locked();
            let is_all = self.root.join() == Some(Join::All) && !self.root.not;
            if self.root.locked || !self.root.children().iter().all(is_kept) || (!is_all && self.root.has_locked()) {
                return Err(Refusal::Locked);
            }
            let root = Arc::new(Node { id, ..named(self.with_own_locks(node), &mut next) });
            return Ok(Edited { criteria: Self { root, next }, focus: id });
        }
        self.changeable(id)?;
        let node = named(node, &mut next);
        let focus = node.id;
        let (parent, at) = self.parent(id).ok_or(Refusal::Gone)?;
        let mut edited = self.in_group(parent.id, focus, |children| children[at] = Arc::new(node.clone()))?;
        edited.criteria.next = next;
        Ok(edited)
    }

    /// Makes a node usable as the root: always a group, with the locked conditions of the present rule in front.
    fn with_own_locks(&self, node: Node) -> Node {
        let locked: Vec<_> = self.root.children().iter().filter(|child| child.locked).cloned().collect();
        match &node.content {
            Content::Group(..) if locked.is_empty() => node,
            Content::Group(Join::All, children) if !node.not => {
                let children = locked.iter().chain(children).cloned().collect();
                Node { content: Content::Group(Join::All, children), ..node }
            }
            _ => {
                let children = locked.iter().map(|child| (**child).clone()).chain([node]).collect();
                Node::group(Join::All, children)
            }
        }
    }

    /// The parent and index of a node, if it may be moved or removed.
    fn free(&self, id: NodeId) -> Result<(&Arc<Node>, usize), Refusal> {
        if id == NodeId::ROOT {
            return Err(Refusal::Root);
        }
        self.changeable(id)?;
        self.parent(id).ok_or(Refusal::Gone)
    }

    /// A node that may be changed. It must not be locked, lie below a locked node, or contain one: turning a group into
    /// "any of" or negating it would make the locked conditions in it optional.
    fn changeable(&self, id: NodeId) -> Result<&Arc<Node>, Refusal> {
        let node = self.open(id)?;
        if node.has_locked() { Err(Refusal::Locked) } else { Ok(node) }
    }

    /// A node that is not locked and does not lie below a locked node.
    fn open(&self, id: NodeId) -> Result<&Arc<Node>, Refusal> {
        let mut node = &self.root;
        for at in self.path(id).ok_or(Refusal::Gone)? {
            if node.locked {
                return Err(Refusal::Locked);
            }
            node = node.children().get(at).ok_or(Refusal::Gone)?;
        }
        if node.locked { Err(Refusal::Locked) } else { Ok(node) }
    }

    /// Applies `work` to the children of a group.
    fn in_group(&self, group: NodeId, focus: NodeId, mut work: impl FnMut(&mut Children)) -> Result<Edited, Refusal> {
        self.open(group)?.join().ok_or(Refusal::NotAGroup)?;
        let mut edited = self.change(group, |node| {
            if let Content::Group(_, children) = &mut node.content {
                work(children);
            }
        })?;
        edited.focus = focus;
        Ok(edited)
    }

    /// Applies `work` to a node. Only the nodes on the path to it are copied; all others are shared with the old rule.
    fn change(&self, id: NodeId, mut work: impl FnMut(&mut Node)) -> Result<Edited, Refusal> {
        fn copy(node: &Arc<Node>, path: &[usize], work: &mut dyn FnMut(&mut Node)) -> Arc<Node> {
            let mut own = (**node).clone();
            match (path.split_first(), &mut own.content) {
                (Some((at, rest)), Content::Group(_, children)) => children[*at] = copy(&children[*at], rest, work),
                _ => work(&mut own),
            }
            Arc::new(own)
        }
        let path = self.path(id).ok_or(Refusal::Gone)?;
        let root = copy(&self.root, &path, &mut work);
        Ok(Edited { criteria: Self { root, next: self.next }, focus: id })
    }
}
