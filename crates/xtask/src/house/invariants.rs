//! Every test that an invariant of the architecture names is there.

use super::Finding;
use super::source::Source;

/// Where the invariants stand, from the root.
pub const ARCHITECTURE: &str = "docs/ARCHITECTURE.md";

/// What is named in vain, in the text of the architecture.
pub fn check(architecture: &str, sources: &[Source]) -> Vec<Finding> {
    let named = architecture.lines().enumerate().flat_map(|(at, line)| tests(line).map(move |test| (at + 1, test)));
    let missing = named.filter(|(_, test)| {
        let head = format!("fn {test}(");
        !sources.iter().any(|source| source.code.contains(&head))
    });
    missing
        .map(|(line, test)| Finding {
            file: ARCHITECTURE.to_owned(),
            line,
            rule: format!("there is no test {test}"),
            why: "an invariant that nothing holds is a wish",
        })
        .collect()
}

/// The names in backquotes after "test" or "tests".
fn tests(line: &str) -> impl Iterator<Item = &str> {
    let mut rest = line;
    std::iter::from_fn(move || {
        let (before, after) = rest.split_once('`')?;
        let (name, after) = after.split_once('`')?;
        rest = after;
        Some((before, name))
    })
    .filter(|(before, name)| {
        let word = before.trim_end().rsplit(' ').next().unwrap_or_default();
        matches!(word, "test" | "tests" | "and") && name.chars().all(|c| c.is_ascii_lowercase() || c == '_')
    })
    .map(|(_, name)| name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_test_that_is_not_there_is_found() {
        let sources = [Source::new("a.rs".to_owned(), "#[test]\nfn is_there() {}".to_owned())];
        let rules = |text: &str| check(text, &sources).into_iter().map(|one| (one.line, one.rule)).collect::<Vec<_>>();
        assert_eq!(rules("1. All is well: test `is_there`, `cargo xtask size`, and `A` too."), []);
        assert_eq!(rules("\n2. So: tests `is_there` and `is_gone`."), [(2, "there is no test is_gone".to_owned())]);
    }
}
