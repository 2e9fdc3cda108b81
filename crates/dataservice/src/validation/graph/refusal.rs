//! Why Graph refuses a request.

use crate::object::EngineError;
use model::graph::properties::BadProperty;

/// The reason why a request is refused; Graph reports only the first one.
#[derive(Debug)]
pub struct Refusal {
    /// 400 in general, 403 without the right to the group, 404 if an object that is referred to does not exist.
    pub status: u16,
    /// A sentence for people.
    pub message: String,
    /// The property at fault; empty if it is the whole request.
    pub property: String,
    /// Whether the reason is that another object already has the value.
    pub is_taken: bool,
}

impl Refusal {
    /// A fault of a property, with the whole sentence.
    pub fn of(property: &str, message: impl Into<String>) -> Self {
        Self { status: 400, message: message.into(), property: property.to_owned(), is_taken: false }
    }

    /// A property without a value.
    pub fn required(property: &str) -> Self {
        Self::of(property, format!("A value is required for property '{property}' of resource 'Group'."))
    }

    /// A property with an invalid value.
    pub fn invalid(property: &str, why: &str) -> Self {
        Self::of(property, format!("Invalid value specified for property '{property}' of resource 'Group': {why}."))
    }

    /// The caller may not change the group.
    pub fn denied() -> Self {
        Self { status: 403, ..Self::of("", "Insufficient privileges to complete the operation.") }
    }

    /// An object that does not exist.
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

/// Why a change was not made.
#[derive(Debug)]
pub enum GraphRejection {
    /// The engine failed.
    Engine(EngineError),
    /// Graph refuses the change.
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
