//! Reads a pasted text in the chosen language or in the first that accepts it, and shows where it cannot be read.

use crate::criteria::words::phrases::expected;
use crate::i18n::t;
use leptos::prelude::*;
use model::criteria::{Dialect, ParseError, Read, entra, groupid, ldap, opath};
use wasm_bindgen::JsCast;
use web_sys::HtmlTextAreaElement;

/// A language's dialect, its name and its parser.
type Language = (Dialect, fn() -> &'static str, fn(&str) -> Result<Read, ParseError>);

/// The languages in the order in which automatic detection tries them.
pub(super) const LANGUAGES: [Language; 4] = [
    (Dialect::GroupId, || t!(rule.dialect_groupid), groupid::read),
    (Dialect::Ldap, || t!(rule.dialect_ldap), ldap::read),
    (Dialect::Entra, || t!(rule.dialect_entra), entra::read),
    (Dialect::Opath, || t!(rule.dialect_opath), opath::read),
];

/// The result of parsing the text.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Reading {
    /// There is no text.
    Nothing,
    /// The text is a rule in this language.
    Read(Dialect, Read),
    /// The text is no rule. The error is that of the chosen language or, with automatic detection, of the one that got
    /// furthest.
    Failed(Dialect, ParseError),
}

/// Parses a text in the given language, or in the first of all that accepts it.
pub(super) fn read(text: &str, language: Option<Dialect>) -> Reading {
    if text.trim().is_empty() {
        return Reading::Nothing;
    }
    let mut furthest: Option<(Dialect, ParseError)> = None;
    for (dialect, _, parse) in LANGUAGES {
        if language.is_some_and(|language| language != dialect) {
            continue;
        }
        match parse(text) {
            Ok(read) => return Reading::Read(dialect, read),
            Err(error) => {
                if furthest.as_ref().is_none_or(|(_, far)| error.at > far.at) {
                    furthest = Some((dialect, error));
                }
            }
        }
    }
    furthest.map_or(Reading::Nothing, |(dialect, error)| Reading::Failed(dialect, error))
}

pub(super) fn name_of(dialect: Dialect) -> &'static str {
    LANGUAGES.iter().find(|(own, ..)| *own == dialect).map_or("", |(_, name, _)| name())
}

/// The parse error as a sentence with line and column; reactive to the language.
pub(super) fn fault(text: &str, dialect: Dialect, error: &ParseError) -> String {
    let before = text.get(..error.at).unwrap_or_default();
    let line = before.matches('\n').count() as i64 + 1;
    let column = before.rsplit('\n').next().unwrap_or_default().chars().count() as i64 + 1;
    let found = if error.found.is_empty() { t!(rule.the_end).to_owned() } else { format!("“{}”", error.found) };
    let (name, expected) = (name_of(dialect), expected(error.expected));
    t!(rule.parse_error, name = name, line = line, column = column, expected = expected, found = found)
}

/// The line with the error, and a marker below the character.
pub(super) fn marked(text: &str, at: usize) -> String {
    const AROUND: usize = 40;
    let before = text.get(..at).unwrap_or_default();
    let line_start = before.rfind('\n').map_or(0, |end| end + 1);
    let left: Vec<char> = before.get(line_start..).unwrap_or_default().chars().collect();
    let left = &left[left.len().saturating_sub(AROUND)..];
    let right: String = text.get(at..).unwrap_or_default().chars().take_while(|c| *c != '\n').take(AROUND).collect();
    let left: String = left.iter().collect();
    let indent: String = left.chars().map(|_| ' ').collect();
    format!("{left}{right}\n{indent}▲")
}

/// Selects the character at the error in the text area.
pub(super) fn select(text: &str, at: usize) {
    // A text area counts in UTF-16 code units.
    let place = text.get(..at).unwrap_or_default().encode_utf16().count() as u32;
    if let Some(area) = area() {
        // The text area is in the page and visible, so neither call can fail.
        let _ = area.focus();
        let _ = area.set_selection_range(place, place + 1);
    }
}

/// Moves the focus to the text area, because the button that was pressed is gone.
pub(super) fn focus() {
    if let Some(area) = area() {
        // The text area is in the page and visible, so this cannot fail.
        let _ = area.focus();
    }
}

fn area() -> Option<HtmlTextAreaElement> {
    document().get_element_by_id("paste-rule").and_then(|area| area.dyn_into::<HtmlTextAreaElement>().ok())
}
