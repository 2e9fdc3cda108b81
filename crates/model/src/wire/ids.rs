//! Identities as the service uses them.

use super::lenient::{Member, Unreadable, wire_json};
use serde_json::Value;
use std::fmt;

/// An identity store's number (`{identityStoreId}` in part A of the contract).
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

/// A directory object's identity: the GUID that the service calls `objectIdFromIdentityStore`. The service also takes a
/// distinguished name where an identity is asked for.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct ObjectId(pub String);

impl ObjectId {
    /// From any text that names an object.
    pub fn new(id: impl Into<String>) -> Self {
        Self(id.into())
    }
    /// The identity as text.
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
