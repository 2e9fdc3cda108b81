//! Members of an existing group are added and removed one call each (part C, "Changing who is in a group"); the list is
//! never replaced.

use super::{Api, ApiError, Call};
use model::graph::{Relation, RelationKind};
use model::group::{Membership, Principal};
use model::wire::codes::{MembershipType, NO_DATE};
use model::wire::paths::MembershipCall;
use model::wire::{ActionResult, JoinRequest, JoinType, LeaveRequest, Nullable, ObjectId, StoreId};
use serde_json::{Value, json};

/// A membership as the service takes it (part B: Join / leave).
fn join_type(membership: &Membership) -> JoinType {
    let (kind, start, end) = match membership {
        Membership::Permanent => (MembershipType::Permanent, NO_DATE.to_owned(), NO_DATE.to_owned()),
        Membership::Temporary { from, to } => {
            (MembershipType::Temporary, format!("{from}T00:00:00"), format!("{to}T23:59:59"))
        }
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
        if self.is_graph() {
            return self.separate(RelationKind::Members, group, who).await;
        }
        let body = LeaveRequest {
            identity_store_id: store,
            replication_required: true,
            leave_type: Some(join_type(&Membership::Permanent)),
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
