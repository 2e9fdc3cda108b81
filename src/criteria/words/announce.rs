//! Announcements after edits, and the reasons for refused edits.

use crate::criteria::words::{join_name, missing_name, sentence};
use crate::i18n::t;
use model::config::StoreConfig;
use model::criteria::{Criteria, Edit, Node, NodeId, Refusal};
use std::sync::Arc;

/// The announcement after an edit, which includes the new current node.
pub(in crate::criteria) fn edited(
    store: &StoreConfig,
    edit: &Edit,
    before: &Criteria,
    after: &Criteria,
    focus: NodeId,
) -> String {
    let here = describe(store, after, focus);
    match edit {
        // Missing parts of a new condition are reported only when the user leaves it.
        Edit::Alternative(_) => t!(builder.said_alternative, what = said_of(store, after, focus)),
        Edit::Add(..) => t!(builder.said_added, what = said_of(store, after, focus)),
        Edit::Gather(_) => t!(builder.said_gathered, what = here),
        Edit::Remove(_) => t!(builder.said_removed, what = here),
        Edit::Duplicate(_) => t!(builder.said_duplicated, what = here),
        Edit::Ungroup(_) => t!(builder.said_ungrouped, what = here),
        Edit::Wrap(..) => t!(builder.said_wrapped, what = here),
        Edit::Replace(..) => t!(builder.said_replaced).to_owned(),
        Edit::SetJoin(_, join) => t!(builder.said_join, what = join_name(*join)),
        Edit::SetNot(_, not) => if *not { t!(builder.said_not) } else { t!(builder.said_not_not) }.to_owned(),
        Edit::SetCondition(..) => here,
        Edit::Move(node, ..) | Edit::Step(node, _) => moved(before, after, *node),
    }
}

/// The announcement after a move within a group or to another group.
fn moved(before: &Criteria, after: &Criteria, node: NodeId) -> String {
    let Some((group, at)) = after.parent(node) else { return String::new() };
    let position = (at + 1).to_string();
    let of = group.children().len().to_string();
    let stayed = before.parent(node).is_some_and(|(old, _)| old.id == group.id);
    if stayed {
        t!(builder.said_moved, position = position, of = of)
    } else {
        t!(builder.said_moved_into, group = group.join().map_or("", join_name), position = position, of = of)
    }
}

/// The announcement after undo or redo.
pub(in crate::criteria) fn stepped(store: &StoreConfig, back: bool, now: &Criteria, focus: NodeId) -> String {
    let what = describe(store, now, focus);
    if back { t!(builder.said_undone, what = what) } else { t!(builder.said_redone, what = what) }
}

/// The announcement that there is nothing to undo or redo.
pub(in crate::criteria) fn no_step(back: bool) -> String {
    if back { t!(builder.nothing_to_undo) } else { t!(builder.nothing_to_redo) }.to_owned()
}

/// A condition in words, without its missing parts.
fn said_of(store: &StoreConfig, criteria: &Criteria, node: NodeId) -> String {
    let is_condition = |node: &&Arc<Node>| node.join().is_none();
    let found = criteria.node(node).filter(is_condition);
    found.map_or_else(|| describe(store, criteria, node), |node| sentence(store, node))
}

/// A node in words; "" if it does not exist.
pub(in crate::criteria) fn describe(store: &StoreConfig, criteria: &Criteria, node: NodeId) -> String {
    criteria.node(node).map(|node| describe_node(store, node)).unwrap_or_default()
}

/// A condition with its missing part; a group with the number of its conditions.
pub(in crate::criteria) fn describe_node(store: &StoreConfig, node: &Node) -> String {
    let said = sentence(store, node);
    if let Some(missing) = node.missing() {
        return format!("{said}. {}", missing_name(missing));
    }
    if node.join().is_none() {
        return said;
    }
    t!(builder.group_heard, group = said, count = node.children().len() as i64)
}

/// Why an edit was refused.
pub fn refusal(refusal: Refusal) -> String {
    match refusal {
        Refusal::Gone => t!(builder.refused_gone),
        Refusal::Locked => t!(builder.refused_locked),
        Refusal::Root => t!(builder.refused_root),
        Refusal::NotAGroup => t!(builder.refused_not_a_group),
        Refusal::NotACondition => t!(builder.refused_not_a_condition),
        Refusal::First => t!(builder.refused_first),
        Refusal::Last => t!(builder.refused_last),
        Refusal::NoGroupBeside => t!(builder.refused_no_group_beside),
        Refusal::IntoItself => t!(builder.refused_into_itself),
        Refusal::NotBeside => t!(builder.refused_not_beside),
        Refusal::Negated => t!(builder.refused_negated),
        Refusal::TooDeep => t!(builder.refused_too_deep),
        Refusal::TooMany => t!(builder.refused_too_many),
        Refusal::AlreadySo => t!(builder.refused_already_so),
    }
    .to_owned()
}

/// The locked node that contains a node or is the node itself.
pub(in crate::criteria) fn lock_of(criteria: &Criteria, node: NodeId) -> Option<NodeId> {
    let mut at = criteria.node(node)?;
    loop {
        if at.locked {
            return Some(at.id);
        }
        at = criteria.parent(at.id)?.0;
    }
}
