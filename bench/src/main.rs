//! Benchmarks in a browser, one per argument. `cargo xtask bench` makes the pages, runs this, and says what it needs:
//! `CHROME`, `CHROMEDRIVER`, and what each benchmark names.
//!
//! Runs alternate between the portal and what it is compared with (ABAB), so that whatever else the machine does hits
//! both.
#![allow(clippy::print_stdout, reason = "a command-line program: printing is its face")]

mod browser;
mod criteria;
mod lists;
mod quantile;
mod server;

use anyhow::{Context, Result, bail};
use browser::Browser;

fn main() -> Result<()> {
    let browser = Browser::start(&env("CHROMEDRIVER")?, &env("CHROME")?)?;
    match std::env::args().nth(1).as_deref() {
        Some("criteria") => criteria::run(&browser),
        Some("lists") => lists::run(&browser),
        other => bail!("there is no benchmark {other:?}"),
    }
}

fn env(name: &str) -> Result<String> {
    std::env::var(name).with_context(|| format!("{name} is not set: run this by `cargo xtask bench`"))
}
