//! `size`: measures the portal, file by file: what a person downloads before the first page (the sign-in page) appears,
//! and everything.
//!
//! Which files the first page loads is read from the files themselves ([`loaded`]), so that a new script, style or
//! preload is counted automatically. An end-to-end test compares the result with what a browser loads.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};
use serde_json::Value;

use crate::workspace::Workspace;
use crate::{dist, portal};

/// The limits, kept beside the code so that a review sees when they change.
const BUDGET: &str = include_str!("../size-budget.json");

/// The file that the browser loads first.
const PAGE: &str = "index.html";
/// The file that the portal requests before it shows anything (`src/config.rs`). It is no part of a release; the demo's,
/// which is a long one, stands in for an administrator's.
const ASKED_FOR: &str = "config.json";
const DEMO: &str = "crates/dataservice/assets/config.json";

struct Row {
    name: String,
    first: bool,
    raw: usize,
    brotli: usize,
}

/// Prints the sizes of the shipped portal; it is an error if one is over its budget.
pub fn size(ws: &Workspace) -> Result<()> {
    let rows = measure(ws, &portal::shipped(ws)?)?;
    print!("{}", table(&rows));
    for (what, key, brotli) in [
        ("the first page", "first_page_brotli_bytes", first(&rows)),
        ("everything", "everything_brotli_bytes", all(&rows)),
    ] {
        println!("{}", verdict(what, brotli, budget(BUDGET, key)?)?);
    }
    Ok(())
}

/// The names of the files that the first page loads.
pub fn first_page(ws: &Workspace, dist: &Path) -> Result<Vec<String>> {
    Ok(loaded(&read(ws, dist)?)?.into_iter().map(str::to_owned).collect())
}

fn read(ws: &Workspace, dist: &Path) -> Result<BTreeMap<String, Vec<u8>>> {
    let file = |file: PathBuf| Ok((file.to_string_lossy().replace('\\', "/"), fs::read(dist.join(&file))?));
    let mut files: BTreeMap<_, _> = portal::files_in(dist)?.into_iter().map(file).collect::<Result<_>>()?;
    if !files.contains_key(ASKED_FOR) {
        let demo = fs::read(ws.root.join(DEMO)).with_context(|| format!("cannot read {DEMO}"))?;
        files.insert(ASKED_FOR.to_owned(), demo);
    }
    Ok(files)
}

fn measure(ws: &Workspace, dist: &Path) -> Result<Vec<Row>> {
    let files = read(ws, dist)?;
    let first = loaded(&files)?;
    let row = |(name, bytes): (&String, &Vec<u8>)| -> Result<Row> {
        // A file that does not shrink (an image, a font) is served uncompressed.
        let brotli = dist::brotli(ws, bytes)?.len().min(bytes.len());
        Ok(Row { name: name.clone(), first: first.contains(name.as_str()), raw: bytes.len(), brotli })
    };
    files.iter().map(row).collect()
}

/// What the first page loads: the files that index.html refers to, those that its scripts import and its styles refer
/// to in turn, and the configuration. Parts are not included, because their loader refers to them in calls of `fetch`.
fn loaded(files: &BTreeMap<String, Vec<u8>>) -> Result<BTreeSet<&str>> {
    let mut seen = BTreeSet::new();
    let mut next = vec![PAGE, ASKED_FOR];
    while let Some(name) = next.pop() {
        let (name, bytes) = files.get_key_value(name).with_context(|| format!("the portal has no {name}"))?;
        if !seen.insert(name.as_str()) {
            continue;
        }
        let text = String::from_utf8_lossy(bytes);
        let names = |other: &str| match name.rsplit('.').next() {
            Some("html" | "css") => text.contains(other),
            Some("js") => ["\"", "'"].iter().any(|quote| {
                let file = format!("{quote}./{other}{quote}");
                ["from ", "from", "import ", "import"].iter().any(|before| text.contains(&format!("{before}{file}")))
            }),
            _ => false,
        };
        next.extend(files.keys().map(String::as_str).filter(|other| *other != PAGE && names(other)));
    }
    Ok(seen)
}

fn first(rows: &[Row]) -> usize {
    rows.iter().filter(|row| row.first).map(|row| row.brotli).sum()
}

fn all(rows: &[Row]) -> usize {
    rows.iter().map(|row| row.brotli).sum()
}

