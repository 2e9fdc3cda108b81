//! A real OpenID Connect provider in the place of the Security Service, in front of the service of a journey.

use super::env;
use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::sync::{Arc, Mutex};

/// The provider, a process of its own.
pub struct Provider {
    child: Child,
    address: String,
    /// What it has said, one event a line.
    events: Arc<Mutex<Vec<String>>>,
}

impl Provider {
    /// Starts it in front of a service.
    pub fn start(service: &str) -> Self {
        let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("openid").join("provider.mjs");
        let mut command = Command::new("node");
        command.arg(script).env("OIDC_PROVIDER", env("OIDC_PROVIDER")).env("UPSTREAM", service);
        command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::null());
        let mut child = command.spawn().expect("Node.js is on PATH");
        let mut words = BufReader::new(child.stdout.take().unwrap());
        let mut said = String::new();
        words.read_line(&mut said).unwrap();
        let address = said.trim().strip_prefix("listening on ").expect("the provider is ready").to_owned();
        let events = Arc::new(Mutex::new(Vec::new()));
        let heard = events.clone();
        std::thread::spawn(move || {
            for line in words.lines().map_while(Result::ok) {
                heard.lock().unwrap().push(line);
            }
        });
        Self { child, address, events }
    }

    /// Its origin, at which the portal is too.
    pub fn address(&self) -> &str {
        &self.address
    }

    /// How often an event has happened so far.
    pub fn count(&self, event: &str) -> usize {
        self.events.lock().unwrap().iter().filter(|line| *line == event).count()
    }

    /// Everything that has happened so far.
    pub fn events(&self) -> Vec<String> {
        self.events.lock().unwrap().clone()
    }
}

impl Drop for Provider {
    fn drop(&mut self) {
        drop(self.child.kill());
        drop(self.child.wait());
    }
}
