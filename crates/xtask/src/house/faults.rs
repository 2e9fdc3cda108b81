//! Checks that the fault matrix of the web tests has a row for every function of the portal that sends something.

use super::Finding;
use super::source::Source;

/// The rows of the matrix.
const CALLS: &str = "tests/web/faults/calls.rs";
/// The folder and the file whose functions send.
const API: [&str; 2] = ["src/api/", "src/api.rs"];
/// Functions with tests of their own: signing in with an organisation, and what only waits or reads on for another one.
const ELSEWHERE: [&str; 4] = ["sign_in_with_code", "wait", "pause", "read"];

/// The functions without a row, and how many there are in all.
pub fn check(sources: &[Source]) -> (Vec<Finding>, usize) {
    let rows = sources.iter().find(|source| source.path == CALLS).map_or("", |source| source.code.as_str());
    let is_api = |source: &&Source| API.iter().any(|place| source.path.starts_with(place));
    let mut names: Vec<&str> = sources.iter().filter(is_api).flat_map(|source| functions(&source.code)).collect();
    names.retain(|name| !ELSEWHERE.contains(name));
    let finding = |name: &&str| Finding {
        file: CALLS.to_owned(),
        line: 1,
        rule: format!("the fault matrix does not call `{name}`"),
        why: "a call that nobody has seen fail leaves a page without a word, or sends something twice",
    };
    let missing = names.iter().filter(|name| !rows.contains(&format!("api.{name}("))).map(finding).collect();
    (missing, names.len())
}

/// The names of the public async functions.
fn functions(code: &str) -> impl Iterator<Item = &str> {
    code.split("pub async fn ").skip(1).filter_map(|rest| rest.split(['(', '<']).next())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_call_without_a_row_is_found() {
        let api = "impl Api {\n    pub async fn group(&self) {}\n    pub async fn user<T>(&self) {}\n    async fn own() {}\n}";
        let source = |path: &str, text: &str| Source::new(path.to_owned(), text.to_owned());
        let found = |rows: &str| {
            let (findings, count) = check(&[source("src/api/a.rs", api), source(CALLS, rows)]);
            assert_eq!(count, 2);
            findings.into_iter().map(|finding| finding.rule).collect::<Vec<_>>()
        };
        assert_eq!(found("api.group(1); api.user(2);"), [""; 0]);
        assert_eq!(found("api.user(2);"), ["the fault matrix does not call `group`"]);
    }
}
