//! The rendered tree: plain elements, built once and patched where the rule has changed.
//!
//! Rows have no signals and no closures, which keeps a rule of a thousand conditions cheap. A node whose `Arc` is
//! unchanged is skipped with everything below it, so an edit costs only the path to its node.

use crate::criteria::annotations::{Annotation, Annotations, Count};
use crate::criteria::state::Builder;
use crate::criteria::tree::markup;
use crate::criteria::tree::row;
use leptos::prelude::document;
use model::criteria::{Content, Criteria, Join, Node, NodeId};
use std::sync::Arc;
use web_sys::Element;

/// A node and its elements.
pub(in crate::criteria) struct RenderedNode {
    pub node: Arc<Node>,
    /// The row of a condition, or the element of a whole group.
    pub element: Element,
    /// The list that holds a group's children; none for a condition.
    list: Option<Element>,
    children: Vec<RenderedNode>,
    count: Option<Count>,
    mark: Option<Annotation>,
}

/// The elements of a whole rule.
pub(in crate::criteria) struct RenderedTree {
    builder: Builder,
    root: RenderedNode,
}

impl RenderedTree {
    /// Renders a rule into an empty element.
    pub fn new(builder: Builder, host: &Element, criteria: &Criteria) -> Self {
        Self { builder, root: draw(builder, host, criteria.root()) }
    }

    /// Patches the rows that have changed; none where nothing had, otherwise the number of nodes that were drawn.
    pub fn update(&mut self, criteria: &Criteria) -> Option<usize> {
        let changed = !Arc::ptr_eq(&self.root.node, criteria.root());
        let drawn = patch(self.builder, &mut self.root, criteria.root());
        changed.then_some(drawn)
    }

    /// Renders everything again, for another language.
    pub fn redraw(&mut self, host: &Element, criteria: &Criteria) {
        self.root.element.remove();
        *self = Self::new(self.builder, host, criteria);
    }

    /// Updates counts and annotations in the rows where they have changed.
    pub fn mark(
        &mut self,
        counts: &Annotations<Count>,
        problems: &Annotations<Annotation>,
        checks: &Annotations<Annotation>,
    ) {
        fn walk(
            drawn: &mut RenderedNode,
            counts: &Annotations<Count>,
            problems: &Annotations<Annotation>,
            checks: &Annotations<Annotation>,
        ) {
            let id = drawn.node.id;
            let count = counts.get(id).copied();
            // A row with a missing part says so in its own text.
            let checked = || checks.get(id).filter(|_| drawn.node.missing().is_none());
            let mark = problems.get(id).or_else(checked);
            if drawn.count != count || drawn.mark.as_ref() != mark {
                drawn.count = count;
                drawn.mark = mark.cloned();
                row::show_marks(&drawn.element, id, count, mark);
            }
            for child in &mut drawn.children {
                walk(child, counts, problems, checks);
            }
        }
        walk(&mut self.root, counts, problems, checks);
    }

    pub fn element(&self, node: NodeId) -> Option<&Element> {
        fn find(drawn: &RenderedNode, node: NodeId) -> Option<&RenderedNode> {
            if drawn.node.id == node {
                return Some(drawn);
            }
            drawn.children.iter().find_map(|child| find(child, node))
        }
        find(&self.root, node).map(|drawn| &drawn.element)
    }
}

/// Renders a node into an empty element.
fn draw(builder: Builder, host: &Element, node: &Arc<Node>) -> RenderedNode {
    let mut text = String::new();
    markup::node(builder, node, &mut text);
    host.set_inner_html(&text);
    let element = host.first_element_child().unwrap_or_else(|| unreachable!("a node is one element"));
    take(builder, element, node)
}

/// Collects the elements of a node that was just rendered.
fn take(builder: Builder, element: Element, node: &Arc<Node>) -> RenderedNode {
    let is_group = node.join().is_some();
    let list = is_group.then(|| row::list_of(&element)).flatten();
    let mut children = Vec::with_capacity(node.children().len());
    let mut next = list.as_ref().and_then(Element::first_element_child);
    for child in node.children() {
        let Some(own) = next else { break };
        next = own.next_element_sibling();
        children.push(take(builder, own, child));
    }
    if is_group {
        row::fill(builder, &element, node);
        row::tell_size(&element, node);
    }
    RenderedNode { node: node.clone(), element, list, children, count: None, mark: None }
}

/// Patches a node; returns how many nodes were drawn below it.
fn patch(builder: Builder, drawn: &mut RenderedNode, node: &Arc<Node>) -> usize {
    if Arc::ptr_eq(&drawn.node, node) {
        return 0;
    }
    let before = std::mem::replace(&mut drawn.node, node.clone());
    if drawn.list.is_none() || head(&before) != head(node) {
        row::fill(builder, &drawn.element, node);
    }
    let Some(list) = drawn.list.clone() else { return 0 };
    let count = patch_children(builder, drawn, &list, node.children());
    row::tell_size(&drawn.element, node);
    count
}

/// The state that a group's own elements show; none for a node that is no group.
fn head(node: &Node) -> Option<(Join, bool, bool, bool)> {
    match &node.content {
        Content::Group(join, children) => Some((*join, node.not, node.locked, children.is_empty())),
        _ => None,
    }
}

fn patch_children(builder: Builder, drawn: &mut RenderedNode, list: &Element, nodes: &[Arc<Node>]) -> usize {
    let same = |(drawn, node): &(&RenderedNode, &Arc<Node>)| drawn.node.id == node.id;
    let start = drawn.children.iter().zip(nodes).take_while(same).count();
    let rest = drawn.children.len().min(nodes.len()) - start;
    let end = drawn.children.iter().rev().zip(nodes.iter().rev()).take(rest).take_while(same).count();
    let mut old: Vec<Option<RenderedNode>> =
        drawn.children.drain(start..drawn.children.len() - end).map(Some).collect();
    let last = nodes.len() - end;
    let next = drawn.children.get(start).map(|next| next.element.clone());
    let mut fresh = Vec::with_capacity(last - start);
    let place = |node: &Arc<Node>| old.iter().flatten().position(|old| old.node.id == node.id);
    let kept: Vec<Option<usize>> = nodes[start..last].iter().map(place).collect();
    // The browser reads all new rows at once, and neighbours among them come into the page at once.
    let mut text = String::new();
    let mut count = 0;
    for (node, _) in nodes[start..last].iter().zip(&kept).filter(|(_, kept)| kept.is_none()) {
        markup::node(builder, node, &mut text);
        count += 1 + node.conditions();
    }
    let scratch = row::element("ul", &[]);
    scratch.set_inner_html(&text);
    let mut drawn_next = scratch.first_element_child();
    let neighbours = document().create_document_fragment();
    for (node, kept) in nodes[start..last].iter().zip(kept) {
        if let Some(child) = kept.and_then(|at| old[at].take()) {
            row::insert(list, &neighbours, next.as_ref());
            row::insert(list, &child.element, next.as_ref());
            fresh.push(child);
        } else if let Some(element) = drawn_next {
            drawn_next = element.next_element_sibling();
            let child = take(builder, element, node);
            row::insert(&neighbours, &child.element, None);
            fresh.push(child);
        } else {
            unreachable!("a node is one element");
        }
    }
    row::insert(list, &neighbours, next.as_ref());
    for gone in old.into_iter().flatten() {
        gone.element.remove();
    }
    drawn.children.splice(start..start, fresh);
    count + drawn.children.iter_mut().zip(nodes).map(|(child, node)| patch(builder, child, node)).sum::<usize>()
}
