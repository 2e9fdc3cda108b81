//! Access and refresh tokens. They are kept in memory as hashes, so a restart signs everybody out, and no file contains
//! a token.

use sha2::{Digest, Sha256};
use std::collections::{BTreeMap, HashMap};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

/// How long a refresh token is valid if it is not used.
const REFRESH: Duration = Duration::from_secs(12 * 3600);
/// How long a person stays signed in at most, however often the tokens are renewed; no token is valid for longer.
pub const LONGEST: Duration = Duration::from_secs(24 * 3600);
/// How often expired tokens are dropped.
const SWEEP: Duration = Duration::from_secs(60);
/// How many sign-ins are kept. Beyond them the oldest one ends, so that signing in again and again fills no memory.
const MOST: usize = 10_000;
/// How often the tokens of a sign-in are renewed at most, because used refresh tokens are remembered.
const RENEWALS: u32 = 5_000;

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
    /// The page where people sign in, which recognises a browser by its cookie.
    SignInPage,
}

/// The issued tokens.
#[derive(Default)]
pub struct Tokens(Mutex<Held>);

#[derive(Default)]
struct Held {
    /// The tokens by their hashes.
    tokens: HashMap<[u8; 32], Token>,
    /// The sign-ins that the tokens come from, oldest first.
    sign_ins: BTreeMap<u64, SignIn>,
    next: u64,
    /// When expired tokens are dropped again.
    sweep: Option<Instant>,
}

struct Token {
    /// The key of its sign-in; the token is invalid once that has ended.
    sign_in: u64,
    kind: Kind,
    until: Instant,
}

enum Kind {
    /// An access token, with the scopes that were asked for if they are fewer than the granted ones.
    Access(Option<String>),
    Refresh,
    /// A refresh token that was used. Only a thief or a victim of one would use it again.
    Used,
}

struct SignIn {
    session: Session,
    until: Instant,
    renewals: u32,
}

/// A new access token and refresh token.
pub struct Pair {
    pub access: String,
    pub refresh: String,
}

impl Tokens {
    fn held(&self) -> MutexGuard<'_, Held> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Issues an access token, valid for `seconds`, and a refresh token; `None` if there are no random bytes.
    pub fn issue(&self, session: &Session, seconds: u64) -> Option<Pair> {
        let (mut held, now) = (self.held(), Instant::now());
        let sign_in = held.begin(session, now);
        held.pair(sign_in, None, seconds, now)
    }

    /// Issues only an access token.
    pub fn issue_access(&self, session: &Session, seconds: u64) -> Option<String> {
        let (mut held, now) = (self.held(), Instant::now());
        let sign_in = held.begin(session, now);
        held.keep(sign_in, Kind::Access(None), Duration::from_secs(seconds), now)
    }

    /// The session of a refresh token that is still valid for that service. The token is not used up.
    pub fn refreshable(&self, refresh: &str, audience: Audience) -> Option<Session> {
        let (held, now) = (self.held(), Instant::now());
        let token = held.tokens.get(&hash(refresh)).filter(|token| matches!(token.kind, Kind::Refresh))?;
        Some(held.session(token, now)?.clone()).filter(|session| session.audience == audience)
    }

    /// Uses up a refresh token, which is valid once, and issues new tokens for its session; the access token has the
    /// scopes in `scope`, or all that were granted. A token for the other service is not used up. If a token is used a
    /// second time, one of the two users has stolen it, so the sign-in that it comes from ends (RFC 9700, 4.14.2).
    pub fn renew(
        &self,
        refresh: &str,
        audience: Audience,
        scope: Option<&str>,
        seconds: u64,
    ) -> Option<(Session, Pair)> {
        let (mut held, now, key) = (self.held(), Instant::now(), hash(refresh));
        held.sweep(now);
        let token = held.tokens.get(&key)?;
        let session = held.session(token, now).filter(|session| session.audience == audience)?.clone();
        let (sign_in, is_unused) = match token.kind {
            Kind::Access(_) => return None,
            Kind::Refresh => (token.sign_in, true),
            Kind::Used => (token.sign_in, false),
        };
        if !is_unused || held.count_renewal(sign_in) > RENEWALS {
            held.sign_ins.remove(&sign_in);
            return None;
        }
        let pair = held.pair(sign_in, scope, seconds, now)?;
        if let Some(token) = held.tokens.get_mut(&key) {
            token.kind = Kind::Used;
        }
        Some((session, pair))
    }

    /// Revokes a token for that service (RFC 7009): an access token by itself, and with a refresh token everything that
    /// comes from the same sign-in. Does nothing if the token is unknown.
    pub fn revoke(&self, token: &str, audience: Audience) {
        let (mut held, now, key) = (self.held(), Instant::now(), hash(token));
        let Some(token) = held.tokens.get(&key) else { return };
        let sign_in = token.sign_in;
        let is_access = matches!(token.kind, Kind::Access(_));
        if held.session(token, now).is_none_or(|session| session.audience != audience) {
            return;
        }
        if is_access {
            held.tokens.remove(&key);
        } else {
            held.sign_ins.remove(&sign_in);
        }
    }

    /// The session of an access token that is still valid.
    pub fn session(&self, access: &str) -> Option<Session> {
        let (held, now) = (self.held(), Instant::now());
        let token = held.tokens.get(&hash(access))?;
        let Kind::Access(scope) = &token.kind else { return None };
        let session = held.session(token, now)?.clone();
        Some(match scope {
            Some(scope) => Session { scope: scope.clone(), ..session },
            None => session,
        })
    }
}

