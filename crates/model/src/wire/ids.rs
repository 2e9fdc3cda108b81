//! Identities as the Data Service uses them.

use super::lenient::{Member, Unreadable, wire_json};
use serde_json::Value;
use std::fmt;

/// The number of an identity store (`{identityStoreId}` in part A of the contract).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct StoreId(pub i64);

impl fmt::Display for StoreId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl Member for StoreId {
    fn read(value: Option<&Value>) -> Result<Self, Unreadable> {
        i64::read(value).map(StoreId)
    }
    fn write(&self) -> Option<Value> {
        self.0.write()
    }
}

/// The id of a directory object: the GUID that the service calls `objectIdFromIdentityStore`. Wherever the service
/// expects an id, it also accepts a distinguished name.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct ObjectId(pub String);

impl ObjectId {
    /// An id from any text that identifies an object.
    pub fn new(id: impl Into<String>) -> Self {
        Self(id.into())
    }
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for ObjectId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl Member for ObjectId {
    fn read(value: Option<&Value>) -> Result<Self, Unreadable> {
        String::read(value).map(ObjectId)
    }
    fn write(&self) -> Option<Value> {
        self.0.write()
    }
}

wire_json!(StoreId);
wire_json!(ObjectId);
