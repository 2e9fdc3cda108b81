//! Owners of existing groups: who they are, and adding one (part C, "Changing who is in a group").

use super::bulk::BulkAnswer;
use super::complete::is_partial;
use super::graph::Ask;
use super::searches::PageRequest;
use super::{Api, ApiError};
use model::graph::RelationKind;
use model::group::Principal;
use model::list::bulk::{Failure, NewOwner, NotNeeded, Rank};
use model::wire::result::Outcome;
use model::wire::{ActionResult, Criterion, DirectoryObject, ObjectId, StoreId, attributes};
use serde_json::Value;

/// How many objects are asked for by their names at once.
const AT_ONCE: usize = 50;

impl Api {
    /// The objects for owners' distinguished names or ids. An object that is not found is left out.
    pub async fn owners(&self, names: &[String]) -> Result<Vec<Principal>, ApiError> {
        let leaf = |name: &String| {
            let attribute = if name.contains('=') { attributes::DISTINGUISHED_NAME } else { attributes::OBJECT_GUID };
            Criterion::leaf(attribute, "Is Exactly", name)
        };
        let mut all = Vec::new();
        for some in names.chunks(AT_ONCE) {
            let criteria = Criterion::any(some.iter().map(leaf).collect());
            let window = PageRequest::first(some.len() as i64);
            let page = self.search(self.current_store().id, Some(criteria), &window, &Principal::ATTRIBUTES).await?;
            all.extend(page.data.iter().map(Principal::of));
        }
        Ok(all)
    }

    /// The owners of a group in Microsoft Graph, apps among them, which no search finds.
    pub async fn graph_owners(&self, group: &ObjectId) -> Result<Vec<Principal>, ApiError> {
        let page = self.ask_graph(Ask::Owners(group.clone())).await?;
        Ok(page.data.iter().map(Principal::of).collect())
    }

    /// Makes somebody an owner of a group. The group is read again right before its owners are written whole, and once
    /// more afterwards; `before` is the group as the user saw it. Nothing is sent if that can lose an owner: when the
    /// owners were not read, or when the one to be replaced is another one by now.
    pub(super) async fn own(
        &self,
        store: StoreId,
        owner: &NewOwner,
        before: &DirectoryObject,
    ) -> Result<BulkAnswer, ApiError> {
        let group = self.group(store, &before.id).await?;
        if !self.is_graph() && is_partial(&group) {
            return Ok(BulkAnswer::HeldBack(Failure::Unread, None));
        }
        let is_other = |planned: model::group::GroupEdit| !planned.against(&group).is_empty();
        if owner.rank == Rank::Primary && owner.edit(before).is_ok_and(is_other) {
            return Ok(BulkAnswer::HeldBack(Failure::Changed, Some(group)));
        }
        let edit = match owner.edit(&group) {
            Ok(edit) => edit,
            Err(NotNeeded::OwnsAlready) => return Ok(BulkAnswer::Result(ActionResult::done(Value::Null))),
            Err(why) => return Ok(BulkAnswer::HeldBack(Failure::NotNow(why), Some(group))),
        };
        if self.is_graph() {
            return self.own_in_graph(owner, &group).await.map(BulkAnswer::Result);
        }
        let result = self.save_group(store, &edit).await?;
        // A change that waits for approval is not there yet.
        if result.outcome() != Outcome::Done || result.message().is_some() {
            return Ok(BulkAnswer::Result(result));
        }
        let is_seen = self.group(store, &before.id).await.is_ok_and(|now| owner.is_seen(&edit, &now));
        Ok(if is_seen { BulkAnswer::Result(result) } else { BulkAnswer::Unseen })
    }

    /// In Microsoft Graph each owner is a relation of its own. The new one comes first, because the last owner cannot be
    /// removed.
    async fn own_in_graph(&self, owner: &NewOwner, group: &DirectoryObject) -> Result<ActionResult, ApiError> {
        let kind = RelationKind::Owners;
        let present = group.values(attributes::MANAGED_BY);
        if !owner.who.is_among(present) {
            self.relate_if_new(kind, &group.id, &owner.who).await?;
        }
        if owner.rank == Rank::Primary {
            let others = present.iter().filter_map(Principal::pointed);
            for other in others.filter(|other| !owner.who.is_meant_by(other.id.as_str())) {
                self.separate(kind, &group.id, &other).await?;
            }
        }
        Ok(ActionResult::done(Value::Null))
    }

    /// Adds an owner or member through Microsoft Graph; one who is there already is a success (assumption A-40).
    pub(super) async fn relate_if_new(
        &self,
        kind: RelationKind,
        group: &ObjectId,
        who: &Principal,
    ) -> Result<ActionResult, ApiError> {
        match self.relate(kind, group, who).await {
            Err(ApiError::Refused(result, _)) if result.message().is_some_and(model::graph::says_already_there) => {
                Ok(ActionResult::done(Value::Null))
            }
            answer => answer,
        }
    }
}
