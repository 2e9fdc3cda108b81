//! Groups: create (operations 1 to 4), get (5 and 6), change (7 and 8).

use super::many;
use super::searches::{selected, selection};
use super::smart_groups::KIND;
use crate::http::{Answer, HttpError};
use crate::membership::Managed;
use crate::object::{Kind, Load, Object, Reason, Rejection};
use crate::reasons::Reasons;
use crate::routes::Call;
use crate::shape;
use crate::smart_groups;
use crate::tokens;
use crate::validation;
use model::config::StoreKind;
use model::wire::lenient::{Member, Nullable};
use model::wire::{ActionResult, CreateGroup, GetGroups, GroupChange, UpdateGroup};
use serde_json::{Value, json};

/// The attribute that says whether a group is static or smart.
pub const MANAGED: &str = "IMSGManagedGroupType";

/// Operations 1 and 3: POST `…/Groups/StaticGroup`.
pub fn create_static(call: &Call<'_>) -> Result<Answer, HttpError> {
    create(call, Managed::Static)
}

/// Operations 2 and 4: POST `…/Groups/DynamicGroup`.
pub fn create_smart(call: &Call<'_>) -> Result<Answer, HttpError> {
    create(call, Managed::Smart)
}

fn create(call: &Call<'_>, managed: Managed) -> Result<Answer, HttpError> {
    let store = call.store()?;
    let body: CreateGroup = call.body()?;
    if body.identity_store_id.is_some_and(|id| id.0 != 0 && id.0 != store.id) {
        return Err(HttpError::wrong("IdentityStoreID: expected the identity store of the URL"));
    }
    let guid = tokens::random_guid().ok_or_else(|| HttpError::broken("no random bytes"))?;
    let created = call.service.directory.write(&mut |change| {
        let group = validation::new_group(change, store, &body, managed, &guid)?;
        change.insert(&group)?;
        // Assumption A-24: with any other option, members are not computed before the first update.
        if managed == Managed::Smart && body.update_option.unwrap_or_default() == 0 {
            smart_groups::update(change, store, &guid, &|_, _| ())?;
        }
        Ok(())
    });
    match created {
        Ok(()) => {
            let detail = ActionResult { message: Nullable::Is(String::new()), ..ActionResult::done(Value::Null) };
            let result = ActionResult {
                details: Nullable::Is(vec![detail]),
                current_directory_server: store.server.map_or(Nullable::Null, |name| Nullable::Is(name.to_owned())),
                ..ActionResult::done(Value::String(guid.clone()))
            };
            let result = shape::envelope(&result);
            Ok(Answer::json(&match store.kind {
                StoreKind::ActiveDirectory => result,
                _ => shape::created(result, store, &body, &guid),
            }))
        }
        Err(Rejection::Refused(reasons)) => Ok(Answer::json(&shape::envelope(&refusal(reasons)))),
        Err(other) => Err(other.into()),
    }
}

/// The envelope of a refused change: a sentence for every attribute, and the first one as the message.
pub fn refusal(reasons: Vec<Reason>) -> ActionResult {
    let message = reasons.first().map(|reason| reason.sentence.clone()).unwrap_or_default();
    let is_taken = reasons.iter().any(|reason| reason.is_taken);
    let code = if is_taken { "ObjectAlreadyExists" } else { "ValidationFailed" };
    let mut wise = serde_json::Map::new();
    for Reason { attribute, sentence, .. } in reasons {
        // Several sentences about one attribute are joined.
        match wise.get_mut(&attribute) {
            Some(Value::String(text)) => *text = format!("{text} {sentence}"),
            _ => drop(wise.insert(attribute, Value::String(sentence))),
        }
    }
    ActionResult { exception_messages: Nullable::Is(wise), ..ActionResult::refused(message, code) }
}

/// Operation 5: GET `…/Groups/{GroupIdentity}`, with or without an array of attribute names.
pub fn get(call: &Call<'_>) -> Result<Answer, HttpError> {
    let (names, load) = selection(call)?;
    let group = group(call, call.param("group"), &load)?;
    let group = group.ok_or_else(|| HttpError::missing("There is no such group in this identity store."))?;
    Ok(Answer::json(&shape::object(&group, names.as_deref())))
}

fn group(call: &Call<'_>, identity: &str, load: &Load) -> Result<Option<Object>, HttpError> {
    let object = call.service.directory.load(call.store()?.id, identity, load)?;
    Ok(object.filter(|object| object.found.kind == Kind::Group))
}

