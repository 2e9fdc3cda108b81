//! A password that was typed or generated. It is shown once, sent once and stored nowhere.

use crate::config::PasswordPolicy;
use crate::group::PasswordProblem;
use std::fmt;

/// The minimum length that every directory requires, in characters.
pub const MIN_PASSWORD: usize = 8;
/// The maximum length that every directory allows, in characters.
pub const MAX_PASSWORD: usize = 256;
/// The minimum length of a name that a password may not contain, in characters. Shorter names occur in too many words.
const SHORTEST_NAME: usize = 3;

/// A password. It does not implement serde's traits, and its `Debug` output does not contain it.
#[derive(Clone, PartialEq, Eq, Default)]
pub struct Password(String);

impl Password {
    /// A password as it was typed.
    pub fn new(text: impl Into<String>) -> Self {
        Self(text.into())
    }

    /// The text of the password, for the input field and the request body.
    pub fn expose(&self) -> &str {
        &self.0
    }

    /// Whether nothing was typed.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Checks the password against a policy. `names` are the names of the person.
    ///
    /// # Errors
    ///
    /// The first fault found.
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

    /// Whether the password contains a name, or a word of one (Müller in Müller-Lüdenscheidt), in any letter case.
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
    /// The minimum and the maximum length, including the limits of every directory.
    pub fn lengths(&self) -> (usize, usize) {
        (self.minimum_length.max(MIN_PASSWORD), self.maximum_length.min(MAX_PASSWORD))
    }
}

/// The kinds of characters that directories distinguish.
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
