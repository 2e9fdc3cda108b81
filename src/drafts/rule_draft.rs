//! Saves the changed rule of a smart group until it is saved to the service.

use crate::session::User;
use crate::storage;
use model::group::MembershipRule;
use model::wire::ObjectId;
use serde_json::{Value, json};

/// The saved rule of one group and user; holds its key in local storage.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RuleDraft(String);

impl RuleDraft {
    pub fn new(user: &User, group: &ObjectId) -> Self {
        Self(format!("draft/rule/{}/{group}", user.key()))
    }

    /// Saves the rule with the current time, in place of an earlier version.
    pub fn save(&self, rule: &MembershipRule) {
        let kept = json!({ "rule": rule.to_json(), "saved": js_sys::Date::now() as i64 });
        // A browser may refuse to store anything; the page still has the rule then.
        storage::set(&self.0, &kept.to_string());
    }

    /// The saved rule, and when it was saved, in milliseconds since the epoch.
    pub fn load(&self) -> Option<(MembershipRule, f64)> {
        let kept: Value = serde_json::from_str(&storage::get(&self.0)?).ok()?;
        Some((MembershipRule::from_json(&kept["rule"]).ok()?, kept["saved"].as_f64()?))
    }

    /// Removes the rule after it was saved to the service or discarded.
    pub fn forget(&self) {
        storage::remove(&self.0);
    }
}
