//! What the compiler needs: the wasm target, the lints, and a C compiler for the bundled SQLite.

use std::path::Path;
use std::process::Command;

use anyhow::{Context, Result};

use super::apt;
use crate::run::{cargo, output, run, say, succeeds, which};
use crate::workspace::{WASM, Workspace};

/// Adds the target wasm32-unknown-unknown to the current toolchain if it is missing.
pub fn wasm_target(ws: &Workspace) -> Result<()> {
    ws.once("wasm target", || {
        let libraries =
            output(Command::new("rustc").args(["--print", "target-libdir", "--target", WASM]).current_dir(&ws.root))?;
        if Path::new(libraries.trim()).is_dir() {
            return Ok(());
        }
        say(format!("Installing the target {WASM} (once, some seconds) …"));
        run(rustup(ws)?.args(["target", "add", WASM]))
    })
}

/// Adds rustfmt and clippy to the current toolchain if they are missing.
pub fn lints(ws: &Workspace) -> Result<()> {
    for (command, component) in [("fmt", "rustfmt"), ("clippy", "clippy")] {
        if !succeeds(cargo().args([command, "--version"]).current_dir(&ws.root)) {
            say(format!("Installing {component} (once, some seconds) …"));
            run(rustup(ws)?.args(["component", "add", component]))?;
        }
    }
    Ok(())
}

/// Makes sure that there is a C compiler, with which the SQLite of the embedded Data Service is compiled.
pub fn c_compiler() -> Result<()> {
    let there = cfg!(windows) || std::env::var_os("CC").is_some() || which("cc").is_some();
    if there {
        return Ok(());
    }
    let lacking = "a C compiler (`cc`), with which the embedded SQLite is built";
    apt::install(&["gcc", "libc6-dev"], lacking, "some seconds")
}

fn rustup(ws: &Workspace) -> Result<Command> {
    let rustup = which("rustup")
        .context("rustup is not on PATH: install it, or add to this Rust toolchain what is named above")?;
    let mut command = Command::new(rustup);
    command.current_dir(&ws.root);
    Ok(command)
}
