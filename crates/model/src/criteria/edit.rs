//! Every edit of a rule: a pure function that gives a new rule, or the reason why not.

mod blocks;

use super::tree::named;
use super::{Condition, Content, Criteria, Join, MAX_CONDITIONS, MAX_DEPTH, Node, NodeId};
use std::sync::Arc;

/// What is to be done.
#[derive(Debug, Clone, PartialEq)]
pub enum Edit {
    /// Puts new nodes into a group, before its child of that number.
    Add(NodeId, usize, Piece),
    /// Takes a node away.
    Remove(NodeId),
    /// Puts a copy after a node.
    Duplicate(NodeId),
    /// Puts a node into a group, before its child of that number as the group is now.
    Move(NodeId, NodeId, usize),
    /// Moves a node by one step.
    Step(NodeId, Direction),
    /// Puts a group's children in its place.
    Ungroup(NodeId),
    /// Puts a node into a new group in its place.
    Wrap(NodeId, Join),
    /// Lets in those who meet a new node besides those who meet the rule: "any of (the rule, the node)".
    Alternative(Piece),
    /// Puts nodes of one group into a new group in their place; the rule means the same.
    Gather(Vec<NodeId>),
    /// How a group's conditions count together.
    SetJoin(NodeId, Join),
    /// Whether the opposite is meant.
    SetNot(NodeId, bool),
    /// What a condition says.
    SetCondition(NodeId, Condition),
    /// Puts another node in the place of one; replacing the root replaces the rule.
    Replace(NodeId, Piece),
}

/// A node to be, with everything below; its names are given anew.
#[derive(Debug, Clone, PartialEq)]
pub struct Piece(pub Node);

/// One step.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Direction {
    /// Before the one above it in its group.
    Up,
    /// After the one below it in its group.
    Down,
    /// Into the group above it, or else the one below it.
    In,
    /// Out of its group, to the place after it.
    Out,
}

/// Why an edit is refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Refusal {
    /// No such node: somebody removed it.
    Gone,
    /// The administrator fixed it, or something below it.
    Locked,
    /// The whole rule cannot be moved, copied or removed.
    Root,
    /// A group was expected.
    NotAGroup,
    /// A condition was expected.
    NotACondition,
    /// It is the first already.
    First,
    /// It is the last already.
    Last,
    /// There is no group beside it.
    NoGroupBeside,
    /// A node cannot go into itself.
    IntoItself,
    /// They do not stand in one group.
    NotBeside,
    /// Ungrouping would change what the rule means: the group is negated and has several conditions.
    Negated,
    /// Groups would lie too deep in each other.
    TooDeep,
    /// There would be too many conditions.
    TooMany,
    /// It is so already.
    AlreadySo,
}

/// The rule after an edit.
#[derive(Debug, Clone, PartialEq)]
pub struct Edited {
    /// The new rule.
    pub criteria: Criteria,
    /// The node at which a person goes on: the one that was changed, or the nearest to one that is gone.
    pub focus: NodeId,
}

type Children = Vec<Arc<Node>>;

impl Criteria {
    /// Makes an edit.
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
        // The place was counted with the node still in it.
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

    /// Another root: always a group, and what is locked in this rule stays in front of it.
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

    /// A node that may be moved or taken away: its parent and place.
    fn free(&self, id: NodeId) -> Result<(&Arc<Node>, usize), Refusal> {
        if id == NodeId::ROOT {
            return Err(Refusal::Root);
        }
        self.changeable(id)?;
        self.parent(id).ok_or(Refusal::Gone)
    }

    /// A node that may be changed: neither locked, nor in a locked one, nor around one, because a group that turns to
    /// "any of" or "not" would make what is locked in it optional.
    fn changeable(&self, id: NodeId) -> Result<&Arc<Node>, Refusal> {
        let node = self.open(id)?;
        if node.has_locked() { Err(Refusal::Locked) } else { Ok(node) }
    }

    /// A node that neither is locked nor lies in a locked one.
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

    /// A rule in which the children of one group are others.
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

    /// A rule in which one node is another; only the way to it is copied.
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
