//! Directory objects and pages of them (part A, "Directory objects"; part B, Search).

use super::entry::{AttributeBag, AttributeValue, Attributes, Spelling};
use super::ids::{ObjectId, StoreId};
use super::lenient::{Nullable, json_enum, wire_object};
use crate::wire::attributes;
use serde_json::Value;

wire_object! {
    /// A user, group, contact or computer in a response (part A: operations 5 and 6, and the `identityStoreObject` of a
    /// result).
    pub struct DirectoryObject {
        /// The object id, a GUID.
        pub id: ObjectId = "objectIdFromIdentityStore",
        /// The identity store that it belongs to.
        pub identity_store_id: StoreId = "identityStoreId",
        /// "user", "group", "contact" or "computer", in any letter case.
        pub object_type: Nullable<String> = "objectType",
        /// The name that people see.
        pub object_display_name: Nullable<String> = "objectDisplayName",
        /// The name in the directory.
        pub object_name: Nullable<String> = "objectName",
        /// The display name of a group, which some responses repeat here.
        pub display_name: Nullable<String> = "displayName",
        /// The pre-Windows 2000 name.
        pub sam_account_name: Nullable<String> = "samAccountName",
        pub attributes_business_object: Nullable<AttributeBag> = "attributesBusinessObject",
    }
}

/// What [`DirectoryObject::attributes`] returns for an object without attributes.
static NO_ATTRIBUTES: std::sync::LazyLock<Attributes> = std::sync::LazyLock::new(Attributes::new);

impl DirectoryObject {
    /// An object as the embedded service returns it.
    pub fn answered(id: ObjectId, store: StoreId, object_type: &str, name: &str, attributes: Attributes) -> Self {
        let bag = AttributeBag { attributes, ..*AttributeBag::empty(Spelling::Camel) };
        Self {
            id,
            identity_store_id: store,
            object_type: Nullable::Is(object_type.to_owned()),
            object_display_name: Nullable::Is(name.to_owned()),
            object_name: Nullable::Null,
            display_name: Nullable::Is(name.to_owned()),
            sam_account_name: Nullable::Null,
            attributes_business_object: Nullable::Is(bag),
            origin: super::lenient::Origin::default(),
        }
    }

    /// The attributes; empty if the response has none.
    pub fn attributes(&self) -> &Attributes {
        self.attributes_business_object.get().map_or(&NO_ATTRIBUTES, |bag| &bag.attributes)
    }

    /// The first value of an attribute that is not empty, as text.
    pub fn first(&self, name: &str) -> Option<&str> {
        self.attributes().first(name)
    }

    /// The name to show: the first of display name, name, CN and id that is not empty.
    pub fn label(&self) -> &str {
        let own = [&self.object_display_name, &self.display_name, &self.object_name];
        let own = own.into_iter().filter_map(|name| name.get()).map(String::as_str).find(|name| !name.is_empty());
        self.first(attributes::DISPLAY_NAME)
            .or(own)
            .or_else(|| self.first(attributes::NAME))
            .or_else(|| self.first("cn"))
            .unwrap_or(self.id.as_str())
    }

    /// The distinguished name, if the response has it.
    pub fn dn(&self) -> Option<&str> {
        self.first(attributes::DISTINGUISHED_NAME)
    }

    /// What kind of object it is, by its type or else its object class.
    pub fn object_kind(&self) -> ObjectKind {
        let stated = self.object_type.get().map(String::as_str);
        stated
            .into_iter()
            .chain(self.attributes().texts(attributes::OBJECT_CLASS))
            .map(ObjectKind::of)
            .find(|k| *k != ObjectKind::Other)
            .unwrap_or(ObjectKind::Other)
    }

    /// All values of an attribute.
    pub fn values(&self, name: &str) -> &[AttributeValue] {
        self.attributes().all(name)
    }
}

/// The kind of a directory object.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum ObjectKind {
    /// A user, who can sign in.
    User,
    Group,
    /// A contact: a person who cannot sign in.
    Contact,
    /// A computer or other device.
    Computer,
    #[default]
    Other,
}

json_enum!(ObjectKind: "a kind of object" {
    User = "user",
    Group = "group",
    Contact = "contact",
    Computer = "computer",
    Other = "other",
});

impl ObjectKind {
    /// The kind for an object class or type, in any letter case.
    pub fn of(class: &str) -> Self {
        match class.to_ascii_lowercase().as_str() {
            "user" | "person" | "inetorgperson" => Self::User,
            "group" | "mailenabledgroup" => Self::Group,
            "contact" => Self::Contact,
            "computer" => Self::Computer,
            _ => Self::Other,
        }
    }
}

wire_object! {
    /// A page of objects (part B: Search, members, preview, my groups).
    pub struct ObjectPage {
        /// The total number of objects; absent if the request did not ask for it.
        pub total: Option<i64> = "total",
        /// The objects of this page.
        pub data: Vec<DirectoryObject> = "data",
    }
}

impl ObjectPage {
    /// A page as the embedded service returns it.
    pub fn of(total: i64, data: Vec<DirectoryObject>) -> Self {
        Self { total: Some(total), data, origin: super::lenient::Origin::default() }
    }
}

/// Reads the response of Get Groups, an array of objects (part A: operation 6).
///
/// # Errors
///
/// The path at which the JSON does not fit.
pub fn read_objects(value: &Value) -> Result<Vec<DirectoryObject>, super::Unreadable> {
    super::lenient::Member::read(Some(value))
}
