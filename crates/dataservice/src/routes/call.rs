//! A request as a handler sees it: its parameters, its query, its body, its session.

use crate::http::{HttpError, Request, pairs};
use crate::object::Store;
use crate::service::Service;
use crate::tokens::Session;
use model::wire::lenient::Member;
use serde_json::Value;

/// A request that has found its route, and whose token was checked if the route needs one.
pub struct Call<'a> {
    pub service: &'a Service,
    pub request: &'a Request,
    /// The values of the template's `{names}`, percent-decoded.
    pub params: Vec<(&'static str, String)>,
    /// The session of the caller; none if the route is open.
    pub session: Option<Session>,
}

impl Call<'_> {
    /// The object id of the signed-in caller; empty if the route is open.
    pub fn user(&self) -> &str {
        self.session.as_ref().map_or("", |session| session.user.as_str())
    }

    /// A parameter of the path.
    pub fn param(&self, name: &str) -> &str {
        self.params.iter().find(|(known, _)| *known == name).map_or("", |(_, value)| value)
    }

    /// The identity store in the path; 404 if there is none.
    pub fn store(&self) -> Result<&Store, HttpError> {
        let known = self.param("store").parse().ok().and_then(|id| self.service.directory.store(id));
        known.ok_or_else(|| HttpError::missing(format!("There is no identity store {:?}.", self.param("store"))))
    }

    /// The body as JSON; `None` if there is no body, 415 if it is not said to be JSON, and 400 if it is none.
    pub fn json(&self) -> Result<Option<Value>, HttpError> {
        if self.request.body.iter().all(u8::is_ascii_whitespace) {
            return Ok(None);
        }
        if !self.request.is_json() {
            return Err(HttpError::not_json());
        }
        let read = serde_json::from_slice(&self.request.body);
        read.map(Some).map_err(|error| HttpError::wrong(format!("The body is not JSON: {error}")))
    }

    /// The body as a wire type; 415 if it is not said to be JSON, and 400 if it is missing or cannot be read.
    pub fn body<T: Member>(&self) -> Result<T, HttpError> {
        let Some(value) = self.json()? else {
            return Err(HttpError::wrong("the document: expected an object, found nothing"));
        };
        Ok(T::read(Some(&value))?)
    }

    /// A parameter of the query, whose name may have any letter case.
    pub fn query(&self, name: &str) -> Option<String> {
        pairs(&self.request.query).into_iter().find(|(key, _)| key.eq_ignore_ascii_case(name)).map(|(_, value)| value)
    }

    /// An integer parameter of the query; 400 if it is anything else.
    pub fn number(&self, name: &str, default: i64) -> Result<i64, HttpError> {
        match self.query(name).filter(|text| !text.is_empty()) {
            None => Ok(default),
            Some(text) => text.parse().map_err(|_| HttpError::wrong(format!("{name}: expected a whole number"))),
        }
    }

    /// A Boolean parameter of the query; 400 if it is anything else.
    pub fn flag(&self, name: &str, default: bool) -> Result<bool, HttpError> {
        match self.query(name).unwrap_or_default().to_ascii_lowercase().as_str() {
            "" => Ok(default),
            "true" | "1" => Ok(true),
            "false" | "0" => Ok(false),
            _ => Err(HttpError::wrong(format!("{name}: expected true or false"))),
        }
    }
}
