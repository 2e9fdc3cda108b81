//! Searches that lag behind changes, as those of a replicated index do (part B: Search).
//!
//! Before a change, a connection begins to read and thereby keeps the state before it: in WAL mode a transaction that
//! reads sees one state for as long as it lasts. A search is answered by the oldest state that is still due. Changes in
//! quick succession share a state, so that there are only a few connections.

use super::lock;
use crate::object::EngineError;
use rusqlite::Connection;
use std::collections::VecDeque;
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

/// Into how many parts the delay is divided; changes within a part share a state.
const PARTS: u32 = 8;

/// The states that searches may still see.
#[derive(Default)]
pub struct Lag {
    delay: Duration,
    states: Mutex<VecDeque<State>>,
}

/// The directory before some changes.
struct State {
    began: Instant,
    /// The time of the last change that this state does not have.
    last: Instant,
    connection: Arc<Mutex<Connection>>,
}

impl Lag {
    pub fn new(delay: Duration) -> Self {
        Self { delay, states: Mutex::default() }
    }

    /// Keeps the present state before a change. Only one change may be under way at a time.
    pub fn prepare(&self, connect: impl Fn() -> Result<Connection, EngineError>) -> Result<(), EngineError> {
        if self.delay.is_zero() {
            return Ok(());
        }
        let mut states = lock(&self.states);
        let now = Instant::now();
        self.forget(&mut states, now);
        if let Some(newest) = states.back_mut().filter(|newest| now - newest.began < self.delay / PARTS) {
            newest.last = now;
            return Ok(());
        }
        let connection = connect()?;
        // The state is fixed by the first read, not by BEGIN.
        connection.execute_batch("BEGIN; SELECT count(*) FROM meta;")?;
        states.push_back(State { began: now, last: now, connection: Arc::new(Mutex::new(connection)) });
        Ok(())
    }

    /// Counts the delay of a change from when it was made.
    pub fn note_write(&self) {
        if let Some(newest) = lock(&self.states).back_mut() {
            newest.last = Instant::now();
        }
    }

    /// The state that a search sees now; `None` if it is the present one.
    pub fn snapshot(&self) -> Option<Arc<Mutex<Connection>>> {
        let mut states = lock(&self.states);
        self.forget(&mut states, Instant::now());
        states.front().map(|oldest| oldest.connection.clone())
    }

    fn forget(&self, states: &mut VecDeque<State>, now: Instant) {
        while states.front().is_some_and(|oldest| oldest.last + self.delay <= now) {
            states.pop_front();
        }
    }
}
