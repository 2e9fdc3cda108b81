//! One action on several groups: part A, operations 7–12, and part B, Expire / renew one and many.

use super::searches::PageRequest;
use super::smart::exactly;
use super::{Api, ApiError, Call, CallTrace};
use model::config::StoreKind;
use model::graph::RelationKind;
use model::group::{ENTRA_MEMBERS, Membership, Principal};
use model::list::bulk::{Action, CHUNK, Failure, Target};
use model::wire::attributes::OBJECT_GUID;
use model::wire::codes::AD_MEMBERS;
use model::wire::{
    ActionResult, Criterion, DirectoryObject, GroupChange, ObjectId, SmartGroupUpdate, StoreId, UpdateGroup,
};
use serde_json::Value;

/// Members of a group in Microsoft Graph per request.
const MEMBERS: i64 = 999;

/// What a service answers to an action on groups.
#[derive(Debug, Clone, PartialEq)]
pub enum BulkAnswer {
    /// A result, with a detail per group.
    Result(ActionResult),
    /// A task per group (operation 12).
    Tasks(SmartGroupUpdate),
    /// Nothing was sent, and why; with the group as it is now, if it has changed.
    HeldBack(Failure, Option<DirectoryObject>),
    /// The service said yes, but a read right afterwards does not show the change.
    Unseen,
}

impl Api {
    /// Carries out an action on groups by one call for all of them. A refusal is an error.
    pub async fn act_on_groups(
        &self,
        store: StoreId,
        action: &Action,
        ids: &[ObjectId],
    ) -> Result<BulkAnswer, ApiError> {
        let urls = self.store(store);
        let list = || Value::Array(ids.iter().map(|id| Value::from(id.as_str())).collect());
        let call = match action {
            Action::UpdateMembership => return self.update_memberships(store, ids).await.map(BulkAnswer::Tasks),
            Action::Renew => Call::post(urls.renew_many(), list()),
            Action::Expire => Call::post(urls.expire_many(), list()),
            Action::Delete => Call { body: Some(list()), ..Call::delete(urls.groups()) },
            Action::Own(_) | Action::AddTo(_) => {
                // There is no such call, so nothing was sent.
                return Err(ApiError::NotFound(CallTrace::unsent(&Call::patch(urls.groups_update(), list()))));
            }
            Action::SetSecurity(_) | Action::SetExpiry(_) => {
                let change = |id: &ObjectId| GroupChange::new(store, id.clone(), action.change()).to_json();
                Call::patch(urls.groups_update(), Value::Array(ids.iter().map(change).collect()))
            }
        };
        self.act(call).await.map(BulkAnswer::Result)
    }

    /// Carries out an action on one group by the call for a single one. A refusal is an error.
    pub async fn act_on_group(
        &self,
        store: StoreId,
        action: &Action,
        group: &DirectoryObject,
    ) -> Result<BulkAnswer, ApiError> {
        let id = &group.id;
        let result = match action {
            Action::UpdateMembership => self.update_membership(store, id).await,
            Action::Renew => self.renew_group(store, id).await,
            Action::Expire => self.expire_group(store, id).await,
            Action::Delete => self.delete_group(store, id).await,
            Action::Own(owner) => return self.own(store, owner, group).await,
            Action::AddTo(target) => self.add_to(store, target, group).await,
            Action::SetSecurity(_) | Action::SetExpiry(_) => {
                let change = action.change().map(|(name, value)| (name, vec![value]));
                self.act(self.update_group(store, id, &UpdateGroup::setting(change))).await
            }
        };
        result.map(BulkAnswer::Result)
    }

    /// Makes a group a member of another one. A group that is a member already is a success.
    async fn add_to(&self, store: StoreId, target: &Target, group: &DirectoryObject) -> Result<ActionResult, ApiError> {
        let who = Principal::of(group);
        if self.is_graph() {
            return self.relate_if_new(RelationKind::Members, &target.group.id, &who).await;
        }
        match self.add_member(store, &target.group.id, &who, &Membership::Permanent).await {
            Err(ApiError::Refused(result, _)) if result.is_taken() => Ok(ActionResult::done(Value::Null)),
            answer => answer,
        }
    }

    /// Those of these groups that are members of a group, and those that it is itself a member of. Microsoft Graph is not
    /// asked for the latter.
    pub async fn nested(
        &self,
        store: StoreId,
        group: &Principal,
        ids: &[ObjectId],
    ) -> Result<(Vec<ObjectId>, Vec<ObjectId>), ApiError> {
        let (mut members, mut parents) = (Vec::new(), Vec::new());
        if self.is_graph() {
            for page in 1.. {
                let window = PageRequest { page, ..PageRequest::first(MEMBERS) };
                let found = self.members(store, &group.id, None, &window, &[]).await?.data;
                let count = found.len() as i64;
                members.extend(found.into_iter().map(|own| own.id).filter(|id| ids.contains(id)));
                if count < MEMBERS {
                    return Ok((members, parents));
                }
            }
        }
        let kind = self.current_store().kind;
        for some in ids.chunks(CHUNK) {
            let any = || Criterion::any(some.iter().map(|id| exactly(id, "")).collect());
            let window = PageRequest::first(some.len() as i64);
            let found = self.members(store, &group.id, Some(any()), &window, &[OBJECT_GUID]).await?;
            members.extend(found.data.into_iter().map(|own| own.id));
            let of_group = match kind {
                StoreKind::ActiveDirectory => Criterion::leaf(AD_MEMBERS, "Is Exactly", &group.dn),
                StoreKind::EntraId | StoreKind::MicrosoftGraph => {
                    Criterion::leaf(ENTRA_MEMBERS, "Is Exactly", group.id.as_str())
                }
            };
            let both = Criterion::all(vec![any(), of_group]);
            let found = self.search(store, Some(both), &window, &[OBJECT_GUID]).await?;
            parents.extend(found.data.into_iter().map(|own| own.id));
        }
        Ok((members, parents))
    }
}
