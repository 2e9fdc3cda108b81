//! Waits when Graph is too busy, within limits, and reports the seconds left.

use super::create::{GraphProgress, Stop};
use super::refusal::named;
use crate::api::Api;
use crate::http::{Answer, ApiError, Call};
use gloo_timers::future::TimeoutFuture;
use leptos::prelude::{Callable, Callback};
use model::graph::Backoff;

/// How often one piece of work waits at most.
const MOST_WAITS: u32 = 5;

/// How long it waits in total at most, in seconds.
const MOST_SECONDS: u32 = 120;

/// The waits that a piece of work has left.
pub struct RetryBudget {
    backoff: Backoff,
    progress: Callback<GraphProgress>,
    stop: Stop,
}

/// Whether a request may be carried out twice.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Twice {
    /// The second time changes nothing: a PATCH, or adding people who may be in the group already.
    Harmless,
    /// The second time would create another object.
    Harmful,
}

impl RetryBudget {
    pub fn new(progress: Callback<GraphProgress>, stop: Stop) -> Self {
        Self { backoff: Backoff::new(MOST_WAITS, MOST_SECONDS), progress, stop }
    }

    pub fn tell(&self, progress: GraphProgress) {
        self.progress.run(progress);
    }

    /// Whether the user has stopped the work.
    pub fn is_over(&self) -> bool {
        (self.stop)()
    }

    /// Waits, and returns whether to try again: not if the budget is used up or the user has stopped. `retry_after` are
    /// the seconds that Graph asks for. A browser may not be allowed to read them; the wait then grows each time.
    pub async fn wait(&mut self, retry_after: Option<u32>) -> bool {
        if self.is_over() {
            return false;
        }
        let Some(mut left) = self.backoff.next_wait(retry_after, js_sys::Math::random()) else { return false };
        while left > 0 {
            self.tell(GraphProgress::Waiting { seconds: left.div_ceil(1_000) });
            // The odd part of a second comes first, so that whole seconds are counted down.
            let part = if left % 1_000 == 0 { 1_000 } else { left % 1_000 };
            TimeoutFuture::new(part).await;
            left -= part;
            if self.is_over() {
                return false;
            }
        }
        true
    }
}

impl Api {
    /// Sends a request and repeats it after each pause that Graph needs. A request that was put off was refused before
    /// anything was done, so even a creation is repeated. After a 504, or a 503 that does not ask for it, something may
    /// have been done, so only a request that is harmless twice is repeated.
    pub(super) async fn send_patiently(
        &self,
        call: &Call,
        twice: Twice,
        patience: &mut RetryBudget,
    ) -> Result<Answer, ApiError> {
        loop {
            let answer = self.send_once(call).await;
            let may_repeat = |error: &&ApiError| error.is_put_off() || (twice == Twice::Harmless && error.is_busy());
            let Some(error) = answer.as_ref().err().filter(may_repeat) else { return answer.map_err(named) };
            if !patience.wait(error.retry_after()).await {
                return answer.map_err(named);
            }
        }
    }
}
