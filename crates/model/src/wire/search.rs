//! The request bodies for searches (part B: Search, Search members, Preview a Smart Group).

use super::entry::AttributeBag;
use super::ids::{ObjectId, StoreId};
use super::lenient::{Member, Nullable, Unreadable, is_blank, wire_object};
use serde_json::{Map, Value, json};
use std::ops::{Deref, DerefMut};

wire_object! {
    /// The body of POST `…/Searches` (part B: Search). With `object_identity` and `attribute_scope_query`, it searches
    /// the members of that group.
    pub struct SearchRequest {
        /// The identity store to search.
        pub identity_store_id: StoreId = "identityStoreId",
        /// 0 in the reference.
        pub search_type: i64 = "searchType",
        /// The attribute to sort by.
        pub sort_by: Option<String> = "sortBy",
        /// 1 ascending (as in the reference's query strings), 2 descending (assumption A-03; see [`super::codes`]).
        pub sort_order: i64 = "sortOrder",
        /// The number of the page, from 1.
        pub page_no: i64 = "pageNo",
        /// Objects per page.
        pub page_size: i64 = "pageSize",
        /// Whether the response should have `total`.
        pub calculate_total: bool = "calculateTotal",
        /// The criteria that objects must satisfy; without any, every object of the store is found.
        pub criteria: Option<Criterion> = "criteria",
        /// Scopes by container ("1" one level, "2" subtree); empty for the whole store.
        pub start_in: Map<String, Value> = "startInContainerWithScopes",
        /// The names of the attributes to return.
        pub attributes_to_load: Vec<String> = "attributesToLoad",
        /// The id of the group whose members are searched.
        pub object_identity: Option<ObjectId> = "objectIdentity",
        /// "member" if members are searched.
        pub attribute_scope_query: Option<String> = "attributeScopeQuery",
    }
}

wire_object! {
    /// A node of a search's criteria. A leaf names an attribute; an inner node has the operator "And" or "Or" and
    /// children (part B; "or" is an assumption).
    pub struct Criterion {
        /// The operator of a condition by its name in the contract ("Contains", "Is Exactly", …), or "And" / "Or".
        pub operator: String = "operator",
        /// The LDAP name of the attribute; null in an inner node.
        pub attribute: Nullable<String> = "attribute",
        /// The value that the attribute is compared with.
        pub value: Nullable<String> = "value",
        /// 0 in the reference.
        pub value_type: i64 = "valueType",
        /// `[0]` in a leaf of the reference, empty in an inner node.
        pub value_types: Vec<i64> = "valueTypes",
        /// Whether the value is used without escaping; true in the leaves of the reference.
        pub do_not_escape_value: bool = "donotEscapeValue",
        /// The children of an inner node.
        pub child: Children = "child",
    }
}

/// The children of a criterion. A leaf has none, which the reference writes as one child with nothing in it, and which
/// also occurs as `[null]`, `[]` and null.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Children(pub Vec<Criterion>);

impl Children {
    /// Whether a JSON value stands for no children. A list that has a child with something in it does not, so that
    /// nothing is dropped.
    pub fn are_none(value: Option<&Value>) -> bool {
        match value {
            Some(Value::Array(items)) => items.iter().all(is_nothing),
            Some(single @ Value::Object(_)) => is_nothing(single),
            value => is_blank(value),
        }
    }
}

/// Whether a child says nothing: it is null, or an object without operator, attribute, value and children.
fn is_nothing(child: &Value) -> bool {
    let Value::Object(members) = child else { return child.is_null() };
    !members.is_empty()
        && members.iter().all(|(name, value)| match name.to_ascii_lowercase().as_str() {
            "operator" | "attribute" | "value" => is_blank(Some(value)),
            "child" => Children::are_none(Some(value)),
            "valuetype" | "valuetypes" | "donotescapevalue" => true,
            _ => false,
        })
}

impl Member for Children {
    fn read(value: Option<&Value>) -> Result<Self, Unreadable> {
        if Self::are_none(value) { Ok(Self::default()) } else { Vec::read(value).map(Self) }
    }
    fn write(&self) -> Option<Value> {
        if self.is_empty() {
            return Some(json!([{ "operator": null, "attribute": null, "value": null }]));
        }
        self.0.write()
    }
}

impl Deref for Children {
    type Target = Vec<Criterion>;
    fn deref(&self) -> &Self::Target {
        &self.0
    }
}

impl DerefMut for Children {
    fn deref_mut(&mut self) -> &mut Self::Target {
        &mut self.0
    }
}

impl Criterion {
    /// A leaf: one condition.
    pub fn leaf(attribute: &str, operator: &str, value: impl Into<String>) -> Self {
        Self {
            operator: operator.to_owned(),
            attribute: Nullable::Is(attribute.to_owned()),
            value: Nullable::Is(value.into()),
            value_types: vec![0],
            do_not_escape_value: true,
            ..Self::default()
        }
    }

    fn inner(operator: &str, child: Vec<Criterion>) -> Self {
        let (attribute, value) = (Nullable::Null, Nullable::Null);
        Self { operator: operator.to_owned(), attribute, value, child: Children(child), ..Self::default() }
    }

    /// An inner node that requires all children.
    pub fn all(child: Vec<Criterion>) -> Self {
        Self::inner("And", child)
    }

    /// An inner node that requires any child.
    pub fn any(child: Vec<Criterion>) -> Self {
        Self::inner("Or", child)
    }
}

wire_object! {
    /// The body of GET `…/Groups/SmartGroups/Members` (part B: Preview a Smart Group), which a browser cannot send
    /// (part C).
    pub struct PreviewRequest {
        /// The attributes `IMSGObjectTypes`, `IMSGCriteria` and `IMSGStartPath`.
        pub extension_data_attributes: AttributeBag = "ExtensionDataAttributes",
        /// The names of the attributes to return.
        pub attributes_to_load: Vec<String> = "AttributesToLoad",
    }
}
