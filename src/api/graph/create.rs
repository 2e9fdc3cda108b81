//! Creates a group in Graph: one POST, then owners and members beyond the first 20 in batches, then a PATCH for
//! properties that a POST cannot set. Each step after the POST has its own result and can be repeated.

use super::refusal::of_outcome;
use super::wait::{RetryBudget, Twice};
use crate::api::Api;
use crate::http::{ApiError, Call, CallTrace};
use leptos::prelude::{Callable, Callback};
use model::config::StoreConfig;
use model::graph::{BatchRequest, BatchResponse, GraphCreation, GraphGroup, Outcome, Relation};
use model::wire::{ObjectId, Unreadable};
use serde_json::Value;
use std::rc::Rc;

/// Returns true to stop sending requests that have not been sent yet.
pub type Stop = Rc<dyn Fn() -> bool>;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum GraphProgress {
    /// The group itself is being created.
    Creating,
    /// Owners and members beyond the first 20 are being added.
    Adding {
        /// How many have an answer.
        done: usize,
        /// How many there are.
        of: usize,
    },
    /// The PATCH is running.
    Setting,
    /// Graph is too busy; reported once a second.
    Waiting {
        /// The seconds that are left.
        seconds: u32,
    },
}

/// Owners and members that were not added.
#[derive(Default)]
struct Added {
    failed: Vec<(Relation, ApiError)>,
    unsent: Vec<Relation>,
}

/// A group that Graph has created, and which of its follow-up requests failed.
#[derive(Debug, Clone, PartialEq)]
pub struct GraphMade {
    pub id: ObjectId,
    /// Owners and members that were refused, with the error.
    pub failed: Vec<(Relation, ApiError)>,
    /// Owners and members that were not tried, because the user stopped or the session ended.
    pub unsent: Vec<Relation>,
    /// Why the PATCH failed; none if it succeeded or was not needed.
    pub unset: Option<ApiError>,
}

/// Stands for the id of a group that does not exist yet, in requests that are shown.
const PLACEHOLDER: &str = "{group-id}";

impl Api {
    /// The requests that create a group, in order, with a placeholder for its id; shown before sending.
    pub fn graph_create_call(&self, store: &StoreConfig, creation: &GraphCreation) -> Vec<Call> {
        let graph = self.graph_at(store);
        let mut calls = vec![Call::post(graph.groups(), creation.body.to_json()).graph()];
        for relations in &creation.following {
            let mut batch = BatchRequest::relate(&ObjectId::new("-"), relations);
            for call in &mut batch.requests {
                call.url = call.url.replacen("/-/", &format!("/{PLACEHOLDER}/"), 1);
            }
            calls.push(Call::post(graph.batch(), batch.to_json()).graph());
        }
        if let Some(patch) = &creation.patch {
            calls.push(Call::patch(format!("{}/{PLACEHOLDER}", graph.groups()), patch.to_json()).graph());
        }
        calls
    }

    /// Creates a group. The error is that of the POST; its flag says whether the group may exist nevertheless. Errors
    /// of the later steps are in [`GraphMade`].
    pub async fn graph_create(
        &self,
        store: &StoreConfig,
        creation: GraphCreation,
        progress: Callback<GraphProgress>,
        stop: Stop,
    ) -> Result<GraphMade, (ApiError, bool)> {
        let mut patience = RetryBudget::new(progress, stop);
        progress.run(GraphProgress::Creating);
        let call = Call::post(self.graph_at(store).groups(), creation.body.to_json()).graph();
        let made = self.send_patiently(&call, Twice::Harmful, &mut patience).await.map_err(|error| {
            // A gateway's 503 that does not ask to come back says nothing about what happened behind it.
            let doubt = error.leaves_doubt() || (error.is_busy() && !error.is_put_off());
            (error, doubt)
        })?;
        let id = match made.json.get("id").and_then(Value::as_str) {
            Some(id) => ObjectId::new(id),
            // The group was created, but the response has no id.
            None => return Err((ApiError::unreadable(made, &Unreadable::here("a group with an id", None)), true)),
        };
        let relations = creation.following.into_iter().flatten().collect();
        Ok(self.follow(store, id, relations, creation.patch.as_ref(), &mut patience).await)
    }

