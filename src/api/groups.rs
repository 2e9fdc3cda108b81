//! Groups (part A: operations 1, 5 and 9; part B: my groups).

use super::{Api, ApiError, Call};
use model::wire::{ActionResult, CreateGroup, DirectoryObject, ObjectId, StoreId};

impl Api {
    /// The exact call that creates a static group (operation 1).
    pub fn create_static_group(&self, store: StoreId, group: &CreateGroup) -> Call {
        Call::post(self.store(store).static_group(), group.to_json())
    }

    /// A group with all its attributes (operation 5; without a body, part C).
    pub async fn group(&self, store: StoreId, id: &ObjectId) -> Result<DirectoryObject, ApiError> {
        self.ask(Call::get(self.store(store).group(id)), DirectoryObject::from_json).await
    }

    /// Deletes a group (operation 9).
    pub async fn delete_group(&self, store: StoreId, id: &ObjectId) -> Result<ActionResult, ApiError> {
        self.act(Call::delete(self.store(store).group(id))).await
    }
}
