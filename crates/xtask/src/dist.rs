//! `dist`: writes `dist/groupid-portal-<version>/`, what an administrator unpacks beside GroupID, and the same as `.zip`
//! with its checksum.
//!
//! `portal/` in it is the folder to serve: the portal as it ships, with what is smaller of each file beside it, and IIS's
//! `web.config`. It has no `config.json`, so that an upgrade overwrites nobody's. What nobody is to download lies outside:
//! `nginx.conf`, INSTALL.md with the pages of docs/hosting, licences, changes, and the bill of materials. Two builds of one
//! commit are the same byte for byte.

mod archive;
mod compress;
mod materials;
#[cfg(test)]
mod web_config;

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, ensure};

pub use self::compress::brotli;
use crate::run::say;
use crate::workspace::Workspace;
use crate::{digest, portal};

const IIS: &str = include_str!("../templates/web.config");
const NGINX: &str = include_str!("../templates/nginx.conf");

/// Where the headers of a safe page stand in both templates.
const HEADERS: &str = "{{HEADERS}}";

/// The policy of nginx.conf may name more origins to call, which its administrator writes into this variable.
const NGINX_CALLS: &str = "$portal_calls";

/// Files of the checkout that lie in the release as they are.
const COPIED: [&str; 6] = [
    "CHANGELOG.md",
    "LICENSE-APACHE",
    "LICENSE-MIT",
    "docs/hosting/INSTALL.md",
    "docs/hosting/entra.md",
    "docs/hosting/sign-in.md",
];

/// The bill of materials, with the ending that CycloneDX recommends for JSON.
const MATERIALS: &str = "groupid-portal.cdx.json";

/// Writes `dist/` anew.
pub fn dist(ws: &Workspace) -> Result<()> {
    let dist = ws.root.join("dist");
    if dist.exists() {
        fs::remove_dir_all(&dist).with_context(|| format!("cannot remove {}", dist.display()))?;
    }
    let release = release(ws, &portal::shipped(ws)?, &dist)?;
    let zip = release.with_added_extension("zip");
    let packed = archive::zip(&release)?;
    write(&zip, &packed)?;
    let name = zip.file_name().unwrap_or_default().display();
    write(&zip.with_added_extension("sha256"), format!("{}  {name}\n", digest::hex(&packed)))?;
    say(format!("{} is ready, and as a folder beside it", zip.display()));
    Ok(())
}

/// Makes the release of a portal that is built, a folder in `into`, and returns it.
pub fn release(ws: &Workspace, built: &Path, into: &Path) -> Result<PathBuf> {
    let version = env!("CARGO_PKG_VERSION");
    let release = into.join(format!("groupid-portal-{version}"));
    portal::replace_folder(built, &release.join("portal"))?;
    serve(ws, &release.join("portal"), version)?;
    write(&release.join("nginx.conf"), nginx()?)?;
    for file in COPIED {
        let (from, name) = (ws.root.join(file), Path::new(file).file_name().context("a file without a name")?);
        fs::copy(&from, release.join(name)).with_context(|| format!("cannot copy {}", from.display()))?;
    }
    write(&release.join(MATERIALS), materials::of_portal(ws)?)?;
    Ok(release)
}

/// Completes the folder to serve.
fn serve(ws: &Workspace, folder: &Path, version: &str) -> Result<()> {
    ensure!(!folder.join("config.json").exists(), "a release with a config.json would overwrite an administrator's");
    compress::beside(ws, folder)?;
    write(&folder.join("web.config"), iis())?;
    let page = folder.join("index.html");
    let html = fs::read_to_string(&page).with_context(|| format!("cannot read {}", page.display()))?;
    ensure!(html.matches("<head>").count() == 1, "index.html has not one head");
    write(&page, html.replace("<head>", &format!("<head>\n    <meta name=\"version\" content=\"{version}\">")))
}

fn nginx() -> Result<String> {
    let policy = headers::policy();
    let calls = policy.split("; ").find(|directive| directive.starts_with("connect-src "));
    let calls = calls.context("the policy says nothing of calls")?;
    let line = |(name, value): (&str, String)| {
        let value = value.replace(calls, &format!("{calls}{NGINX_CALLS}"));
        format!("        add_header {name} \"{value}\" always;")
    };
    Ok(NGINX.replace(HEADERS, &headers::all().map(line).join("\n")))
}

