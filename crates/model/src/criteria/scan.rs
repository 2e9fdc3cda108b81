//! The cursor of the text parsers, with the limits that hold for all of them.

use super::{Expected, MAX_CONDITIONS, MAX_DEPTH, MAX_TEXT, ParseError};

/// A place in a text. Signs of all dialects are ASCII, so it moves by bytes; between two calls it never stands inside
/// of a character.
pub(super) struct Scan<'a> {
    text: &'a str,
    at: usize,
    depth: usize,
    conditions: usize,
}

impl<'a> Scan<'a> {
    /// At the start of a text that is not too long.
    pub fn new(text: &'a str) -> Result<Self, ParseError> {
        if text.len() > MAX_TEXT {
            return Err(ParseError::new(text, MAX_TEXT, Expected::Shorter));
        }
        Ok(Self { text, at: 0, depth: 0, conditions: 0 })
    }

    /// The byte at which it stands.
    pub fn at(&self) -> usize {
        self.at
    }

    /// Goes to a byte where it stood before.
    pub fn back_to(&mut self, at: usize) {
        self.at = at;
    }

    /// The text from a byte where it stood before up to here.
    pub fn since(&self, start: usize) -> &'a str {
        self.text.get(start..self.at).unwrap_or_default()
    }

    /// The text from here on.
    pub fn rest(&self) -> &'a str {
        self.text.get(self.at..).unwrap_or_default()
    }

    /// The next byte; none at the end.
    pub fn peek(&self) -> Option<u8> {
        self.text.as_bytes().get(self.at).copied()
    }

    /// Takes that ASCII sign if it is next.
    pub fn eat(&mut self, sign: u8) -> bool {
        let is_next = self.peek() == Some(sign);
        self.at += usize::from(is_next);
        is_next
    }

    /// Takes the next byte, which must be ASCII.
    pub fn pass(&mut self) {
        self.at += usize::from(self.peek().is_some_and(|byte| byte.is_ascii()));
    }

    /// Takes that ASCII sign; anything else is an error here.
    pub fn need(&mut self, sign: u8, expected: Expected) -> Result<(), ParseError> {
        if self.eat(sign) { Ok(()) } else { Err(self.error(expected)) }
    }

    /// Takes the bytes that fit. `fits` must say the same of all bytes that are no ASCII.
    pub fn take(&mut self, fits: fn(u8) -> bool) -> &'a str {
        let start = self.at;
        while self.peek().is_some_and(fits) {
            self.at += 1;
        }
        self.since(start)
    }

    /// Passes white space.
    pub fn spaces(&mut self) {
        self.take(|byte| matches!(byte, b' ' | b'\t' | b'\r' | b'\n'));
    }

    /// Takes an attribute's name; none here is an error.
    pub fn attribute(&mut self) -> Result<&'a str, ParseError> {
        let start = self.at;
        let name = self.take(is_of_attribute);
        if is_attribute(name) { Ok(name) } else { Err(self.error_at(start, Expected::Attribute)) }
    }

    /// Goes into a group whose sign stands at that byte.
    pub fn enter(&mut self, at: usize) -> Result<(), ParseError> {
        self.depth += 1;
        if self.depth > MAX_DEPTH { Err(self.error_at(at, Expected::Shallower)) } else { Ok(()) }
    }

    /// Leaves a group.
    pub fn leave(&mut self) {
        self.depth -= 1;
    }

    /// Counts a condition that starts at that byte.
    pub fn count(&mut self, at: usize) -> Result<(), ParseError> {
        self.conditions += 1;
        if self.conditions > MAX_CONDITIONS { Err(self.error_at(at, Expected::Fewer)) } else { Ok(()) }
    }

    /// Passes white space; anything behind it is an error.
    pub fn end(&mut self) -> Result<(), ParseError> {
        self.spaces();
        if self.at == self.text.len() { Ok(()) } else { Err(self.error(Expected::End)) }
    }

    /// An error here.
    pub fn error(&self, expected: Expected) -> ParseError {
        self.error_at(self.at, expected)
    }

    /// An error at another byte.
    pub fn error_at(&self, at: usize, expected: Expected) -> ParseError {
        ParseError::new(self.text, at, expected)
    }
}

/// Whether a byte may stand in an attribute's name.
pub(super) fn is_of_attribute(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'.')
}

/// Whether it can be an attribute's name: an LDAP display name or an OID.
pub(super) fn is_attribute(name: &str) -> bool {
    name.bytes().all(is_of_attribute) && name.bytes().next().is_some_and(|first| !matches!(first, b'-' | b'.'))
}
