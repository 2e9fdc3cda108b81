//! An HTTP call as data: what is sent is what Show request shows.

use model::graph::query::CONSISTENCY;
use serde_json::Value;

/// An HTTP method.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Method {
    /// Reads.
    Get,
    /// Creates, searches, acts.
    Post,
    /// Changes.
    Patch,
    /// Deletes.
    Delete,
}

impl Method {
    /// As HTTP has it.
    pub fn name(self) -> &'static str {
        match self {
            Method::Get => "GET",
            Method::Post => "POST",
            Method::Patch => "PATCH",
            Method::Delete => "DELETE",
        }
    }
}

/// Who is called. Each has tokens of its own, and none is ever shown another's.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Service {
    /// GroupID's Data Service.
    Data,
    /// Microsoft Graph.
    Graph,
}

/// A header besides the usual ones.
type Header = (&'static str, &'static str);

/// A call, without its token.
#[derive(Debug, Clone, PartialEq)]
pub struct Call {
    /// Whom.
    pub to: Service,
    /// How.
    pub method: Method,
    /// Where; absolute, or from the host's root.
    pub url: String,
    /// The JSON body.
    pub body: Option<Value>,
    /// What it says besides.
    pub headers: &'static [Header],
}

impl Call {
    fn new(method: Method, url: String, body: Option<Value>) -> Self {
        Self { to: Service::Data, method, url, body, headers: &[] }
    }

    /// A read.
    pub fn get(url: String) -> Self {
        Self::new(Method::Get, url, None)
    }

    /// A call with a JSON body.
    pub fn post(url: String, body: Value) -> Self {
        Self::new(Method::Post, url, Some(body))
    }

    /// A change with a JSON body.
    pub fn patch(url: String, body: Value) -> Self {
        Self::new(Method::Patch, url, Some(body))
    }

    /// A deletion.
    pub fn delete(url: String) -> Self {
        Self::new(Method::Delete, url, None)
    }

    /// The same, for Microsoft Graph.
    pub fn graph(self) -> Self {
        Self { to: Service::Graph, ..self }
    }

    /// The same, as what Graph calls an advanced query.
    pub fn eventual(self) -> Self {
        Self { headers: &[CONSISTENCY], ..self }
    }

    /// The body as people read it.
    pub fn pretty_body(&self) -> String {
        self.body.as_ref().and_then(|body| serde_json::to_string_pretty(body).ok()).unwrap_or_default()
    }

    /// The call for a POSIX shell. The token is a variable: no secret is ever copied.
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

    /// The call for PowerShell. The token is a variable: no secret is ever copied.
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

/// A text in single quotes for PowerShell, which takes the typographic ones for the same.
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

/// A text in single quotes; `escaped` stands for a single quote inside.
fn quote(text: &str, escaped: &str) -> String {
    format!("'{}'", text.replace('\'', escaped))
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn copies_are_quoted_for_their_shell_and_hold_no_token() {
        let call = Call::post("/a".to_owned(), json!({ "name": "O'Neill" }));
        let curl = call.curl("https://host");
        assert!(curl.contains("'https://host/a'") && curl.contains("O'\\''Neill") && curl.contains("$TOKEN"));
        assert!(call.powershell("https://host").contains("O''Neill"));
        let sly = Call::post("/a".to_owned(), json!({ "name": "O\u{2019}; Remove-Item" }));
        assert!(sly.powershell("https://host").contains("O\u{2019}\u{2019}; Remove-Item"));
    }
}
