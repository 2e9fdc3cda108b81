//! The request bodies for searches (part B: Search, Search members, Preview a Smart Group).

use super::entry::AttributeBag;
use super::ids::{ObjectId, StoreId};
use super::lenient::{Nullable, wire_object};
use serde_json::{Map, Value};

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
        /// The LDAP name of the attribute; absent in an inner node.
        pub attribute: Option<String> = "attribute",
        /// The value that the attribute is compared with.
        pub value: Nullable<String> = "value",
        /// 0 in the reference.
        pub value_type: i64 = "valueType",
        /// `[0]` in the reference.
        pub value_types: Vec<i64> = "valueTypes",
        /// Whether the value is used without escaping.
        pub do_not_escape_value: bool = "donotEscapeValue",
        /// The children of an inner node.
        pub child: Vec<Criterion> = "child",
    }
}

impl Criterion {
    /// A leaf: one condition.
    pub fn leaf(attribute: &str, operator: &str, value: impl Into<String>) -> Self {
        Self {
            operator: operator.to_owned(),
            attribute: Some(attribute.to_owned()),
            value: Nullable::Is(value.into()),
            value_types: vec![0],
            ..Self::default()
        }
    }

    /// An inner node that requires all children.
    pub fn all(child: Vec<Criterion>) -> Self {
        Self { operator: "And".to_owned(), value_types: vec![0], child, ..Self::default() }
    }

    /// An inner node that requires any child.
    pub fn any(child: Vec<Criterion>) -> Self {
        Self { operator: "Or".to_owned(), value_types: vec![0], child, ..Self::default() }
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
