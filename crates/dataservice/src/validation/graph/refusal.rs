//! Why Graph does not do something.

use crate::object::EngineError;
use model::graph::properties::BadProperty;

/// One reason: Graph tells the first it finds.
#[derive(Debug)]
pub struct Refusal {
    /// 400; 403 for want of rights, 404 where something that is named does not exist.
    pub status: u16,
    /// For people.
    pub message: String,
    /// What it is about; "" for the whole.
    pub property: String,
    /// Whether it is that another object has the value.
    pub is_taken: bool,
}

impl Refusal {
    /// About a property; the sentence says all.
    pub fn of(property: &str, message: impl Into<String>) -> Self {
        Self { status: 400, message: message.into(), property: property.to_owned(), is_taken: false }
    }

    /// A property without a value.
    pub fn required(property: &str) -> Self {
        Self::of(property, format!("A value is required for property '{property}' of resource 'Group'."))
    }

    /// A property with a value that it cannot have.
    pub fn invalid(property: &str, why: &str) -> Self {
        Self::of(property, format!("Invalid value specified for property '{property}' of resource 'Group': {why}."))
    }

    /// Whoever asks does not own the group.
    pub fn denied() -> Self {
        Self { status: 403, ..Self::of("", "Insufficient privileges to complete the operation.") }
    }

    /// An object that is not there.
    pub fn missing(id: &str) -> Self {
        let message =
            format!("Resource '{id}' does not exist or one of its queried reference-property objects are not present.");
        Self { status: 404, ..Self::of("", message) }
    }
}

impl From<BadProperty> for Refusal {
    fn from(bad: BadProperty) -> Self {
        Self::of(&bad.name, bad.to_string())
    }
}

/// Why a change did not happen.
#[derive(Debug)]
pub enum GraphRejection {
    /// The directory failed.
    Engine(EngineError),
    /// Graph refuses it.
    Refused(Refusal),
}

impl From<EngineError> for GraphRejection {
    fn from(failed: EngineError) -> Self {
        Self::Engine(failed)
    }
}

impl From<Refusal> for GraphRejection {
    fn from(refusal: Refusal) -> Self {
        Self::Refused(refusal)
    }
}
