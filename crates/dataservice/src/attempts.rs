//! Slows down whoever guesses passwords. After five wrong passwords for an account, or fifty from an address, the next one
//! is waited for: a second, and twice as long after each further one. A right password ends it for its account.

use sha2::{Digest, Sha256};
use std::collections::HashMap;
use std::net::IpAddr;
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

/// How many wrong passwords for an account cost nothing.
const FREE: u32 = 5;
/// The same for an address, which many people may share: behind another server all have the same.
const FREE_OF_ADDRESS: u32 = 50;
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
    /// How many cost nothing.
    free: u32,
    last: Instant,
}

impl Failures {
    /// Until when nothing more is tried.
    fn until(&self) -> Instant {
        let pause = match self.count.checked_sub(self.free) {
            Some(over) => Duration::from_secs(1 << over.min(20)),
            None => Duration::ZERO,
        };
        self.last + pause.min(LONGEST)
    }
}

/// Who is tried: an account of a store, from an address.
pub struct AttemptKeys {
    account: Key,
    address: Key,
}

impl AttemptKeys {
    /// `account` is its id, or what was entered if there is no such account.
    pub fn new(store: i64, account: &str, peer: Option<IpAddr>) -> Self {
        let address = match peer {
            // A subscriber has a whole network of these.
            Some(IpAddr::V6(address)) => address.octets()[..8].to_vec(),
            Some(IpAddr::V4(address)) => address.octets().to_vec(),
            None => Vec::new(),
        };
        let account = Sha256::new().chain_update(store.to_be_bytes()).chain_update(account.to_lowercase());
        Self {
            account: account.finalize().into(),
            address: Sha256::new().chain_update("address").chain_update(address).finalize().into(),
        }
    }
}

impl Attempts {
    /// Counts a password that is tried now as a wrong one, before anybody knows; or says how long it is waited for.
    ///
    /// # Errors
    ///
    /// The pause, if there were too many wrong ones.
    pub fn begin(&self, keys: &AttemptKeys, now: Instant) -> Result<(), Duration> {
        let mut all = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let own = [(keys.account, FREE), (keys.address, FREE_OF_ADDRESS)];
        let until = own.iter().filter_map(|(key, _)| all.get(key)).map(Failures::until).max();
        if let Some(pause) = until.map(|until| until.saturating_duration_since(now)).filter(|pause| !pause.is_zero()) {
            return Err(pause);
        }
        make_room(&mut all, now);
        for (key, free) in own {
            let failures = all.entry(key).or_insert(Failures { count: 0, free, last: now });
            if failures.until() + LONGEST <= now {
                failures.count = 0;
            }
            failures.count += 1;
            failures.last = now;
        }
        Ok(())
    }

    /// The password was right: forgets the wrong ones of its account, and takes back what was counted of its address.
    pub fn succeed(&self, keys: &AttemptKeys) {
        let mut all = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        all.remove(&keys.account);
        if let Some(failures) = all.get_mut(&keys.address) {
            failures.count = failures.count.saturating_sub(1);
        }
    }
}

/// Forgets what is over, or else the oldest: whoever tries many accounts must not make the others forgotten.
fn make_room(all: &mut HashMap<Key, Failures>, now: Instant) {
    if all.len() >= MOST {
        all.retain(|_, failures| failures.until() + LONGEST > now);
    }
    while all.len() >= MOST {
        let Some(oldest) = all.iter().min_by_key(|(_, failures)| failures.until()).map(|(key, _)| *key) else { return };
        all.remove(&oldest);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn keys(account: &str, address: &str) -> AttemptKeys {
        AttemptKeys::new(2, account, Some(address.parse().unwrap()))
    }

    #[test]
    fn the_pause_doubles_after_five_wrong_passwords() {
        let (attempts, begun) = (Attempts::default(), Instant::now());
        let own = keys("olivia", "10.0.0.1");
        for _ in 0..5 {
            assert_eq!(attempts.begin(&own, begun), Ok(()));
        }
        let mut now = begun;
        let mut longest = Duration::ZERO;
        for doublings in 0..20 {
            let pause = attempts.begin(&own, now).unwrap_err();
            assert_eq!(pause, Duration::from_secs(1 << doublings).min(LONGEST));
            longest = pause;
            now += pause;
            assert_eq!(attempts.begin(&own, now), Ok(()));
        }
        assert_eq!(longest, LONGEST);
        // A right password ends it, and so does time.
        attempts.succeed(&own);
        for _ in 0..5 {
            assert_eq!(attempts.begin(&own, now), Ok(()));
        }
        assert!(attempts.begin(&own, now).is_err());
        assert_eq!(attempts.begin(&own, now + 2 * LONGEST), Ok(()));
        assert_eq!(attempts.begin(&own, now + 2 * LONGEST), Ok(()));
    }

    #[test]
    fn an_account_is_counted_from_everywhere_and_an_address_for_every_account() {
        let (attempts, now) = (Attempts::default(), Instant::now());
        (0..5).for_each(|at| attempts.begin(&keys("olivia", &format!("10.0.0.{at}")), now).unwrap());
        assert!(attempts.begin(&keys("OLIVIA", "10.0.0.9"), now).is_err());
        assert!(attempts.begin(&keys("max", "10.0.0.1"), now).is_ok());
        (0..50).for_each(|at| attempts.begin(&keys(&format!("user {at}"), "2001:db8::1"), now).unwrap());
        assert!(attempts.begin(&keys("max", "2001:db8::2"), now).is_err(), "the same network");
        assert!(attempts.begin(&keys("max", "2001:db8:0:1::2"), now).is_ok());
    }

    #[test]
    fn an_own_account_does_not_hide_that_others_are_tried() {
        let (attempts, now) = (Attempts::default(), Instant::now());
        for at in 0..50 {
            attempts.begin(&keys(&format!("user {at}"), "10.0.0.1"), now).unwrap();
            if at < 49 {
                attempts.begin(&keys("own", "10.0.0.1"), now).unwrap();
                attempts.succeed(&keys("own", "10.0.0.1"));
            }
        }
        assert!(attempts.begin(&keys("another", "10.0.0.1"), now).is_err());
    }

    #[test]
    fn it_fills_no_memory_and_forgets_the_oldest() {
        let (attempts, now) = (Attempts::default(), Instant::now());
        let address = |at: usize| format!("10.{}.{}.{}", at >> 16, at >> 8 & 255, at & 255);
        let later = now + Duration::from_secs(1);
        attempts.begin(&keys("first", "192.0.2.1"), now).unwrap();
        (0..MOST / 2 + 10).for_each(|at| attempts.begin(&keys(&at.to_string(), &address(at)), later).unwrap());
        let all = attempts.0.lock().unwrap();
        assert!(all.len() <= MOST + 1);
        assert!(!all.contains_key(&keys("first", "192.0.2.1").account));
        assert!(all.contains_key(&keys(&(MOST / 2).to_string(), "192.0.2.1").account));
    }
}
