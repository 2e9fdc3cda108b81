//! The web build: Trunk's build for `start`, with a single wasm file, and the build that ships, in parts.
//!
//! Both run at most once per command. The build that ships ([`shipped`]) is compiled and split by [`split`], optimised
//! by [`shrink`], packed into few files by [`pack`] and renamed by [`names`]; Trunk, which cannot split code, handles
//! the rest of index.html. The build for `start` does without all that, so that it is quick and needs no Node.js.

mod names;
mod pack;
mod page;
mod shrink;
mod split;
mod style;

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, bail};

pub use self::shrink::shrink;
pub use self::style::bundle as bundle_styles;
use crate::run::{path_with, run, say};
use crate::tools;
use crate::workspace::Workspace;

/// A file of the portal's code.
pub struct File {
    pub name: String,
    pub bytes: Vec<u8>,
}

/// Builds the portal with the cargo profile `start`, and returns the folder to serve.
pub fn build(ws: &Workspace) -> Result<PathBuf> {
    let dist = ws.target.join("portal-dist");
    ws.once("portal", || {
        tools::wasm_target(ws)?;
        let wasm_bindgen = tools::wasm_bindgen(ws)?;
        style::bundle(ws)?;
        say("Building the portal (the first time some minutes) …");
        // The profile makes it a release build: Trunk's own "release" would add wasm-opt, which Trunk would download.
        // There is no `--offline`, because cargo would inherit it and could not fetch crates. Trunk downloads nothing:
        // the wasm-bindgen that it uses is on PATH.
        let mut trunk = trunk(ws, &dist)?;
        run(trunk
            .args(["--quiet", "--cargo-profile", "start"])
            .env_remove("RUST_LOG")
            .env("PATH", path_with(&[&wasm_bindgen])?))?;
        let wasm = fs::read(dist.join(wasm_in(&dist)?))?;
        edit_page(&dist, |html| page::without_integrity(html, &wasm))
    })?;
    Ok(dist)
}

/// Builds the portal as it ships, in parts and as small as possible, and returns the folder.
pub fn shipped(ws: &Workspace) -> Result<PathBuf> {
    let dist = ws.target.join("portal-shipped");
    ws.once("shipped portal", || {
        let mut files = split::split(ws)?;
        shrink::shrink(ws, &mut files)?;
        let code = names::named(pack::pack(files)?)?;
        style::bundle(ws)?;
        let html = ws.root.join("index.html");
        let html = fs::read_to_string(&html).with_context(|| format!("cannot read {}", html.display()))?;
        // The bundled styles are below the checkout too, wherever cargo builds.
        let folder = ws.root.join("target").join("portal-page");
        fs::create_dir_all(&folder)?;
        let page = folder.join("index.html");
        fs::write(&page, page::with_code(&html, &code, "../../")?)?;
        // Without this, Trunk warns that there is no Rust for it to build.
        run(trunk(ws, &dist)?.arg(&page).env("RUST_LOG", "error"))?;
        for File { name, bytes } in &code.files {
            let file = dist.join(name);
            fs::write(&file, bytes).with_context(|| format!("cannot write {}", file.display()))?;
        }
        Ok(())
    })?;
    Ok(dist)
}

/// Trunk, ready to build into a folder.
fn trunk(ws: &Workspace, dist: &Path) -> Result<Command> {
    let mut command = Command::new(tools::trunk(ws)?.join(program("trunk")));
    command
        .args(["build", "--release=false", "--dist"])
        .arg(dist)
        .env("TRUNK_SKIP_VERSION_CHECK", "true")
        // Trunk 0.21 rejects NO_COLOR=1; it writes no colours into a file anyway.
        .env_remove("NO_COLOR")
        // Cargo has already reported the error; a backtrace of Trunk would not help.
        .env("RUST_BACKTRACE", "0")
        .current_dir(&ws.root);
    Ok(command)
}

/// The name of the portal's only wasm file.
fn wasm_in(dist: &Path) -> Result<String> {
    let files = files_in(dist)?;
    let mut wasm = files.iter().filter_map(|file| file.to_str()).filter(|name| name.ends_with(".wasm"));
    match (wasm.next(), wasm.next()) {
        (Some(one), None) => Ok(one.to_owned()),
        _ => bail!("expected one wasm file in {}: {files:?}", dist.display()),
    }
}

fn edit_page(dist: &Path, edit: impl FnOnce(&str) -> Result<String>) -> Result<()> {
    let file = dist.join("index.html");
    let html = fs::read_to_string(&file).with_context(|| format!("cannot read {}", file.display()))?;
    fs::write(&file, edit(&html)?).with_context(|| format!("cannot write {}", file.display()))
}

/// Every file in a folder and below it, as sorted paths relative to it.
pub fn files_in(folder: &Path) -> Result<Vec<PathBuf>> {
    let mut files = Vec::new();
    let mut folders = vec![folder.to_path_buf()];
    while let Some(next) = folders.pop() {
        let entries = fs::read_dir(&next).with_context(|| format!("cannot read {}", next.display()))?;
        for entry in entries {
            let path = entry?.path();
            if path.is_dir() {
                folders.push(path);
            } else {
                files.push(path.strip_prefix(folder)?.to_path_buf());
            }
        }
    }
    files.sort();
    Ok(files)
}

/// Makes `to` a copy of `from`; its previous content is deleted.
pub fn replace_folder(from: &Path, to: &Path) -> Result<()> {
    if to.exists() {
        fs::remove_dir_all(to).with_context(|| format!("cannot remove {}", to.display()))?;
    }
    for file in files_in(from)? {
        let copy = to.join(&file);
        if let Some(folder) = copy.parent() {
            fs::create_dir_all(folder)?;
        }
        fs::copy(from.join(&file), &copy).with_context(|| format!("cannot write {}", copy.display()))?;
    }
    Ok(())
}

fn program(name: &str) -> String {
    format!("{name}{}", std::env::consts::EXE_SUFFIX)
}
