//! Directory objects and pages of them (part A, "Directory objects"; part B, Search).

use super::entry::{AttributeBag, AttributeValue, Attributes, Spelling};
use super::ids::{ObjectId, StoreId};
use super::lenient::{Nullable, json_enum, wire_object};
use serde_json::Value;

wire_object! {
    /// A user, group, contact or computer as the service answers it (part A: operations 5 and 6, and the
    /// `identityStoreObject` of a result).
    pub struct DirectoryObject {
        /// The object's GUID.
        pub id: ObjectId = "objectIdFromIdentityStore",
        /// The store it lives in.
        pub identity_store_id: StoreId = "identityStoreId",
        /// "user", "group", "contact", "computer" in either case.
        pub object_type: Nullable<String> = "objectType",
        /// What people call it.
        pub object_display_name: Nullable<String> = "objectDisplayName",
        /// Its name in the directory.
        pub object_name: Nullable<String> = "objectName",
        /// A group's display name, once more.
        pub display_name: Nullable<String> = "displayName",
        /// Its pre-Windows 2000 name.
        pub sam_account_name: Nullable<String> = "samAccountName",
        /// Attribute name → values.
        pub attributes_business_object: Nullable<AttributeBag> = "attributesBusinessObject",
    }
}

/// Answers what no object has.
static NO_ATTRIBUTES: std::sync::LazyLock<Attributes> = std::sync::LazyLock::new(Attributes::new);

impl DirectoryObject {
    /// An object as the embedded service answers it.
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

    /// The attributes; empty when the service sent none.
    pub fn attributes(&self) -> &Attributes {
        self.attributes_business_object.get().map_or(&NO_ATTRIBUTES, |bag| &bag.attributes)
    }

    /// An attribute's first value as text.
    pub fn first(&self, name: &str) -> Option<&str> {
        self.attributes().first(name)
    }

    /// What people call it: the first of display name, name, CN, id that says something.
    pub fn label(&self) -> &str {
        let own = [&self.object_display_name, &self.display_name, &self.object_name];
        let own = own.into_iter().filter_map(|name| name.get()).map(String::as_str).find(|name| !name.is_empty());
        self.first("displayName")
            .or(own)
            .or_else(|| self.first("name"))
            .or_else(|| self.first("cn"))
            .unwrap_or(self.id.as_str())
    }

    /// The distinguished name, where the service sent it.
    pub fn dn(&self) -> Option<&str> {
        self.first("distinguishedName")
    }

    /// What kind of object it is.
    pub fn object_kind(&self) -> ObjectKind {
        let stated = self.object_type.get().map(String::as_str);
        stated
            .into_iter()
            .chain(self.attributes().texts("objectClass"))
            .map(ObjectKind::of)
            .find(|k| *k != ObjectKind::Other)
            .unwrap_or(ObjectKind::Other)
    }

    /// The values of a multi-valued attribute.
    pub fn values(&self, name: &str) -> &[AttributeValue] {
        self.attributes().all(name)
    }
}

/// What kind of object a directory object is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum ObjectKind {
    /// A person with a logon.
    User,
    /// A group of any kind.
    Group,
    /// A person without a logon.
    Contact,
    /// A machine.
    Computer,
    /// Anything else.
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
    /// From an object class or type, in any letter case.
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
        /// How many there are in all; absent where no total was asked for.
        pub total: Option<i64> = "total",
        /// This page's objects.
        pub data: Vec<DirectoryObject> = "data",
    }
}

impl ObjectPage {
    /// A page as the embedded service answers it.
    pub fn of(total: i64, data: Vec<DirectoryObject>) -> Self {
        Self { total: Some(total), data, origin: super::lenient::Origin::default() }
    }
}

/// Reads what Get Groups answers: an array of objects (part A: operation 6).
pub fn read_objects(value: &Value) -> Result<Vec<DirectoryObject>, super::Unreadable> {
    super::lenient::Member::read(Some(value))
}
