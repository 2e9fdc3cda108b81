//! Authorization codes (RFC 6749, 4.1.2) with their PKCE challenges (RFC 7636), and base64. Codes are kept in memory as
//! hashes; each is valid once and for a minute.

use crate::tokens::{Session, random};
use base64::Engine;
use base64::engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD};
use sha2::{Digest, Sha256};
use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

/// How long a code is valid.
const GOOD: Duration = Duration::from_secs(60);

/// What a code was issued for.
#[derive(Debug, Clone)]
pub struct Grant {
    pub session: Session,
    /// The address that the code was sent to; the token request must name the same one.
    pub redirect_uri: String,
    /// The PKCE challenge: the SHA-256 hash of the application's verifier, as base64url.
    pub challenge: String,
}

/// The issued codes that have not been redeemed yet, by their hashes.
#[derive(Default)]
pub struct Codes(Mutex<HashMap<[u8; 32], (Grant, Instant)>>);

impl Codes {
    /// Issues a new code, and drops expired ones; `None` if there are no random bytes.
    pub fn issue(&self, grant: Grant) -> Option<String> {
        let (code, now) = (random(32)?, Instant::now());
        let mut held = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        held.retain(|_, (_, until)| *until > now);
        held.insert(Sha256::digest(&code).into(), (grant, now + GOOD));
        Some(code)
    }

    /// Redeems a code. It is used up even if the rest of the token request turns out to be wrong.
    pub fn take(&self, code: &str) -> Option<Grant> {
        let mut held = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let key: [u8; 32] = Sha256::digest(code).into();
        let (grant, until) = held.remove(&key)?;
        (until > Instant::now()).then_some(grant)
    }
}

/// The PKCE challenge for a verifier (RFC 7636, 4.2, method S256).
pub fn challenge(verifier: &str) -> String {
    URL_SAFE_NO_PAD.encode(Sha256::digest(verifier))
}

/// Encodes bytes as base64 (RFC 4648, 4).
pub fn base64(bytes: &[u8]) -> String {
    STANDARD.encode(bytes)
}

/// The bytes of a base64 text (RFC 4648, 4); `None` if it is none.
pub fn from_base64(text: &str) -> Option<Vec<u8>> {
    STANDARD.decode(text).ok()
}

#[cfg(test)]
mod tests {
    use super::challenge;

    /// The example of RFC 7636, appendix B.
    #[test]
    fn the_challenge_of_the_standards_example() {
        let answer = challenge("dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk");
        assert_eq!(answer, "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM");
    }
}
