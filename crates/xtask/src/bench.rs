//! `bench`: measures what the portal promises about speed.
//!
//! [`Benchmark::Criteria`] builds two pages, one with the criteria builder as it ships and one with react-querybuilder,
//! and lets the package `bench` measure them side by side. [`Benchmark::Preview`] measures the embedded Data Service. A
//! missed goal is no error: the tables show it.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result};
use serde_json::Value;

use crate::run::{cargo, output, run, say, which};
use crate::workspace::{WASM, Workspace};
use crate::{portal, tools};

/// A benchmark.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Benchmark {
    /// The criteria builder compared with react-querybuilder, in a browser.
    Criteria,
    /// The preview of a rule in a large directory, in the service.
    Preview,
}

impl Benchmark {
    pub const ALL: [Self; 2] = [Self::Criteria, Self::Preview];

    pub fn name(self) -> &'static str {
        match self {
            Self::Criteria => "criteria",
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
            Benchmark::Criteria => criteria(ws)?,
            Benchmark::Preview => preview(ws)?,
        }
    }
    Ok(())
}

fn criteria(ws: &Workspace) -> Result<()> {
    let browser = tools::browser()?;
    let pages = ws.target.join("bench-pages");
    let sources = ws.root.join("bench").join("pages");
    let config = ws.root.join("crates/dataservice/assets/config.json");
    fs::create_dir_all(&pages)?;
    fs::copy(&config, pages.join("config.json")).with_context(|| format!("cannot copy {}", config.display()))?;
    ours(ws, &sources, &pages.join("ours"))?;
    other(ws, &sources, &pages.join("other"))?;
    run(cargo().args(["build", "--release", "--package", "bench"]).current_dir(&ws.root))?;
    say("Measuring; the machine should do nothing else for some minutes …");
    run(Command::new(ws.target.join("release").join(format!("bench{}", std::env::consts::EXE_SUFFIX)))
        .env("BENCH_PAGES", &pages)
        .env("CHROME", browser.chrome)
        .env("CHROMEDRIVER", browser.driver))
}

/// Builds the page with the criteria builder, in the same way as the portal.
fn ours(ws: &Workspace, sources: &Path, folder: &Path) -> Result<()> {
    tools::wasm_target(ws)?;
    let wasm_bindgen = tools::wasm_bindgen(ws)?;
    fs::create_dir_all(folder)?;
    say("Building the page with the criteria builder …");
    run(cargo()
        .args(["build", "--profile", "web", "--target", WASM, "--package", "portal", "--example", "bench_criteria"])
        .current_dir(&ws.root))?;
    let built = ws.target.join(WASM).join("web").join("examples").join("bench_criteria.wasm");
    run(Command::new(wasm_bindgen.join("wasm-bindgen"))
        .args(["--target", "web", "--no-typescript", "--out-name", "ours", "--out-dir"])
        .arg(folder)
        .arg(built))?;
    let wasm = folder.join("ours_bg.wasm");
    let mut files = [portal::File { name: "ours_bg.wasm".to_owned(), bytes: fs::read(&wasm)? }];
    portal::shrink(ws, &mut files)?;
    let [portal::File { bytes, .. }] = files;
    fs::write(&wasm, bytes)?;
    portal::bundle_styles(ws)?;
    fs::copy(ws.root.join("target/portal.css"), folder.join("portal.css"))?;
    copy(sources, folder, &["ours.html", "page.js"])
}

/// Builds the page with react-querybuilder, bundled as its users would.
fn other(ws: &Workspace, sources: &Path, folder: &Path) -> Result<()> {
    let modules = tools::of_manifest(ws, "react-querybuilder", &sources.join("package.json"))?;
    let node = which("node").context("`node` is not on PATH: install Node.js 20 or newer")?;
    fs::create_dir_all(folder)?;
    run(Command::new(node)
        .arg(modules.join("esbuild").join("bin").join("esbuild"))
        .arg(sources.join("other.jsx"))
        .args(["--bundle", "--minify", "--format=esm", "--jsx=automatic", "--log-level=warning"])
        .arg("--define:process.env.NODE_ENV=\"production\"")
        .arg(format!("--outdir={}", folder.display()))
        .env("NODE_PATH", &modules))?;
    let manifest = |package: &str| -> Result<String> {
        let manifest: Value = serde_json::from_slice(&fs::read(modules.join(package).join("package.json"))?)?;
        Ok(format!("{package} {}", manifest["version"].as_str().unwrap_or("?")))
    };
    println!("{}, {}", manifest("react-querybuilder")?, manifest("react")?);
    copy(sources, folder, &["other.html"])
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
