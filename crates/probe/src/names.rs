//! What of a server's own words may stand in a report: names of attributes, and the bare frame of a rule.

use std::collections::BTreeSet;

/// How many names are shown.
const MOST: usize = 40;
/// The words of a rule's frame: joins, and the words that operators consist of.
const FRAME: &[&str] = &[
    "and", "or", "not", "is", "isn", "does", "doesn", "t", "contain", "contains", "start", "starts", "end", "ends",
    "with", "exactly", "greater", "less", "than", "equal", "present", "all", "any", "flag", "flags", "on", "off",
    "chain", "match",
];
/// The longest frame that is shown, in bytes.
const LONGEST: usize = 300;

/// Texts that somebody could recognise: every value of every answer, the account, the server's name.
#[derive(Default)]
pub struct Seen(BTreeSet<String>);

impl Seen {
    pub fn add(&mut self, text: &str) {
        if !text.is_empty() {
            self.0.insert(text.to_lowercase());
        }
    }

    fn has(&self, text: &str) -> bool {
        self.0.contains(&text.to_lowercase())
    }
}

/// Names of attributes or of JSON members. There is no other way to get one than to be checked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Names(Vec<String>);

impl Names {
    /// Keeps those that look like the name of an attribute and are not a value that somebody has; a member of JSON
    /// could be keyed by anything. The others become "…".
    pub fn of<'a>(names: impl IntoIterator<Item = &'a str>, seen: &Seen) -> Self {
        let shown = |name: &str| if is_name(name) && !seen.has(name) { name.to_owned() } else { "…".to_owned() };
        Self(names.into_iter().map(shown).collect())
    }
}

impl std::fmt::Display for Names {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let first: Vec<&str> = self.0.iter().take(MOST).map(String::as_str).collect();
        f.write_str(&first.join(", "))?;
        match self.0.len().saturating_sub(MOST) {
            0 => Ok(()),
            more => write!(f, " and {more} more"),
        }
    }
}

fn is_name(name: &str) -> bool {
    name.len() <= 64
        && name.starts_with(|c: char| c.is_ascii_alphabetic())
        && name.chars().all(|c| c.is_ascii_alphanumeric() || c == '-' || c == '_')
}

/// A rule without what it is about: brackets, quotes, joins and words of operators stay, all else becomes "…".
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Frame(String);

impl Frame {
    pub fn of(rule: &str) -> Self {
        let mut frame = String::new();
        let mut rest = rule;
        while let Some(first) = rest.chars().next().filter(|_| frame.len() < LONGEST) {
            let end = rest.find(|c: char| !c.is_alphanumeric()).unwrap_or(rest.len()).max(first.len_utf8());
            let (piece, after) = rest.split_at(end);
            rest = after;
            let kept = FRAME.contains(&piece.to_ascii_lowercase().as_str()) || "()[]\"'&|!=<>".contains(piece);
            if kept || piece == " " {
                frame.push_str(piece);
            } else if !frame.ends_with('…') {
                frame.push('…');
            }
        }
        Self(frame)
    }
}

impl std::fmt::Display for Frame {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_names_of_attributes_are_shown() {
        let mut seen = Seen::default();
        seen.add("Olivia");
        let names = Names::of(["displayName", "olivia", "CN=a,DC=b", "msDS-x", "two words", ""], &seen);
        assert_eq!(names.to_string(), "displayName, …, …, msDS-x, …, …");
        let many: Vec<String> = (0..45).map(|n| format!("a{n}")).collect();
        assert!(Names::of(many.iter().map(String::as_str), &seen).to_string().ends_with("a39 and 5 more"));
    }

    #[test]
    fn a_frame_holds_no_value_and_no_attribute() {
        let frame = |rule: &str| Frame::of(rule).to_string();
        assert_eq!(
            frame("((department Doesn't Contain \"Müller & Söhne\") And NOT (l Is Exactly \"x\")"),
            "((… Doesn't Contain \"… & …\") And NOT (… Is Exactly \"…\")"
        );
        assert_eq!(frame("(&(a=b-c)(d>=1))"), "(&(…=…)(…>=…))");
        assert_eq!(frame(""), "");
        assert!(frame(&"(a)".repeat(500)).len() < LONGEST + 8);
    }
}
