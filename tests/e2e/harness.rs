//! The basis of all journeys: a browser, a Data Service per test, and functions that act and read like a user.
//!
//! A journey finds elements as a user does, by role and accessible name. It waits for what it expects to see, up to a
//! deadline, and never for a fixed time. Whatever a journey starts is ended with it, even after a panic.

mod act;
pub mod axe;
mod calls;
mod driver;
pub mod findings;
pub mod folder;
mod geometry;
mod others;
mod page;
mod provider;
mod reads;
pub mod rules;
pub mod service;
pub mod wizard;
mod words;

pub use act::Key;
pub use page::Page;
use provider::Provider;
pub use service::Service;
use service::Setup;

use std::ops::Deref;
use std::path::PathBuf;

/// The account that signs in by default.
pub const OWNER: (&str, &str) = ("olivia.owner", "Demo-Pass-1");

/// The account that may change everything.
pub const ADMINISTRATOR: (&str, &str) = ("Administrator", "Demo-Admin-1");

/// The settings of a journey, before it starts.
pub struct Journey {
    setup: Setup,
    expected: Vec<&'static str>,
    listens: bool,
    at_provider: bool,
}

/// The page and the service behind it.
pub struct Portal {
    // Fields are dropped in this order: first the browser, then the service.
    page: Page,
    provider: Option<Provider>,
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
        Self { setup: Setup::default(), expected: Vec::new(), listens: false, at_provider: false }
    }

    /// The lifetime of access tokens.
    pub fn token_seconds(mut self, seconds: u32) -> Self {
        self.setup.token_seconds = Some(seconds);
        self
    }

    /// The content of config.json.
    pub fn config(mut self, text: &str) -> Self {
        self.setup.config = Some(text.to_owned());
        self
    }

    /// Changes the files of the portal before they are served.
    pub fn edit(mut self, edit: fn(&std::path::Path)) -> Self {
        self.setup.edit = Some(edit);
        self
    }

    /// Starts the service without the undocumented extensions (contract, part E).
    pub fn documented_only(mut self) -> Self {
        self.setup.documented_only = true;
        self
    }

    /// Searches do not see a change for so many seconds, and reads give small answers, as where only what is documented is
    /// there.
    pub fn index_lag(mut self, seconds: u64) -> Self {
        self.setup.index_lag = Some(seconds);
        self.documented_only()
    }

    /// A directory with so many people.
    pub fn people(mut self, count: usize) -> Self {
        self.setup.people = Some(count);
        self
    }

    /// A directory that has people and groups with hostile names, too; Olivia owns the groups.
    pub fn hostile(mut self) -> Self {
        self.setup.hostile = true;
        self
    }

    /// Part of a console message that this journey provokes; such messages are not errors.
    pub fn expects(mut self, part: &'static str) -> Self {
        self.expected.push(part);
        self
    }

    /// Logs the network traffic of the browser.
    pub fn listens(mut self) -> Self {
        self.listens = true;
        self
    }

    /// People sign in at a real OpenID Connect provider, which stands in front of the service.
    pub fn at_openid_provider(mut self) -> Self {
        self.at_provider = true;
        self
    }

    /// Starts everything, runs the journey, and then checks the browser's console.
    pub fn walk(self, walk: impl FnOnce(&Portal)) {
        let service = Service::start(&self.setup);
        let provider = self.at_provider.then(|| Provider::start(service.address()));
        let origin = provider.as_ref().map_or_else(|| service.address(), Provider::address);
        let portal = Portal { page: Page::open(origin, self.listens), provider, service };
        walk(&portal);
        portal.console_is_clean(&self.expected);
        calls::were_sent(&portal.service);
    }
}

impl Portal {
    /// The provider of [`Journey::at_openid_provider`].
    pub fn provider(&self) -> &Provider {
        self.provider.as_ref().expect("the journey is at a provider")
    }

    /// A second browser at the same service, in which nobody has signed in yet.
    pub fn another_browser(&self) -> Page {
        Page::open(self.service.address(), false)
    }
}

/// A path that `cargo xtask test e2e` passes in an environment variable.
pub fn env(name: &str) -> PathBuf {
    let value = std::env::var_os(name);
    value.unwrap_or_else(|| panic!("{name} is not set: run these tests by `cargo xtask test e2e`")).into()
}
