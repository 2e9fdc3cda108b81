//! Talking to the Data Service and to Microsoft Graph: one [`Api::send`], one [`ApiError`]. No word for people is made here.
//!
//! One file per resource below: what it asks and what it reads.

pub mod check_person;
pub mod graph;
pub mod groups;
pub mod resolve;
pub mod searches;
pub mod smart;
pub mod tasks;
pub mod users;

use crate::http::{Answer, ApiError, Call, CallTrace, Method, Service, fetch};
use crate::session::Session;
use gloo_timers::future::TimeoutFuture;
use leptos::prelude::*;
use model::config::{Config, StoreConfig};
use model::wire::paths::{DataService, Store};
use model::wire::result::Outcome;
use model::wire::{ActionResult, StoreId, Unreadable};
use serde_json::Value;
use std::sync::Arc;

/// How long an answer may take, in milliseconds.
const PATIENCE: u32 = 60_000;

/// How long a read waits in all when it is told to come again, in seconds.
const QUIET_WAIT: u32 = 10;

/// The services as the signed-in user reaches it.
#[derive(Clone)]
pub struct Api {
    config: Arc<Config>,
    session: Session,
    /// The one session that calls are sent for; none for whichever there is when a call begins.
    generation: Option<u32>,
}

impl Api {
    /// For the configured services and the session of this page.
    pub fn new(config: Arc<Config>, session: Session) -> Self {
        Self { config, session, generation: None }
    }

    /// For the session of this moment alone. Work that takes several calls is not gone on with for somebody else, who has
    /// signed in meanwhile: what is left of it ends as [`ApiError::Unauthorized`] and is not sent.
    #[must_use]
    pub fn for_this_session(&self) -> Self {
        Self { generation: Some(self.generation.unwrap_or_else(|| self.session.generation())), ..self.clone() }
    }

    /// Whether the session is another one than it was for.
    fn is_over(&self) -> bool {
        self.generation.is_some_and(|generation| generation != self.session.generation())
    }

    /// From the context that [`crate::app`] provides.
    pub fn expect() -> Self {
        use_context().unwrap_or_else(|| unreachable!("the app provides the api before any page"))
    }

    /// The configuration.
    pub fn config(&self) -> &Arc<Config> {
        &self.config
    }

    /// Addresses within a store.
    pub fn store(&self, id: StoreId) -> Store {
        DataService::at(&self.config.data_service).store(id)
    }

    /// The store that the user signed in to.
    pub fn current_store(&self) -> StoreConfig {
        let id = self.session.store();
        let stores = &self.config.identity_stores;
        // The schema asks for at least one store, and sign-in offers only configured ones.
        stores.iter().find(|store| store.id == id).unwrap_or(&stores[0]).clone()
    }

    /// Sends a call with the user's token. A read that is told to come again soon waits for it.
    pub async fn send(&self, call: Call) -> Result<Answer, ApiError> {
        let this = self.for_this_session();
        let mut left = QUIET_WAIT;
        loop {
            match this.send_once(&call).await.map_err(ApiError::of_graph) {
                Err(ApiError::Throttled { seconds: Some(seconds), .. })
                    if call.method == Method::Get && seconds <= left && left > 0 =>
                {
                    // Each wait takes a second at least of those that are left.
                    left -= seconds.max(1);
                    TimeoutFuture::new(seconds * 1_000).await;
                }
                answer => return answer,
            }
        }
    }

    /// Sends a call with the user's token, as it was answered. A 401 is answered with one silent refresh and one
    /// repetition, which is safe for every method because a 401 is refused before anything is done; after that the session
    /// has ended. Whatever is waited for, no call goes out with the token of another session than it began in, and none
    /// ends another one.
    async fn send_once(&self, call: &Call) -> Result<Answer, ApiError> {
        let this = self.for_this_session();
        if this.is_over() {
            return Err(ApiError::Unauthorized(CallTrace::unsent(call)));
        }
        if !self.takes(call) {
            return Err(ApiError::NotFound(CallTrace::unsent(call)));
        }
        let token = self.session.access_token(&self.config).await;
        if this.is_over() {
            return Err(ApiError::Unauthorized(CallTrace::unsent(call)));
        }
        let trace = match fetch(call, token.as_deref(), PATIENCE).await {
            Err(ApiError::Unauthorized(trace)) if !this.is_over() => trace,
            answer => return answer,
        };
        let token = self.session.renew(&self.config).await;
        let Some(token) = token.filter(|_| !this.is_over()) else {
            this.expire();
            return Err(ApiError::Unauthorized(trace));
        };
        let again = fetch(call, Some(&token), PATIENCE).await;
        if matches!(again, Err(ApiError::Unauthorized(_))) {
            this.expire();
        }
        again
    }

    fn expire(&self) {
        if !self.is_over() {
            self.session.expire();
        }
    }

    /// A token is for the service that the user signed in to, and is shown to no other. What is asked of the other one is
    /// not there for this user.
    fn takes(&self, call: &Call) -> bool {
        let graph = self.current_store().graph;
        match call.to {
            Service::Data => graph.is_none(),
            Service::Graph => graph.is_some_and(|graph| {
                let base = graph.base_url.trim_end_matches('/');
                call.url.strip_prefix(base).is_some_and(|rest| rest.starts_with('/'))
            }),
        }
    }

    /// Sends a call and reads its answer as a type of the model.
    async fn ask<T>(&self, call: Call, read: impl FnOnce(&Value) -> Result<T, Unreadable>) -> Result<T, ApiError> {
        let answer = self.send(call).await?;
        read(&answer.json).map_err(|reason| ApiError::unreadable(answer, &reason))
    }

    /// Sends a call that changes something and reads its envelope: a refusal is an error, a partial failure is not, for
    /// something was done.
    pub async fn act(&self, call: Call) -> Result<ActionResult, ApiError> {
        let answer = self.send(call).await?;
        match ActionResult::from_json(&answer.json) {
            Ok(result) if result.outcome() == Outcome::Refused => {
                Err(ApiError::Refused(Box::new(result), answer.trace))
            }
            Ok(result) => Ok(result),
            Err(reason) => Err(ApiError::unreadable(answer, &reason)),
        }
    }
}
