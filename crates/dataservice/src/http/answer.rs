//! The response that a handler returns.

use serde_json::Value;

/// A complete response.
#[derive(Debug, Clone)]
pub struct Answer {
    pub status: u16,
    pub headers: Vec<(&'static str, String)>,
    pub body: Vec<u8>,
}

impl Answer {
    /// A response with status 200 and a JSON body.
    pub fn json(value: &Value) -> Self {
        Self::of(200, value)
    }

    /// A response with a JSON body. It is marked `no-store`, because nobody else may keep directory data.
    pub fn of(status: u16, value: &Value) -> Self {
        let headers = vec![
            ("content-type", "application/json; charset=utf-8".to_owned()),
            ("cache-control", "no-store".to_owned()),
        ];
        Self { status, headers, body: value.to_string().into_bytes() }
    }

    /// A response without a body.
    pub fn empty(status: u16) -> Self {
        Self { status, headers: Vec::new(), body: Vec::new() }
    }

    /// The same response with this value of a header, instead of another one that it may have.
    pub fn with(mut self, name: &'static str, value: impl Into<String>) -> Self {
        self.headers.retain(|(held, _)| *held != name);
        self.headers.push((name, value.into()));
        self
    }
}
