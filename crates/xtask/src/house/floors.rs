//! Checks the layers of each crate: no module uses a module above it, and no two modules use each other.
//!
//! A room is a folder of a crate's `src` with the file of its name; the criteria builder, the largest, has rooms of its own.
//! What a file reaches is read from the paths that begin with `crate::` in it.

use std::collections::{BTreeMap, BTreeSet};

use super::Finding;
use super::source::{Source, line_of};

/// The files that show pages and may therefore name them.
const ABOVE: [&str; 4] = ["src/app.rs", "src/app/", "src/main.rs", "src/lib.rs"];

/// Where rooms form no circle, and how paths to them begin: crates, and the largest room of one.
const HOUSES: [(&str, &str); 6] = [
    ("src/", "crate::"),
    ("src/criteria/", "crate::criteria::"),
    ("crates/model/src/", "crate::"),
    ("crates/dataservice/src/", "crate::"),
    ("crates/probe/src/", "crate::"),
    ("crates/xtask/src/", "crate::"),
];

/// Rooms that only some others may use: the room, the crate, the rooms that may use it, and the reason.
const CLOSED: [(&str, &str, &[&str], &str); 2] = [
    (
        "demo",
        "crates/dataservice/src/",
        &["demo", "lib", "dry_run"],
        "the service runs on any directory: what it holds at first is handed to it",
    ),
    ("app", "src/", &["app", "main", "lib"], "the app shows everything and is used by nothing"),
];

/// A place where a room uses another one.
struct Reach<'a> {
    file: &'a str,
    line: usize,
}

pub fn check(sources: &[Source]) -> Vec<Finding> {
    let mut findings: Vec<_> = sources.iter().flat_map(pages).collect();
    for (home, root) in HOUSES {
        let own: Vec<_> = sources.iter().filter(|source| source.path.starts_with(home)).collect();
        findings.extend(closed(home, root, &own));
        findings.extend(circles(home, root, &own));
    }
    findings
}

/// A page must not use another page, and what is below the pages must not use any.
fn pages(source: &Source) -> Vec<Finding> {
    let Some(own) = page_of(&source.path) else { return Vec::new() };
    let named = source.code.match_indices("pages::").filter_map(|(at, found)| {
        let page = name_at(&source.code[at + found.len()..]);
        (page != own).then(|| Finding {
            file: source.path.clone(),
            line: line_of(&source.code, at),
            rule: match own {
                "" => format!("the page {page} is named below the pages"),
                own => format!("the page {own} names the page {page}"),
            },
            why: "pages that borrow from pages become one room: what two pages need lies below them (src/forms, src/groups, \
                  src/words, src/ui)",
        })
    });
    named.collect()
}

/// The page that a file belongs to, or an empty text for a file below all pages; `None` for files above the pages or
/// outside of the portal.
fn page_of(path: &str) -> Option<&str> {
    if ABOVE.iter().any(|above| path.starts_with(above)) || !path.starts_with("src/") || path == "src/pages.rs" {
        return None;
    }
    let Some(rest) = path.strip_prefix("src/pages/") else { return Some("") };
    rest.split(['/', '.']).next()
}

/// The identifier with which a text begins.
fn name_at(text: &str) -> &str {
    &text[..text.find(|c: char| !c.is_alphanumeric() && c != '_').unwrap_or(text.len())]
}

fn room_of<'a>(home: &str, path: &'a str) -> &'a str {
    path[home.len()..].split(['/', '.']).next().unwrap_or_default()
}

/// The rooms that a file uses, each with the line.
fn named<'a>(source: &'a Source, root: &str) -> Vec<(&'a str, usize)> {
    let mut named = Vec::new();
    for (at, found) in source.code.match_indices(root) {
        let rest = &source.code[at + found.len()..];
        let line = line_of(&source.code, at);
        match rest.strip_prefix('{') {
            None => named.push((name_at(rest), line)),
            Some(list) => named.extend(first_names(list).into_iter().map(|name| (name, line))),
        }
    }
    named.retain(|(name, _)| !name.is_empty());
    named
}

/// The first identifier of each path in a list, up to its closing brace.
fn first_names(list: &str) -> Vec<&str> {
    let (mut depth, mut start, mut names) = (0_usize, 0, Vec::new());
    for (at, c) in list.char_indices() {
        match c {
            '{' => depth += 1,
            '}' if depth == 0 => {
                names.push(name_at(list[start..at].trim_start()));
                break;
            }
            '}' => depth -= 1,
            ',' if depth == 0 => {
                names.push(name_at(list[start..at].trim_start()));
                start = at + 1;
            }
            _ => {}
        }
    }
    names
}

