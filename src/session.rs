//! The session. Tokens are kept in memory only: never in storage, a URL, a log or an error's details. Only the login
//! survives a reload, until the user signs out.

mod created;
mod last_user;
mod pkce;
mod saved_rules;
pub mod sso;
pub mod token;
mod tokens;

pub use created::RecentObject;
pub use last_user::LastUser;
pub use pkce::challenge;
pub use saved_rules::{RuleCheck, SavedRule};

use crate::task::Lifetime;
use futures::channel::oneshot::{Sender, channel};
use leptos::prelude::*;
use model::config::Config;
use model::group::Principal;
use model::wire::token::Grant;
use model::wire::{StoreId, TokenResponse};
use std::sync::Arc;
use token::{TokenFailure, refreshed, token};
use tokens::Tokens;

/// The session of this document. Copies share the same state.
#[derive(Clone, Copy)]
pub struct Session {
    phase: RwSignal<Phase>,
    user: RwSignal<Option<User>>,
    tokens: StoredValue<Option<Tokens>>,
    /// The service's extensions; none until they were requested.
    extensions: StoredValue<Option<Vec<String>>>,
    /// Those who wait for a running token refresh; none if none is running. There is only one at a time, because a
    /// refresh token can be used once.
    renewal: StoredValue<Option<Vec<Sender<bool>>>>,
    life: Lifetime,
    /// What was created in this session and not found by a search yet.
    created: StoredValue<Vec<RecentObject>>,
    /// What was deleted in this session and may still be found by a search.
    deleted: StoredValue<Vec<RecentObject>>,
    /// The rules that were saved in this session.
    saved_rules: RwSignal<Vec<SavedRule>>,
    /// Incremented when the session belongs to another user or was signed out.
    generation: StoredValue<u32>,
}

/// The phase of the session.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Phase {
    /// Nobody is signed in; the sign-in page is shown.
    SignedOut,
    /// The portal is shown.
    SignedIn,
    /// The session has ended during work; the user signs in again in a dialog.
    Lapsed,
}

#[derive(Debug, Clone, PartialEq)]
pub struct User {
    pub store: StoreId,
    /// The login as it was typed.
    pub login: String,
    /// The user's directory object; none if it was not found.
    pub object: Option<Principal>,
}

impl User {
    /// Identifies the user in local storage: by store and object id or, if there is no object, by login.
    pub fn key(&self) -> String {
        let who = self.object.as_ref().map_or_else(|| self.login.to_lowercase(), |who| who.id.to_string());
        format!("{}/{who}", self.store)
    }
}

impl Session {
    /// A session without a user.
    pub fn new() -> Self {
        Self {
            phase: RwSignal::new(Phase::SignedOut),
            user: RwSignal::new(None),
            tokens: StoredValue::new(None),
            renewal: StoredValue::new(None),
            life: Lifetime::new(),
            created: StoredValue::new(Vec::new()),
            deleted: StoredValue::new(Vec::new()),
            saved_rules: RwSignal::new(Vec::new()),
            extensions: StoredValue::new(None),
            generation: StoredValue::new(0),
        }
    }

    /// The number of the session. Work that was started with another number belongs to another session, and so does work
    /// that has outlived the document's.
    pub fn generation(&self) -> u32 {
        self.generation.try_get_value().unwrap_or(u32::MAX)
    }

    fn next_turn(&self) {
        self.generation.update_value(|generation| *generation = generation.wrapping_add(1));
        self.forget_recent_objects();
        self.forget_all_saved_rules();
        // Those who wait for a refresh of the old tokens must not wait any longer.
        self.end_renewal(false);
    }

    /// The service's extensions beyond the contract (part E); none until they were requested.
    pub fn extensions(&self) -> Option<Vec<String>> {
        self.extensions.get_value()
    }

    /// Remembers the service's extensions.
    pub fn know_extensions(&self, names: Vec<String>) {
        self.extensions.set_value(Some(names));
    }

    /// The phase of the session; reactive.
    pub fn phase(&self) -> Phase {
        self.phase.get()
    }

    /// The signed-in user; reactive.
    pub fn user(&self) -> Option<User> {
        self.user.get()
    }

    /// The signed-in user, without subscribing.
    pub fn user_now(&self) -> Option<User> {
        self.user.get_untracked()
    }

    /// The store of the session; the default id if nobody is signed in.
    pub fn store(&self) -> StoreId {
        self.user.with_untracked(|user| user.as_ref().map(|user| user.store)).unwrap_or_default()
    }

