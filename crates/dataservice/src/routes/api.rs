//! The route table as a page for people: docs/API.md.

use super::{Access, Route, TABLE, When};
use std::fmt::Write;

const HEAD: &str = "\
# The routes of the embedded Data Service

Printed by `cargo xtask api` from the route table (`crates/dataservice/src/routes.rs`), in its order. What a route takes and
answers is in [CONTRACT.md](CONTRACT.md); every route has a test, which `crates/dataservice/tests/service/coverage.rs` checks.

| method | path | who may call | when |
|---|---|---|---|
";

/// The table in Markdown.
pub fn as_markdown() -> String {
    TABLE.iter().fold(HEAD.to_owned(), |mut page, route| {
        let Route { method, template, .. } = route;
        let (access, when) = (access(route.access), when(route.when));
        // Writing to a string cannot fail.
        let _ = writeln!(page, "| {method} | `{template}` | {access} | {when} |");
        page
    })
}

fn access(access: Access) -> &'static str {
    match access {
        Access::Open => "anybody",
        Access::Bearer => "a token of the Data Service",
        Access::Graph => "a token of Microsoft Graph",
    }
}

fn when(when: When) -> &'static str {
    match when {
        When::Always => "always",
        When::Extension => "not with `--documented-only`",
        When::Journal => "with `--journal`",
        When::Faults => "with `--faults`",
    }
}
