//! ChromeDriver: one process on a free port, shared by all tests that run at the same time.

use super::env;
use super::folder::Folder;
use std::io::{BufRead, BufReader};
use std::path::PathBuf;
use std::process::{Child, ChildStdout, Command, Stdio};
use std::sync::{Arc, Mutex, PoisonError, Weak};
use std::time::Duration;

/// A running ChromeDriver; it ends with its last user.
pub struct Driver {
    pub address: String,
    child: Child,
    /// Must stay open, because ChromeDriver ends when it cannot write to its output.
    _words: BufReader<ChildStdout>,
    /// The browsers' profiles; browsers do not remove them completely.
    _folder: Folder,
}

impl Driver {
    /// The running driver, or a new one.
    pub fn shared() -> Arc<Self> {
        static RUNNING: Mutex<Weak<Driver>> = Mutex::new(Weak::new());
        let mut running = RUNNING.lock().unwrap_or_else(PoisonError::into_inner);
        running.upgrade().unwrap_or_else(|| {
            let driver = Arc::new(Self::start());
            *running = Arc::downgrade(&driver);
            driver
        })
    }

    fn start() -> Self {
        let program = env("CHROMEDRIVER");
        let mut command = Command::new(&program);
        command.args(["--port=0", "--log-level=SEVERE"]).stdin(Stdio::null()).stdout(Stdio::piped());
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
            assert!(read > 0, "ChromeDriver ended before it was ready: {said}");
            if let Some((_, port)) = said[start..].split_once("successfully on port ") {
                break port.trim().trim_end_matches('.').to_owned();
            }
        };
        Self { address: format!("http://127.0.0.1:{port}"), child, _words: words, _folder: folder }
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
        // The shutdown request also ends the browsers; killing the driver would leave them running.
        let agent = ureq::Agent::config_builder().timeout_global(Some(Duration::from_secs(5))).build().new_agent();
        if agent.get(format!("{}/shutdown", self.address)).call().is_err() {
            drop(self.child.kill());
        }
        drop(self.child.wait());
    }
}
