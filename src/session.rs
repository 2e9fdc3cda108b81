//! The session. Tokens are kept in memory only: never in storage, a URL, a log or an error's details. A session lives as
//! long as any page of the portal in this browser: [`shared`] hands it over. Only the login is stored, until the user
//! signs out.

mod created;
mod idle;
mod last_user;
mod pkce;
mod renewal;
mod saved_rules;
mod shared;
pub mod sso;
pub mod token;
mod tokens;

pub use created::RecentObject;
pub use last_user::LastUser;
pub use pkce::challenge;
pub use saved_rules::{RuleCheck, SavedRule};

use crate::task::Lifetime;
use leptos::prelude::*;
use model::config::Config;
use model::group::Principal;
use model::wire::token::Grant;
use model::wire::{StoreId, TokenResponse};
use renewal::Waiting;
use shared::{SessionId, Tabs};
use sso::{Authorities, give_back};
use std::sync::Arc;
use token::{TokenFailure, token};
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
    renewal: StoredValue<Option<Vec<Waiting>>>,
    life: Lifetime,
    /// What was created in this session and not found by a search yet.
    created: StoredValue<Vec<RecentObject>>,
    /// What was deleted in this session and may still be found by a search.
    deleted: StoredValue<Vec<RecentObject>>,
    /// The rules that were saved in this session.
    saved_rules: RwSignal<Vec<SavedRule>>,
    authorities: Authorities,
    /// Whether the service has answered the last call.
    service_answers: RwSignal<bool>,
    /// Who has signed out last in this document.
    left: RwSignal<Option<User>>,
    /// Incremented when the session belongs to another user or was signed out.
    generation: StoredValue<u32>,
    /// Which session the tokens belong to, and how often they were replaced.
    id: StoredValue<SessionId>,
    /// The way to the other tabs; none until it was opened.
    tabs: StoredValue<Option<Tabs>, LocalStorage>,
    /// When the user did something for the last time, in milliseconds since the epoch.
    active: StoredValue<f64>,
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
    /// The same, because nobody was there; the page is hidden as well.
    Locked,
}

impl Phase {
    /// Whether the user has to sign in again over the page.
    pub fn is_over(self) -> bool {
        matches!(self, Self::Lapsed | Self::Locked)
    }
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
            authorities: Authorities::new(),
            service_answers: RwSignal::new(true),
            left: RwSignal::new(None),
            generation: StoredValue::new(0),
            id: StoredValue::new(SessionId::default()),
            tabs: StoredValue::new_local(None),
            active: StoredValue::new(js_sys::Date::now()),
        }
    }

    /// The number of the session. Work that was started with another number belongs to another session, and so does work
    /// that has outlived the document's.
    pub fn generation(&self) -> u32 {
        self.generation.try_get_value().unwrap_or(u32::MAX)
    }

    fn next_generation(&self) {
        self.generation.update_value(|generation| *generation = generation.wrapping_add(1));
        self.id.set_value(SessionId::new());
        self.extensions.set_value(None);
        self.forget_recent_objects();
        self.forget_all_saved_rules();
        // Those who wait for a refresh of the old tokens must not wait any longer.
        self.end_renewal(&Ok(()));
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

    /// What is known about those who sign people in.
    pub fn authorities(&self) -> Authorities {
        self.authorities
    }

    /// Whether the service has answered the last call; reactive.
    pub fn service_answers(&self) -> bool {
        self.service_answers.get()
    }

    /// Notes whether the service has answered a call.
    pub fn note_service(&self, answers: bool) {
        if self.service_answers.try_get_untracked().is_some_and(|before| before != answers) {
            self.service_answers.set(answers);
        }
    }

    /// Who has signed out last in this document; reactive.
    pub fn left(&self) -> Option<User> {
        self.left.get()
    }

    /// Who has signed out last in this document, without subscribing.
    pub fn left_now(&self) -> Option<User> {
        self.left.get_untracked()
    }

    /// The refresh token, to be given back; none if there is none.
    pub fn refresh_token(&self) -> Option<String> {
        self.tokens.with_value(|tokens| tokens.as_ref().and_then(|tokens| tokens.refresh.clone()))
    }

    /// Gives a refresh token of a store back, if there is one.
    pub(crate) fn give_back(&self, config: &Arc<Config>, store: StoreId, refresh: Option<String>) {
        if let Some(refresh) = refresh {
            give_back(config.clone(), self.authorities, store, refresh);
        }
    }

    /// Requests tokens with a password, which is not kept. The portal is shown only after
    /// [`Session::complete_sign_in`]. Tokens that come after the user has signed out are given back.
    pub async fn sign_in(
        &self,
        config: &Arc<Config>,
        store: StoreId,
        login: String,
        password: String,
    ) -> Result<(), TokenFailure> {
        let generation = self.generation();
        let response = token(config, store, Grant::Password { username: login.clone(), password }).await?;
        let refresh = response.refresh_token.clone();
        if !self.accept_tokens(generation, store, login, response) {
            self.give_back(config, store, refresh);
            return Err(TokenFailure::Over);
        }
        Ok(())
    }

    /// Accepts new tokens, and starts a new session unless the same user signs in again. Returns false, and drops them,
    /// if the session in which they were asked for is over.
    pub fn accept_tokens(&self, generation: u32, store: StoreId, login: String, response: TokenResponse) -> bool {
        if self.generation() != generation {
            return false;
        }
        self.tokens.set_value(Some(Tokens::of(response, None)));
        // The same user after a lapse keeps the page, the directory object and running work.
        if self.user_now().is_none_or(|user| user.login != login || user.store != store) {
            self.next_generation();
            self.user.set(Some(User { store, login, object: None }));
        }
        true
    }

    /// Shows the portal, with the user's directory object if it was found. Over a page whose session has ended, only its
    /// own user is let in: for somebody else it returns false, and their tokens are dropped.
    pub fn complete_sign_in(&self, object: Option<Principal>) -> bool {
        let Some(user) = self.user_now() else {
            // The user has signed out meanwhile.
            return true;
        };
        if user.object.as_ref().zip(object.as_ref()).is_some_and(|(own, other)| own.id != other.id) {
            self.tokens.set_value(None);
            return false;
        }
        let user = User { object: object.or(user.object), ..user };
        LastUser::keep(&user);
        self.user.set(Some(user));
        self.left.set(None);
        self.note_activity();
        self.phase.set(Phase::SignedIn);
        self.share_tokens(true);
        true
    }

    /// Forgets the tokens and the user, and shows the sign-in page, here and in the user's other tabs.
    pub fn sign_out(&self) {
        if let Some(user) = self.user_now() {
            self.tell_signed_out(&user);
        }
        LastUser::forget();
        self.leave();
    }

    /// Forgets the tokens and the user, and shows the sign-in page.
    fn leave(&self) {
        self.tokens.set_value(None);
        self.next_generation();
        self.left.set(self.user_now());
        self.user.set(None);
        self.phase.set(Phase::SignedOut);
        self.unshare();
    }

    /// The service rejects the token: forgets it, and asks the user to sign in again.
    pub fn expire(&self) {
        self.end(Phase::Lapsed);
    }

    /// Forgets the tokens, and asks the user to sign in again over the page.
    fn end(&self, phase: Phase) {
        self.tokens.set_value(None);
        if self.phase.get_untracked() == Phase::SignedIn {
            self.phase.set(phase);
            self.unshare();
        }
    }
}

impl Default for Session {
    fn default() -> Self {
        Self::new()
    }
}
