//! One action on several groups: part A, operations 7–12, and part B, Expire / renew one and many.

use super::{Api, ApiError, Call};
use model::list::bulk::Action;
use model::wire::{ActionResult, GroupChange, ObjectId, SmartGroupUpdate, StoreId, UpdateGroup};
use serde_json::Value;

/// What a service answers to an action on groups.
#[derive(Debug, Clone, PartialEq)]
pub enum BulkAnswer {
    /// A result, with a detail per group.
    Result(ActionResult),
    /// A task per group (operation 12).
    Tasks(SmartGroupUpdate),
}

impl Api {
    /// Carries out an action on groups by one call for all of them. A refusal is an error.
    pub async fn act_on_groups(
        &self,
        store: StoreId,
        action: Action,
        ids: &[ObjectId],
    ) -> Result<BulkAnswer, ApiError> {
        let urls = self.store(store);
        let list = || Value::Array(ids.iter().map(|id| Value::from(id.as_str())).collect());
        let call = match action {
            Action::UpdateMembership => return self.update_memberships(store, ids).await.map(BulkAnswer::Tasks),
            Action::Renew => Call::post(urls.renew_many(), list()),
            Action::Expire => Call::post(urls.expire_many(), list()),
            Action::Delete => Call { body: Some(list()), ..Call::delete(urls.groups()) },
            Action::SetSecurity(_) | Action::SetExpiry(_) => {
                let change = |id: &ObjectId| GroupChange::new(store, id.clone(), action.change()).to_json();
                Call::patch(urls.groups_update(), Value::Array(ids.iter().map(change).collect()))
            }
        };
        self.act(call).await.map(BulkAnswer::Result)
    }

    /// Carries out an action on one group by the call for a single one. A refusal is an error.
    pub async fn act_on_group(&self, store: StoreId, action: Action, id: &ObjectId) -> Result<BulkAnswer, ApiError> {
        let result = match action {
            Action::UpdateMembership => self.update_membership(store, id).await,
            Action::Renew => self.renew_group(store, id).await,
            Action::Expire => self.expire_group(store, id).await,
            Action::Delete => self.delete_group(store, id).await,
            Action::SetSecurity(_) | Action::SetExpiry(_) => {
                let change = action.change().map(|(name, value)| (name, vec![value]));
                self.act(self.update_group(store, id, &UpdateGroup::setting(change))).await
            }
        };
        result.map(BulkAnswer::Result)
    }
}
