//! Forwards a request to a real GroupID, so that the portal and GroupID share one origin (part C of the contract). It
//! is meant for trying things out on one machine; in production, the administrator's reverse proxy does this.

use crate::http::{Answer, HttpError, Request, percent_decode};
use std::path::Path;
use std::time::Duration;

/// The response headers that are returned to the caller.
const HEADERS: [&str; 6] = ["content-type", "www-authenticate", "allow", "retry-after", "cache-control", "location"];
const PATIENCE: Duration = Duration::from_secs(120);

/// Rejects a path that could lead out of the two services: with a segment `.` or `..`, also one that the other server
/// only sees once it has decoded the path.
pub fn check_path(path: &str) -> Result<(), HttpError> {
    let leads_out = |path: &str| path.split(['/', '\\']).any(|part| matches!(part, "." | ".."));
    let decoded = percent_decode(path);
    if leads_out(&decoded) || leads_out(&percent_decode(&decoded)) {
        return Err(HttpError::missing("There is nothing at this URL."));
    }
    Ok(())
}

/// The real service that requests are handed on to.
pub struct Proxy {
    /// Its URL, without a slash at the end.
    target: String,
    agent: ureq::Agent,
}

impl Proxy {
    /// A proxy for `target`. The certificate of an https server is checked against what this machine trusts, or against
    /// the certificates in the file `ca` (PEM) alone.
    pub fn new(target: &str, ca: Option<&Path>) -> Result<Self, String> {
        let config =
            ureq::Agent::config_builder().http_status_as_error(false).max_redirects(0).timeout_global(Some(PATIENCE));
        #[cfg(feature = "tls")]
        let config = config.tls_config(ureq::tls::TlsConfig::builder().root_certs(trusted(ca)?).build());
        #[cfg(not(feature = "tls"))]
        if ca.is_some() || is_secure(target) {
            return Err("this build cannot do TLS: build it with `--features tls`".to_owned());
        }
        Ok(Self { target: target.to_owned(), agent: config.build().into() })
    }
}

/// Whether a URL is one of https.
fn is_secure(url: &str) -> bool {
    url.get(..8).is_some_and(|start| start.eq_ignore_ascii_case("https://"))
}

/// The host of a URL.
fn host(url: &str) -> &str {
    let (_, rest) = url.split_once("://").unwrap_or(("", url));
    let host = rest.split('/').next().unwrap_or_default();
    host.rsplit_once(':').filter(|(_, port)| port.bytes().all(|b| b.is_ascii_digit())).map_or(host, |(host, _)| host)
}

/// Warns about a service on another machine to which passwords go in the clear.
pub fn warning(target: &str) -> Option<String> {
    let is_here = ["localhost", "127.0.0.1", "[::1]"].iter().any(|own| own.eq_ignore_ascii_case(host(target)));
    (!is_here && !is_secure(target)).then(|| {
        format!("warning: {target} is not https: passwords and tokens go over the network for everybody to read")
    })
}

/// The certificates of authorities in a PEM file, or what the machine trusts: the authority of a company's server is
/// usually known to the company's machines alone.
#[cfg(feature = "tls")]
fn trusted(ca: Option<&Path>) -> Result<ureq::tls::RootCerts, String> {
    let Some(file) = ca else { return Ok(ureq::tls::RootCerts::PlatformVerifier) };
    let pem = std::fs::read(file).map_err(|error| format!("{}: {error}", file.display()))?;
    let mut authorities = Vec::new();
    for item in ureq::tls::parse_pem(&pem) {
        match item {
            Ok(ureq::tls::PemItem::Certificate(certificate)) => authorities.push(certificate),
            Ok(_) => {}
            Err(error) => return Err(format!("{}: {error}", file.display())),
        }
    }
    if authorities.is_empty() {
        return Err(format!("{}: there is no certificate in this file (PEM)", file.display()));
    }
    Ok(ureq::tls::RootCerts::Specific(std::sync::Arc::new(authorities)))
}

/// Sends the request to the real service and returns the response, whatever its status.
pub fn forward(proxy: &Proxy, request: &Request) -> Result<Answer, HttpError> {
    let Proxy { target, agent } = proxy;
    let query = if request.query.is_empty() { String::new() } else { format!("?{}", request.query) };
    let uri = format!("{target}{}{query}", request.path);
    let wrong = |error: ureq::http::Error| HttpError::gateway(format!("The request cannot be handed on: {error}"));
    let unreached =
        |error: ureq::Error| HttpError::gateway(format!("The Data Service at {target} cannot be reached: {error}"));
    let mut headers = vec![("content-type", request.content_type.as_str())];
    headers.extend(request.authorization.as_deref().map(|token| ("authorization", token)));
    headers.retain(|(_, value)| !value.is_empty());
    let bodiless = match request.method.as_str() {
        "GET" => Some(agent.get(&uri)),
        "DELETE" => Some(agent.delete(&uri)),
        _ => None,
    };
    let sent = match bodiless {
        Some(builder) => {
            let builder = headers.into_iter().fold(builder, |builder, (name, value)| builder.header(name, value));
            // Documented reads have a body with GET, and Delete Groups has one with DELETE.
            if request.body.is_empty() { builder.call() } else { builder.force_send_body().send(&request.body) }
        }
        None => {
            let builder = ureq::http::Request::builder().method(request.method.as_str()).uri(&uri);
            let builder = headers.into_iter().fold(builder, |builder, (name, value)| builder.header(name, value));
            agent.run(builder.body(request.body.as_slice()).map_err(wrong)?)
        }
    };
    let mut response = sent.map_err(unreached)?;
    let mut answer = Answer::empty(response.status().as_u16());
    for name in HEADERS {
        if let Some(value) = response.headers().get(name).and_then(|value| value.to_str().ok()) {
            answer = answer.with(name, value);
        }
    }
    answer.body = response.body_mut().with_config().limit(64 * 1024 * 1024).read_to_vec().map_err(unreached)?;
    Ok(answer)
}

#[cfg(test)]
mod tests {
    use super::{check_path, warning};

    #[test]
    fn no_path_leads_out() {
        for good in ["/GroupIDDataService/api/IdentityStores/2/Groups/a..b", "/GroupIDSecurityService/.well-known/x"] {
            assert!(check_path(good).is_ok(), "{good}");
        }
        for bad in ["/a/..", "/a/../b", "/a/./b", "/a/%2e%2E/b", "/a/b%2F..%2Fc", "/a/..%5Cb", "/a/%252e%252e/b"] {
            assert!(check_path(bad).is_err(), "{bad}");
        }
    }

    #[test]
    fn passwords_in_the_clear_are_warned_about() {
        for fine in
            ["https://groupid.example.com:4443", "http://localhost:1", "http://127.0.0.1", "http://[::1]:4443/x"]
        {
            assert_eq!(warning(fine), None, "{fine}");
        }
        for open in ["http://groupid.example.com", "http://localhost.example.com:80", "HTTP://10.0.0.1:4443"] {
            assert!(warning(open).is_some_and(|text| text.contains(open)), "{open}");
        }
    }
}
