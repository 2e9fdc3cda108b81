//! ChromeDriver: one for all tests that run at the same time, on a free port.

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
    /// Closing it would end the driver at its next word.
    _words: BufReader<ChildStdout>,
    /// Where the browsers keep their profiles; they leave some of it behind.
    _folder: Folder,
}

impl Driver {
    /// The one that runs, or a new one.
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

/// A configuration under which the browser knows only the fonts of the tests: text is as wide on every machine.
fn fonts(folder: &Folder) -> PathBuf {
    let file = folder.at("fonts.conf");
    let alias = |family: &str, font: &str| {
        format!("<alias binding=\"strong\"><family>{family}</family><prefer><family>{font}</family></prefer></alias>")
    };
    // "Sans" is what a browser calls the font of the system where it knows of none.
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
        // Asked, it also ends the browsers it has started; killed, it would leave them.
        let agent = ureq::Agent::config_builder().timeout_global(Some(Duration::from_secs(5))).build().new_agent();
        if agent.get(format!("{}/shutdown", self.address)).call().is_err() {
            drop(self.child.kill());
        }
        drop(self.child.wait());
    }
}
