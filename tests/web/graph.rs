//! A store of Microsoft Graph: signing in, queries, refusals and throttling.

mod check_person;
mod doubt;
mod lists;
mod orders;
mod pauses;
mod refusals;
mod sign_in;
mod turns;
mod waits;
mod window;
mod without_owners;

use crate::support::Page;
use crate::support::samples::{graph_config, person};
use model::wire::{StoreId, TokenResponse};
use serde_json::json;

/// A page whose user has signed in to Graph.
pub fn signed_in() -> Page {
    signed_in_for(1_200)
}

/// The same, with tokens that expire after this many seconds.
pub fn signed_in_for(life: i64) -> Page {
    let page = Page::new(&graph_config());
    let tokens = json!({ "access_token": "access-1", "refresh_token": "refresh-1", "expires_in": life });
    page.session.accept_tokens(
        page.session.generation(),
        StoreId(4),
        "ann@contoso.com".to_owned(),
        TokenResponse::from_json(&tokens).unwrap(),
    );
    page.session.complete_sign_in(Some(person("Ann Lee")));
    page
}

/// A decoded query option of a URL.
pub fn option(path: &str, name: &str) -> Option<String> {
    let (_, query) = path.split_once('?')?;
    web_sys::UrlSearchParams::new_with_str(query).unwrap().get(name)
}
