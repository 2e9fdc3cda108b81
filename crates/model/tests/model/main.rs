//! The model's tests that need files or chance: one binary.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test stops where it fails")]

mod criteria;
mod csv;
mod entra_drafts;
mod golden;
mod graph;
mod lenient;
mod names;
mod problems;
mod seeds;
mod users;
