//! Groups (part A: operations 1, 2, 5, 7, 9, 11 and 12).

use super::graph::Ask;
use super::{Api, ApiError, Call, CallTrace};
use model::group::{GroupEdit, GroupKind};
use model::wire::result::SmartGroupUpdate;
use model::wire::{ActionResult, CreateGroup, DirectoryObject, ObjectId, StoreId, UpdateGroup};
use serde_json::Value;

impl Api {
    /// The request that creates a group (operations 1 and 2); also shown before it is sent.
    pub fn create_group(&self, store: StoreId, kind: GroupKind, group: &CreateGroup) -> Call {
        let store = self.store(store);
        let url = match kind {
            GroupKind::Static => store.static_group(),
            GroupKind::Smart => store.dynamic_group(),
        };
        Call::post(url, group.to_json())
    }

    /// The request that changes a group (operation 7); also shown before it is sent.
    pub fn update_group(&self, store: StoreId, id: &ObjectId, change: &UpdateGroup) -> Call {
        Call::patch(self.store(store).group(id), change.to_json())
    }

    /// Saves the changes of a group, and nothing else (operation 7; Graph: PATCH `/groups/{id}`).
    pub async fn save_group(&self, store: StoreId, edit: &GroupEdit) -> Result<ActionResult, ApiError> {
        let id = &edit.base().id;
        if !self.is_graph() {
            return self.act(self.update_group(store, id, &edit.to_patch())).await;
        }
        let url = self.graph_at(&self.current_store()).group(id);
        // Attributes that Graph does not have are refused one by one, and the others are not sent without them.
        let body = match edit.to_graph_patch() {
            Ok(body) => body.to_json(),
            Err(names) => {
                let call = Call::patch(url, Value::Null).graph();
                let result = ActionResult::refused(names.join(", "), "NotSupported");
                return Err(ApiError::Refused(Box::new(result), CallTrace::unsent(&call)));
            }
        };
        self.send(Call::patch(url, body).graph()).await.map(|_| ActionResult::done(Value::Null))
    }

    /// Updates a smart group's members and waits for the result (operation 11).
    pub async fn update_membership(&self, store: StoreId, id: &ObjectId) -> Result<ActionResult, ApiError> {
        self.act(Call { body: None, ..Call::post(self.store(store).smart_group_update(id), Value::Null) }).await
    }

    /// Starts updates of several smart groups, each as a background task (operation 12).
    pub async fn update_memberships(&self, store: StoreId, ids: &[ObjectId]) -> Result<SmartGroupUpdate, ApiError> {
        let ids = ids.iter().map(|id| Value::from(id.as_str())).collect();
        let call = Call::post(self.store(store).smart_groups_update(), Value::Array(ids));
        self.ask(call, SmartGroupUpdate::from_json).await
    }

    /// A group with the attributes that its page reads (operation 5, sent without a body as part C says, and a search
    /// for what the answer lacks).
    pub async fn group(&self, store: StoreId, id: &ObjectId) -> Result<DirectoryObject, ApiError> {
        if self.is_graph() {
            return self.ask_graph_for(Ask::Group(id.clone())).await;
        }
        let group = self.ask(Call::get(self.store(store).group(id)), DirectoryObject::from_json).await?;
        self.complete_group(store, group).await
    }

    /// Renews a group, so that its expiry policy counts from today (part B: Expire / renew one).
    pub async fn renew_group(&self, store: StoreId, id: &ObjectId) -> Result<ActionResult, ApiError> {
        self.act(Call { body: None, ..Call::post(self.store(store).renew(id), Value::Null) }).await
    }

    /// Expires a group now (part B: Expire / renew one).
    pub async fn expire_group(&self, store: StoreId, id: &ObjectId) -> Result<ActionResult, ApiError> {
        self.act(Call { body: None, ..Call::post(self.store(store).expire(id), Value::Null) }).await
    }

    pub async fn delete_group(&self, store: StoreId, id: &ObjectId) -> Result<ActionResult, ApiError> {
        if self.is_graph() {
            let call = Call::delete(self.graph_at(&self.current_store()).group(id)).graph();
            return self.send(call).await.map(|_| ActionResult::done(Value::Null));
        }
        self.act(Call::delete(self.store(store).group(id))).await
    }
}
