//! `bench`: measures what the portal promises about speed.
//!
//! [`criteria`] and [`lists`] let the package `bench` measure the portal beside something else in a browser.
//! [`Benchmark::Preview`] measures the embedded Data Service. A missed goal is no error: the tables show it.

mod criteria;
mod lists;

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result};
use serde_json::Value;

use crate::run::{cargo, output, run, say};
use crate::tools;
use crate::workspace::Workspace;

/// A benchmark.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Benchmark {
    /// The criteria builder compared with react-querybuilder, in a browser.
    Criteria,
    /// The lists of a large directory compared with TanStack Table, in a browser.
    Lists,
    /// The preview of a rule in a large directory, in the service.
    Preview,
}

impl Benchmark {
    pub const ALL: [Self; 3] = [Self::Criteria, Self::Lists, Self::Preview];

    pub fn name(self) -> &'static str {
        match self {
            Self::Criteria => "criteria",
            Self::Lists => "lists",
            Self::Preview => "preview",
        }
    }

    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|what| what.name() == name)
    }
}

/// How many people the directory for the preview benchmark has.
const PEOPLE: &str = "100000";
const TIMES: &str = "60";
/// The goals for the preview: the median in milliseconds, and the memory of the service in megabytes.
const GOALS: [(&str, &str, f64); 2] = [("median_ms", "ms", 150.0), ("rss_mb", "MB", 300.0)];

/// Runs one benchmark, or all of them.
pub fn bench(ws: &Workspace, what: Option<Benchmark>) -> Result<()> {
    for one in what.map_or(Benchmark::ALL.to_vec(), |what| vec![what]) {
        match one {
            Benchmark::Criteria => criteria::bench(ws)?,
            Benchmark::Lists => lists::bench(ws)?,
            Benchmark::Preview => preview(ws)?,
        }
    }
    Ok(())
}

/// Builds the package `bench` and lets it measure in a browser.
fn measured(ws: &Workspace, what: &str, places: &[(&str, &Path)]) -> Result<()> {
    let browser = tools::browser()?;
    run(cargo().args(["build", "--release", "--package", "bench"]).current_dir(&ws.root))?;
    say("Measuring; the machine should do nothing else for some minutes …");
    run(Command::new(ws.target.join("release").join(format!("bench{}", std::env::consts::EXE_SUFFIX)))
        .arg(what)
        .envs(places.iter().copied())
        .env("CHROME", browser.chrome)
        .env("CHROMEDRIVER", browser.driver))
}

/// Bundles a page of React, which lies in a folder with its packages, as its users would, and prints the versions of
/// what it is about.
fn bundle(ws: &Workspace, sources: &Path, page: &str, folder: &Path, about: &[&str]) -> Result<()> {
    // A scope, as of `@tanstack/react-table`, would be a folder.
    let title = about.first().and_then(|name| name.rsplit('/').next()).unwrap_or_default();
    let modules = tools::node_modules(ws, title, sources)?;
    fs::create_dir_all(folder)?;
    run(Command::new(tools::node()?)
        .arg(modules.join("esbuild").join("bin").join("esbuild"))
        .arg(sources.join(page))
        .args(["--bundle", "--minify", "--format=esm", "--jsx=automatic", "--log-level=warning"])
        .arg("--define:process.env.NODE_ENV=\"production\"")
        .arg(format!("--outdir={}", folder.display()))
        .env("NODE_PATH", &modules))?;
    let version = |package: &&str| -> Result<String> {
        let manifest: Value = serde_json::from_slice(&fs::read(modules.join(package).join("package.json"))?)?;
        Ok(format!("{package} {}", manifest["version"].as_str().unwrap_or("?")))
    };
    println!("{}", about.iter().map(version).collect::<Result<Vec<_>>>()?.join(", "));
    Ok(())
}

fn copy(from: &Path, to: &Path, names: &[&str]) -> Result<()> {
    for name in names {
        fs::copy(from.join(name), to.join(name)).with_context(|| format!("cannot write {name}"))?;
    }
    Ok(())
}

fn preview(ws: &Workspace) -> Result<()> {
    tools::c_compiler()?;
    let example = ["--release", "--package", "dataservice", "--example", "preview_bench"];
    run(cargo().arg("build").args(example).current_dir(&ws.root))?;
    say(format!("Previewing a rule over {PEOPLE} people (they are made first) …"));
    let program: PathBuf = ws.target.join("release").join("examples").join("preview_bench");
    let program = program.with_extension(std::env::consts::EXE_EXTENSION);
    let answer = output(Command::new(program).args(["--objects", PEOPLE, "--times", TIMES]))?;
    let figures: Value = serde_json::from_str(&answer).with_context(|| format!("no figures in {answer:?}"))?;
    print!("{}", table(&figures));
    Ok(())
}

fn table(figures: &Value) -> String {
    let mut text = format!("preview over {PEOPLE} people, three Contains, {TIMES} times\n");
    for (name, title, unit) in
        [("median_ms", "median", "ms"), ("p95_ms", "95 of 100", "ms"), ("rss_mb", "memory", "MB")]
    {
        let figure =
            figures[name].as_f64().map_or_else(|| "not known".to_owned(), |figure| format!("{figure:.1} {unit}"));
        text += &format!("{title:<12}{figure:>12}");
        if let Some((.., most)) = GOALS.iter().find(|(goal, ..)| *goal == name) {
            let is_met = figures[name].as_f64().is_some_and(|figure| figure <= *most);
            text += &format!("  goal: at most {most} {unit}: {}", if is_met { "met" } else { "MISSED" });
        }
        text += "\n";
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn benchmarks_are_known_by_name() {
        for what in Benchmark::ALL {
            assert_eq!(Benchmark::named(what.name()), Some(what));
        }
        assert_eq!(Benchmark::named("everything"), None);
    }

    #[test]
    fn a_figure_stands_beside_its_goal() {
        let text = table(&json!({ "median_ms": 12.25, "p95_ms": 200, "rss_mb": 301 }));
        assert!(text.contains("median           12.2 ms  goal: at most 150 ms: met\n"), "{text}");
        assert!(text.contains("95 of 100       200.0 ms\n"), "{text}");
        assert!(text.contains("memory          301.0 MB  goal: at most 300 MB: MISSED\n"), "{text}");
        assert!(table(&json!({})).contains("memory         not known  goal: at most 300 MB: MISSED\n"));
    }
}
