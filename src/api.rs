//! Requests to the Data Service and to Microsoft Graph, all sent by [`Api::send`] and failing with [`ApiError`]. No
//! text for users is written here.
//!
//! Each resource has a file below, with its requests and how their responses are read.

pub mod bulk;
pub mod check_person;
pub mod complete;
mod created;
pub mod graph;
pub mod groups;
mod member_changes;
mod members;
mod own_membership;
mod owned;
mod owners;
mod pause;
mod read_back;
pub mod resolve;
pub mod searches;
pub mod sign_in;
pub mod smart;
pub mod tasks;
pub mod users;

pub use created::{INDEX_DELAY, INDEX_LOOKS};
pub use member_changes::ChangeMark;
pub use pause::{Pauses, pause};

use crate::http::{Answer, ApiError, Call, CallTrace, Method, Service, fetch};
use crate::session::Session;
use gloo_timers::future::TimeoutFuture;
use leptos::prelude::*;
use model::config::{Config, StoreConfig};
use model::graph::Backoff;
use model::group::Principal;
use model::wire::paths::{DataService, Store};
use model::wire::result::Outcome;
use model::wire::{ActionResult, StoreId, Unreadable};
use serde_json::Value;
use std::sync::Arc;

/// The timeout of a request, in milliseconds.
const PATIENCE: u32 = 60_000;

/// How often a read may wait when the service is busy.
const QUIET_WAITS: u32 = 10;

/// How long a read may wait in total when the service is busy, in seconds.
const QUIET_WAIT: u32 = 10;

/// The context, in which nobody can take the api of an earlier session by mistake.
#[derive(Clone)]
struct Provided(Api);

/// The services, called as the signed-in user. Clones are cheap.
#[derive(Clone)]
pub struct Api {
    config: Arc<Config>,
    session: Session,
    /// The session that requests are sent for.
    generation: u32,
}

impl Api {
    /// For the current session. Work does not continue for another user who signs in meanwhile: its remaining requests
    /// are not sent and end as [`ApiError::Unauthorized`].
    pub fn new(config: Arc<Config>, session: Session) -> Self {
        Self { config, session, generation: session.generation() }
    }

    /// The same for the session that is current now. Only signing in outlives a session and needs it; everything else
    /// stays with the session in which [`Api::expect`] was called.
    #[must_use]
    pub fn for_current_session(&self) -> Self {
        Self::new(self.config.clone(), self.session)
    }

    /// Whether the session to which this belongs is over.
    pub fn is_over(&self) -> bool {
        self.generation != self.session.generation()
    }

    /// Provides it as context; [`Api::find`] and [`Api::expect`] give it for the session that is current then.
    pub fn provide(self) {
        provide_context(Provided(self));
    }

    /// For the current session, from the context; none outside of the app.
    pub fn find() -> Option<Self> {
        use_context().map(|Provided(api)| api.for_current_session())
    }

    /// For the current session, from the context that [`crate::app`] provides; panics outside of the app.
    pub fn expect() -> Self {
        Self::find().unwrap_or_else(|| unreachable!("the app provides the api before any page"))
    }

    pub fn config(&self) -> &Arc<Config> {
        &self.config
    }

    /// The signed-in user's own object; none if it was not found.
    pub fn me(&self) -> Option<Principal> {
        self.session.user_now().and_then(|user| user.object)
    }

    /// Signs out, and gives the refresh token back to whoever issued it.
    pub fn sign_out(&self) {
        self.session.give_back(&self.config, self.session.store(), self.session.refresh_token());
        self.session.sign_out();
    }

    /// The endpoints of an identity store.
    pub fn store(&self, id: StoreId) -> Store {
        DataService::at(&self.config.data_service).store(id)
    }

    /// The store that the user signed in to, or the first one as long as nobody has.
    pub fn current_store(&self) -> StoreConfig {
        let id = self.session.store();
        let stores = &self.config.identity_stores;
        // The schema asks for at least one store, and sign-in offers only configured ones.
        stores.iter().find(|store| store.id == id).unwrap_or(&stores[0]).clone()
    }

    /// Sends a request with the user's token. A read waits and repeats if the service gives a short `Retry-After`; if
    /// Graph is busy, also without one.
    pub async fn send(&self, call: Call) -> Result<Answer, ApiError> {
        let mut backoff = Backoff::new(QUIET_WAITS, QUIET_WAIT);
        loop {
            let answer = self.send_once(&call).await.map_err(ApiError::of_graph);
            if let Some(is_there) = answer.as_ref().map_or_else(ApiError::is_answer, |_| Some(true)) {
                self.session.note_service(is_there);
            }
            let Some(error) = answer.as_ref().err().filter(|_| call.method == Method::Get) else { return answer };
            let asked = error.retry_after();
            if asked.is_none() && !(call.to == Service::Graph && error.is_busy()) {
                return answer;
            }
            let Some(wait) = backoff.next_wait(asked, js_sys::Math::random()) else { return answer };
            TimeoutFuture::new(wait).await;
        }
    }

    /// Sends a request with the user's token and returns the response as it is. After a 401 the token is refreshed once
    /// and the request repeated; that is safe for every method, because a 401 is refused before anything is done. A
    /// second 401 ends the session, and so does a refused refresh; one that failed otherwise is the error. The session is checked after every wait: a request never carries another session's
    /// token, and never ends another session.
    async fn send_once(&self, call: &Call) -> Result<Answer, ApiError> {
        if self.is_over() {
            return Err(ApiError::Unauthorized(CallTrace::unsent(call)));
        }
        if !self.takes(call) {
            return Err(ApiError::NotFound(CallTrace::unsent(call)));
        }
        let token = self.session.access_token(&self.config).await;
        if self.is_over() {
            return Err(ApiError::Unauthorized(CallTrace::unsent(call)));
        }
        let trace = match fetch(call, token.as_deref(), PATIENCE).await {
            Err(ApiError::Unauthorized(trace)) if !self.is_over() => trace,
            answer => return answer,
        };
        let renewed = self.session.renew(&self.config, token.as_deref()).await;
        let token = match renewed {
            Ok(Some(token)) if !self.is_over() => token,
            // The session may be as good as ever: nobody has refused it.
            Err(error) if !self.is_over() => return Err(error),
            _ => {
                self.expire();
                return Err(ApiError::Unauthorized(trace));
            }
        };
        let again = fetch(call, Some(&token), PATIENCE).await;
        if matches!(again, Err(ApiError::Unauthorized(_))) {
            self.expire();
        }
        again
    }

    fn expire(&self) {
        if !self.is_over() {
            self.session.expire();
        }
    }

    /// A token is sent only to the service that the user signed in to. For this user the other service does not exist.
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

    /// Sends a request and reads the response body as a type of the model.
    async fn ask<T>(&self, call: Call, read: impl FnOnce(&Value) -> Result<T, Unreadable>) -> Result<T, ApiError> {
        let answer = self.send(call).await?;
        read(&answer.json).map_err(|reason| ApiError::unreadable(answer, &reason))
    }

    /// Sends a change and reads its result. A refusal is an error. A partial failure is not, because something was
    /// done.
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
