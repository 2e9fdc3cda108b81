//! What was created in this session and is not found by searches yet, and what was deleted and is still found.

use super::searches::PageRequest;
use super::smart::exactly;
use super::{Api, ApiError};
use crate::session::RecentObject;
use model::wire::attributes;
use model::wire::object::ObjectKind;
use model::wire::{Criterion, ObjectId};

/// How long a search may take to find a new object before a page or list asks again by itself, in milliseconds
/// (assumption A-74).
pub const INDEX_DELAY: u32 = 4_000;

/// How often it is looked, [`INDEX_DELAY`] apart, whether the service shows a change that it accepted (assumption A-101).
pub const INDEX_LOOKS: usize = 2;

impl Api {
    /// Remembers a created object, so that lists can say why they do not show it yet.
    pub fn remember_created(&self, kind: ObjectKind, id: &ObjectId, name: &str) {
        // Another user may have signed in before the answer came, and Graph's lists are not from that index.
        if !self.is_over() && !self.is_graph() {
            self.session.remember_created(RecentObject { kind, id: id.clone(), name: name.to_owned() });
        }
    }

    /// The objects that were created in this session and that a search does not find yet. Without any, nothing is
    /// asked.
    pub async fn created_and_not_found(&self, kind: ObjectKind) -> Result<Vec<RecentObject>, ApiError> {
        let created = self.session.created(kind);
        if created.is_empty() {
            return Ok(created);
        }
        let any = Criterion::any(created.iter().map(|object| exactly(&object.id, "")).collect());
        let window = PageRequest::first(created.len() as i64);
        let page = self.search(self.current_store().id, Some(any), &window, &[attributes::DISPLAY_NAME]).await?;
        let found: Vec<ObjectId> = page.data.into_iter().map(|object| object.id).collect();
        self.session.forget_created(&found);
        Ok(created.into_iter().filter(|object| !found.contains(&object.id)).collect())
    }

    /// Remembers a deleted object, so that lists can say why they still show it.
    pub fn remember_deleted(&self, kind: ObjectKind, id: &ObjectId, name: &str) {
        if !self.is_over() && !self.is_graph() {
            self.session.remember_deleted(RecentObject { kind, id: id.clone(), name: name.to_owned() });
        }
    }

    /// The objects that were deleted in this session and that a search still finds. Without any, nothing is asked.
    pub async fn deleted_and_found(&self, kind: ObjectKind) -> Result<Vec<RecentObject>, ApiError> {
        let deleted = self.session.deleted(kind);
        if deleted.is_empty() {
            return Ok(deleted);
        }
        let any = Criterion::any(deleted.iter().map(|object| exactly(&object.id, "")).collect());
        let window = PageRequest::first(deleted.len() as i64);
        let page = self.search(self.current_store().id, Some(any), &window, &[attributes::DISPLAY_NAME]).await?;
        let found: Vec<ObjectId> = page.data.into_iter().map(|object| object.id).collect();
        self.session.keep_deleted(kind, &found);
        Ok(deleted.into_iter().filter(|object| found.contains(&object.id)).collect())
    }
}
