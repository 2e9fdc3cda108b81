//! The response to a creation in Entra ID, which contains the new object (samples of operations 3 and 4).

use crate::object::Store;
use crate::schema::ENTRA_ADDED;
use model::wire::codes::MANAGED_STATIC;
use model::wire::entry::Spelling;
use model::wire::lenient::{Member, Nullable};
use model::wire::{AttributeBag, AttributeValue, Attributes, CreateGroup};
use serde_json::{Value, json};

/// The envelope with the new group: the attributes that were sent, and those that the service adds.
pub fn created(mut envelope: Value, store: &Store, body: &CreateGroup, guid: &str) -> Value {
    let sent = body.attributes();
    let mut attributes: Attributes =
        sent.iter().map(|(name, values)| (name.to_owned(), values.iter().map(again).collect())).collect();
    let has_mail = !matches!(sent.first("groupType"), Some("4"));
    for (name, value, action) in ENTRA_ADDED.into_iter().filter(|(name, ..)| !sent.contains(name)) {
        let value = if name == "ismailenabled" && has_mail { "True" } else { value };
        attributes.set(name, vec![entry(AttributeValue::short(value, action))]);
    }
    let bag = AttributeBag { attributes, ..*AttributeBag::empty(Spelling::Camel) };
    // The sample of a smart group has no display name here.
    let is_static = sent.first("IMSGManagedGroupType") == Some(MANAGED_STATIC);
    let label = is_static.then_some(&body.group_name);
    envelope["type"] = json!(6);
    envelope["exceptionMessagesAttributeWise"] = json!({});
    envelope["isResyncAble"] = json!(true);
    envelope["details"][0]["isResyncAble"] = json!(true);
    envelope["identityStoreObject"] = json!({
        "groupClassName": null, "name": null, "displayName": null, "samAccountName": null, "groupType": null,
        "groupScope": null, "msExchRequireAuthToSendTo": null, "hiddenFromAddressListsEnabled": false,
        "emailAddress": null, "alias": null, "isGroupInExludedContainer": false, "dc": null,
        "objectIdFromIdentityStore": guid, "identityStoreId": store.id, "identityStore": identity_store(store),
        "objectType": "Group", "objectName": body.group_name, "objectDisplayName": label, "stopNotification": false,
        "attributesBusinessObject": bag.write(), "elasticHitScore": 0,
    });
    envelope
}

/// A sent value in the spelling of the response; empty notes are left out.
fn again(sent: &AttributeValue) -> AttributeValue {
    let notes = sent.attribute_collection.get().cloned().unwrap_or_default();
    let notes = notes.into_iter().filter(|(_, note)| note.as_str() != Some("")).collect();
    let value = sent.text().unwrap_or_default();
    let dn = if sent.dn.get().is_some() { sent.dn.clone() } else { Nullable::Null };
    let own = AttributeValue { dn, attribute_collection: Nullable::Is(notes), ..AttributeValue::short(value, 0) };
    AttributeValue { action: sent.action.or(Some(0)), ..entry(own) }
}

/// A value with every member that the response has.
fn entry(value: AttributeValue) -> AttributeValue {
    let notes = value.attribute_collection.get().cloned().unwrap_or_default();
    AttributeValue {
        identity_store_id: Some(0),
        dn: if value.dn.get().is_some() { value.dn.clone() } else { Nullable::Null },
        attribute_collection: Nullable::Is(notes),
        nested_attributes: Nullable::Is(AttributeBag::empty(Spelling::Camel)),
        ..value.spelled(Spelling::Camel)
    }
}

/// The identity store, of which the samples only have the id.
fn identity_store(store: &Store) -> Value {
    json!({
        "identityStoreId": store.id, "storeTypeId": 0, "identityStoreName": null, "description": null,
        "connectionString": null, "serviceAccountUser": null, "serviceAccountPassword": null, "isEnabled": false,
        "shouldReplicate": false, "isNotificationEnabled": false, "loginText": null, "imageURL": null,
        "storeType": null, "clusterConfigurations": null, "configurations": null, "roles": null, "clients": null,
        "links": null, "hasChildrenLoaded": false, "isMessagingSystemConfigured": false, "notification": null,
        "questions": null, "schemaBasedQuestions": null, "smsConfiguration": null,
        "identityStoreConfigurationValues": {}, "preventDefaultQuestionCreation": false,
        "profileVerificationCriteria": null, "authenticationPolicy": null, "currentConnection": null,
        "preferredDomains": null, "excludedDomains": null, "domainPriortiesList": null,
        "preferredDCFallbackEnabled": null, "indexMappingVersion": null, "creationDate": 0,
        "qrCodeAuthentication": false,
    })
}
