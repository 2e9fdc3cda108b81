//! A password as it is typed or made. It is shown once, sent once and kept nowhere.

use crate::config::PasswordPolicy;
use crate::group::PasswordProblem;
use std::fmt;

/// Shortest password of every directory, in characters.
pub const MIN_PASSWORD: usize = 8;
/// Longest password of every directory, in characters.
pub const MAX_PASSWORD: usize = 256;
/// The shortest name that a password may not hold, in characters: shorter ones stand in too many words.
const SHORTEST_NAME: usize = 3;

/// A password. It is no serde type, and its `Debug` says nothing.
#[derive(Clone, PartialEq, Eq, Default)]
pub struct Password(String);

impl Password {
    /// As it was typed.
    pub fn new(text: impl Into<String>) -> Self {
        Self(text.into())
    }

    /// The password itself, for the field it is typed into and the body it travels in.
    pub fn expose(&self) -> &str {
        &self.0
    }

    /// Whether nothing was typed.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// What is wrong with it, first things first. `names` are those of the person.
    pub fn check(&self, policy: &PasswordPolicy, names: &[&str]) -> Result<(), PasswordProblem> {
        let (least, most) = policy.lengths();
        let length = self.0.chars().count();
        if length < least {
            return Err(PasswordProblem::TooShort(least));
        }
        if length > most {
            return Err(PasswordProblem::TooLong(most));
        }
        if self.0.chars().any(|c| c.is_control() || u32::from(c) > 0xFFFF) {
            return Err(PasswordProblem::Untypable);
        }
        if Kind::ALL.into_iter().filter(|kind| self.0.chars().any(|c| Kind::of(c) == *kind)).count() < policy.kinds {
            return Err(PasswordProblem::TooFewKinds(policy.kinds));
        }
        if !policy.may_hold_names && self.holds(names) {
            return Err(PasswordProblem::HoldsName);
        }
        Ok(())
    }

    /// Whether a name stands in it, or a word of one (Müller of Müller-Lüdenscheidt), in any letter case.
    fn holds(&self, names: &[&str]) -> bool {
        let folded = self.0.to_lowercase();
        let words = names.iter().flat_map(|name| name.split(|c: char| !c.is_alphanumeric()).chain([name.trim()]));
        let mut long = words.filter(|word| word.chars().count() >= SHORTEST_NAME);
        long.any(|word| folded.contains(&word.to_lowercase()))
    }
}

impl fmt::Debug for Password {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Password")
    }
}

impl PasswordPolicy {
    /// The shortest and the longest password, every directory's own bounds considered.
    pub fn lengths(&self) -> (usize, usize) {
        (self.minimum_length.max(MIN_PASSWORD), self.maximum_length.min(MAX_PASSWORD))
    }
}

/// The kinds of characters that directories tell apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    Small,
    Capital,
    Digit,
    Symbol,
}

impl Kind {
    pub(super) const ALL: [Self; 4] = [Self::Small, Self::Capital, Self::Digit, Self::Symbol];

    pub(super) fn of(c: char) -> Self {
        if c.is_lowercase() {
            Self::Small
        } else if c.is_uppercase() {
            Self::Capital
        } else if c.is_ascii_digit() {
            Self::Digit
        } else {
            Self::Symbol
        }
    }
}
