//! The typed model that the portal and the embedded Data Service share.
//!
//! Pure Rust: no browser, no IO, no clock. What travels lives in [`wire`] and [`graph`], what a person edits in
//! [`group`] and [`user`], tables of people in [`csv`], the rules of names in [`names`], how people
//! are found by them in [`people_search`], the portal's configuration in [`config`], and what attributes are in [`attribute`].

pub mod attribute;
pub mod config;
pub mod criteria;
pub mod csv;
pub mod graph;
pub mod group;
pub mod names;
pub mod people_search;
pub mod sort;
pub mod user;
pub mod wire;
