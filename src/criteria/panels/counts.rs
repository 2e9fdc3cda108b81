//! How many each condition and group finds by itself: asked once for each, a few at a time, kept as long as the
//! condition says the same.

use crate::api::Api;
use crate::api::smart::MembershipQuery;
use crate::criteria::annotations::Count;
use crate::criteria::state::Builder;
use crate::criteria::state::Scoped;
use crate::task::Life;
use crate::ui::debounce::Debounce;
use leptos::prelude::*;
use model::criteria::{Criteria, Node, NodeId};
use model::group::MembershipRule;
use std::sync::Arc;

/// Nodes that are counted: a longer rule would ask more than it tells.
const MOST: usize = 60;

/// How long a rule must rest before it is counted, in milliseconds.
const REST: u64 = 600;

/// What was answered: the node as it was, and the number.
type Answers = Vec<(Arc<Node>, i64)>;

/// Keeps the builder's counts right; `rule` tells where and what is looked for.
pub fn keep_counts(builder: Builder, rule: Signal<MembershipRule>) {
    let api = StoredValue::new(Api::expect());
    let answers = StoredValue::new(Answers::new());
    let turn = StoredValue::new(0_u32);
    let rest = Debounce::new();
    let life = Life::new();
    let scope = Memo::new(move |_| rule.with(Scoped::of));
    Effect::new(move |before: Option<Scoped>| {
        let criteria = builder.settled();
        let now = scope.get();
        // In another place the same condition finds others.
        if before.is_some_and(|before| before != now) {
            answers.set_value(Vec::new());
        }
        turn.update_value(|turn| *turn += 1);
        let own = turn.get_value();
        let asked = wanted(&criteria);
        show(builder, &criteria, answers);
        rest.then(REST, move || {
            life.spawn(async move {
                for node in asked {
                    if turn.get_value() != own {
                        return;
                    }
                    let id = node.id;
                    if let Some(count) = answers.with_value(|answers| known(answers, &node)) {
                        // The answer may have come after what was known then had been shown.
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
                            // What was undone may come back; what was long ago will not.
                            if answers.len() > 4 * MOST {
                                answers.drain(..MOST);
                            }
                            answers.push((node.clone(), count));
                        });
                    }
                    // Meanwhile the node may be another one of the same place.
                    if turn.get_value() != own {
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

/// What can be counted, in reading order: every finished node, if they are not too many.
fn wanted(criteria: &Criteria) -> Vec<Arc<Node>> {
    let mut found = Vec::new();
    collect(criteria.root(), &mut found);
    if found.len() > MOST {
        found.clear();
    }
    found
}

/// Whether everything below is finished.
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

/// Whether every condition fits its attribute: what does not is not asked.
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

/// What was answered for this very node.
fn known(answers: &Answers, node: &Arc<Node>) -> Option<i64> {
    let same = |own: &Arc<Node>| Arc::ptr_eq(own, node) || **own == **node;
    answers.iter().rev().find(|(own, _)| same(own)).map(|(_, count)| *count)
}

/// Shows what is known already; what has changed is unknown until it is asked again.
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
