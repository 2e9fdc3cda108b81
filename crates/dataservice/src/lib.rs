//! The embedded Data Service: GroupID's contract over a demo directory in SQLite, so that anyone can run, try and test
//! the portal on one machine.
//!
//! `routes` is the HTTP face (no SQL there), `directory` the trait behind it, `sqlite` the default engine, `rules`
//! what a change must obey, `filter` what the model's criteria mean here, `smart` the members of smart groups, `seed` the
//! demo directory. What the contract says about the wire stands in `model`.

mod answer;
mod call;
mod clock;
mod codes;
mod collate;
mod directory;
mod faults;
mod filter;
mod journal;
pub mod options;
mod proxy;
mod routes;
mod rules;
mod schema;
mod seed;
mod server;
mod service;
mod shape;
mod site;
mod smart;
mod sqlite;
mod tokens;
mod trial;

pub use options::Options;
pub use routes::{Access, Route, When, matched, table};
pub use seed::accounts::{ACCOUNTS, DemoAccount};
pub use server::{Running, start};
pub use sqlite::digest;
pub use trial::{Asking, Refusal, Trial};
