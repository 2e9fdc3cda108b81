//! Tools that cargo builds from their published source, pinned by version and by their own lock files. Where the very
//! version is installed on PATH already, that one is taken.

use std::env::consts::EXE_SUFFIX;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::Result;

use super::cache::{Tool, remove};
use super::{CARGO_DENY, GECKODRIVER, TRUNK};
use crate::run::{cargo, output, path_with, run, which};
use crate::workspace::Workspace;

/// A tool, and what cargo is told to build it.
struct Crate {
    /// The name of its folder in the cache.
    name: &'static str,
    /// The name of its package on crates.io.
    package: &'static str,
    /// The program whose version is compared with the one that is asked for.
    program: &'static str,
    /// A program that must be there as well.
    marker: &'static str,
    options: &'static [&'static str],
}

/// Without TLS and update check: Trunk downloads nothing here.
const TRUNK_CRATE: Crate =
    Crate { name: "trunk", package: "trunk", program: "trunk", marker: "trunk", options: &["--no-default-features"] };

const WASM_BINDGEN_CRATE: Crate = Crate {
    name: "wasm-bindgen",
    package: "wasm-bindgen-cli",
    program: "wasm-bindgen",
    marker: "wasm-bindgen-test-runner",
    options: &[],
};

const CARGO_DENY_CRATE: Crate =
    Crate { name: "cargo-deny", package: "cargo-deny", program: "cargo-deny", marker: "cargo-deny", options: &[] };

const GECKODRIVER_CRATE: Crate =
    Crate { name: "geckodriver", package: "geckodriver", program: "geckodriver", marker: "geckodriver", options: &[] };

/// The packages in which wasm-bindgen spends its time.
const OPTIMISED: [&str; 3] = ["walrus", "wasmparser", "wasm-encoder"];

fn optimised(package: &str) -> String {
    format!("profile.dev.package.{package}.opt-level=2")
}

/// The folder of the program Trunk.
pub fn trunk(ws: &Workspace) -> Result<PathBuf> {
    build(ws, &TRUNK_CRATE, TRUNK)
}

/// The folder of wasm-bindgen's programs, in the version that Cargo.lock has for the library: the output of the library
/// can only be read by the same version.
pub fn wasm_bindgen(ws: &Workspace) -> Result<PathBuf> {
    build(ws, &WASM_BINDGEN_CRATE, &ws.locked_version("wasm-bindgen")?)
}

/// The program cargo-deny, ready for its arguments.
pub fn cargo_deny(ws: &Workspace) -> Result<Command> {
    let mut command = Command::new(build(ws, &CARGO_DENY_CRATE, CARGO_DENY)?.join(format!("cargo-deny{EXE_SUFFIX}")));
    command.current_dir(&ws.root);
    Ok(command)
}

/// The WebDriver of Firefox.
pub fn geckodriver(ws: &Workspace) -> Result<PathBuf> {
    Ok(build(ws, &GECKODRIVER_CRATE, GECKODRIVER)?.join(format!("geckodriver{EXE_SUFFIX}")))
}

fn build(ws: &Workspace, tool: &Crate, version: &str) -> Result<PathBuf> {
    if let Some(folder) = installed(tool, version) {
        return Ok(folder);
    }
    let place = cached(tool, version);
    let folder = place.ensure(ws, |folder| {
        let scratch = ws.cache.join("build").join(tool.name);
        let done = run(cargo()
            .args(["install", tool.package, "--version", version, "--locked", "--debug"])
            .args(tool.options)
            .arg("--root")
            .arg(folder)
            .env("CARGO_TARGET_DIR", &scratch)
            // They run for seconds and are built in minutes, so that only what reads and writes wasm is optimised.
            .args(OPTIMISED.iter().flat_map(|package| ["--config".to_owned(), optimised(package)]))
            .env("CARGO_PROFILE_DEV_DEBUG", "false")
            // Without this, cargo would advise to put that folder on PATH.
            .env("PATH", path_with(&[&folder.join("bin")])?)
            .env_remove("CARGO_BUILD_TARGET")
            // It runs outside of the checkout, so that the checkout's cargo configuration does not apply.
            .current_dir(&ws.cache));
        remove(&scratch)?;
        done
    })?;
    Ok(folder.join("bin"))
}

fn cached<'a>(tool: &Crate, version: &str) -> Tool<'a> {
    Tool {
        folder: format!("{}-{version}", tool.name),
        marker: Path::new("bin").join(format!("{}{EXE_SUFFIX}", tool.marker)),
        title: format!("{} {version}", tool.name),
        takes: "about 2 minutes",
    }
}

/// The folder on PATH that has the very version of a tool.
fn installed(tool: &Crate, version: &str) -> Option<PathBuf> {
    let program = which(tool.program)?;
    let folder = program.parent()?.to_owned();
    let marker = folder.join(format!("{}{EXE_SUFFIX}", tool.marker));
    let said = output(Command::new(&program).arg("--version")).ok()?;
    (marker.is_file() && said.split_whitespace().nth(1) == Some(version)).then_some(folder)
}
