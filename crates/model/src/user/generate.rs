//! Making a password. The randomness is the caller's, who takes it from a cryptographic source.

use super::password::{Kind, MAX_PASSWORD, MIN_PASSWORD, Password};
use crate::config::PasswordPolicy;

/// Why a policy has no password that can be made.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CannotMeet {
    /// The longest allowed password is shorter than the shortest.
    Lengths {
        /// In characters, every directory's own bounds considered.
        shortest: usize,
        /// In characters.
        longest: usize,
    },
    /// More kinds of characters are asked for than there are to take from.
    Kinds {
        /// Configured.
        wanted: usize,
        /// Three without symbols, four with them.
        possible: usize,
    },
    /// There is no source of randomness.
    NoRandomness,
    /// Every attempt held a name of the person.
    Names,
}

/// A made password is at least so long where that is allowed.
const COMFORTABLE: usize = 16;
/// Letters and digits that are not taken for each other: none of O, 0, l, 1, I.
const SMALL: &[u8] = b"abcdefghijkmnopqrstuvwxyz";
const CAPITAL: &[u8] = b"ABCDEFGHJKLMNPQRSTUVWXYZ";
const DIGIT: &[u8] = b"23456789";
/// After so many that would not do, the policy is to blame.
const ATTEMPTS: usize = 200;

impl Password {
    /// Makes one that [`Password::check`] takes. `random` fills a buffer and says whether it could.
    pub fn generate(
        policy: &PasswordPolicy,
        names: &[&str],
        random: &mut dyn FnMut(&mut [u8]) -> bool,
    ) -> Result<Self, CannotMeet> {
        let (shortest, longest) = policy.lengths();
        if shortest > longest {
            return Err(CannotMeet::Lengths { shortest, longest });
        }
        // Only what every keyboard types, and what is a symbol to every directory.
        let mut symbols: Vec<u8> = Vec::new();
        for byte in policy.symbols.bytes().filter(u8::is_ascii_punctuation) {
            if !symbols.contains(&byte) {
                symbols.push(byte);
            }
        }
        let alphabets: Vec<(Kind, &[u8])> =
            [(Kind::Small, SMALL), (Kind::Capital, CAPITAL), (Kind::Digit, DIGIT), (Kind::Symbol, &symbols)]
                .into_iter()
                .filter(|(_, letters)| !letters.is_empty())
                .collect();
        if policy.kinds > alphabets.len() {
            return Err(CannotMeet::Kinds { wanted: policy.kinds, possible: alphabets.len() });
        }
        let mut source = Source { random, pool: [0; 64], left: 0 };
        let letters: Vec<u8> = alphabets.iter().flat_map(|(_, letters)| letters.iter().copied()).collect();
        let length = shortest.max(COMFORTABLE).min(longest);
        for _ in 0..ATTEMPTS {
            // One of every kind in places of its own, the rest from all: whatever has too few kinds would be thrown away
            // anyway, and a short one seldom has all four by chance.
            let mut text: Vec<u8> = Vec::with_capacity(length);
            for (_, of_kind) in &alphabets {
                text.push(source.pick(of_kind)?);
            }
            while text.len() < length {
                text.push(source.pick(&letters)?);
            }
            source.shuffle(&mut text)?;
            let made = Self::new(text.iter().map(|byte| char::from(*byte)).collect::<String>());
            if made.check(policy, names).is_ok() {
                return Ok(made);
            }
        }
        Err(CannotMeet::Names)
    }
}

/// Fair choices from random bytes.
struct Source<'a> {
    random: &'a mut dyn FnMut(&mut [u8]) -> bool,
    pool: [u8; 64],
    left: usize,
}

impl Source<'_> {
    fn byte(&mut self) -> Result<u8, CannotMeet> {
        if self.left == 0 {
            if !(self.random)(&mut self.pool) {
                return Err(CannotMeet::NoRandomness);
            }
            self.left = self.pool.len();
        }
        self.left -= 1;
        Ok(std::mem::take(&mut self.pool[self.left]))
    }

    /// A number below `bound`, which is from 1 to 256: bytes that would make some likelier than others are thrown away.
    fn below(&mut self, bound: usize) -> Result<usize, CannotMeet> {
        let fair = 256 - 256 % bound;
        // A source that gives nothing but what has to be thrown away is none.
        for _ in 0..10_000 {
            let byte = usize::from(self.byte()?);
            if byte < fair {
                return Ok(byte % bound);
            }
        }
        Err(CannotMeet::NoRandomness)
    }

    fn pick(&mut self, letters: &[u8]) -> Result<u8, CannotMeet> {
        Ok(letters[self.below(letters.len())?])
    }

    /// Fisher and Yates: every order is as likely as another.
    fn shuffle(&mut self, text: &mut [u8]) -> Result<(), CannotMeet> {
        for last in (1..text.len()).rev() {
            let other = self.below(last + 1)?;
            text.swap(last, other);
        }
        Ok(())
    }
}

const _: () = assert!(MAX_PASSWORD <= 256 && MIN_PASSWORD >= 4, "one byte chooses a place; each kind has one");
