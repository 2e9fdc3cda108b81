//! A single condition of a rule and the values it compares with.

use super::{Missing, Operator};
use crate::wire::lenient::json_enum;

/// A condition, possibly still incomplete: an attribute, an operator and values.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Condition {
    /// LDAP display name; empty until it is chosen.
    pub attribute: String,
    /// None until it is chosen.
    pub operator: Option<Operator>,
    /// With several, any of them must match, or with a negative operator none of them may.
    pub values: Vec<Value>,
}

/// A value that an attribute is compared with.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Value {
    /// The value as the directory writes it: text, a number or bit mask in decimal, a distinguished name, "TRUE" or
    /// "FALSE", a date as generalized time (`20261231000000.0Z`) or, for `fileTime` attributes, as 100-ns intervals
    /// since 1601.
    Text(String),
    /// A date relative to the time of evaluation.
    Relative(Relative),
}

/// A time span before (negative) or after the time of evaluation.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Relative {
    /// The number of units; negative for the past.
    pub amount: i32,
    /// The unit that `amount` counts.
    pub unit: Unit,
}

/// A unit of time. Months and years are calendar months and years.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Unit {
    /// 60 minutes.
    Hour,
    /// 24 hours.
    Day,
    /// 7 days.
    Week,
    /// The same day of another month, or that month's last day if it is shorter.
    Month,
    /// The same day of another year, or the month's last day (29 February).
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
    /// A value as the directory writes it.
    pub fn text(text: impl Into<String>) -> Self {
        Self::Text(text.into())
    }

    /// The text, unless the value is a relative date.
    pub fn as_text(&self) -> Option<&str> {
        match self {
            Self::Text(text) => Some(text),
            Self::Relative(_) => None,
        }
    }
}

impl Condition {
    /// A complete condition with one value.
    pub fn new(attribute: impl Into<String>, operator: Operator, value: impl Into<String>) -> Self {
        Self { attribute: attribute.into(), operator: Some(operator), values: vec![Value::Text(value.into())] }
    }

    /// A condition without values, as for [`Operator::Present`].
    pub fn bare(attribute: impl Into<String>, operator: Operator) -> Self {
        Self { attribute: attribute.into(), operator: Some(operator), values: Vec::new() }
    }

    /// What has to be filled in before the condition is complete; `None` when it is.
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

    /// The bit mask that the single value holds, as 32 bits whichever sign it was written with; `None` when there is no
    /// such value or no bit is set.
    pub fn mask(&self) -> Option<u32> {
        match self.values.as_slice() {
            [Value::Text(text)] => mask_of(text).filter(|bits| *bits != 0),
            _ => None,
        }
    }
}

/// Parses a 32-bit mask in decimal, signed or unsigned.
pub(super) fn mask_of(text: &str) -> Option<u32> {
    let number: i64 = text.trim().parse().ok()?;
    u32::try_from(number).ok().or_else(|| i32::try_from(number).ok().map(i32::cast_unsigned))
}
