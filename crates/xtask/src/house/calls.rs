//! Checks docs/API.md against the code: every call that `wire/paths.rs` can spell has a row that names the pages that
//! send it and the journeys that show it, and what the rows name exists.

use super::Finding;
use super::source::Source;

/// The path of the page from the root of the checkout.
pub const API: &str = "docs/API.md";
/// The heading of the part that is kept by hand. What comes before it is printed.
pub const CALLS: &str = "\n## What the portal calls\n";
const PATHS: &str = "crates/model/src/wire/paths.rs";
const JOURNEYS: &str = "tests/e2e/";
/// The routes that must have a row: these are the paths of the Data Service, and the only one of the Security Service
/// that the portal calls.
const ROUTES: [&str; 2] = ["/GroupIDDataService/", "/GroupIDSecurityService/connect/token"];
/// Routes with which tests control the service.
const CONTROL: [&str; 2] = ["/x-portal/journal", "/x-portal/faults"];
/// Functions of `paths.rs` that spell no call.
const NO_CALLS: [&str; 1] = ["segment"];

/// A row of the calls.
struct Row<'a> {
    line: usize,
    /// Method and path.
    route: (&'a str, &'a str),
    /// The function of `paths.rs`, with a variant in brackets.
    function: &'a str,
    pages: &'a str,
    journeys: Vec<&'a str>,
}

impl Row<'_> {
    /// Whether no page sends it.
    fn is_unused(&self) -> bool {
        self.pages.starts_with('–')
    }
}

/// Checks both ways: nothing without a row, and no row about what does not exist.
pub fn check(api: &str, sources: &[Source]) -> Vec<Finding> {
    let Some((printed, _)) = api.split_once(CALLS) else {
        return vec![finding(1, format!("there is no part {:?}", CALLS.trim()))];
    };
    let first = printed.lines().count();
    let rows: Vec<Row<'_>> = api.lines().enumerate().skip(first).filter_map(|(at, line)| row(at + 1, line)).collect();
    let routes: Vec<(&str, &str)> = printed.lines().filter_map(route).collect();
    let paths = sources.iter().find(|source| source.path == PATHS).map(|source| functions(&source.code));
    let functions = paths.unwrap_or_default();
    if functions.is_empty() || routes.is_empty() {
        return vec![finding(1, format!("{PATHS} or the table of routes has another shape: nothing is found"))];
    }
    let mut findings = Vec::new();
    for (method, path) in routes.iter().filter(|route| !rows.iter().any(|row| row.route == **route)) {
        findings.push(finding(first, format!("{method} {path} has no row in “{}”", CALLS.trim())));
    }
    for function in functions.iter().filter(|name| !rows.iter().any(|row| row.function == **name)) {
        findings.push(finding(first, format!("{function} of {PATHS} has no row")));
    }
    for row in &rows {
        let mut wrong = |rule: String| findings.push(finding(row.line, rule));
        if !routes.contains(&row.route) {
            wrong(format!("{} {} is no route of the service", row.route.0, row.route.1));
        }
        if !functions.iter().any(|name| name == row.function) {
            wrong(format!("there is no {} in {PATHS}", row.function));
        }
        if row.journeys.is_empty() && !row.is_unused() {
            wrong(format!("{} {} has no journey in {JOURNEYS}", row.route.0, row.route.1));
        }
        for journey in row.journeys.iter().filter(|name| !is_journey(name, sources)) {
            wrong(format!("there is no journey {journey}"));
        }
        let is_unused = rows.iter().filter(|other| other.function == row.function).all(Row::is_unused);
        if let Some(place) = sources.iter().find(|source| is_unused && calls(source, row.function)) {
            wrong(format!("{} is called in {}, but its rows name no page", row.function, place.path));
        }
    }
    findings
}

fn finding(line: usize, rule: String) -> Finding {
    Finding { file: API.to_owned(), line, rule, why: "who changes a call looks up here what shows that it still works" }
}

/// The method and path of a printed row, if the row is one of [`ROUTES`].
fn route(line: &str) -> Option<(&str, &str)> {
    let mut cells = line.strip_prefix("| ")?.split(" | ");
    let (method, path) = (cells.next()?, cells.next()?.trim_matches('`'));
    let is_call = ROUTES.iter().any(|start| path.starts_with(start)) && !CONTROL.iter().any(|end| path.ends_with(end));
    is_call.then_some((method, path))
}

fn row(line: usize, text: &str) -> Option<Row<'_>> {
    let cells: Vec<_> = text.strip_prefix("| ")?.strip_suffix(" |")?.split(" | ").collect();
    let &[method, path, function, pages, journeys] = cells.as_slice() else { return None };
    // The head has no path in backquotes.
    let path = path.strip_prefix("`/").map(|_| path.trim_matches('`'))?;
    let journeys = journeys.split(", ").filter_map(|name| name.strip_prefix('`')?.strip_suffix('`')).collect();
    Some(Row { line, route: (method, path), function: function.trim_matches('`'), pages, journeys })
}

