//! Several requests in one (`$batch`), and what became of each.

use super::paths::{Graph, MOST_IN_BATCH};
use super::{GraphError, Relation};
use crate::wire::ObjectId;
use crate::wire::entry::Scalar;
use crate::wire::lenient::{Member, Nullable, wire_object};
use serde_json::{Map, Value};

wire_object! {
    /// At most 20 requests.
    pub struct BatchRequest {
        /// Each is answered by itself.
        pub requests: Vec<BatchCall> = "requests",
    }
}

wire_object! {
    /// A request within a batch.
    pub struct BatchCall {
        /// Names the answer; no two are the same.
        pub id: String = "id",
        /// Such as "POST".
        pub method: String = "method",
        /// Below Graph's own address, with a slash at its start.
        pub url: String = "url",
        /// Of this request; a body needs its `Content-Type`.
        pub headers: Nullable<Map<String, Value>> = "headers",
        /// JSON.
        pub body: Nullable<Value> = "body",
    }
}

wire_object! {
    /// What a batch is answered with, in any order.
    pub struct BatchResponse {
        /// One for each request.
        pub responses: Vec<BatchAnswer> = "responses",
    }
}

wire_object! {
    /// The answer to a request within a batch.
    pub struct BatchAnswer {
        /// Of the request.
        pub id: String = "id",
        /// As in HTTP.
        pub status: i64 = "status",
        /// As in HTTP.
        pub headers: Map<String, Value> = "headers",
        /// JSON, or nothing.
        pub body: Nullable<Value> = "body",
    }
}

impl BatchAnswer {
    /// A header, in any letter case.
    pub fn header(&self, name: &str) -> Option<String> {
        let (_, value) = self.headers.iter().find(|(own, _)| own.eq_ignore_ascii_case(name))?;
        Scalar::read(Some(value)).ok().map(|text| text.0)
    }

    /// What became of the request.
    pub fn outcome(&self) -> Outcome {
        let error = || self.body.get().and_then(|body| GraphError::from_json(body).ok());
        match self.status {
            200..=299 => Outcome::Done,
            // Graph's own word for a relationship that exists already.
            400 if error().is_some_and(|error| error.is_already_there()) => Outcome::AlreadyThere,
            429 | 503 => {
                let seconds = self.header("Retry-After").and_then(|text| text.trim().parse().ok());
                Outcome::Throttled { retry_after: seconds }
            }
            status => Outcome::Refused { status, error: error() },
        }
    }
}

/// What became of a request within a batch.
#[derive(Debug, Clone, PartialEq)]
#[allow(clippy::large_enum_variant, reason = "there are 20 of them at most")]
pub enum Outcome {
    /// It was done.
    Done,
    /// It had been done before, which is as good.
    AlreadyThere,
    /// Not now: 429 or 503.
    Throttled {
        /// After so many seconds again, where Graph says so.
        retry_after: Option<u64>,
    },
    /// Refused.
    Refused {
        /// As in HTTP.
        status: i64,
        /// Why, where it was said in Graph's way.
        error: Option<GraphError>,
    },
    /// Nothing was said about it: it may have been done.
    Unanswered,
}

impl Outcome {
    /// Whether the relationship is there now.
    pub fn is_there(&self) -> bool {
        matches!(self, Self::Done | Self::AlreadyThere)
    }
}

impl BatchRequest {
    /// Adds owners and members to a group: at most [`MOST_IN_BATCH`] of them, as `GraphCreation::following` has them.
    pub fn relate(group: &ObjectId, relations: &[Relation]) -> Self {
        let call = |(at, relation): (usize, &Relation)| {
            let json = [("Content-Type".to_owned(), Value::from("application/json"))];
            let body = [("@odata.id".to_owned(), Value::from(relation.reference.clone()))];
            BatchCall {
                id: (at + 1).to_string(),
                method: "POST".to_owned(),
                url: Graph::relative().relate(group, relation.kind),
                headers: Nullable::Is(json.into_iter().collect()),
                body: Nullable::Is(Value::Object(body.into_iter().collect())),
                ..BatchCall::default()
            }
        };
        let requests = relations.iter().take(MOST_IN_BATCH).enumerate().map(call).collect();
        Self { requests, ..Self::default() }
    }
}

impl BatchResponse {
    /// What became of each of so many requests, in the order in which they were asked.
    pub fn outcomes(&self, asked: &BatchRequest) -> Vec<Outcome> {
        let of = |call: &BatchCall| self.responses.iter().find(|answer| answer.id == call.id);
        let outcome = |call: &BatchCall| of(call).map_or(Outcome::Unanswered, BatchAnswer::outcome);
        asked.requests.iter().map(outcome).collect()
    }
}
