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
pub fn is_below(url: &str, address: &str) -> bool {
    let rest = url.strip_prefix(address.trim_end_matches('/'));
    rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
}
