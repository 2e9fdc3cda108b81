//! Graph's errors (part A, "Graph"), and which property one is about.

use super::properties::property;
use crate::wire::lenient::{Nullable, Required, wire_object};

wire_object! {
    /// Graph's error (part A, "Graph").
    pub struct GraphError {
        /// What went wrong.
        pub error: Required<GraphErrorBody> = "error",
    }
}

wire_object! {
    /// What went wrong.
    pub struct GraphErrorBody {
        /// Such as `Request_BadRequest`.
        pub code: String = "code",
        /// For people.
        pub message: String = "message",
        /// What it is about, one by one.
        pub details: Vec<GraphErrorDetail> = "details",
        /// Where to find it in Graph's own log.
        pub inner: Nullable<GraphInnerError> = "innerError",
    }
}

wire_object! {
    /// One of the things that are wrong.
    pub struct GraphErrorDetail {
        /// Such as `ObjectConflict`.
        pub code: String = "code",
        /// For people.
        pub message: String = "message",
        /// The property.
        pub target: Option<String> = "target",
    }
}

wire_object! {
    /// Where to find an error in Graph's own log.
    pub struct GraphInnerError {
        /// The request's id.
        pub request_id: Nullable<String> = "request-id",
        /// The id that the caller gave it.
        pub client_request_id: Nullable<String> = "client-request-id",
        /// When.
        pub date: Nullable<String> = "date",
    }
}

impl GraphError {
    /// What went wrong.
    pub fn body(&self) -> &GraphErrorBody {
        &self.error.0
    }

    /// The property that the error is about: a detail's target, or the one that the message names.
    pub fn property(&self) -> Option<String> {
        let body = self.body();
        let targets = body.details.iter().filter_map(|detail| detail.target.as_deref());
        let named = targets.map(|target| target.trim().to_owned()).find(|target| !target.is_empty());
        named.or_else(|| in_message(&body.message))
    }

    /// Whether it is that a relationship exists already. Nothing but the words says so (assumption A-40).
    pub fn is_already_there(&self) -> bool {
        self.body().message.to_ascii_lowercase().contains("added object references already exist")
    }
}

/// The name after the word "property", be it between quotes or one of the group's.
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
