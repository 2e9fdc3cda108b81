//! The model's tests that need files or chance: one binary.
#![allow(
    clippy::disallowed_types,
    clippy::disallowed_methods,
    reason = "tests read files and measure time; only the model itself must not"
)]
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test stops where it fails")]

mod criteria;
mod csv;
mod entra_drafts;
mod example_config;
mod find_attributes;
mod forms;
mod golden;
mod graph;
mod group_edit;
mod lenient;
mod list;
mod names;
mod pasted_rule;
mod problems;
mod read_back;
mod rule_changes;
mod seeds;
mod sign_in;
mod users;
