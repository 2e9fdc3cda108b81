//! The filters of lists of groups.

use crate::i18n::t;
use crate::ui::format;
use crate::ui::table::FilterChip;
use crate::words::group::{kind_name, security_name};
use model::config::StoreKind;
use model::group::GroupKind;
use model::list::{EXPIRES_SOON_DAYS, GroupFilter, Moments};
use model::wire::Criterion;
use model::wire::codes::SecurityType;

const fn chip(filter: GroupFilter, label: fn() -> &'static str) -> FilterChip {
    FilterChip { name: filter.name(), label }
}

const FILTERS: &[FilterChip] = &[
    chip(GroupFilter::Static, || t!(filter.without_rule)),
    chip(GroupFilter::Smart, || t!(filter.smart)),
    chip(GroupFilter::Private, || security_name(SecurityType::Private)),
    chip(GroupFilter::SemiPrivate, || security_name(SecurityType::SemiPrivate)),
    chip(GroupFilter::Public, || security_name(SecurityType::Public)),
    chip(GroupFilter::Expiring, || t!(filter.expiring)),
    chip(GroupFilter::Expired, || t!(filter.expired)),
    chip(GroupFilter::NoOwner, || t!(filter.no_owner)),
    chip(GroupFilter::Empty, || t!(filter.empty)),
];

/// What Graph's `$filter` can do: it filters neither by `visibility` nor by the number of members, and its groups have no
/// security type and expire otherwise.
const GRAPH_FILTERS: &[FilterChip] = &[
    chip(GroupFilter::Static, || kind_name(GroupKind::Static, StoreKind::MicrosoftGraph)),
    chip(GroupFilter::Smart, || kind_name(GroupKind::Smart, StoreKind::MicrosoftGraph)),
    chip(GroupFilter::NoOwner, || t!(filter.no_owner)),
];

/// The filters that a list of groups has in this kind of store; `is_of_user` says that it has the groups of one person,
/// which Graph answers without their owners.
pub fn filters(store: StoreKind, is_of_user: bool) -> &'static [FilterChip] {
    match store {
        StoreKind::MicrosoftGraph if is_of_user => GRAPH_FILTERS.split_at(2).0,
        StoreKind::MicrosoftGraph => GRAPH_FILTERS,
        StoreKind::ActiveDirectory | StoreKind::EntraId => FILTERS,
    }
}

/// The search criteria for filters by their names; "expiring" is counted from now.
pub fn filter_criteria(names: &[&'static str], store: StoreKind) -> Vec<Criterion> {
    let filters: Vec<_> = names.iter().filter_map(|name| GroupFilter::from_name(name)).collect();
    let now = js_sys::Date::now();
    let soon = now + f64::from(EXPIRES_SOON_DAYS) * 86_400_000.0;
    let moments = Moments { now: format::generalized(now), soon: format::generalized(soon) };
    GroupFilter::criteria(&filters, store, &moments)
}
