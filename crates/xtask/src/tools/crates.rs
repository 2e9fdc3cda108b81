//! Tools that cargo builds from their published source, pinned by version and by their own lock files.

use std::path::{Path, PathBuf};

use anyhow::Result;

use super::TRUNK;
use super::cache::{Tool, remove};
use crate::run::{cargo, path_with, run};
use crate::workspace::Workspace;

/// The folder of the program Trunk.
pub fn trunk(ws: &Workspace) -> Result<PathBuf> {
    // A debug build without TLS and update check suffices: Trunk itself does little work, and it downloads nothing.
    let options = ["--no-default-features", "--debug"];
    build(ws, "trunk", TRUNK, "trunk", &options, "about 3 minutes")
}

/// The folder of wasm-bindgen's programs, in the version that Cargo.lock has for the library: the output of the library
/// can only be read by the same version.
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
    // The package on crates.io has another name.
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
            // Without this, cargo would advise to put that folder on PATH.
            .env("PATH", path_with(&[&folder.join("bin")])?)
            .env_remove("CARGO_BUILD_TARGET")
            // It runs outside of the checkout, so that the checkout's cargo configuration does not apply.
            .current_dir(&ws.cache));
        remove(&scratch)?;
        done
    })?;
    Ok(place.join("bin"))
}
