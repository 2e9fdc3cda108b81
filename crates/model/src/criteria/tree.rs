//! The tree of conditions. Versions of a rule share their nodes, so an edit copies only the path to the edited node.

use super::{Condition, Dialect};
use crate::wire::lenient::json_enum;
use std::sync::Arc;

/// The maximum number of conditions in a rule.
pub const MAX_CONDITIONS: usize = 5_000;
/// The maximum nesting of groups, the root included. JSON parsers stop at 128 levels, and a group takes two.
pub const MAX_DEPTH: usize = 50;
/// The maximum length of a rule's text in bytes.
pub const MAX_TEXT: usize = 1_000_000;

/// The id of a node within its rule. It stays the same through every edit.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct NodeId(pub u32);

impl NodeId {
    /// The root node, which stands for the whole rule.
    pub const ROOT: Self = Self(0);
}

/// The conditions of a rule. Two are equal if they have the same nodes in the same order; ids do not count.
#[derive(Debug, Clone)]
pub struct Criteria {
    pub(super) root: Arc<Node>,
    pub(super) next: u32,
}

/// A node of a rule: a group, a condition or a raw piece of a dialect.
#[derive(Debug, Clone)]
pub struct Node {
    /// Its id within the rule.
    pub id: NodeId,
    /// Whether the node is negated.
    pub not: bool,
    /// Whether the administrator locked it: it cannot be changed, removed or made optional.
    pub locked: bool,
    pub content: Content,
}

/// What a node consists of.
#[derive(Debug, Clone, PartialEq)]
pub enum Content {
    /// Several nodes and how they are joined.
    Group(Join, Vec<Arc<Node>>),
    Condition(Condition),
    /// A piece of text that the tree cannot express.
    Raw(Raw),
}

/// How the children of a group are joined.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Join {
    /// "All of": an object must satisfy every child.
    All,
    /// "Any of": an object must satisfy at least one child.
    Any,
}

json_enum!(Join: "how conditions count together" {
    All = "all",
    Any = "any",
});

impl Join {
    /// The join of the negated children that says the opposite of a group (De Morgan).
    pub fn other(self) -> Self {
        if self == Self::All { Self::Any } else { Self::All }
    }
}

/// A piece that only one dialect can express; it is kept and printed unchanged.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Raw {
    pub dialect: Dialect,
    /// The text, brackets included.
    pub text: String,
}

/// What an incomplete node lacks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Missing {
    /// The group has no conditions.
    Conditions,
    /// No attribute is chosen.
    Attribute,
    /// No operator is chosen.
    Operator,
    /// The condition has no value, or a blank one.
    Value,
    /// The bit mask is not a whole number, or has no bit set.
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
    /// A node whose id is assigned when it is inserted into a rule.
    fn unnamed(content: Content) -> Self {
        Self { id: NodeId(u32::MAX), not: false, locked: false, content }
    }

    pub fn group(join: Join, children: Vec<Node>) -> Self {
        Self::unnamed(Content::Group(join, children.into_iter().map(Arc::new).collect()))
    }

    pub fn condition(condition: Condition) -> Self {
        Self::unnamed(Content::Condition(condition))
    }

    /// A node with a raw piece of a dialect.
    pub fn raw(dialect: Dialect, text: impl Into<String>) -> Self {
        Self::unnamed(Content::Raw(Raw { dialect, text: text.into() }))
    }

    /// The negation of the node.
    #[must_use]
    pub fn negated(mut self) -> Self {
        self.not = !self.not;
        self
    }

    /// Its children; empty unless it is a group.
    pub fn children(&self) -> &[Arc<Node>] {
        match &self.content {
            Content::Group(_, children) => children,
            _ => &[],
        }
    }

    /// How its children are joined, if it is a group.
    pub fn join(&self) -> Option<Join> {
        match &self.content {
            Content::Group(join, _) => Some(*join),
            _ => None,
        }
    }

    /// The condition, if the node is one.
    pub fn as_condition(&self) -> Option<&Condition> {
        match &self.content {
            Content::Condition(condition) => Some(condition),
            _ => None,
        }
    }

    /// What the node itself lacks, without regard to its children; `None` if it is complete.
    pub fn missing(&self) -> Option<Missing> {
        match &self.content {
            Content::Group(_, children) => children.is_empty().then_some(Missing::Conditions),
            Content::Condition(condition) => condition.missing(),
            Content::Raw(raw) => raw.text.trim().is_empty().then_some(Missing::Value),
        }
    }

    /// How many conditions and raw pieces are in its subtree.
    pub fn conditions(&self) -> usize {
        match &self.content {
            Content::Group(_, children) => children.iter().map(|child| child.conditions()).sum(),
            _ => 1,
        }
    }

    /// How deeply groups are nested in its subtree, itself included; 0 unless it is a group.
    pub fn depth(&self) -> usize {
        match &self.content {
            Content::Group(_, children) => 1 + children.iter().map(|child| child.depth()).max().unwrap_or(0),
            _ => 0,
        }
    }

    /// Visits the node and everything below it, in reading order.
    pub fn visit<'a>(&'a self, visitor: &mut dyn FnMut(&'a Node)) {
        visitor(self);
        for child in self.children() {
            child.visit(visitor);
        }
    }

    /// Whether both mean the same, ignoring locks and ids.
    fn says(&self, other: &Self) -> bool {
        self.not == other.not && self.content == other.content
    }

    /// Whether the node or anything below it is locked.
    pub fn has_locked(&self) -> bool {
        self.locked || self.children().iter().any(|child| child.has_locked())
    }
}

