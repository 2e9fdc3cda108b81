//! `ci`: every check there is, ordered so that a mistake shows as early as possible.

use std::time::{Duration, Instant};

use anyhow::{Context, Result};

use crate::run::{cargo, run, say};
use crate::workspace::{WASM, Workspace};
use crate::{dist, house, portal, size, test, tools};

type Step = (&'static str, fn(&Workspace) -> Result<()>);

const STEPS: [Step; 16] = [
    // The first step, so that a machine on which a tool is missing says so before the long steps.
    ("tools", tools::all),
    ("house rules", house::check),
    ("format", format),
    ("dependencies", dependencies),
    ("lints, native", lints_native),
    ("lints, wasm", lints_wasm),
    ("test native", |ws| test::native(ws, None)),
    ("test samba", |ws| test::samba(ws, None)),
    ("test web", |ws| test::web(ws, None)),
    ("build what ships", |ws| portal::shipped(ws).map(drop)),
    ("test e2e", |ws| test::e2e(ws, &portal::shipped(ws)?, None)),
    ("test documented", |ws| test::documented(ws, &portal::shipped(ws)?, None)),
    ("test firefox", |ws| test::firefox(ws, &portal::shipped(ws)?, None)),
    ("test pictures", |ws| test::pictures(ws, &portal::shipped(ws)?, None, false)),
    ("size", size::size),
    ("dist", dist::dist),
];

/// Runs the steps, and stops at the first one that fails.
pub fn ci(ws: &Workspace) -> Result<()> {
    let begun = Instant::now();
    let mut table = String::new();
    for (number, (name, work)) in (1..).zip(STEPS) {
        eprintln!("\n[{number}/{}] {name}", STEPS.len());
        let step_begun = Instant::now();
        let outcome = work(ws);
        let time = seconds(step_begun.elapsed());
        let word = if outcome.is_ok() { "ok" } else { "FAILED" };
        say(format!("{name}: {word}, {}", time.trim_start()));
        table += &row(name, &time, word);
        if outcome.is_err() {
            print(&table, begun);
            return outcome.with_context(|| format!("ci: {name}"));
        }
    }
    print(&table, begun);
    Ok(())
}

fn format(ws: &Workspace) -> Result<()> {
    run(cargo().args(["fmt", "--all", "--check"]).current_dir(&ws.root)).context("`cargo fmt --all` mends this")
}

/// Licences and origins of all dependencies (deny.toml), and known vulnerabilities if their list can be fetched.
fn dependencies(ws: &Workspace) -> Result<()> {
    let deny =
        |arguments: &[&str]| Ok::<_, anyhow::Error>(run(tools::cargo_deny(ws)?.arg("--workspace").args(arguments)));
    deny(&["check", "licenses", "bans", "sources"])??;
    if deny(&["fetch", "db"])?.is_err() {
        say("NOT RUN: known vulnerabilities. The list of advisories cannot be fetched; see above.");
        return Ok(());
    }
    deny(&["check", "advisories"])?
}

fn lints_native(ws: &Workspace) -> Result<()> {
    tools::c_compiler()?;
    run(cargo()
        .args(["clippy", "--workspace", "--exclude", "portal"])
        .args(["--all-targets", "--", "-D", "warnings"])
        .current_dir(&ws.root))
}

fn lints_wasm(ws: &Workspace) -> Result<()> {
    tools::wasm_target(ws)?;
    // With parts of their own, as it ships: what stands without that feature is three empty functions.
    run(cargo()
        .args(["clippy", "--package", "portal", "--target", WASM, "--all-targets", "--features", "split"])
        .args(["--", "-D", "warnings"])
        .current_dir(&ws.root))
}

fn print(table: &str, begun: Instant) {
    print!("\n{table}{}", row("total", &seconds(begun.elapsed()), ""));
}

fn row(name: &str, time: &str, word: &str) -> String {
    let line = format!("{name:<18}{time}  {word}");
    format!("{}\n", line.trim_end())
}

fn seconds(time: Duration) -> String {
    format!("{:>8.1} s", time.as_secs_f64())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn durations_stand_in_a_column() {
        let table = row("format", &seconds(Duration::from_millis(1_540)), "ok")
            + &row("test e2e", &seconds(Duration::from_secs(125)), "FAILED");
        assert_eq!(table, "format                 1.5 s  ok\ntest e2e             125.0 s  FAILED\n");
    }
}
