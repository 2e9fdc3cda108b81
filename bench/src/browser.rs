//! A headless Chromium, driven by ChromeDriver: the few commands that a benchmark needs.

use anyhow::{Context, Result, bail};
use serde_json::{Value, json};
use std::io::{BufRead, BufReader};
use std::path::PathBuf;
use std::process::{Child, ChildStdout, Command, Stdio};
use std::time::Duration;

/// As in the tests; and frames as fast as they are made, not sixty a second, or every short time would be a frame's.
const ARGUMENTS: [&str; 9] = [
    "--headless=new",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-dev-shm-usage",
    "--disable-background-networking",
    "--no-first-run",
    "--window-size=1280,900",
    "--disable-frame-rate-limit",
    "--disable-gpu-vsync",
];

/// A running browser.
pub struct Browser {
    /// `Chromium 156.0.…`
    pub version: String,
    agent: ureq::Agent,
    driver: String,
    session: String,
    child: Child,
    /// Where the browser keeps its profile, of which it leaves some behind.
    folder: PathBuf,
    /// Closing it would end the driver at its next word.
    _words: BufReader<ChildStdout>,
}

impl Browser {
    pub fn start(driver: &str, chrome: &str) -> Result<Self> {
        let folder = std::env::temp_dir().join(format!("groupid-portal-bench-{}", std::process::id()));
        std::fs::create_dir_all(&folder)?;
        let mut child = Command::new(driver)
            .args(["--port=0", "--log-level=SEVERE"])
            .env("TMPDIR", &folder)
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .spawn()
            .with_context(|| format!("{driver} could not be started"))?;
        let mut words = BufReader::new(child.stdout.take().context("ChromeDriver has no standard output")?);
        let agent = ureq::Agent::config_builder()
            .http_status_as_error(false)
            .timeout_global(Some(Duration::from_secs(120)))
            .build()
            .new_agent();
        let driver = format!("http://127.0.0.1:{}", port(&mut words)?);
        let mut browser =
            Self { version: String::new(), agent, driver, session: String::new(), child, folder, _words: words };
        let wanted = json!({ "capabilities": { "alwaysMatch": {
            "goog:chromeOptions": { "binary": chrome, "args": ARGUMENTS },
            "timeouts": { "script": 100_000, "pageLoad": 60_000 },
        } } });
        let session = browser.post("/session", &wanted)?;
        browser.session = format!("/session/{}", session["sessionId"].as_str().context("no session")?);
        browser.version = format!("Chromium {}", session["capabilities"]["browserVersion"].as_str().unwrap_or("?"));
        Ok(browser)
    }

    /// Loads a page.
    pub fn open(&self, url: &str) -> Result<()> {
        self.command("/url", &json!({ "url": url })).map(drop)
    }

    /// Runs the body of an asynchronous function and answers what it returns.
    pub fn run(&self, body: &str, arguments: &Value) -> Result<Value> {
        let script = format!(
            "const done = arguments[arguments.length - 1];
             (async (...given) => {{ {body} }})(...arguments).then(
                 (value) => done({{ value }}), (error) => done({{ error: String(error?.stack ?? error) }}))"
        );
        let mut answer = self.command("/execute/async", &json!({ "script": script, "args": arguments }))?;
        match answer.get("error") {
            Some(error) => bail!("the page says: {error}"),
            None => Ok(answer["value"].take()),
        }
    }

    /// A command of Chrome's own protocol.
    pub fn devtools(&self, command: &str, parameters: &Value) -> Result<Value> {
        self.command("/goog/cdp/execute", &json!({ "cmd": command, "params": parameters }))
    }

    fn command(&self, path: &str, body: &Value) -> Result<Value> {
        self.post(&format!("{}{path}", self.session), body)
    }

    fn post(&self, path: &str, body: &Value) -> Result<Value> {
        let answer = self.agent.post(format!("{}{path}", self.driver)).send_json(body);
        let mut answer: Value = answer.context("ChromeDriver does not answer")?.body_mut().read_json()?;
        let mut value = answer["value"].take();
        match value["message"].take() {
            Value::String(message) if value.get("error").is_some() => bail!("{path}: {message}"),
            _ => Ok(value),
        }
    }
}

/// The port that the driver says it listens on.
fn port(words: &mut BufReader<ChildStdout>) -> Result<String> {
    let mut said = String::new();
    loop {
        let start = said.len();
        if words.read_line(&mut said)? == 0 {
            bail!("ChromeDriver ended before it was ready: {said}");
        }
        if let Some((_, port)) = said[start..].split_once("successfully on port ") {
            return Ok(port.trim().trim_end_matches('.').to_owned());
        }
    }
}

impl Drop for Browser {
    fn drop(&mut self) {
        // Asked, the driver also ends the browser; killed, it would leave it.
        let asked = self.agent.get(format!("{}/shutdown", self.driver)).call();
        if asked.is_err() {
            drop(self.child.kill());
        }
        drop(self.child.wait());
        drop(std::fs::remove_dir_all(&self.folder));
    }
}
