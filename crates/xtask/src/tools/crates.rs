//! Tools that cargo builds from their published source, pinned by version and their own lock file.

use std::path::{Path, PathBuf};

use anyhow::Result;

use super::TRUNK;
use super::cache::{Tool, remove};
use crate::run::{cargo, path_with, run};
use crate::workspace::Workspace;

/// The folder of Trunk's program.
pub fn trunk(ws: &Workspace) -> Result<PathBuf> {
    // A debug build without TLS and update check: its own work is small, and it downloads nothing.
    let options = ["--no-default-features", "--debug"];
    build(ws, "trunk", TRUNK, "trunk", &options, "about 3 minutes")
}

/// The folder of wasm-bindgen's programs, of the very version that Cargo.lock gives the library:
/// any other refuses the library's output.
pub fn wasm_bindgen(ws: &Workspace) -> Result<PathBuf> {
    let version = ws.locked_version("wasm-bindgen")?;
    let program = "wasm-bindgen-test-runner";
    build(ws, "wasm-bindgen", &version, program, &[], "about 3 minutes")
}

fn build(ws: &Workspace, name: &str, version: &str, program: &str, options: &[&str], takes: &str) -> Result<PathBuf> {
    let tool = Tool {
        folder: format!("{name}-{version}"),
        marker: Path::new("bin").join(format!("{program}{}", std::env::consts::EXE_SUFFIX)),
        title: format!("{name} {version}"),
        takes,
    };
    // What is published under another name than the program's.
    let package = match name {
        "wasm-bindgen" => "wasm-bindgen-cli",
        other => other,
    };
    let place = tool.ensure(ws, |folder| {
        let scratch = ws.cache.join("build").join(&tool.folder);
        let done = run(cargo()
            .args(["install", package, "--version", version, "--locked"])
            .args(options)
            .arg("--root")
            .arg(folder)
            .env("CARGO_TARGET_DIR", &scratch)
            // Or cargo advises to put that folder there.
            .env("PATH", path_with(&[&folder.join("bin")])?)
            .env_remove("CARGO_BUILD_TARGET")
            // Outside the checkout, so that its cargo configuration does not count.
            .current_dir(&ws.cache));
        remove(&scratch)?;
        done
    })?;
    Ok(place.join("bin"))
}
