//! Joining and leaving a group for oneself (part B: Join / leave; Graph: `members/$ref`), and the groups that a group is a
//! member of.

use super::graph::Ask;
use super::member_changes::note_change;
use super::members::permanent;
use super::searches::{PageRequest, containing, request};
use super::{Api, ApiError, Call};
use model::graph::RelationKind;
use model::group::{ENTRA_MEMBERS, Principal};
use model::wire::paths::MembershipCall;
use model::wire::{ActionResult, Criterion, JoinRequest, LeaveRequest, ObjectId, ObjectPage, StoreId, attributes};

/// More groups than anybody is a member of.
const ALL: i64 = 1_000_000;

impl Api {
    /// Whether somebody is a direct member of a group. Graph is asked for all groups of the person.
    pub async fn is_member(&self, group: &ObjectId, who: &Principal) -> Result<bool, ApiError> {
        let store = self.current_store().id;
        let is = |one: &ObjectId, other: &ObjectId| one.as_str().eq_ignore_ascii_case(other.as_str());
        if self.is_graph() {
            let own = Criterion::leaf(ENTRA_MEMBERS, "Is Exactly", who.id.as_str());
            let page = self.search(store, Some(own), &PageRequest::first(ALL), &[attributes::DISPLAY_NAME]).await?;
            return Ok(page.data.iter().any(|own| is(&own.id, group)));
        }
        let members = self.members_among(store, group, std::slice::from_ref(who)).await?;
        Ok(members.iter().any(|member| is(member, &who.id)))
    }

    /// Lets the signed-in user join a group; the result says what the service says, for example that the request waits
    /// for approval. `me` is the user.
    pub async fn join_group(&self, store: StoreId, group: &ObjectId, me: &Principal) -> Result<ActionResult, ApiError> {
        note_change(group, me);
        if self.is_graph() {
            return self.relate(RelationKind::Members, group, me).await;
        }
        let body = JoinRequest {
            identity_store_id: store,
            replication_required: true,
            join_type: Some(permanent()),
            ..JoinRequest::default()
        };
        self.act(Call::post(self.store(store).membership(group, MembershipCall::Join), body.to_body())).await
    }

    /// Lets the signed-in user leave a group. `me` is the user.
    pub async fn leave_group(
        &self,
        store: StoreId,
        group: &ObjectId,
        me: &Principal,
    ) -> Result<ActionResult, ApiError> {
        note_change(group, me);
        if self.is_graph() {
            return self.separate(RelationKind::Members, group, me).await;
        }
        let body = LeaveRequest {
            identity_store_id: store,
            replication_required: true,
            leave_type: Some(permanent()),
            ..LeaveRequest::default()
        };
        self.act(Call::post(self.store(store).membership(group, MembershipCall::Leave), body.to_json())).await
    }

    /// The groups in Graph that a group is a direct member of and that have the words of a text in one of the attributes
    /// `within`.
    pub async fn holders(
        &self,
        group: &ObjectId,
        within: &[&str],
        text: &str,
        window: &PageRequest,
    ) -> Result<ObjectPage, ApiError> {
        let criteria = containing(&["group"], within, text);
        let search = request(self.current_store().id, Some(criteria), window, &[attributes::DISPLAY_NAME]);
        self.ask_graph(Ask::Holders(group.clone(), Box::new(search))).await
    }
}
