//! The criteria builder beside react-querybuilder, in the same browser in the same run; each run in a page loaded afresh.
//! Needs `BENCH_PAGES`. What is compared is the median.

mod measure;
mod report;

use crate::browser::Browser;
use crate::env;
use crate::server::Server;
use anyhow::{Context, Result};
use measure::{Figures, Side};
use report::Report;
use std::path::PathBuf;

/// Conditions of the rules.
const SIZES: [usize; 3] = [10, 100, 1_000];
/// Runs of each side and size: odd, so that the median is one of them.
const RUNS: usize = 9;

pub fn run(browser: &Browser) -> Result<()> {
    let server = Server::start(PathBuf::from(env("BENCH_PAGES")?))?;
    let mut report = Report::new(browser.version.clone(), RUNS);
    for size in SIZES {
        // One of each does not count: the browser keeps compiled code from then on.
        for run in 0..=RUNS {
            eprintln!(
                "==> {size} conditions: {}",
                if run == 0 { "once to warm up".into() } else { format!("run {run} of {RUNS}") }
            );
            for side in Side::BOTH {
                let figures: Figures = measure::measure(browser, &server.address, side, size)
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
