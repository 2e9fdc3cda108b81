//! Makes the wasm smaller with wasm-opt.
//!
//! It runs here rather than from index.html (`data-wasm-opt`), because Trunk would then also run it for `start`, which
//! should not need Node.js.

use std::fs;
use std::num::NonZero;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::{Mutex, PoisonError};
use std::thread;

use anyhow::{Context, Result, anyhow};

use super::File;
use crate::digest;
use crate::run::{self, say};
use crate::tools;
use crate::workspace::Workspace;

/// Optimises for size, with the WebAssembly features that rustc's output uses. The second and third round find code
/// that the first one made equal.
const OPTIONS: [&str; 14] = [
    // Browsers have no use for these sections.
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

/// Replaces all wasm among the files by smaller versions. Several wasm-opt run at a time, because each uses one core.
pub fn shrink(ws: &Workspace, files: &mut [File]) -> Result<()> {
    let folder = ws.target.join("wasm-opt");
    fs::create_dir_all(&folder)?;
    let (mut made, mut jobs) = (Vec::new(), Vec::new());
    for (at, file) in files.iter().enumerate().filter(|(_, file)| file.name.ends_with(".wasm")) {
        let place = place_of(&folder, file);
        // Two parts may have the same content.
        if !place.is_file() && made.iter().all(|(_, other)| *other != place) {
            jobs.push(Job { wasm_opt: tools::wasm_opt(ws)?, file, place: place.clone() });
        }
        made.push((at, place));
    }
    // The largest files come first (taken from the end), so that the last jobs to finish are short.
    jobs.sort_by_key(|job| job.file.bytes.len());
    let workers = thread::available_parallelism().map_or(1, NonZero::get);
    let jobs = Mutex::new(jobs);
    let next = || jobs.lock().unwrap_or_else(PoisonError::into_inner).pop();
    thread::scope(|scope| {
        let work = || -> Result<()> {
            while let Some(job) = next() {
                job.run()?;
            }
            Ok(())
        };
        let running: Vec<_> = (0..workers).map(|_| scope.spawn(work)).collect();
        running.into_iter().try_for_each(|one| one.join().map_err(|_| anyhow!("making wasm smaller has panicked"))?)
    })?;
    for (at, place) in &made {
        files[*at].bytes = fs::read(place).with_context(|| format!("cannot read {}", place.display()))?;
    }
    // Only the latest results are kept.
    for entry in fs::read_dir(&folder)? {
        let entry = entry?.path();
        if entry.is_file() && made.iter().all(|(_, place)| *place != entry) {
            fs::remove_file(entry)?;
        }
    }
    Ok(())
}

/// Where the result for these bytes is cached.
fn place_of(folder: &Path, file: &File) -> PathBuf {
    let options = OPTIONS.concat();
    let recipe = [file.bytes.as_slice(), tools::WASM_OPT.as_bytes(), options.as_bytes()].concat();
    folder.join(format!("{}.wasm", digest::short_hex(&recipe)))
}

/// A file that wasm-opt still has to process.
struct Job<'a> {
    wasm_opt: Command,
    file: &'a File,
    place: PathBuf,
}

impl Job<'_> {
    fn run(mut self) -> Result<()> {
        say(format!("Making {} smaller …", self.file.name));
        let (input, output) = (self.place.with_extension("input"), self.place.with_extension("output"));
        fs::write(&input, &self.file.bytes)?;
        // wasm-opt warns about an empty list of names that the splitter leaves in each part; its output is only shown
        // if it fails.
        run::output(self.wasm_opt.args(OPTIONS).arg(&input).arg("-o").arg(&output))?;
        fs::rename(&output, &self.place)?;
        fs::remove_file(&input)?;
        Ok(())
    }
}
