//! The WebDriver of the browser. ChromeDriver is one process on a free port, shared by all tests that run at the same
//! time; geckodriver can drive one Firefox only, so there is one for each window.

use super::env;
use super::folder::Folder;
use serde_json::{Value, json};
use std::io::{BufRead, BufReader};
use std::path::PathBuf;
use std::process::{Child, ChildStdout, Command, Stdio};
use std::sync::{Arc, Mutex, PoisonError, Weak};
use std::time::Duration;

/// The browser in which the journeys run.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Browser {
    Chromium,
    Firefox,
}

impl Browser {
    /// The one that the environment variable `BROWSER` names.
    pub fn chosen() -> Self {
        match std::env::var("BROWSER").as_deref() {
            Err(_) | Ok("chromium") => Self::Chromium,
            Ok("firefox") => Self::Firefox,
            Ok(other) => panic!("BROWSER is {other}; it may be chromium or firefox"),
        }
    }

    /// The variable that names the driver, what the driver gets, and what it says before its port.
    fn driver(self) -> (&'static str, [&'static str; 2], &'static str) {
        match self {
            Self::Chromium => ("CHROMEDRIVER", ["--port=0", "--log-level=SEVERE"], "successfully on port "),
            Self::Firefox => ("GECKODRIVER", ["--port=0", "--log=info"], "Listening on 127.0.0.1:"),
        }
    }

    /// What a session asks for; `listens` logs the network traffic, which only Chromium does.
    pub fn capabilities(self, listens: bool) -> Value {
        match self {
            Self::Chromium => json!({
                "acceptInsecureCerts": true,
                "goog:loggingPrefs": { "browser": "ALL", "performance": if listens { "ALL" } else { "OFF" } },
                "goog:chromeOptions": {
                    "binary": env("CHROME"),
                    "args": [
                        "--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage",
                        "--disable-background-networking", "--no-first-run", "--window-size=1280,900", "--lang=en-US",
                        "--font-render-hinting=none", "--disable-lcd-text", "--force-color-profile=srgb",
                        // WebDriver's own setting is for pages and not for service workers.
                        "--ignore-certificate-errors",
                    ],
                },
            }),
            Self::Firefox => json!({
                "acceptInsecureCerts": true,
                "moz:firefoxOptions": {
                    "binary": env("FIREFOX"),
                    "args": ["-headless", "--width=1280", "--height=900"],
                    "prefs": { "intl.accept_languages": "en-US" },
                },
            }),
        }
    }
}

/// A running driver; it ends with its last user.
pub struct Driver {
    pub address: String,
    browser: Browser,
    child: Child,
    /// Must stay open, because ChromeDriver ends when it cannot write to its output.
    _words: BufReader<ChildStdout>,
    /// The browsers' profiles; browsers do not remove them completely.
    _folder: Folder,
}

impl Driver {
    /// A driver that can start one more browser: the running one, or a new one.
    pub fn of(browser: Browser) -> Arc<Self> {
        static RUNNING: Mutex<Weak<Driver>> = Mutex::new(Weak::new());
        if browser == Browser::Firefox {
            return Arc::new(Self::start(browser));
        }
        let mut running = RUNNING.lock().unwrap_or_else(PoisonError::into_inner);
        running.upgrade().unwrap_or_else(|| {
            let driver = Arc::new(Self::start(browser));
            *running = Arc::downgrade(&driver);
            driver
        })
    }

    fn start(browser: Browser) -> Self {
        let (variable, arguments, ready) = browser.driver();
        let program = env(variable);
        let mut command = Command::new(&program);
        command.args(arguments).stdin(Stdio::null()).stdout(Stdio::piped());
        let folder = Folder::new();
        let mut child = command
            .env("TMPDIR", folder.path())
            .env("FONTCONFIG_FILE", fonts(&folder))
            .spawn()
            .unwrap_or_else(|error| panic!("{}: {error}", program.display()));
        let mut words = BufReader::new(child.stdout.take().unwrap());
        let mut said = String::new();
        let port = loop {
            let start = said.len();
            let read = words.read_line(&mut said).unwrap();
            assert!(read > 0, "the driver ended before it was ready: {said}");
            if let Some((_, port)) = said[start..].split_once(ready) {
                break port.trim().trim_end_matches('.').to_owned();
            }
        };
        Self { address: format!("http://127.0.0.1:{port}"), browser, child, _words: words, _folder: folder }
    }
}

/// A fontconfig file with only the fonts of the tests, so that text has the same width on every machine.
fn fonts(folder: &Folder) -> PathBuf {
    let file = folder.at("fonts.conf");
    let alias = |family: &str, font: &str| {
        format!("<alias binding=\"strong\"><family>{family}</family><prefer><family>{font}</family></prefer></alias>")
    };
    // "Sans" is the browser's name for the system font if the system names none.
    let sans =
        ["sans-serif", "Sans", "system-ui", "serif", "Noto Sans"].map(|family| alias(family, "DejaVu Sans")).concat();
    let mono = ["monospace", "ui-monospace"].map(|family| alias(family, "DejaVu Sans Mono")).concat();
    let (own, cache) = (folder.at("fonts"), folder.at("fonts-cache"));
    std::fs::create_dir_all(&own).unwrap();
    for font in ["Sans", "Sans-Bold", "Sans-Oblique", "SansMono", "SansMono-Bold"] {
        let font = format!("DejaVu{font}.ttf");
        std::fs::copy(env("FONTS").join(&font), own.join(&font)).unwrap();
    }
    let draw = "<match target=\"font\"><edit name=\"hinting\" mode=\"assign\"><bool>false</bool></edit>\
                <edit name=\"rgba\" mode=\"assign\"><const>none</const></edit></match>";
    let text = format!(
        "<?xml version=\"1.0\"?><!DOCTYPE fontconfig SYSTEM \"fonts.dtd\"><fontconfig><dir>{}</dir>\
         <cachedir>{}</cachedir>{sans}{mono}{draw}</fontconfig>",
        own.display(),
        cache.display(),
    );
    std::fs::write(&file, text).unwrap();
    file
}

impl Drop for Driver {
    fn drop(&mut self) {
        // ChromeDriver's shutdown request also ends the browsers; killing it would leave them running. Geckodriver has no
        // such request, and its browser has ended with the session.
        let agent = ureq::Agent::config_builder().timeout_global(Some(Duration::from_secs(5))).build().new_agent();
        let ends = || agent.get(format!("{}/shutdown", self.address)).call().is_ok();
        if self.browser == Browser::Firefox || !ends() {
            drop(self.child.kill());
        }
        drop(self.child.wait());
    }
}
