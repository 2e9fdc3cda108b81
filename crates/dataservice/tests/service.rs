//! The service over real HTTP: each route, each error, on a free port with a store of its own.
//!
//! A route belongs to a [`cases::Case`]; `coverage` fails when one of the table has none.

// clippy.toml allows these in `#[test]` functions; here their helpers are meant as well.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

#[path = "service/any_draft.rs"]
mod any_draft;
#[path = "service/any_graph_draft.rs"]
mod any_graph_draft;
#[path = "service/cases.rs"]
mod cases;
#[path = "service/changes.rs"]
mod changes;
#[path = "service/coverage.rs"]
mod coverage;
#[path = "service/create_rules.rs"]
mod create_rules;
#[path = "service/create_user.rs"]
mod create_user;
#[path = "service/demo.rs"]
mod demo;
#[path = "service/entra_groups.rs"]
mod entra_groups;
#[path = "service/entra_rules.rs"]
mod entra_rules;
#[path = "service/errors.rs"]
mod errors;
#[path = "service/evaluate.rs"]
mod evaluate;
#[path = "service/faults.rs"]
mod faults;
#[path = "service/graph_filter.rs"]
mod graph_filter;
#[path = "service/graph_groups.rs"]
mod graph_groups;
#[path = "service/graph_lists.rs"]
mod graph_lists;
#[path = "service/graph_patch.rs"]
mod graph_patch;
#[path = "service/graph_relations.rs"]
mod graph_relations;
#[path = "service/graph_rules.rs"]
mod graph_rules;
#[path = "service/graph_sign_in.rs"]
mod graph_sign_in;
#[path = "service/graph_support.rs"]
mod graph_support;
#[path = "service/groups.rs"]
mod groups;
#[path = "service/kill.rs"]
mod kill;
#[path = "service/plain_bodies.rs"]
mod plain_bodies;
#[path = "service/random_drafts.rs"]
mod random_drafts;
#[path = "service/rights.rs"]
mod rights;
#[path = "service/searches.rs"]
mod searches;
#[path = "service/sign_in.rs"]
mod sign_in;
#[path = "service/site.rs"]
mod site;
#[path = "service/smart_groups.rs"]
mod smart_groups;
#[path = "service/smart_rules.rs"]
mod smart_rules;
#[path = "service/support.rs"]
mod support;
#[path = "service/tasks.rs"]
mod tasks;
#[path = "service/trees.rs"]
mod trees;
#[path = "service/two_rules.rs"]
mod two_rules;
#[path = "service/users.rs"]
mod users;
