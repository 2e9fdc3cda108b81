//! Saves an action on many groups while it goes on, so that a reload, a crash or leaving the page in the middle neither
//! repeats nor forgets anything.

use super::saved_work::SavedWork;
use crate::session::User;
use crate::storage;
use crate::tab_lock::TabLock;
use model::config::StoreConfig;
use model::list::bulk::Run;
use serde_json::Value;
use std::sync::Arc;

/// The kind of work in the keys.
const KIND: &str = "run";

/// A run of one user.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SavedRun(SavedWork);

impl SavedRun {
    /// A run that begins now.
    pub fn new(user: &User) -> Self {
        Self(SavedWork::new(KIND, user))
    }

    /// The runs of a user that were not finished, or of which nobody has seen the end; in no order.
    pub fn all(user: &User) -> Vec<Self> {
        SavedWork::all(KIND, user).into_iter().map(Self).collect()
    }

    /// When it was begun, in milliseconds since the epoch.
    pub fn begun(&self) -> f64 {
        self.0.begun()
    }

    /// Saves what shall be done. Returns false if the browser refused to store it; then nothing is saved.
    pub fn begin(&self, run: &Run) -> bool {
        let is_saved = storage::set(&self.plan(), &run.plan_json().to_string()) && self.save(run);
        if !is_saved {
            self.forget();
        }
        is_saved
    }

    /// Saves what has become of each group. Returns false if the browser refused to store it.
    pub fn save(&self, run: &Run) -> bool {
        storage::set(&self.states(), &run.states_json().to_string())
    }

    /// Whether nobody else has gone on with the run, or discarded it, since it was saved so.
    pub fn is_as(&self, run: &Run) -> bool {
        storage::get(&self.states()) == Some(run.states_json().to_string())
    }

    /// The run as it was saved last; none if it was discarded, or saved by an older version in another format.
    pub fn load(&self, store: &Arc<StoreConfig>) -> Option<Run> {
        let read = |key: &str| serde_json::from_str::<Value>(&storage::get(key)?).ok();
        Run::from_saved(&read(&self.plan())?, &read(&self.states())?, store).ok()
    }

    pub fn forget(&self) {
        self.0.forget();
    }

    /// Says to the other tabs that the run goes on here; none if it goes on in another one.
    pub async fn hold(&self) -> Option<TabLock> {
        self.0.hold().await
    }

    /// Waits until the run goes on nowhere.
    pub async fn at_rest(&self) {
        self.0.at_rest().await;
    }

    fn plan(&self) -> String {
        self.0.key("plan")
    }

    fn states(&self) -> String {
        self.0.key("states")
    }
}