/// The functions that spell a call; one for each variant of an enum among their parameters.
fn functions(code: &str) -> Vec<String> {
    let heads = code.match_indices("pub fn ").filter_map(|(at, _)| code[at + 7..].split('{').next());
    let spelling = heads.filter(|head| head.trim_end().ends_with("-> String"));
    let mut all = Vec::new();
    for head in spelling {
        let name = head.split('(').next().unwrap_or_default();
        if NO_CALLS.contains(&name) {
            continue;
        }
        let kind = head.split([':', ',', ')']).map(str::trim).find_map(|word| variants(code, word));
        match kind {
            Some(kinds) => all.extend(kinds.iter().map(|kind| format!("{name}({kind})"))),
            None => all.push(name.to_owned()),
        }
    }
    all
}

/// The variants of the enum with this name; none if there is no such enum.
fn variants<'a>(code: &'a str, name: &str) -> Option<Vec<&'a str>> {
    let body = code.split_once(&format!("pub enum {name} {{"))?.1.split('}').next()?;
    Some(body.split(',').map(str::trim).filter(|variant| !variant.is_empty()).collect())
}

/// Whether there is such a test among the journeys.
fn is_journey(name: &str, sources: &[Source]) -> bool {
    let head = format!("#[test]\nfn {name}(");
    sources.iter().any(|source| source.path.starts_with(JOURNEYS) && source.code.contains(&head))
}

/// Whether code of the portal calls a function of a store's paths.
fn calls(source: &Source, function: &str) -> bool {
    let (name, kind) = function.split_once('(').unwrap_or((function, ""));
    let kind = kind.trim_end_matches(')');
    let is_called = ["store(store).", "urls.", "store."].iter().any(|of| source.code.contains(&format!("{of}{name}(")));
    let is_kind = |(at, found): (usize, &str)| {
        !source.code[at + found.len()..].starts_with(|next: char| next.is_alphanumeric() || next == '_')
    };
    let is_named = || source.code.match_indices(&format!("::{kind}")).any(is_kind);
    source.path.starts_with("src/api/") && is_called && (kind.is_empty() || is_named())
}

#[cfg(test)]
mod tests {
    use super::*;

    const CODE: &str = "impl Store {\n    pub fn groups(&self) -> String {\n        x\n    }\n    pub fn counted(&self, \
                        which: Counts) -> String {\n        x\n    }\n}\npub fn segment(text: &str) -> String {}\n\
                        pub enum Counts {\n    /// One.\n    Owned,\n    Joined,\n}\n";
    const HEAD: &str = "| GET | `/GroupIDDataService/groups` | a | b |\n| DELETE | `/GroupIDDataService/groups` | a | b |\n\
                        | GET | `/portal` | a | b |\n| POST | `/GroupIDDataService/api/x-portal/faults` | a | b |\n";
    const ROWS: &str = "| GET | `/GroupIDDataService/groups` | `groups` | All groups | `it_lists` |\n\
                        | DELETE | `/GroupIDDataService/groups` | `groups` | – | – |\n";
    const COUNTS: &str = "| GET | `/GroupIDDataService/groups` | `counted(Owned)` | – | – |\n\
                          | GET | `/GroupIDDataService/groups` | `counted(Joined)` | – | – |\n";

    fn rules(rows: &str, api: &str) -> Vec<String> {
        let source = |path: &str, text: &str| Source::new(path.to_owned(), text.to_owned());
        let sources = [
            source(PATHS, CODE),
            source("tests/e2e/lists.rs", "#[test]\nfn it_lists() {}\nfn helps() {}"),
            source("src/api/lists.rs", api),
        ];
        let found = check(&format!("{HEAD}{CALLS}{rows}"), &sources);
        found.into_iter().map(|finding| finding.rule).collect()
    }

    #[test]
    fn what_has_a_row_and_a_journey_is_fine() {
        assert_eq!(rules(&format!("{ROWS}{COUNTS}"), "self.store(store).groups()"), [""; 0]);
    }

    #[test]
    fn a_call_without_a_row_is_found() {
        assert_eq!(rules(ROWS, "").len(), 2);
        assert_eq!(rules(ROWS, "")[0], format!("counted(Owned) of {PATHS} has no row"));
        let without_delete = ROWS.lines().next().unwrap();
        let found = rules(&format!("{without_delete}\n{COUNTS}"), "");
        assert_eq!(found, ["DELETE /GroupIDDataService/groups has no row in “## What the portal calls”"]);
    }

    #[test]
    fn a_row_about_nothing_is_found() {
        let found = rules(&format!("{ROWS}{COUNTS}").replace("it_lists", "helps"), "");
        assert_eq!(found, ["there is no journey helps"]);
        let found = rules(&format!("{ROWS}{COUNTS}").replace("`it_lists`", "–"), "");
        assert_eq!(found, ["GET /GroupIDDataService/groups has no journey in tests/e2e/"]);
        let more = "| GET | `/GroupIDDataService/shoes` | `shoes` | – | – |\n";
        let found = rules(&format!("{ROWS}{COUNTS}{more}"), "");
        let gone = format!("there is no shoes in {PATHS}");
        assert_eq!(found, ["GET /GroupIDDataService/shoes is no route of the service", gone.as_str()]);
        let found = rules(&format!("{ROWS}{COUNTS}"), "urls.counted(GroupCounts::Joined)");
        assert_eq!(rules(&format!("{ROWS}{COUNTS}"), "urls.counted(GroupCounts::JoinedLater)"), [""; 0]);
        assert_eq!(found, ["counted(Joined) is called in src/api/lists.rs, but its rows name no page"]);
    }
}
