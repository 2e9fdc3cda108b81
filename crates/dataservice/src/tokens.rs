//! Access and refresh tokens. They live in memory, hashed: a restart signs everybody out, and no file holds one.

use sha2::{Digest, Sha256};
use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

/// How long an unused refresh token is good for.
const REFRESH: Duration = Duration::from_secs(12 * 3600);

/// Who signed in, and where.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Session {
    /// The user's object id.
    pub user: String,
    pub store: i64,
    /// Whose tokens they are: one service's are not good at the other.
    pub audience: Audience,
    /// What was granted, where the audience is Graph.
    pub scope: String,
}

/// What a token is good for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Audience {
    DataService,
    Graph,
}

/// What was handed out.
#[derive(Default)]
pub struct Tokens {
    held: Mutex<HashMap<Key, (Session, Instant)>>,
}

#[derive(PartialEq, Eq, Hash)]
struct Key {
    refresh: bool,
    hash: [u8; 32],
}

impl Key {
    fn of(token: &str, refresh: bool) -> Self {
        Self { refresh, hash: Sha256::digest(token).into() }
    }
}

/// A new pair of tokens.
pub struct Pair {
    pub access: String,
    pub refresh: String,
}

impl Tokens {
    /// Hands out a pair.
    pub fn issue(&self, session: &Session, seconds: u64) -> Option<Pair> {
        Some(Pair { access: self.issue_access(session, seconds)?, refresh: self.keep(session, true, REFRESH)? })
    }

    /// Hands out an access token alone.
    pub fn issue_access(&self, session: &Session, seconds: u64) -> Option<String> {
        self.keep(session, false, Duration::from_secs(seconds))
    }

    /// A new token. Expired ones are forgotten on the way.
    fn keep(&self, session: &Session, refresh: bool, good: Duration) -> Option<String> {
        let (token, now) = (random(32)?, Instant::now());
        let mut held = self.held.lock().unwrap_or_else(PoisonError::into_inner);
        held.retain(|_, (_, until)| *until > now);
        held.insert(Key::of(&token, refresh), (session.clone(), now + good));
        Some(token)
    }

    /// Whose refresh token it is, if it is still good at that service.
    pub fn refreshable(&self, refresh: &str, audience: Audience) -> Option<Session> {
        let held = self.held.lock().unwrap_or_else(PoisonError::into_inner);
        let (session, until) = held.get(&Key::of(refresh, true))?;
        (session.audience == audience && *until > Instant::now()).then(|| session.clone())
    }

    /// Whose access token it is, if it is still good.
    pub fn session(&self, access: &str) -> Option<Session> {
        let held = self.held.lock().unwrap_or_else(PoisonError::into_inner);
        let (session, until) = held.get(&Key::of(access, false))?;
        (*until > Instant::now()).then(|| session.clone())
    }

    /// Takes a refresh token, which is good for one use. One for the other service stays.
    pub fn take_refresh(&self, refresh: &str, audience: Audience) -> Option<Session> {
        let mut held = self.held.lock().unwrap_or_else(PoisonError::into_inner);
        let key = Key::of(refresh, true);
        held.get(&key).filter(|(session, _)| session.audience == audience)?;
        let (session, until) = held.remove(&key)?;
        (until > Instant::now()).then_some(session)
    }
}

/// So many random bytes as hexadecimal digits.
pub fn random(bytes: usize) -> Option<String> {
    let mut buffer = vec![0; bytes];
    getrandom::fill(&mut buffer).ok()?;
    Some(buffer.iter().map(|byte| format!("{byte:02x}")).collect())
}

/// A new object's GUID (RFC 9562, version 4).
pub fn random_guid() -> Option<String> {
    let mut bytes = [0; 16];
    getrandom::fill(&mut bytes).ok()?;
    Some(guid(bytes))
}

/// Sixteen bytes as a GUID of version 4.
pub fn guid(mut bytes: [u8; 16]) -> String {
    bytes[6] = bytes[6] & 0x0F | 0x40;
    bytes[8] = bytes[8] & 0x3F | 0x80;
    let hex: String = bytes.iter().map(|byte| format!("{byte:02x}")).collect();
    [&hex[..8], &hex[8..12], &hex[12..16], &hex[16..20], &hex[20..]].join("-")
}

/// A password as it is stored. One round of SHA-256 is for a demo directory, whose passwords are printed anyway.
pub fn hash_password(salt: &[u8], password: &str) -> Vec<u8> {
    Sha256::new().chain_update(salt).chain_update(password).finalize().to_vec()
}
