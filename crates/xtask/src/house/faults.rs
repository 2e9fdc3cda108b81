//! Checks that the fault matrix of the web tests has a row for every function of the portal that sends something.

use super::Finding;
use super::source::Source;

/// The rows of the matrix.
const CALLS: &str = "tests/web/faults/calls.rs";
/// The folder and the file whose functions send.
const API: [&str; 2] = ["src/api/", "src/api.rs"];
/// Functions with tests of their own: signing in with an organisation, and what only waits or reads on for another one.
const ELSEWHERE: [&str; 4] = ["sign_in_with_code", "wait", "pause", "read"];

/// The other files that send something: the calls of a session, which tests/web/faults/sign_in.rs fails, the checks of
/// a first configuration, and files of the portal itself.
const SENDERS: [&str; 6] = [
    "src/session/token.rs",
    "src/session/sso/authorities.rs",
    "src/session/sso/sign_out.rs",
    "src/pages/first_run/check.rs",
    "src/config.rs",
    "src/app/new_version.rs",
];
/// The functions of src/http that send.
const SENDING: [&str; 3] = [" fetch(", " post_form(", " fetch_file("];

/// The functions without a row, with what is sent elsewhere, and how many functions there are in all.
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
    let missing = names.iter().filter(|name| !rows.contains(&format!("api.{name}("))).map(finding);
    (missing.chain(sources.iter().filter_map(elsewhere)).collect(), names.len())
}

/// A file that sends something and is none of those whose calls are known to fail well.
fn elsewhere(source: &Source) -> Option<Finding> {
    let is_known = API.iter().chain(&SENDERS).any(|place| source.path.starts_with(place));
    if is_known || !source.path.starts_with("src/") || source.path.starts_with("src/http") {
        return None;
    }
    let at = source.code.lines().position(|line| SENDING.iter().any(|call| line.contains(call)))?;
    Some(Finding {
        file: source.path.clone(),
        line: at + 1,
        rule: "something is sent outside of src/api".to_owned(),
        why: "nobody has seen it fail: send it from a function of src/api, or list the file with a test in faults.rs",
    })
}

/// The names of the public async functions.
fn functions(code: &str) -> impl Iterator<Item = &str> {
    code.split("pub async fn ").skip(1).filter_map(|rest| rest.split(['(', '<']).next())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_sent_elsewhere_is_found() {
        let text = "async fn ask() {\n    let answer = fetch(&call, None, 5).await;\n}";
        let found = |path: &str| check(&[Source::new(path.to_owned(), text.to_owned())]).0.len();
        assert_eq!(["src/pages/users.rs", "src/http/fetch.rs", "src/session/token.rs"].map(found), [1, 0, 0]);
    }

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
