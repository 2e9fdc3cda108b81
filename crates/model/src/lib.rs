//! The typed model that the portal and the embedded Data Service share.
//!
//! It is pure Rust: no browser, no IO, no clock. [`wire`] and [`graph`] have the JSON of requests and responses,
//! [`group`] and [`user`] the drafts that people edit, [`criteria`] the conditions of membership rules, [`csv`] tables
//! of people, [`list`] what lists are filtered by and what is done with their rows, [`names`] the rules of names,
//! [`people_search`] how people are found by name, [`config`] the portal's configuration, and [`attribute`] what is
//! known about directory attributes.

pub mod attribute;
pub mod config;
pub mod criteria;
pub mod csv;
pub mod graph;
pub mod group;
pub mod list;
pub mod names;
pub mod people_search;
pub mod sort;
pub mod user;
pub mod wire;
