//! Collects findings, so that a test can go on and report all of them at its end, each one once.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

/// For each rule and element: where it was found, and what was measured.
#[derive(Default)]
pub struct Findings(BTreeMap<(String, String), Vec<(String, String)>>);

impl Findings {
    pub fn add(&mut self, rule: &str, element: &str, measured: &str, place: String) {
        self.0.entry((rule.to_owned(), element.to_owned())).or_default().push((place, measured.to_owned()));
    }

    /// Fails with all findings, and writes them to a file next to the pictures of failed tests.
    pub fn none(self, walk: &str) {
        let file = failures().join(format!("{walk}.findings.txt"));
        drop(std::fs::remove_file(&file));
        if self.0.is_empty() {
            return;
        }
        let all = format!("{} findings:\n{}", self.0.len(), self.tell());
        drop(std::fs::create_dir_all(failures()));
        drop(std::fs::write(&file, &all));
        panic!("{all}");
    }

    fn tell(&self) -> String {
        let one = |((rule, element), places): (&(String, String), &Vec<(String, String)>)| {
            // One measurement per state is enough.
            let mut states: BTreeMap<&str, (&str, Vec<&str>)> = BTreeMap::new();
            for (place, measured) in places {
                let (state, look) = place.split_once(" | ").unwrap_or((place, ""));
                let looks = &mut states.entry(state).or_insert((measured, Vec::new())).1;
                if !looks.contains(&look) {
                    looks.push(look);
                }
            }
            let line = |(state, (measured, looks)): (&&str, &(&str, Vec<&str>))| {
                format!("    {measured}: on {state} ({})", looks.join(", "))
            };
            format!("{rule}: {element}\n{}", states.iter().map(line).collect::<Vec<_>>().join("\n"))
        };
        self.0.iter().map(one).collect::<Vec<_>>().join("\n")
    }
}

/// Where failed tests leave pictures and findings.
pub fn failures() -> PathBuf {
    Path::new(env!("CARGO_TARGET_TMPDIR")).parent().unwrap().join("e2e-failures")
}
