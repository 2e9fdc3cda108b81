//! Signing in (part B: Get token) at the GroupID Security Service, an OpenID Connect server.

use super::ids::StoreId;
use super::lenient::{Nullable, Required, wire_object};

/// The form that POST `connect/token` takes. It contains secrets, so its `Debug` output shows none of them, and it does
/// not implement serde's traits.
#[derive(Clone, PartialEq, Eq)]
pub struct TokenRequest {
    /// What the client presents to get a token.
    pub grant: Grant,
    /// The client id that the administrator registered.
    pub client_id: String,
    /// The client secret; absent if a reverse proxy adds it (part C).
    pub client_secret: Option<String>,
    /// The identity store to sign in to.
    pub identity_store: StoreId,
}

/// What the client presents to get a token (an OAuth grant).
#[derive(Clone, PartialEq, Eq)]
pub enum Grant {
    /// `grant_type=password`
    Password {
        /// The logon name.
        username: String,
        /// The password, which is sent in this form and used nowhere else.
        password: String,
    },
    /// `grant_type=refresh_token`, with the refresh token (assumption of the contract).
    RefreshToken(String),
}

impl TokenRequest {
    /// The fields of the form, not yet encoded, in the order of the reference.
    pub fn fields(&self) -> Vec<(&'static str, String)> {
        let mut fields = match &self.grant {
            Grant::Password { username, password } => vec![
                ("grant_type", "password".to_owned()),
                ("username", username.clone()),
                ("password", password.clone()),
            ],
            Grant::RefreshToken(token) => {
                vec![("grant_type", "refresh_token".to_owned()), ("refresh_token", token.clone())]
            }
        };
        fields.push(("client_id", self.client_id.clone()));
        if let Some(secret) = &self.client_secret {
            fields.push(("client_secret", secret.clone()));
        }
        fields.push(("identity_store_id", self.identity_store.to_string()));
        fields
    }

    /// The form as `application/x-www-form-urlencoded` (WHATWG URL, 5.2).
    pub fn form(&self) -> String {
        let pair = |(name, value): (&str, String)| format!("{name}={}", form_encode(&value));
        self.fields().into_iter().map(pair).collect::<Vec<_>>().join("&")
    }
}

impl std::fmt::Debug for TokenRequest {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("TokenRequest").field("identity_store", &self.identity_store).finish_non_exhaustive()
    }
}

/// Percent-encodes a form value, except for letters, digits and `*-._`; a space becomes `+`.
fn form_encode(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for byte in text.bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'*' | b'-' | b'.' | b'_' => out.push(byte as char),
            b' ' => out.push('+'),
            _ => {
                out.push('%');
                out.push(HEX[usize::from(byte >> 4)] as char);
                out.push(HEX[usize::from(byte & 15)] as char);
            }
        }
    }
    out
}

/// The digits of a percent-encoding.
pub(super) const HEX: &[u8; 16] = b"0123456789ABCDEF";

wire_object! {
    secret
    /// The response of POST `connect/token`. It contains secrets, so keep it in memory only; its `Debug` shows none.
    pub struct TokenResponse {
        /// The token for the `Authorization` header.
        pub access_token: Required<String> = "access_token",
        /// The token with which to get the next one; absent if the server issues none.
        pub refresh_token: Option<String> = "refresh_token",
        /// The scopes that were granted.
        pub scope: Nullable<String> = "scope",
        /// "Bearer".
        pub token_type: Nullable<String> = "token_type",
        /// The lifetime in seconds; 1200 in the reference.
        pub expires_in: Option<i64> = "expires_in",
    }
}

wire_object! {
    /// The error response of an OAuth 2.0 token endpoint (RFC 6749, 5.2).
    pub struct TokenError {
        /// A code such as `invalid_grant` or `invalid_client`.
        pub error: Required<String> = "error",
        /// A sentence for people, which also tells kinds of rejection apart (assumption A-05; see [`super::codes`]).
        pub description: Option<String> = "error_description",
    }
}
