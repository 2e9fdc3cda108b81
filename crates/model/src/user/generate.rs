//! Generates passwords. The caller provides the randomness, from a cryptographic source.

use super::password::{Kind, MAX_PASSWORD, MIN_PASSWORD, Password};
use crate::config::PasswordPolicy;

/// Why no password can be generated for a policy.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CannotMeet {
    /// The minimum length exceeds the maximum length.
    Lengths {
        /// The minimum in characters, including the limit of every directory.
        shortest: usize,
        /// The maximum in characters, including the limit of every directory.
        longest: usize,
    },
    /// The policy requires more kinds of characters than there are.
    Kinds {
        /// The required number of kinds.
        wanted: usize,
        /// The available number of kinds: three without symbols, four with them.
        possible: usize,
    },
    /// The source of randomness failed.
    NoRandomness,
    /// Every attempt contained a name of the person.
    Names,
}

/// The minimum length of a generated password, unless the policy's maximum is shorter.
const COMFORTABLE: usize = 16;
/// Letters and digits without those that are easily confused: O, 0, l, 1, I.
const SMALL: &[u8] = b"abcdefghijkmnopqrstuvwxyz";
const CAPITAL: &[u8] = b"ABCDEFGHJKLMNPQRSTUVWXYZ";
const DIGIT: &[u8] = b"23456789";
/// After this many rejected attempts, the policy is considered impossible.
const ATTEMPTS: usize = 200;

impl Password {
    /// Generates a password that [`Password::check`] accepts. `random` fills a buffer and returns whether it could.
    ///
    /// # Errors
    ///
    /// Why no such password can be generated.
    pub fn generate(
        policy: &PasswordPolicy,
        names: &[&str],
        random: &mut dyn FnMut(&mut [u8]) -> bool,
    ) -> Result<Self, CannotMeet> {
        let (shortest, longest) = policy.lengths();
        if shortest > longest {
            return Err(CannotMeet::Lengths { shortest, longest });
        }
        // Only characters that every keyboard types and every directory counts as symbols.
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
            // One character of every kind is picked first and the rest from all kinds: a password with too few kinds
            // would be rejected anyway, and a short one would seldom contain all four.
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

/// Uniform choices from random bytes.
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

    /// A number below `bound`, which is between 1 and 256. Bytes that would make some numbers likelier are discarded.
    fn below(&mut self, bound: usize) -> Result<usize, CannotMeet> {
        let fair = 256 - 256 % bound;
        // A source that only yields bytes to be discarded is broken.
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

    /// A Fisher–Yates shuffle, in which every order is equally likely.
    fn shuffle(&mut self, text: &mut [u8]) -> Result<(), CannotMeet> {
        for last in (1..text.len()).rev() {
            let other = self.below(last + 1)?;
            text.swap(last, other);
        }
        Ok(())
    }
}

const _: () = assert!(MAX_PASSWORD <= 256 && MIN_PASSWORD >= 4, "one byte chooses a place; each kind has one");
