//! The groups of a user, in lists and counted (part B: My groups and the like).

use super::searches::{Paging, answer, attribute, names_of};
use super::users::user;
use crate::clock;
use crate::directory::Query;
use crate::filter::{Filter, Operator, Test};
use crate::http::{Answer, HttpError};
use crate::membership::Managed;
use crate::object::{Found, Kind, Load};
use crate::routes::Call;
use model::wire::GroupCount;
use model::wire::attributes;
use model::wire::codes::{AD_ADDITIONAL_OWNERS, AD_MEMBERS};
use model::wire::lenient::Required;

/// How many days before its end a group counts as expiring. Assumption A-71.
const EXPIRING_DAYS: u64 = 30;

/// GET `…/Users/{id}/Groups`: the groups that a user owns. `displayAdditionalGroups` includes those owned as an
/// additional owner, and `displayNestedOwnership` those owned through a group.
pub fn owned(call: &Call<'_>) -> Result<Answer, HttpError> {
    groups(call, ownership(call)?)
}

/// GET `…/Users/{id}/Groups/count`.
pub fn owned_count(call: &Call<'_>) -> Result<Answer, HttpError> {
    count(call, ownership(call)?)
}

/// GET `…/Users/{id}/Groups/All`: the groups that a user owns or is a member of.
pub fn all(call: &Call<'_>) -> Result<Answer, HttpError> {
    let user = user(call)?;
    let nested = call.flag("displayNestedOwnership", false)?;
    groups(call, Filter::Any(vec![owned_by(&user, true, nested)?, points_to(&user, AD_MEMBERS, false)?]))
}

/// GET `…/Users/{id}/Groups/Membership`: the groups that a user is a direct member of.
pub fn membership(call: &Call<'_>) -> Result<Answer, HttpError> {
    groups(call, points_to(&user(call)?, AD_MEMBERS, false)?)
}

/// GET `…/Users/{id}/Groups/Membership/count`.
pub fn membership_count(call: &Call<'_>) -> Result<Answer, HttpError> {
    count(call, points_to(&user(call)?, AD_MEMBERS, false)?)
}

/// GET `…/Users/{id}/Groups/SmartGroups`: the smart groups that a user owns.
pub fn smart_groups(call: &Call<'_>) -> Result<Answer, HttpError> {
    let smart = test(attributes::MANAGED_GROUP_TYPE, Operator::IsExactly, Managed::Smart.code())?;
    groups(call, Filter::All(vec![ownership(call)?, smart]))
}

/// GET `…/Users/{id}/Groups/Dynasties`. This directory has no hierarchies of smart groups, so the list is empty.
pub fn dynasties(call: &Call<'_>) -> Result<Answer, HttpError> {
    user(call)?;
    groups(call, Filter::Any(Vec::new()))
}

/// GET `…/Users/{id}/Groups/Expiring`: the groups that a user owns and that expire soon.
pub fn expiring(call: &Call<'_>) -> Result<Answer, HttpError> {
    groups(call, Filter::All(vec![ownership(call)?, expires_soon()?]))
}

/// GET `…/Users/{id}/Groups/Expiring/count`.
pub fn expiring_count(call: &Call<'_>) -> Result<Answer, HttpError> {
    count(call, Filter::All(vec![ownership(call)?, expires_soon()?]))
}

/// GET `…/Users/{id}/Groups/Expired`: the expired groups that a user owns.
pub fn expired(call: &Call<'_>) -> Result<Answer, HttpError> {
    groups(call, Filter::All(vec![ownership(call)?, has_expired()?]))
}

fn has_expired() -> Result<Filter, HttpError> {
    test("IMGIsExpired", Operator::IsExactly, "true")
}

fn expires_soon() -> Result<Filter, HttpError> {
    let soon = test(attributes::EXPIRATION_DATE, Operator::LessOrEqual, &clock::generalized_in(EXPIRING_DAYS))?;
    Ok(Filter::All(vec![soon, Filter::Not(Box::new(has_expired()?))]))
}

fn test(name: &str, operator: Operator, value: &str) -> Result<Filter, HttpError> {
    Ok(Filter::Test(Test { attribute: attribute(name, "attribute")?, operator, values: vec![value.to_owned()] }))
}

/// The groups that the user in the URL owns, in the ways that the query asks for.
fn ownership(call: &Call<'_>) -> Result<Filter, HttpError> {
    let user = user(call)?;
    let additional = call.flag("displayAdditionalGroups", false)?;
    owned_by(&user, additional, call.flag("displayNestedOwnership", false)?)
}

fn owned_by(user: &Found, additional: bool, nested: bool) -> Result<Filter, HttpError> {
    let mut ways = vec![points_to(user, attributes::MANAGED_BY, nested)?];
    if additional {
        ways.push(points_to(user, AD_ADDITIONAL_OWNERS, nested)?);
    }
    Ok(Filter::Any(ways))
}

fn points_to(user: &Found, name: &str, nested: bool) -> Result<Filter, HttpError> {
    Ok(Filter::PointsTo { attribute: attribute(name, "attribute")?, target: user.handle, nested })
}

fn groups(call: &Call<'_>, which: Filter) -> Result<Answer, HttpError> {
    let names = names_of(call)?;
    let paging = Paging::new(call.number("pageNo", 1)?, call.number("pageSize", 25)?, call.number("sortOrder", 1)?)?;
    let sort_by =
        call.query("sortBy").filter(|name| !name.is_empty()).unwrap_or_else(|| attributes::DISPLAY_NAME.to_owned());
    let query = Query {
        sort_by: Some(attribute(&sort_by, "sortBy")?),
        descending: paging.descending,
        offset: paging.offset,
        limit: paging.limit,
        total: call.flag("calculateTotal", true)?,
        load: names.clone().map_or(Load::Brief, Load::Names),
        ..query(call, which)?
    };
    Ok(answer(&call.service.directory.search_index(&query)?, names.as_deref()))
}

fn count(call: &Call<'_>, which: Filter) -> Result<Answer, HttpError> {
    let page = call.service.directory.search_index(&query(call, which)?)?;
    let count = GroupCount { count: Required(page.total.unwrap_or_default()), ..GroupCount::default() };
    Ok(Answer::json(&count.to_json()))
}

/// The number of these groups, without any of them.
fn query(call: &Call<'_>, which: Filter) -> Result<Query, HttpError> {
    Ok(Query {
        store: call.store()?.id,
        filter: Filter::All(vec![Filter::KindIs(Kind::Group), which]),
        within: None,
        sort_by: None,
        descending: false,
        offset: 0,
        limit: 0,
        total: true,
        load: Load::Names(Vec::new()),
    })
}
