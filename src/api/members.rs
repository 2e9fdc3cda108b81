//! Members of an existing group are added and removed one call each (part C, "Changing who is in a group"); the list is
//! never replaced.

use super::member_changes::note_change;
use super::searches::PageRequest;
use super::smart::{MembershipQuery, Part, exactly};
use super::{Api, ApiError, Call};
use model::graph::{Relation, RelationKind};
use model::group::{MemberChange, Membership, Principal};
use model::wire::attributes;
use model::wire::codes::{MembershipType, NO_DATE};
use model::wire::paths::MembershipCall;
use model::wire::{
    ActionResult, Criterion, JoinRequest, JoinType, LeaveRequest, Nullable, ObjectId, ObjectPage, StoreId,
};
use serde_json::{Value, json};
use std::collections::HashSet;

/// Members per request, where all are read.
const BATCH: i64 = 500;

/// A membership as the service takes it (part B: Join / leave).
fn join_type(membership: &Membership) -> JoinType {
    match membership {
        Membership::Permanent => dated(MembershipType::Permanent, None),
        Membership::Temporary { from, to } => dated(MembershipType::Temporary, Some((from, to))),
    }
}

/// A membership without an end.
pub(super) fn permanent() -> JoinType {
    join_type(&Membership::Permanent)
}

/// A kind of membership with its first and last day, if it has any.
fn dated(kind: MembershipType, days: Option<(&str, &str)>) -> JoinType {
    let (start, end) = match days {
        Some((from, to)) => (format!("{from}T00:00:00"), format!("{to}T23:59:59")),
        None => (NO_DATE.to_owned(), NO_DATE.to_owned()),
    };
    JoinType {
        membership_type: kind as i64,
        start_date: start,
        end_date: end,
        reason: Nullable::Null,
        ..JoinType::default()
    }
}

impl Api {
    /// Adds a member; the result says what the service says, for example that the request waits for approval.
    pub async fn add_member(
        &self,
        store: StoreId,
        group: &ObjectId,
        who: &Principal,
        membership: &Membership,
    ) -> Result<ActionResult, ApiError> {
        note_change(group, who);
        if self.is_graph() {
            return self.relate(RelationKind::Members, group, who).await;
        }
        let body = JoinRequest {
            identity_store_id: store,
            replication_required: true,
            join_type: Some(join_type(membership)),
            joining_user: Some(who.id.clone()),
            ..JoinRequest::default()
        };
        let url = self.store(store).membership(group, MembershipCall::JoinOnBehalf);
        self.act(Call::post(url, body.to_body())).await
    }

    /// Removes a member.
    pub async fn remove_member(
        &self,
        store: StoreId,
        group: &ObjectId,
        who: &Principal,
    ) -> Result<ActionResult, ApiError> {
        note_change(group, who);
        if self.is_graph() {
            return self.separate(RelationKind::Members, group, who).await;
        }
        self.leave(store, group, who, join_type(&Membership::Permanent)).await
    }

    /// Carries out one change of a member; the result says what the service says.
    pub async fn change_member(
        &self,
        store: StoreId,
        group: &ObjectId,
        who: &Principal,
        change: &MemberChange,
    ) -> Result<ActionResult, ApiError> {
        match change {
            MemberChange::Add(membership) | MemberChange::Set(membership) => {
                self.add_member(store, group, who, membership).await
            }
            MemberChange::Pause { from, to } => {
                let kind = dated(MembershipType::TemporarilyRemoved, Some((from, to)));
                self.leave(store, group, who, kind).await
            }
            MemberChange::Remove => self.remove_member(store, group, who).await,
        }
    }

