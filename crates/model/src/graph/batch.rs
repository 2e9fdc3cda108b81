//! Several requests in one call (POST `/$batch`), and the outcome of each.

use super::paths::{Graph, MOST_IN_BATCH};
use super::{GraphError, Relation};
use crate::wire::ObjectId;
use crate::wire::entry::Scalar;
use crate::wire::lenient::{Member, Nullable, wire_object};
use serde_json::{Map, Value};

wire_object! {
    /// The body of POST `/$batch`; at most [`MOST_IN_BATCH`] requests.
    pub struct BatchRequest {
        /// The requests. Each gets a response of its own.
        pub requests: Vec<BatchCall> = "requests",
    }
}

wire_object! {
    /// A single request of a batch.
    pub struct BatchCall {
        /// Identifies the response; unique within the batch.
        pub id: String = "id",
        /// The HTTP method, such as "POST".
        pub method: String = "method",
        /// The path below Graph's base URL, beginning with a slash.
        pub url: String = "url",
        /// The headers of this request; a request with a body needs a `Content-Type`.
        pub headers: Nullable<Map<String, Value>> = "headers",
        /// The JSON body, if any.
        pub body: Nullable<Value> = "body",
    }
}

wire_object! {
    /// The response to a batch; the single responses may come in any order.
    pub struct BatchResponse {
        /// One response for each request.
        pub responses: Vec<BatchAnswer> = "responses",
    }
}

wire_object! {
    /// The response to a single request of a batch.
    pub struct BatchAnswer {
        /// The id of the request.
        pub id: String = "id",
        /// The HTTP status.
        pub status: i64 = "status",
        pub headers: Map<String, Value> = "headers",
        /// The JSON body, if any.
        pub body: Nullable<Value> = "body",
    }
}

impl BatchAnswer {
    /// The value of a header, whose name may have any letter case.
    pub fn header(&self, name: &str) -> Option<String> {
        let (_, value) = self.headers.iter().find(|(own, _)| own.eq_ignore_ascii_case(name))?;
        Scalar::read(Some(value)).ok().map(|text| text.0)
    }

    /// The outcome of the request.
    pub fn outcome(&self) -> Outcome {
        let error = || self.body.get().and_then(|body| GraphError::from_json(body).ok());
        match self.status {
            200..=299 => Outcome::Done,
            // Graph answers 400 if the relationship already exists.
            400 if error().is_some_and(|error| error.is_already_there()) => Outcome::AlreadyThere,
            status @ (429 | 503 | 504) => {
                let seconds = self.header("Retry-After").and_then(|text| text.trim().parse().ok());
                Outcome::Throttled { status, retry_after: seconds }
            }
            status => Outcome::Refused { status, error: error() },
        }
    }
}

/// The outcome of a single request of a batch.
#[derive(Debug, Clone, PartialEq)]
#[allow(clippy::large_enum_variant, reason = "there are 20 of them at most")]
pub enum Outcome {
    /// It succeeded.
    Done,
    /// The relationship already existed, which is as good.
    AlreadyThere,
    /// Graph was too busy (429 or 503), or did not finish in time (504). The request may be sent again if it does no harm
    /// twice, as adding a relationship does not.
    Throttled {
        /// The HTTP status.
        status: i64,
        /// The pause in seconds before the next attempt, if Graph named one (`Retry-After`).
        retry_after: Option<u64>,
    },
    /// It was refused.
    Refused {
        /// The HTTP status.
        status: i64,
        /// Graph's error, if the body has one.
        error: Option<GraphError>,
    },
    /// There is no response to it, so it may or may not have succeeded.
    Unanswered,
}

impl Outcome {
    /// Whether the relationship exists now.
    pub fn is_there(&self) -> bool {
        matches!(self, Self::Done | Self::AlreadyThere)
    }
}

impl BatchRequest {
    /// The requests that add owners and members to a group. Only the first [`MOST_IN_BATCH`] relations are used, which
    /// is the size of the chunks in [`GraphCreation::following`](super::GraphCreation::following).
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
    /// The outcomes of the requests of a batch, in the order of the requests.
    pub fn outcomes(&self, asked: &BatchRequest) -> Vec<Outcome> {
        let of = |call: &BatchCall| self.responses.iter().find(|answer| answer.id == call.id);
        let outcome = |call: &BatchCall| of(call).map_or(Outcome::Unanswered, BatchAnswer::outcome);
        asked.requests.iter().map(outcome).collect()
    }
}
