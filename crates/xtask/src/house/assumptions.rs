//! Checks that assumptions lead somewhere: every number that is named has a row in docs/ASSUMPTIONS.md, and every place
//! in the code that docs/ASSUMPTIONS.md and docs/FIRST-CONTACT.md name exists.

use super::Finding;
use super::source::{Source, line_of};

/// The paths of the two pages from the root of the checkout.
pub const ASSUMPTIONS: &str = "docs/ASSUMPTIONS.md";
pub const FIRST_CONTACT: &str = "docs/FIRST-CONTACT.md";

/// Checks both pages and everything that names an assumption.
pub fn check(assumptions: &str, first_contact: &str, sources: &[Source]) -> Vec<Finding> {
    let rows: Vec<&str> = assumptions.lines().filter_map(|line| numbers(line.strip_prefix("| ")?).next()).collect();
    let pages = [(ASSUMPTIONS, assumptions), (FIRST_CONTACT, first_contact)];
    let texts = sources.iter().map(|source| (source.path.as_str(), source.text.as_str())).chain(pages);
    let mut findings = Vec::new();
    for (file, text) in texts {
        for (line, words) in (1..).zip(text.lines()) {
            for number in numbers(words).filter(|number| !rows.contains(number)) {
                findings.push(Finding {
                    file: file.to_owned(),
                    line,
                    rule: format!("assumption {number} is not in {ASSUMPTIONS}"),
                    why: "whoever reads it looks it up there",
                });
            }
        }
    }
    for (file, text) in pages {
        for (at, place) in places(text).filter(|(_, place)| !exists(place, sources)) {
            findings.push(Finding {
                file: file.to_owned(),
                line: line_of(text, at),
                rule: format!("there is no {place}"),
                why: "who finds an assumption wrong goes to the place that it names",
            });
        }
    }
    findings
}

/// The numbers of assumptions in a text: `A-` with two or three digits.
fn numbers(text: &str) -> impl Iterator<Item = &str> {
    text.match_indices("A-").filter_map(|(at, _)| {
        let digits = text[at + 2..].bytes().take_while(u8::is_ascii_digit).count();
        let (before, number, after) = (&text[..at], &text[at..at + 2 + digits], &text[at + 2 + digits..]);
        let is_alone = !before.ends_with(|c: char| c.is_alphanumeric() || c == '-')
            && !after.starts_with(|c: char| c.is_alphanumeric());
        (is_alone && matches!(digits, 2 | 3)).then_some(number)
    })
}

/// The paths of modules in backquotes, as `a::b` or `a::{b, c}`; of the latter, each one.
fn places(text: &str) -> impl Iterator<Item = (usize, String)> {
    let quoted = text.split('`').scan(0, |at, part| {
        let start = *at;
        *at += part.len() + 1;
        Some((start, part))
    });
    // Every second part is between backquotes.
    let paths = quoted.skip(1).step_by(2).filter(|(_, part)| part.contains("::") && !part.contains('\n'));
    paths.flat_map(|(at, part)| {
        let (stem, list) = part.split_once("::{").unwrap_or((part, ""));
        let names = list.trim_end_matches('}').split(',').map(str::trim);
        let all: Vec<_> = match list {
            "" => vec![(at, stem.to_owned())],
            _ => names.map(|name| (at, format!("{stem}::{name}"))).collect(),
        };
        all
    })
}

/// Whether the modules of a path are there, and what is left of the path is in the last one, or in a module of it.
fn exists(place: &str, sources: &[Source]) -> bool {
    let mut steps: Vec<&str> = place.split("::").collect();
    let home = match steps[0] {
        "model" | "dataservice" => format!("crates/{}/src", steps.remove(0)),
        _ => "src".to_owned(),
    };
    (1..=steps.len()).rev().any(|modules| {
        let module = format!("{home}/{}", steps[..modules].join("/"));
        let (file, folder) = (format!("{module}.rs"), format!("{module}/"));
        sources.iter().any(|source| source.path == file)
            && steps[modules..].iter().all(|name| {
                let own = sources.iter().filter(|source| source.path == file || source.path.starts_with(&folder));
                own.into_iter().any(|source| has_word(&source.code, name))
            })
    })
}

fn has_word(code: &str, name: &str) -> bool {
    let is_part = |c: char| c.is_alphanumeric() || c == '_';
    code.match_indices(name)
        .any(|(at, _)| !code[..at].ends_with(is_part) && !code[at + name.len()..].starts_with(is_part))
}

#[cfg(test)]
mod tests {
    use super::*;

    const ROWS: &str = "| id | assumption | where |\n|---|---|---|\n| A-01 | As A-02 | `model::wire::codes::{A, B}` |\n\
                        | A-02 | So | `http::fetch` and `tests/samba` |\n";

    fn rules(first_contact: &str, more: &str) -> Vec<String> {
        let source = |path: &str, text: &str| Source::new(path.to_owned(), text.to_owned());
        let sources = [
            source("crates/model/src/wire/codes.rs", &format!("const A: i64 = 1;\nconst B: i64 = 1; {more}")),
            source("src/http.rs", "mod fetch;"),
            source("src/http/fetch.rs", "// fn gone()\npub fn send() {}"),
        ];
        check(ROWS, first_contact, &sources)
            .into_iter()
            .map(|one| format!("{}:{}: {}", one.file, one.line, one.rule))
            .collect()
    }

    #[test]
    fn what_leads_somewhere_is_left_alone() {
        assert_eq!(
            rules("A-01, SHA-384, RSA-99\n`model::wire::codes::B`\n`http::fetch::send`, `http::send`", ""),
            [""; 0]
        );
    }

    #[test]
    fn what_leads_nowhere_is_found() {
        assert_eq!(
            rules(
                "A-03\n`model::wire::codes::{A, C}` and\n`http::fetch::gone`, `pages::list`",
                "\n// Assumption A-04."
            ),
            [
                "crates/model/src/wire/codes.rs:3: assumption A-04 is not in docs/ASSUMPTIONS.md",
                "docs/FIRST-CONTACT.md:1: assumption A-03 is not in docs/ASSUMPTIONS.md",
                "docs/FIRST-CONTACT.md:2: there is no model::wire::codes::C",
                "docs/FIRST-CONTACT.md:3: there is no http::fetch::gone",
                "docs/FIRST-CONTACT.md:3: there is no pages::list",
            ]
        );
    }
}
