//! `soak`: runs the embedded service under load for minutes, kills it again and again, and looks whether anything is lost.
//! By hand, because it takes its time.

use std::process::Command;

use anyhow::Result;

use crate::run::{cargo, run};
use crate::service;
use crate::workspace::Workspace;

/// What to run it with; each is a whole number above 0.
#[derive(Debug, PartialEq, Eq)]
pub struct Options {
    pub minutes: u32,
    /// Requests per second.
    pub rate: u32,
    /// The seconds from a start of the service to its kill.
    pub kill_every: u32,
}

/// Builds the service and the program that asks it, and runs them on this machine.
pub fn soak(ws: &Workspace, options: &Options) -> Result<()> {
    let program = service::build(ws)?;
    run(cargo().args(["build", "--release", "--package", "dataservice", "--example", "soak"]).current_dir(&ws.root))?;
    let soak = ws.target.join("release").join("examples").join("soak").with_extension(std::env::consts::EXE_EXTENSION);
    let number = |name: &str, value: u32| [name.to_owned(), value.to_string()];
    run(Command::new(soak)
        .arg("--service")
        .arg(program)
        .args(number("--minutes", options.minutes))
        .args(number("--rate", options.rate))
        .args(number("--kill-every", options.kill_every)))
}
