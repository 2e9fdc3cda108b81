//! The tree. Nodes are shared between versions of a rule, so that an edit and its undo cost the path to the node.

use super::{Condition, Dialect};
use crate::wire::lenient::json_enum;
use std::sync::Arc;

/// Conditions of one rule, at most.
pub const MAX_CONDITIONS: usize = 5_000;
/// Groups within groups, at most; the root is the first. JSON readers stop at 128 levels, and a group takes two.
pub const MAX_DEPTH: usize = 50;
/// Bytes of a rule's text, at most.
pub const MAX_TEXT: usize = 1_000_000;

/// A node's name within its rule. It stays through every edit.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct NodeId(pub u32);

impl NodeId {
    /// The whole rule.
    pub const ROOT: Self = Self(0);
}

/// A rule. Two rules are equal when they say the same in the same order; the nodes' ids do not count.
#[derive(Debug, Clone)]
pub struct Criteria {
    pub(super) root: Arc<Node>,
    pub(super) next: u32,
}

/// A group, a condition or a raw piece of another language.
#[derive(Debug, Clone)]
pub struct Node {
    /// Its name.
    pub id: NodeId,
    /// Whether the opposite is meant.
    pub not: bool,
    /// Whether the administrator fixed it: it cannot be changed, removed, or made optional.
    pub locked: bool,
    /// What it is.
    pub content: Content,
}

/// What a node is.
#[derive(Debug, Clone, PartialEq)]
pub enum Content {
    /// Conditions that count together.
    Group(Join, Vec<Arc<Node>>),
    /// One condition.
    Condition(Condition),
    /// What the tree cannot hold.
    Raw(Raw),
}

/// How a group's conditions count together.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Join {
    /// Each must be met.
    All,
    /// One must be met.
    Any,
}

json_enum!(Join: "how conditions count together" {
    All = "all",
    Any = "any",
});

/// A piece that only one dialect can say; it is kept as it is and comes out unchanged.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Raw {
    /// Whose language.
    pub dialect: Dialect,
    /// The piece, brackets included.
    pub text: String,
}

/// What a node lacks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Missing {
    /// A group without conditions.
    Conditions,
    /// No attribute chosen.
    Attribute,
    /// No operator chosen.
    Operator,
    /// No value, or one of nothing but spaces.
    Value,
    /// A bit mask that is no whole number, or has no bit.
    Mask,
}

impl PartialEq for Criteria {
    fn eq(&self, other: &Self) -> bool {
        self.root == other.root
    }
}

impl PartialEq for Node {
    fn eq(&self, other: &Self) -> bool {
        self.not == other.not && self.locked == other.locked && self.content == other.content
    }
}

impl Default for Criteria {
    fn default() -> Self {
        Self::new(Join::All)
    }
}

impl Node {
    /// A node that still gets its name.
    fn unnamed(content: Content) -> Self {
        Self { id: NodeId(u32::MAX), not: false, locked: false, content }
    }

    /// A group.
    pub fn group(join: Join, children: Vec<Node>) -> Self {
        Self::unnamed(Content::Group(join, children.into_iter().map(Arc::new).collect()))
    }

    /// A condition.
    pub fn condition(condition: Condition) -> Self {
        Self::unnamed(Content::Condition(condition))
    }

    /// A piece of another language.
    pub fn raw(dialect: Dialect, text: impl Into<String>) -> Self {
        Self::unnamed(Content::Raw(Raw { dialect, text: text.into() }))
    }

    /// The opposite.
    #[must_use]
    pub fn negated(mut self) -> Self {
        self.not = !self.not;
        self
    }

    /// Its children; none for what is no group.
    pub fn children(&self) -> &[Arc<Node>] {
        match &self.content {
            Content::Group(_, children) => children,
            _ => &[],
        }
    }

    /// How its children count together, if it is a group.
    pub fn join(&self) -> Option<Join> {
        match &self.content {
            Content::Group(join, _) => Some(*join),
            _ => None,
        }
    }

    /// The condition, if it is one.
    pub fn as_condition(&self) -> Option<&Condition> {
        match &self.content {
            Content::Condition(condition) => Some(condition),
            _ => None,
        }
    }

    /// What it lacks itself, its children aside.
    pub fn missing(&self) -> Option<Missing> {
        match &self.content {
            Content::Group(_, children) => children.is_empty().then_some(Missing::Conditions),
            Content::Condition(condition) => condition.missing(),
            Content::Raw(raw) => raw.text.trim().is_empty().then_some(Missing::Value),
        }
    }

    /// How many conditions and raw pieces it has.
    pub fn conditions(&self) -> usize {
        match &self.content {
            Content::Group(_, children) => children.iter().map(|child| child.conditions()).sum(),
            _ => 1,
        }
    }

