//! The owners and members of a group.

use super::options::{self, Entity};
use super::{body, groups, missing, store, write};
use crate::filter::Filter;
use crate::http::{Answer, HttpError};
use crate::object::{Found, Kind};
use crate::routes::Call;
use crate::schema;
use crate::validation::graph::{self as validation, GraphRejection, Refusal, Relative};

/// GET `/groups/{id}/owners`.
pub fn owners(call: &Call<'_>) -> Result<Answer, HttpError> {
    list(call, Relative::Owner)
}

/// GET `/groups/{id}/members`.
pub fn members(call: &Call<'_>) -> Result<Answer, HttpError> {
    list(call, Relative::Member)
}

/// GET `/groups/{id}/members/microsoft.graph.user`: those of the members who are users.
pub fn user_members(call: &Call<'_>) -> Result<Answer, HttpError> {
    cast(call, Entity::User, Kind::User)
}

/// GET `/groups/{id}/members/microsoft.graph.group`: those of the members that are groups.
pub fn group_members(call: &Call<'_>) -> Result<Answer, HttpError> {
    cast(call, Entity::Group, Kind::Group)
}

/// Members of one kind, which can be filtered, searched and sorted as a list of that kind.
fn cast(call: &Call<'_>, entity: Entity, kind: Kind) -> Result<Answer, HttpError> {
    options::advanced(call)?;
    let group = group(call)?;
    let attribute = Relative::Member.attribute().ok_or_else(|| HttpError::broken("no such attribute"))?;
    options::page(call, entity, Some((group.handle, attribute)), Filter::KindIs(kind))
}

/// GET `/groups/{id}/memberOf/microsoft.graph.group`.
pub fn holders(call: &Call<'_>) -> Result<Answer, HttpError> {
    options::advanced(call)?;
    let attribute = schema::attribute("memberOf").ok_or_else(|| HttpError::broken("no such attribute"))?;
    options::page(call, Entity::Group, Some((group(call)?.handle, attribute)), Filter::KindIs(Kind::Group))
}

/// The group in the path.
fn group(call: &Call<'_>) -> Result<Found, HttpError> {
    let id = call.param("group");
    let group = call.service.directory.find(store(call)?.id, id)?;
    group.filter(|group| group.kind == Kind::Group && schema::is_guid(id)).ok_or_else(|| missing(id))
}

fn list(call: &Call<'_>, relative: Relative) -> Result<Answer, HttpError> {
    let group = group(call)?;
    let attribute = relative.attribute().ok_or_else(|| HttpError::broken("no such attribute"))?;
    options::page(call, Entity::Object, Some((group.handle, attribute)), Filter::All(Vec::new()))
}

/// POST `/groups/{id}/owners/$ref`.
pub fn add_owner(call: &Call<'_>) -> Result<Answer, HttpError> {
    add(call, Relative::Owner)
}

/// POST `/groups/{id}/members/$ref`.
pub fn add_member(call: &Call<'_>) -> Result<Answer, HttpError> {
    add(call, Relative::Member)
}

fn add(call: &Call<'_>, relative: Relative) -> Result<Answer, HttpError> {
    let body = body(call)?;
    let members = body.as_object().map(serde_json::Map::len);
    let Some(reference) = body["@odata.id"].as_str().filter(|_| members == Some(1)) else {
        return Err(HttpError::wrong(
            "Invalid value specified for property '@odata.id': expected the address of an object.",
        ));
    };
    let id = call.param("group");
    write(call, &mut |change, store| {
        let group = groups::find_own(call, change, store, id)?;
        validation::relate(change, store, &group, relative, &[reference.to_owned()])
    })?;
    Ok(Answer::empty(204))
}

/// DELETE `/groups/{id}/owners/{id}/$ref`.
pub fn remove_owner(call: &Call<'_>) -> Result<Answer, HttpError> {
    remove(call, Relative::Owner)
}

/// DELETE `/groups/{id}/members/{id}/$ref`.
pub fn remove_member(call: &Call<'_>) -> Result<Answer, HttpError> {
    remove(call, Relative::Member)
}

fn remove(call: &Call<'_>, relative: Relative) -> Result<Answer, HttpError> {
    let (id, other) = (call.param("group"), call.param("object"));
    write(call, &mut |change, store| {
        let group = groups::find_own(call, change, store, id)?;
        let target = change.find(store.id, other)?.filter(|_| schema::is_guid(other));
        let target = target.ok_or_else(|| GraphRejection::Refused(Refusal::missing(other)))?;
        validation::unrelate(change, store, &group, relative, &target)
    })?;
    Ok(Answer::empty(204))
}
