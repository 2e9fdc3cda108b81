//! Reads what stands to the right of an operator.

use super::Reader;
use crate::criteria::entra::value::{duration, to_generalized};
use crate::criteria::scan::Scan;
use crate::criteria::{Expected, ParseError, Relative, Unit};

/// A value.
pub(super) enum Literal {
    /// In quotes.
    Text(String),
    Null,
    Flag(bool),
    /// Generalized time.
    Date(String),
    /// `system.now`, plus or minus something.
    Now(Relative),
    /// What the tree has no value for.
    Other,
}

impl Reader<'_> {
    /// `["a", "b"]`
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

    /// One value.
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

    /// A value without quotes.
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

    /// What follows `system.now`.
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

/// A number, or a date that the tree has no words for.
fn is_number(word: &str) -> bool {
    let is_first = |first: char| first.is_ascii_digit();
    word.strip_prefix('-').unwrap_or(word).starts_with(is_first)
        && word.bytes().all(|byte| byte.is_ascii_digit() || b".:+-TtZz".contains(&byte))
}

/// A text in quotes. A backtick stands before a double quote within; what else it may do is nowhere documented.
fn string(scan: &mut Scan, quote: u8) -> Result<Literal, ParseError> {
    let start = scan.at();
    let (mut text, mut is_known) = (String::new(), true);
    scan.eat(quote);
    loop {
        text.push_str(scan.take(|byte| !matches!(byte, b'"' | b'\'' | b'`') && !byte.is_ascii_control()));
        match scan.peek() {
            Some(b'\'') => {
                scan.eat(b'\'');
                // Doubled it is one, whatever the quotes.
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

/// `` `"Sales`" ``, as Microsoft's page has it without other quotes; whether its quotes count is not to be known.
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

/// `Direct Reports for "…"`, which is always the whole rule.
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
