//! Slows down whoever guesses passwords. After five wrong passwords for an account, or from an address, the next one is
//! waited for: a second, and twice as long after each further one. A right password ends it.

use sha2::{Digest, Sha256};
use std::collections::HashMap;
use std::net::IpAddr;
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

/// How many wrong passwords cost nothing.
const FREE: u32 = 5;
/// The longest pause, and how long a wrong password is remembered after it.
const LONGEST: Duration = Duration::from_secs(15 * 60);
/// How many accounts and addresses are remembered.
const MOST: usize = 20_000;

/// The wrong passwords of late.
#[derive(Default)]
pub struct Attempts(Mutex<HashMap<Key, Failures>>);

/// Whose wrong passwords are counted: a hash of the account or of the address, because a name can be long.
type Key = [u8; 32];

struct Failures {
    count: u32,
    last: Instant,
}

impl Failures {
    /// Until when nothing more is tried.
    fn until(&self) -> Instant {
        let over = self.count.saturating_sub(FREE);
        let pause = if self.count < FREE { Duration::ZERO } else { Duration::from_secs(1 << over.min(20)) };
        self.last + pause.min(LONGEST)
    }
}

/// Who is tried: an account of a store, from an address.
pub struct Tried([Key; 2]);

impl Tried {
    /// `account` is its id, or what was entered if there is no such account.
    pub fn new(store: i64, account: &str, peer: Option<IpAddr>) -> Self {
        let address = match peer {
            // A subscriber has a whole network of these.
            Some(IpAddr::V6(address)) => address.octets()[..8].to_vec(),
            Some(IpAddr::V4(address)) => address.octets().to_vec(),
            None => Vec::new(),
        };
        let account = Sha256::new().chain_update(store.to_be_bytes()).chain_update(account.to_lowercase());
        Self([account.finalize().into(), Sha256::new().chain_update("address").chain_update(address).finalize().into()])
    }
}

impl Attempts {
    /// Whether a password may be tried now; otherwise how long it is waited for.
    pub fn check(&self, tried: &Tried, now: Instant) -> Result<(), Duration> {
        let all = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let until = tried.0.iter().filter_map(|key| all.get(key)).map(Failures::until).max();
        match until.map(|until| until.saturating_duration_since(now)) {
            Some(pause) if !pause.is_zero() => Err(pause),
            _ => Ok(()),
        }
    }

    /// Counts a wrong password.
    pub fn fail(&self, tried: &Tried, now: Instant) {
        let mut all = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if all.len() >= MOST {
            all.retain(|_, failures| failures.until() + LONGEST > now);
        }
        if all.len() >= MOST {
            all.clear();
        }
        for key in tried.0 {
            let failures = all.entry(key).or_insert(Failures { count: 0, last: now });
            if failures.until() + LONGEST <= now {
                failures.count = 0;
            }
            failures.count += 1;
            failures.last = now;
        }
    }

    /// Forgets the wrong passwords after a right one.
    pub fn succeed(&self, tried: &Tried) {
        let mut all = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        for key in &tried.0 {
            all.remove(key);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tried(account: &str, address: &str) -> Tried {
        Tried::new(2, account, Some(address.parse().unwrap()))
    }

    #[test]
    fn the_pause_doubles_after_five_wrong_passwords() {
        let (attempts, begun) = (Attempts::default(), Instant::now());
        let own = tried("olivia", "10.0.0.1");
        for _ in 0..5 {
            assert_eq!(attempts.check(&own, begun), Ok(()));
            attempts.fail(&own, begun);
        }
        let mut now = begun;
        for seconds in [1, 2, 4, 8] {
            let pause = Duration::from_secs(seconds);
            assert_eq!(attempts.check(&own, now), Err(pause));
            now += pause;
            assert_eq!(attempts.check(&own, now), Ok(()));
            attempts.fail(&own, now);
        }
        (0..60).for_each(|_| attempts.fail(&own, now));
        assert_eq!(attempts.check(&own, now), Err(LONGEST));
        // A right password ends it, and so does time.
        attempts.succeed(&own);
        assert_eq!(attempts.check(&own, now), Ok(()));
        (0..9).for_each(|_| attempts.fail(&own, now));
        now += 2 * LONGEST;
        attempts.fail(&own, now);
        assert_eq!(attempts.check(&own, now), Ok(()));
    }

    #[test]
    fn an_account_is_counted_from_everywhere_and_an_address_for_every_account() {
        let (attempts, now) = (Attempts::default(), Instant::now());
        (0..5).for_each(|at| attempts.fail(&tried("olivia", &format!("10.0.0.{at}")), now));
        assert!(attempts.check(&tried("OLIVIA", "10.0.0.9"), now).is_err());
        assert!(attempts.check(&tried("max", "10.0.0.1"), now).is_ok());
        (0..5).for_each(|at| attempts.fail(&tried(&format!("user {at}"), "2001:db8::1"), now));
        assert!(attempts.check(&tried("max", "2001:db8::2"), now).is_err(), "the same network");
        assert!(attempts.check(&tried("max", "2001:db8:0:1::2"), now).is_ok());
    }

    #[test]
    fn it_fills_no_memory() {
        let (attempts, now) = (Attempts::default(), Instant::now());
        (0..MOST * 2).for_each(|at| attempts.fail(&tried(&at.to_string(), "10.0.0.1"), now));
        assert!(attempts.0.lock().unwrap().len() <= MOST + 1);
    }
}
