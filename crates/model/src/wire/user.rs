//! The request bodies that create and change users (part A: operation 13; part B: Create user, update user).

use super::entry::AttributeBag;
use super::ids::{ObjectId, StoreId};
use super::lenient::{Nullable, wire_object};

wire_object! {
    /// The body of POST `…/Users`: long entries for Entra ID (part A: operation 13), camelCase short ones for Active
    /// Directory (part B: Create user).
    ///
    /// It contains a password: never log it, keep it or show it.
    pub struct CreateUser {
        /// The distinguished name of the container.
        pub container: String = "Container",
        pub attributes: AttributeBag = "Attributes",
        /// "" in operation 13, absent for Active Directory.
        pub object_identity: Nullable<String> = "ObjectIdentity",
        /// A number in operation 13, a string for Active Directory.
        pub identity_store_id: StoreReference = "IdentityStoreID",
        /// 0 in operation 13, absent for Active Directory.
        pub identity_store_mode: Option<i64> = "IdentityStoreMode",
    }
}

/// The id of an identity store, in the JSON type that the operation's sample uses.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum StoreReference {
    /// A JSON number: `3`
    Number(StoreId),
    /// A JSON string: `"2"`
    Text(StoreId),
}

impl StoreReference {
    /// The identity store, whichever JSON type its id has.
    pub fn store(self) -> StoreId {
        match self {
            Self::Number(store) | Self::Text(store) => store,
        }
    }
}

impl Default for StoreReference {
    fn default() -> Self {
        Self::Number(StoreId::default())
    }
}

wire_object! {
    /// The body of PATCH `…/Users` and, by assumption A-70, of PATCH `…/Contacts` (part B: update user, Contacts).
    pub struct UpdateUser {
        /// The changed attributes.
        pub attributes: AttributeBag = "AttributesToUpdate",
        /// The id of the user or contact.
        pub object_identity: ObjectId = "ObjectIdentity",
        /// The identity store of the user or contact.
        pub identity_store_id: StoreReference = "IdentityStoreID",
    }
}

wire_object! {
    /// The body of POST `…/Contacts` (part B: Contacts).
    pub struct CreateContact {
        /// The distinguished name of the container.
        pub container: String = "container",
        pub attributes: AttributeBag = "attributes",
    }
}

mod members {
    use super::StoreReference;
    use crate::wire::StoreId;
    use crate::wire::lenient::{Member, Unreadable};
    use serde_json::Value;

    impl Member for StoreReference {
        fn read(value: Option<&Value>) -> Result<Self, Unreadable> {
            let store = StoreId::read(value)?;
            Ok(if matches!(value, Some(Value::String(_))) { Self::Text(store) } else { Self::Number(store) })
        }
        fn write(&self) -> Option<Value> {
            match self {
                Self::Number(store) => store.write(),
                Self::Text(store) => Some(Value::String(store.to_string())),
            }
        }
    }
}
