//! Rules for all of our Rust files that clippy cannot check; see clippy.toml and `[workspace.lints]` for the others.

use super::Finding;
use super::source::{Source, line_of};

const LONGEST: usize = 400;

/// The only file that may contain the portal's URLs.
pub const ROUTES: &str = "src/routes.rs";

pub fn check(source: &Source, paths: &[String]) -> Vec<Finding> {
    let mut findings = Vec::new();
    let mut found = |line, rule: String, why| {
        findings.push(Finding { file: source.path.clone(), line, rule, why });
    };
    let lines = source.text.lines().count();
    if lines > LONGEST {
        let why = "about 150 lines is a good room, beyond 400 nobody finds the door: divide it";
        found(LONGEST + 1, format!("{lines} lines, more than {LONGEST}"), why);
    }
    for (line, _) in (1..).zip(source.code.lines()).filter(|(_, text)| text.trim_start().starts_with("#[ignore")) {
        let why = "a test that does not run says all is well when nobody looked: mend it or remove it";
        found(line, "no ignored test".to_owned(), why);
    }
    for at in reaching_back(source) {
        let why = "what outlives a page must not touch the page's signals: the work is an async fn's future, which \
                   is given all it needs; `then` shows what came of it";
        found(line_of(&source.code, at), "an async block is handed to `outlive`".to_owned(), why);
    }
    for (at, path) in portal_paths(source, paths) {
        let why = "every URL of the portal is typed, in src/routes.rs; a path in a string is \
                   wrong after the next change and under another base";
        let rule = format!("the path \"{path}…\" stands outside {ROUTES}");
        found(line_of(&source.code, at), rule, why);
    }
    findings
}

/// The portal's paths: the constants of `routes.rs` that begin with a slash.
pub fn paths(routes: &Source) -> Vec<String> {
    let constants = routes.code.lines().filter(|line| line.trim_start().starts_with("const "));
    constants
        .filter_map(|line| line.split('"').nth(1))
        .filter(|path| path.starts_with('/'))
        .map(str::to_owned)
        .collect()
}

/// The places where an async block is passed to `outlive`; it could capture anything of the page.
fn reaching_back(source: &Source) -> Vec<usize> {
    if !source.path.starts_with("src/") {
        return Vec::new();
    }
    let calls = source.code.match_indices("outlive(");
    let is_block = |at: &usize| source.code[*at + "outlive(".len()..].trim_start().starts_with("async");
    calls.map(|(at, _)| at).filter(is_block).collect()
}

/// Strings in the portal's own code that begin with one of its paths.
fn portal_paths<'a>(source: &Source, paths: &'a [String]) -> Vec<(usize, &'a str)> {
    let typed = source.path == ROUTES || source.path.starts_with("src/routes/");
    if typed || !source.path.starts_with("src/") {
        return Vec::new();
    }
    let mut found: Vec<(usize, &str)> = Vec::new();
    // Of paths that begin alike, the longest is the one that is meant.
    let mut paths: Vec<_> = paths.iter().collect();
    paths.sort_by_key(|path| std::cmp::Reverse(path.len()));
    for path in paths {
        let string = format!("\"{path}");
        for (at, _) in source.code.match_indices(&string) {
            let after = source.code[at + string.len()..].chars().next();
            if after.is_none_or(|c| !c.is_alphanumeric() && c != '-' && c != '_')
                && found.iter().all(|(other, _)| *other != at)
            {
                found.push((at, path.as_str()));
            }
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(path: &str, text: &str) -> Vec<(usize, String)> {
        let routes = Source::new(
            ROUTES.to_owned(),
            "const GROUPS: &str = \"/groups\";\npub const TEXT: &str = \"q\";".to_owned(),
        );
        let source = Source::new(path.to_owned(), text.to_owned());
        let findings = check(&source, &paths(&routes)).into_iter();
        findings.map(|finding| (finding.line, finding.rule)).collect()
    }

    #[test]
    fn good_code_is_left_alone() {
        assert_eq!(found("src/app.rs", "// #[ignore]\nfn f() {}\n"), []);
        assert_eq!(found("src/app.rs", "const RULE: &str = \"#[ignore]\";"), []);
    }

    #[test]
    fn a_long_file_is_found_at_its_401st_line() {
        assert_eq!(found("src/a.rs", &"\n".repeat(400)), []);
        let findings = found("tests/e2e/a.rs", &"\n".repeat(401));
        assert_eq!(findings, [(401, "401 lines, more than 400".to_owned())]);
    }

    #[test]
    fn an_ignored_test_is_found() {
        let text = "#[test]\n#[ignore = \"later\"]\nfn f() {}\n";
        assert_eq!(found("crates/model/src/a.rs", text), [(2, "no ignored test".to_owned())]);
    }

    #[test]
    fn what_outlives_a_page_is_a_functions_future() {
        let text = "fn f() {\n    life.outlive(\n        async move { 1 }, then, left);\n}\n";
        let rule = "an async block is handed to `outlive`".to_owned();
        assert_eq!(found("src/a.rs", text), [(2, rule)]);
        assert_eq!(found("src/a.rs", "fn f() { life.outlive(save(api), then, left); }"), []);
    }

    #[test]
    fn a_path_outside_of_routes_is_found() {
        let rule = |path: &str| format!("the path \"{path}…\" stands outside src/routes.rs");
        assert_eq!(found("src/a.rs", "let a = \"/groups\";"), [(1, rule("/groups"))]);
        assert_eq!(found("src/a.rs", "let a = \"/groups?q=\";"), [(1, rule("/groups"))]);
        assert_eq!(found("src/a.rs", "let a = \"/groups/{id}\";"), [(1, rule("/groups"))]);
        assert_eq!(found("src/a.rs", "let a = \"/groups-of\";\nlet b = \"q\";"), []);
        assert_eq!(found("src/routes/navigator.rs", "let a = \"/groups\";"), []);
        assert_eq!(found("crates/model/src/a.rs", "let a = \"/groups\";"), []);
    }
}
