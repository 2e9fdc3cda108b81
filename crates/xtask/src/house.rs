//! The house rules that a program can check, each with its reason. They are part of `test native`.
//!
//! [`everywhere`], [`after_await`], [`faults`], [`contract`], [`calls`], [`assumptions`], [`floors`], [`invariants`] and [`model`] contain the rules as
//! functions on text; this module reads the files. Rules that clippy can check are in `[workspace.lints]`, clippy.toml and
//! the model's own clippy.toml.

mod after_await;
mod assumptions;
mod calls;
mod contract;
mod everywhere;
mod faults;
mod floors;
mod invariants;
mod model;
mod source;

use std::fmt;
use std::fs;
use std::path::Path;

use anyhow::{Context, Result, bail, ensure};

pub use self::calls::{API, CALLS};
use self::contract::Contract;
use self::source::Source;
use crate::portal::files_in;
use crate::run::say;
use crate::workspace::Workspace;

/// The folders with our Rust code.
const FOLDERS: [&str; 4] = ["src", "crates", "tests", "bench"];

/// A violation of a rule.
#[derive(Debug, PartialEq, Eq)]
struct Finding {
    file: String,
    /// The line, from 1.
    line: usize,
    rule: String,
    why: &'static str,
}

impl fmt::Display for Finding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { file, line, rule, why } = self;
        write!(f, "{file}:{line}: {rule}\n    why: {why}")
    }
}

/// Checks the checkout, once per command. Prints all violations, and fails if there are any.
pub fn check(ws: &Workspace) -> Result<()> {
    ws.once("house rules", || check_in(ws))
}

fn check_in(ws: &Workspace) -> Result<()> {
    let root = &ws.root;
    let sources = sources(root)?;
    let routes = sources.iter().find(|source| source.path == everywhere::ROUTES);
    let paths = everywhere::paths(routes.with_context(|| format!("{} has moved", everywhere::ROUTES))?);
    ensure!(!paths.is_empty(), "{} has another shape: no paths", everywhere::ROUTES);
    let mut findings = floors::check(&sources);
    for source in &sources {
        findings.extend(everywhere::check(source, &paths));
        findings.extend(after_await::check(source));
    }
    let page = |path: &str| {
        let file = root.join(path);
        fs::read_to_string(&file).with_context(|| format!("cannot read {}", file.display()))
    };
    let contract = Contract::read(&page(contract::CONTRACT)?);
    ensure!(!contract.is_empty(), "{} has another shape: no parts or no operations", contract::CONTRACT);
    for source in &sources {
        findings.extend(contract.check(&source.path, &source.text));
    }
    let (assumed, contact) = (page(assumptions::ASSUMPTIONS)?, page(assumptions::FIRST_CONTACT)?);
    findings.extend(assumptions::check(&assumed, &contact, &sources));
    findings.extend(calls::check(&page(API)?, &sources));
    findings.extend(invariants::check(&page(invariants::ARCHITECTURE)?, &sources));
    findings.extend(model::check(ws)?);
    let (missing, calls) = faults::check(&sources);
    ensure!(calls > 0, "src/api has another shape: it sends nothing");
    findings.extend(missing);
    for finding in &findings {
        eprintln!("{finding}");
    }
    match findings.len() {
        0 => say(format!("House rules: kept in {} files; the fault matrix has {calls} calls", sources.len())),
        1 => bail!("a house rule is not kept; see above"),
        many => bail!("house rules are not kept in {many} places; see above"),
    }
    Ok(())
}

fn sources(root: &Path) -> Result<Vec<Source>> {
    let mut sources = Vec::new();
    for folder in FOLDERS {
        let folder_path = root.join(folder);
        if !folder_path.is_dir() {
            continue;
        }
        for file in files_in(&folder_path)? {
            let parts: Vec<_> = file.components().map(|part| part.as_os_str().to_string_lossy()).collect();
            let built = parts.iter().any(|p| p == "target" || p == "node_modules");
            if built || file.extension().is_none_or(|ending| ending != "rs") {
                continue;
            }
            let path = format!("{folder}/{}", parts.join("/"));
            let text = fs::read_to_string(folder_path.join(&file)).with_context(|| format!("cannot read {path}"))?;
            sources.push(Source::new(path, text));
        }
    }
    Ok(sources)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_finding_says_where_what_and_why() {
        let finding =
            Finding { file: "src/app.rs".to_owned(), line: 7, rule: "no such thing".to_owned(), why: "it hurts" };
        assert_eq!(finding.to_string(), "src/app.rs:7: no such thing\n    why: it hurts");
    }
}
