//! Tools that are npm packages. Only `size`, `dist`, the end-to-end tests and `bench` need them; `start` does not.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result};

use super::cache::Tool;
use super::{AXE_CORE, FONTS, WASM_OPT};
use crate::digest;
use crate::run::{run, which};
use crate::workspace::Workspace;

const REMEDY: &str = "is not on PATH: install Node.js 20 or newer (it brings npm)";

/// The program wasm-opt, ready for its arguments.
pub fn wasm_opt(ws: &Workspace) -> Result<Command> {
    // The package contains it as a script; started through Node.js, it needs no shell on any system.
    let node = which("node").with_context(|| format!("wasm-opt needs Node.js; `node` {REMEDY}"))?;
    let script = package(ws, "binaryen", WASM_OPT, "bin/wasm-opt", "binaryen-132")?;
    let mut command = Command::new(node);
    command.arg(script);
    Ok(command)
}

/// The script `axe.min.js`, which the end-to-end tests run in each page.
pub fn axe_core(ws: &Workspace) -> Result<PathBuf> {
    let folder = format!("axe-core-{AXE_CORE}");
    package(ws, "axe-core", AXE_CORE, "axe.min.js", &folder)
}

/// The folder with the fonts (DejaVu, under a free licence) that the end-to-end tests give the browser.
pub fn fonts(ws: &Workspace) -> Result<PathBuf> {
    let folder = format!("dejavu-fonts-ttf-{FONTS}");
    let font = package(ws, "dejavu-fonts-ttf", FONTS, "ttf/DejaVuSans.ttf", &folder)?;
    Ok(font.parent().map(Path::to_owned).unwrap_or(font))
}

/// Installs the packages of a package.json and returns their folder `node_modules`.
pub fn of_manifest(ws: &Workspace, title: &str, manifest: &Path) -> Result<PathBuf> {
    let text = fs::read(manifest).with_context(|| format!("cannot read {}", manifest.display()))?;
    let modules = Path::new("node_modules");
    let tool = Tool {
        // Another package.json gets another folder.
        folder: format!("{title}-{}", digest::short_hex(&text)),
        // npm writes this file last.
        marker: modules.join(".package-lock.json"),
        title: title.to_owned(),
        takes: "some seconds",
    };
    let place = tool.ensure(ws, |folder| {
        let npm = which("npm").with_context(|| format!("{title} comes from npm; `npm` {REMEDY}"))?;
        fs::write(folder.join("package.json"), text)?;
        run(Command::new(npm)
            .args(["install", "--ignore-scripts", "--no-audit", "--no-fund", "--prefix"])
            .arg(folder)
            .current_dir(folder))
    })?;
    Ok(place.join(modules))
}

/// Installs a single package into a folder of its own and returns one of its files.
fn package(ws: &Workspace, name: &str, version: &str, file: &str, folder: &str) -> Result<PathBuf> {
    let file: PathBuf = Path::new("node_modules").join(name).join(file);
    let tool = Tool {
        folder: folder.to_owned(),
        marker: file.clone(),
        title: format!("{name} {version}"),
        takes: "some seconds",
    };
    let place = tool.ensure(ws, |folder| {
        let npm = which("npm").with_context(|| format!("{name} comes from npm; `npm` {REMEDY}"))?;
        run(Command::new(npm)
            .args(["install", &format!("{name}@{version}"), "--save-exact"])
            // The scripts of the package are not needed, so they are not run.
            .args(["--ignore-scripts", "--no-audit", "--no-fund", "--prefix"])
            .arg(folder)
            .current_dir(folder))
    })?;
    Ok(place.join(file))
}
