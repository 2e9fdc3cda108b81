//! What a sign-out leaves elsewhere: the refresh token, which is given back, and the authority's own session, which only
//! the authority's page can end.

use super::{Authorities, address_with, home};
use crate::http::post_form;
use crate::lazy::lazy_fn;
use crate::task;
use model::config::{Authority, Config, Endpoints};
use model::wire::StoreId;
use std::sync::Arc;
use web_sys::UrlSearchParams;

/// The timeout of giving a token back, in milliseconds.
const PATIENCE: u32 = 10_000;

/// Gives a refresh token back (RFC 7009), so that a copy of it is worth nothing. Nobody waits for it, and a service that
/// cannot take it back ends the token in its own time.
pub fn give_back(config: Arc<Config>, authorities: Authorities, store: StoreId, refresh: String) {
    let coming = sent_back(config, authorities, store, refresh);
    let work = async move {
        if let Ok(coming) = coming.await {
            coming.await;
        }
    };
    task::run_to_end(work, |()| ());
}

lazy_fn! { [sso]
    fn sent_back(config: Arc<Config>, authorities: Authorities, store: StoreId, refresh: String) -> () {
        send_back(&config, authorities, store, &refresh).await;
    }
}

async fn send_back(config: &Config, authorities: Authorities, store: StoreId, refresh: &str) {
    let by_code = config.store(store).is_some_and(|store| config.signs_in_by_code(store));
    let (address, client) = if by_code {
        let Ok(authority) = authorities.find(config, store).await else { return };
        let Some(address) = authority.endpoints.revoke else { return };
        (address, authority.client_id)
    } else {
        let named = config.sign_in.endpoints.clone();
        let endpoints = named.unwrap_or_else(|| Endpoints::assumed(&config.security_service));
        let Some(address) = endpoints.revoke else { return };
        (address, config.sign_in.client_id.clone())
    };
    let Ok(form) = UrlSearchParams::new() else { return };
    form.append("token", refresh);
    form.append("token_type_hint", "refresh_token");
    form.append("client_id", &client);
    if let Some(secret) = config.sign_in.client_secret.as_ref().filter(|_| !by_code) {
        form.append("client_secret", secret);
    }
    // The user has signed out, so nobody is left to be told.
    let _ = post_form(&address, form.to_string().into(), PATIENCE).await;
}

/// The page of the authority that ends its own session (OpenID Connect RP-Initiated Logout, section 2) and leads back
/// here; none if it has none. No ID token is sent as a hint, because tokens do not belong into addresses; the authority
/// may ask.
pub fn end_session(authority: &Authority, login: &str) -> Option<String> {
    let home = home()?;
    let mut query = vec![("client_id", authority.client_id.as_str()), ("post_logout_redirect_uri", &home)];
    query.extend(authority.takes_logout_hint.then_some(("logout_hint", login)));
    address_with(authority.endpoints.end_session.as_ref()?, &query)
}
