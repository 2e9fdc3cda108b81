//! Signing in (part B: Get token): the OpenID Connect server of the GroupID Security Service.

use super::ids::StoreId;
use super::lenient::{Nullable, Required, wire_object};

/// The form that POST `connect/token` takes. It carries secrets, so its `Debug` shows none and it is no serde type.
#[derive(Clone, PartialEq, Eq)]
pub struct TokenRequest {
    /// What is offered for the token.
    pub grant: Grant,
    /// The client that the administrator registered.
    pub client_id: String,
    /// Absent where a reverse proxy adds it (part C).
    pub client_secret: Option<String>,
    /// The store to sign in to.
    pub identity_store: StoreId,
}

/// What is offered for a token.
#[derive(Clone, PartialEq, Eq)]
pub enum Grant {
    /// `grant_type=password`
    Password {
        /// The logon name.
        username: String,
        /// The password; it goes into the form and nowhere else.
        password: String,
    },
    /// `grant_type=refresh_token` (assumption)
    RefreshToken(String),
}

impl TokenRequest {
    /// The form's fields, unescaped, in the reference's order.
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

/// Percent-encodes a form's value: letters, digits and `*-._` stand, a space is `+`.
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

/// Digits of a percent-encoding.
pub(super) const HEX: &[u8; 16] = b"0123456789ABCDEF";

wire_object! {
    /// What POST `connect/token` answers. It carries secrets: keep it in memory only.
    pub struct TokenResponse {
        /// For the `Authorization` header.
        pub access_token: Required<String> = "access_token",
        /// For the next one; absent where the server gives none.
        pub refresh_token: Option<String> = "refresh_token",
        /// What the token is good for.
        pub scope: Nullable<String> = "scope",
        /// "Bearer".
        pub token_type: Nullable<String> = "token_type",
        /// Seconds until it ends; 1200 in the reference.
        pub expires_in: Option<i64> = "expires_in",
    }
}

wire_object! {
    /// The error of an OAuth 2.0 token endpoint (RFC 6749, 5.2).
    pub struct TokenError {
        /// `invalid_grant`, `invalid_client`, …
        pub error: Required<String> = "error",
        /// For people; seen to say which kind of refusal it is (assumption, see [`super::codes`]).
        pub description: Option<String> = "error_description",
    }
}
