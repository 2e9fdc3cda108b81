//! The portal's lists over a directory of 100,000 people beside a table of TanStack, which is fed by the same searches.
//! Needs `BENCH_PORTAL`, `BENCH_PAGES`, `BENCH_STORE` and `DATASERVICE_BIN`.

mod drive;
mod report;
mod service;

use crate::browser::Browser;
use crate::env;
use anyhow::Result;
use drive::{Driver, Side};
use report::Report;
use service::Service;
use std::path::PathBuf;

/// How many people and groups the directory has; one of the groups has everybody.
const PEOPLE: &str = "100000";
const GROUPS: &str = "10000";
/// Rounds in which each side does everything, in turns.
const ROUNDS: usize = 5;
/// How often it does so in a round.
const TIMES: usize = 6;
/// Pages that are walked through one after the other, and how often the memory is looked at on the way.
const PAGES: usize = 1_000;
const EVERY: usize = 50;

pub fn run(browser: &Browser) -> Result<()> {
    let service = Service::start()?;
    let driver = Driver::new(browser, &service.address, &PathBuf::from(env("BENCH_PAGES")?))?;
    let mut report = Report::new(browser.version.clone(), ROUNDS * TIMES);
    let asked = driver.warm_up()?;
    for round in 1..=ROUNDS {
        for side in Side::BOTH {
            eprintln!("==> round {round} of {ROUNDS}: {}", side.name());
            driver.open(side, &asked)?;
            for (what, figures) in driver.measure(TIMES)? {
                report.add(side, what, figures);
            }
        }
    }
    for side in Side::BOTH {
        eprintln!("==> {PAGES} pages: {}", side.name());
        driver.open(side, &asked)?;
        report.add_walk(side, driver.walk(PAGES, EVERY)?);
    }
    print!("{report}");
    Ok(())
}
