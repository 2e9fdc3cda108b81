//! Who is signed in. Tokens live in memory only: never in storage, a URL, a log or an error's details. The name alone
//! outlives a reload, until its owner signs out.

mod last_user;
mod pkce;
pub mod sso;
pub mod token;
mod tokens;

pub use last_user::LastUser;
pub use pkce::challenge;

use crate::task::Life;
use futures::channel::oneshot::{Sender, channel};
use leptos::prelude::*;
use model::config::Config;
use model::group::Principal;
use model::wire::token::Grant;
use model::wire::{StoreId, TokenResponse};
use std::sync::Arc;
use token::{TokenFailure, refreshed, token};
use tokens::Tokens;

/// The session of this page. A copy is the same session.
#[derive(Clone, Copy)]
pub struct Session {
    phase: RwSignal<Phase>,
    user: RwSignal<Option<User>>,
    tokens: StoredValue<Option<Tokens>>,
    /// What the service offers beyond the contract, once it was asked.
    extensions: StoredValue<Option<Vec<String>>>,
    /// Who waits for the renewal that is under way, if one is: a refresh token is good once.
    renewal: StoredValue<Option<Vec<Sender<bool>>>>,
    life: Life,
    /// Whose session it is by now: another number, another person.
    generation: StoredValue<u32>,
}

/// Where the session stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Phase {
    /// Nobody is signed in: the sign-in page.
    SignedOut,
    /// The portal.
    SignedIn,
    /// The session ended while somebody worked: sign in again over the page.
    Lapsed,
}

/// Who is signed in.
#[derive(Debug, Clone, PartialEq)]
pub struct User {
    /// The store that the user signed in to.
    pub store: StoreId,
    /// The name that was typed.
    pub login: String,
    /// The user's object in the directory; none where it was not found.
    pub object: Option<Principal>,
}

impl User {
    /// Whose work something is, however the name was typed: the person's object, where the directory knows it.
    pub fn key(&self) -> String {
        let who = self.object.as_ref().map_or_else(|| self.login.to_lowercase(), |who| who.id.to_string());
        format!("{}/{who}", self.store)
    }
}

impl Session {
    /// Nobody is signed in.
    pub fn new() -> Self {
        Self {
            phase: RwSignal::new(Phase::SignedOut),
            user: RwSignal::new(None),
            tokens: StoredValue::new(None),
            renewal: StoredValue::new(None),
            life: Life::new(),
            extensions: StoredValue::new(None),
            generation: StoredValue::new(0),
        }
    }

    /// Another number than before: somebody else's session has begun, or this one was signed out of. What was begun under
    /// one number is nothing to the next.
    pub fn generation(&self) -> u32 {
        self.generation.get_value()
    }

    fn next_turn(&self) {
        self.generation.update_value(|generation| *generation = generation.wrapping_add(1));
        // Nobody waits for the renewal of somebody else's tokens.
        self.end_renewal(false);
    }

    /// What the service offers beyond the contract (part E); none as long as it was not asked.
    pub fn extensions(&self) -> Option<Vec<String>> {
        self.extensions.get_value()
    }

    /// The service has answered what it offers.
    pub fn know_extensions(&self, names: Vec<String>) {
        self.extensions.set_value(Some(names));
    }

    /// Where the session stands; reactive.
    pub fn phase(&self) -> Phase {
        self.phase.get()
    }

    /// Who is signed in; reactive.
    pub fn user(&self) -> Option<User> {
        self.user.get()
    }

    /// Who is signed in, without subscribing.
    pub fn user_now(&self) -> Option<User> {
        self.user.get_untracked()
    }

    /// The store of the session.
    pub fn store(&self) -> StoreId {
        self.user.with_untracked(|user| user.as_ref().map(|user| user.store)).unwrap_or_default()
    }

    /// Gets a token for a name and a password. The password is given away and kept nowhere. The page is shown only
    /// after [`Session::enter`].
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

    /// Takes the tokens that somebody got.
    pub fn accept_tokens(&self, store: StoreId, login: String, response: TokenResponse) {
        self.tokens.set_value(Some(Tokens::of(response, None)));
        // The same person after a lapse keeps the page, what it knows of the person, and what was begun.
        if self.user_now().is_none_or(|user| user.login != login || user.store != store) {
            self.next_turn();
            self.user.set(Some(User { store, login, object: None }));
        }
    }

    /// Shows the portal, with what the directory knows of the user.
    pub fn complete_sign_in(&self, object: Option<Principal>) {
        // Whoever signed out meanwhile stays out.
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

    /// Forgets the tokens and the user.
    pub fn sign_out(&self) {
        LastUser::forget();
        self.tokens.set_value(None);
        self.next_turn();
        self.user.set(None);
        self.phase.set(Phase::SignedOut);
    }

    /// The service no longer takes the token: whoever is at work signs in again over the page.
    pub fn expire(&self) {
        self.tokens.set_value(None);
        if self.phase.get_untracked() == Phase::SignedIn {
            self.phase.set(Phase::Lapsed);
        }
    }

    /// A token that is good for a while, renewed silently where its end is near.
    pub async fn access_token(&self, config: &Arc<Config>) -> Option<String> {
        let (access, ends) = self
            .tokens
            .with_value(|tokens| tokens.as_ref().map(|t| (t.access.clone(), t.renew_after <= js_sys::Date::now())))?;
        if !ends {
            return Some(access);
        }
        // Where the renewal fails for want of an answer, the old token is still tried.
        self.renew(config).await.or(Some(access))
    }

    /// Trades the refresh token for a new pair; whoever asks meanwhile gets the same new token. None where the session has
    /// become another one meanwhile.
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
        // The page that asked may be left meanwhile: the renewal goes on for all others.
        if is_under_way == Some(false) {
            let (this, spent) = (*self, refresh.clone());
            let work = refreshed(config.clone(), self.store(), refresh);
            self.life.outlive(work, move |answer| this.renewed(generation, &spent, answer), |_| ());
        }
        // Dropped without a word, it is over too.
        if renewed.await == Ok(true) { access() } else { None }
    }

    /// Takes the answer to a renewal, and lets those go on who wait for it.
    fn renewed(&self, generation: u32, spent: &str, answer: Result<TokenResponse, TokenFailure>) {
        if self.generation() != generation {
            return;
        }
        let is_renewed = answer.is_ok();
        if let Ok(response) = answer {
            self.tokens.update_value(|tokens| {
                // Whoever signed in again meanwhile has newer ones.
                if tokens.as_ref().is_some_and(|own| own.refresh.as_deref() == Some(spent)) {
                    *tokens = Some(Tokens::of(response, Some(spent.to_owned())));
                }
            });
        }
        self.end_renewal(is_renewed);
    }

    /// Whoever waits for the renewal goes on.
    fn end_renewal(&self, is_renewed: bool) {
        for done in self.renewal.try_update_value(Option::take).flatten().into_iter().flatten() {
            // Whoever asked may have left.
            let _ = done.send(is_renewed);
        }
    }
}

impl Default for Session {
    fn default() -> Self {
        Self::new()
    }
}