impl Held {
    fn begin(&mut self, session: &Session, now: Instant) -> u64 {
        self.sweep(now);
        while self.sign_ins.len() >= MOST {
            self.sign_ins.pop_first();
        }
        self.next += 1;
        self.sign_ins.insert(self.next, SignIn { session: session.clone(), until: now + LONGEST, renewals: 0 });
        self.next
    }

    /// How often the tokens of the sign-in were renewed, this time included.
    fn count_renewal(&mut self, sign_in: u64) -> u32 {
        self.sign_ins.get_mut(&sign_in).map_or(0, |sign_in| {
            sign_in.renewals += 1;
            sign_in.renewals
        })
    }

    fn pair(&mut self, sign_in: u64, scope: Option<&str>, seconds: u64, now: Instant) -> Option<Pair> {
        let access = Kind::Access(scope.map(str::to_owned));
        let access = self.keep(sign_in, access, Duration::from_secs(seconds), now)?;
        Some(Pair { access, refresh: self.keep(sign_in, Kind::Refresh, REFRESH, now)? })
    }

    fn keep(&mut self, sign_in: u64, kind: Kind, good: Duration, now: Instant) -> Option<String> {
        let token = random(32)?;
        self.tokens.insert(hash(&token), Token { sign_in, kind, until: now + good.min(LONGEST) });
        Some(token)
    }

    /// The session of a token; none if the token has expired or its sign-in has ended.
    fn session(&self, token: &Token, now: Instant) -> Option<&Session> {
        let sign_in = self.sign_ins.get(&token.sign_in)?;
        (token.until.min(sign_in.until) > now).then_some(&sign_in.session)
    }

    fn sweep(&mut self, now: Instant) {
        if self.sweep.is_some_and(|next| now < next) {
            return;
        }
        self.sweep = Some(now + SWEEP);
        self.sign_ins.retain(|_, sign_in| sign_in.until > now);
        let sign_ins = &self.sign_ins;
        self.tokens.retain(|_, token| token.until > now && sign_ins.contains_key(&token.sign_in));
    }
}

fn hash(token: &str) -> [u8; 32] {
    Sha256::digest(token).into()
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

#[cfg(test)]
mod tests {
    use super::*;

    fn session(user: &str) -> Session {
        Session { user: user.to_owned(), store: 2, audience: Audience::DataService, scope: "a b".to_owned() }
    }

    #[test]
    fn a_refresh_token_that_is_used_twice_ends_the_sign_in() {
        let tokens = Tokens::default();
        let first = tokens.issue(&session("olivia"), 60).unwrap();
        let other = tokens.issue(&session("olivia"), 60).unwrap();
        let (_, second) = tokens.renew(&first.refresh, Audience::DataService, None, 60).unwrap();
        assert!(tokens.session(&first.access).is_some() && tokens.session(&second.access).is_some());
        assert!(tokens.renew(&first.refresh, Audience::DataService, None, 60).is_none());
        for access in [&first.access, &second.access] {
            assert_eq!(tokens.session(access), None);
        }
        assert!(tokens.renew(&second.refresh, Audience::DataService, None, 60).is_none());
        assert!(tokens.session(&other.access).is_some(), "another sign-in of the same person goes on");
    }

    #[test]
    fn nobody_stays_signed_in_for_ever_and_no_lifetime_overflows() {
        let tokens = Tokens::default();
        let pair = tokens.issue(&session("olivia"), u64::MAX).unwrap();
        assert!(tokens.session(&pair.access).is_some());
        let mut held = tokens.held();
        let ended = Instant::now();
        held.sign_ins.values_mut().for_each(|sign_in| sign_in.until = ended);
        drop(held);
        assert_eq!(tokens.session(&pair.access), None);
        assert!(tokens.renew(&pair.refresh, Audience::DataService, None, 60).is_none());
        // What has ended is dropped in time.
        tokens.held().sweep = None;
        tokens.issue(&session("max"), 60).unwrap();
        let held = tokens.held();
        assert_eq!((held.sign_ins.len(), held.tokens.len()), (1, 2));
    }

    #[test]
    fn signing_in_again_and_again_ends_the_oldest() {
        let tokens = Tokens::default();
        let first = tokens.issue_access(&session("olivia"), 60).unwrap();
        let last = (0..MOST).filter_map(|_| tokens.issue_access(&session("olivia"), 60)).last().unwrap();
        assert_eq!(tokens.session(&first), None);
        assert!(tokens.session(&last).is_some());
        assert_eq!(tokens.held().sign_ins.len(), MOST);
    }

    #[test]
    fn a_renewed_token_can_have_fewer_scopes() {
        let tokens = Tokens::default();
        let pair = tokens.issue(&session("olivia"), 60).unwrap();
        let (_, less) = tokens.renew(&pair.refresh, Audience::DataService, Some("a"), 60).unwrap();
        assert_eq!(tokens.session(&less.access).unwrap().scope, "a");
        let (_, all) = tokens.renew(&less.refresh, Audience::DataService, None, 60).unwrap();
        assert_eq!(tokens.session(&all.access).unwrap().scope, "a b");
    }
}
