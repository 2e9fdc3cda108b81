//! The service over real HTTP: each route, each error, on a free port with a store of its own.
//!
//! A route belongs to a [`cases::Case`]; `coverage` fails when one of the table has none.

// clippy.toml allows these in `#[test]` functions; here their helpers are meant as well.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod any_draft;
mod any_graph_draft;
mod bulk;
mod cases;
mod change_rules;
mod changes;
mod code_sign_in;
mod contacts;
mod coverage;
mod create_rules;
mod create_user;
mod demo;
mod entra_groups;
mod entra_rules;
mod errors;
mod evaluate;
mod exposed;
mod faults;
mod graph_filter;
mod graph_groups;
mod graph_lists;
mod graph_patch;
mod graph_relations;
mod graph_rules;
mod graph_sign_in;
mod graph_support;
mod groups;
mod index_lag;
mod kill;
mod membership;
mod paging;
mod plain_bodies;
mod random_drafts;
mod rights;
mod route_rights;
mod searches;
mod sign_in;
mod site;
mod smart_groups;
mod smart_rules;
mod support;
mod tasks;
mod tls;
mod trees;
mod two_rules;
mod user_groups;
mod users;
mod workflows;
