//! `size`: what a person downloads before the first page stands, file by file.

use std::ffi::OsStr;
use std::fs;
use std::path::{Component, Path};

use anyhow::{Context, Result, bail};
use serde_json::Value;

use crate::workspace::Workspace;
use crate::{digest, portal};

/// The limit, beside the code so that a change of it is seen in review.
const BUDGET: &str = include_str!("../size-budget.json");

struct Row {
    name: String,
    raw: usize,
    brotli: usize,
}

/// Prints the table of the shipped portal; an error when its total is over the budget.
pub fn size(ws: &Workspace) -> Result<()> {
    let dist = portal::shipped(ws)?;
    let mut rows = Vec::new();
    for file in portal::files_in(&dist)? {
        if !on_first_page(&file) {
            continue;
        }
        let bytes = fs::read(dist.join(&file))?;
        rows.push(Row {
            name: file.to_string_lossy().into_owned(),
            raw: bytes.len(),
            // A file that does not shrink (an image, a font) is sent as it is.
            brotli: digest::brotli(&bytes)?.len().min(bytes.len()),
        });
    }
    let total = total(&rows);
    rows.push(total);
    print!("{}", table(&rows));
    let Some(Row { brotli, .. }) = rows.last() else {
        bail!("nothing was measured");
    };
    verdict(*brotli, budget(BUDGET)?)
}

/// All of the folder but what only developers load (source maps, types) and what only readers of
/// another language do.
fn on_first_page(file: &Path) -> bool {
    let ending = file.extension().and_then(OsStr::to_str);
    let for_developers = ending == Some("map") || file.to_str().is_some_and(|name| name.ends_with(".d.ts"));
    let name = file.file_stem().and_then(OsStr::to_str).unwrap_or_default();
    let is_english = name == "en" || name.starts_with("en-") || name.starts_with("en.");
    let is_locale = file.components().any(|part| part == Component::Normal("locales".as_ref()));
    !for_developers && (!is_locale || is_english)
}

fn total(rows: &[Row]) -> Row {
    Row {
        name: "total".to_owned(),
        raw: rows.iter().map(|row| row.raw).sum(),
        brotli: rows.iter().map(|row| row.brotli).sum(),
    }
}

fn table(rows: &[Row]) -> String {
    let names = rows.iter().map(|row| row.name.chars().count());
    let width = names.max().unwrap_or(0).max("file".len());
    let mut text = format!("{:width$}  {:>10}  {:>10}\n", "file", "raw", "brotli");
    for Row { name, raw, brotli } in rows {
        text += &format!("{name:width$}  {raw:>10}  {brotli:>10}\n");
    }
    text
}

fn budget(json: &str) -> Result<usize> {
    serde_json::from_str::<Value>(json)?["first_page_brotli_bytes"]
        .as_u64()
        .and_then(|bytes| usize::try_from(bytes).ok())
        .context("size-budget.json has no first_page_brotli_bytes")
}

fn verdict(brotli: usize, budget: usize) -> Result<()> {
    if brotli > budget {
        bail!(
            "the first page weighs {brotli} bytes in brotli, {} over the budget of {budget} \
             (crates/xtask/size-budget.json)",
            brotli - budget
        );
    }
    println!("{} bytes under the budget of {budget}", budget - brotli);
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_budget_can_be_read() {
        assert!(budget(BUDGET).unwrap() > 0);
        assert!(budget("{}").is_err());
    }

    #[test]
    fn over_the_budget_fails_and_says_by_how_much() {
        assert!(verdict(100, 100).is_ok());
        let error = verdict(101, 100).unwrap_err().to_string();
        assert!(error.contains(", 1 over"), "{error}");
    }

    #[test]
    fn only_what_the_first_page_loads_counts() {
        let counts = |name: &str| on_first_page(Path::new(name));
        assert!(counts("index.html") && counts("config.json") && counts("locales/en.json"));
        assert!(counts("locales/en-1f2e3d4c.json"));
        assert!(!counts("locales/de.json") && !counts("portal.js.map") && !counts("a.d.ts"));
    }

    #[test]
    fn the_total_stands_last() {
        let row = |name: &str, raw, brotli| Row { name: name.to_owned(), raw, brotli };
        let mut rows = vec![row("index.html", 1_000, 300), row("a.js", 20_000, 5_000)];
        rows.push(total(&rows));
        assert_eq!(
            table(&rows),
            "file               raw      brotli\n\
             index.html        1000         300\n\
             a.js             20000        5000\n\
             total            21000        5300\n"
        );
    }
}