    /// Requests tokens with a password, which is not kept. The portal is shown only after
    /// [`Session::complete_sign_in`].
    pub async fn sign_in(
        &self,
        config: &Config,
        store: StoreId,
        login: String,
        password: String,
    ) -> Result<(), TokenFailure> {
        let response = token(config, store, Grant::Password { username: login.clone(), password }).await?;
        self.accept_tokens(store, login, response);
        Ok(())
    }

    /// Accepts new tokens, and starts a new session unless the same user signs in again.
    pub fn accept_tokens(&self, store: StoreId, login: String, response: TokenResponse) {
        self.tokens.set_value(Some(Tokens::of(response, None)));
        // The same user after a lapse keeps the page, the directory object and running work.
        if self.user_now().is_none_or(|user| user.login != login || user.store != store) {
            self.next_turn();
            self.user.set(Some(User { store, login, object: None }));
        }
    }

    /// Shows the portal, with the user's directory object if it was found.
    pub fn complete_sign_in(&self, object: Option<Principal>) {
        // The user may have signed out meanwhile.
        if self.user_now().is_none() {
            return;
        }
        self.user.update(|user| {
            if let Some(user) = user {
                user.object = object.or(user.object.take());
                LastUser::keep(user);
            }
        });
        self.phase.set(Phase::SignedIn);
    }

    /// Forgets the tokens and the user, and shows the sign-in page.
    pub fn sign_out(&self) {
        LastUser::forget();
        self.tokens.set_value(None);
        self.next_turn();
        self.user.set(None);
        self.phase.set(Phase::SignedOut);
    }

    /// The service rejects the token: forgets it, and asks the user to sign in again.
    pub fn expire(&self) {
        self.tokens.set_value(None);
        if self.phase.get_untracked() == Phase::SignedIn {
            self.phase.set(Phase::Lapsed);
        }
    }

    /// An access token that is not about to expire; refreshed first if necessary.
    pub async fn access_token(&self, config: &Arc<Config>) -> Option<String> {
        let (access, ends) = self
            .tokens
            .with_value(|tokens| tokens.as_ref().map(|t| (t.access.clone(), t.renew_after <= js_sys::Date::now())))?;
        if !ends {
            return Some(access);
        }
        // If the refresh fails, the old token may still be valid.
        self.renew(config).await.or(Some(access))
    }

    /// Refreshes the tokens. Calls during a refresh wait for the same new token. None if it fails, or if the session
    /// has changed meanwhile.
    pub async fn renew(&self, config: &Arc<Config>) -> Option<String> {
        let generation = self.generation();
        let access = || {
            let own = |tokens: &Option<Tokens>| tokens.as_ref().map(|t| t.access.clone());
            if self.generation() == generation { self.tokens.with_value(own) } else { None }
        };
        let refresh = self.tokens.with_value(|tokens| tokens.as_ref().and_then(|t| t.refresh.clone()))?;
        let (done, renewed) = channel();
        let is_under_way = self.renewal.try_update_value(|renewal| {
            let is_under_way = renewal.is_some();
            renewal.get_or_insert_default().push(done);
            is_under_way
        });
        // Not bound to the page that asked, because others may be waiting too.
        if is_under_way == Some(false) {
            let (this, spent) = (*self, refresh.clone());
            let work = refreshed(config.clone(), self.store(), refresh);
            self.life.run_to_end(work, move |answer| this.renewed(generation, &spent, answer), |_| ());
        }
        // A dropped sender also counts as a failure.
        if renewed.await == Ok(true) { access() } else { None }
    }

    /// Stores the refreshed tokens and wakes those who wait.
    fn renewed(&self, generation: u32, spent: &str, answer: Result<TokenResponse, TokenFailure>) {
        if self.generation() != generation {
            return;
        }
        let is_renewed = answer.is_ok();
        if let Ok(response) = answer {
            self.tokens.update_value(|tokens| {
                // A new sign-in during the refresh has brought newer tokens.
                if tokens.as_ref().is_some_and(|own| own.refresh.as_deref() == Some(spent)) {
                    *tokens = Some(Tokens::of(response, Some(spent.to_owned())));
                }
            });
        }
        self.end_renewal(is_renewed);
    }

    /// Wakes everyone who waits for the refresh.
    fn end_renewal(&self, is_renewed: bool) {
        for done in self.renewal.try_update_value(Option::take).flatten().into_iter().flatten() {
            // The receiver may have been dropped.
            let _ = done.send(is_renewed);
        }
    }
}

impl Default for Session {
    fn default() -> Self {
        Self::new()
    }
}
