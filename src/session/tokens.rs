//! The tokens of a session: in memory, and nowhere else.

use model::wire::TokenResponse;

/// What lets the user in.
pub(super) struct Tokens {
    /// For the `Authorization` header.
    pub(super) access: String,
    /// For the next pair.
    pub(super) refresh: Option<String>,
    /// Milliseconds since the epoch after which the access token is renewed before it is used.
    pub(super) renew_after: f64,
}

/// A token is renewed this long before it ends, in milliseconds, so that none ends on its way.
const MARGIN: f64 = 30_000.0;

/// The life of a token whose server names none, in seconds (part B's sample).
const DEFAULT_LIFE: i64 = 1_200;

impl Tokens {
    /// As they were answered; a server that gives no new refresh token leaves the old one good.
    pub(super) fn of(response: TokenResponse, before: Option<String>) -> Self {
        let life = response.expires_in.unwrap_or(DEFAULT_LIFE) as f64 * 1_000.0;
        Self {
            access: response.access_token.0,
            refresh: response.refresh_token.or(before),
            renew_after: js_sys::Date::now() + (life - MARGIN).max(life / 2.0),
        }
    }
}
