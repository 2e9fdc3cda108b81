//! Reads what programs write above a table: the delimiter, and lines that say which program or template it was.

use super::DELIMITERS;

/// The start of a text, up to the table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Opening<'a> {
    /// The delimiter that a first line `sep=;` names.
    pub delimiter: Option<char>,
    /// The line that belongs to a template or a program, without delimiters and quotes around it.
    pub skipped: Option<String>,
    /// The table.
    pub rest: &'a str,
    /// The line on which the table begins, from 1.
    pub line: usize,
}

impl<'a> Opening<'a> {
    pub fn of(text: &'a str) -> Self {
        let text = text.strip_prefix('\u{FEFF}').unwrap_or(text);
        let mut opening = Self { delimiter: None, skipped: None, rest: text, line: 1 };
        if let Some((delimiter, rest)) = said(text) {
            opening = Self { delimiter: Some(delimiter), rest, line: 2, ..opening };
        }
        let (line, rest) = first_line(opening.rest);
        if let Some(skipped) = of_program(line) {
            opening = Self { skipped: Some(skipped.to_owned()), rest, line: opening.line + 1, ..opening };
        }
        opening
    }
}

/// The delimiter that a first line `sep=;` names, and the text after that line.
fn said(text: &str) -> Option<(char, &str)> {
    let start = text.get(..4).filter(|start| start.eq_ignore_ascii_case("sep="))?;
    let (line, rest) = first_line(&text[start.len()..]);
    let mut named = line.chars();
    let delimiter = named.next().filter(|c| DELIMITERS.contains(c))?;
    named.next().is_none().then_some((delimiter, rest))
}

/// The first line without its end, and the text after it.
fn first_line(text: &str) -> (&str, &str) {
    let Some(end) = text.find(['\r', '\n']) else { return (text, "") };
    let (line, rest) = text.split_at(end);
    (line, rest.strip_prefix("\r\n").unwrap_or(&rest[1..]))
}

/// The text of a line that Microsoft's templates for Entra ID (`version:v1.0`) or PowerShell's `Export-Csv` (`#TYPE …`)
/// write above the header. A spreadsheet fills the line up with delimiters, and may quote it.
fn of_program(line: &str) -> Option<&str> {
    let filled = |c: char| c.is_whitespace() || c == '"' || DELIMITERS.contains(&c);
    let line = line.trim_start_matches('"').trim_end_matches(filled);
    let after = |start: &str| {
        let (own, rest) = line.split_at_checked(start.len())?;
        own.eq_ignore_ascii_case(start).then_some(rest.trim_start())
    };
    let is_version = |text: &str| {
        let number = text.trim_start_matches(['v', 'V']);
        number.starts_with(|c: char| c.is_ascii_digit()) && number.chars().all(|c| c.is_ascii_digit() || c == '.')
    };
    let is_type = |text: &str| text.starts_with(char::is_alphabetic);
    (after("version:").is_some_and(is_version) || after("#TYPE ").is_some_and(is_type)).then_some(line)
}
