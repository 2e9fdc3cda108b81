//! Calls the service as an administrator.

use dataservice::ACCOUNTS;
use serde_json::Value;
use std::error::Error;
use std::fmt;

pub const STORE: &str = "/GroupIDDataService/api/IdentityStores/2";
const ADMINISTRATOR: &str = "Administrator";

pub struct Client {
    address: String,
    agent: ureq::Agent,
    bearer: Option<String>,
}

/// Why a request has no usable answer.
#[derive(Debug)]
pub enum Problem {
    /// The connection was lost: nobody knows whether it was done.
    Lost(String),
    /// The service answered something else than expected.
    Unexpected(String),
}

impl Client {
    pub fn new(address: &str) -> Self {
        let agent = ureq::Agent::config_builder().http_status_as_error(false).build().into();
        Self { address: address.to_owned(), agent, bearer: None }
    }

    /// Forgets the connections to a service that is no longer there.
    pub fn reconnect(&mut self) {
        *self = Self { bearer: self.bearer.take(), ..Self::new(&self.address) };
    }

    /// Signs in, again or for the first time.
    pub fn sign_in(&mut self) -> Result<(), Problem> {
        let account = ACCOUNTS.iter().find(|account| account.user == ADMINISTRATOR);
        let account = account.ok_or_else(|| Problem::Unexpected("there is no administrator".to_owned()))?;
        let form = [
            ("grant_type", "password"),
            ("username", account.user),
            ("password", account.password),
            ("client_id", "groupid-portal"),
            ("identity_store_id", "2"),
        ];
        let sent = self.agent.post(format!("{}/GroupIDSecurityService/connect/token", self.address)).send_form(form);
        let (_, answer) = read("sign in", sent)?;
        let token = answer["access_token"].as_str().ok_or_else(|| Problem::Unexpected(answer.to_string()))?;
        self.bearer = Some(format!("Bearer {token}"));
        Ok(())
    }

    /// Sends a request below [`STORE`] and returns the answer, which must have status 200 and report no failure. The
    /// service forgets tokens when it ends, so after a 401 the client signs in and sends it again.
    pub fn send(&mut self, method: &str, path: &str, body: Option<&Value>) -> Result<Value, Problem> {
        if self.bearer.is_none() {
            self.sign_in()?;
        }
        let mut status = 0;
        let mut answer = Value::Null;
        for _ in 0..2 {
            (status, answer) = read(path, self.try_send(method, path, body))?;
            if status != 401 {
                break;
            }
            self.sign_in()?;
        }
        let is_refused = answer["status"].as_i64().is_some_and(|status| status != 0);
        if status != 200 || is_refused {
            return Err(Problem::Unexpected(format!("{method} {path}: {status} {answer}")));
        }
        Ok(answer)
    }

    fn try_send(&self, method: &str, path: &str, body: Option<&Value>) -> Sent {
        let request = ureq::http::Request::builder()
            .method(method)
            .uri(format!("{}{STORE}/{path}", self.address))
            .header("authorization", self.bearer.as_deref().unwrap_or_default())
            .header("content-type", "application/json");
        match body {
            Some(body) => {
                let request = request.body(body.to_string())?;
                self.agent.run(self.agent.configure_request(request).allow_non_standard_methods(true).build())
            }
            None => self.agent.run(request.body(())?),
        }
    }
}

type Sent = Result<ureq::http::Response<ureq::Body>, ureq::Error>;

/// The status and JSON of an answer.
fn read(what: &str, sent: Sent) -> Result<(u16, Value), Problem> {
    let lost = |error: ureq::Error| Problem::Lost(format!("{what}: {error}"));
    let mut answer = sent.map_err(lost)?;
    let text = answer.body_mut().read_to_string().map_err(lost)?;
    let value =
        serde_json::from_str(&text).map_err(|error| Problem::Unexpected(format!("{what}: {error} in {text}")))?;
    Ok((answer.status().as_u16(), value))
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Lost(what) | Self::Unexpected(what) => f.write_str(what),
        }
    }
}

impl Error for Problem {}
