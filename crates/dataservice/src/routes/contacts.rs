//! Contacts of Active Directory: create, get, change (part B: Contacts). Entra ID has none.

use super::groups::refusal;
use super::searches::selection;
use super::users::{KIND, change_person};
use crate::http::{Answer, HttpError};
use crate::object::{Kind, Rejection, Store};
use crate::routes::Call;
use crate::shape;
use crate::tokens;
use crate::validation;
use model::config::StoreKind;
use model::wire::lenient::Nullable;
use model::wire::{ActionResult, CreateContact};
use serde_json::Value;

/// POST `…/Contacts`.
pub fn create(call: &Call<'_>) -> Result<Answer, HttpError> {
    let store = store(call)?;
    let body: CreateContact = call.body()?;
    let guid = tokens::random_guid().ok_or_else(|| HttpError::broken("no random bytes"))?;
    let created = call.service.directory.write(&mut |change| {
        change.insert(&validation::new_contact(change, store, &body, &guid)?)?;
        Ok(())
    });
    let result = match created {
        Ok(()) => ActionResult {
            kind: Some(KIND),
            current_directory_server: store.server.map_or(Nullable::Null, |name| Nullable::Is(name.to_owned())),
            ..ActionResult::done(Value::String(guid))
        },
        Err(Rejection::Refused(reasons)) => ActionResult { kind: Some(KIND), ..refusal(reasons) },
        Err(other) => return Err(other.into()),
    };
    Ok(Answer::json(&shape::envelope(&result)))
}

/// GET `…/Contacts/{id}`.
pub fn get(call: &Call<'_>) -> Result<Answer, HttpError> {
    let (names, load) = selection(call)?;
    let object = call.service.directory.load(store(call)?.id, call.param("contact"), &load)?;
    let object = object.filter(|object| object.found.kind == Kind::Contact);
    let object = object.ok_or_else(|| HttpError::missing("There is no such contact in this identity store."))?;
    Ok(Answer::json(&shape::object(&object, names.as_deref())))
}

/// PATCH `…/Contacts`, with the body of PATCH `…/Users` (assumption A-70).
pub fn change(call: &Call<'_>) -> Result<Answer, HttpError> {
    store(call)?;
    change_person(call, Kind::Contact)
}

/// The store in the URL, which must be one that has contacts.
pub fn store<'a>(call: &'a Call<'_>) -> Result<&'a Store, HttpError> {
    let store = call.store()?;
    match store.kind {
        StoreKind::ActiveDirectory => Ok(store),
        _ => Err(HttpError::wrong("identityStoreId: an identity store of Entra ID has no contacts")),
    }
}
