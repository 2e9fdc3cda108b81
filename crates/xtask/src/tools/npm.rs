//! Tools that are npm packages. Only `size`, `dist`, the end-to-end tests and `bench` need them; `start` does not.
//!
//! Each has a folder with a `package.json` and the `package-lock.json` that npm wrote for it, which has the hash of
//! every file that may be installed: `npm install --package-lock-only --omit-lockfile-registry-resolved` in that folder
//! writes it anew after a change of a version.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, ensure};

use super::cache::Tool;
use crate::digest;
use crate::run::{output, run, which};
use crate::workspace::Workspace;

const REMEDY: &str = "is not on PATH: install Node.js 20 or newer (it brings npm)";
/// The two files of a tool.
const MANIFEST: &str = "package.json";
const LOCK: &str = "package-lock.json";

/// Node.js, in a version with which all packages run.
pub fn node() -> Result<PathBuf> {
    let node = which("node").with_context(|| format!("`node` {REMEDY}"))?;
    let version = output(Command::new(&node).arg("--version"))?;
    let major = version.trim().trim_start_matches('v').split('.').next().and_then(|major| major.parse::<u32>().ok());
    ensure!(
        major.is_some_and(|major| major >= 20),
        "Node.js {} is too old: install version 20 or newer",
        version.trim()
    );
    Ok(node)
}

/// What is installed as wasm-opt: its output may differ with every version.
pub const WASM_OPT: &str = include_str!("../../npm/binaryen/package-lock.json");

/// The program wasm-opt, ready for its arguments.
pub fn wasm_opt(ws: &Workspace) -> Result<Command> {
    // The package contains it as a script; started through Node.js, it needs no shell on any system.
    let mut command = Command::new(node()?);
    command.arg(ours(ws, "binaryen")?.join("bin").join("wasm-opt"));
    Ok(command)
}

/// The script `axe.min.js`, which the end-to-end tests run in each page.
pub fn axe_core(ws: &Workspace) -> Result<PathBuf> {
    Ok(ours(ws, "axe-core")?.join("axe.min.js"))
}

/// The folder with the fonts (DejaVu, under a free licence) that the end-to-end tests give the browser.
pub fn fonts(ws: &Workspace) -> Result<PathBuf> {
    Ok(ours(ws, "dejavu-fonts-ttf")?.join("ttf"))
}

/// The folder of the OpenID Connect provider at which one journey signs in.
pub fn oidc_provider(ws: &Workspace) -> Result<PathBuf> {
    ours(ws, "oidc-provider")
}

/// Installs a package of `crates/xtask/npm` and returns its folder.
fn ours(ws: &Workspace, name: &str) -> Result<PathBuf> {
    let folder = ws.root.join("crates").join("xtask").join("npm").join(name);
    Ok(node_modules(ws, name, &folder)?.join(name))
}

/// Installs exactly what the two files of a folder say, and returns the folder `node_modules`.
pub fn node_modules(ws: &Workspace, title: &str, folder: &Path) -> Result<PathBuf> {
    let read = |name: &str| {
        let file = folder.join(name);
        fs::read(&file).with_context(|| format!("cannot read {}", file.display()))
    };
    let files = [(MANIFEST, read(MANIFEST)?), (LOCK, read(LOCK)?)];
    let modules = Path::new("node_modules");
    let tool = Tool {
        // Other files get another folder.
        folder: format!("{title}-{}", digest::short_hex(&files.each_ref().map(|(_, text)| text.as_slice()).concat())),
        // npm writes this file last.
        marker: modules.join(".package-lock.json"),
        title: title.to_owned(),
        takes: "some seconds",
    };
    let place = tool.ensure(ws, |folder| {
        let npm = which("npm").with_context(|| format!("{title} comes from npm; `npm` {REMEDY}"))?;
        for (name, text) in files {
            fs::write(folder.join(name), text)?;
        }
        // The scripts of the packages are not needed, so they are not run.
        run(Command::new(npm)
            .args(["ci", "--ignore-scripts", "--no-audit", "--no-fund", "--prefix"])
            .arg(folder)
            .current_dir(folder))
    })?;
    Ok(place.join(modules))
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::Value;

    #[test]
    fn every_package_has_a_version_and_a_hash_and_names_no_registry() {
        let ws = Workspace::locate().unwrap();
        let ours = fs::read_dir(ws.root.join("crates").join("xtask").join("npm")).unwrap();
        let bench = ["pages", "pages/lists"].map(|folder| ws.root.join("bench").join(folder));
        let folders = ours.map(|entry| entry.unwrap().path()).chain(bench);
        for folder in folders {
            let lock: Value = serde_json::from_slice(&fs::read(folder.join(LOCK)).unwrap()).unwrap();
            let packages = lock["packages"].as_object().unwrap().iter().filter(|(place, _)| !place.is_empty());
            assert!(packages.clone().count() > 0, "{}", folder.display());
            for (place, package) in packages {
                assert!(package["integrity"].as_str().is_some_and(|hash| hash.starts_with("sha512-")), "{place}");
                assert!(package["version"].is_string() && package.get("resolved").is_none(), "{place}");
            }
        }
    }
}
