//! What was found so far, and where: a walk goes on and tells all at its end, each finding once.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

/// What was found, by what and about which element; where, and what was measured there.
#[derive(Default)]
pub struct Findings(BTreeMap<(String, String), Vec<(String, String)>>);

impl Findings {
    /// A finding: the rule, the element it is about, what was measured, and where.
    pub fn add(&mut self, rule: &str, element: &str, measured: &str, place: String) {
        self.0.entry((rule.to_owned(), element.to_owned())).or_default().push((place, measured.to_owned()));
    }

    /// Fails with everything that was found; in a file beside the pictures of failed tests as well.
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
            // One number of each state will do.
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

/// Where a failed test leaves what helps to see why.
pub fn failures() -> PathBuf {
    Path::new(env!("CARGO_TARGET_TMPDIR")).parent().unwrap().join("e2e-failures")
}
