//! The portal's floors: a page names no other page, and what lies below the pages names none at all.

use super::Finding;
use super::source::{Source, line_of};

/// Who shows pages, and therefore names them.
const ABOVE: [&str; 5] = ["src/app.rs", "src/app/", "src/parts.rs", "src/main.rs", "src/lib.rs"];

pub fn check(source: &Source) -> Vec<Finding> {
    let Some(own) = floor(&source.path) else { return Vec::new() };
    let named = source.bare.match_indices("pages::").filter_map(|(at, found)| {
        let rest = &source.bare[at + found.len()..];
        let page = &rest[..rest.find(|c: char| !c.is_alphanumeric() && c != '_').unwrap_or(rest.len())];
        (page != own).then(|| Finding {
            file: source.path.clone(),
            line: line_of(&source.bare, at),
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

/// The page that a file belongs to, "" for what lies below all pages; none for what is above them or no part of the portal.
fn floor(path: &str) -> Option<&str> {
    if ABOVE.iter().any(|above| path.starts_with(above)) || !path.starts_with("src/") || path == "src/pages.rs" {
        return None;
    }
    let Some(rest) = path.strip_prefix("src/pages/") else { return Some("") };
    rest.split(['/', '.']).next()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rules(path: &str, text: &str) -> Vec<String> {
        let source = Source::new(path.to_owned(), text.to_owned());
        check(&source).into_iter().map(|finding| finding.rule).collect()
    }

    #[test]
    fn pages_are_named_from_above_alone() {
        let text = "use crate::pages::users::UsersPage;\n";
        assert!(rules("src/app.rs", text).is_empty());
        assert!(rules("src/parts.rs", text).is_empty());
        assert!(rules("src/pages/users/list.rs", text).is_empty());
        assert!(rules("src/pages/users.rs", text).is_empty());
        assert!(rules("tests/web/users.rs", text).is_empty());
        assert_eq!(rules("src/pages/groups/lists.rs", text), ["the page groups names the page users"]);
        assert_eq!(rules("src/pages/groups.rs", text), ["the page groups names the page users"]);
        assert_eq!(rules("src/ui/who.rs", text), ["the page users is named below the pages"]);
        assert!(rules("src/ui/who.rs", "// pages::users\n\"pages::users\"").is_empty());
    }
}