fn closed(home: &str, root: &str, own: &[&Source]) -> Vec<Finding> {
    let mut findings = Vec::new();
    for (room, _, open, why) in CLOSED.into_iter().filter(|(_, where_, ..)| *where_ == home) {
        for source in own.iter().filter(|source| !open.contains(&room_of(home, &source.path))) {
            for (_, line) in named(source, root).into_iter().filter(|(name, _)| *name == room) {
                let rule = format!("{room} is named outside of {}", open.join(", "));
                findings.push(Finding { file: source.path.clone(), line, rule, why });
            }
        }
    }
    findings
}

/// The rooms that use each other, directly or through others, with a place for each use.
fn circles(home: &str, root: &str, own: &[&Source]) -> Vec<Finding> {
    let rooms: BTreeSet<_> = own.iter().map(|source| room_of(home, &source.path)).collect();
    let mut reaches: BTreeMap<&str, BTreeMap<&str, Reach<'_>>> = BTreeMap::new();
    for source in own {
        let room = room_of(home, &source.path);
        if matches!(room, "lib" | "main") {
            continue;
        }
        for (name, line) in named(source, root).into_iter().filter(|(name, _)| *name != room && rooms.contains(name)) {
            reaches.entry(room).or_default().entry(name).or_insert(Reach { file: &source.path, line });
        }
    }
    let mut findings = Vec::new();
    for (room, others) in &reaches {
        for (other, reach) in others.iter().filter(|(other, _)| leads_to(&reaches, other, room)) {
            findings.push(Finding {
                file: reach.file.to_owned(),
                line: reach.line,
                rule: format!("{room} reaches {other}, which reaches {room}"),
                why: "rooms in a circle are one room: what both need lies below them",
            });
        }
    }
    findings
}

fn leads_to(reaches: &BTreeMap<&str, BTreeMap<&str, Reach<'_>>>, from: &str, to: &str) -> bool {
    let (mut seen, mut next) = (BTreeSet::new(), vec![from]);
    while let Some(room) = next.pop() {
        if room == to {
            return true;
        }
        if seen.insert(room) {
            next.extend(reaches.get(room).into_iter().flat_map(|others| others.keys().copied()));
        }
    }
    false
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(files: &[(&str, &str)]) -> Vec<String> {
        let sources: Vec<_> =
            files.iter().map(|(path, text)| Source::new((*path).to_owned(), (*text).to_owned())).collect();
        check(&sources).into_iter().map(|one| format!("{}:{}: {}", one.file, one.line, one.rule)).collect()
    }

    #[test]
    fn pages_are_named_from_above_alone() {
        let text = "use crate::pages::users::UsersPage;\n";
        let rules = |path: &str| found(&[(path, text)]);
        for path in
            ["src/app.rs", "src/app/parts.rs", "src/pages/users/list.rs", "src/pages/users.rs", "tests/web/users.rs"]
        {
            assert!(rules(path).is_empty(), "{path}");
        }
        assert_eq!(
            rules("src/pages/groups/lists.rs"),
            ["src/pages/groups/lists.rs:1: the page groups names the page users"]
        );
        assert_eq!(rules("src/ui/who.rs"), ["src/ui/who.rs:1: the page users is named below the pages"]);
        assert!(found(&[("src/ui/who.rs", "// pages::users")]).is_empty());
    }

    #[test]
    fn rooms_that_reach_each_other_are_found() {
        let up = ("src/ui/a.rs", "fn f() {}\nuse crate::{i18n::t, api::{Api, b}};");
        let down = ("src/api.rs", "use crate::ui::a;");
        let word = ("src/i18n.rs", "");
        assert_eq!(
            found(&[up, down, word]),
            ["src/api.rs:1: api reaches ui, which reaches api", "src/ui/a.rs:2: ui reaches api, which reaches ui"]
        );
        assert!(found(&[up, word, ("src/api.rs", "use crate::api::c;")]).is_empty());
        // A cycle of three rooms.
        let three = [
            ("crates/model/src/a.rs", "use crate::b::B;"),
            ("crates/model/src/b/x.rs", "use crate::c;"),
            ("crates/model/src/c.rs", "fn f() -> crate::a::A {}"),
        ];
        assert_eq!(found(&three).len(), 3);
    }

    #[test]
    fn nobody_names_the_demo() {
        let text = "use crate::demo::ENTRA;";
        let rule = "crates/dataservice/src/validation/graph.rs:1: demo is named outside of demo, lib, dry_run";
        assert_eq!(found(&[("crates/dataservice/src/validation/graph.rs", text)]), [rule]);
        assert!(found(&[("crates/dataservice/src/lib.rs", text)]).is_empty());
    }
}
