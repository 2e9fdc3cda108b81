//! A browser session for one test, with a report if the test fails.

use super::driver::{Browser, Driver};
use super::findings::failures;
use super::service::is_documented;
use fantoccini::elements::Element;
use fantoccini::error::CmdError;
use fantoccini::wd::WindowHandle;
use fantoccini::{Client, ClientBuilder};
use hyper_util::client::legacy::connect::HttpConnector;
use serde_json::{Value, json};
use std::cell::RefCell;
use std::future::Future;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::{Duration, Instant};
use tokio::runtime::{Builder, Runtime};

/// How long anything may take to appear.
pub(super) const PATIENCE: Duration = Duration::from_secs(20);
/// How often a condition is checked.
pub(super) const GLANCE: Duration = Duration::from_millis(20);
const SCRIPT: &str = include_str!("page.js");
/// The key of an element reference (WebDriver specification, "Elements").
const ELEMENT: &str = "element-6066-11e4-a52e-4f735466cecf";

/// A browser window with its own session.
pub struct Page {
    pub(super) client: Client,
    runtime: Runtime,
    session: String,
    base: String,
    console: RefCell<Vec<String>>,
    agent: ureq::Agent,
    driver: Arc<Driver>,
}

impl Page {
    /// Opens an empty window for the portal that a service serves; `listens` logs the network traffic.
    pub fn open(service: &str, listens: bool) -> Self {
        Self::below(&format!("{service}/portal/"), listens)
    }

    /// The same for a portal at any address, which ends with a slash; its certificate may be one made for the test.
    pub fn below(base: &str, listens: bool) -> Self {
        let runtime = Builder::new_current_thread().enable_all().build().unwrap();
        let browser = Browser::chosen();
        let driver = Driver::of(browser);
        let Value::Object(capabilities) = browser.capabilities(listens) else { unreachable!() };
        let mut builder = ClientBuilder::new(HttpConnector::new());
        builder.capabilities(capabilities);
        let client = runtime.block_on(builder.connect(&driver.address)).expect("a browser");
        let session = runtime.block_on(client.session_id()).unwrap().unwrap();
        let agent = ureq::Agent::new_with_defaults();
        let base = base.to_owned();
        Self { client, runtime, session, base, console: RefCell::default(), agent, driver }
    }

    pub(super) fn run<T>(&self, command: impl Future<Output = T>) -> T {
        self.runtime.block_on(command)
    }

    /// Opens a path of the portal, such as `groups?q=a`.
    pub fn goto(&self, path: &str) {
        self.run(self.client.goto(&format!("{}{path}", self.base))).unwrap();
    }

    pub fn reload(&self) {
        self.run(self.client.refresh()).unwrap();
    }

    /// Loses the session at the next load, as where the browser has ended the worker that holds it.
    pub fn loses_its_session(&self) {
        self.script("return navigator.serviceWorker.getRegistration().then(found => found?.unregister())");
    }

    /// The tab that the next steps see.
    pub fn tab(&self) -> WindowHandle {
        self.run(self.client.window()).unwrap()
    }

    /// Opens a tab beside the others, for the next steps.
    pub fn new_tab(&self) {
        let opened = self.run(self.client.new_window(true)).unwrap();
        self.to_tab(opened.handle);
    }

    /// Goes to a tab that was opened before.
    pub fn to_tab(&self, tab: WindowHandle) {
        self.run(self.client.switch_to_window(tab)).unwrap();
    }

    /// Runs a script in the first frame of the page.
    pub fn in_frame(&self, script: &str) -> Value {
        self.run(self.client.enter_frame(0)).unwrap();
        let seen = self.script(script);
        self.run(self.client.clone().enter_parent_frame()).unwrap();
        seen
    }

    pub fn go_back(&self) {
        self.run(self.client.back()).unwrap();
    }

    /// The path and query of the page, below the portal's base.
    pub fn place(&self) -> String {
        let url = self.run(self.client.current_url()).unwrap().to_string();
        url.strip_prefix(&self.base).map_or(url.clone(), str::to_owned)
    }

    /// Waits until `look` returns a value; fails after the deadline.
    pub fn wait<T>(&self, what: &str, mut look: impl FnMut() -> Option<T>) -> T {
        let end = Instant::now() + PATIENCE;
        loop {
            if let Some(seen) = look() {
                return seen;
            }
            assert!(Instant::now() < end, "waited {} s in vain: {what}", PATIENCE.as_secs());
            std::thread::sleep(GLANCE);
        }
    }

    /// Runs a query of page.js; an error while the page is changing.
    pub(super) fn try_ask(&self, what: &str, arguments: &[Value]) -> Result<Value, CmdError> {
        let all = [json!(what)].into_iter().chain(arguments.iter().cloned()).collect();
        self.run(self.client.execute(SCRIPT, all))
    }