fn iis() -> String {
    let line = |(name, value): (&str, String)| {
        let value = xml(&value);
        format!("          <remove name=\"{name}\" />\n          <add name=\"{name}\" value=\"{value}\" />")
    };
    IIS.replace(HEADERS, &headers::all().map(line).join("\n"))
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

    /// A built portal in a folder of its own, and the release made of it.
    fn released(name: &str) -> (PathBuf, PathBuf) {
        let mut ws = Workspace::locate().unwrap();
        let folder = std::env::temp_dir().join(format!("xtask-dist-{name}-{}", std::process::id()));
        let built = folder.join("built");
        fs::create_dir_all(&built).unwrap();
        ws.target = folder.join("target");
        let write = |name: &str, text: &str| fs::write(built.join(name), text).unwrap();
        write("index.html", "<!doctype html>\n<html>\n  <head>\n    <base href=\"/portal/\">\n  </head>\n</html>\n");
        write("portal-0123456789abcdef.js", &"export const one = 1;\n".repeat(100));
        write("portal-0123456789abcdef_bg.wasm", &"wasm".repeat(1000));
        write("config.example.json", &" ".repeat(2000));
        write("config.schema.json", &" ".repeat(2000));
        let release = release(&ws, &built, &folder.join("dist")).unwrap();
        (folder, release)
    }

    #[test]
    fn a_release_has_everything_and_nobodys_configuration() {
        let (folder, release) = released("content");
        let files: Vec<_> = portal::files_in(&release).unwrap().iter().map(|file| file.display().to_string()).collect();
        let expected = [
            "CHANGELOG.md",
            "INSTALL.md",
            "LICENSE-APACHE",
            "LICENSE-MIT",
            "entra.md",
            "groupid-portal.cdx.json",
            "nginx.conf",
            "portal/config.example.json",
            "portal/config.schema.json",
            "portal/config.schema.json.br",
            "portal/config.schema.json.gz",
            "portal/index.html",
            "portal/portal-0123456789abcdef.js",
            "portal/portal-0123456789abcdef.js.br",
            "portal/portal-0123456789abcdef.js.gz",
            "portal/portal-0123456789abcdef_bg.wasm",
            "portal/portal-0123456789abcdef_bg.wasm.br",
            "portal/portal-0123456789abcdef_bg.wasm.gz",
            "portal/web.config",
            "sign-in.md",
        ];
        assert_eq!(files, expected);
        let page = fs::read_to_string(release.join("portal/index.html")).unwrap();
        assert!(
            page.contains("<meta name=\"version\" content=\"") && page.contains("<base href=\"/portal/\">"),
            "{page}"
        );
        fs::remove_dir_all(folder).unwrap();
    }

    #[test]
    fn a_release_in_another_folder_is_the_same_byte_for_byte() {
        let ((one, first), (other, second)) = (released("one"), released("other"));
        assert!(archive::zip(&first).unwrap() == archive::zip(&second).unwrap());
        for folder in [one, other] {
            fs::remove_dir_all(folder).unwrap();
        }
    }

    #[test]
    fn a_release_with_a_configuration_is_refused() {
        let ws = Workspace::locate().unwrap();
        let folder = std::env::temp_dir().join(format!("xtask-dist-config-{}", std::process::id()));
        fs::create_dir_all(&folder).unwrap();
        fs::write(folder.join("config.json"), "{}").unwrap();
        assert!(serve(&ws, &folder, "1").unwrap_err().to_string().contains("config.json"));
        fs::remove_dir_all(folder).unwrap();
    }

    /// The addresses that INSTALL.md tells administrators to look at are those of this release.
    #[test]
    fn the_pages_of_a_release_name_its_files() {
        let install = include_str!("../../../docs/hosting/INSTALL.md");
        for name in ["nginx.conf", "portal/", "web.config", "config.example.json", "config.schema.json", MATERIALS] {
            assert!(install.contains(name), "INSTALL.md does not name {name}");
        }
        let pages =
            [install, include_str!("../../../docs/hosting/entra.md"), include_str!("../../../docs/hosting/sign-in.md")];
        for link in pages.iter().flat_map(|page| page.split("](").skip(1)).filter_map(|rest| rest.split(')').next()) {
            let is_there = COPIED.iter().any(|file| file.ends_with(&format!("/{link}")) || *file == link);
            assert!(is_there || link.starts_with("https://") || link.starts_with('#'), "{link} is in no release");
        }
    }

    #[test]
    fn both_servers_send_the_policy() {
        for text in [iis(), nginx().unwrap()] {
            for part in [
                "script-src 'self' 'wasm-unsafe-eval';",
                "connect-src 'self'",
                "frame-ancestors 'none'",
                "max-age=31536000",
                "camera=()",
            ] {
                assert!(text.contains(part), "{part}");
            }
            assert!(!text.contains("{{"));
        }
        assert!(nginx().unwrap().contains("connect-src 'self'$portal_calls;"));
    }

    /// nginx believes any certificate unless it is told not to, and would hand passwords to whoever answers.
    #[test]
    fn the_way_to_groupid_is_checked() {
        for line in ["proxy_ssl_verify on;", "proxy_ssl_server_name on;", "proxy_ssl_trusted_certificate "] {
            assert!(NGINX.contains(line), "{line}");
        }
    }

    #[test]
    fn a_policy_fits_into_an_attribute() {
        assert_eq!(xml("a \"b\" & 'c' <d"), "a &quot;b&quot; &amp; 'c' &lt;d");
    }
}
