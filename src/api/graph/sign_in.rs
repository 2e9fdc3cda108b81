//! Exchanges an authorization code for a session. The session begins only after Graph has said who the user is.

use crate::api::{Api, PATIENCE};
use crate::http::{ApiError, Call, fetch};
use crate::session::sso::Code;
use crate::session::token::{TokenFailure, of_code};
use model::config::StoreConfig;
use model::graph::GraphUser;

/// Why a code did not sign anybody in.
#[derive(Debug, Clone, PartialEq)]
pub enum SignInError {
    /// The code could not be exchanged for tokens.
    Token(TokenFailure),
    /// Graph did not say who the user is.
    Call(ApiError),
    /// Another user than the one whose session ended.
    SomebodyElse {
        /// The name of the user who signed in.
        name: String,
        /// The login of the user whose page it is.
        login: String,
    },
}

impl Api {
    /// Signs in with a code. If a page is waiting for its user to sign in again, only that user is accepted, because
    /// the unsaved work is theirs.
    pub async fn sign_in_with_code(&self, store: &StoreConfig, code: &Code) -> Result<(), SignInError> {
        let Some(graph) = &store.graph else { return Err(SignInError::Token(TokenFailure::NotTaken)) };
        let generation = self.session.generation();
        let response = of_code(graph, code).await.map_err(SignInError::Token)?;
        let call = Call::get(self.graph_at(store).me()).graph();
        let answer = fetch(&call, Some(&response.access_token.0), PATIENCE).await;
        let answer = answer.map_err(|error| SignInError::Call(error.of_graph()))?;
        let me = match GraphUser::from_json(&answer.json) {
            Ok(me) => me,
            Err(reason) => return Err(SignInError::Call(ApiError::unreadable(answer, &reason))),
        };
        let who = me.principal();
        if self.session.generation() != generation {
            return Err(SignInError::Token(TokenFailure::Over));
        }
        let login = match self.session.user_now() {
            Some(user) if user.object.as_ref().is_some_and(|own| own.id == who.id) => user.login,
            Some(user) => return Err(SignInError::SomebodyElse { name: who.name, login: user.login }),
            None => me.user_principal_name.get().cloned().unwrap_or_default(),
        };
        if !self.session.accept_tokens(generation, store.id, login, response) {
            return Err(SignInError::Token(TokenFailure::Over));
        }
        self.session.complete_sign_in(Some(who));
        Ok(())
    }
}