/// Operation 6: GET `…/Groups` with a body, or with `groupIdentities` and `attributes` in the query, each of them
/// repeated or separated by semicolons. Groups that do not exist are left out.
pub fn get_many(call: &Call<'_>) -> Result<Answer, HttpError> {
    call.store()?;
    let asked = match call.json()? {
        Some(_) => call.body::<GetGroups>()?,
        None => {
            let all = |name: &str| -> Vec<String> {
                let pairs = crate::http::pairs(&call.request.query).into_iter();
                let values = pairs.filter(|(key, _)| key.eq_ignore_ascii_case(name)).map(|(_, value)| value);
                values.flat_map(|value| value.split(';').map(str::to_owned).collect::<Vec<_>>()).collect()
            };
            GetGroups {
                attributes: all("attributes"),
                group_identities: all("groupIdentities").into_iter().map(model::wire::ObjectId).collect(),
                ..GetGroups::default()
            }
        }
    };
    if asked.group_identities.is_empty() {
        return Err(HttpError::wrong("groupIdentities: expected at least one group, found none"));
    }
    let (names, load) = selected(call, Some(asked.attributes).filter(|names| !names.is_empty()));
    let mut groups = Vec::new();
    for id in &asked.group_identities {
        if let Some(group) = group(call, id.as_str(), &load)? {
            groups.push(shape::object(&group, names.as_deref()));
        }
    }
    Ok(Answer::json(&json!(groups)))
}

/// Operation 7: PATCH `…/Groups/{groupIdentity}`.
pub fn change(call: &Call<'_>) -> Result<Answer, HttpError> {
    let body: UpdateGroup = call.body()?;
    if body.attributes.attributes.iter().next().is_none() {
        return Err(HttpError::wrong("AttributesCollection: expected at least one attribute, found none"));
    }
    let Changed { guid, names, done } = change_one(call, call.param("group"), &body)?;
    updated(guid, KIND, names, done)
}

/// Operation 8: PATCH `…/Groups`, an array of groups with their changes.
pub fn change_many(call: &Call<'_>) -> Result<Answer, HttpError> {
    let store = call.store()?.id;
    let changes: Vec<GroupChange> = Vec::read(call.json()?.as_ref())?;
    if changes.is_empty() || changes.len() > many::MOST {
        return Err(HttpError::wrong(format!("the document: expected 1 to {} groups", many::MOST)));
    }
    let mut details = Vec::with_capacity(changes.len());
    for change in changes {
        let (id, said) = (change.id.as_str().to_owned(), change.identity_store_id.0);
        let body = UpdateGroup { attributes: change.attributes, ..UpdateGroup::default() };
        let mut reasons = Reasons::default();
        if said != 0 && said != store {
            reasons.add("identityStoreId", "This group belongs to another identity store than the one of the URL.");
        }
        if body.attributes.attributes.iter().next().is_none() {
            reasons.add("attributesCollection", "At least one attribute is required.");
        }
        let done = if reasons.is_empty() {
            let Changed { names, done, .. } = change_one(call, &id, &body)?;
            done.map(|()| changed_attributes(KIND, names))
        } else {
            Err(Rejection::Refused(reasons.into()))
        };
        let result = many::result(done, HttpError::denied)?;
        details.push(ActionResult { name: Nullable::Is(id), kind: Some(KIND), ..result });
    }
    Ok(many::answer(details))
}

/// What came of the change of a group.
struct Changed {
    /// The object id; empty if there is no such group.
    guid: String,
    /// The attributes to report on.
    names: Vec<String>,
    done: Result<(), Rejection>,
}

fn change_one(call: &Call<'_>, identity: &str, body: &UpdateGroup) -> Result<Changed, HttpError> {
    let store = call.store()?;
    let mut names: Vec<String> = body.attributes.attributes.iter().map(|(name, _)| name.to_owned()).collect();
    let mut guid = String::new();
    let done = call.service.directory.write(&mut |change| {
        let found = change.find(store.id, identity)?.filter(|found| found.kind == Kind::Group);
        let found = found.ok_or(Rejection::Missing)?;
        validation::check_rights(change, store.id, call.user(), &found)?;
        guid.clone_from(&found.guid);
        validation::change_group(change, store, &found, body)
    });
    // The service reports on one more attribute than it was sent (sample of Update a Group, operation 7).
    if !names.iter().any(|name| name.eq_ignore_ascii_case(MANAGED)) {
        names.push(MANAGED.to_owned());
    }
    Ok(Changed { guid, names, done })
}

/// The result of a change that was made: an envelope for every attribute.
fn changed_attributes(kind: i64, names: Vec<String>) -> ActionResult {
    let named =
        |name: String| ActionResult { name: Nullable::Is(name), kind: Some(kind), ..ActionResult::done(Value::Null) };
    let details = Nullable::Is(names.into_iter().map(named).collect());
    ActionResult { details, kind: Some(kind), ..ActionResult::done(Value::Null) }
}

/// The envelope of a change to one object: an envelope for every attribute that was sent, or the refusal.
pub fn updated(
    guid: String,
    kind: i64,
    names: Vec<String>,
    changed: Result<(), Rejection>,
) -> Result<Answer, HttpError> {
    let result = match changed {
        Ok(()) => ActionResult { name: Nullable::Is(guid), ..changed_attributes(kind, names) },
        Err(Rejection::Refused(reasons)) => {
            ActionResult { name: Nullable::Is(guid), kind: Some(kind), ..refusal(reasons) }
        }
        Err(other) => return Err(other.into()),
    };
    Ok(Answer::json(&shape::envelope(&result)))
}
