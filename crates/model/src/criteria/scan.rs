//! The cursor that the text parsers share, with the limits that apply to all of them.

use super::{Expected, MAX_CONDITIONS, MAX_DEPTH, MAX_TEXT, ParseError, Repair, RepairKind};

/// A position in a text. All syntax characters of the dialects are ASCII, so it moves by bytes; between two calls it is
/// always on a character boundary.
pub(super) struct Scan<'a> {
    text: &'a str,
    at: usize,
    depth: usize,
    conditions: usize,
    repairs: Vec<Repair>,
    unfolds: bool,
}

impl<'a> Scan<'a> {
    /// A cursor at the start of a text; a text longer than [`MAX_TEXT`] is an error.
    pub fn new(text: &'a str) -> Result<Self, ParseError> {
        if text.len() > MAX_TEXT {
            return Err(ParseError::new(text, MAX_TEXT, Expected::Shorter));
        }
        Ok(Self { text, at: 0, depth: 0, conditions: 0, repairs: Vec::new(), unfolds: false })
    }

    /// From now on, folded values are put right where the dialect also allows line breaks in a value.
    pub fn unfold(&mut self) {
        self.unfolds = true;
    }

    /// Whether [`Self::unfold`] was called.
    pub fn unfolds(&self) -> bool {
        self.unfolds
    }

    /// Notes that something at that offset was put right. Layout is noted once.
    pub fn put_right(&mut self, at: usize, kind: RepairKind, text: impl Into<String>) {
        let is_known = kind == RepairKind::Layout && self.repairs.iter().any(|known| known.kind == kind);
        if !is_known {
            self.repairs.push(Repair { at, kind, text: text.into() });
        }
    }

    /// What was put right, in the order of the text.
    pub fn into_repairs(mut self) -> Vec<Repair> {
        self.repairs.sort_by_key(|repair| repair.at);
        self.repairs
    }

    /// The current byte offset.
    pub fn at(&self) -> usize {
        self.at
    }

    /// Returns to an earlier offset.
    pub fn back_to(&mut self, at: usize) {
        self.at = at;
    }

    /// The text from an earlier offset up to here.
    pub fn since(&self, start: usize) -> &'a str {
        self.text.get(start..self.at).unwrap_or_default()
    }

    /// The text from here on.
    pub fn rest(&self) -> &'a str {
        self.text.get(self.at..).unwrap_or_default()
    }

    /// The next byte; `None` at the end.
    pub fn peek(&self) -> Option<u8> {
        self.text.as_bytes().get(self.at).copied()
    }

    /// Consumes an ASCII character if it is next, and returns whether it was.
    pub fn eat(&mut self, sign: u8) -> bool {
        let is_next = self.peek() == Some(sign);
        self.at += usize::from(is_next);
        is_next
    }

    /// Consumes the next byte if it is ASCII.
    pub fn pass(&mut self) {
        self.at += usize::from(self.peek().is_some_and(|byte| byte.is_ascii()));
    }

    /// Consumes an ASCII character; anything else is an error.
    pub fn need(&mut self, sign: u8, expected: Expected) -> Result<(), ParseError> {
        if self.eat(sign) { Ok(()) } else { Err(self.error(expected)) }
    }

    /// Consumes bytes as long as they fit. `fits` must answer the same for all bytes that are not ASCII.
    pub fn take(&mut self, fits: fn(u8) -> bool) -> &'a str {
        let start = self.at;
        while self.peek().is_some_and(fits) {
            self.at += 1;
        }
        self.since(start)
    }

    /// Skips white space, and returns it.
    pub fn spaces(&mut self) -> &'a str {
        self.take(|byte| matches!(byte, b' ' | b'\t' | b'\r' | b'\n'))
    }

    /// Consumes the name of an attribute; it is an error if there is none.
    pub fn attribute(&mut self) -> Result<&'a str, ParseError> {
        let start = self.at;
        let name = self.take(is_of_attribute);
        if is_attribute(name) { Ok(name) } else { Err(self.error_at(start, Expected::Attribute)) }
    }

    /// Enters a group that begins at that offset; it is an error if it would be too deep.
    pub fn enter(&mut self, at: usize) -> Result<(), ParseError> {
        self.depth += 1;
        if self.depth > MAX_DEPTH { Err(self.error_at(at, Expected::Shallower)) } else { Ok(()) }
    }

    pub fn leave(&mut self) {
        self.depth -= 1;
    }

    /// Counts a condition that begins at that offset; it is an error if there are too many.
    pub fn count(&mut self, at: usize) -> Result<(), ParseError> {
        self.conditions += 1;
        if self.conditions > MAX_CONDITIONS { Err(self.error_at(at, Expected::Fewer)) } else { Ok(()) }
    }

    /// Skips white space; anything after it is an error.
    pub fn end(&mut self) -> Result<(), ParseError> {
        self.spaces();
        if self.at == self.text.len() { Ok(()) } else { Err(self.error(Expected::End)) }
    }

    /// An error at the current offset.
    pub fn error(&self, expected: Expected) -> ParseError {
        self.error_at(self.at, expected)
    }

    /// An error at another offset.
    pub fn error_at(&self, at: usize, expected: Expected) -> ParseError {
        ParseError::new(self.text, at, expected)
    }
}

/// Whether a byte may occur in the name of an attribute.
pub(super) fn is_of_attribute(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'.')
}

/// Whether a text can be the name of an attribute: an LDAP display name or an object identifier.
pub(super) fn is_attribute(name: &str) -> bool {
    name.bytes().all(is_of_attribute) && name.bytes().next().is_some_and(|first| !matches!(first, b'-' | b'.'))
}
