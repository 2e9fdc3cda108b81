//! What runs and imports of one user have in common that are saved while they go on: when they were begun, and in which
//! tab they go on.

use super::DRAFTS;
use crate::session::User;
use crate::storage;
use crate::tab_lock::TabLock;

/// Holds the beginning of the keys in local storage of one run.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SavedWork(String);

impl SavedWork {
    /// Work of a kind that begins now.
    pub fn new(kind: &str, user: &User) -> Self {
        // One user does not begin two runs in the same millisecond.
        Self(format!("{}{}", prefix(kind, user), js_sys::Date::now() as u64))
    }

    /// All saved work of a kind of a user, in no order.
    pub fn all(kind: &str, user: &User) -> Vec<Self> {
        let prefix = prefix(kind, user);
        let mut all: Vec<Self> = Vec::new();
        for key in storage::keys(&prefix) {
            let begun = key[prefix.len()..].split('/').next().unwrap_or_default();
            let own = Self(format!("{prefix}{begun}"));
            if !all.contains(&own) {
                all.push(own);
            }
        }
        all
    }

    /// When it was begun, in milliseconds since the epoch.
    pub fn begun(&self) -> f64 {
        self.0.rsplit('/').next().and_then(|time| time.parse().ok()).unwrap_or_default()
    }

    /// The key of a part.
    pub fn key(&self, part: &str) -> String {
        format!("{}/{part}", self.0)
    }

    /// The texts of all parts.
    pub fn parts(&self) -> impl Iterator<Item = String> {
        storage::keys(&self.key("")).into_iter().filter_map(|key| storage::get(&key))
    }

    pub fn forget(&self) {
        storage::keys(&self.key("")).iter().for_each(|key| storage::remove(key));
    }

    /// Says to the other tabs that it goes on here; none if it goes on in another one.
    pub async fn hold(&self) -> Option<TabLock> {
        TabLock::now(&self.0).await
    }

    /// Waits until it goes on nowhere.
    pub async fn at_rest(&self) {
        drop(TabLock::when_free(&self.0).await);
    }
}

fn prefix(kind: &str, user: &User) -> String {
    format!("{DRAFTS}{kind}/{}/", user.key())
}
