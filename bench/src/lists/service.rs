//! The embedded Data Service with a large directory, which also serves both pages.

use super::{GROUPS, PEOPLE};
use crate::env;
use anyhow::{Context, Result, bail};
use std::io::{BufRead, BufReader};
use std::process::{Child, Command, Stdio};

/// A running service; it ends with this value.
pub struct Service {
    /// `http://127.0.0.1:1234`
    pub address: String,
    child: Child,
}

impl Service {
    pub fn start() -> Result<Self> {
        let program = env("DATASERVICE_BIN")?;
        eprintln!("==> a directory of {PEOPLE} people and {GROUPS} groups");
        let mut child = Command::new(&program)
            .args(["--listen", "127.0.0.1:0", "--objects", PEOPLE, "--groups", GROUPS, "--token-seconds", "36000"])
            .args(["--store", &env("BENCH_STORE")?, "--portal", &env("BENCH_PORTAL")?])
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .spawn()
            .with_context(|| format!("{program} could not be started"))?;
        let mut words = BufReader::new(child.stdout.take().context("the service has no standard output")?);
        let mut service = Self { address: String::new(), child };
        let mut said = String::new();
        while service.address.is_empty() {
            said.clear();
            if words.read_line(&mut said)? == 0 {
                bail!("the service ended before it was ready");
            }
            service.address = said.trim().strip_prefix("listening on ").unwrap_or_default().to_owned();
        }
        // Whatever else it says is read, or it would wait for a reader.
        std::thread::spawn(move || words.lines().for_each(drop));
        Ok(service)
    }
}

impl Drop for Service {
    fn drop(&mut self) {
        drop(self.child.kill());
        drop(self.child.wait());
    }
}
