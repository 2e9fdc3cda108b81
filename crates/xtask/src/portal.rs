//! The web build: the one for `start`, with a single wasm file, and the one that ships, in parts.
//!
//! Both run at most once per command. The build that ships ([`shipped`]) is compiled and split by [`split`], optimised
//! by [`shrink`], packed into few files by [`pack`] and renamed by [`names`]; Trunk, which cannot split code, handles
//! the rest of index.html. The build for `start` does without all that, Trunk included ([`plain`]): building Trunk takes
//! longer than everything else that somebody waits for who starts the portal for the first time.

mod names;
mod pack;
mod page;
mod plain;
mod shrink;
mod split;
mod style;
mod trusted;

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result};

use self::names::Code;
pub use self::shrink::shrink;
pub use self::style::bundle as bundle_styles;
use crate::run::{cargo, run, say};
use crate::tools;
use crate::workspace::{WASM, Workspace};

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
        run(cargo()
            .args(["build", "--package", "portal", "--bin", "portal", "--profile", "start", "--target", WASM])
            .current_dir(&ws.root))?;
        let folder = ws.target.join("portal-code");
        emptied(&folder)?;
        run(Command::new(wasm_bindgen.join(program("wasm-bindgen")))
            .args(["--target", "web", "--no-typescript", "--omit-default-module-path", "--out-dir"])
            .arg(&folder)
            .arg(ws.target.join(WASM).join("start").join("portal.wasm")))?;
        let code = names::named(read(&folder)?)?;
        emptied(&dist)?;
        write(&code, &dist)?;
        plain::finish(&ws.root, &page::with_code(&page_source(ws)?, &code, "")?, &dist)
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
        let html = page_source(ws)?;
        // The bundled styles are below the checkout too, wherever cargo builds.
        let folder = ws.root.join("target").join("portal-page");
        fs::create_dir_all(&folder)?;
        let page = folder.join("index.html");
        fs::write(&page, page::with_code(&html, &code, "../../")?)?;
        // Without this, Trunk warns that there is no Rust for it to build.
        run(trunk(ws, &dist)?.arg(&page).env("RUST_LOG", "error"))?;
        write(&code, &dist)
    })?;
    Ok(dist)
}

fn page_source(ws: &Workspace) -> Result<String> {
    let html = ws.root.join("index.html");
    fs::read_to_string(&html).with_context(|| format!("cannot read {}", html.display()))
}

/// The files that wasm-bindgen has written to a folder.
fn read(folder: &Path) -> Result<Vec<File>> {
    let file = |path: &PathBuf| {
        let name = path.to_str().filter(|name| !name.contains(['/', '\\']));
        // wasm-bindgen makes folders for the JavaScript of crates. If there were any, `names` would have to handle
        // them.
        let name = name.with_context(|| format!("{} is in a folder, which nothing here expects", path.display()))?;
        Ok(File { name: name.to_owned(), bytes: fs::read(folder.join(path))? })
    };
    files_in(folder)?.iter().map(file).collect()
}

/// A folder with nothing in it.
fn emptied(folder: &Path) -> Result<()> {
    if folder.exists() {
        fs::remove_dir_all(folder).with_context(|| format!("cannot remove {}", folder.display()))?;
    }
    fs::create_dir_all(folder).with_context(|| format!("cannot make {}", folder.display()))
}

fn write(code: &Code, dist: &Path) -> Result<()> {
    for File { name, bytes } in &code.files {
        let file = dist.join(name);
        fs::write(&file, bytes).with_context(|| format!("cannot write {}", file.display()))?;
    }
    Ok(())
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
