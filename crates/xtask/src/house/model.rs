//! The rule of `crates/model`: no framework, no IO, no clock.

use super::Finding;
use super::source::{Source, line_of, words};

pub const MANIFEST: &str = "crates/model/Cargo.toml";
const SOURCES: &str = "crates/model/src/";
const DEPENDENCIES: [&str; 2] = ["serde", "serde_json"];

const WHY: &str = "the model runs anywhere and answers the same each time, in the browser, the \
                   service and a test alike: what it must know is handed to it";

/// Names that reach out of the model.
const OUTSIDE: [&str; 12] = [
    "std::fs",
    "std::net",
    "std::env",
    "std::process",
    "std::thread",
    "SystemTime",
    "Instant::now",
    "web_sys",
    "js_sys",
    "wasm_bindgen",
    "leptos",
    "gloo_net",
];

/// The same parts of std, as they stand in `use std::{…}`.
const OUTSIDE_STD: [&str; 6] = ["fs", "net", "env", "process", "thread", "Instant"];

/// A file of the model; others are passed over.
pub fn check_source(source: &Source) -> Vec<Finding> {
    if !source.path.starts_with(SOURCES) {
        return Vec::new();
    }
    let text = &source.bare;
    let mut found: Vec<(usize, &str)> =
        OUTSIDE.iter().flat_map(|word| words(text, word).map(|at| (at, *word))).collect();
    for start in words(text, "std::{") {
        let end = text[start..].find(';').map_or(text.len(), |end| start + end);
        for word in OUTSIDE_STD {
            found.extend(words(&text[start..end], word).map(|at| (start + at, word)));
        }
    }
    found.sort_unstable();
    let finding = |(at, word)| Finding {
        file: source.path.clone(),
        line: line_of(text, at),
        rule: format!("the model does not use {word}"),
        why: WHY,
    };
    found.into_iter().map(finding).collect()
}

/// The model's Cargo.toml: only the dependencies on the list, for building as for running. What
/// its tests use is free.
pub fn check_manifest(toml: &str) -> Vec<Finding> {
    let mut findings = Vec::new();
    let mut found = |number: usize, name: &str| {
        let name = name.trim().trim_matches(['"', '\'']);
        if !DEPENDENCIES.contains(&name) {
            findings.push(Finding {
                file: MANIFEST.to_owned(),
                line: number,
                rule: format!("the model does not depend on {name}, only on {}", DEPENDENCIES.join(" and ")),
                why: WHY,
            });
        }
    };
    let mut in_list = false;
    for (number, line) in (1..).zip(toml.lines().map(str::trim)) {
        if let Some(header) = line.strip_prefix('[') {
            let header = header.split(']').next().unwrap_or_default();
            in_list = is_list(header);
            // `[dependencies.name]`
            if let Some((list, name)) = header.rsplit_once('.')
                && !in_list
                && is_list(list)
            {
                found(number, name);
            }
        } else if in_list && !line.is_empty() && !line.starts_with('#') {
            found(number, line.split(['=', '.']).next().unwrap_or_default());
        }
    }
    findings
}

fn is_list(header: &str) -> bool {
    let last = header.rsplit_once('.').map_or(header, |(_, last)| last);
    matches!(last, "dependencies" | "build-dependencies")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(text: &str) -> Vec<(usize, String)> {
        let path = "crates/model/src/names.rs".to_owned();
        let findings = check_source(&Source::new(path, text.to_owned())).into_iter();
        findings.map(|finding| (finding.line, finding.rule)).collect()
    }

    fn listed(toml: &str) -> Vec<usize> {
        let findings = check_manifest(toml).into_iter();
        findings.map(|finding| finding.line).collect()
    }

    #[test]
    fn a_pure_file_is_left_alone() {
        let text = "//! Not std::fs.\nuse std::{fmt, collections::BTreeMap};\nfn offset() {}\n";
        assert_eq!(found(text), []);
        assert_eq!(found("struct Instant; // web_sys\nconst A: &str = \"leptos\";"), []);
    }

    #[test]
    fn what_reaches_outside_is_found() {
        let text = "use std::fs;\nfn f() {\n    std::time::SystemTime::now();\n}\n";
        assert_eq!(
            found(text),
            [(1, "the model does not use std::fs".to_owned()), (3, "the model does not use SystemTime".to_owned()),]
        );
        assert_eq!(found("use std::{fmt,\n    fs::File, time::Instant};").len(), 2);
        assert_eq!(found("use web_sys::Window;").len(), 1);
    }

    #[test]
    fn other_crates_may() {
        let path = "crates/dataservice/src/a.rs".to_owned();
        assert_eq!(check_source(&Source::new(path, "use std::fs;".to_owned())), []);
    }

    #[test]
    fn only_listed_dependencies() {
        let good = "[package]\nname = \"model\"\n[dependencies]\nserde.workspace = true\n\
                    # none\nserde_json = \"1\"\n\n[dev-dependencies]\nproptest = \"1\"\n";
        assert!(listed(good).is_empty());
        assert_eq!(listed("[dependencies]\nserde = \"1\"\ntokio = \"1\""), [3]);
        assert_eq!(listed("[dependencies.leptos]\nversion = \"0.8\""), [1]);
        assert!(listed("[dependencies.serde]\nversion = \"1\"").is_empty());
        assert_eq!(listed("[target.'cfg(unix)'.dependencies]\nlibc = \"1\""), [2]);
        assert_eq!(listed("[build-dependencies]\ncc = \"1\""), [2]);
    }
}
