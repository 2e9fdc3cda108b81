//! nginx, behind which the end-to-end tests put a release, as an administrator does.

use std::path::{Path, PathBuf};

use anyhow::{Context, Result};

use super::apt;
use crate::run::which;

/// Finds nginx on PATH, or where Debian has it, which is not on everybody's PATH; otherwise installs it.
pub fn nginx() -> Result<PathBuf> {
    if let Some(program) = find() {
        return Ok(program);
    }
    let lacking = "nginx, behind which the portal is tested as administrators host it";
    apt::install_unstarted(&["nginx-light"], lacking, "some seconds")?;
    apt::never_start(&["nginx"])?;
    find().context("the package nginx-light brought no nginx")
}

fn find() -> Option<PathBuf> {
    let usual = Path::new("/usr/sbin/nginx");
    which("nginx").or_else(|| usual.is_file().then(|| usual.to_owned()))
}