    pub(super) fn ask(&self, what: &str, arguments: &[Value]) -> Value {
        self.wait(&format!("an answer to {what}"), || self.try_ask(what, arguments).ok())
    }

    /// Runs a script in the page.
    pub fn script(&self, script: &str) -> Value {
        self.run(self.client.execute(script, Vec::new())).unwrap()
    }

    /// Sends a command of the Chrome DevTools Protocol.
    pub fn devtools(&self, command: &str, parameters: Value) -> Value {
        self.vendor("goog/cdp/execute", json!({ "cmd": command, "params": parameters })).expect(command)
    }

    /// Runs a script in every page before its own scripts.
    pub fn before_each_page(&self, script: &str) {
        self.devtools("Page.addScriptToEvaluateOnNewDocument", json!({ "source": script }));
    }

    /// Answers that there is no config.json, as a web server does beside a new portal.
    pub fn without_configuration(&self) {
        self.before_each_page(
            "const send = window.fetch; window.fetch = (asked, ...rest) => \
             (asked.url ?? String(asked)).endsWith('/config.json') \
             ? Promise.resolve(new Response('', { status: 404 })) : send(asked, ...rest)",
        );
    }

    /// The entries that the browser has logged since the last call.
    pub fn log(&self, kind: &str) -> Vec<Value> {
        let entries = self.vendor("se/log", json!({ "type": kind })).unwrap_or_default();
        entries.as_array().cloned().unwrap_or_default()
    }

    fn vendor(&self, command: &str, body: Value) -> Result<Value, ureq::Error> {
        let url = format!("{}/session/{}/{command}", self.driver.address, self.session);
        let answer: Value = self.agent.post(url).send_json(&body)?.body_mut().read_json()?;
        Ok(answer["value"].clone())
    }

    /// All errors in the browser's console so far; none are known of Firefox, whose driver has no request for them.
    pub fn console(&self) -> Vec<String> {
        let errors = self.log("browser").into_iter().filter(|entry| entry["level"] == "SEVERE");
        let texts = errors.map(|entry| entry["message"].as_str().unwrap_or_default().to_owned());
        self.console.borrow_mut().extend(texts);
        self.console.borrow().clone()
    }

    /// Fails on errors in the console, except for the expected ones.
    pub fn console_is_clean(&self, expected: &[&str]) {
        // The question for the extensions is answered "not found" where there are none.
        let is_expected = |line: &String| is_documented() && line.contains("status of 404");
        let is_error = |line: &String| !is_expected(line) && !expected.iter().any(|part| line.contains(part));
        let errors: Vec<_> = self.console().into_iter().filter(is_error).collect();
        assert!(errors.is_empty(), "errors in the browser's console:\n{}", errors.join("\n"));
    }

    pub(super) fn element(&self, found: &Value) -> Option<Element> {
        let id = found[ELEMENT].as_str()?.to_owned();
        Some(Element::from_element_id(self.client.clone(), id.into()))
    }

    pub(super) fn reference(element: &Element) -> Value {
        json!({ ELEMENT: element.element_id().as_ref() })
    }

    /// The visible part of the page as PNG.
    pub fn screenshot(&self) -> Option<Vec<u8>> {
        self.run(self.client.screenshot()).ok()
    }

    /// Prints what helps to find out why a journey failed.
    fn report(&self) {
        let place = self.run(self.client.current_url()).map_or_else(|error| error.to_string(), |url| url.to_string());
        eprintln!("page: {place}");
        match self.screenshot() {
            Some(image) => eprintln!("screenshot: {}", keep(&image).display()),
            None => eprintln!("no screenshot"),
        }
        eprintln!("console errors: {:#?}", self.console());
        if let Ok(Value::String(text)) = self.try_ask("text", &[]) {
            eprintln!("text: {}", text.chars().take(3000).collect::<String>());
        }
        if let Ok(focus) = self.try_ask("focus", &[]) {
            eprintln!("focus: {focus}");
        }
    }
}

impl Drop for Page {
    fn drop(&mut self) {
        if std::thread::panicking() {
            self.report();
        }
        drop(self.run(self.client.clone().close()));
    }
}

/// Writes the last picture of a failed test to `target/e2e-failures`.
fn keep(image: &[u8]) -> PathBuf {
    let test = std::thread::current().name().unwrap_or("test").replace("::", "-");
    let file = failures().join(format!("{test}.png"));
    drop(std::fs::create_dir_all(file.parent().unwrap()));
    drop(std::fs::write(&file, image));
    file
}
