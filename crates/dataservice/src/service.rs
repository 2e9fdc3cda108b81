//! What all requests share: the directory, the tokens, the options.

use crate::codes::Codes;
use crate::directory::Directory;
use crate::http::faults::Faults;
use crate::http::journal::Journal;
use crate::options::Options;
use crate::smart_groups::Tasks;
use crate::tokens::Tokens;
use std::sync::atomic::{AtomicU64, Ordering};

/// The state of a running service.
pub struct Service {
    pub directory: Box<dyn Directory>,
    pub tokens: Tokens,
    /// Authorization codes that the application has not redeemed yet.
    pub codes: Codes,
    pub options: Options,
    pub journal: Journal,
    pub faults: Faults,
    /// The updates of smart groups.
    pub smart_groups: Tasks,
    requests: AtomicU64,
    start: String,
}

impl Service {
    pub fn new(directory: Box<dyn Directory>, options: Options, start: String) -> Self {
        Self {
            directory,
            tokens: Tokens::default(),
            codes: Codes::default(),
            options,
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
