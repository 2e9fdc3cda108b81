//! The tokens of a session, kept in memory only.

use model::wire::TokenResponse;

pub(super) struct Tokens {
    /// For the `Authorization` header.
    pub(super) access: String,
    /// For the next refresh, if the server gave one.
    pub(super) refresh: Option<String>,
    /// When the access token must be refreshed before use, in milliseconds since the epoch.
    pub(super) renew_after: f64,
}

/// How long before its end a token is refreshed, in milliseconds, so that none expires on the way.
const MARGIN: f64 = 30_000.0;

/// The lifetime of a token if the server gives none, in seconds (the sample in part B).
const DEFAULT_LIFE: i64 = 1_200;

impl Tokens {
    /// From a token response. Without a new refresh token, the one `before` stays valid.
    pub(super) fn of(response: TokenResponse, before: Option<String>) -> Self {
        let life = response.expires_in.unwrap_or(DEFAULT_LIFE) as f64 * 1_000.0;
        Self {
            access: response.access_token.0,
            refresh: response.refresh_token.or(before),
            renew_after: js_sys::Date::now() + (life - MARGIN).max(life / 2.0),
        }
    }
}
