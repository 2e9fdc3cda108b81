//! `test`: everything a change must pass, in parts.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use serde_json::json;

use crate::run::{cargo, path_with, run, say};
use crate::workspace::{WASM, Workspace};
use crate::{csp, house, portal, service, size, tools};

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    /// The house rules, and all that needs no browser.
    Native,
    /// Rules against a real Active Directory domain.
    Samba,
    /// The portal's parts inside a headless browser.
    Web,
    /// Journeys through the real pages, against the embedded Data Service.
    E2e,
}

impl Part {
    pub const ALL: [Self; 4] = [Self::Native, Self::Samba, Self::Web, Self::E2e];

    pub fn name(self) -> &'static str {
        match self {
            Self::Native => "native",
            Self::Samba => "samba",
            Self::Web => "web",
            Self::E2e => "e2e",
        }
    }

    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|part| part.name() == name)
    }
}

/// Runs one part, or all in order; of each, the tests whose name contains `filter`. The domain is not there on every
/// system that one can develop on: among all parts it may be left out, which is said last.
pub fn test(ws: &Workspace, part: Option<Part>, filter: Option<&str>) -> Result<()> {
    let parts = part.map_or(Part::ALL.to_vec(), |part| vec![part]);
    let mut not_run = None;
    for one in parts {
        match one {
            Part::Native => native(ws, filter)?,
            Part::Samba => match tools::samba() {
                Err(reason) if part.is_none() => not_run = Some(reason),
                there => there.and_then(|()| samba(ws, filter))?,
            },
            Part::Web => web(ws, filter)?,
            // On the very files that ship.
            Part::E2e => e2e(ws, &portal::shipped(ws)?, filter)?,
        }
    }
    if let Some(reason) = not_run {
        say(format!("NOT RUN: test samba. {reason:#}"));
    }
    Ok(())
}

pub fn native(ws: &Workspace, filter: Option<&str>) -> Result<()> {
    if filter.is_none() {
        house::check(ws)?;
    }
    tools::c_compiler()?;
    run(cargo()
        .args(["test", "--workspace"])
        .args(["--exclude", "portal", "--exclude", "e2e", "--exclude", "samba-tests"])
        .args(filter)
        .current_dir(&ws.root))?;
    // What of the portal needs no browser.
    run(cargo().args(["test", "--package", "portal", "--lib"]).args(filter).current_dir(&ws.root))
}

/// Runs rules against a domain of Samba's; what they found is shown, for it says what the test is worth.
pub fn samba(ws: &Workspace, filter: Option<&str>) -> Result<()> {
    tools::c_compiler()?;
    tools::samba()?;
    run(cargo().args(["test", "--package", "samba-tests", "--"]).args(filter).arg("--nocapture").current_dir(&ws.root))
}

pub fn web(ws: &Workspace, filter: Option<&str>) -> Result<()> {
    tools::wasm_target(ws)?;
    let wasm_bindgen = tools::wasm_bindgen(ws)?;
    let browser = tools::browser()?;
    run(cargo()
        .args(["test", "--package", "portal", "--target", WASM, "--test", "web"])
        .args(filter)
        .current_dir(&ws.root)
        // By name and PATH: cargo would split a path with a space in it.
        .env("PATH", path_with(&[&wasm_bindgen])?)
        .env("CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUNNER", "wasm-bindgen-test-runner")
        .env("WASM_BINDGEN_USE_BROWSER", "1")
        // For the whole binary; the runner's own 20 seconds are short on a slow machine.
        .env("WASM_BINDGEN_TEST_TIMEOUT", "300")
        .env("WASM_BINDGEN_TEST_DRIVER_TIMEOUT", "30")
        .env("WASM_BINDGEN_TEST_WEBDRIVER_JSON", capabilities(ws, &browser.chrome)?)
        .env("CHROMEDRIVER", &browser.driver)
        // The runner would take another driver first.
        .env_remove("GECKODRIVER")
        .env_remove("GECKODRIVER_REMOTE")
        .env_remove("SAFARIDRIVER")
        .env_remove("SAFARIDRIVER_REMOTE"))
}

/// Runs the journeys on the portal in `dist`. The tests learn all they need from variables:
/// `PORTAL_DIST`, `PORTAL_CSP`, `PORTAL_FIRST_PAGE`, `DATASERVICE_BIN`, `CHROME`, `CHROMEDRIVER`, `AXE_CORE_JS`.
pub fn e2e(ws: &Workspace, dist: &Path, filter: Option<&str>) -> Result<()> {
    let browser = tools::browser()?;
    let axe = tools::axe_core(ws)?;
    let service = service::build(ws)?;
    let index = dist.join("index.html");
    let html = fs::read_to_string(&index).with_context(|| format!("cannot read {}", index.display()))?;
    run(cargo()
        .args(["test", "--package", "e2e", "--"])
        .args(filter)
        .current_dir(&ws.root)
        .env("PORTAL_DIST", dist)
        .env("PORTAL_CSP", csp::policy(&html))
        .env("PORTAL_FIRST_PAGE", size::first_page(dist)?.join(" "))
        .env("DATASERVICE_BIN", service)
        .env("CHROME", browser.chrome)
        .env("CHROMEDRIVER", browser.driver)
        .env("AXE_CORE_JS", axe))
}

/// A file that tells the driver which browser to start, and how: unseen, also for root and in a
/// container with little shared memory.
fn capabilities(ws: &Workspace, chrome: &Path) -> Result<PathBuf> {
    let file = ws.target.join("webdriver.json");
    let capabilities = json!({
        "goog:chromeOptions": {
            "binary": chrome,
            "args": [
                "--headless=new",
                "--no-sandbox",
                "--disable-gpu",
                "--disable-dev-shm-usage",
                "--disable-background-networking",
                "--no-first-run",
            ],
        },
    });
    fs::write(&file, capabilities.to_string()).with_context(|| format!("cannot write {}", file.display()))?;
    Ok(file)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_are_known_by_name() {
        for part in Part::ALL {
            assert_eq!(Part::named(part.name()), Some(part));
        }
        assert_eq!(Part::named("all"), None);
    }
}
