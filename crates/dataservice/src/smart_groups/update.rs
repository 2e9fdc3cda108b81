//! Computes the members of a smart group, within one transaction, so that they reflect one point in time and are
//! written completely or not at all. Members that stay are not touched.

use super::{ATTRIBUTES, Rule};
use crate::directory::WriteTx;
use crate::filter::Filter;
use crate::membership::{Managed, MemberRules};
use crate::object::{EngineError, Found, Handle, Link, Load, Rejection, Store};
use crate::reasons::Reasons;
use crate::{schema, shape};
use model::wire::attributes;
use model::wire::codes::AD_MEMBERS;
use std::collections::HashSet;

/// The number of changes between two reports of progress.
const STEP: usize = 500;

/// The result of an update, in numbers of members.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Update {
    pub before: usize,
    pub after: usize,
    pub joined: usize,
    pub left: usize,
    /// The groups that the rule finds but that this group cannot have as members.
    pub unfit: usize,
}

impl Update {
    /// A remark for people in addition to the numbers.
    pub fn remark(&self) -> Option<String> {
        let unfit = self.unfit;
        (unfit > 0).then(|| format!("{unfit} groups that the rule means were left out: this group cannot hold them."))
    }
}

/// Computes the members of the smart group with that object id from its rule. `progress` receives the number of changes
/// made and of all changes. A rule that cannot be evaluated is rejected, and the members do not change.
pub fn update(
    change: &dyn WriteTx,
    store: &Store,
    guid: &str,
    progress: &dyn Fn(usize, usize),
) -> Result<Update, Rejection> {
    let mut load: Vec<String> = ATTRIBUTES.map(str::to_owned).to_vec();
    load.extend([attributes::MANAGED_GROUP_TYPE, "membershipRule"].map(str::to_owned));
    let held = change.load(store.id, guid, &Load::Names(load))?.ok_or(Rejection::Missing)?;
    let group = &held.found;
    let mut reasons = Reasons::default();
    if held.first(attributes::MANAGED_GROUP_TYPE) != Some(Managed::Smart.code()) {
        reasons.add(attributes::MANAGED_GROUP_TYPE, "This is no smart group.");
        return Err(Rejection::Refused(reasons.into()));
    }
    if held.is_dynamic() {
        reasons.add("membershipRule", "Entra ID itself keeps the members of this group, by a rule of its own.");
        return Err(Rejection::Refused(reasons.into()));
    }
    let rule = Rule::read(change, store, &shape::attributes(&held), &mut reasons)?;
    let (Some(rule), true) = (rule, reasons.is_empty()) else {
        return Err(Rejection::Refused(reasons.into()));
    };
    let whom = rule.whom();
    let itself = Filter::Is(vec![group.handle]);
    let unfit = MemberRules::of(store, group).and_then(MemberRules::unfit);
    let mut without = vec![itself];
    without.extend(unfit.clone());
    let meant = change.matching(store.id, &all_but(whom.clone(), Filter::Any(without)))?;
    let unfit = match unfit {
        Some(unfit) => change.matching(store.id, &Filter::All(vec![whom, unfit]))?.len(),
        None => 0,
    };
    write(change, group, &meant, unfit, progress).map_err(Rejection::from)
}

fn all_but(these: Filter, those: Filter) -> Filter {
    Filter::All(vec![these, Filter::Not(Box::new(those))])
}

fn write(
    change: &dyn WriteTx,
    group: &Found,
    meant: &[Handle],
    unfit: usize,
    progress: &dyn Fn(usize, usize),
) -> Result<Update, EngineError> {
    let attribute = schema::attribute(AD_MEMBERS).ok_or_else(|| EngineError("no attribute for members".to_owned()))?;
    let present = change.targets(group.handle, attribute)?;
    let wanted: HashSet<Handle> = meant.iter().copied().collect();
    let held: HashSet<Handle> = present.iter().copied().collect();
    let leaving = || present.iter().filter(|member| !wanted.contains(member));
    let joining = || meant.iter().filter(|member| !held.contains(member));
    let (left, joined) = (leaving().count(), joining().count());
    let total = left + joined;
    progress(0, total);
    let mut done = 0;
    let mut step = || {
        done += 1;
        if done % STEP == 0 || done == total {
            progress(done, total);
        }
    };
    for member in leaving() {
        change.remove_link(group.handle, attribute, *member)?;
        step();
    }
    for member in joining() {
        change.add_link(group.handle, &Link::plain(attribute, *member))?;
        step();
    }
    Ok(Update { before: present.len(), after: present.len() + joined - left, joined, left, unfit })
}
