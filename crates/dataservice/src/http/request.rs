//! A request, and how its parts are decoded.

use std::net::IpAddr;

/// A request as it was received.
#[derive(Debug, Clone, Default)]
pub struct Request {
    /// The HTTP method; a `HEAD` request is a `GET` here, and the server omits the body.
    pub method: String,
    /// The path, still percent-encoded.
    pub path: String,
    pub query: String,
    pub authorization: Option<String>,
    pub content_type: String,
    pub accept_encoding: String,
    pub if_none_match: Option<String>,
    pub host: String,
    /// The origin of the page that makes the request, if a browser names one.
    pub origin: String,
    /// The address of the caller; none for a request within a batch.
    pub peer: Option<IpAddr>,
    /// The cookies, which only the sign-in pages read.
    pub cookie: String,
    /// The `ConsistencyLevel` header of Microsoft Graph.
    pub consistency: String,
    /// The id that the caller gave the request (Microsoft Graph).
    pub client_request_id: String,
    pub body: Vec<u8>,
}

impl Request {
    /// Whether the body is said to be JSON, in whatever charset.
    pub fn is_json(&self) -> bool {
        let kind = self.content_type.split(';').next().unwrap_or_default();
        kind.trim().eq_ignore_ascii_case("application/json")
    }
}

/// The name-value pairs of a query or a form.
pub fn pairs(text: &str) -> Vec<(String, String)> {
    let plain = |text: &str| percent_decode(&text.replace('+', " "));
    let pair = |part: &str| {
        let (name, value) = part.split_once('=').unwrap_or((part, ""));
        (plain(name), plain(value))
    };
    text.split('&').filter(|part| !part.is_empty()).map(pair).collect()
}

/// Percent-decodes a text. An invalid escape is kept, and invalid UTF-8 is replaced.
pub fn percent_decode(text: &str) -> String {
    let bytes = text.as_bytes();
    let mut out = Vec::with_capacity(bytes.len());
    let mut at = 0;
    while at < bytes.len() {
        let escape = (bytes[at] == b'%').then(|| text.get(at + 1..at + 3)).flatten();
        match escape
            .filter(|two| two.bytes().all(|b| b.is_ascii_hexdigit()))
            .and_then(|two| u8::from_str_radix(two, 16).ok())
        {
            Some(byte) => {
                out.push(byte);
                at += 3;
            }
            None => {
                out.push(bytes[at]);
                at += 1;
            }
        }
    }
    String::from_utf8_lossy(&out).into_owned()
}
