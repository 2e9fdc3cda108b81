//! A long run of the embedded service under load, with kills in between:
//! `soak --service PROGRAM [--minutes 10] [--rate 200] [--kill-every 60]`; `cargo xtask soak` builds and runs it.
//!
//! Workers send mixed requests over the documented routes, each about groups of its own. Every so often the service is
//! killed in the middle of them and started again on the same database; then everything that it had acknowledged must be
//! there, and nothing else than what it may have begun. Only a service of its own is used, on this machine.
#![allow(clippy::print_stdout)]

mod client;
mod figures;
mod gate;
mod ledger;
mod service;
mod worker;

use clap::{Arg, value_parser};
use client::Client;
use figures::{Life, table};
use gate::Gate;
use ledger::Ledger;
use service::Service;
use std::error::Error;
use std::path::PathBuf;
use std::process::ExitCode;
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};
use worker::Worker;

pub type Failed = Box<dyn Error>;

/// How many requests are under way at once at most.
const WORKERS: usize = 12;
/// How often the memory of the service is looked at.
const LOOK: Duration = Duration::from_millis(500);

struct Wanted {
    program: PathBuf,
    whole: Duration,
    rate: u32,
    life: Duration,
}

fn wanted() -> Result<Wanted, Failed> {
    let number = |name: &'static str| Arg::new(name).long(name).value_parser(value_parser!(u32).range(1..));
    let program = Arg::new("service").long("service").required(true).value_parser(value_parser!(PathBuf));
    let given = clap::Command::new("soak")
        .args([program, number("minutes"), number("rate"), number("kill-every")])
        .get_matches();
    let seconds = |name: &str, default: u32| given.get_one(name).copied().unwrap_or(default);
    Ok(Wanted {
        program: given.get_one("service").cloned().ok_or("no program")?,
        whole: Duration::from_secs(u64::from(seconds("minutes", 10)) * 60),
        rate: seconds("rate", 200),
        life: Duration::from_secs(u64::from(seconds("kill-every", 60))),
    })
}

fn main() -> Result<ExitCode, Failed> {
    let wanted = wanted()?;
    let folder = std::env::temp_dir().join(format!("soak-{}", std::process::id()));
    let outcome = soak(&wanted, Service::start(&wanted.program, &folder)?);
    drop(std::fs::remove_dir_all(&folder));
    let (lives, mut faults) = outcome?;
    faults.extend(growth(&lives));
    print!("{}", table(&lives, wanted.rate));
    for fault in &faults {
        println!("FAULT: {fault}");
    }
    println!("{}", if faults.is_empty() { "nothing acknowledged was lost, memory is flat" } else { "FAILED" });
    Ok(if faults.is_empty() { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

/// How many times as much memory a later life may take: the directory grows with every group that is created.
const GROWTH: f64 = 1.5;

/// What is wrong if the service takes more and more memory: the highest of the last life beside that of the second,
/// because the first begins with an empty directory.
fn growth(lives: &[Life]) -> Option<String> {
    let [_, second, .., last] = lives else { return None };
    let [before, after] = [second, last].map(Life::highest);
    (after > before * GROWTH).then(|| format!("memory has grown from {before:.1} to {after:.1} megabytes"))
}

/// Runs the whole; returns the figures of each life of the service, and everything that went wrong.
fn soak(wanted: &Wanted, mut service: Service) -> Result<(Vec<Life>, Vec<String>), Failed> {
    let gate = Arc::new(Gate::new(WORKERS, wanted.rate));
    let ledgers: Vec<_> = (0..WORKERS).map(|_| Arc::new(Mutex::new(Ledger::default()))).collect();
    let faults = Arc::new(Mutex::new(Vec::new()));
    let mut workers = Vec::new();
    for (number, ledger) in ledgers.iter().enumerate() {
        let client = Client::new(&service.address);
        let mut worker = Worker::new(number, client, gate.clone(), ledger.clone(), faults.clone())?;
        workers.push(std::thread::spawn(move || worker.work()));
    }
    let (begun, mut lives) = (Instant::now(), Vec::new());
    let mut rest = wanted.whole;
    while !rest.is_zero() {
        let (life, mut memory) = (rest.min(wanted.life), Vec::new());
        gate.open();
        let since = Instant::now();
        while since.elapsed() < life {
            std::thread::sleep(LOOK);
            memory.extend(service.megabytes());
        }
        gate.close();
        let killed = Instant::now();
        service.kill()?;
        // Every request has failed or was answered by now, so what was acknowledged no longer changes.
        gate.wait_for_workers();
        service.start_again()?;
        let restart = killed.elapsed();
        let checked = ledger::check(&mut Client::new(&service.address), &ledgers)?;
        faults.lock().map_err(|_| "a worker panicked")?.extend(checked.faults);
        let figures = ledgers.iter().map(|ledger| ledger.lock().map(|mut held| held.take_figures()));
        let figures = figures.collect::<Result<Vec<_>, _>>().map_err(|_| "a worker panicked")?;
        lives.push(Life::new(
            since.elapsed(),
            memory,
            restart,
            checked.groups,
            figures.into_iter().flatten().collect(),
        ));
        rest = wanted.whole.saturating_sub(begun.elapsed());
        eprintln!("{:>4} s: {}", begun.elapsed().as_secs(), lives.last().map(Life::to_string).unwrap_or_default());
    }
    gate.end();
    for worker in workers {
        worker.join().map_err(|_| "a worker panicked")?;
    }
    service.kill()?;
    let faults = std::mem::take(&mut *faults.lock().map_err(|_| "a worker panicked")?);
    Ok((lives, faults))
}
