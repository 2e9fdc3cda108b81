//! An HTTP request as data, so that "Show HTTP request" displays exactly what is sent.

use model::graph::query::CONSISTENCY;
use serde_json::Value;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Method {
    Get,
    /// Used for creations, searches and actions.
    Post,
    Patch,
    Delete,
}

impl Method {
    pub fn name(self) -> &'static str {
        match self {
            Method::Get => "GET",
            Method::Post => "POST",
            Method::Patch => "PATCH",
            Method::Delete => "DELETE",
        }
    }
}

/// The service that a request is for. Each has its own tokens, and a token is never sent to the other service.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Service {
    Data,
    Graph,
}

/// A header's name and value.
type Header = (&'static str, &'static str);

/// A request, without its token.
#[derive(Debug, Clone, PartialEq)]
pub struct Call {
    /// The service; decides which token is sent.
    pub to: Service,
    pub method: Method,
    /// Absolute, or a path from the host's root.
    pub url: String,
    pub body: Option<Value>,
    /// Sent in addition to `Authorization`, `Accept` and `Content-Type`.
    pub headers: &'static [Header],
}

impl Call {
    fn new(method: Method, url: String, body: Option<Value>) -> Self {
        Self { to: Service::Data, method, url, body, headers: &[] }
    }

    pub fn get(url: String) -> Self {
        Self::new(Method::Get, url, None)
    }

    pub fn post(url: String, body: Value) -> Self {
        Self::new(Method::Post, url, Some(body))
    }

    pub fn patch(url: String, body: Value) -> Self {
        Self::new(Method::Patch, url, Some(body))
    }

    pub fn delete(url: String) -> Self {
        Self::new(Method::Delete, url, None)
    }

    /// The same request, addressed to Microsoft Graph.
    pub fn graph(self) -> Self {
        Self { to: Service::Graph, ..self }
    }

    /// The same request as an advanced query of Graph (`ConsistencyLevel: eventual`).
    pub fn eventual(self) -> Self {
        Self { headers: &[CONSISTENCY], ..self }
    }

    /// The indented body; "" without a body.
    pub fn pretty_body(&self) -> String {
        self.body.as_ref().and_then(|body| serde_json::to_string_pretty(body).ok()).unwrap_or_default()
    }

    /// The request as a curl command for a POSIX shell. The token is a variable, so that no secret is copied.
    pub fn curl(&self, origin: &str) -> String {
        let mut lines = vec![format!("curl -X {} {}", self.method.name(), quote(&self.absolute(origin), "'\\''"))];
        lines.push("  -H \"Authorization: Bearer $TOKEN\"".to_owned());
        lines.extend(self.headers.iter().map(|(name, value)| format!("  -H '{name}: {value}'")));
        if self.body.is_some() {
            lines.push("  -H 'Content-Type: application/json'".to_owned());
            lines.push(format!("  --data-raw {}", quote(&self.pretty_body(), "'\\''")));
        }
        lines.join(" \\\n")
    }

    /// The request as a PowerShell command. The token is a variable, so that no secret is copied.
    pub fn powershell(&self, origin: &str) -> String {
        let mut lines = vec![format!(
            "Invoke-RestMethod -Method {} -Uri {}",
            self.method.name(),
            powershell_quote(&self.absolute(origin))
        )];
        let more = self.headers.iter().map(|(name, value)| format!("; {name} = '{value}'"));
        lines.push(format!("  -Headers @{{ Authorization = \"Bearer $env:TOKEN\"{} }}", more.collect::<String>()));
        if self.body.is_some() {
            lines.push("  -ContentType 'application/json; charset=utf-8'".to_owned());
            lines.push(format!("  -Body {}", powershell_quote(&self.pretty_body())));
        }
        lines.join(" `\n")
    }

    fn absolute(&self, origin: &str) -> String {
        if self.url.starts_with('/') { format!("{origin}{}", self.url) } else { self.url.clone() }
    }
}

/// Quotes a text for PowerShell, which also treats typographic single quotes as quotes.
fn powershell_quote(text: &str) -> String {
    let mut out = String::from("'");
    for c in text.chars() {
        out.push(c);
        if matches!(c, '\'' | '\u{2018}'..='\u{201b}') {
            out.push(c);
        }
    }
    out + "'"
}

/// Puts a text in single quotes; `escaped` replaces a single quote inside it.
fn quote(text: &str, escaped: &str) -> String {
    format!("'{}'", text.replace('\'', escaped))
}