impl Criteria {
    /// A rule without conditions. No dialect can print it.
    pub fn new(join: Join) -> Self {
        Self::of(Node::group(join, Vec::new()))
    }

    /// A rule with this node as its root. If it is not a group, it becomes the only child of an "all of". All nodes get
    /// new ids in reading order.
    pub fn of(node: Node) -> Self {
        let root = if node.join().is_some() { node } else { Node::group(Join::All, vec![node]) };
        let mut next = 0;
        let root = named(root, &mut next);
        Self { root: Arc::new(root), next }
    }

    /// The root node, which is always a group.
    pub fn root(&self) -> &Arc<Node> {
        &self.root
    }

    /// The node with that id, if it is in the rule.
    pub fn node(&self, id: NodeId) -> Option<&Arc<Node>> {
        let mut node = &self.root;
        for at in self.path(id)? {
            node = node.children().get(at)?;
        }
        Some(node)
    }

    /// The parent group of a node and the node's index in it; `None` for the root or an unknown id.
    pub fn parent(&self, id: NodeId) -> Option<(&Arc<Node>, usize)> {
        let mut path = self.path(id)?;
        let last = path.pop()?;
        let mut node = &self.root;
        for at in path {
            node = node.children().get(at)?;
        }
        Some((node, last))
    }

    /// The child indices that lead from the root to a node.
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

    /// All incomplete nodes with what they lack, in reading order.
    pub fn incomplete(&self) -> Vec<(NodeId, Missing)> {
        let mut found = Vec::new();
        self.root.visit(&mut |node| found.extend(node.missing().map(|missing| (node.id, missing))));
        found
    }

    /// Whether the rule has no conditions.
    pub fn is_empty(&self) -> bool {
        self.root.children().is_empty()
    }

    /// The rule with locked criteria in front, which every object must satisfy in addition.
    #[must_use]
    pub fn with_locked(&self, fixed: &Criteria) -> Self {
        let lock = fixed.as_part();
        let root = &self.root;
        let mut children = match (&root.content, root.not) {
            _ if root.says(&lock) => Vec::new(),
            (Content::Group(Join::All, children), false) => {
                children.iter().filter(|child| !child.says(&lock)).cloned().collect()
            }
            (Content::Group(_, children), _) if children.is_empty() => Vec::new(),
            _ => vec![root.clone()],
        };
        children.insert(0, Arc::new(Node { locked: true, ..lock }));
        Self::of(Node::unnamed(Content::Group(Join::All, children)))
    }

    /// Whether every object must satisfy these criteria in addition, because they stand unchanged in an "all of" at the
    /// root.
    pub fn requires(&self, fixed: &Criteria) -> bool {
        let lock = fixed.as_part();
        let is_all = self.root.join() == Some(Join::All) && !self.root.not;
        is_all && self.root.children().iter().any(|child| child.says(&lock)) || self.root.says(&fixed.root)
    }

    /// The root as it would be a node within another rule; a group with a single child is replaced by the child.
    fn as_part(&self) -> Node {
        match (self.root.children(), self.root.not) {
            ([only], false) => (**only).clone(),
            _ => (*self.root).clone(),
        }
    }
}

/// Assigns new ids to a node and everything below it, in reading order.
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
