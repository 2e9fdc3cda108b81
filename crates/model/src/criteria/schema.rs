//! Checks conditions against the attributes of the store. A condition that does not fit is never sent, because a
//! directory answers a wrong attribute or value with no objects, or under a negation with all of them.

use super::{Condition, Operator, Value, value};
use crate::attribute::{AttributeConfig, Schema, Syntax};
use crate::names::{Dn, is_guid};

/// Why a condition does not fit its attribute.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Problem {
    /// The attribute is not configured, and it is not a valid name or the schema is not open.
    UnknownAttribute,
    /// The attribute does not offer this operator.
    Operator(Operator),
    /// The value at this index is not of the attribute's kind.
    Value(usize, ValueKind),
}

/// The kind of values that an attribute has.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum ValueKind {
    /// Text, but no relative date.
    Text,
    /// A whole number.
    Number,
    /// "TRUE" or "FALSE".
    Boolean,
    /// A date, fixed or relative.
    Moment,
    Dn,
    /// A bit mask of 32 bits.
    Mask,
}

impl Schema<'_> {
    /// Why the condition does not fit, if it does not. Missing parts are reported by [`Condition::missing`] instead.
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

/// Why a condition does not fit an attribute that is known.
pub(super) fn misfit(attribute: &AttributeConfig, condition: &Condition) -> Option<Problem> {
    let operator = condition.operator?;
    if !attribute.offers(operator) {
        return Some(Problem::Operator(operator));
    }
    bad_value(attribute.syntax, condition)
}

/// The first value that does not fit the syntax.
pub(super) fn bad_value(syntax: Syntax, condition: &Condition) -> Option<Problem> {
    let operator = condition.operator.filter(|operator| operator.takes_value())?;
    if operator.is_of_flags() {
        // `Condition::missing` checks the mask.
        return None;
    }
    let kind = ValueKind::of(syntax);
    condition.values.iter().position(|value| !kind.fits(syntax, value)).map(|at| Problem::Value(at, kind))
}

impl ValueKind {
    /// The kind of values of attributes with that syntax.
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
            // Whether the date lies within the calendar can only be checked where the present time is known.
            Value::Relative(_) => return self == Self::Moment,
        };
        // A directory ignores a number or date with anything around it.
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
