//! Making a group by way of Graph: one creation, the owners and members beyond its first 20 in batches, and what only a
//! PATCH may set. Everything after the creation has a result of its own and can be tried again.

use super::refusal::of_outcome;
use super::wait::RetryBudget;
use crate::api::Api;
use crate::http::{ApiError, Call, CallTrace};
use leptos::prelude::{Callable, Callback};
use model::config::StoreConfig;
use model::graph::{BatchRequest, BatchResponse, GraphCreation, GraphGroup, Outcome, Relation};
use model::wire::{ObjectId, Unreadable};
use serde_json::Value;
use std::rc::Rc;

/// Says whether to go on no longer with what has not been sent yet.
pub type Stop = Rc<dyn Fn() -> bool>;

/// How far a creation is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum GraphProgress {
    /// The group itself.
    Creating,
    /// Owners and members beyond the first.
    Adding {
        /// So many were answered for.
        done: usize,
        /// Of so many.
        of: usize,
    },
    /// What only a change may set.
    Setting,
    /// Graph wants a pause; told once a second.
    Waiting {
        /// That are left.
        seconds: u32,
    },
}

/// What came of adding owners and members.
#[derive(Default)]
struct Added {
    failed: Vec<(Relation, ApiError)>,
    unsent: Vec<Relation>,
}

/// A group that was made.
#[derive(Debug, Clone, PartialEq)]
pub struct GraphMade {
    /// Its id.
    pub id: ObjectId,
    /// Who was not added, and why.
    pub failed: Vec<(Relation, ApiError)>,
    /// Who was not tried, because it was stopped or the session ended.
    pub unsent: Vec<Relation>,
    /// Why what only a PATCH may set is not set.
    pub unset: Option<ApiError>,
}

/// What stands for the group's id where it is not made yet.
const PLACEHOLDER: &str = "{group-id}";

impl Api {
    /// The exact calls that make a group, in order; its id is a placeholder.
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

    /// Makes a group. The error is the creation's, and says whether a group may exist all the same; what follows a
    /// creation fails by itself.
    pub async fn graph_create(
        &self,
        store: &StoreConfig,
        creation: GraphCreation,
        progress: Callback<GraphProgress>,
        stop: Stop,
    ) -> Result<GraphMade, (ApiError, bool)> {
        let api = self.for_this_session();
        let mut patience = RetryBudget::new(progress, stop);
        progress.run(GraphProgress::Creating);
        let call = Call::post(api.graph_at(store).groups(), creation.body.to_json()).graph();
        let made = api.send_patiently(&call, &mut patience).await.map_err(|error| {
            let doubt = error.leaves_doubt();
            (error, doubt)
        })?;
        let id = match made.json.get("id").and_then(Value::as_str) {
            Some(id) => ObjectId::new(id),
            // It was made: under what id, nobody knows.
            None => return Err((ApiError::unreadable(made, &Unreadable::here("a group with an id", None)), true)),
        };
        let relations = creation.following.into_iter().flatten().collect();
        Ok(api.follow(store, id, relations, creation.patch.as_ref(), &mut patience).await)
    }

    /// What follows a creation, for a group that was made earlier: adds owners and members, of whom those who are in it
    /// already count as added, and sets what only a PATCH may set.
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
        self.for_this_session().follow(store, id, relations, patch, &mut patience).await
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
        self.send_patiently(&call, patience).await.map(drop)
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
            let (mut again, mut pause) = (Vec::new(), 0);
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
                            (Some(error), Outcome::Throttled { retry_after: Some(seconds) }) => {
                                pause = pause.max(u32::try_from(seconds).unwrap_or(u32::MAX));
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
            // Those who were refused for now come first.
            if patience.wait(pause).await {
                waiting.splice(0..0, again.into_iter().map(|(relation, _)| relation));
            } else {
                added.failed.extend(again);
            }
        }
        patience.tell(GraphProgress::Adding { done: of, of });
        added
    }

    async fn answers(
        &self,
        call: &Call,
        batch: &BatchRequest,
        patience: &mut RetryBudget,
    ) -> Result<(Vec<Outcome>, CallTrace), ApiError> {
        let answer = self.send_patiently(call, patience).await?;
        match BatchResponse::from_json(&answer.json) {
            Ok(response) => Ok((response.outcomes(batch), answer.trace)),
            Err(reason) => Err(ApiError::unreadable(answer, &reason)),
        }
    }
}
