//! The embedded Data Service: GroupID's contract over a demo directory in SQLite, so that anybody can run, try and test
//! the portal on one machine.
//!
//! `routes` is the HTTP interface (without SQL), `directory` the trait behind it, `sqlite` the default engine,
//! `validation` the rules for changes, `filter` the model's criteria in terms of this directory, `smart_groups` the
//! members of smart groups, `demo` the demo directory. The JSON of the contract is in `model`.

mod attempts;
mod clock;
mod codes;
mod collate;
mod demo;
mod directory;
mod dry_run;
mod filter;
mod http;
mod membership;
mod object;
pub mod options;
mod passwords;
mod proxy;
pub mod random;
mod reasons;
mod routes;
mod schema;
mod server;
mod service;
mod shape;
mod smart_groups;
mod sqlite;
mod tokens;
mod validation;

pub use demo::HOSTILE_NAMES;
pub use demo::accounts::{ACCOUNTS, DemoAccount};
pub use dry_run::{DryRun, DryRunRequest, Refusal};
pub use options::Options;
pub use routes::{Access, Route, When, as_markdown, matched, table};
pub use server::Running;
pub use sqlite::digest;

/// Opens the demo directory and starts the service.
pub async fn start(options: Options) -> Result<Running, String> {
    let Options { objects: people, groups, hostile, .. } = options;
    server::start(options, demo::DemoDirectory { people, groups, hostile }).await
}
