//! Users (part A: operation 13; part B: Create user, Get / update user).

use super::groups::{refusal, updated};
use super::searches::selection;
use crate::http::{Answer, HttpError};
use crate::object::{Account, EngineError, Found, Kind, Rejection};
use crate::passwords::{PasswordHash, Scheme};
use crate::routes::Call;
use crate::shape;
use crate::tokens;
use crate::validation::{self, NewUser};
use model::wire::lenient::Nullable;
use model::wire::{ActionResult, CreateUser, UpdateUser};
use serde_json::Value;

/// The envelope's `type` in the sample of operation 13.
pub const KIND: i64 = 6;

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
        let NewUser { object, password, state } = validation::new_user(change, store, &body, &guid)?;
        let handle = change.insert(&object)?;
        let password = PasswordHash::new(Scheme::Argon2id, salt.clone(), &password);
        let password = password.ok_or_else(|| EngineError("the password cannot be hashed".to_owned()))?;
        Ok(change.add_account(store.id, handle, &Account { guid: guid.clone(), password, state })?)
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
    let (names, load) = selection(call)?;
    let object = call.service.directory.load(call.store()?.id, call.param("user"), &load)?;
    let object = object.filter(|object| is_person(object.found.kind)).ok_or_else(nobody)?;
    Ok(Answer::json(&shape::object(&object, names.as_deref())))
}

/// PATCH `…/Users`.
pub fn change(call: &Call<'_>) -> Result<Answer, HttpError> {
    change_person(call, Kind::User)
}

/// Changes the user or contact that the body names.
pub fn change_person(call: &Call<'_>, kind: Kind) -> Result<Answer, HttpError> {
    let store = call.store()?;
    let body: UpdateUser = call.body()?;
    let said = body.identity_store_id.store().0;
    if said != 0 && said != store.id {
        return Err(HttpError::wrong("IdentityStoreID: expected the identity store of the URL"));
    }
    let names: Vec<String> = body.attributes.attributes.iter().map(|(name, _)| name.to_owned()).collect();
    if names.is_empty() {
        return Err(HttpError::wrong("AttributesToUpdate: expected at least one attribute, found none"));
    }
    let mut guid = String::new();
    let changed = call.service.directory.write(&mut |change| {
        let found = change.find(store.id, body.object_identity.as_str())?.filter(|found| found.kind == kind);
        let found = found.ok_or(Rejection::Missing)?;
        validation::check_person_rights(change, store.id, call.user(), &found)?;
        guid.clone_from(&found.guid);
        validation::change_person(change, store, &found, &body)
    });
    if matches!(changed, Err(Rejection::Denied)) {
        return Err(HttpError::denied_person());
    }
    updated(guid, KIND, names, changed)
}

/// A contact can be read like a user, because an owner may be a contact.
fn is_person(kind: Kind) -> bool {
    matches!(kind, Kind::User | Kind::Contact)
}

fn nobody() -> HttpError {
    HttpError::missing("There is no such user in this identity store.")
}

/// The user that the URL names.
pub fn user(call: &Call<'_>) -> Result<Found, HttpError> {
    let found = call.service.directory.find(call.store()?.id, call.param("user"))?;
    found.filter(|found| is_person(found.kind)).ok_or_else(nobody)
}
