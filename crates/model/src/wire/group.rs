//! The request bodies that create, read and change groups (part A: operations 1–8).

use super::entry::{AttributeBag, AttributeValue, Attributes, Spelling};
use super::ids::{ObjectId, StoreId};
use super::lenient::{Origin, Required, wire_object};
use serde_json::Value;

wire_object! {
    /// The body of POST `…/Groups/StaticGroup` and `…/Groups/DynamicGroup` (part A: operations 1–4).
    ///
    /// Operation 1 sends no `IdentityStoreID`, operation 2 adds `UpdateOption` 0, operations 3 and 4 send the full bag.
    pub struct CreateGroup {
        /// 0 in operation 2, absent in all others.
        pub update_option: Option<i64> = "UpdateOption",
        /// The identity store; absent in operation 1.
        pub identity_store_id: Option<StoreId> = "IdentityStoreID",
        /// The name of the group, including its prefix.
        pub group_name: String = "GroupName",
        /// The distinguished name of the container in which the group is created.
        pub container: String = "Container",
        /// The attributes of the group.
        pub attributes: AttributeBag = "AttributesCollection",
    }
}

wire_object! {
    /// How many groups there are (part B: My groups and the like, `…/Groups/count` and its sisters).
    pub struct GroupCount {
        /// The number. An answer without it is unreadable, because 0 would be believed.
        pub count: Required<i64> = "count",
    }
}

wire_object! {
    /// The body of PATCH `…/Groups/{groupIdentity}` (part A: operation 7), with the changed attributes only.
    pub struct UpdateGroup {
        /// The changed attributes, as short entries with `Action` 0.
        pub attributes: AttributeBag = "AttributesCollection",
    }
}

wire_object! {
    /// An element of the array that PATCH `…/Groups/` takes (part A: operation 8), in camelCase. Its entries carry the
    /// store's id and no action.
    pub struct GroupChange {
        /// The id of the group.
        pub id: ObjectId = "objectIdFromIdentityStore",
        /// The identity store of the group.
        pub identity_store_id: StoreId = "identityStoreId",
        /// The changed attributes.
        pub attributes: AttributeBag = "attributesBusinessObject",
    }
}

impl GroupChange {
    /// Sets attributes of a group to one value each.
    pub fn new<'a>(store: StoreId, id: ObjectId, changes: impl IntoIterator<Item = (&'a str, String)>) -> Self {
        let entry = |value| AttributeValue {
            identity_store_id: Some(store.0),
            action: None,
            ..AttributeValue::short(value, 0).spelled(Spelling::Camel)
        };
        let attributes: Attributes =
            changes.into_iter().map(|(name, value)| (name.to_owned(), vec![entry(value)])).collect();
        let attributes = AttributeBag { spelling: Spelling::Camel, ..AttributeBag::bare(attributes) };
        Self { id, identity_store_id: store, attributes, origin: Origin::default() }
    }
}

wire_object! {
    /// The body of GET `…/Groups` (part A: operation 6), which a browser cannot send (part C).
    pub struct GetGroups {
        /// The names of the attributes to return.
        pub attributes: Vec<String> = "attributes",
        /// The ids of the groups.
        pub group_identities: Vec<ObjectId> = "groupIdentities",
    }
}

/// Reads an array of names or ids: the body of Get a Group (operation 5), Delete Groups (10) or Update Smart Groups
/// (12). An absent body is an empty array.
///
/// # Errors
///
/// The path of a value that is not a scalar.
pub fn read_names(value: &Value) -> Result<Vec<String>, super::Unreadable> {
    super::lenient::Member::read(Some(value))
}

impl CreateGroup {
    pub fn attributes(&self) -> &Attributes {
        &self.attributes.attributes
    }
}

impl UpdateGroup {
    /// Sets attributes to these values, with `Action` 0.
    pub fn setting<'a>(changes: impl IntoIterator<Item = (&'a str, Vec<String>)>) -> Self {
        let entries = |values: Vec<String>| values.into_iter().map(|v| AttributeValue::short(v, 0)).collect();
        let attributes = changes.into_iter().map(|(name, values)| (name.to_owned(), entries(values))).collect();
        Self { attributes: AttributeBag::bare(attributes), origin: Origin::default() }
    }
}
