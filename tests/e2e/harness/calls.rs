//! docs/API.md says which journey shows a call of the portal; such a journey must have sent it.

use super::service::{Service, is_documented};

const PAGE: &str = include_str!("../../../docs/API.md");

/// Fails if docs/API.md says that the running test shows a call which nobody has sent with success.
pub fn were_sent(service: &Service) {
    let thread = std::thread::current();
    let test = thread.name().and_then(|name| name.rsplit("::").next()).unwrap_or_default();
    let is_there = |call: &(&str, &str)| !(is_documented() && call.1.contains("/x-portal/"));
    let shown: Vec<_> = PAGE.lines().filter_map(|line| shown_by(line, test)).filter(is_there).collect();
    if shown.is_empty() {
        return;
    }
    let journal = service.journal();
    for (method, template) in shown {
        let is_it = |entry: &&serde_json::Value| {
            let fine = entry["status"].as_u64().is_some_and(|status| status < 400);
            fine && entry["method"] == method && fits(template, entry["path"].as_str().unwrap_or_default())
        };
        assert!(journal.iter().any(|entry| is_it(&entry)), "docs/API.md says that {test} shows {method} {template}");
    }
}

/// The method and path of a row of the calls, if this test shows it.
fn shown_by<'a>(line: &'a str, test: &str) -> Option<(&'a str, &'a str)> {
    let cells: Vec<_> = line.split('|').map(str::trim).collect();
    let &["", method, path, _, _, shown, ""] = cells.as_slice() else { return None };
    let mut tests = shown.split(", ").map(|name| name.trim_matches('`'));
    tests.any(|name| name == test).then(|| (method, path.trim_matches('`')))
}

/// Whether a path has the form of the template; `{name}` stands for any segment.
fn fits(template: &str, path: &str) -> bool {
    let parts = |text: &str| text.trim_matches('/').split('/').map(str::to_owned).collect::<Vec<_>>();
    let (template, path) = (parts(template), parts(path));
    let is_same = |(own, other): (&String, &String)| own.starts_with('{') || own.eq_ignore_ascii_case(other);
    template.len() == path.len() && template.iter().zip(&path).all(is_same)
}
