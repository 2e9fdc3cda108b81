//! Makes the wasm of a built portal smaller, and lets index.html load the result.
//!
//! wasm-opt runs here and not from index.html (`data-wasm-opt`), because Trunk would then run it
//! for `start` too, which needs no Node. The wasm's name changes with its content, so that a
//! browser that keeps hashed files for good never mixes two builds.

use std::fs;
use std::path::Path;

use anyhow::{Context, Result};

use super::{edit_page, page, wasm_in};
use crate::digest;
use crate::run::{run, say};
use crate::tools;
use crate::workspace::Workspace;

/// For size, with what rustc's output uses. The second and third round find what the first made equal.
const OPTIONS: [&str; 11] = [
    "-Oz",
    "--flatten",
    "--rereloop",
    "-Oz",
    "-Oz",
    "--enable-bulk-memory",
    "--enable-nontrapping-float-to-int",
    "--enable-sign-ext",
    "--enable-mutable-globals",
    "--enable-reference-types",
    "--enable-multivalue",
];

/// Does so in `dist`, a built portal's folder.
pub fn shrink(ws: &Workspace, dist: &Path) -> Result<()> {
    let old_name = wasm_in(dist)?;
    let old = dist.join(&old_name);
    let wasm = optimise(ws, &fs::read(&old)?)?;
    let new_name = page::with_hash(&old_name, &digest::short_hex(&wasm));
    fs::remove_file(&old)?;
    fs::write(dist.join(&new_name), &wasm)?;
    edit_page(dist, |html| page::with_file(html, &old_name, &new_name))
}

/// Runs wasm-opt, or takes what it made of the same bytes before.
fn optimise(ws: &Workspace, wasm: &[u8]) -> Result<Vec<u8>> {
    let options = OPTIONS.concat();
    let recipe = [wasm, tools::WASM_OPT.as_bytes(), options.as_bytes()].concat();
    let folder = ws.target.join("wasm-opt");
    let made = folder.join(format!("{}.wasm", digest::short_hex(&recipe)));
    if !made.is_file() {
        say("Making the wasm smaller …");
        // Only the latest is worth keeping.
        if folder.is_dir() {
            fs::remove_dir_all(&folder)?;
        }
        fs::create_dir_all(&folder)?;
        let input = folder.join("input");
        let output = folder.join("output");
        fs::write(&input, wasm)?;
        let mut wasm_opt = tools::wasm_opt(ws)?;
        run(wasm_opt.args(OPTIONS).arg(&input).arg("-o").arg(&output))?;
        fs::rename(&output, &made)?;
        fs::remove_file(&input)?;
    }
    fs::read(&made).with_context(|| format!("cannot read {}", made.display()))
}
