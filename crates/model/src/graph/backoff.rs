//! How long to wait before a request that Graph was too busy for is sent again (part A, "Graph").

/// The first wait without a `Retry-After`, in milliseconds; each further one is twice as long.
const FIRST: u32 = 1_000;

/// How often such a wait is doubled at most: 1, 2, 4, 8, then 16 seconds.
const DOUBLINGS: u32 = 4;

/// The waits that a piece of work has left.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Backoff {
    waits: u32,
    millis: u32,
    doubled: u32,
}

impl Backoff {
    /// At most this many waits, and at most this many seconds in all.
    pub fn new(waits: u32, seconds: u32) -> Self {
        Self { waits, millis: seconds.saturating_mul(1_000), doubled: 0 }
    }

    /// The next wait in milliseconds; none if it would go beyond a limit. `retry_after` are the seconds that the service
    /// asks for. Without them the wait grows, and `random`, from 0 to 1, makes it longer by up to a half, so that many
    /// portals that were refused together do not return together.
    pub fn next_wait(&mut self, retry_after: Option<u32>, random: f64) -> Option<u32> {
        let (wait, doubled) = match retry_after {
            Some(seconds) => (seconds.checked_mul(1_000)?, self.doubled),
            None => {
                let wait = FIRST << self.doubled.min(DOUBLINGS);
                (wait + (f64::from(wait) / 2.0 * random.clamp(0.0, 1.0)) as u32, self.doubled + 1)
            }
        };
        let (waits, millis) = (self.waits.checked_sub(1)?, self.millis.checked_sub(wait)?);
        *self = Self { waits, millis, doubled };
        Some(wait)
    }
}
