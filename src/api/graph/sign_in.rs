//! From an authority's code to a session: tokens, and who they are for. Nobody is signed in before Graph has said who.

use crate::api::token::{NoToken, of_code};
use crate::api::{Api, ApiError, Call, PATIENCE, fetch};
use crate::session::organisation::Code;
use model::config::StoreConfig;
use model::graph::GraphUser;

/// Why a code let nobody in.
#[derive(Debug, Clone, PartialEq)]
pub enum NoEntry {
    /// It became no tokens.
    Token(NoToken),
    /// Graph does not say who it is.
    Call(ApiError),
    /// Another person than the one whose page it is.
    SomebodyElse {
        /// Who signed in.
        name: String,
        /// Whose page it is.
        login: String,
    },
}

impl Api {
    /// Signs in with a code. Over a page whose session has ended only its own user is let in: the work on it is theirs.
    pub async fn sign_in_with_code(&self, store: &StoreConfig, code: &Code) -> Result<(), NoEntry> {
        let Some(graph) = &store.graph else { return Err(NoEntry::Token(NoToken::NotTaken)) };
        let response = of_code(graph, code).await.map_err(NoEntry::Token)?;
        let call = Call::get(self.graph_at(store).me()).graph();
        let answer = fetch::fetch(&call, Some(&response.access_token.0), PATIENCE).await;
        let answer = answer.map_err(|error| NoEntry::Call(error.of_graph()))?;
        let me = match GraphUser::from_json(&answer.json) {
            Ok(me) => me,
            Err(reason) => return Err(NoEntry::Call(ApiError::unreadable(answer, &reason))),
        };
        let who = me.principal();
        let login = match self.session.user_now() {
            Some(user) if user.object.as_ref().is_some_and(|own| own.id == who.id) => user.login,
            Some(user) => return Err(NoEntry::SomebodyElse { name: who.name, login: user.login }),
            None => me.user_principal_name.get().cloned().unwrap_or_default(),
        };
        self.session.hold(store.id, login, response);
        self.session.enter(Some(who));
        Ok(())
    }
}
