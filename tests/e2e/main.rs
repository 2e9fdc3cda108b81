//! Journeys through the real portal in a real browser, against the real embedded Data Service.
//!
//! Run by `cargo xtask test e2e [name]`. There is a file per journey or kind of journey; `harness` has what they share.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a failed step fails the test, here as well"
)]

mod bulk_deletion;
mod config;
mod drafts;
mod entra;
mod field_cases;
mod finish;
mod geometry;
mod golden;
mod golden_groups;
mod graph;
mod group_calls;
mod harness;
mod hostile;
mod hosting;
mod import_users;
mod keyboard;
mod main_job;
mod members;
mod narrow;
mod net;
mod one_session;
mod opened_groups;
mod openid;
mod owner_rules;
mod parts;
mod preferences;
mod recovery;
mod refused;
mod secrets;
mod sign_in;
mod smart;
mod states;
mod table;
mod two_browsers;
mod users;
