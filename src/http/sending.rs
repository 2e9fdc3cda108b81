//! How every request leaves the browser, whatever it asks for.

use super::Method;
use gloo_net::http::{Request, RequestBuilder};
use std::cell::RefCell;
use web_sys::{ReferrerPolicy, RequestCache, RequestCredentials, RequestRedirect};

thread_local! {
    /// The services in front of which a web server asks the browser for Windows authentication.
    static WITH_CREDENTIALS: RefCell<Vec<String>> = const { RefCell::new(Vec::new()) };
}

/// Lets the browser send its own credentials (Windows authentication, cookies) to these addresses and to what is below
/// them. No other request carries any.
pub fn send_credentials_to(addresses: Vec<String>) {
    WITH_CREDENTIALS.set(addresses);
}

/// A request that no cache keeps, that carries no cookie of another application on the same host, and that is never
/// repeated to another address.
pub(super) fn builder(method: Method, url: &str) -> RequestBuilder {
    let request = match method {
        Method::Get => Request::get(url),
        Method::Post => Request::post(url),
        Method::Patch => Request::patch(url),
        Method::Delete => Request::delete(url),
    };
    let is_listed = WITH_CREDENTIALS.with_borrow(|addresses| addresses.iter().any(|address| is_below(url, address)));
    request
        .header("Accept", "application/json")
        .cache(RequestCache::NoStore)
        .credentials(if is_listed { RequestCredentials::Include } else { RequestCredentials::Omit })
        .redirect(RequestRedirect::Manual)
        .referrer_policy(ReferrerPolicy::NoReferrer)
}

/// Whether a URL is an address or below it.
fn is_below(url: &str, address: &str) -> bool {
    let rest = url.strip_prefix(address.trim_end_matches('/'));
    rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
}

/// Whether a browser sends a URL to another path than it was written for, because it removes the segments `.` and `..`
/// (an id must not be one of them).
pub(super) fn is_rewritten(url: &str) -> bool {
    let path = url.split(['?', '#']).next().unwrap_or_default();
    path.split('/').any(|segment| {
        let plain = segment.to_ascii_lowercase().replace("%2e", ".");
        plain == "." || plain == ".."
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn credentials_stay_below_the_address() {
        for (url, address, expected) in [
            ("/Data/api", "/Data", true),
            ("/Data", "/Data/", true),
            ("/Database/api", "/Data", false),
            ("https://a/Data/x", "https://a/Data", true),
            ("https://a.example/Data", "https://a", false),
        ] {
            assert_eq!(is_below(url, address), expected, "{url} {address}");
        }
    }

    #[test]
    fn an_id_of_dots_changes_the_path() {
        for url in ["/a/..", "/a/../b", "/a/./b", "/a/%2E%2e", "https://host/a/.%2e?b"] {
            assert!(is_rewritten(url), "{url}");
        }
        for url in ["/a/...", "/a/b.c", "https://host/a?b=/../", "/a/.b", "/a#/.."] {
            assert!(!is_rewritten(url), "{url}");
        }
    }
}
