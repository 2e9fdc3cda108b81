//! Why the criteria of a search are not a rule. The embedded service answers with these sentences.

use crate::criteria::{Expected, MAX_CONDITIONS, MAX_DEPTH};
use std::fmt;

/// What is wrong with the criteria of a search, and where.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CriterionError {
    /// The path in the JSON, such as `criteria.child[0].value`.
    pub place: String,
    pub misfit: Misfit,
}

/// What is wrong with a criterion.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Misfit {
    /// It has neither an attribute nor a join.
    Neither,
    /// It has both an attribute and children.
    Both,
    /// It is a group without children.
    NoConditions,
    /// The text cannot be the name of an attribute.
    Attribute(String),
    /// There is no operator with this name.
    Operator(String),
    /// The value is missing or blank.
    Value,
    /// The value contains a NUL character.
    Nul,
    /// A bit mask is not a 32-bit number.
    Number,
    /// A bit mask has no bit set.
    Mask,
    /// There are more than [`MAX_CONDITIONS`] conditions.
    TooMany,
    /// Groups are nested more deeply than [`MAX_DEPTH`].
    TooDeep,
}

impl CriterionError {
    /// The same error with `step` put before its path.
    #[must_use]
    pub fn under(mut self, step: &str) -> Self {
        self.place = if self.place.is_empty() { step.to_owned() } else { format!("{step}.{}", self.place) };
        self
    }
}

impl Misfit {
    /// An error at the criterion itself.
    pub(super) fn here(self) -> CriterionError {
        self.at("")
    }

    /// An error at a member of the criterion.
    pub(super) fn at(self, place: &str) -> CriterionError {
        CriterionError { place: place.to_owned(), misfit: self }
    }

    /// What the text parser reports as expected.
    pub(super) fn expected(&self) -> Expected {
        match self {
            Self::Neither | Self::Attribute(_) => Expected::Attribute,
            Self::Both => Expected::End,
            Self::NoConditions => Expected::Rule,
            Self::Operator(_) => Expected::Operator,
            Self::Value => Expected::NonBlankValue,
            Self::Nul => Expected::Character,
            Self::Number => Expected::Number,
            Self::Mask => Expected::Mask,
            Self::TooMany => Expected::Fewer,
            Self::TooDeep => Expected::Shallower,
        }
    }
}

impl fmt::Display for CriterionError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: ", self.place)?;
        match &self.misfit {
            Misfit::Neither => f.write_str("expected an attribute, or And, Or or Not with children"),
            Misfit::Both => f.write_str("a condition has an attribute or children, not both"),
            Misfit::NoConditions => f.write_str("expected at least one condition, found none"),
            Misfit::Attribute(name) => write!(f, "{name:?} is no attribute"),
            Misfit::Operator(name) => write!(f, "{name:?} is no operator"),
            Misfit::Value => f.write_str("expected a value, found nothing"),
            Misfit::Nul => f.write_str("expected a value without NUL"),
            Misfit::Number => f.write_str("expected a whole number"),
            Misfit::Mask => f.write_str("expected a bit mask with at least one bit"),
            Misfit::TooMany => write!(f, "more than {MAX_CONDITIONS} conditions"),
            Misfit::TooDeep => write!(f, "more than {MAX_DEPTH} groups in each other"),
        }
    }
}

impl std::error::Error for CriterionError {}
