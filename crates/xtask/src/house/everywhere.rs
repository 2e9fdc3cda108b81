//! Rules for every Rust file of ours.

use super::Finding;
use super::source::{Source, line_of, words};

const LONGEST: usize = 400;

/// Where the portal's URLs stand, and may.
const ROUTES: &str = "src/routes.rs";
const DESTINATIONS: [&str; 9] =
    ["/portal", "/dashboard", "/groups", "/my-groups", "/my-memberships", "/users", "/requests", "/tasks", "/sign-in"];

/// What stands in code only while something is unfinished.
const UNFINISHED: [(&str, &str, &str); 3] = [
    (
        "#[ignore",
        "no ignored test",
        "a test that does not run says all is well when nobody looked: mend it or remove it",
    ),
    ("todo!", "no todo!", "it panics in front of a person: finish it, or leave it out"),
    ("unimplemented!", "no unimplemented!", "it panics in front of a person: finish it, or leave it out"),
];

pub fn check(source: &Source) -> Vec<Finding> {
    let mut findings = Vec::new();
    let mut found = |line, rule: String, why| {
        findings.push(Finding { file: source.path.clone(), line, rule, why });
    };
    if source.path.ends_with("/mod.rs") {
        let why = "ten tabs named mod.rs tell nothing: `foo.rs` stands beside `foo/`";
        found(1, "no file named mod.rs".to_owned(), why);
    }
    let lines = source.text.lines().count();
    if lines > LONGEST {
        let why = "about 150 lines is a good room, beyond 400 nobody finds the door: divide it";
        found(LONGEST + 1, format!("{lines} lines, more than {LONGEST}"), why);
    }
    for (text, rule, why) in UNFINISHED {
        for at in words(&source.bare, text) {
            found(line_of(&source.bare, at), rule.to_owned(), why);
        }
    }
    for at in reaching_back(source) {
        let why = "what outlives a page must not touch the page's signals: the work is an async fn's future, which \
                   is given all it needs; `then` shows what came of it";
        found(line_of(&source.bare, at), "an async block is handed to `outlive`".to_owned(), why);
    }
    for (at, path) in portal_paths(source) {
        let why = "every URL of the portal is typed, in src/routes.rs; a path in a string is \
                   wrong after the next change and under another base";
        let rule = format!("the path \"{path}…\" stands outside {ROUTES}");
        found(line_of(&source.code, at), rule, why);
    }
    findings
}

/// Where the work that outlives a page is a block, which could take anything of the page along.
fn reaching_back(source: &Source) -> Vec<usize> {
    if !source.path.starts_with("src/") {
        return Vec::new();
    }
    let calls = source.bare.match_indices("outlive(");
    let is_block = |at: &usize| source.bare[*at + "outlive(".len()..].trim_start().starts_with("async");
    calls.map(|(at, _)| at).filter(is_block).collect()
}

/// Strings in the portal's own code that begin with one of its paths.
fn portal_paths(source: &Source) -> Vec<(usize, &'static str)> {
    let typed = source.path == ROUTES || source.path.starts_with("src/routes/");
    if typed || !source.path.starts_with("src/") {
        return Vec::new();
    }
    let mut paths = Vec::new();
    for path in DESTINATIONS {
        let string = format!("\"{path}");
        for (at, _) in source.code.match_indices(&string) {
            let after = source.code[at + string.len()..].chars().next();
            if after.is_none_or(|c| !c.is_alphanumeric() && c != '-' && c != '_') {
                paths.push((at, path));
            }
        }
    }
    paths
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(path: &str, text: &str) -> Vec<(usize, String)> {
        let source = Source::new(path.to_owned(), text.to_owned());
        let findings = check(&source).into_iter();
        findings.map(|finding| (finding.line, finding.rule)).collect()
    }

    #[test]
    fn good_code_is_left_alone() {
        assert_eq!(found("src/app.rs", "//! todo!() in words\nfn f() {}\n"), []);
        assert_eq!(found("src/app.rs", "const RULE: &str = \"#[ignore] todo!\";"), []);
        assert_eq!(found("src/my_mod.rs", ""), []);
    }

    #[test]
    fn mod_rs_is_found() {
        assert_eq!(found("src/ui/mod.rs", ""), [(1, "no file named mod.rs".to_owned())]);
    }

    #[test]
    fn a_long_file_is_found_at_its_401st_line() {
        assert_eq!(found("src/a.rs", &"\n".repeat(400)), []);
        let findings = found("tests/e2e/a.rs", &"\n".repeat(401));
        assert_eq!(findings, [(401, "401 lines, more than 400".to_owned())]);
    }

    #[test]
    fn unfinished_work_is_found() {
        let text = "#[test]\n#[ignore = \"later\"]\nfn f() {\n    todo!()\n}\n";
        let rules = found("crates/model/src/a.rs", text);
        assert_eq!(rules, [(2, "no ignored test".to_owned()), (4, "no todo!".to_owned())]);
        assert_eq!(found("src/a.rs", "fn f() { unimplemented!() }").len(), 1);
    }

    #[test]
    fn what_outlives_a_page_is_a_functions_future() {
        let text = "fn f() {\n    life.outlive(\n        async move { 1 }, then, left);\n}\n";
        let rule = "an async block is handed to `outlive`".to_owned();
        assert_eq!(found("src/pages/a.rs", text), [(2, rule)]);
        assert_eq!(found("src/pages/a.rs", "fn f() { life.outlive(save(api), then, left) }"), []);
        assert_eq!(found("tests/web/a.rs", text), []);
    }

    #[test]
    fn a_path_of_the_portal_belongs_to_the_routes() {
        let text = "fn f() {\n    go(\"/groups/new\");\n}\n";
        assert_eq!(
            found("src/pages/a.rs", text),
            [(2, "the path \"/groups…\" stands outside src/routes.rs".to_owned())]
        );
        assert_eq!(found("src/routes.rs", text), []);
        assert_eq!(found("src/routes/parse.rs", text), []);
        assert_eq!(found("crates/dataservice/src/a.rs", text), []);
        assert_eq!(found("src/a.rs", "let a = \"/usersettings\"; // \"/users\""), []);
        assert_eq!(found("src/a.rs", "view! { <a href=\"/users\"/> }").len(), 1);
    }
}
