//! Counts the matches of every condition and group on its own. The nodes are asked one after the other, and an answer
//! is reused as long as the node is unchanged.

use crate::api::Api;
use crate::api::smart::MembershipQuery;
use crate::criteria::annotations::Count;
use crate::criteria::state::Builder;
use crate::criteria::state::Scoped;
use crate::task::{Latest, Lifetime};
use crate::ui::debounce::Debounce;
use leptos::prelude::*;
use model::criteria::{Criteria, Node, NodeId};
use model::group::MembershipRule;
use std::sync::Arc;

/// Rules with more nodes are not counted at all: the requests would cost more than the numbers are worth.
const MOST: usize = 60;

/// How long a rule must stay unchanged before it is counted, in milliseconds.
const REST: u64 = 600;

/// Answered nodes, oldest first, with their number of matches.
type Answers = Vec<(Arc<Node>, i64)>;

/// Keeps `builder.counts` up to date. `rule` supplies the search base and the object types.
pub fn keep_counts(builder: Builder, rule: Signal<MembershipRule>) {
    let api = StoredValue::new(Api::expect());
    let answers = StoredValue::new(Answers::new());
    let latest = Latest::new();
    let rest = Debounce::new();
    let life = Lifetime::new();
    let scope = Memo::new(move |_| rule.with(Scoped::of));
    Effect::new(move |before: Option<Scoped>| {
        let criteria = builder.settled();
        let now = scope.get();
        // In another scope the same condition matches other objects.
        if before.is_some_and(|before| before != now) {
            answers.set_value(Vec::new());
        }
        let is_latest = latest.begin();
        let asked = wanted(&criteria);
        show(builder, &criteria, answers);
        rest.then(REST, move || {
            life.spawn(async move {
                for node in asked {
                    if !is_latest() {
                        return;
                    }
                    let id = node.id;
                    if let Some(count) = answers.with_value(|answers| known(answers, &node)) {
                        // The answer may have arrived after `show` ran.
                        builder.counts.update(|counts| counts.set(id, Count::Of(count)));
                        continue;
                    }
                    builder.counts.update(|counts| counts.set(id, Count::Asking));
                    let alone = Criteria::of((*node).clone());
                    let question = rule.with_untracked(|rule| MembershipQuery::count_of(rule, &alone));
                    let Some(question) = question.ok().filter(|_| fits(builder, &node)) else {
                        builder.counts.update(|counts| counts.set(id, Count::Unknown));
                        continue;
                    };
                    let api = api.get_value();
                    let count = api.count(api.current_store().id, &question).await;
                    if let Ok(count) = count {
                        answers.update_value(|answers| {
                            // Undo may bring a recent node back, so answers are kept; only the oldest are dropped.
                            if answers.len() > 4 * MOST {
                                answers.drain(..MOST);
                            }
                            answers.push((node.clone(), count));
                        });
                    }
                    // The rule may have changed during the request, and the id may now belong to another node.
                    if !is_latest() {
                        return;
                    }
                    let shown = count.map_or(Count::Unknown, Count::Of);
                    builder.counts.update(|counts| counts.set(id, shown));
                }
            });
        });
        now
    });
}

/// The nodes to count in reading order: every complete one, or none if there are more than `MOST`.
fn wanted(criteria: &Criteria) -> Vec<Arc<Node>> {
    let mut found = Vec::new();
    collect(criteria.root(), &mut found);
    if found.len() > MOST {
        found.clear();
    }
    found
}

/// Collects the complete nodes at and below `node`, and returns whether `node` is complete.
fn collect(node: &Arc<Node>, into: &mut Vec<Arc<Node>>) -> bool {
    let place = into.len();
    let mut whole = node.missing().is_none();
    for child in node.children() {
        whole &= collect(child, into);
    }
    if whole {
        into.insert(place, node.clone());
    }
    whole
}

/// Whether every condition fits the type of its attribute; other nodes are not sent.
fn fits(builder: Builder, node: &Node) -> bool {
    let mut fits = true;
    builder.store(|store| {
        let schema = store.schema();
        node.visit(&mut |node| {
            fits &= node.as_condition().is_none_or(|condition| schema.problem(condition).is_none());
        });
    });
    fits
}

/// The answer for a node that is equal to this one.
fn known(answers: &Answers, node: &Arc<Node>) -> Option<i64> {
    let same = |own: &Arc<Node>| Arc::ptr_eq(own, node) || **own == **node;
    answers.iter().rev().find(|(own, _)| same(own)).map(|(_, count)| *count)
}

/// Shows the answers that are known already, and marks the other numbers as stale.
fn show(builder: Builder, criteria: &Criteria, answers: StoredValue<Answers>) {
    let mut known_now: Vec<(NodeId, i64)> = Vec::new();
    let wanted = wanted(criteria);
    answers.with_value(|answers| {
        known_now.extend(wanted.iter().filter_map(|node| known(answers, node).map(|count| (node.id, count))));
    });
    builder.counts.update(|counts| {
        let mut stale = Vec::new();
        criteria.root().visit(&mut |node| {
            let whole = wanted.iter().any(|own| own.id == node.id);
            if let Some(Count::Of(count) | Count::Stale(count)) = counts.get(node.id).filter(|_| whole) {
                stale.push((node.id, *count));
            }
        });
        counts.clear();
        for (id, count) in stale {
            counts.set(id, Count::Stale(count));
        }
        for (id, count) in known_now {
            counts.set(id, Count::Of(count));
        }
    });
}
