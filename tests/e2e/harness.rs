//! What every journey stands on: a browser, a Data Service of one's own, and the eyes and hands of a person.
//!
//! A journey names elements as a person does: by role and accessible name. It waits for what it wants to see, up to a
//! deadline; it never waits for time to pass. Whatever a journey starts ends with it, also after a panic.

mod act;
pub mod axe;
mod driver;
pub mod findings;
mod folder;
mod geometry;
mod page;
mod reads;
pub mod rules;
pub mod service;
pub mod wizard;
mod words;

pub use act::Key;
pub use page::Page;
pub use service::Service;
use service::Setup;

use std::ops::Deref;
use std::path::PathBuf;

/// Who signs in where nothing else is said.
pub const OWNER: (&str, &str) = ("olivia.owner", "Demo-Pass-1");

/// A journey before it starts.
pub struct Journey {
    setup: Setup,
    expected: Vec<&'static str>,
    listens: bool,
}

/// The page and the service behind it.
pub struct Portal {
    // In this order they end.
    page: Page,
    pub service: Service,
}

impl Deref for Portal {
    type Target = Page;
    fn deref(&self) -> &Page {
        &self.page
    }
}

impl Journey {
    pub fn new() -> Self {
        Self { setup: Setup::default(), expected: Vec::new(), listens: false }
    }

    /// How long an access token is good for.
    pub fn token_seconds(mut self, seconds: u32) -> Self {
        self.setup.token_seconds = Some(seconds);
        self
    }

    /// What stands in config.json beside the portal's page.
    pub fn config(mut self, text: &str) -> Self {
        self.setup.config = Some(text.to_owned());
        self
    }

    /// A service without the extensions that no documented call offers (contract, part E).
    pub fn documented_only(mut self) -> Self {
        self.setup.documented_only = true;
        self
    }

    /// A line of the browser's console that this journey provokes: one that contains this is no error.
    pub fn expects(mut self, part: &'static str) -> Self {
        self.expected.push(part);
        self
    }

    /// Keeps a log of what the browser sends and gets.
    pub fn listens(mut self) -> Self {
        self.listens = true;
        self
    }

    /// Starts everything, walks, and then sees whether the browser complained.
    pub fn walk(self, walk: impl FnOnce(&Portal)) {
        let service = Service::start(&self.setup);
        let portal = Portal { page: Page::open(service.address(), self.listens), service };
        walk(&portal);
        portal.console_is_clean(&self.expected);
    }
}

/// What `cargo xtask test e2e` hands over.
pub fn env(name: &str) -> PathBuf {
    let value = std::env::var_os(name);
    value.unwrap_or_else(|| panic!("{name} is not set: run these tests by `cargo xtask test e2e`")).into()
}
