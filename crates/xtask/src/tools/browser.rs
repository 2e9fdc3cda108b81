//! The browsers for the tests: Chromium or Chrome, and its driver with the same version; and Firefox.

use std::env;
use std::path::PathBuf;

use anyhow::{Context, Result, bail};

use super::{apt, crates};
use crate::run::which;
use crate::workspace::Workspace;

/// A browser and its WebDriver.
pub struct Browser {
    pub chrome: PathBuf,
    pub driver: PathBuf,
}

const NAMES: [&str; 5] = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome"];
/// The packages of the browser, its driver, and fonts, without which text has no width to test.
const PACKAGES: [&str; 4] = ["chromium", "chromium-driver", "fonts-noto-core", "fonts-noto-color-emoji"];

/// Finds a browser by `CHROME` and `CHROMEDRIVER`, else on PATH and in the usual places; otherwise installs one.
pub fn browser() -> Result<Browser> {
    let chrome = named("CHROME")?.or_else(find_chrome);
    let driver = named("CHROMEDRIVER")?.or_else(|| which("chromedriver"));
    if let (Some(chrome), Some(driver)) = (chrome, driver) {
        return Ok(Browser { chrome, driver });
    }
    let lacking = "Chromium (or Chrome) and its chromedriver, in which the portal is tested \
                   (CHROME and CHROMEDRIVER may name them)";
    apt::install(&PACKAGES, lacking, "about a minute")?;
    // Both are from the package, even if there is another browser, because their versions must agree.
    Ok(Browser {
        chrome: which("chromium").context("the package chromium brought no chromium")?,
        driver: which("chromedriver").context("chromium-driver brought no chromedriver")?,
    })
}

/// Firefox and its WebDriver.
pub struct Firefox {
    pub program: PathBuf,
    pub driver: PathBuf,
}

/// Finds Firefox by `FIREFOX` and its driver by `GECKODRIVER`, else on PATH; otherwise installs them.
pub fn firefox(ws: &Workspace) -> Result<Firefox> {
    let find = || which("firefox-esr").or_else(|| which("firefox"));
    let program = match named("FIREFOX")?.or_else(find) {
        Some(program) => program,
        None => {
            let lacking = "Firefox, in which the core journeys are walked as well (FIREFOX may name it)";
            apt::install(&["firefox-esr"], lacking, "about a minute")?;
            which("firefox-esr").context("the package firefox-esr brought no firefox-esr")?
        }
    };
    let driver = match named("GECKODRIVER")? {
        Some(driver) => driver,
        None => crates::geckodriver(ws)?,
    };
    Ok(Firefox { program, driver })
}

/// The program that an environment variable names. A wrong name is reported rather than ignored.
fn named(variable: &str) -> Result<Option<PathBuf>> {
    let Some(value) = env::var_os(variable).filter(|value| !value.is_empty()) else {
        return Ok(None);
    };
    let path = PathBuf::from(value);
    if path.is_file() {
        return Ok(Some(path));
    }
    match path.to_str().and_then(which) {
        Some(found) => Ok(Some(found)),
        None => bail!("{variable} names {}, which is no program", path.display()),
    }
}

fn find_chrome() -> Option<PathBuf> {
    NAMES.iter().find_map(|name| which(name)).or_else(|| usual_places().into_iter().find(|program| program.is_file()))
}

/// The places of Chrome on systems where it is not on PATH.
fn usual_places() -> Vec<PathBuf> {
    if cfg!(windows) {
        ["ProgramFiles", "ProgramFiles(x86)", "LOCALAPPDATA"]
            .into_iter()
            .filter_map(env::var_os)
            .map(|folder| PathBuf::from(folder).join(r"Google\Chrome\Application\chrome.exe"))
            .collect()
    } else if cfg!(target_os = "macos") {
        ["Google Chrome", "Chromium"]
            .map(|name| PathBuf::from(format!("/Applications/{name}.app/Contents/MacOS/{name}")))
            .into()
    } else {
        Vec::new()
    }
}
