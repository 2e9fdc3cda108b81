//! `dist`: writes `dist/`, the folder that an administrator copies to a server.
//!
//! `dist/portal/` is the folder to serve: the portal as it ships, `.br` files where compression is worthwhile, and
//! IIS's `web.config`. `dist/nginx.conf.example` is outside of it, so that nobody can download it. Both configurations
//! contain the Content-Security-Policy, which is the same in every release.

use std::ffi::OsStr;
use std::fs;
use std::path::Path;

use anyhow::{Context, Result, ensure};

use crate::run::say;
use crate::workspace::Workspace;
use crate::{csp, digest, portal};

const IIS: &str = include_str!("../templates/web.config");
const NGINX: &str = include_str!("../templates/nginx.conf.example");

/// The kinds of files that Brotli makes smaller.
const TEXT: [&str; 7] = ["css", "js", "json", "svg", "txt", "wasm", "webmanifest"];
/// Files that an administrator edits. A `.br` file beside them would still have the old text.
const EDITED: [&str; 2] = ["config.json", "index.html"];
/// The size in bytes below which compression is not worthwhile.
const WORTH_IT: usize = 1024;

/// Writes `dist/` anew.
pub fn dist(ws: &Workspace) -> Result<()> {
    let shipped = portal::shipped(ws)?;
    let dist = ws.root.join("dist");
    let folder = dist.join("portal");
    portal::replace_folder(&shipped, &folder)?;
    ensure!(
        folder.join("config.json").is_file(),
        "the built portal has no config.json, which an administrator is to edit"
    );
    compress(&folder)?;

    let policy = csp::policy();
    write(&folder.join("web.config"), filled(IIS, &xml(&policy)))?;
    write(&dist.join("nginx.conf.example"), filled(NGINX, &policy))?;
    say(format!("{} is ready to be copied", folder.display()));
    Ok(())
}

fn compress(folder: &Path) -> Result<()> {
    for file in portal::files_in(folder)? {
        let file = folder.join(file);
        if !is_compressed(&file) {
            continue;
        }
        let bytes = fs::read(&file)?;
        let smaller = digest::brotli(&bytes)?;
        if bytes.len() >= WORTH_IT && smaller.len() < bytes.len() {
            let mut name = file.into_os_string();
            name.push(".br");
            write(Path::new(&name), &smaller)?;
        }
    }
    Ok(())
}

fn is_compressed(file: &Path) -> bool {
    let ending = file.extension().and_then(OsStr::to_str);
    let name = file.file_name().and_then(OsStr::to_str);
    ending.is_some_and(|ending| TEXT.contains(&ending)) && name.is_some_and(|name| !EDITED.contains(&name))
}

fn filled(template: &str, policy: &str) -> String {
    template.replace("{{POLICY}}", policy)
}

/// Escapes a text for an XML attribute in double quotes.
fn xml(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('"', "&quot;")
}

fn write(file: &Path, content: impl AsRef<[u8]>) -> Result<()> {
    fs::write(file, content).with_context(|| format!("cannot write {}", file.display()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_an_administrator_edits_is_not_compressed() {
        let compressed = |name: &str| is_compressed(Path::new(name));
        assert!(compressed("portal/portal-1_bg.wasm") && compressed("portal/locales/en.json"));
        assert!(!compressed("portal/config.json") && !compressed("portal/index.html"));
        assert!(!compressed("portal/font.woff2"));
    }

    #[test]
    fn both_servers_send_the_policy() {
        for template in [IIS, NGINX] {
            let text = filled(template, &xml(&csp::policy()));
            assert!(text.contains("script-src 'self' 'wasm-unsafe-eval';"));
            assert!(!text.contains("{{"));
        }
    }

    #[test]
    fn a_policy_fits_into_an_attribute() {
        assert_eq!(xml("a \"b\" & 'c' <d"), "a &quot;b&quot; &amp; 'c' &lt;d");
    }
}
