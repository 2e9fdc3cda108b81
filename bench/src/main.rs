//! The criteria builder beside react-querybuilder, in the same browser in the same run. `cargo xtask bench` makes the
//! pages, runs this, and says what it needs: `BENCH_PAGES`, `CHROME`, `CHROMEDRIVER`.
//!
//! Runs alternate between the two (ABAB), each in a page loaded afresh, so that whatever else the machine does hits both.
//! What is compared is the median.
#![allow(clippy::print_stdout, reason = "a command-line program: printing is its face")]

mod browser;
mod measure;
mod report;
mod server;

use anyhow::{Context, Result};
use browser::Browser;
use measure::{Figures, Side};
use report::Report;
use server::Server;
use std::path::PathBuf;

/// Conditions of the rules.
const SIZES: [usize; 3] = [10, 100, 1_000];
/// Runs of each side and size: odd, so that the median is one of them.
const RUNS: usize = 9;

fn main() -> Result<()> {
    let folder = PathBuf::from(env("BENCH_PAGES")?);
    let server = Server::start(folder)?;
    let browser = Browser::start(&env("CHROMEDRIVER")?, &env("CHROME")?)?;
    let mut report = Report::new(browser.version.clone(), RUNS);
    for size in SIZES {
        // One of each does not count: the browser keeps compiled code from then on.
        for run in 0..=RUNS {
            eprintln!(
                "==> {size} conditions: {}",
                if run == 0 { "once to warm up".into() } else { format!("run {run} of {RUNS}") }
            );
            for side in Side::BOTH {
                let figures: Figures = measure::measure(&browser, &server.address, side, size)
                    .with_context(|| format!("{} with {size} conditions", side.name()))?;
                if run > 0 {
                    report.add(side, size, figures);
                }
            }
        }
    }
    print!("{report}");
    Ok(())
}

fn env(name: &str) -> Result<String> {
    std::env::var(name).with_context(|| format!("{name} is not set: run this by `cargo xtask bench`"))
}
