//! Users and their groups (part A: operation 13; part B: Create user, Get user, My groups and the like).

use super::groups::refusal;
use super::searches::{Paging, answer, attribute, names_of};
use crate::directory::Query;
use crate::filter::Filter;
use crate::http::{Answer, HttpError};
use crate::object::{Found, Kind, Load, Rejection};
use crate::routes::Call;
use crate::shape;
use crate::tokens;
use crate::validation::{self, NewUser};
use model::wire::attributes;
use model::wire::lenient::Nullable;
use model::wire::{ActionResult, CreateUser};
use serde_json::Value;

/// The envelope's `type` in the sample of operation 13.
const KIND: i64 = 6;

/// Operation 13, and Create user: POST `…/Users`. The password is hashed for the account and stored nowhere else.
pub fn create(call: &Call<'_>) -> Result<Answer, HttpError> {
    let store = call.store()?;
    let body: CreateUser = call.body()?;
    let said = body.identity_store_id.store().0;
    if said != 0 && said != store.id {
        return Err(HttpError::wrong("IdentityStoreID: expected the identity store of the URL"));
    }
    let no_random = || HttpError::broken("no random bytes");
    let guid = tokens::random_guid().ok_or_else(no_random)?;
    let salt = tokens::random(16).ok_or_else(no_random)?.into_bytes();
    let created = call.service.directory.write(&mut |change| {
        let NewUser { object, account } = validation::new_user(change, store, &body, &guid, &salt)?;
        let handle = change.insert(&object)?;
        Ok(change.add_account(store.id, handle, &account)?)
    });
    let result = match created {
        Ok(()) => ActionResult {
            kind: Some(KIND),
            exception_messages: Nullable::Is(serde_json::Map::new()),
            current_directory_server: store.server.map_or(Nullable::Null, |name| Nullable::Is(name.to_owned())),
            is_resyncable: Nullable::Is(true),
            ..ActionResult::done(Value::String(guid))
        },
        Err(Rejection::Refused(reasons)) => ActionResult { kind: Some(KIND), ..refusal(reasons) },
        Err(other) => return Err(other.into()),
    };
    Ok(Answer::json(&shape::envelope(&result)))
}

/// GET `…/Users/{id}`.
pub fn get(call: &Call<'_>) -> Result<Answer, HttpError> {
    let names = names_of(call)?;
    let load = names.clone().map_or(Load::All, Load::Names);
    let object = call.service.directory.load(call.store()?.id, call.param("user"), &load)?;
    let object = object.filter(|object| is_person(object.found.kind)).ok_or_else(nobody)?;
    Ok(Answer::json(&shape::object(&object, names.as_deref())))
}

/// A contact can be read like a user, because an owner may be a contact.
fn is_person(kind: Kind) -> bool {
    matches!(kind, Kind::User | Kind::Contact)
}

fn nobody() -> HttpError {
    HttpError::missing("There is no such user in this identity store.")
}

/// GET `…/Users/{id}/Groups`: the groups that a user owns. `displayAdditionalGroups` includes those owned as an
/// additional owner, and `displayNestedOwnership` those owned through a group.
pub fn owned(call: &Call<'_>) -> Result<Answer, HttpError> {
    let user = user(call)?;
    let additional = call.flag("displayAdditionalGroups", false)?;
    let nested = call.flag("displayNestedOwnership", false)?;
    groups(call, ownership(&user, additional, nested)?)
}

/// GET `…/Users/{id}/Groups/All`: the groups that a user owns or is a member of.
pub fn all(call: &Call<'_>) -> Result<Answer, HttpError> {
    let user = user(call)?;
    let nested = call.flag("displayNestedOwnership", false)?;
    groups(call, Filter::Any(vec![ownership(&user, true, nested)?, points_to(&user, "member", false)?]))
}

/// GET `…/Users/{id}/Groups/Memberships`: the groups that a user is a direct member of.
pub fn memberships(call: &Call<'_>) -> Result<Answer, HttpError> {
    let user = user(call)?;
    groups(call, points_to(&user, "member", false)?)
}

fn user(call: &Call<'_>) -> Result<Found, HttpError> {
    let found = call.service.directory.find(call.store()?.id, call.param("user"))?;
    found.filter(|found| is_person(found.kind)).ok_or_else(nobody)
}

fn ownership(user: &Found, additional: bool, nested: bool) -> Result<Filter, HttpError> {
    let mut ways = vec![points_to(user, attributes::MANAGED_BY, nested)?];
    if additional {
        ways.push(points_to(user, "XAdditionalOwner", nested)?);
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
