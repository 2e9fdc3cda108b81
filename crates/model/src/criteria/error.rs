//! Why a text cannot be parsed as a rule, and why a rule cannot be printed in a dialect. The texts here are for logs
//! and tests; the pages have translated messages of their own for each reason.

use super::{MAX_CONDITIONS, MAX_DEPTH, MAX_TEXT, Missing, NodeId, Operator};
use crate::wire::lenient::json_enum;
use std::fmt;

/// A language in which rules are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Dialect {
    /// The criteria in `IMSGCriteria`.
    GroupId,
    /// An LDAP filter (RFC 4515) with Microsoft's matching rules.
    Ldap,
    /// A dynamic membership rule of Entra ID.
    Entra,
    /// The JSON criteria of POST `…/Searches`.
    Search,
    /// A recipient filter of Exchange, which is only read.
    Opath,
}

json_enum!(Dialect: "a dialect" {
    GroupId = "groupid",
    Ldap = "ldap",
    Entra = "entra",
    Search = "search",
    Opath = "opath",
});

impl Dialect {
    /// Its English name, for logs and error messages.
    pub fn name(self) -> &'static str {
        match self {
            Self::GroupId => "GroupID criteria",
            Self::Ldap => "LDAP filter",
            Self::Entra => "Entra membership rule",
            Self::Search => "search criteria",
            Self::Opath => "Exchange filter (OPATH)",
        }
    }
}

/// The place at which a text stops being a rule.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ParseError {
    /// The offset in bytes, always on a character boundary.
    pub at: usize,
    /// What would have been valid there.
    pub expected: Expected,
    /// The next twelve characters of the text; empty at its end.
    pub found: String,
}

/// What would have been valid where parsing stopped.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Expected {
    /// A rule; the text is empty.
    Rule,
    /// `(`
    Open,
    /// `)`
    Close,
    /// The bracket that closes a list, or the rest of a JSON text that ends too early.
    CloseList,
    /// The name of an attribute.
    Attribute,
    Operator,
    Value,
    /// A value that is not blank.
    NonBlankValue,
    /// A whole number.
    Number,
    /// A bit mask with at least one bit.
    Mask,
    /// A quote that ends the value.
    Quote,
    /// Two hexadecimal digits after `\`.
    Hex,
    /// UTF-8 in escaped bytes.
    Utf8,
    /// A character that is allowed there; NUL is allowed nowhere.
    Character,
    /// One of the supported matching rules.
    MatchingRule,
    /// A value on one line; what the line break in it means is not certain.
    OneLine,
    /// The same join (And or Or) as before within one pair of brackets.
    SameJoin,
    /// And, Or or a closing bracket.
    Join,
    /// The end of the text.
    End,
    /// A text of at most [`MAX_TEXT`] bytes.
    Shorter,
    /// At most [`MAX_DEPTH`] nested groups.
    Shallower,
    /// At most [`MAX_CONDITIONS`] conditions.
    Fewer,
}

impl ParseError {
    /// An error at a byte offset, moved back to the start of its character.
    pub fn new(text: &str, at: usize, expected: Expected) -> Self {
        let mut at = at.min(text.len());
        while !text.is_char_boundary(at) {
            at -= 1;
        }
        let found = text[at..].chars().take(12).collect();
        Self { at, expected, found }
    }
}

impl fmt::Display for ParseError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "at byte {}: expected {}, found ", self.at, self.expected)?;
        if self.found.is_empty() { f.write_str("the end") } else { write!(f, "{:?}", self.found) }
    }
}

impl fmt::Display for Expected {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Rule => "a rule",
            Self::Open => "(",
            Self::Close => ")",
            Self::CloseList => "the end of the list",
            Self::Attribute => "an attribute",
            Self::Operator => "an operator",
            Self::Value => "a value",
            Self::NonBlankValue => "a value that is not blank",
            Self::Number => "a whole number",
            Self::Mask => "a bit mask with at least one bit",
            Self::Quote => "a closing quote",
            Self::Hex => "two hexadecimal digits",
            Self::Utf8 => "UTF-8 in escaped bytes",
            Self::Character => "a character that may stand here",
            Self::MatchingRule => "a known matching rule",
            Self::OneLine => "a value on one line",
            Self::SameJoin => "the same of And and Or as before, or brackets",
            Self::Join => "And, Or or )",
            Self::End => "nothing more",
            Self::Shorter => return write!(f, "at most {MAX_TEXT} bytes"),
            Self::Shallower => return write!(f, "at most {MAX_DEPTH} groups in each other"),
            Self::Fewer => return write!(f, "at most {MAX_CONDITIONS} conditions"),
        })
    }
}

impl std::error::Error for ParseError {}

/// A node that makes it impossible to print a rule in a dialect.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PrintError {
    /// The node that is the cause.
    pub node: NodeId,
    pub dialect: Dialect,
    pub reason: PrintReason,
}

/// Why a node cannot be printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PrintReason {
    Incomplete(Missing),
    /// The dialect cannot express the node.
    Cannot(Cannot),
    /// The rule exceeds [`MAX_DEPTH`], [`MAX_CONDITIONS`] or a limit on the length of the text.
    TooLarge,
}

/// What a dialect cannot express.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Cannot {
    Operator(Operator),
    /// The negation of this operator, which has no complement.
    Negated(Operator),
    /// A relative date.
    RelativeDate,
    /// A raw piece of this other dialect.
    Raw(Dialect),
    /// The name of the attribute.
    Attribute,
    /// The value: it contains a character that cannot be written, or does not fit the attribute's type.
    Value,
}

impl fmt::Display for PrintError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let dialect = self.dialect.name();
        write!(f, "node {}: ", self.node.0)?;
        match self.reason {
            PrintReason::Incomplete(Missing::Conditions) => f.write_str("the group has no conditions"),
            PrintReason::Incomplete(Missing::Attribute) => f.write_str("the attribute is missing"),
            PrintReason::Incomplete(Missing::Operator) => f.write_str("the operator is missing"),
            PrintReason::Incomplete(Missing::Value) => f.write_str("the value is missing"),
            PrintReason::Incomplete(Missing::Mask) => f.write_str("the bit mask has no bit"),
            PrintReason::Cannot(Cannot::Operator(operator)) => write!(f, "{dialect} cannot say {operator:?}"),
            PrintReason::Cannot(Cannot::Negated(operator)) => {
                write!(f, "{dialect} cannot say the opposite of {operator:?}")
            }
            PrintReason::Cannot(Cannot::RelativeDate) => write!(f, "{dialect} cannot say a date that moves"),
            PrintReason::Cannot(Cannot::Raw(raw)) => write!(f, "{dialect} cannot say a piece of {}", raw.name()),
            PrintReason::Cannot(Cannot::Attribute) => write!(f, "{dialect} cannot name this attribute"),
            PrintReason::Cannot(Cannot::Value) => write!(f, "{dialect} cannot say this value"),
            PrintReason::TooLarge => f.write_str("the rule is too large"),
        }
    }
}

impl std::error::Error for PrintError {}