    /// How many groups lie in each other at most, itself included.
    pub fn depth(&self) -> usize {
        match &self.content {
            Content::Group(_, children) => 1 + children.iter().map(|child| child.depth()).max().unwrap_or(0),
            _ => 0,
        }
    }

    /// Visits it and everything below, in reading order.
    pub fn visit<'a>(&'a self, visitor: &mut dyn FnMut(&'a Node)) {
        visitor(self);
        for child in self.children() {
            child.visit(visitor);
        }
    }

    /// Whether it says the same, locked or not.
    fn says(&self, other: &Self) -> bool {
        self.not == other.not && self.content == other.content
    }

    /// Whether it or anything below is locked.
    pub fn has_locked(&self) -> bool {
        self.locked || self.children().iter().any(|child| child.has_locked())
    }
}

impl Criteria {
    /// A rule without conditions; it cannot be written in any dialect.
    pub fn new(join: Join) -> Self {
        Self::of(Node::group(join, Vec::new()))
    }

    /// A rule of these nodes. What is no group is put into one, and every node gets a name in reading order.
    pub fn of(node: Node) -> Self {
        let root = if node.join().is_some() { node } else { Node::group(Join::All, vec![node]) };
        let mut next = 0;
        let root = named(root, &mut next);
        Self { root: Arc::new(root), next }
    }

    /// The whole rule, always a group.
    pub fn root(&self) -> &Arc<Node> {
        &self.root
    }

    /// The node of that name.
    pub fn node(&self, id: NodeId) -> Option<&Arc<Node>> {
        let mut node = &self.root;
        for at in self.path(id)? {
            node = node.children().get(at)?;
        }
        Some(node)
    }

    /// The group in which a node stands, and where.
    pub fn parent(&self, id: NodeId) -> Option<(&Arc<Node>, usize)> {
        let mut path = self.path(id)?;
        let last = path.pop()?;
        let mut node = &self.root;
        for at in path {
            node = node.children().get(at)?;
        }
        Some((node, last))
    }

    /// The places from the root to a node.
    pub(super) fn path(&self, id: NodeId) -> Option<Vec<usize>> {
        fn look(node: &Node, id: NodeId, path: &mut Vec<usize>) -> bool {
            if node.id == id {
                return true;
            }
            for (at, child) in node.children().iter().enumerate() {
                path.push(at);
                if look(child, id, path) {
                    return true;
                }
                path.pop();
            }
            false
        }
        let mut path = Vec::new();
        look(&self.root, id, &mut path).then_some(path)
    }

    /// Everything that is incomplete, in reading order.
    pub fn incomplete(&self) -> Vec<(NodeId, Missing)> {
        let mut found = Vec::new();
        self.root.visit(&mut |node| found.extend(node.missing().map(|missing| (node.id, missing))));
        found
    }

    /// Whether nothing was entered.
    pub fn is_empty(&self) -> bool {
        self.root.children().is_empty()
    }

    /// With a rule that the administrator fixed in front: everything must meet it too, whatever else is asked.
    #[must_use]
    pub fn with_locked(&self, fixed: &Criteria) -> Self {
        let lock = fixed.as_part();
        let root = &self.root;
        let mut children = match (&root.content, root.not) {
            (Content::Group(Join::All, children), false) => {
                children.iter().filter(|child| !child.says(&lock)).cloned().collect()
            }
            (Content::Group(_, children), _) if children.is_empty() => Vec::new(),
            _ => vec![root.clone()],
        };
        children.insert(0, Arc::new(Node { locked: true, ..lock }));
        Self::of(Node::unnamed(Content::Group(Join::All, children)))
    }

    /// Whether everything must meet that rule too, because it stands as it is in an "all of" of the whole.
    pub fn requires(&self, fixed: &Criteria) -> bool {
        let lock = fixed.as_part();
        let is_all = self.root.join() == Some(Join::All) && !self.root.not;
        is_all && self.root.children().iter().any(|child| child.says(&lock)) || self.root.says(&fixed.root)
    }

    /// As a node within another rule: a group of one is what stands in it.
    fn as_part(&self) -> Node {
        match (self.root.children(), self.root.not) {
            ([only], false) => (**only).clone(),
            _ => (*self.root).clone(),
        }
    }
}

/// Names a node and everything below.
pub(super) fn named(mut node: Node, next: &mut u32) -> Node {
    node.id = NodeId(*next);
    *next += 1;
    if let Content::Group(_, children) = &mut node.content {
        for child in children.iter_mut() {
            *child = Arc::new(named((**child).clone(), next));
        }
    }
    node
}
