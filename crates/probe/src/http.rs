//! The only place that asks the server. A [`Question`] is a read or a call for a token; nothing else can be asked.

use crate::account::Account;
use crate::names::{Names, Seen};
use crate::options::Options;
use model::wire::paths::{self, DataService, Store};
use model::wire::{SearchRequest, StoreId, TokenRequest};
use serde_json::Value;
use std::cell::RefCell;
use std::io::ErrorKind;
use std::path::Path;
use std::time::Duration;
use ureq::tls::{Certificate, PemItem, RootCerts, TlsConfig, parse_pem};

/// How long a question may take.
const PATIENCE: Duration = Duration::from_secs(60);

/// Where an OpenID Connect server says what it offers, below the Security Service.
pub const DISCOVERY: &str = "/.well-known/openid-configuration";

/// What can be asked. None of it changes anything.
pub enum Question<'a> {
    /// GET of a URL.
    Get(&'a str),
    /// GET with a body, which a browser cannot send (part C).
    GetWith(&'a str, &'a Value),
    /// POST `…/Searches`.
    Search(&'a SearchRequest),
    /// POST `connect/token`.
    Token(&'a TokenRequest),
}

/// An answer, whatever its status.
pub struct Answer {
    pub status: u16,
    /// The body, if it is JSON.
    pub json: Option<Value>,
    /// Whether the body is a page of HTML, as IIS sends for its own errors.
    pub is_html: bool,
}

/// A server, and the token for it.
pub struct Client {
    agent: ureq::Agent,
    pub data_service: DataService,
    pub store: Store,
    security_service: String,
    token: RefCell<Option<String>>,
    seen: RefCell<Seen>,
}

impl Client {
    /// # Errors
    ///
    /// The file of certificates cannot be used, in a sentence for people.
    pub fn new(options: &Options, store: StoreId, account: &Account) -> Result<Self, String> {
        let roots = match &options.ca {
            Some(file) => RootCerts::new_with_certs(&certificates(file)?),
            None => RootCerts::PlatformVerifier,
        };
        let agent = ureq::Agent::config_builder()
            .http_status_as_error(false)
            // A redirect is an answer like any other, and the token is not carried to another place.
            .max_redirects(0)
            .timeout_global(Some(PATIENCE))
            .tls_config(TlsConfig::builder().root_certs(roots).build())
            .build()
            .into();
        let mut seen = Seen::default();
        let host = options.data_service.split(['/', ':']).filter(|part| !part.is_empty()).nth(1).unwrap_or_default();
        let login = account.user.split(['\\', '@', '.']);
        for own in [host, &account.user, &account.client_id].into_iter().chain(host.split('.')).chain(login) {
            seen.add(own);
        }
        let data_service = DataService::at(&options.data_service);
        Ok(Self {
            agent,
            store: data_service.store(store),
            data_service,
            security_service: options.security_service.clone(),
            token: RefCell::default(),
            seen: RefCell::new(seen),
        })
    }

    /// Uses this token from now on.
    pub fn sign_in(&self, token: String) {
        *self.token.borrow_mut() = Some(token);
    }

    pub fn is_signed_in(&self) -> bool {
        self.token.borrow().is_some()
    }

    /// A URL below the Security Service.
    pub fn security(&self, path: &str) -> String {
        format!("{}{path}", self.security_service)
    }

    /// The names that may be shown.
    pub fn names<'a>(&self, names: impl IntoIterator<Item = &'a str>) -> Names {
        Names::of(names, &self.seen.borrow())
    }

    /// Asks with the token, if there is one.
    ///
    /// # Errors
    ///
    /// Why no answer came.
    pub fn ask(&self, question: &Question<'_>) -> Result<Answer, &'static str> {
        self.asked(question, self.token.borrow().as_deref())
    }

    /// Asks without a token.
    ///
    /// # Errors
    ///
    /// As [`Self::ask`].
    pub fn ask_as_nobody(&self, question: &Question<'_>) -> Result<Answer, &'static str> {
        self.asked(question, None)
    }

    fn asked(&self, question: &Question<'_>, token: Option<&str>) -> Result<Answer, &'static str> {
        const JSON: &str = "application/json";
        let bearer = token.map(|token| format!("Bearer {token}"));
        let sent = match question {
            Question::Get(url) => signed(self.agent.get(*url), bearer.as_deref()).call(),
            Question::GetWith(url, body) => signed(self.agent.get(*url), bearer.as_deref())
                .header("content-type", JSON)
                .force_send_body()
                .send(body.to_string()),
            Question::Search(search) => signed(self.agent.post(self.store.searches()), bearer.as_deref())
                .header("content-type", JSON)
                .send(search.to_json().to_string()),
            Question::Token(request) => self
                .agent
                .post(paths::token(&self.security_service))
                .header("content-type", "application/x-www-form-urlencoded")
                .send(request.form()),
        };
        let mut response = sent.map_err(|error| reason(&error))?;
        let status = response.status().as_u16();
        let body = response.body_mut().read_to_vec().map_err(|error| reason(&error))?;
        let json: Option<Value> = serde_json::from_slice(&body).ok();
        // What a server offers holds names of claims and of nobody.
        let is_of_the_server = matches!(question, Question::Get(url) if url.ends_with(DISCOVERY));
        if let Some(json) = json.as_ref().filter(|_| !is_of_the_server) {
            note(json, &mut self.seen.borrow_mut());
        }
        let is_html = body.trim_ascii_start().starts_with(b"<");
        Ok(Answer { status, json, is_html })
    }
}

fn signed<Body>(request: ureq::RequestBuilder<Body>, bearer: Option<&str>) -> ureq::RequestBuilder<Body> {
    let request = request.header("accept", "application/json");
    match bearer {
        Some(bearer) => request.header("authorization", bearer),
        None => request,
    }
}

/// Remembers every text of an answer, so that none of them is taken for the name of an attribute.
fn note(json: &Value, seen: &mut Seen) {
    match json {
        Value::String(text) => seen.add(text),
        Value::Array(items) => items.iter().for_each(|item| note(item, seen)),
        Value::Object(members) => members.values().for_each(|member| note(member, seen)),
        _ => {}
    }
}

/// Why no answer came. ureq's own words could name the server.
fn reason(error: &ureq::Error) -> &'static str {
    const TLS: &str =
        "the server's certificate was not accepted, or it speaks no TLS; `--ca FILE` trusts an authority of your own";
    match error {
        ureq::Error::HostNotFound => "no server of that name was found",
        ureq::Error::Timeout(_) => "the server did not answer in time",
        ureq::Error::Tls(_) | ureq::Error::Rustls(_) => TLS,
        // Rustls reports a refused certificate while it reads.
        ureq::Error::Io(error) if error.kind() == ErrorKind::InvalidData => TLS,
        ureq::Error::Io(error) if error.kind() == ErrorKind::ConnectionRefused => "nothing listens at that address",
        _ => "the connection was lost",
    }
}

/// The certificates of a file, which may be PEM or, as Windows exports them, DER.
fn certificates(file: &Path) -> Result<Vec<Certificate<'static>>, String> {
    let name = file.display();
    let bytes = std::fs::read(file).map_err(|error| format!("cannot read {name}: {error}"))?;
    // DER begins with a sequence (0x30).
    if bytes.first() == Some(&0x30) {
        return Ok(vec![Certificate::from_der(&bytes).to_owned()]);
    }
    let mut found = Vec::new();
    for item in parse_pem(&bytes) {
        if let PemItem::Certificate(certificate) = item.map_err(|error| format!("{name}: {error}"))? {
            found.push(certificate);
        }
    }
    if found.is_empty() { Err(format!("{name} holds no certificate")) } else { Ok(found) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn opened(content: &[u8]) -> Result<Client, String> {
        static COUNT: std::sync::atomic::AtomicU32 = std::sync::atomic::AtomicU32::new(0);
        let number = COUNT.fetch_add(1, std::sync::atomic::Ordering::Relaxed);
        let file = std::env::temp_dir().join(format!("probe-{}-{number}.cer", std::process::id()));
        std::fs::write(&file, content).unwrap();
        let account = Account { user: "a".into(), password: "b".into(), client_id: "c".into(), client_secret: None };
        let options = Options { ca: Some(file.clone()), ..Options::at("https://groupid").unwrap() };
        let opened = Client::new(&options, StoreId(1), &account);
        std::fs::remove_file(file).unwrap();
        opened
    }

    #[test]
    fn a_file_without_certificates_is_told() {
        for wrong in ["", "not a certificate", "-----BEGIN CERTIFICATE-----\n!\n-----END CERTIFICATE-----\n"] {
            assert!(opened(wrong.as_bytes()).is_err(), "{wrong}");
        }
        assert!(opened(b"-----BEGIN CERTIFICATE-----\nMAA=\n-----END CERTIFICATE-----\n").is_ok());
        assert!(opened(&[0x30, 0x00]).is_ok());
    }

    #[test]
    fn a_server_that_is_not_there_is_told_without_its_name() {
        let account = Account { user: "a".into(), password: "b".into(), client_id: "c".into(), client_secret: None };
        let client = Client::new(&Options::at("http://127.0.0.1:1").unwrap(), StoreId(1), &account).unwrap();
        let url = client.security("/x");
        assert_eq!(client.ask(&Question::Get(&url)).err(), Some("nothing listens at that address"));
    }
}
