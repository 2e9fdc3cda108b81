//! `probe`: runs the crate of that name. It is a program of its own, because what it needs for TLS would make this one
//! slow to build.

use std::ffi::OsString;

use anyhow::Result;

use crate::run::{attended, cargo};
use crate::tools;
use crate::workspace::Workspace;

/// Runs the probe in the folder in which the command was typed, where its files are meant to be.
pub fn probe(ws: &Workspace, arguments: &[OsString]) -> Result<()> {
    tools::c_compiler()?;
    let manifest = ws.root.join("Cargo.toml");
    attended(cargo().arg("run").arg("--manifest-path").arg(manifest).args(["--package", "probe", "--"]).args(arguments))
}