    /// Which of these objects are members of a group, by their ids. Microsoft Graph is not asked: it refuses to add whom
    /// it has, and has no memberships of several kinds.
    pub async fn members_among(
        &self,
        store: StoreId,
        group: &ObjectId,
        people: &[Principal],
    ) -> Result<HashSet<ObjectId>, ApiError> {
        if self.is_graph() || people.is_empty() {
            return Ok(HashSet::new());
        }
        let any = Criterion::any(people.iter().map(|who| exactly(&who.id, &who.dn)).collect());
        let window = PageRequest::first(people.len() as i64);
        let found = self.members(store, group, Some(any), &window, &[attributes::DISPLAY_NAME]).await?;
        Ok(found.data.into_iter().map(|member| member.id).collect())
    }

    /// All members of a group, page by page. `told` learns how many were read and how many there are, and says whether to
    /// go on; none if it does not.
    pub async fn all_members(
        &self,
        store: StoreId,
        group: &ObjectId,
        told: impl Fn(i64, i64) -> bool,
    ) -> Result<Option<Vec<Principal>>, ApiError> {
        self.all_of(told, async |window| self.members(store, group, None, &window, &Principal::ATTRIBUTES).await).await
    }

    /// All whom a rule finds, page by page, with those whom it always includes; see [`Api::all_members`].
    pub async fn all_found(
        &self,
        store: StoreId,
        question: &MembershipQuery,
        told: impl Fn(i64, i64) -> bool,
    ) -> Result<Option<Vec<Principal>>, ApiError> {
        let ask = async |window: PageRequest| {
            self.matching(store, question, Part::Meant, None, &window, &Principal::ATTRIBUTES).await
        };
        let found = self.all_of(told, ask).await?;
        Ok(found.map(|found| [question.included().to_vec(), found].concat()))
    }

    async fn all_of(
        &self,
        told: impl Fn(i64, i64) -> bool,
        ask: impl AsyncFn(PageRequest) -> Result<ObjectPage, ApiError>,
    ) -> Result<Option<Vec<Principal>>, ApiError> {
        let mut all = Vec::new();
        let mut known = HashSet::new();
        let mut read = 0;
        for page in 1.. {
            let answer = ask(PageRequest { page, ..PageRequest::first(BATCH) }).await?;
            let count = answer.data.len() as i64;
            read += count;
            // A change meanwhile may move somebody to the next page.
            all.extend(answer.data.iter().map(Principal::of).filter(|who| known.insert(who.id.clone())));
            if !told(read, answer.total.unwrap_or(read)) {
                return Ok(None);
            }
            // A service may return shorter pages than were asked for, so the total decides.
            if count == 0 || answer.total.is_some_and(|total| read >= total) {
                break;
            }
        }
        Ok(Some(all))
    }

    async fn leave(
        &self,
        store: StoreId,
        group: &ObjectId,
        who: &Principal,
        how: JoinType,
    ) -> Result<ActionResult, ApiError> {
        let body = LeaveRequest {
            identity_store_id: store,
            replication_required: true,
            leave_type: Some(how),
            leaving_user: Some(who.id.clone()),
            ..LeaveRequest::default()
        };
        let url = self.store(store).membership(group, MembershipCall::LeaveOnBehalf);
        self.act(Call::post(url, body.to_json())).await
    }

    /// Adds an owner or member through Microsoft Graph.
    pub async fn relate(
        &self,
        kind: RelationKind,
        group: &ObjectId,
        who: &Principal,
    ) -> Result<ActionResult, ApiError> {
        let store = self.current_store();
        let root = store.graph.as_ref().map_or("", |graph| graph.root());
        let relation = Relation::new(kind, root, &who.id, who.kind);
        let url = self.graph_at(&store).relate(group, kind);
        let call = Call::post(url, json!({ "@odata.id": relation.reference })).graph();
        self.send(call).await.map(|_| ActionResult::done(Value::Null))
    }

    /// Removes an owner or member through Microsoft Graph.
    pub async fn separate(
        &self,
        kind: RelationKind,
        group: &ObjectId,
        who: &Principal,
    ) -> Result<ActionResult, ApiError> {
        let url = self.graph_at(&self.current_store()).unrelate(group, kind, &who.id);
        self.send(Call::delete(url).graph()).await.map(|_| ActionResult::done(Value::Null))
    }
}
