//! `bench criteria`: one page with the criteria builder as it ships and one with react-querybuilder, measured side by
//! side by the package `bench`.

use std::fs;
use std::path::Path;
use std::process::Command;

use anyhow::{Context, Result};

use super::{bundle, copy, measured};
use crate::run::{cargo, run, say};
use crate::workspace::{WASM, Workspace};
use crate::{portal, tools};

pub fn bench(ws: &Workspace) -> Result<()> {
    let pages = ws.target.join("bench-pages");
    let sources = ws.root.join("bench").join("pages");
    let config = ws.root.join("crates/dataservice/assets/config.json");
    fs::create_dir_all(&pages)?;
    fs::copy(&config, pages.join("config.json")).with_context(|| format!("cannot copy {}", config.display()))?;
    ours(ws, &sources, &pages.join("ours"))?;
    other(ws, &sources, &pages.join("other"))?;
    measured(ws, "criteria", &[("BENCH_PAGES", &pages)])
}

/// Builds the page with the criteria builder, in the same way as the portal.
fn ours(ws: &Workspace, sources: &Path, folder: &Path) -> Result<()> {
    tools::wasm_target(ws)?;
    let wasm_bindgen = tools::wasm_bindgen(ws)?;
    fs::create_dir_all(folder)?;
    say("Building the page with the criteria builder …");
    run(cargo()
        .args(["build", "--profile", "web", "--target", WASM, "--package", "portal", "--example", "bench_criteria"])
        .current_dir(&ws.root))?;
    let built = ws.target.join(WASM).join("web").join("examples").join("bench_criteria.wasm");
    run(Command::new(wasm_bindgen.join("wasm-bindgen"))
        .args(["--target", "web", "--no-typescript", "--out-name", "ours", "--out-dir"])
        .arg(folder)
        .arg(built))?;
    let wasm = folder.join("ours_bg.wasm");
    let mut files = [portal::File { name: "ours_bg.wasm".to_owned(), bytes: fs::read(&wasm)? }];
    portal::shrink(ws, &mut files)?;
    let [portal::File { bytes, .. }] = files;
    fs::write(&wasm, bytes)?;
    portal::bundle_styles(ws)?;
    fs::copy(ws.root.join("target/portal.css"), folder.join("portal.css"))?;
    copy(sources, folder, &["ours.html", "page.js"])
}

/// Builds the page with react-querybuilder, bundled as its users would.
fn other(ws: &Workspace, sources: &Path, folder: &Path) -> Result<()> {
    bundle(ws, sources, "other.jsx", folder, &["react-querybuilder", "react"])?;
    copy(sources, folder, &["other.html"])
}
