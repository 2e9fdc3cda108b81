//! The objects that were created in this session. A search may not find them yet, because it is answered from an index
//! that lags behind (part B: Search).

use super::Session;
use leptos::prelude::*;
use model::wire::ObjectId;
use model::wire::object::ObjectKind;

/// A created object that no search has found yet.
#[derive(Debug, Clone, PartialEq)]
pub struct CreatedObject {
    pub kind: ObjectKind,
    pub id: ObjectId,
    pub name: String,
}

impl Session {
    /// Remembers an object until a search finds it or the session ends.
    pub fn remember_created(&self, object: CreatedObject) {
        self.created.update_value(|created| created.push(object));
    }

    /// The remembered objects of a kind.
    pub fn created(&self, kind: ObjectKind) -> Vec<CreatedObject> {
        self.created.with_value(|created| created.iter().filter(|object| object.kind == kind).cloned().collect())
    }

    /// Forgets objects that a search has found.
    pub fn forget_created(&self, ids: &[ObjectId]) {
        self.created.update_value(|created| created.retain(|object| !ids.contains(&object.id)));
    }

    /// Forgets all of them, because the session is another user's now.
    pub(super) fn forget_all_created(&self) {
        self.created.set_value(Vec::new());
    }
}
