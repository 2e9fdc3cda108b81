//! When the workers may send a request: not while the service is down, and only so many in a second.

use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

pub struct Gate {
    state: Mutex<State>,
    changed: Condvar,
    workers: usize,
    /// The time between two requests of all workers.
    pace: Duration,
}

struct State {
    phase: Phase,
    /// How many workers wait for the gate to open.
    waiting: usize,
    /// When the next request is due.
    due: Instant,
}

#[derive(PartialEq, Eq)]
enum Phase {
    Closed,
    Open,
    Ended,
}

impl Gate {
    /// A closed gate.
    pub fn new(workers: usize, rate: u32) -> Self {
        let state = State { phase: Phase::Closed, waiting: 0, due: Instant::now() };
        let pace = Duration::from_secs(1) / rate;
        Self { state: Mutex::new(state), changed: Condvar::new(), workers, pace }
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn enter(&self, phase: Phase) {
        let mut state = self.state();
        (state.phase, state.due) = (phase, Instant::now());
        self.changed.notify_all();
    }

    pub fn open(&self) {
        self.enter(Phase::Open);
    }

    /// Lets no further request through. Those that are under way go on.
    pub fn close(&self) {
        self.enter(Phase::Closed);
    }

    /// Lets the workers end.
    pub fn end(&self) {
        self.enter(Phase::Ended);
    }

    /// Whether the service may be down.
    pub fn is_closed(&self) -> bool {
        self.state().phase == Phase::Closed
    }

    /// Waits until no worker has a request under way.
    pub fn wait_for_workers(&self) {
        let state = self.state();
        drop(self.changed.wait_while(state, |state| state.waiting < self.workers));
    }

    /// Waits until the gate is open and the next request is due; returns false if there is to be none.
    pub fn pass(&self) -> bool {
        let mut state = self.state();
        state.waiting += 1;
        self.changed.notify_all();
        let waited = self.changed.wait_while(state, |state| state.phase == Phase::Closed);
        let mut state = waited.unwrap_or_else(PoisonError::into_inner);
        if state.phase == Phase::Ended {
            return false;
        }
        state.waiting -= 1;
        let due = state.due;
        state.due += self.pace;
        drop(state);
        std::thread::sleep(due.saturating_duration_since(Instant::now()));
        true
    }
}
