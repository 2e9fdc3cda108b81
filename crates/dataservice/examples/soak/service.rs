//! The service under load: the real program, on a free port of this machine and with a database of its own.

use crate::Failed;
use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdout, Command, Stdio};

/// How many people the directory has.
const PEOPLE: &str = "2000";

pub struct Service {
    program: PathBuf,
    store: PathBuf,
    /// Its URL, the same after every start.
    pub address: String,
    child: Child,
    /// Must stay open, so that the service can still write to its output.
    _words: BufReader<ChildStdout>,
}

impl Drop for Service {
    fn drop(&mut self) {
        drop(self.kill());
    }
}

impl Service {
    pub fn start(program: &Path, folder: &Path) -> Result<Self, Failed> {
        let store = folder.join("directory.sqlite");
        let (child, words, address) = run(program, &store, "127.0.0.1:0")?;
        Ok(Self { program: program.to_owned(), store, address, child, _words: words })
    }

    /// Kills the process without any shutdown (SIGKILL), like a power failure.
    pub fn kill(&mut self) -> Result<(), Failed> {
        self.child.kill()?;
        self.child.wait()?;
        Ok(())
    }

    pub fn start_again(&mut self) -> Result<(), Failed> {
        let listen = self.address.trim_start_matches("http://").to_owned();
        (self.child, self._words, self.address) = run(&self.program, &self.store, &listen)?;
        Ok(())
    }

    /// The memory of the process in megabytes; none where the system does not say.
    pub fn megabytes(&self) -> Option<f64> {
        let status = std::fs::read_to_string(format!("/proc/{}/status", self.child.id())).ok()?;
        let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:"))?;
        let kilobytes: f64 = line.trim().trim_end_matches("kB").trim().parse().ok()?;
        Some(kilobytes / 1024.0)
    }
}

fn run(program: &Path, store: &Path, listen: &str) -> Result<(Child, BufReader<ChildStdout>, String), Failed> {
    let mut child = Command::new(program)
        .args(["--listen", listen, "--objects", PEOPLE, "--store"])
        .arg(store)
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .spawn()
        .map_err(|error| format!("{}: {error}", program.display()))?;
    let mut words = BufReader::new(child.stdout.take().ok_or("the service has no output")?);
    let mut said = String::new();
    words.read_line(&mut said)?;
    let address = said.trim().strip_prefix("listening on ").ok_or("the service did not start")?.to_owned();
    Ok((child, words, address))
}
