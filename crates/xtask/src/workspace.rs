//! Where things are: the checkout, its target folder, and the cache outside of it.

use std::cell::RefCell;
use std::collections::BTreeSet;
use std::env;
use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use serde_json::Value;

use crate::run;

/// The target that the portal is compiled for.
pub const WASM: &str = "wasm32-unknown-unknown";

/// The checkout that this program works on.
pub struct Workspace {
    pub root: PathBuf,
    /// Cargo's target folder, for everything that can be built again.
    pub target: PathBuf,
    /// A folder outside of the checkout for installed tools and the demo directory.
    pub cache: PathBuf,
    done: RefCell<BTreeSet<&'static str>>,
}

impl Workspace {
    /// Asks cargo for the checkout of this package, in whatever folder the command was typed.
    pub fn locate() -> Result<Self> {
        let mut metadata = run::cargo();
        metadata.args(["metadata", "--no-deps", "--format-version", "1"]);
        if let Some(folder) = env::var_os("CARGO_MANIFEST_DIR") {
            metadata.arg("--manifest-path");
            metadata.arg(Path::new(&folder).join("Cargo.toml"));
        }
        let metadata: Value =
            serde_json::from_str(&run::output(&mut metadata)?).context("cargo metadata did not write JSON")?;
        let folder = |key: &str| {
            metadata[key].as_str().map(PathBuf::from).with_context(|| format!("cargo metadata says no {key}"))
        };
        Ok(Self {
            root: folder("workspace_root")?,
            target: folder("target_directory")?,
            cache: cache_folder()?,
            done: RefCell::default(),
        })
    }

    /// Does `work` on the first successful call with this name; later calls do nothing.
    pub fn once(&self, name: &'static str, work: impl FnOnce() -> Result<()>) -> Result<()> {
        if !self.done.borrow().contains(name) {
            work()?;
            self.done.borrow_mut().insert(name);
        }
        Ok(())
    }

    /// The version of a package in Cargo.lock.
    pub fn locked_version(&self, package: &str) -> Result<String> {
        let file = self.root.join("Cargo.lock");
        let lock = fs::read_to_string(&file).with_context(|| format!("cannot read {}", file.display()))?;
        locked_version(&lock, package)
            .map(str::to_owned)
            .with_context(|| format!("Cargo.lock names no package {package}"))
    }
}

/// `GROUPID_PORTAL_CACHE`, or a folder of ours where the system keeps caches.
fn cache_folder() -> Result<PathBuf> {
    let set = |name: &str| env::var_os(name).filter(|value| !value.is_empty());
    if let Some(folder) = set("GROUPID_PORTAL_CACHE") {
        return std::path::absolute(folder).context("GROUPID_PORTAL_CACHE names no folder");
    }
    let system = if let Some(folder) = set("XDG_CACHE_HOME") {
        Some(PathBuf::from(folder))
    } else if cfg!(windows) {
        set("LOCALAPPDATA").map(PathBuf::from)
    } else if cfg!(target_os = "macos") {
        set("HOME").map(|home| Path::new(&home).join("Library").join("Caches"))
    } else {
        set("HOME").map(|home| Path::new(&home).join(".cache"))
    };
    system
        .map(|folder| folder.join("groupid-portal"))
        .context("no home folder is known; set GROUPID_PORTAL_CACHE to a folder for tools")
}

fn locked_version<'a>(lock: &'a str, package: &str) -> Option<&'a str> {
    let name = format!("name = \"{package}\"");
    let mut lines = lock.lines();
    lines.find(|line| *line == name)?;
    lines.next()?.strip_prefix("version = \"")?.strip_suffix('"')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_locked_version_is_found_by_the_whole_name() {
        let lock = r#"
[[package]]
name = "wasm-bindgen-macro"
version = "0.2.1"

[[package]]
name = "wasm-bindgen"
version = "0.2.128"
source = "registry"
"#;
        assert_eq!(locked_version(lock, "wasm-bindgen"), Some("0.2.128"));
        assert_eq!(locked_version(lock, "wasm"), None);
    }

    #[test]
    fn work_is_done_once_and_again_only_if_it_failed() {
        let ws = Workspace::locate().unwrap();
        let mut times = 0;
        assert!(ws.once("x", || anyhow::bail!("not yet")).is_err());
        for _ in 0..2 {
            ws.once("x", || {
                times += 1;
                Ok(())
            })
            .unwrap();
        }
        assert_eq!(times, 1);
    }
}
