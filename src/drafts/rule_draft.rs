//! Saves the changed rule of a smart group until it is saved to the service.

use super::{DRAFTS, time_of};
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
        Self(format!("{DRAFTS}rule/{}/{group}", user.key()))
    }

    /// Saves the rule with the current time, in place of an earlier version. Returns false if the browser refused to
    /// store it.
    pub fn save(&self, rule: &MembershipRule) -> bool {
        let kept = json!({ "rule": rule.to_json(), "saved": js_sys::Date::now() as i64 });
        storage::set(&self.0, &kept.to_string())
    }

    /// The saved rule, and when it was saved, in milliseconds since the epoch.
    pub fn load(&self) -> Option<(MembershipRule, f64)> {
        let kept: Value = serde_json::from_str(&storage::get(&self.0)?).ok()?;
        Some((MembershipRule::from_json(&kept["rule"]).ok()?, time_of(kept["saved"].as_i64()?)?))
    }

    /// Removes the rule after it was saved to the service or discarded.
    pub fn forget(&self) {
        storage::remove(&self.0);
    }
}
