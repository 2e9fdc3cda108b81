//! The changed and unsaved rule of one smart group.

use crate::session::User;
use crate::storage;
use model::group::MembershipRule;
use model::wire::ObjectId;
use serde_json::{Value, json};

/// The changed and unsaved rule of one smart group, as one user left it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RuleDraft(String);

impl RuleDraft {
    /// Of this user and group.
    pub fn of(user: &User, group: &ObjectId) -> Self {
        Self(format!("draft/rule/{}/{group}", user.key()))
    }

    /// Keeps it.
    pub fn keep(&self, rule: &MembershipRule) {
        let kept = json!({ "rule": rule.to_json(), "saved": js_sys::Date::now() as i64 });
        // Where the browser keeps nothing, the page itself still has it.
        storage::set(&self.0, &kept.to_string());
    }

    /// As it was kept, and when, in milliseconds since the epoch.
    pub fn load(&self) -> Option<(MembershipRule, f64)> {
        let kept: Value = serde_json::from_str(&storage::get(&self.0)?).ok()?;
        Some((MembershipRule::from_json(&kept["rule"]).ok()?, kept["saved"].as_f64()?))
    }

    /// It was saved or thrown away.
    pub fn forget(&self) {
        storage::remove(&self.0);
    }
}
