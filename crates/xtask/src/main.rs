//! The repository's own commands: `cargo xtask start | test | ci | api | size | dist | bench | soak | probe`.
//!
//! There is one file per command, and a few that they share: [`workspace`] (where things are), [`run`] (running other
//! programs), [`tools`] (installing missing tools), [`portal`] (the web build), [`service`] (the program of the
//! embedded Data Service), [`house`] (the house rules). Nothing of the product is here.
//!
//! Progress goes to standard error, results (tables, the URL) to standard output.
#![allow(clippy::print_stdout, reason = "a command-line program: printing is its face")]

mod bench;
mod ci;
mod cli;
mod digest;
mod dist;
mod house;
mod portal;
mod probe;
mod run;
mod service;
mod size;
mod soak;
mod start;
mod test;
mod tools;
mod workspace;

use std::process::ExitCode;

use anyhow::Result;

use crate::cli::Task;
use crate::workspace::Workspace;

fn main() -> ExitCode {
    match work(cli::parse()) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("\nerror: {error:#}");
            ExitCode::FAILURE
        }
    }
}

fn work(task: Task) -> Result<()> {
    let ws = Workspace::locate()?;
    match task {
        Task::Start(options) => start::start(&ws, &options),
        Task::Test(part, filter, accept) => test::test(&ws, part, filter.as_deref(), accept),
        Task::Ci => ci::ci(&ws),
        Task::Api => service::write_api(&ws),
        Task::Size => size::size(&ws),
        Task::Dist => dist::dist(&ws),
        Task::Bench(what) => bench::bench(&ws, what),
        Task::Soak(options) => soak::soak(&ws, &options),
        Task::Probe(arguments) => probe::probe(&ws, &arguments),
    }
}
