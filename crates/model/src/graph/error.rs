//! Graph's errors (part A, "Graph"), and the property that an error is about.

use super::properties::property;
use crate::wire::ActionResult;
use crate::wire::lenient::{Nullable, Required, wire_object};

wire_object! {
    /// The body of an error response (part A, "Graph").
    pub struct GraphError {
        pub error: Required<GraphErrorBody> = "error",
    }
}

wire_object! {
    /// What went wrong.
    pub struct GraphErrorBody {
        /// A code such as `Request_BadRequest`.
        pub code: String = "code",
        /// A sentence for people.
        pub message: String = "message",
        /// The single faults, if Graph lists them.
        pub details: Vec<GraphErrorDetail> = "details",
        /// The ids by which Microsoft's support finds the request.
        pub inner: Nullable<GraphInnerError> = "innerError",
    }
}

wire_object! {
    /// A single fault.
    pub struct GraphErrorDetail {
        /// A code such as `ObjectConflict`.
        pub code: String = "code",
        /// A sentence for people.
        pub message: String = "message",
        /// The property that is at fault.
        pub target: Option<String> = "target",
    }
}

wire_object! {
    /// The ids by which Microsoft's support finds a request.
    pub struct GraphInnerError {
        /// The id that Graph gave the request.
        pub request_id: Nullable<String> = "request-id",
        /// The id that the caller gave the request.
        pub client_request_id: Nullable<String> = "client-request-id",
        /// The time of the error.
        pub date: Nullable<String> = "date",
    }
}

impl GraphError {
    /// The error itself, without its wrapper.
    pub fn body(&self) -> &GraphErrorBody {
        &self.error.0
    }

    /// The property that the error is about: the target of a detail, or else the one that the message names.
    pub fn property(&self) -> Option<String> {
        let body = self.body();
        let targets = body.details.iter().filter_map(|detail| detail.target.as_deref());
        let named = targets.map(|target| target.trim().to_owned()).find(|target| !target.is_empty());
        named.or_else(|| in_message(&body.message))
    }

    /// Whether the error means that the relationship already exists. Only the message says so (assumption A-40).
    pub fn is_already_there(&self) -> bool {
        says_already_there(&self.body().message)
    }
}

/// Whether the message of a refusal means that the relationship already exists (assumption A-40).
pub fn says_already_there(message: &str) -> bool {
    message.to_ascii_lowercase().contains("added object references already exist")
}

/// Whether a creation was refused because of its owners: the refusal is about that property, or its message has the word
/// "owner" or "owners" (assumption A-45).
pub fn is_because_of_owners(refusal: &ActionResult) -> bool {
    let names_them = |text: &str| {
        let mut words = text.split(|c: char| !c.is_alphanumeric());
        words.any(|word| word.eq_ignore_ascii_case("owner") || word.eq_ignore_ascii_case("owners"))
    };
    let about = refusal.attribute_messages();
    about.iter().any(|(name, said)| names_them(name) || names_them(said)) || refusal.message().is_some_and(names_them)
}

/// The name after the word "property" in a message, if it is quoted or is a property of the group entity.
fn in_message(message: &str) -> Option<String> {
    let lower = message.to_ascii_lowercase();
    for (at, word) in lower.match_indices("property ") {
        let rest = message.get(at + word.len()..).unwrap_or_default().trim_start();
        let bare = rest.trim_start_matches(['\'', '"']);
        let end = bare.find(|c: char| !(c.is_alphanumeric() || matches!(c, '_' | '@' | '.')));
        let name = bare.get(..end.unwrap_or(bare.len())).unwrap_or_default().trim_end_matches('.');
        if !name.is_empty() && (bare.len() < rest.len() || property(name).is_some()) {
            return Some(name.to_owned());
        }
    }
    None
}