    /// Runs the steps after the POST for a group that was created earlier. Those who are in the group already count as
    /// added.
    pub async fn graph_follow(
        &self,
        store: &StoreConfig,
        id: ObjectId,
        relations: Vec<Relation>,
        patch: Option<&GraphGroup>,
        progress: Callback<GraphProgress>,
        stop: Stop,
    ) -> GraphMade {
        let mut patience = RetryBudget::new(progress, stop);
        self.follow(store, id, relations, patch, &mut patience).await
    }

    async fn follow(
        &self,
        store: &StoreConfig,
        id: ObjectId,
        relations: Vec<Relation>,
        patch: Option<&GraphGroup>,
        patience: &mut RetryBudget,
    ) -> GraphMade {
        let Added { failed, unsent } = self.add(store, &id, relations, patience).await;
        let unset = match patch {
            Some(patch) => self.set(store, &id, patch, patience).await.err(),
            None => None,
        };
        GraphMade { id, failed, unsent, unset }
    }

    async fn set(
        &self,
        store: &StoreConfig,
        id: &ObjectId,
        patch: &GraphGroup,
        patience: &mut RetryBudget,
    ) -> Result<(), ApiError> {
        patience.tell(GraphProgress::Setting);
        let call = Call::patch(self.graph_at(store).group(id), patch.to_json()).graph();
        self.send_patiently(&call, Twice::Harmless, patience).await.map(drop)
    }

    async fn add(
        &self,
        store: &StoreConfig,
        id: &ObjectId,
        relations: Vec<Relation>,
        patience: &mut RetryBudget,
    ) -> Added {
        let url = self.graph_at(store).batch();
        let of = relations.len();
        let mut waiting = relations;
        let mut added = Added::default();
        while !waiting.is_empty() {
            patience.tell(GraphProgress::Adding { done: of - waiting.len(), of });
            if patience.is_over() {
                added.unsent = waiting;
                return added;
            }
            let batch = BatchRequest::relate(id, &waiting);
            let rest = waiting.split_off(batch.requests.len().min(waiting.len()));
            let call = Call::post(url.clone(), batch.to_json()).graph();
            let (mut again, mut pause) = (Vec::new(), None);
            match self.answers(&call, &batch, patience).await {
                Err(error) => {
                    let ended = matches!(error, ApiError::Unauthorized(_) | ApiError::Offline(_));
                    added.failed.extend(waiting.into_iter().map(|relation| (relation, error.clone())));
                    if ended {
                        added.unsent = rest;
                        return added;
                    }
                }
                Ok((outcomes, trace)) => {
                    for (relation, outcome) in waiting.into_iter().zip(outcomes) {
                        match (of_outcome(&outcome, &trace), outcome) {
                            (None, _) => {}
                            (Some(error), Outcome::Throttled { .. }) => {
                                pause = pause.max(error.retry_after());
                                again.push((relation, error));
                            }
                            (Some(error), _) => added.failed.push((relation, error)),
                        }
                    }
                }
            }
            waiting = rest;
            if again.is_empty() {
                continue;
            }
            // Throttled ones are repeated before the rest.
            if patience.wait(pause).await {
                waiting.splice(0..0, again.into_iter().map(|(relation, _)| relation));
            } else {
                added.failed.extend(again);
            }
        }
        if of > 0 {
            patience.tell(GraphProgress::Adding { done: of, of });
        }
        added
    }

    async fn answers(
        &self,
        call: &Call,
        batch: &BatchRequest,
        patience: &mut RetryBudget,
    ) -> Result<(Vec<Outcome>, CallTrace), ApiError> {
        let answer = self.send_patiently(call, Twice::Harmless, patience).await?;
        match BatchResponse::from_json(&answer.json) {
            Ok(response) => Ok((response.outcomes(batch), answer.trace)),
            Err(reason) => Err(ApiError::unreadable(answer, &reason)),
        }
    }
}
