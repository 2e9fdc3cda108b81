//! Packs code that several parts share into few files.
//!
//! The splitter makes a chunk for every combination of parts that share code: a dozen of them for five parts, most of a
//! few kilobytes. The small ones are packed into one file, which is loaded with the first part that needs any of them:
//! one request instead of ten, and Brotli compresses them together.

use anyhow::{Context, Result, ensure};

use super::File;
use super::split::LOADER;

/// A chunk of at least this many bytes is a file of its own, so that not every part has to wait for it.
const LARGE: usize = 32 * 1024;
/// The file with the small chunks, one after the other. It ends in `wasm`, so that every web server that serves the
/// other wasm files serves it too.
const PACKED: &str = "portal-chunks.wasm";
/// The script that takes a chunk out of the file.
const PIECE: &str = include_str!("../../templates/pieces.js");

/// Packs the small chunks among the files of the portal.
pub fn pack(files: Vec<File>) -> Result<Vec<File>> {
    let is_small = |file: &File| file.name.starts_with("chunk_") && file.bytes.len() < LARGE;
    let (small, mut files): (Vec<_>, Vec<_>) = files.into_iter().partition(is_small);
    if small.is_empty() {
        return Ok(files);
    }
    let loader = files.iter_mut().find(|file| file.name == LOADER).with_context(|| format!("there is no {LOADER}"))?;
    let mut text =
        String::from_utf8(std::mem::take(&mut loader.bytes)).with_context(|| format!("{LOADER} is no text"))?;
    let mut packed = Vec::new();
    for File { name, bytes } in small {
        let fetch = format!("fetch(new URL(\"./{name}\", import.meta.url))");
        let times = text.matches(&fetch).count();
        ensure!(times == 1, "{LOADER} fetches {name} {times} times: has the splitter changed what it writes?");
        let from = packed.len();
        packed.extend(bytes);
        text = text.replace(&fetch, &format!("piece({from}, {})", packed.len()));
    }
    loader.bytes = (text + PIECE).into_bytes();
    files.push(File { name: PACKED.to_owned(), bytes: packed });
    Ok(files)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn file(name: &str, bytes: &[u8]) -> File {
        File { name: name.to_owned(), bytes: bytes.to_vec() }
    }

    fn loader(names: &[&str]) -> File {
        let fetch = |name: &&str| format!("const src = fetch(new URL(\"./{name}\", import.meta.url));\n");
        file(LOADER, names.iter().map(fetch).collect::<String>().as_bytes())
    }

    #[test]
    fn small_chunks_become_one_file_and_large_ones_stay() {
        let names = ["chunk_3.wasm", "chunk_4.wasm", "chunk_5.wasm", "split_a.wasm"];
        let large = vec![7; LARGE];
        let files = vec![
            loader(&names),
            file(names[0], b"abc"),
            file(names[1], &large),
            file(names[2], b"de"),
            file(names[3], b"a"),
        ];
        let packed = pack(files).unwrap();
        let left: Vec<_> = packed.iter().map(|file| file.name.as_str()).collect();
        assert_eq!(left, [LOADER, "chunk_4.wasm", "split_a.wasm", PACKED]);
        assert_eq!(packed[3].bytes, b"abcde");
        let text = std::str::from_utf8(&packed[0].bytes).unwrap();
        assert!(text.contains("const src = piece(0, 3);\n") && text.contains("const src = piece(3, 5);\n"), "{text}");
        assert!(text.contains("\"./chunk_4.wasm\"") && text.contains("\"./split_a.wasm\""), "{text}");
        assert!(text.contains("async function piece(") && text.contains(&format!("new URL(\"./{PACKED}\"")), "{text}");
    }

    #[test]
    fn without_small_chunks_nothing_changes() {
        let packed = pack(vec![loader(&["split_a.wasm"]), file("split_a.wasm", b"a")]).unwrap();
        assert_eq!(packed.len(), 2);
        assert!(!String::from_utf8_lossy(&packed[0].bytes).contains("piece"));
    }

    #[test]
    fn a_chunk_that_the_loader_does_not_fetch_is_a_mistake() {
        let error = pack(vec![loader(&[]), file("chunk_3.wasm", b"abc")]).map(drop).unwrap_err().to_string();
        assert!(error.contains("fetches chunk_3.wasm 0 times"), "{error}");
    }
}
