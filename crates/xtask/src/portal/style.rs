//! Bundles the files of `style/` into the single style sheet of the page, in the order in which they build on each
//! other.

use std::fs;

use anyhow::{Context, Result};

use crate::workspace::Workspace;

/// The files on which the others build; the others follow in alphabetical order, one per shared component.
const FIRST: [&str; 3] = ["tokens.css", "base.css", "frame.css"];

/// Writes `target/portal.css`, to which index.html refers; if nothing has changed, the file is not touched.
pub fn bundle(ws: &Workspace) -> Result<()> {
    let folder = ws.root.join("style");
    let mut names: Vec<String> = fs::read_dir(&folder)
        .with_context(|| format!("cannot read {}", folder.display()))?
        .filter_map(|entry| entry.ok()?.file_name().into_string().ok())
        .filter(|name| name.ends_with(".css"))
        .collect();
    names.sort_by_key(|name| (FIRST.iter().position(|first| first == name).unwrap_or(FIRST.len()), name.clone()));
    let mut css = String::new();
    for name in names {
        let file = folder.join(name);
        css += &fs::read_to_string(&file).with_context(|| format!("cannot read {}", file.display()))?;
    }
    let target = ws.root.join("target/portal.css");
    if fs::read_to_string(&target).is_ok_and(|held| held == css) {
        return Ok(());
    }
    fs::create_dir_all(ws.root.join("target"))?;
    fs::write(&target, css).with_context(|| format!("cannot write {}", target.display()))
}
