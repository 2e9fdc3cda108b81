//! Why a search's criteria are no rule. The sentences are what the embedded service answers.

use crate::criteria::{Expected, MAX_CONDITIONS, MAX_DEPTH};
use std::fmt;

/// What is wrong, and where.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CriterionError {
    /// A JSON path such as `criteria.child[0].value`.
    pub place: String,
    /// Why.
    pub misfit: Misfit,
}

/// What is wrong with a criterion.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Misfit {
    /// It has neither an attribute nor a join.
    Neither,
    /// It has an attribute and children.
    Both,
    /// A group without children.
    NoConditions,
    /// No attribute can be called that.
    Attribute(String),
    /// No operator is called that.
    Operator(String),
    /// The value is missing or blank.
    Value,
    /// The value has a NUL in it.
    Nul,
    /// A bit mask is no 32-bit number.
    Number,
    /// A bit mask has no bit.
    Mask,
    /// More than [`MAX_CONDITIONS`].
    TooMany,
    /// Deeper than [`MAX_DEPTH`].
    TooDeep,
}

impl CriterionError {
    /// The same error, seen from around the place.
    #[must_use]
    pub fn under(mut self, step: &str) -> Self {
        self.place = if self.place.is_empty() { step.to_owned() } else { format!("{step}.{}", self.place) };
        self
    }
}

impl Misfit {
    /// At the criterion itself.
    pub(super) fn here(self) -> CriterionError {
        self.at("")
    }

    /// At a member of the criterion.
    pub(super) fn at(self, place: &str) -> CriterionError {
        CriterionError { place: place.to_owned(), misfit: self }
    }

    /// What would have been right.
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
