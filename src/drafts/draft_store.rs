//! The place where one user's drafts of one kind are kept, whatever stands in them.

use crate::storage;
use model::wire::lenient::{Member, plain};
use serde_json::{Map, Value};

/// The place. A draft on it has a name in the URL, a date, and whatever its kind puts beside them.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct DraftStore(String);

impl DraftStore {
    /// Of a kind, for the user with this key.
    pub fn of(kind: &str, key: &str) -> Self {
        Self(format!("draft/{kind}/{key}/"))
    }

    /// Puts a draft there; says whether it was kept.
    pub fn keep(&self, id: &str, mut draft: Map<String, Value>) -> bool {
        plain::put(&mut draft, "id", id.to_owned().write());
        plain::put(&mut draft, "saved", (js_sys::Date::now() as i64).write());
        storage::set(&self.key(id), &Value::Object(draft).to_string())
    }

    /// A draft, as its kind reads it; none where there is none or an older version of the portal kept it in another
    /// form.
    pub fn load<T>(&self, id: &str, read: impl Fn(&Value) -> Option<T>) -> Option<T> {
        let kept: Value = serde_json::from_str(&storage::get(&self.key(id))?).ok()?;
        read(&kept)
    }

    /// The names of all that are kept.
    pub fn ids(&self) -> Vec<String> {
        storage::keys(&self.0).iter().map(|key| key[self.0.len()..].to_owned()).collect()
    }

    /// Forgets a draft.
    pub fn forget(&self, id: &str) {
        storage::remove(&self.key(id));
    }

    fn key(&self, id: &str) -> String {
        format!("{}{id}", self.0)
    }
}

/// Puts drafts in order: newest first.
pub(super) fn newest_first<T>(all: &mut [T], saved: impl Fn(&T) -> f64) {
    // A date in milliseconds has as many digits for the next centuries.
    model::sort::by_text(all, |kept| format!("{:020}", u64::MAX - saved(kept) as u64));
}

/// A draft in a list.
#[derive(Debug, Clone, PartialEq)]
pub struct DraftSummary {
    /// Its name in the URL.
    pub id: String,
    /// Milliseconds since the epoch.
    pub saved: f64,
    /// What it will be called; "" for nothing yet.
    pub name: String,
}
