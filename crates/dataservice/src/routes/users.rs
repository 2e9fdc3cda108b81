//! Users and their groups (part B: Get user, My groups and the like).

use super::searches::{Paging, answer, attribute, names_of};
use crate::answer::{Answer, Failure};
use crate::call::Call;
use crate::directory::{Found, Kind, Load, Query};
use crate::filter::Filter;
use crate::shape;

/// GET `…/Users/{id}`.
pub fn get(call: &Call<'_>) -> Result<Answer, Failure> {
    let names = names_of(call)?;
    let load = names.clone().map_or(Load::All, Load::Names);
    let object = call.service.directory.load(call.store()?.id, call.param("user"), &load)?;
    let object = object.filter(|object| is_person(object.found.kind)).ok_or_else(nobody)?;
    Ok(Answer::json(&shape::object(&object, names.as_deref())))
}

/// A contact is read where a user is: an owner may be one.
fn is_person(kind: Kind) -> bool {
    matches!(kind, Kind::User | Kind::Contact)
}

fn nobody() -> Failure {
    Failure::missing("There is no such user in this identity store.")
}

/// GET `…/Users/{id}/Groups`: owned groups; as an additional owner too with `displayAdditionalGroups`, and by way of a
/// group that owns with `displayNestedOwnership`.
pub fn owned(call: &Call<'_>) -> Result<Answer, Failure> {
    let user = user(call)?;
    let additional = call.flag("displayAdditionalGroups", false)?;
    let nested = call.flag("displayNestedOwnership", false)?;
    groups(call, ownership(&user, additional, nested)?)
}

/// GET `…/Users/{id}/Groups/All`: owned and joined.
pub fn all(call: &Call<'_>) -> Result<Answer, Failure> {
    let user = user(call)?;
    let nested = call.flag("displayNestedOwnership", false)?;
    groups(call, Filter::Any(vec![ownership(&user, true, nested)?, points_to(&user, "member", false)?]))
}

/// GET `…/Users/{id}/Groups/Memberships`: joined, directly.
pub fn memberships(call: &Call<'_>) -> Result<Answer, Failure> {
    let user = user(call)?;
    groups(call, points_to(&user, "member", false)?)
}

fn user(call: &Call<'_>) -> Result<Found, Failure> {
    let found = call.service.directory.find(call.store()?.id, call.param("user"))?;
    found.filter(|found| is_person(found.kind)).ok_or_else(nobody)
}

fn ownership(user: &Found, additional: bool, nested: bool) -> Result<Filter, Failure> {
    let mut ways = vec![points_to(user, "managedBy", nested)?];
    if additional {
        ways.push(points_to(user, "XAdditionalOwner", nested)?);
    }
    Ok(Filter::Any(ways))
}

fn points_to(user: &Found, name: &str, nested: bool) -> Result<Filter, Failure> {
    Ok(Filter::PointsTo { attribute: attribute(name, "attribute")?, target: user.handle, nested })
}

fn groups(call: &Call<'_>, which: Filter) -> Result<Answer, Failure> {
    let names = names_of(call)?;
    let paging = Paging::new(call.number("pageNo", 1)?, call.number("pageSize", 25)?, call.number("sortOrder", 1)?)?;
    let sort_by = call.query("sortBy").filter(|name| !name.is_empty()).unwrap_or_else(|| "displayName".to_owned());
    let query = Query {
        store: call.store()?.id,
        filter: Filter::All(vec![Filter::KindIs(Kind::Group), which]),
        within: None,
        sort_by: Some(attribute(&sort_by, "sortBy")?),
        descending: paging.descending,
        offset: paging.offset,
        limit: paging.limit,
        total: call.flag("calculateTotal", true)?,
        load: names.clone().map_or(Load::Brief, Load::Names),
    };
    Ok(answer(&call.service.directory.search(&query)?, names.as_deref()))
}
