//! Users in Graph, and the groups that a user owns or is a member of.

use super::options::{self, Entity};
use super::{caller, missing, root, shape, store};
use crate::filter::Filter;
use crate::http::{Answer, HttpError};
use crate::object::{Kind, Load, Object};
use crate::routes::Call;
use crate::schema;
use serde_json::{Value, json};

/// GET `/me`.
pub fn me(call: &Call<'_>) -> Result<Answer, HttpError> {
    let who = caller(call, &*call.service.directory)?;
    user(call, &who.guid)
}

/// GET `/users/{id}`, by object id or user principal name.
pub fn get(call: &Call<'_>) -> Result<Answer, HttpError> {
    user(call, call.param("user"))
}

/// A user by object id or user principal name. A logon name without its suffix does not identify a user here.
fn named(call: &Call<'_>, id: &str) -> Result<Object, HttpError> {
    let user = call.service.directory.load(store(call)?.id, id, &Load::Brief)?;
    let fits = |user: &Object| {
        let principal = user.first("userPrincipalName").is_some_and(|name| name.eq_ignore_ascii_case(id));
        user.found.kind == Kind::User && (principal || schema::is_guid(id))
    };
    user.filter(fits).ok_or_else(|| missing(id))
}

fn user(call: &Call<'_>, id: &str) -> Result<Answer, HttpError> {
    let select = options::select(call, Entity::User)?;
    let user = named(call, id)?;
    let mut body = shape::object(&user, select.as_deref());
    body.insert("@odata.context".to_owned(), json!(format!("{}/$metadata#users/$entity", root(call))));
    Ok(Answer::json(&Value::Object(body)))
}

/// GET `/users`.
pub fn list(call: &Call<'_>) -> Result<Answer, HttpError> {
    options::page(call, Entity::User, None, Filter::KindIs(Kind::User))
}

/// GET `/me/ownedObjects/microsoft.graph.group`, and the same for another user.
pub fn owned(call: &Call<'_>) -> Result<Answer, HttpError> {
    groups_of(call, "managedObjects")
}

/// GET `/me/memberOf/microsoft.graph.group`, and the same for another user.
pub fn joined(call: &Call<'_>) -> Result<Answer, HttpError> {
    groups_of(call, "memberOf")
}

fn groups_of(call: &Call<'_>, attribute: &str) -> Result<Answer, HttpError> {
    options::advanced(call)?;
    let who = match call.param("user") {
        "" => caller(call, &*call.service.directory)?,
        id => named(call, id)?.found,
    };
    let attribute = schema::attribute(attribute).ok_or_else(|| HttpError::broken("no such attribute"))?;
    options::page(call, Entity::Group, Some((who.handle, attribute)), Filter::KindIs(Kind::Group))
}
