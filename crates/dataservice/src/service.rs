//! What all requests share: the directory, the tokens, the options.

use crate::attempts::Attempts;
use crate::codes::Codes;
use crate::directory::Directory;
use crate::http::faults::Faults;
use crate::http::journal::Journal;
use crate::options::Options;
use crate::proxy::Proxy;
use crate::smart_groups::Tasks;
use crate::tokens::Tokens;
use std::net::SocketAddr;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use tokio::sync::Semaphore;

/// The state of a running service.
pub struct Service {
    pub directory: Box<dyn Directory>,
    pub tokens: Tokens,
    /// The wrong passwords of late.
    pub attempts: Attempts,
    /// Authorization codes that the application has not redeemed yet.
    pub codes: Codes,
    pub options: Options,
    /// The real service that requests are handed on to (`--proxy`).
    pub proxy: Option<Arc<Proxy>>,
    /// The names by which the service is called, besides those that are always its own.
    pub hosts: Vec<String>,
    /// Limits how many handlers run at once.
    pub handlers: Semaphore,
    pub journal: Journal,
    pub faults: Faults,
    /// The updates of smart groups.
    pub smart_groups: Tasks,
    requests: AtomicU64,
    start: String,
}

impl Service {
    pub fn new(directory: Box<dyn Directory>, options: Options, proxy: Option<Proxy>, start: String) -> Self {
        let mut hosts = options.hosts.clone();
        hosts.push(match options.listen {
            SocketAddr::V4(address) => address.ip().to_string(),
            SocketAddr::V6(address) => format!("[{}]", address.ip()),
        });
        let handlers = Semaphore::new(options.limits.handlers);
        Self {
            directory,
            tokens: Tokens::default(),
            attempts: Attempts::default(),
            codes: Codes::default(),
            options,
            proxy: proxy.map(Arc::new),
            hosts,
            handlers,
            journal: Journal::default(),
            faults: Faults::default(),
            smart_groups: Tasks::default(),
            requests: AtomicU64::new(0),
            start,
        }
    }

    /// A request id that is unique across the runs of the service.
    pub fn request_id(&self) -> String {
        format!("{}-{:06}", self.start, self.requests.fetch_add(1, Ordering::Relaxed) + 1)
    }
}
