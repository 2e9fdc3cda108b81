//! The objects that were created or deleted in this session. A search may not find the new ones yet and still find the
//! old ones, because it is answered from an index that lags behind (part B: Search).

use super::Session;
use leptos::prelude::*;
use model::wire::ObjectId;
use model::wire::object::ObjectKind;

/// An object of which searches may not know yet that it was created or deleted.
#[derive(Debug, Clone, PartialEq)]
pub struct RecentObject {
    pub kind: ObjectKind,
    pub id: ObjectId,
    pub name: String,
}

impl Session {
    /// Remembers an object until a search finds it or the session ends.
    pub fn remember_created(&self, object: RecentObject) {
        self.created.update_value(|created| created.push(object));
    }

    /// The remembered objects of a kind.
    pub fn created(&self, kind: ObjectKind) -> Vec<RecentObject> {
        self.created.with_value(|created| created.iter().filter(|object| object.kind == kind).cloned().collect())
    }

    /// Forgets objects that a search has found.
    pub fn forget_created(&self, ids: &[ObjectId]) {
        self.created.update_value(|created| created.retain(|object| !ids.contains(&object.id)));
    }

    /// Remembers a deleted object until no search finds it any more or the session ends.
    pub fn remember_deleted(&self, object: RecentObject) {
        self.forget_created(std::slice::from_ref(&object.id));
        self.deleted.update_value(|deleted| deleted.push(object));
    }

    /// The remembered deleted objects of a kind.
    pub fn deleted(&self, kind: ObjectKind) -> Vec<RecentObject> {
        self.deleted.with_value(|deleted| deleted.iter().filter(|object| object.kind == kind).cloned().collect())
    }

    /// Forgets deleted objects of a kind that no search finds any more: all but these.
    pub fn keep_deleted(&self, kind: ObjectKind, found: &[ObjectId]) {
        self.deleted.update_value(|deleted| {
            deleted.retain(|object| object.kind != kind || found.contains(&object.id));
        });
    }

    /// Forgets all of them, because the session is another user's now.
    pub(super) fn forget_recent_objects(&self) {
        self.created.set_value(Vec::new());
        self.deleted.set_value(Vec::new());
    }
}
