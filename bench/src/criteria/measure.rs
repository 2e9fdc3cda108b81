//! One run: load a page, show a rule, type in the condition in its middle.

use crate::browser::Browser;
use anyhow::{Context, Result, ensure};
use serde_json::{Value, json};
use std::time::Duration;

/// Conditions of a group.
const GROUP: usize = 10;
/// What is typed.
const TYPED: &str = "wing";
/// Between two key presses: whatever waits for typing to rest has been done by then.
const REST: Duration = Duration::from_millis(350);

/// Who is measured.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Side {
    Ours,
    Other,
}

impl Side {
    pub const BOTH: [Self; 2] = [Self::Ours, Self::Other];

    pub fn name(self) -> &'static str {
        match self {
            Self::Ours => "criteria builder",
            Self::Other => "react-querybuilder",
        }
    }

    fn folder(self) -> &'static str {
        match self {
            Self::Ours => "ours",
            Self::Other => "other",
        }
    }
}

/// What one run says.
#[derive(Debug, Clone)]
pub struct Figures {
    /// Milliseconds from the start of the drawing to after the paint with all conditions.
    pub show: f64,
    /// Milliseconds from the same start until the page does nothing any more.
    pub rest: f64,
    /// Milliseconds from each key press to after the next paint.
    pub edit: Vec<f64>,
    /// Bytes that the page holds with the rule shown, rubbish aside, wasm's memory included.
    pub memory: f64,
}

pub fn measure(browser: &Browser, address: &str, side: Side, size: usize) -> Result<Figures> {
    // Nothing of the page before is left.
    browser.open("about:blank")?;
    browser.open(&format!("{address}/{0}/{0}.html", side.folder()))?;
    let rule = rule(size).to_string();
    browser.run(
        "while (!window.bench) await new Promise((done) => setTimeout(done, 5)); await bench.prepare(given[0])",
        &json!([rule]),
    )?;
    let times = browser.run("return await bench.show(given[0])", &json!([size]))?;
    let time = |at: usize| times[at].as_f64().context("no time");
    let (show, rest) = (time(0)?, time(1)?);
    let memory = memory(browser)?;
    let edit = edit(browser, size / 2)?;
    Ok(Figures { show, rest, edit, memory })
}

/// Types into the value of a condition.
fn edit(browser: &Browser, nth: usize) -> Result<Vec<f64>> {
    browser.run("await bench.enter(given[0])", &json!([nth]))?;
    let before = browser.run("return bench.shown()", &json!([]))?;
    std::thread::sleep(REST);
    for letter in TYPED.chars() {
        let key = json!({ "type": "keyDown", "text": letter, "key": letter });
        browser.devtools("Input.dispatchKeyEvent", &key)?;
        browser.devtools("Input.dispatchKeyEvent", &json!({ "type": "keyUp", "key": letter }))?;
        std::thread::sleep(REST);
    }
    let keys = browser.run("return bench.keys", &json!([]))?;
    let times: Vec<f64> = keys.as_array().into_iter().flatten().filter_map(Value::as_f64).collect();
    let after = browser.run("return [bench.shown(), bench.told(given[0])]", &json!([nth]))?;
    let expected = json!(format!("{}{TYPED}", before.as_str().context("no text")?));
    ensure!(after == json!([expected, expected]), "{TYPED:?} was typed, and the page and its rule have {after}");
    ensure!(times.len() == TYPED.len(), "of {} key presses {} were seen", TYPED.len(), times.len());
    Ok(times)
}

/// What the page holds: objects of the script, of the document, buffers, and wasm's memory.
fn memory(browser: &Browser) -> Result<f64> {
    browser.devtools("HeapProfiler.collectGarbage", &json!({}))?;
    let heap = browser.devtools("Runtime.getHeapUsage", &json!({}))?;
    let part = |name: &str| heap[name].as_f64().with_context(|| format!("no {name} in {heap}"));
    let wasm = browser.run("return bench.wasm()", &json!([]))?.as_f64().context("no size of wasm's memory")?;
    Ok(part("usedSize")? + part("embedderHeapUsedSize")? + part("backingStorageSize")? + wasm)
}

/// A rule of so many conditions in groups, in the portal's own form.
fn rule(size: usize) -> Value {
    const CONDITIONS: [(&str, &str, &str); 5] = [
        ("department", "contains", "engineering"),
        ("l", "isExactly", "Houston"),
        ("title", "startsWith", "Senior"),
        ("displayName", "notContains", "test"),
        ("mail", "contains", "@demo.local"),
    ];
    let condition = |at: usize| {
        let (attribute, operator, value) = CONDITIONS[at % CONDITIONS.len()];
        json!({ "attribute": attribute, "operator": operator, "values": [format!("{value} {at}")] })
    };
    let group = |from: usize| {
        let conditions: Vec<_> = (from..size.min(from + GROUP)).map(condition).collect();
        json!({ "join": "any", "of": conditions })
    };
    let groups: Vec<_> = (0..size).step_by(GROUP).map(group).collect();
    json!({ "join": "all", "of": groups })
}
