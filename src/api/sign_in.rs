//! Exchanges an authorization code for a session, which begins only when the service has said who the user is.

use crate::api::{Api, PATIENCE};
use crate::http::{ApiError, Call, fetch};
use crate::session::User;
use crate::session::sso::{Code, Refusal};
use crate::session::token::{TokenFailure, of_code};
use leptos::prelude::untrack;
use model::config::{StoreConfig, UserInfo};
use model::graph::GraphUser;
use model::group::Principal;
use model::wire::{StoreId, TokenResponse, Unreadable};
use serde_json::Value;

/// Why a code did not sign anybody in.
#[derive(Debug, Clone, PartialEq)]
pub enum SignInError {
    /// The answer of the authority cannot be used.
    Answer(Refusal),
    /// The code could not be exchanged for tokens.
    Token(TokenFailure),
    /// The service did not say who the user is.
    Call(ApiError),
    /// The user has signed in to another identity store than the chosen one.
    AnotherStore,
    /// Another user than the one whose session ended.
    SomebodyElse {
        /// The name of the user who signed in.
        name: String,
        /// The login of the user whose page it is.
        login: String,
    },
}

/// Who has signed in with a code.
#[derive(Debug, Clone, PartialEq)]
pub enum SignedIn {
    /// The directory object is known, and the portal is shown.
    Known,
    /// The login is known; the directory has to be asked for the object.
    Login(String),
}

impl Api {
    /// Signs in with a code. If a page is waiting for its user to sign in again, only that user is accepted, because
    /// the unsaved work is theirs.
    pub async fn sign_in_with_code(&self, store: &StoreConfig, code: &Code) -> Result<SignedIn, SignInError> {
        let this = self.for_current_session();
        let authority = this.session.authorities().find(&this.config, store.id).await.map_err(SignInError::Answer)?;
        if !authority.is_issuer(code.issuer.as_deref()) {
            return Err(SignInError::Answer(Refusal::Foreign));
        }
        let response = of_code(&authority, code).await.map_err(SignInError::Token)?;
        let refresh = response.refresh_token.clone();
        let outcome = this.accept_response(store, authority.endpoints.user_info, response).await;
        if outcome.is_err() {
            this.session.give_back(&this.config, store.id, refresh);
        }
        outcome
    }

    /// Asks who has got these tokens, and begins their session.
    async fn accept_response(
        &self,
        store: &StoreConfig,
        user_info: Option<String>,
        response: TokenResponse,
    ) -> Result<SignedIn, SignInError> {
        match user_info {
            Some(user_info) => {
                let (login, signed_in_to) = who(Call::get(user_info), &response, named).await?;
                if signed_in_to.is_some_and(|id| id != store.id) {
                    return Err(SignInError::AnotherStore);
                }
                self.accept_login(store, login, response)
            }
            None => {
                let call = Call::get(self.graph_at(store).me()).graph();
                let me = who(call, &response, GraphUser::from_json).await?;
                let upn = me.user_principal_name.get().cloned().unwrap_or_default();
                self.accept_object(store, me.principal(), upn, response)
            }
        }
    }

    /// The user for whose signing in again a page waits.
    fn awaited(&self) -> Option<User> {
        self.session.user_now().filter(|_| untrack(|| self.session.phase()).is_over())
    }

    /// Accepts a user of the Security Service, which names the login.
    fn accept_login(
        &self,
        store: &StoreConfig,
        login: String,
        response: TokenResponse,
    ) -> Result<SignedIn, SignInError> {
        let login = match self.awaited() {
            Some(user) if user.store == store.id && user.login.to_lowercase() == login.to_lowercase() => user.login,
            Some(user) => return Err(SignInError::SomebodyElse { name: login, login: user.login }),
            None => login,
        };
        self.accept(store, login.clone(), response)?;
        Ok(SignedIn::Login(login))
    }

    /// Accepts a user of Microsoft Graph, which names the object.
    fn accept_object(
        &self,
        store: &StoreConfig,
        who: Principal,
        upn: String,
        response: TokenResponse,
    ) -> Result<SignedIn, SignInError> {
        let login = match self.awaited() {
            Some(user) if user.object.as_ref().is_some_and(|own| own.id == who.id) => user.login,
            Some(user) => return Err(SignInError::SomebodyElse { name: who.name, login: user.login }),
            None => upn,
        };
        self.accept(store, login, response)?;
        self.session.complete_sign_in(Some(who));
        Ok(SignedIn::Known)
    }

    /// Nobody is signed in by an answer that came after they had signed out.
    fn accept(&self, store: &StoreConfig, login: String, response: TokenResponse) -> Result<(), SignInError> {
        match self.session.accept_tokens(self.generation, store.id, login, response) {
            true => Ok(()),
            false => Err(SignInError::Token(TokenFailure::Over)),
        }
    }
}

/// The login, and the identity store if the service names it.
fn named(json: &Value) -> Result<(String, Option<StoreId>), Unreadable> {
    let info = UserInfo::from_json(json)?;
    let login = info.login().ok_or_else(|| Unreadable::here("preferred_username or upn", None))?;
    Ok((login.to_owned(), info.store))
}

/// Asks with the new token who has signed in.
async fn who<T>(
    call: Call,
    response: &TokenResponse,
    read: impl FnOnce(&Value) -> Result<T, Unreadable>,
) -> Result<T, SignInError> {
    let answer = fetch(&call, Some(&response.access_token.0), PATIENCE).await;
    let answer = answer.map_err(|error| SignInError::Call(error.of_graph()))?;
    read(&answer.json).map_err(|reason| SignInError::Call(ApiError::unreadable(answer, &reason)))
}
