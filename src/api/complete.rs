//! Completes an object that was read without a body. A browser cannot send one, and without it a service answers a small
//! default set of attributes (part C); the others are searched for and merged.

use super::searches::PageRequest;
use super::smart::exactly;
use super::{Api, ApiError};
use model::config::StoreConfig;
use model::group::ENTRA_OWNERS;
use model::user::UserDraft;
use model::wire::attributes;
use model::wire::codes::{AD_ADDITIONAL_OWNERS, SMART_EXCLUDES, SMART_INCLUDES};
use model::wire::{DirectoryObject, Nullable, StoreId};

/// The attributes that a group's page reads.
const OF_GROUP: [&str; 28] = [
    attributes::DISTINGUISHED_NAME,
    attributes::OBJECT_GUID,
    attributes::SAM_ACCOUNT_NAME,
    attributes::DESCRIPTION,
    attributes::MAIL_NICKNAME,
    attributes::MAIL,
    attributes::PROXY_ADDRESSES,
    attributes::GROUP_TYPE,
    "XGroupScope",
    attributes::SECURITY_TYPE,
    attributes::MANAGED_GROUP_TYPE,
    attributes::MANAGED_BY,
    AD_ADDITIONAL_OWNERS,
    ENTRA_OWNERS,
    attributes::WHEN_CREATED,
    "whenChanged",
    attributes::EXPIRATION_DATE,
    attributes::EXPIRATION_POLICY,
    "IMGIsExpired",
    "IMSGCriteria",
    "IMSGObjectTypes",
    "IMSGStartPath",
    SMART_INCLUDES,
    SMART_EXCLUDES,
    "SmartGroupMainType",
    "info",
    "membershipRule",
    "isAssignableToRole",
];

/// The attributes that a user's page reads, beside those that the configuration names.
const OF_USER: [&str; 14] = [
    attributes::DISTINGUISHED_NAME,
    attributes::OBJECT_GUID,
    attributes::SAM_ACCOUNT_NAME,
    attributes::GIVEN_NAME,
    attributes::SURNAME,
    "surname",
    attributes::TITLE,
    attributes::DEPARTMENT,
    "company",
    "manager",
    "telephoneNumber",
    "employeeID",
    attributes::DESCRIPTION,
    attributes::WHEN_CREATED,
];

/// Attributes that grow with the directory. Pages search for their values.
const LISTS: [&str; 5] = ["member", "members", "memberOf", "directReports", "managedObjects"];

/// Whether the service has only given its default set of an object, because its searches do not find the object yet.
pub fn is_partial(object: &DirectoryObject) -> bool {
    !object.attributes().contains(attributes::DISTINGUISHED_NAME)
}

impl Api {
    /// A group with the attributes that its page reads.
    pub(super) async fn complete_group(
        &self,
        store: StoreId,
        group: DirectoryObject,
    ) -> Result<DirectoryObject, ApiError> {
        let config: StoreConfig = self.current_store();
        let editable = config.editable_attributes().map(|attribute| attribute.name.clone());
        let configured = editable.chain(config.delivery_restrictions.attributes().cloned());
        let mut names = OF_GROUP.map(str::to_owned).to_vec();
        for name in configured {
            if !names.iter().any(|known| known.eq_ignore_ascii_case(&name)) {
                names.push(name);
            }
        }
        self.complete(store, group, names).await
    }

    /// A user with the attributes that the page reads, and those that can be copied to a new user.
    pub(super) async fn complete_user(
        &self,
        store: StoreId,
        user: DirectoryObject,
    ) -> Result<DirectoryObject, ApiError> {
        let config: StoreConfig = self.current_store();
        let mut names = OF_USER.map(str::to_owned).to_vec();
        let configured = config.attributes.iter().map(|attribute| attribute.name.clone());
        for name in configured.chain(UserDraft::copied_attributes(&config)) {
            if !names.iter().chain(&LISTS.map(str::to_owned)).any(|known| known.eq_ignore_ascii_case(&name)) {
                names.push(name);
            }
        }
        self.complete(store, user, names).await
    }

    /// Adds what the answer lacks. An answer with a distinguished name, which no default set has, is a full one. An
    /// object that the search does not find yet stays as it is: see [`is_partial`].
    async fn complete(
        &self,
        store: StoreId,
        mut object: DirectoryObject,
        names: Vec<String>,
    ) -> Result<DirectoryObject, ApiError> {
        if !is_partial(&object) {
            return Ok(object);
        }
        let load: Vec<&str> = names.iter().map(String::as_str).collect();
        let page = self.search(store, Some(exactly(&object.id, "")), &PageRequest::first(1), &load).await?;
        let is_same = |found: &&DirectoryObject| found.id.as_str().eq_ignore_ascii_case(object.id.as_str());
        let Some(found) = page.data.iter().find(is_same) else { return Ok(object) };
        if !matches!(object.attributes_business_object, Nullable::Is(_)) {
            object.attributes_business_object = found.attributes_business_object.clone();
        } else if let Nullable::Is(bag) = &mut object.attributes_business_object {
            for (name, values) in found.attributes().iter() {
                // What was read by its id is current, and a search may lag behind.
                if !bag.attributes.contains(name) && values.iter().any(|value| value.text().is_some()) {
                    bag.attributes.set(name, values.to_vec());
                }
            }
        }
        if let Nullable::Is(bag) = &mut object.attributes_business_object
            && !bag.attributes.contains(attributes::DISTINGUISHED_NAME)
        {
            // The search has found the object, so nothing more will come.
            bag.attributes.set(attributes::DISTINGUISHED_NAME, Vec::new());
        }
        Ok(object)
    }
}
