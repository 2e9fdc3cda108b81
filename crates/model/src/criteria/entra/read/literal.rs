//! Parses the value to the right of an operator.

use super::Reader;
use crate::criteria::entra::value::{duration, to_generalized};
use crate::criteria::scan::Scan;
use crate::criteria::{Expected, ParseError, Relative, Unit};

/// A parsed value.
pub(super) enum Literal {
    /// A quoted string, without its quotes and escapes.
    Text(String),
    Null,
    Flag(bool),
    /// A date as generalized time.
    Date(String),
    /// `system.now`, with or without a duration added or subtracted.
    Now(Relative),
    /// A value that the tree cannot express.
    Other,
}

impl Reader<'_> {
    /// Parses a list such as `["a", "b"]`.
    pub(super) fn list(&mut self) -> Result<Vec<Literal>, ParseError> {
        self.scan.spaces();
        self.scan.need(b'[', Expected::Value)?;
        let mut items = Vec::new();
        loop {
            items.push(self.literal()?);
            self.scan.spaces();
            if !self.scan.eat(b',') {
                break;
            }
        }
        self.scan.need(b']', Expected::CloseList)?;
        Ok(items)
    }

    /// Parses a single value.
    pub(super) fn literal(&mut self) -> Result<Literal, ParseError> {
        self.scan.spaces();
        let start = self.scan.at();
        match self.scan.peek() {
            Some(quote @ (b'"' | b'\'')) => string(&mut self.scan, quote),
            Some(b'`') => escaped(&mut self.scan),
            Some(b'(') => {
                self.scan.eat(b'(');
                self.scan.spaces();
                let now = self.bare(start)?;
                if !matches!(now, Literal::Now(_) | Literal::Other) {
                    return Err(self.scan.error_at(start, Expected::Value));
                }
                self.scan.spaces();
                self.scan.need(b')', Expected::Close)?;
                Ok(now)
            }
            _ => self.bare(start),
        }
    }

    /// Parses a value without quotes; `start` is where an error is reported.
    fn bare(&mut self, start: usize) -> Result<Literal, ParseError> {
        let word = self.scan.take(|byte| byte.is_ascii_alphanumeric() || b"$._:+-".contains(&byte));
        let is = |name: &str| word.eq_ignore_ascii_case(name);
        if is("null") || is("$null") {
            Ok(Literal::Null)
        } else if is("true") || is("$true") {
            Ok(Literal::Flag(true))
        } else if is("false") || is("$false") {
            Ok(Literal::Flag(false))
        } else if is("system.now") {
            self.now()
        } else if let Some(date) = to_generalized(word) {
            Ok(Literal::Date(date))
        } else if is_number(word) {
            Ok(Literal::Other)
        } else {
            Err(self.scan.error_at(start, Expected::Value))
        }
    }

    /// Parses what follows `system.now`.
    fn now(&mut self) -> Result<Literal, ParseError> {
        self.scan.spaces();
        let is_before = self.eat_word("minus");
        if !is_before && !self.eat_word("plus") {
            return Ok(Literal::Now(Relative { amount: 0, unit: Unit::Day }));
        }
        self.scan.spaces();
        let start = self.scan.at();
        let word = self.scan.take(|byte| byte.is_ascii_alphanumeric() || byte == b'.');
        match duration(word, is_before) {
            Some(relative) => Ok(relative.map_or(Literal::Other, Literal::Now)),
            None => Err(self.scan.error_at(start, Expected::Value)),
        }
    }
}

/// Whether the word is a number, or a date that the tree cannot express.
fn is_number(word: &str) -> bool {
    let is_first = |first: char| first.is_ascii_digit();
    word.strip_prefix('-').unwrap_or(word).starts_with(is_first)
        && word.bytes().all(|byte| byte.is_ascii_digit() || b".:+-TtZz".contains(&byte))
}

/// Parses a quoted string. A backtick may escape a double quote; what else it may escape is not documented, so such a
/// text becomes `Literal::Other`.
fn string(scan: &mut Scan, quote: u8) -> Result<Literal, ParseError> {
    let start = scan.at();
    let (mut text, mut is_known) = (String::new(), true);
    scan.eat(quote);
    loop {
        text.push_str(scan.take(|byte| !matches!(byte, b'"' | b'\'' | b'`') && !byte.is_ascii_control()));
        match scan.peek() {
            Some(b'\'') => {
                scan.eat(b'\'');
                // A doubled apostrophe is one apostrophe, whichever quotes surround the text.
                if !scan.eat(b'\'') && quote == b'\'' {
                    break;
                }
                text.push('\'');
            }
            Some(b'"') => {
                scan.eat(b'"');
                if quote == b'"' {
                    break;
                }
                text.push('"');
            }
            Some(b'`') => {
                scan.eat(b'`');
                if scan.eat(b'"') {
                    text.push('"');
                } else {
                    is_known = false;
                }
            }
            Some(_) => return Err(scan.error(Expected::Character)),
            None => return Err(scan.error_at(start, Expected::Quote)),
        }
    }
    Ok(if is_known { Literal::Text(text) } else { Literal::Other })
}

/// Parses `` `"Sales`" ``, which Microsoft's page shows without other quotes. Whether its quotes are part of the value
/// is not documented, so the result is `Literal::Other`.
fn escaped(scan: &mut Scan) -> Result<Literal, ParseError> {
    let start = scan.at();
    scan.eat(b'`');
    scan.need(b'"', Expected::Value)?;
    scan.take(|byte| !matches!(byte, b'"' | b'`') && !byte.is_ascii_control());
    if scan.peek().is_some_and(|byte| byte.is_ascii_control()) {
        return Err(scan.error(Expected::Character));
    }
    if scan.eat(b'`') && scan.eat(b'"') { Ok(Literal::Other) } else { Err(scan.error_at(start, Expected::Quote)) }
}

/// Parses `Direct Reports for "…"`, which is always a whole rule; `None` if the text does not begin so.
pub(super) fn direct_reports<'a>(scan: &mut Scan<'a>) -> Result<Option<&'a str>, ParseError> {
    let start = scan.at();
    for word in ["direct", "reports", "for"] {
        scan.spaces();
        if !scan.take(|byte| byte.is_ascii_alphabetic()).eq_ignore_ascii_case(word) {
            scan.back_to(start);
            return Ok(None);
        }
    }
    scan.spaces();
    match scan.peek() {
        Some(quote @ (b'"' | b'\'')) => string(scan, quote)?,
        _ => return Err(scan.error(Expected::Value)),
    };
    let text = scan.since(start);
    scan.end()?;
    Ok(Some(text))
}
