//! Computing the members of a smart group: within one transaction, so that they are those of one moment and are written
//! whole or not at all. Whoever stays is not touched.

use super::{ATTRIBUTES, Rule};
use crate::directory::{Abort, Change, Failed, Found, Handle, Kind, Link, Load, Store};
use crate::filter::{Filter, Operator, Test};
use crate::rules::{Managed, Reasons, can_hold};
use crate::{schema, shape};
use model::wire::codes::{AD_MEMBERS, AdGroupType, GroupScope};
use std::collections::HashSet;

/// Changes between two reports of progress.
const STEP: usize = 500;

/// What an update did.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Update {
    pub before: usize,
    pub after: usize,
    pub joined: usize,
    pub left: usize,
    /// Groups that the rule means and that a group of this scope cannot hold.
    pub unfit: usize,
}

impl Update {
    /// What a person should know beside the numbers.
    pub fn remark(&self) -> Option<String> {
        let unfit = self.unfit;
        (unfit > 0).then(|| {
            format!("{unfit} groups that the rule means were left out: a group of this scope cannot hold them.")
        })
    }
}

/// Gives a smart group, which is named by its object id, the members that its rule means. `progress` is told how many of how many changes are made. A rule
/// that cannot be evaluated is refused, and the members stay.
pub fn update(
    change: &dyn Change,
    store: &Store,
    guid: &str,
    progress: &dyn Fn(usize, usize),
) -> Result<Update, Abort> {
    let mut load: Vec<String> = ATTRIBUTES.map(str::to_owned).to_vec();
    load.push("IMSGManagedGroupType".to_owned());
    let held = change.load(store.id, guid, &Load::Names(load))?.ok_or(Abort::Missing)?;
    let group = &held.found;
    let mut reasons = Reasons::default();
    if held.first("IMSGManagedGroupType") != Some(Managed::Smart.code()) {
        reasons.add("IMSGManagedGroupType", "This is no smart group.");
        return Err(Abort::Refused(reasons.into()));
    }
    let rule = Rule::read(change, store, &shape::attributes(&held), &mut reasons)?;
    let (Some(rule), true) = (rule, reasons.is_empty()) else {
        return Err(Abort::Refused(reasons.into()));
    };
    let scope = group.group_type.and_then(AdGroupType::from_code).map(|kind| kind.scope);
    let whom = rule.whom();
    let itself = Filter::Is(vec![group.handle]);
    let unfit = scope.and_then(unfit);
    let mut without = vec![itself];
    without.extend(unfit.clone());
    let meant = change.matching(store.id, &all_but(whom.clone(), Filter::Any(without)))?;
    let unfit = match unfit {
        Some(unfit) => change.matching(store.id, &Filter::All(vec![whom, unfit]))?.len(),
        None => 0,
    };
    write(change, group, &meant, unfit, progress).map_err(Abort::from)
}

fn all_but(these: Filter, those: Filter) -> Filter {
    Filter::All(vec![these, Filter::Not(Box::new(those))])
}

/// Groups that a group of this scope cannot hold; none where it can hold them all.
fn unfit(scope: GroupScope) -> Option<Filter> {
    let attribute = schema::attribute("groupType")?;
    let others = GroupScope::ALL.into_iter().filter(|other| !can_hold(scope, *other));
    let bits = others.fold(0, |bits, other| bits | other.bit());
    let test = Test { attribute, operator: Operator::AnyFlagOn, values: vec![bits.to_string()] };
    (bits != 0).then(|| Filter::All(vec![Filter::KindIs(Kind::Group), Filter::Test(test)]))
}

fn write(
    change: &dyn Change,
    group: &Found,
    meant: &[Handle],
    unfit: usize,
    progress: &dyn Fn(usize, usize),
) -> Result<Update, Failed> {
    let attribute = schema::attribute(AD_MEMBERS).ok_or_else(|| Failed("no attribute for members".to_owned()))?;
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
