//! Makes wasm smaller.
//!
//! wasm-opt runs here and not from index.html (`data-wasm-opt`), because Trunk would then run it for `start` too, which
//! needs no Node.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};

use super::File;
use crate::digest;
use crate::run::{self, say};
use crate::tools;
use crate::workspace::Workspace;

/// For size, with what rustc's output uses. The second and third round find what the first made equal.
const OPTIONS: [&str; 14] = [
    // What a browser has no use for.
    "--strip-debug",
    "--strip-producers",
    "--strip-target-features",
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

/// Does so with all wasm among the files.
pub fn shrink(ws: &Workspace, files: &mut [File]) -> Result<()> {
    let folder = ws.target.join("wasm-opt");
    fs::create_dir_all(&folder)?;
    let mut made = Vec::new();
    for file in files.iter_mut().filter(|file| file.name.ends_with(".wasm")) {
        let place = optimised(ws, &folder, file)?;
        file.bytes = fs::read(&place).with_context(|| format!("cannot read {}", place.display()))?;
        made.push(place);
    }
    // Only the latest are worth keeping.
    for entry in fs::read_dir(&folder)? {
        let entry = entry?.path();
        if entry.is_file() && !made.contains(&entry) {
            fs::remove_file(entry)?;
        }
    }
    Ok(())
}

/// Runs wasm-opt, or takes what it made of the same bytes before; where that is.
fn optimised(ws: &Workspace, folder: &Path, file: &File) -> Result<PathBuf> {
    let options = OPTIONS.concat();
    let recipe = [file.bytes.as_slice(), tools::WASM_OPT.as_bytes(), options.as_bytes()].concat();
    let made = folder.join(format!("{}.wasm", digest::short_hex(&recipe)));
    if !made.is_file() {
        say(format!("Making {} smaller …", file.name));
        let input = folder.join("input");
        let output = folder.join("output");
        fs::write(&input, &file.bytes)?;
        let mut wasm_opt = tools::wasm_opt(ws)?;
        // It warns of an empty list of names that the splitter leaves in each part; where it fails, all it said is told.
        run::output(wasm_opt.args(OPTIONS).arg(&input).arg("-o").arg(&output))?;
        fs::rename(&output, &made)?;
        fs::remove_file(&input)?;
    }
    Ok(made)
}
