//! One request as a handler sees it: its place in the route table, its query, its body.

use crate::answer::Failure;
use crate::directory::Store;
use crate::service::Service;
use crate::tokens::Session;
use model::wire::lenient::Member;
use serde_json::Value;

/// A request that was routed, and allowed where that was needed.
pub struct Call<'a> {
    pub service: &'a Service,
    pub request: &'a Request,
    /// What the template's `{names}` stand for, percent-decoded.
    pub params: Vec<(&'static str, String)>,
    /// Who asks; none where the route is open.
    pub session: Option<Session>,
}

/// A request as it came.
#[derive(Debug, Clone, Default)]
pub struct Request {
    /// `HEAD` is `GET` here; the server leaves the body out.
    pub method: String,
    /// As it came, still percent-encoded.
    pub path: String,
    pub query: String,
    pub authorization: Option<String>,
    pub content_type: String,
    pub accept_encoding: String,
    pub if_none_match: Option<String>,
    pub host: String,
    /// `ConsistencyLevel` of Microsoft Graph.
    pub consistency: String,
    /// The id that the caller gave the request (Microsoft Graph).
    pub client_request_id: String,
    pub body: Vec<u8>,
}

impl Call<'_> {
    /// The object id of whoever asks; "" where the route is open.
    pub fn user(&self) -> &str {
        self.session.as_ref().map_or("", |session| session.user.as_str())
    }

    /// A part of the path.
    pub fn param(&self, name: &str) -> &str {
        self.params.iter().find(|(known, _)| *known == name).map_or("", |(_, value)| value)
    }

    /// The store in the path.
    pub fn store(&self) -> Result<&Store, Failure> {
        let known = self.param("store").parse().ok().and_then(|id| self.service.directory.store(id));
        known.ok_or_else(|| Failure::missing(format!("There is no identity store {:?}.", self.param("store"))))
    }

    /// The body as JSON; none when there is no body.
    pub fn json(&self) -> Result<Option<Value>, Failure> {
        if self.request.body.iter().all(u8::is_ascii_whitespace) {
            return Ok(None);
        }
        let read = serde_json::from_slice(&self.request.body);
        read.map(Some).map_err(|error| Failure::wrong(format!("The body is not JSON: {error}")))
    }

    /// The body as a wire type.
    pub fn body<T: Member>(&self) -> Result<T, Failure> {
        let Some(value) = self.json()? else {
            return Err(Failure::wrong("the document: expected an object, found nothing"));
        };
        Ok(T::read(Some(&value))?)
    }

    /// A parameter of the query, in any letter case.
    pub fn query(&self, name: &str) -> Option<String> {
        pairs(&self.request.query).into_iter().find(|(key, _)| key.eq_ignore_ascii_case(name)).map(|(_, value)| value)
    }

    /// A whole number of the query.
    pub fn number(&self, name: &str, default: i64) -> Result<i64, Failure> {
        match self.query(name).filter(|text| !text.is_empty()) {
            None => Ok(default),
            Some(text) => text.parse().map_err(|_| Failure::wrong(format!("{name}: expected a whole number"))),
        }
    }

    /// A boolean of the query.
    pub fn flag(&self, name: &str, default: bool) -> Result<bool, Failure> {
        match self.query(name).unwrap_or_default().to_ascii_lowercase().as_str() {
            "" => Ok(default),
            "true" | "1" => Ok(true),
            "false" | "0" => Ok(false),
            _ => Err(Failure::wrong(format!("{name}: expected true or false"))),
        }
    }
}

/// The pairs of a query or a form.
pub fn pairs(text: &str) -> Vec<(String, String)> {
    let plain = |text: &str| percent_decode(&text.replace('+', " "));
    let pair = |part: &str| {
        let (name, value) = part.split_once('=').unwrap_or((part, ""));
        (plain(name), plain(value))
    };
    text.split('&').filter(|part| !part.is_empty()).map(pair).collect()
}

/// Percent-decodes; what is no escape stands, what is no UTF-8 is replaced.
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
