//! A condition and what it compares with.

use super::{Missing, Operator};
use crate::wire::lenient::json_enum;

/// A condition, complete or not.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Condition {
    /// LDAP display name; "" while it is being chosen.
    pub attribute: String,
    /// None while it is being chosen.
    pub operator: Option<Operator>,
    /// Several mean any of them, and none of them for a negative operator.
    pub values: Vec<Value>,
}

/// What an attribute is compared with.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Value {
    /// As the directory writes it: text, a number or bit mask in decimal, a distinguished name, "TRUE" or "FALSE", a
    /// date as generalized time (`20261231000000.0Z`) or, for `fileTime` attributes, as 100-ns intervals since 1601.
    Text(String),
    /// A date that moves.
    Relative(Relative),
}

/// So long before (negative) or after now.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Relative {
    /// How many.
    pub amount: i32,
    /// Of what.
    pub unit: Unit,
}

/// A unit of time. A month and a year are those of the calendar.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Unit {
    /// 60 minutes.
    Hour,
    /// 24 hours.
    Day,
    /// 7 days.
    Week,
    /// The same day of another month, or its last.
    Month,
    /// The same day of another year, or its last.
    Year,
}

json_enum!(Unit: "a unit of time" {
    Hour = "hour",
    Day = "day",
    Week = "week",
    Month = "month",
    Year = "year",
});

impl Value {
    /// As the directory writes it.
    pub fn text(text: impl Into<String>) -> Self {
        Self::Text(text.into())
    }

    /// The text, if it is one.
    pub fn as_text(&self) -> Option<&str> {
        match self {
            Self::Text(text) => Some(text),
            Self::Relative(_) => None,
        }
    }
}

impl Condition {
    /// A complete condition of one value.
    pub fn new(attribute: impl Into<String>, operator: Operator, value: impl Into<String>) -> Self {
        Self { attribute: attribute.into(), operator: Some(operator), values: vec![Value::Text(value.into())] }
    }

    /// A condition that compares with nothing.
    pub fn bare(attribute: impl Into<String>, operator: Operator) -> Self {
        Self { attribute: attribute.into(), operator: Some(operator), values: Vec::new() }
    }

    /// What it lacks.
    pub fn missing(&self) -> Option<Missing> {
        if self.attribute.trim().is_empty() {
            return Some(Missing::Attribute);
        }
        let Some(operator) = self.operator else {
            return Some(Missing::Operator);
        };
        if !operator.takes_value() {
            return None;
        }
        let is_blank = |value: &Value| value.as_text().is_some_and(|text| text.trim().is_empty());
        if self.values.is_empty() || self.values.iter().any(is_blank) {
            return Some(Missing::Value);
        }
        (operator.is_of_flags() && self.mask().is_none()).then_some(Missing::Mask)
    }

    /// The bits of the mask, as 32 bits whatever sign they were written with; none when there is no such mask.
    pub fn mask(&self) -> Option<u32> {
        match self.values.as_slice() {
            [Value::Text(text)] => mask_of(text).filter(|bits| *bits != 0),
            _ => None,
        }
    }
}

/// A 32-bit mask in decimal, signed or not.
pub(super) fn mask_of(text: &str) -> Option<u32> {
    let number: i64 = text.trim().parse().ok()?;
    u32::try_from(number).ok().or_else(|| i32::try_from(number).ok().map(i32::cast_unsigned))
}