/// The files of the first page with their total, then the others, with the total of all.
fn table(rows: &[Row]) -> String {
    let names = rows.iter().map(|row| row.name.chars().count());
    let width = names.max().unwrap_or(0).max("first page".len());
    let line = |name: &str, raw: usize, brotli: usize| format!("{name:width$}  {raw:>10}  {brotli:>10}\n");
    let mut text = format!("{:width$}  {:>10}  {:>10}\n", "file", "raw", "brotli");
    for (now, title) in [(true, "first page"), (false, "everything")] {
        for row in rows.iter().filter(|row| row.first == now) {
            text += &line(&row.name, row.raw, row.brotli);
        }
        let counted = rows.iter().filter(|row| row.first || !now);
        let (raw, brotli) = counted.fold((0, 0), |(raw, brotli), row| (raw + row.raw, brotli + row.brotli));
        text += &format!("{}\n", line(title, raw, brotli));
    }
    text
}

fn budget(json: &str, key: &str) -> Result<usize> {
    serde_json::from_str::<Value>(json)?[key]
        .as_u64()
        .and_then(|bytes| usize::try_from(bytes).ok())
        .with_context(|| format!("size-budget.json has no {key}"))
}

fn verdict(what: &str, brotli: usize, budget: usize) -> Result<String> {
    if brotli > budget {
        bail!(
            "{what} weighs {brotli} bytes in brotli, {} over the budget of {budget} (crates/xtask/size-budget.json)",
            brotli - budget
        );
    }
    Ok(format!("{what}: {} bytes under the budget of {budget}", budget - brotli))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_budgets_can_be_read() {
        let [first, all] =
            ["first_page_brotli_bytes", "everything_brotli_bytes"].map(|key| budget(BUDGET, key).unwrap());
        assert!(0 < first && first < all);
        assert!(budget("{}", "first_page_brotli_bytes").is_err());
    }

    #[test]
    fn over_the_budget_fails_and_says_by_how_much() {
        assert!(verdict("the first page", 100, 100).is_ok());
        let error = verdict("the first page", 101, 100).unwrap_err().to_string();
        assert!(error.contains("the first page weighs 101") && error.contains(", 1 over"), "{error}");
    }

    fn files(texts: &[(&str, &str)]) -> BTreeMap<String, Vec<u8>> {
        texts.iter().map(|(name, text)| ((*name).to_owned(), text.as_bytes().to_vec())).collect()
    }

    #[test]
    fn what_the_first_page_loads_is_read_from_the_files() {
        let files = files(&[
            ("a.js", "import * as parts from \"./a-parts.js\"\n"),
            ("a-parts.js", "import {x} from './a.js'; fetch(new URL(\"./split_b.wasm\", import.meta.url))"),
            ("a_bg.wasm", "split_b.wasm"),
            ("a.css", "@font-face { src: url(font.woff2) }"),
            ("config.json", "{}"),
            ("config.schema.json", "{}"),
            ("font.woff2", ""),
            ("index.html", "<link href=\"./a.css\"><script>import './a.js'; start('./a_bg.wasm')</script>"),
            ("split_b.wasm", ""),
        ]);
        let first = loaded(&files).unwrap();
        let expected = ["a-parts.js", "a.css", "a.js", "a_bg.wasm", "config.json", "font.woff2", "index.html"];
        assert_eq!(first.into_iter().collect::<Vec<_>>(), expected);
    }

    #[test]
    fn without_a_page_or_a_configuration_nothing_is_measured() {
        assert!(loaded(&files(&[("config.json", "{}")])).is_err());
        assert!(loaded(&files(&[("index.html", "")])).is_err());
    }

    #[test]
    fn the_totals_stand_below_what_they_count() {
        let row = |name: &str, first, raw, brotli| Row { name: name.to_owned(), first, raw, brotli };
        let rows = [
            row("a.js", true, 20_000, 5_000),
            row("split_b.wasm", false, 3_000, 1_000),
            row("index.html", true, 1_000, 300),
        ];
        assert_eq!(
            table(&rows),
            "file                 raw      brotli\n\
             a.js               20000        5000\n\
             index.html          1000         300\n\
             first page         21000        5300\n\
             \n\
             split_b.wasm        3000        1000\n\
             everything         24000        6300\n\
             \n"
        );
        assert_eq!((first(&rows), all(&rows)), (5_300, 6_300));
    }
}
