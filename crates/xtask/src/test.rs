//! `test`: runs everything that a change must pass, in parts.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::thread::available_parallelism;

use anyhow::{Context, Result};
use serde_json::json;

use crate::dist::release;
use crate::run::{cargo, path_with, run, say};
use crate::workspace::{WASM, Workspace};
use crate::{house, portal, service, size, tools};

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    /// The house rules, and all tests that need no browser.
    Native,
    /// Rules against a real Active Directory domain.
    Samba,
    /// The portal's code inside a headless browser.
    Web,
    /// Journeys through the real pages, against the embedded Data Service.
    E2e,
    /// The same journeys, against a service that does only what is documented, whose searches lag behind, and whose
    /// directory holds hostile names.
    Documented,
    /// The core of those journeys in Firefox.
    Firefox,
    /// What those pages look like, compared with stored pictures.
    Pictures,
}

impl Part {
    pub const ALL: [Self; 7] =
        [Self::Native, Self::Samba, Self::Web, Self::E2e, Self::Documented, Self::Firefox, Self::Pictures];

    pub fn name(self) -> &'static str {
        match self {
            Self::Native => "native",
            Self::Samba => "samba",
            Self::Web => "web",
            Self::E2e => "e2e",
            Self::Documented => "documented",
            Self::Firefox => "firefox",
            Self::Pictures => "pictures",
        }
    }

    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|part| part.name() == name)
    }
}

/// Runs one part, or all in order; of each part, the tests whose names contain `filter`. Not every system can run the
/// Active Directory domain or has Firefox, so if all parts are run these may be left out, which is reported at the end.
pub fn test(ws: &Workspace, part: Option<Part>, filter: Option<&str>, accept: bool) -> Result<()> {
    let parts = part.map_or(Part::ALL.to_vec(), |part| vec![part]);
    let mut not_run = Vec::new();
    for one in parts {
        match one {
            Part::Native => native(ws, filter)?,
            Part::Samba => match tools::samba() {
                Err(reason) if part.is_none() => not_run.push((one, reason)),
                there => there.and_then(|()| samba(ws, filter))?,
            },
            Part::Web => web(ws, filter)?,
            // These tests run on the very files that ship.
            Part::E2e => e2e(ws, &portal::shipped(ws)?, filter)?,
            Part::Documented => documented(ws, &portal::shipped(ws)?, filter)?,
            Part::Firefox => match tools::firefox(ws) {
                Err(reason) if part.is_none() => not_run.push((one, reason)),
                there => there.and_then(|_| firefox(ws, &portal::shipped(ws)?, filter))?,
            },
            Part::Pictures => pictures(ws, &portal::shipped(ws)?, filter, accept)?,
        }
    }
    for (part, reason) in not_run {
        say(format!("NOT RUN: test {}. {reason:#}", part.name()));
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
        .current_dir(&ws.root))
}

/// Runs rules against a Samba domain. The output is shown, because it says how much the test has covered.
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
        // By name and PATH, because cargo would split a path that contains a space.
        .env("PATH", path_with(&[&wasm_bindgen])?)
        .env("CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUNNER", "wasm-bindgen-test-runner")
        .env("WASM_BINDGEN_USE_BROWSER", "1")
        // The limit in seconds for the whole binary; the runner's own 20 seconds are too short on a slow machine.
        .env("WASM_BINDGEN_TEST_TIMEOUT", "600")
        .env("WASM_BINDGEN_TEST_DRIVER_TIMEOUT", "30")
        .env("WASM_BINDGEN_TEST_WEBDRIVER_JSON", capabilities(ws, &browser.chrome)?)
        .env("CHROMEDRIVER", &browser.driver)
        // The runner would prefer another driver.
        .env_remove("GECKODRIVER")
        .env_remove("GECKODRIVER_REMOTE")
        .env_remove("SAFARIDRIVER")
        .env_remove("SAFARIDRIVER_REMOTE"))
}

