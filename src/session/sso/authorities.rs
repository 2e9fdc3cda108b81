//! Where the authority of a store answers: known from the configuration, or from the discovery document of the Security
//! Service, which is read once.

use super::Refusal;
use crate::http::{ApiError, Call, fetch};
use leptos::prelude::{GetValue, StoredValue, UpdateValue};
use model::config::{Authority, Config, Discovery};
use model::wire::{StoreId, Unreadable};

/// The timeout of the discovery document, in milliseconds.
const PATIENCE: u32 = 15_000;

/// What is known about the Security Service. Copies know the same.
#[derive(Clone, Copy)]
pub struct Authorities(StoredValue<Option<Option<Discovery>>>);

impl Authorities {
    /// Nothing is known yet.
    pub fn new() -> Self {
        Self(StoredValue::new(None))
    }

    /// The authority of a store. A Security Service without a discovery document is asked where IdentityServer answers.
    pub async fn find(self, config: &Config, store: StoreId) -> Result<Authority, Refusal> {
        let store = config.store(store).ok_or(Refusal::Foreign)?;
        if let Some(known) = config.known_authority(store) {
            return Ok(known);
        }
        let discovery = match self.0.try_get_value().flatten() {
            Some(read) => read,
            None => discover(config).await?,
        };
        let found =
            config.found_authority(store, discovery.as_ref()).map_err(|foreign| Refusal::Elsewhere(foreign.0))?;
        // A document that cannot be used is read again, because an administrator may have corrected it.
        self.0.try_update_value(|known| *known = Some(discovery));
        Ok(found)
    }
}

impl Default for Authorities {
    fn default() -> Self {
        Self::new()
    }
}

/// Reads the discovery document; none if there is none.
async fn discover(config: &Config) -> Result<Option<Discovery>, Refusal> {
    let answer = match fetch(&Call::get(config.discovery()), None, PATIENCE).await {
        Ok(answer) => answer,
        Err(error) if error.trace().status == Some(404) => return Ok(None),
        Err(error) => return Err(Refusal::Call(error)),
    };
    match Discovery::from_json(&answer.json) {
        Ok(discovery) if discovery.refuses_pkce() => Err(Refusal::NoPkce),
        Ok(discovery) if discovery.authorize.is_empty() || discovery.token.is_empty() => {
            let reason = Unreadable::here("authorization_endpoint and token_endpoint", None);
            Err(Refusal::Call(ApiError::unreadable(answer, &reason)))
        }
        Ok(discovery) => Ok(Some(discovery)),
        Err(reason) => Err(Refusal::Call(ApiError::unreadable(answer, &reason))),
    }
}
