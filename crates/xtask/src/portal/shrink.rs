//! Makes wasm smaller.
//!
//! wasm-opt runs here and not from index.html (`data-wasm-opt`), because Trunk would then run it for `start` too, which
//! needs no Node.

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

/// Does so with all wasm among the files, several at a time: one wasm-opt uses one core.
pub fn shrink(ws: &Workspace, files: &mut [File]) -> Result<()> {
    let folder = ws.target.join("wasm-opt");
    fs::create_dir_all(&folder)?;
    let (mut made, mut jobs) = (Vec::new(), Vec::new());
    for (at, file) in files.iter().enumerate().filter(|(_, file)| file.name.ends_with(".wasm")) {
        let place = place_of(&folder, file);
        // What is cut into parts may be the same in two of them.
        if !place.is_file() && made.iter().all(|(_, other)| *other != place) {
            jobs.push(Job { wasm_opt: tools::wasm_opt(ws)?, file, place: place.clone() });
        }
        made.push((at, place));
    }
    // The largest first, taken from the end: the last ones to finish are then short.
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
    // Only the latest are worth keeping.
    for entry in fs::read_dir(&folder)? {
        let entry = entry?.path();
        if entry.is_file() && made.iter().all(|(_, place)| *place != entry) {
            fs::remove_file(entry)?;
        }
    }
    Ok(())
}

/// Where the same bytes are kept once wasm-opt has made them smaller.
fn place_of(folder: &Path, file: &File) -> PathBuf {
    let options = OPTIONS.concat();
    let recipe = [file.bytes.as_slice(), tools::WASM_OPT.as_bytes(), options.as_bytes()].concat();
    folder.join(format!("{}.wasm", digest::short_hex(&recipe)))
}

/// One file that is not yet made smaller.
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
        // It warns of an empty list of names that the splitter leaves in each part; where it fails, all it said is told.
        run::output(self.wasm_opt.args(OPTIONS).arg(&input).arg("-o").arg(&output))?;
        fs::rename(&output, &self.place)?;
        fs::remove_file(&input)?;
        Ok(())
    }
}
