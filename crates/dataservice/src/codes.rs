//! Authorization codes (RFC 6749, 4.1.2) with their challenge (RFC 7636), and the two spellings of base64. Codes live in
//! memory, hashed, for a minute and one use.

use crate::tokens::{Session, random};
use sha2::{Digest, Sha256};
use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

/// How long a code is good for.
const GOOD: Duration = Duration::from_secs(60);

/// What a code was given for.
#[derive(Debug, Clone)]
pub struct Grant {
    pub session: Session,
    /// Where it was sent; the application names it again.
    pub redirect_uri: String,
    /// SHA-256 of what only the application knows, as base64url.
    pub challenge: String,
}

/// The codes that wait to be collected.
#[derive(Default)]
pub struct Codes(Mutex<HashMap<[u8; 32], (Grant, Instant)>>);

impl Codes {
    /// A new code. Those that nobody collected are forgotten on the way.
    pub fn issue(&self, grant: Grant) -> Option<String> {
        let (code, now) = (random(32)?, Instant::now());
        let mut held = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        held.retain(|_, (_, until)| *until > now);
        held.insert(Sha256::digest(&code).into(), (grant, now + GOOD));
        Some(code)
    }

    /// Takes a code: whoever shows it wrongly has used it up.
    pub fn take(&self, code: &str) -> Option<Grant> {
        let mut held = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let key: [u8; 32] = Sha256::digest(code).into();
        let (grant, until) = held.remove(&key)?;
        (until > Instant::now()).then_some(grant)
    }
}

/// The challenge that a verifier answers (RFC 7636, 4.2, S256).
pub fn challenge(verifier: &str) -> String {
    let text = base64(&Sha256::digest(verifier));
    text.trim_end_matches('=').replace('+', "-").replace('/', "_")
}

/// Bytes as base64 (RFC 4648, 4).
pub fn base64(bytes: &[u8]) -> String {
    const DIGITS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut out = String::new();
    for three in bytes.chunks(3) {
        let byte = |at: usize| u32::from(three.get(at).copied().unwrap_or(0));
        let bits = byte(0) << 16 | byte(1) << 8 | byte(2);
        for at in 0..4 {
            let digit = DIGITS[(bits >> (18 - 6 * at) & 63) as usize] as char;
            out.push(if at <= three.len() { digit } else { '=' });
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::{base64, challenge};

    #[test]
    fn the_examples_of_the_standards() {
        for (bytes, text) in [("", ""), ("f", "Zg=="), ("fo", "Zm8="), ("foo", "Zm9v"), ("foobar", "Zm9vYmFy")] {
            assert_eq!(base64(bytes.as_bytes()), text);
        }
        // RFC 7636, appendix B.
        let answer = challenge("dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk");
        assert_eq!(answer, "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM");
    }
}
