//! Why a text is no rule, and why a rule cannot be said in a dialect. The texts here are for logs and tests; pages make
//! their own words from the reasons.

use super::{MAX_CONDITIONS, MAX_DEPTH, MAX_TEXT, Missing, NodeId, Operator};
use crate::wire::lenient::json_enum;
use std::fmt;

/// A language of rules.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Dialect {
    /// What `IMSGCriteria` holds.
    GroupId,
    /// RFC 4515 with Microsoft's matching rules.
    Ldap,
    /// A dynamic membership rule of Entra ID.
    Entra,
    /// The criteria of POST `…/Searches`.
    Search,
}

json_enum!(Dialect: "a dialect" {
    GroupId = "groupid",
    Ldap = "ldap",
    Entra = "entra",
    Search = "search",
});

impl Dialect {
    /// Its name.
    pub fn name(self) -> &'static str {
        match self {
            Self::GroupId => "GroupID criteria",
            Self::Ldap => "LDAP filter",
            Self::Entra => "Entra membership rule",
            Self::Search => "search criteria",
        }
    }
}

/// Where a text stops being a rule.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ParseError {
    /// The byte, always at the start of a character or at the text's end.
    pub at: usize,
    /// What would have been right.
    pub expected: Expected,
    /// What is there instead, shortened; empty at the end.
    pub found: String,
}

/// What would have been right.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Expected {
    /// Anything at all.
    Rule,
    /// `(`
    Open,
    /// `)`
    Close,
    /// `]` or another closing sign.
    CloseList,
    /// An attribute's name.
    Attribute,
    /// An operator of the dialect.
    Operator,
    /// A value.
    Value,
    /// A value of at least one character that is no space.
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
    /// A character that may stand there; NUL may nowhere.
    Character,
    /// A matching rule that is known.
    MatchingRule,
    /// And or Or, the same throughout a pair of brackets.
    SameJoin,
    /// And, Or or the end of the brackets.
    Join,
    /// Nothing more.
    End,
    /// At most [`MAX_TEXT`] bytes.
    Shorter,
    /// At most [`MAX_DEPTH`] groups in each other.
    Shallower,
    /// At most [`MAX_CONDITIONS`] conditions.
    Fewer,
}

impl ParseError {
    /// At a byte of that text.
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

/// Why a rule cannot be said in a dialect, and which node is the cause.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PrintError {
    /// The node.
    pub node: NodeId,
    /// The dialect that was asked.
    pub dialect: Dialect,
    /// Why.
    pub reason: PrintReason,
}

/// Why a node cannot be said.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PrintReason {
    /// It is not finished.
    Incomplete(Missing),
    /// The dialect has no words for it.
    Cannot(Cannot),
    /// Deeper, longer or more than [`MAX_DEPTH`] and its siblings allow.
    TooLarge,
}

/// What a dialect has no words for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Cannot {
    /// The operator.
    Operator(Operator),
    /// A date that moves.
    RelativeDate,
    /// A piece of another dialect.
    Raw(Dialect),
    /// An attribute of that name.
    Attribute,
    /// A value with such a character, or of another kind than the attribute's.
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
            PrintReason::Cannot(Cannot::RelativeDate) => write!(f, "{dialect} cannot say a date that moves"),
            PrintReason::Cannot(Cannot::Raw(raw)) => write!(f, "{dialect} cannot say a piece of {}", raw.name()),
            PrintReason::Cannot(Cannot::Attribute) => write!(f, "{dialect} cannot name this attribute"),
            PrintReason::Cannot(Cannot::Value) => write!(f, "{dialect} cannot say this value"),
            PrintReason::TooLarge => f.write_str("the rule is too large"),
        }
    }
}

impl std::error::Error for PrintError {}
