//! What the configured attributes say about a condition. Nothing that does not fit them is sent: a directory answers a
//! wrong attribute or value with nobody, or under a negation with everyone.

use super::{Condition, Operator, Value, value};
use crate::attribute::{AttributeConfig, Schema, Syntax};
use crate::names::Dn;

/// What of a condition does not fit its attribute.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Problem {
    /// No such attribute is configured, and none can be called that or the store knows no others.
    UnknownAttribute,
    /// The attribute is not compared so.
    Operator(Operator),
    /// The value at that place is not what the attribute holds.
    Value(usize, ValueKind),
}

/// What an attribute holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum ValueKind {
    /// Text; a date that moves is none.
    Text,
    /// A whole number.
    Number,
    /// "TRUE" or "FALSE".
    Boolean,
    /// A moment of the calendar.
    Moment,
    /// A distinguished name.
    Dn,
    /// A bit mask of 32 bits.
    Mask,
}

impl Schema<'_> {
    /// What does not fit; what is missing still is no problem here but [`Condition::missing`].
    pub fn problem(&self, condition: &Condition) -> Option<Problem> {
        if condition.attribute.trim().is_empty() {
            return None;
        }
        match self.usable(&condition.attribute) {
            Some(attribute) => misfit(attribute, condition),
            None => Some(Problem::UnknownAttribute),
        }
    }
}

/// What of a condition does not fit the attribute it names.
pub(super) fn misfit(attribute: &AttributeConfig, condition: &Condition) -> Option<Problem> {
    let operator = condition.operator?;
    if !attribute.offers(operator) {
        return Some(Problem::Operator(operator));
    }
    bad_value(attribute.syntax, condition)
}

/// The first value that is not of the syntax.
pub(super) fn bad_value(syntax: Syntax, condition: &Condition) -> Option<Problem> {
    let operator = condition.operator.filter(|operator| operator.takes_value())?;
    if operator.is_of_flags() {
        // `Condition::missing` asks for the mask.
        return None;
    }
    let kind = ValueKind::of(syntax);
    condition.values.iter().position(|value| !kind.fits(syntax, value)).map(|at| Problem::Value(at, kind))
}

impl ValueKind {
    /// What attributes of that syntax hold.
    pub fn of(syntax: Syntax) -> Self {
        match syntax {
            Syntax::String => Self::Text,
            Syntax::Number => Self::Number,
            Syntax::Boolean => Self::Boolean,
            Syntax::Date | Syntax::FileTime => Self::Moment,
            Syntax::Dn | Syntax::Person => Self::Dn,
            Syntax::Flags => Self::Mask,
        }
    }

    fn fits(self, syntax: Syntax, value: &Value) -> bool {
        let text = match value {
            Value::Text(text) if text.trim().is_empty() => return true,
            Value::Text(text) => text,
            // Beyond the calendar is seen where now is known.
            Value::Relative(_) => return self == Self::Moment,
        };
        // A directory takes a number or a date with anything around it for nothing.
        if !matches!(self, Self::Text | Self::Dn | Self::Mask) && (text.trim() != text || text.starts_with('+')) {
            return false;
        }
        match self {
            Self::Text => true,
            Self::Number => value::number(text).is_some(),
            Self::Boolean => value::boolean(text).is_some(),
            Self::Moment if syntax == Syntax::FileTime => value::number(text).is_some_and(|ticks| ticks >= 0),
            Self::Moment => value::from_generalized(text).is_some(),
            Self::Dn => Dn::parse(text).is_ok() || (syntax == Syntax::Person && is_guid(text)),
            Self::Mask => value::mask(text).is_some(),
        }
    }
}

/// People of Entra ID have no distinguished name of their own.
pub(super) fn is_guid(text: &str) -> bool {
    let text = text.trim();
    text.len() == 36
        && text.bytes().enumerate().all(|(at, byte)| match at {
            8 | 13 | 18 | 23 => byte == b'-',
            _ => byte.is_ascii_hexdigit(),
        })
}
