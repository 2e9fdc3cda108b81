//! Saves an action on many groups while it goes on, so that a reload, a crash or leaving the page in the middle neither
//! repeats nor forgets anything.

use super::tab_lock::TabLock;
use crate::session::User;
use crate::storage;
use model::config::StoreConfig;
use model::list::bulk::Run;
use serde_json::Value;
use std::sync::Arc;

/// A run of one user; holds the beginning of its keys in local storage.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SavedRun(String);

impl SavedRun {
    /// A run that begins now.
    pub fn new(user: &User) -> Self {
        // One user does not begin two runs in the same millisecond.
        Self(format!("{}{}", prefix(user), js_sys::Date::now() as u64))
    }

    /// The runs of a user that were not finished, or of which nobody has seen the end; in no order.
    pub fn all(user: &User) -> Vec<Self> {
        let keys = storage::keys(&prefix(user));
        keys.iter().filter_map(|key| key.strip_suffix("/plan")).map(|key| Self(key.to_owned())).collect()
    }

    /// When it was begun, in milliseconds since the epoch.
    pub fn begun(&self) -> f64 {
        self.0.rsplit('/').next().and_then(|time| time.parse().ok()).unwrap_or_default()
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
        storage::remove(&self.plan());
        storage::remove(&self.states());
    }

    /// Says to the other tabs that the run goes on here; none if it goes on in another one.
    pub async fn hold(&self) -> Option<TabLock> {
        TabLock::now(&self.0).await
    }

    /// Waits until the run goes on nowhere.
    pub async fn at_rest(&self) {
        drop(TabLock::when_free(&self.0).await);
    }

    fn plan(&self) -> String {
        format!("{}/plan", self.0)
    }

    fn states(&self) -> String {
        format!("{}/states", self.0)
    }
}

fn prefix(user: &User) -> String {
    format!("draft/run/{}/", user.key())
}
