//! Waiting for a service that has put a request off (429, or 503 with a time), in work of many requests.

use super::ApiError;
use gloo_timers::future::TimeoutFuture;
use model::graph::Backoff;

/// How often one request waits at most.
const MOST_PAUSES: u32 = 10;

/// How long it waits in total at most, in seconds.
const MOST_SECONDS: u32 = 300;

/// A second, in milliseconds; work that is stopped ends within one.
const STEP: u32 = 1_000;

/// The pauses that a request has left.
pub struct Pauses(Backoff);

impl Pauses {
    pub fn new() -> Self {
        Self(Backoff::new(MOST_PAUSES, MOST_SECONDS))
    }

    /// How long to wait before the request comes again, in milliseconds; none if the service has not put it off, or if it
    /// has waited long enough.
    pub fn next(&mut self, error: &ApiError) -> Option<u32> {
        if !error.is_put_off() {
            return None;
        }
        self.0.next_wait(error.retry_after(), js_sys::Math::random())
    }
}

impl Default for Pauses {
    fn default() -> Self {
        Self::new()
    }
}

/// Waits so many milliseconds, and returns whether the work goes on.
pub async fn pause(mut left: u32, is_current: impl Fn() -> bool) -> bool {
    while left > 0 && is_current() {
        let part = left.min(STEP);
        TimeoutFuture::new(part).await;
        left -= part;
    }
    is_current()
}
