//! Access tokens, and how they are refreshed: one refresh at a time, in all tabs together, because a refresh token can
//! be used once.

use super::Session;
use super::token::{TokenFailure, refreshed};
use super::tokens::Tokens;
use crate::http::ApiError;
use futures::channel::oneshot::{Sender, channel};
use leptos::prelude::*;
use model::config::Config;
use model::wire::TokenResponse;
use std::sync::Arc;

/// Somebody who waits for a running refresh.
pub(super) type Waiting = Sender<Result<(), TokenFailure>>;

impl Session {
    /// An access token that is not about to expire; refreshed first if necessary.
    pub async fn access_token(&self, config: &Arc<Config>) -> Option<String> {
        let (access, ends) = self
            .tokens
            .with_value(|tokens| tokens.as_ref().map(|t| (t.access.clone(), t.renew_after <= js_sys::Date::now())))?;
        if !ends {
            return Some(access);
        }
        // If the refresh fails, the old token may still be valid.
        let renewed = self.renew(config, Some(&access)).await;
        renewed.ok().flatten().or(Some(access))
    }

    /// The access token that replaces this one, which was refused or is about to expire. Calls during a refresh wait for
    /// the same new token. None if there is none: it was refused, there is no refresh token, or the session has changed.
    ///
    /// # Errors
    ///
    /// The refresh failed and was not refused, so a later one may succeed.
    pub async fn renew(&self, config: &Arc<Config>, used: Option<&str>) -> Result<Option<String>, ApiError> {
        let generation = self.generation();
        let (access, refresh) = self.tokens.with_value(|tokens| {
            let own = tokens.as_ref();
            (own.map(|t| t.access.clone()), own.and_then(|t| t.refresh.clone()))
        });
        if access.is_some() && access.as_deref() != used {
            // It was replaced meanwhile.
            return Ok(access);
        }
        if refresh.is_none() {
            return Ok(None);
        }
        let (done, renewed) = channel();
        let is_under_way = self.renewal.try_update_value(|renewal| {
            let is_under_way = renewal.is_some();
            renewal.get_or_insert_default().push(done);
            is_under_way
        });
        // Not bound to the page that asked, because others may be waiting too.
        if is_under_way == Some(false) {
            self.life.run_to_end(refresh_once(*self, config.clone(), generation, access.clone()), |()| (), |()| ());
        }
        // A dropped sender means that the portal is gone.
        match renewed.await.unwrap_or(Ok(())) {
            _ if self.generation() != generation => Ok(None),
            Ok(()) => Ok(self.tokens.try_with_value(|tokens| tokens.as_ref().map(|t| t.access.clone())).flatten()),
            Err(TokenFailure::Failed(error)) if !is_refusal(&error) => Err(error),
            Err(_) => Ok(None),
        }
    }

    /// Stores the refreshed tokens. Returns whether they replace the ones that were spent.
    fn replace_tokens(&self, access: Option<&str>, response: TokenResponse) -> bool {
        let replaced = self.tokens.try_update_value(|tokens| {
            // A new sign-in during the refresh has brought newer tokens.
            let own = tokens.take_if(|own| Some(own.access.as_str()) == access);
            let is_own = own.is_some();
            if let Some(own) = own {
                *tokens = Some(Tokens::of(response, own.refresh));
            }
            is_own
        });
        replaced == Some(true)
    }

    /// Wakes everyone who waits for the refresh.
    pub(super) fn end_renewal(&self, outcome: &Result<(), TokenFailure>) {
        for done in self.renewal.try_update_value(Option::take).flatten().into_iter().flatten() {
            // The receiver may have been dropped.
            let _ = done.send(outcome.clone());
        }
    }
}

/// Whether a failed refresh means that the session is over: the service has answered, and not that it is busy.
fn is_refusal(error: &ApiError) -> bool {
    !error.is_put_off() && error.trace().status.is_some_and(|status| (400..500).contains(&status) && status != 408)
}

/// Refreshes the tokens, unless another tab has done so, and wakes those who wait.
async fn refresh_once(session: Session, config: Arc<Config>, generation: u32, access: Option<String>) {
    let turn = session.turn_to_renew().await;
    // Those of another session wait for its own refresh.
    if session.generation() != generation {
        return;
    }
    let spent = session.tokens.try_with_value(|tokens| {
        let own = tokens.as_ref().filter(|own| Some(&own.access) == access.as_ref());
        own.and_then(|own| own.refresh.clone())
    });
    let Some(spent) = spent.flatten() else { return session.end_renewal(&Ok(())) };
    let store = session.store();
    let outcome = refreshed(session, config.clone(), store, spent).await;
    if session.generation() != generation {
        // Whoever has signed out meanwhile could give back only the token that this refresh has spent.
        session.give_back(&config, store, outcome.ok().and_then(|response| response.refresh_token));
        return;
    }
    let outcome = outcome.map(|response| {
        if session.replace_tokens(access.as_deref(), response) {
            session.share_tokens(false);
        }
    });
    session.end_renewal(&outcome);
    turn.end().await;
}
