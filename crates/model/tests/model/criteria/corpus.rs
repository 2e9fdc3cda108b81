//! Texts for the three parsers, one a file: `good-…` is a rule, `bad-…` is none. They are seeds of `fuzz/` too.

use std::fs;
use std::path::Path;

/// The texts of a dialect with their names, always in the same order.
pub fn seeds(dialect: &str) -> Vec<(String, String)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/model/criteria/corpus").join(dialect);
    let mut seeds: Vec<_> = fs::read_dir(&folder)
        .unwrap()
        .map(|file| {
            let file = file.unwrap();
            (file.file_name().into_string().unwrap(), fs::read_to_string(file.path()).unwrap())
        })
        .collect();
    seeds.sort();
    assert!(seeds.len() >= 25, "{dialect} has {} seeds", seeds.len());
    seeds
}
