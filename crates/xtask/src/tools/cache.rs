//! The cache of tools: `tools/<name>-<version>/`, each complete or absent.
//!
//! A tool is installed into a temporary folder beside its place and renamed at the end, so that an interruption leaves
//! nothing that looks like a tool. A lock file keeps two commands from installing at the same time.

use std::fs::{self, File, TryLockError};
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};

use crate::run::say;
use crate::workspace::Workspace;

/// A tool with a pinned version.
pub struct Tool<'a> {
    /// The name of its folder, `<name>-<version>`.
    pub folder: String,
    /// A file in that folder that exists if the tool is installed.
    pub marker: PathBuf,
    /// The name and version, for people.
    pub title: String,
    /// How long the installation takes, for people, such as "about 3 minutes".
    pub takes: &'a str,
}

impl Tool<'_> {
    /// Returns the folder of the tool; if the tool is missing, `install` has to fill a folder with it.
    pub fn ensure(&self, ws: &Workspace, install: impl FnOnce(&Path) -> Result<()>) -> Result<PathBuf> {
        let tools = ws.cache.join("tools");
        let place = tools.join(&self.folder);
        if self.is_in(&place) {
            return Ok(place);
        }
        fs::create_dir_all(&tools).with_context(|| {
            format!("cannot make {} (GROUPID_PORTAL_CACHE may name another folder)", tools.display())
        })?;
        let _lock = lock(&tools.join(".lock"))?;
        if self.is_in(&place) {
            return Ok(place);
        }
        say(format!("Installing {} (once, {}) …", self.title, self.takes));
        let unfinished = tools.join(format!(".unfinished-{}", self.folder));
        remove(&unfinished)?;
        fs::create_dir_all(&unfinished)?;
        install(&unfinished).with_context(|| format!("{} is not installed", self.title))?;
        if !self.is_in(&unfinished) {
            bail!("{} was installed without {}", self.title, self.marker.display());
        }
        remove(&place)?;
        fs::rename(&unfinished, &place).with_context(|| format!("cannot move {} to its place", self.title))?;
        Ok(place)
    }

    fn is_in(&self, folder: &Path) -> bool {
        folder.join(&self.marker).is_file()
    }
}

/// Removes a folder and its content; it is no error if it does not exist.
pub fn remove(folder: &Path) -> Result<()> {
    match fs::remove_dir_all(folder) {
        Err(error) if error.kind() != std::io::ErrorKind::NotFound => {
            Err(error).with_context(|| format!("cannot remove {}", folder.display()))
        }
        _ => Ok(()),
    }
}

/// Acquires a lock that is held until it is dropped; the system releases it when the program ends, however it ends.
fn lock(file: &Path) -> Result<File> {
    let file = File::options()
        .create(true)
        .truncate(false)
        .write(true)
        .open(file)
        .with_context(|| format!("cannot open {}", file.display()))?;
    match file.try_lock() {
        Ok(()) => {}
        Err(TryLockError::WouldBlock) => {
            say("Another xtask is installing tools; waiting for it …");
            file.lock().context("cannot wait for the other xtask")?;
        }
        Err(TryLockError::Error(error)) => return Err(error).context("cannot lock the tools"),
    }
    Ok(file)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn workspace(name: &str) -> Workspace {
        let mut ws = Workspace::locate().unwrap();
        ws.cache = std::env::temp_dir().join(format!("xtask-{name}-{}", std::process::id()));
        remove(&ws.cache).unwrap();
        ws
    }

    fn tool() -> Tool<'static> {
        Tool {
            folder: "hammer-1".to_owned(),
            marker: Path::new("bin").join("hammer"),
            title: "hammer 1".to_owned(),
            takes: "no time",
        }
    }

    fn make(folder: &Path) -> Result<()> {
        fs::create_dir_all(folder.join("bin"))?;
        fs::write(folder.join("bin").join("hammer"), "")?;
        Ok(())
    }

    #[test]
    fn a_tool_is_installed_once() {
        let ws = workspace("once");
        let place = tool().ensure(&ws, make).unwrap();
        assert!(place.ends_with("tools/hammer-1"));
        assert_eq!(tool().ensure(&ws, |_| bail!("twice")).unwrap(), place);
        remove(&ws.cache).unwrap();
    }

    #[test]
    fn half_a_tool_is_no_tool() {
        let ws = workspace("half");
        let broken = tool().ensure(&ws, |folder| {
            fs::write(folder.join("part"), "")?;
            bail!("killed")
        });
        assert!(broken.is_err());
        assert!(tool().ensure(&ws, |_| Ok(())).is_err(), "without its file");
        let place = tool().ensure(&ws, make).unwrap();
        assert!(!place.join("part").exists(), "nothing of the first try");
        remove(&ws.cache).unwrap();
    }
}
