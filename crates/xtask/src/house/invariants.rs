//! Checks that every test which an invariant of the architecture names exists.

use super::Finding;
use super::source::{Source, line_of};

/// The path of the file with the invariants from the root of the checkout.
pub const ARCHITECTURE: &str = "docs/ARCHITECTURE.md";

/// The tests that the text of the architecture names and that do not exist.
pub fn check(architecture: &str, sources: &[Source]) -> Vec<Finding> {
    let named = architecture.match_indices('`').filter_map(|(at, _)| Some((at, named_test(architecture, at)?)));
    let missing = named.filter(|(_, test)| {
        let head = format!("fn {test}(");
        !sources.iter().any(|source| source.code.contains(&head))
    });
    missing
        .map(|(at, test)| Finding {
            file: ARCHITECTURE.to_owned(),
            line: line_of(architecture, at),
            rule: format!("there is no test {test}"),
            why: "an invariant that nothing holds is a wish",
        })
        .collect()
}

/// The name in the backquotes that begin there, after the word "test", which may stand at the end of the line before.
fn named_test(text: &str, at: usize) -> Option<&str> {
    let is_test = text[..at].trim_end().rsplit(char::is_whitespace).next() == Some("test");
    let name = text[at + 1..].split('`').next().filter(|_| is_test)?;
    name.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_').then_some(name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_test_that_is_not_there_is_found() {
        let sources = [Source::new("a.rs".to_owned(), "#[test]\nfn is_there() {}".to_owned())];
        let rules = |text: &str| check(text, &sources).into_iter().map(|one| (one.line, one.rule)).collect::<Vec<_>>();
        assert_eq!(
            rules("1. All is well: test `is_there`, `cargo xtask size`, and `a` too, and so is test\n`is_there`."),
            []
        );
        assert_eq!(rules("\n2. So: test `is_there` and test `is_gone`."), [(2, "there is no test is_gone".to_owned())]);
    }
}
