//! Access and refresh tokens. They are kept in memory as hashes, so a restart signs everybody out, and no file contains
//! a token.

use sha2::{Digest, Sha256};
use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

/// How long a refresh token is valid if it is not used.
const REFRESH: Duration = Duration::from_secs(12 * 3600);

/// A signed-in user.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Session {
    /// The object id of the user.
    pub user: String,
    pub store: i64,
    /// The service that the tokens are for; the other one rejects them.
    pub audience: Audience,
    /// The granted scopes, if the audience is Graph.
    pub scope: String,
}

/// The service that a token is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Audience {
    DataService,
    Graph,
}

/// The issued tokens, by their hashes.
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

/// A new access token and refresh token.
pub struct Pair {
    pub access: String,
    pub refresh: String,
}

impl Tokens {
    /// Issues an access token, valid for `seconds`, and a refresh token; `None` if there are no random bytes.
    pub fn issue(&self, session: &Session, seconds: u64) -> Option<Pair> {
        Some(Pair { access: self.issue_access(session, seconds)?, refresh: self.keep(session, true, REFRESH)? })
    }

    /// Issues only an access token.
    pub fn issue_access(&self, session: &Session, seconds: u64) -> Option<String> {
        self.keep(session, false, Duration::from_secs(seconds))
    }

    /// Issues a token, and drops expired ones.
    fn keep(&self, session: &Session, refresh: bool, good: Duration) -> Option<String> {
        let (token, now) = (random(32)?, Instant::now());
        let mut held = self.held.lock().unwrap_or_else(PoisonError::into_inner);
        held.retain(|_, (_, until)| *until > now);
        held.insert(Key::of(&token, refresh), (session.clone(), now + good));
        Some(token)
    }

    /// The session of a refresh token that is still valid for that service. The token is not used up.
    pub fn refreshable(&self, refresh: &str, audience: Audience) -> Option<Session> {
        let held = self.held.lock().unwrap_or_else(PoisonError::into_inner);
        let (session, until) = held.get(&Key::of(refresh, true))?;
        (session.audience == audience && *until > Instant::now()).then(|| session.clone())
    }

    /// The session of an access token that is still valid.
    pub fn session(&self, access: &str) -> Option<Session> {
        let held = self.held.lock().unwrap_or_else(PoisonError::into_inner);
        let (session, until) = held.get(&Key::of(access, false))?;
        (*until > Instant::now()).then(|| session.clone())
    }

    /// Uses up a refresh token, which is valid once, and returns its session. A token for the other service is not used
    /// up.
    pub fn take_refresh(&self, refresh: &str, audience: Audience) -> Option<Session> {
        let mut held = self.held.lock().unwrap_or_else(PoisonError::into_inner);
        let key = Key::of(refresh, true);
        held.get(&key).filter(|(session, _)| session.audience == audience)?;
        let (session, until) = held.remove(&key)?;
        (until > Instant::now()).then_some(session)
    }
}

/// Random bytes as hexadecimal digits; `None` if the system provides none.
pub fn random(bytes: usize) -> Option<String> {
    let mut buffer = vec![0; bytes];
    getrandom::fill(&mut buffer).ok()?;
    Some(buffer.iter().map(|byte| format!("{byte:02x}")).collect())
}

/// A GUID for a new object (RFC 9562, version 4).
pub fn random_guid() -> Option<String> {
    let mut bytes = [0; 16];
    getrandom::fill(&mut bytes).ok()?;
    Some(guid(bytes))
}

/// Turns sixteen bytes into a GUID of version 4.
pub fn guid(mut bytes: [u8; 16]) -> String {
    bytes[6] = bytes[6] & 0x0F | 0x40;
    bytes[8] = bytes[8] & 0x3F | 0x80;
    let hex: String = bytes.iter().map(|byte| format!("{byte:02x}")).collect();
    [&hex[..8], &hex[8..12], &hex[12..16], &hex[16..20], &hex[20..]].join("-")
}

/// The hash of a password as it is stored. A single round of SHA-256 suffices for a demo directory, whose passwords are
/// printed anyway.
pub fn hash_password(salt: &[u8], password: &str) -> Vec<u8> {
    Sha256::new().chain_update(salt).chain_update(password).finalize().to_vec()
}
