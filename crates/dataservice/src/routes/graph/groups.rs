//! Groups in Graph (part A: operation 14, and what follows it).

use super::options::{self, Entity};
use super::{body, caller, missing, root, shape, store, write};
use crate::directory::WriteTx;
use crate::filter::Filter;
use crate::http::{Answer, HttpError};
use crate::object::{Found, Kind, Load, Object, Store};
use crate::routes::Call;
use crate::tokens::random_guid;
use crate::validation::graph::{self as validation, GraphRejection, Refusal};
use crate::validation::may_change;
use model::graph::properties::{When, check_body};
use serde_json::{Value, json};

/// GET `/groups`.
pub fn list(call: &Call<'_>) -> Result<Answer, HttpError> {
    options::page(call, Entity::Group, None, Filter::KindIs(Kind::Group))
}

/// GET `/groups/{id}`.
pub fn get(call: &Call<'_>) -> Result<Answer, HttpError> {
    let select = options::select(call, Entity::Group)?;
    let group = load(call, call.param("group"))?;
    Ok(Answer::json(&entity(call, &group, select.as_deref())))
}

fn load(call: &Call<'_>, id: &str) -> Result<Object, HttpError> {
    let group = call.service.directory.load(store(call)?.id, id, &Load::Brief)?;
    let named = |group: &Object| group.found.kind == Kind::Group && crate::schema::is_guid(id);
    group.filter(named).ok_or_else(|| missing(id))
}

fn entity(call: &Call<'_>, group: &Object, select: Option<&[String]>) -> Value {
    let mut body = shape::object(group, select);
    body.insert("@odata.context".to_owned(), json!(format!("{}/$metadata#groups/$entity", root(call))));
    Value::Object(body)
}

/// A group by its id, within a transaction.
fn find(change: &dyn WriteTx, store: &Store, id: &str) -> Result<Found, GraphRejection> {
    let found = change.find(store.id, id)?.filter(|found| found.kind == Kind::Group && crate::schema::is_guid(id));
    found.ok_or_else(|| GraphRejection::Refused(Refusal::missing(id)))
}

/// A group by its id, if the caller may change it.
pub fn find_own(call: &Call<'_>, change: &dyn WriteTx, store: &Store, id: &str) -> Result<Found, GraphRejection> {
    let group = find(change, store, id)?;
    if may_change(change, store.id, call.user(), &group)? { Ok(group) } else { Err(Refusal::denied().into()) }
}

/// POST `/groups`.
pub fn create(call: &Call<'_>) -> Result<Answer, HttpError> {
    let body = body(call)?;
    check_body(&body, When::Create).map_err(Refusal::from)?;
    let guid = random_guid().ok_or_else(|| HttpError::broken("no random bytes"))?;
    let who = caller(call, &*call.service.directory)?;
    write(call, &mut |change, store| {
        let new = validation::new_group(change, store, &body, &who, &guid)?;
        change.insert(&new.object)?;
        let group = find(change, store, &guid)?;
        new.rule.map_or(Ok(()), |rule| validation::fill(change, store, &group, &rule))
    })?;
    let group = load(call, &guid)?;
    let location = format!("{}/groups/{guid}", root(call));
    Ok(Answer::of(201, &entity(call, &group, None)).with("location", location))
}

/// PATCH `/groups/{id}`.
pub fn change(call: &Call<'_>) -> Result<Answer, HttpError> {
    let body = body(call)?;
    check_body(&body, When::Patch).map_err(Refusal::from)?;
    let id = call.param("group");
    write(call, &mut |change, store| {
        let group = find_own(call, change, store, id)?;
        validation::change_group(change, store, &group, &body)
    })?;
    Ok(Answer::empty(204))
}

/// DELETE `/groups/{id}`.
pub fn delete(call: &Call<'_>) -> Result<Answer, HttpError> {
    let id = call.param("group");
    write(call, &mut |change, store| {
        let group = find_own(call, change, store, id)?;
        Ok(change.delete(group.handle)?)
    })?;
    Ok(Answer::empty(204))
}
