//! Waits when Graph asks for it (429 and 503 with `Retry-After`), within limits, and reports the seconds left.

use super::create::{GraphProgress, Stop};
use super::refusal::named;
use crate::api::Api;
use crate::http::{Answer, ApiError, Call};
use gloo_timers::future::TimeoutFuture;
use leptos::prelude::{Callable, Callback};

/// How often one piece of work waits at most.
const MOST_WAITS: u32 = 5;

/// How long it waits in total at most, in seconds.
const MOST_SECONDS: u32 = 120;

/// The waits and seconds that a piece of work has left.
pub struct RetryBudget {
    waits: u32,
    seconds: u32,
    progress: Callback<GraphProgress>,
    stop: Stop,
}

impl RetryBudget {
    pub fn new(progress: Callback<GraphProgress>, stop: Stop) -> Self {
        Self { waits: MOST_WAITS, seconds: MOST_SECONDS, progress, stop }
    }

    pub fn tell(&self, progress: GraphProgress) {
        self.progress.run(progress);
    }

    /// Whether the user has stopped the work.
    pub fn is_over(&self) -> bool {
        (self.stop)()
    }

    /// Waits, and returns whether to try again: not if the budget is used up or the user has stopped.
    pub async fn wait(&mut self, seconds: u32) -> bool {
        if self.waits == 0 || seconds > self.seconds || self.is_over() {
            return false;
        }
        self.waits -= 1;
        self.seconds -= seconds;
        for left in (1..=seconds).rev() {
            self.tell(GraphProgress::Waiting { seconds: left });
            TimeoutFuture::new(1_000).await;
            if self.is_over() {
                return false;
            }
        }
        true
    }
}

impl Api {
    /// Sends a request and repeats it after each pause that Graph asks for. That is safe for a creation too, because a
    /// throttled request was refused before anything was done.
    pub(super) async fn send_patiently(&self, call: &Call, patience: &mut RetryBudget) -> Result<Answer, ApiError> {
        loop {
            match self.send_once(call).await {
                Err(ApiError::Throttled { seconds: Some(seconds), trace }) => {
                    if !patience.wait(seconds).await {
                        return Err(ApiError::Throttled { seconds: Some(seconds), trace });
                    }
                }
                answer => return answer.map_err(named),
            }
        }
    }
}
