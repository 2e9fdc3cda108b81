//! The program of the embedded Data Service: how it is built, and what it prints.

use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result};

use crate::house;
use crate::run::{cargo, output, run, say};
use crate::tools;
use crate::workspace::Workspace;

/// The beginning of the line that the program prints once it accepts requests; the URL follows.
pub const READY: &str = "listening on ";

/// Builds the program in release mode, because a demo directory may have a hundred thousand objects.
pub fn build(ws: &Workspace) -> Result<PathBuf> {
    build_with(ws, &[])
}

/// Builds the program so that it can hand calls on to `address`.
pub fn build_for(ws: &Workspace, address: &str) -> Result<PathBuf> {
    build_with(ws, features_for(address))
}

/// The arguments that choose features of the program. TLS is only built where it is needed, because it takes its time.
fn features_for(address: &str) -> &'static [&'static str] {
    let is_secure = address.get(..8).is_some_and(|start| start.eq_ignore_ascii_case("https://"));
    if is_secure { &["--features", "tls"] } else { &[] }
}

fn build_with(ws: &Workspace, features: &[&str]) -> Result<PathBuf> {
    ws.once("data service", || {
        tools::c_compiler()?;
        say("Building the Data Service (the first time some minutes) …");
        run(cargo().args(["build", "--release", "--package", "dataservice"]).args(features).current_dir(&ws.root))
    })?;
    let name = format!("dataservice{}", std::env::consts::EXE_SUFFIX);
    Ok(ws.target.join("release").join(name))
}

/// The demo accounts as aligned lines: user, password, purpose.
pub fn accounts(program: &Path) -> Result<String> {
    Ok(aligned(&output(Command::new(program).arg("--accounts"))?))
}

/// Writes docs/API.md: the route table of the program. What the page says about the portal's calls is kept.
pub fn write_api(ws: &Workspace) -> Result<()> {
    tools::c_compiler()?;
    let page =
        output(cargo().args(["run", "--quiet", "--package", "dataservice", "--", "--routes"]).current_dir(&ws.root))?;
    let file = ws.root.join(house::API);
    let before = std::fs::read_to_string(&file).with_context(|| format!("cannot read {}", file.display()))?;
    let kept = before.find(house::CALLS).and_then(|at| before.get(at..)).unwrap_or_default();
    std::fs::write(&file, page + kept).with_context(|| format!("cannot write {}", file.display()))
}

fn aligned(lines: &str) -> String {
    let rows: Vec<Vec<&str>> =
        lines.lines().filter(|line| !line.trim().is_empty()).map(|line| line.split('\t').collect()).collect();
    let width = |column: usize| {
        let cells = rows.iter().filter_map(|row| row.get(column));
        cells.map(|cell| cell.chars().count()).max().unwrap_or(0)
    };
    let widths: Vec<usize> = (0..3).map(width).collect();
    let text = |row: &Vec<&str>| {
        let cells = row.iter().zip(&widths);
        let cells: Vec<_> = cells.map(|(cell, width)| format!("{cell:width$}")).collect();
        format!("  {}\n", cells.join("   ").trim_end())
    };
    rows.iter().map(text).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tls_is_built_for_an_address_of_https() {
        for secure in ["https://groupid:4443", "HTTPS://groupid.example.com"] {
            assert_eq!(features_for(secure), ["--features", "tls"], "{secure}");
        }
        for plain in ["http://groupid:4443", "groupid:4443", "https:/", "", "httpś://groupid"] {
            assert!(features_for(plain).is_empty(), "{plain}");
        }
    }

    #[test]
    fn accounts_stand_in_columns() {
        assert_eq!(
            aligned("anna\tDemo-1\towns groups\nadministrator\tD\tmay do all\n\n"),
            "  anna            Demo-1   owns groups\n  administrator   D        may do all\n"
        );
        assert_eq!(aligned("only a name"), "  only a name\n");
    }
}
