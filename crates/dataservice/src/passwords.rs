//! Passwords: how they are hashed, and how a password is compared with a hash.

use argon2::Argon2;
use sha2::{Digest, Sha256};
use std::sync::{Mutex, PoisonError};
use subtle::ConstantTimeEq;

/// How a hash was made. The database stores these numbers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Scheme {
    /// One round of SHA-256: for the accounts of the demo, whose passwords are printed anyway and which are made with every
    /// new directory.
    Demo = 0,
    /// Argon2id with 19 MiB and two passes, as OWASP recommends: for all others.
    Argon2id = 1,
}

impl Scheme {
    pub const ALL: [Self; 2] = [Self::Demo, Self::Argon2id];
}

/// A password as it is stored.
#[derive(Clone)]
pub struct PasswordHash {
    pub scheme: Scheme,
    pub salt: Vec<u8>,
    pub hash: Vec<u8>,
}

impl PasswordHash {
    /// Hashes a password; `None` if it cannot be hashed, for which the salt would have to be shorter than eight bytes.
    pub fn new(scheme: Scheme, salt: Vec<u8>, password: &str) -> Option<Self> {
        let hash = hash(scheme, &salt, password)?;
        Some(Self { scheme, salt, hash })
    }

    /// Whether this is the password. The time that it takes says nothing about the hash.
    pub fn is_of(&self, password: &str) -> bool {
        hash(self.scheme, &self.salt, password).is_some_and(|hash| hash.ct_eq(&self.hash).into())
    }
}

/// Does the work of comparing a password for an account that does not exist, so that the time does not tell which accounts
/// people have made. It tells the demo's, but their names are printed with their passwords.
pub fn compare_with_nothing(password: &str) {
    drop(hash(Scheme::Argon2id, &[0; 16], password));
}

fn hash(scheme: Scheme, salt: &[u8], password: &str) -> Option<Vec<u8>> {
    match scheme {
        Scheme::Demo => Some(Sha256::new().chain_update(salt).chain_update(password).finalize().to_vec()),
        Scheme::Argon2id => {
            // One at a time, because each needs its memory.
            static TURN: Mutex<()> = Mutex::new(());
            let _turn = TURN.lock().unwrap_or_else(PoisonError::into_inner);
            let mut out = vec![0; 32];
            Argon2::default().hash_password_into(password.as_bytes(), salt, &mut out).ok()?;
            Some(out)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{PasswordHash, Scheme};

    #[test]
    fn only_the_password_fits_its_hash() {
        for scheme in Scheme::ALL {
            let [own, other] = [b"salt-of-somebody", b"salt-of-another-"]
                .map(|salt| PasswordHash::new(scheme, salt.to_vec(), "Pass-1"));
            let (own, other) = (own.unwrap(), other.unwrap());
            assert!(own.is_of("Pass-1") && !own.is_of("pass-1") && !own.is_of(""));
            assert_ne!(own.hash, other.hash, "{scheme:?}");
        }
        assert!(PasswordHash::new(Scheme::Argon2id, b"short".to_vec(), "Pass-1").is_none());
    }
}
