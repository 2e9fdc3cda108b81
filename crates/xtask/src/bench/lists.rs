//! `bench lists`: the portal as it ships over a large directory, and beside it, served by the same service, a page with
//! TanStack Table.

use std::fs;

use anyhow::{Context, Result};

use super::{bundle, copy, measured};
use crate::portal::{self, files_in};
use crate::service;
use crate::workspace::Workspace;

pub fn bench(ws: &Workspace) -> Result<()> {
    let dist = portal::shipped(ws)?;
    let program = service::build(ws)?;
    let folder = ws.target.join("bench-lists");
    if folder.exists() {
        fs::remove_dir_all(&folder).with_context(|| format!("cannot remove {}", folder.display()))?;
    }
    let site = folder.join("site");
    for file in files_in(&dist)? {
        let to = site.join(&file);
        fs::create_dir_all(to.parent().unwrap_or(&site))?;
        fs::copy(dist.join(&file), &to).with_context(|| format!("cannot write {}", to.display()))?;
    }
    let pages = ws.root.join("bench").join("pages");
    let sources = pages.join("lists");
    let table = site.join("table");
    let about = ["@tanstack/react-table", "react"];
    bundle(ws, &sources, "table.jsx", &table, &about)?;
    copy(&sources, &table, &["table.html"])?;
    let store = folder.join("directory.sqlite");
    let places = [
        ("BENCH_PORTAL", site.as_path()),
        ("BENCH_PAGES", pages.as_path()),
        ("BENCH_STORE", store.as_path()),
        ("DATASERVICE_BIN", program.as_path()),
    ];
    measured(ws, "lists", &places)
}
