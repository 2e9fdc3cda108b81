//! What is smaller of a file, so that no web server has to compress it for each visitor.

use std::ffi::OsStr;
use std::fs;
use std::io::Write;
use std::path::Path;

use anyhow::{Context, Result};
use flate2::Compression;
use flate2::write::GzEncoder;

use crate::digest;
use crate::portal::files_in;
use crate::workspace::Workspace;

/// The kinds of files that become smaller. Both web servers name these for what they send compressed.
const TEXT: [&str; 5] = ["css", "js", "json", "svg", "wasm"];
/// Files that an administrator edits or copies. A compressed one beside them would still have the old text.
const EDITED: [&str; 2] = ["config.json", "config.example.json"];
/// The size in bytes below which compression is not worthwhile.
const WORTH_IT: usize = 1024;

/// Writes `.br` and `.gz` beside the files of a folder.
pub fn beside(ws: &Workspace, folder: &Path) -> Result<()> {
    for file in files_in(folder)?.into_iter().filter(|file| is_compressed(file)) {
        let file = folder.join(file);
        let bytes = fs::read(&file).with_context(|| format!("cannot read {}", file.display()))?;
        if bytes.len() < WORTH_IT {
            continue;
        }
        for (ending, smaller) in [("br", brotli(ws, &bytes)?), ("gz", gzip(&bytes)?)] {
            if smaller.len() < bytes.len() {
                let file = file.with_added_extension(ending);
                fs::write(&file, smaller).with_context(|| format!("cannot write {}", file.display()))?;
            }
        }
    }
    Ok(())
}

/// The bytes in Brotli at its best. It takes its time, so every result is kept in the target folder.
pub fn brotli(ws: &Workspace, bytes: &[u8]) -> Result<Vec<u8>> {
    let folder = ws.target.join("brotli");
    let kept = folder.join(format!("{}.br", digest::short_hex(bytes)));
    if let Ok(known) = fs::read(&kept) {
        return Ok(known);
    }
    let smaller = digest::brotli(bytes)?;
    fs::create_dir_all(&folder)?;
    // Under its name there is never half of it.
    let unfinished = kept.with_extension(format!("{}", std::process::id()));
    fs::write(&unfinished, &smaller)?;
    fs::rename(&unfinished, &kept)?;
    Ok(smaller)
}

fn gzip(bytes: &[u8]) -> Result<Vec<u8>> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::best());
    encoder.write_all(bytes)?;
    Ok(encoder.finish()?)
}

fn is_compressed(file: &Path) -> bool {
    let ending = file.extension().and_then(OsStr::to_str);
    let name = file.file_name().and_then(OsStr::to_str);
    ending.is_some_and(|ending| TEXT.contains(&ending)) && name.is_some_and(|name| !EDITED.contains(&name))
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::Read;

    #[test]
    fn what_an_administrator_edits_is_not_compressed() {
        let compressed = |name: &str| is_compressed(Path::new(name));
        assert!(compressed("portal/portal-1_bg.wasm") && compressed("portal/config.schema.json"));
        for name in ["config.json", "config.example.json", "index.html", "web.config", "portal.js.br"] {
            assert!(!compressed(name), "{name}");
        }
    }

    #[test]
    fn gzip_has_no_time_in_it_and_can_be_read_again() {
        let text = "a rule is text until someone edits it; ".repeat(50);
        let small = gzip(text.as_bytes()).unwrap();
        // RFC 1952: four bytes from the fifth on are the time of the file, none of which is known.
        assert_eq!(small[4..8], [0; 4]);
        let mut again = String::new();
        flate2::read::GzDecoder::new(small.as_slice()).read_to_string(&mut again).unwrap();
        assert_eq!(again, text);
    }

    #[test]
    fn brotli_is_made_once() {
        let mut ws = Workspace::locate().unwrap();
        ws.target = std::env::temp_dir().join(format!("xtask-brotli-{}", std::process::id()));
        let text = "wasm ".repeat(500);
        let first = brotli(&ws, text.as_bytes()).unwrap();
        let kept: Vec<_> = files_in(&ws.target).unwrap();
        assert_eq!(kept.len(), 1);
        fs::write(ws.target.join(&kept[0]), "known").unwrap();
        assert_eq!(brotli(&ws, text.as_bytes()).unwrap(), b"known");
        assert!(first.len() < text.len());
        fs::remove_dir_all(&ws.target).unwrap();
    }
}