/// Runs the journeys on the portal in `dist`.
pub fn e2e(ws: &Workspace, dist: &Path, filter: Option<&str>) -> Result<()> {
    // Some of them walk behind nginx, with a release of this portal.
    let release = release(ws, dist, &ws.target.join("release-under-test"))?;
    let mut command = in_browser(ws, dist, "e2e", filter)?;
    run(command.env("PORTAL_RELEASE", release).env("NGINX_BIN", tools::nginx()?))
}

/// Runs the journeys with a service of which the portal can expect nothing but what is documented.
pub fn documented(ws: &Workspace, dist: &Path, filter: Option<&str>) -> Result<()> {
    // What a web server does does not depend on the service.
    run(in_browser(ws, dist, "e2e", filter)?.args(["--skip", "hosting::"]).env("SERVICE", "documented"))
}

/// The journeys that are worth a second browser: signing in and out, creating groups of both kinds, changing a rule,
/// members, users, deleting. None of them speaks Chromium's own protocol.
const IN_FIREFOX: [&str; 8] = [
    "main_job_create_find_delete",
    "golden_static_group",
    "golden_smart_group",
    "editing_a_rule_shows_who_joins_and_leaves",
    "paste_a_list",
    "copy_from_user",
    "wrong_password",
    "sign_out_forgets_the_session",
];

/// Runs the core of the journeys in Firefox, or those whose names contain `filter`.
pub fn firefox(ws: &Workspace, dist: &Path, filter: Option<&str>) -> Result<()> {
    let firefox = tools::firefox(ws)?;
    let mut command = in_browser(ws, dist, "e2e", filter)?;
    if filter.is_none() {
        command.args(IN_FIREFOX);
    }
    run(command.env("BROWSER", "firefox").env("FIREFOX", firefox.program).env("GECKODRIVER", firefox.driver))
}

/// Compares the pages of the portal in `dist` with the stored pictures, or replaces those.
pub fn pictures(ws: &Workspace, dist: &Path, filter: Option<&str>, accept: bool) -> Result<()> {
    run(in_browser(ws, dist, "pictures", filter)?.env("PICTURES", if accept { "accept" } else { "compare" }))
}

/// The command for a test binary of `tests/e2e`. The tests get all they need from environment variables: `PORTAL_DIST`,
/// `PORTAL_FIRST_PAGE`, `PORTAL_RELEASE`, `NGINX_BIN`, `SERVICE`, `BROWSER`, `FIREFOX`, `GECKODRIVER`, `DATASERVICE_BIN`,
/// `CHROME`, `CHROMEDRIVER`, `AXE_CORE_JS`, `FONTS`, `PICTURES`.
fn in_browser(ws: &Workspace, dist: &Path, binary: &str, filter: Option<&str>) -> Result<Command> {
    let browser = tools::browser()?;
    let axe = tools::axe_core(ws)?;
    let fonts = tools::fonts(ws)?;
    let service = service::build(ws)?;
    let mut command = cargo();
    command
        .args(["test", "--package", "e2e", "--test", binary, "--"])
        .args(filter)
        .current_dir(&ws.root)
        .env("PORTAL_DIST", dist)
        .env("PORTAL_FIRST_PAGE", size::first_page(ws, dist)?.join(" "))
        .env("DATASERVICE_BIN", service)
        .env("CHROME", browser.chrome)
        .env("CHROMEDRIVER", browser.driver)
        .env("AXE_CORE_JS", axe)
        .env("FONTS", fonts)
        .env("OIDC_PROVIDER", tools::oidc_provider(ws)?);
    // A journey waits for the browser and the service about a third of its time.
    const THREADS: &str = "RUST_TEST_THREADS";
    if let (None, Ok(cores)) = (std::env::var_os(THREADS), available_parallelism()) {
        command.env(THREADS, (cores.get() + 1).to_string());
    }
    Ok(command)
}

/// Writes a file that tells the driver which browser to start, and with which options: headless, also as root and in a
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
