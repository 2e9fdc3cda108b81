//! The request bodies to join and leave a group (part B: Join / leave).

use super::ids::{ObjectId, StoreId};
use super::lenient::{Nullable, wire_object};
use serde_json::Value;

wire_object! {
    /// The body of POST `…/Groups/{id}/Join`, and with a user also of `…/JoinOnBehalf`.
    pub struct JoinRequest {
        /// The identity store of the group.
        pub identity_store_id: StoreId = "IdentityStoreID",
        /// Whether the change is replicated to the directory at once.
        pub replication_required: bool = "ReplicationRequired",
        /// The kind and the dates of the membership. Written as `JoinType`; the reference spells it `joinType` for
        /// `JoinOnBehalf`.
        pub join_type: Option<JoinType> = "JoinType",
        /// The person who joins; only in `JoinOnBehalf`.
        pub joining_user: Option<ObjectId> = "joiningUserIdentity",
    }
}

wire_object! {
    /// The kind and the dates of a membership.
    pub struct JoinType {
        /// A number of [`super::codes::MembershipType`].
        pub membership_type: i64 = "MembershipType",
        /// The start as ISO 8601 without a time zone; [`super::codes::NO_DATE`] for none.
        pub start_date: String = "StartDate",
        /// The end, in the same form.
        pub end_date: String = "EndDate",
        /// The reason, for the owner who approves.
        pub reason: Nullable<String> = "Reason",
    }
}

wire_object! {
    /// The body of POST `…/Groups/{id}/Leave`, and with a user also of `…/LeaveOnBehalf`.
    pub struct LeaveRequest {
        /// The identity store of the group.
        pub identity_store_id: StoreId = "IdentityStoreID",
        /// Whether the change is replicated to the directory at once.
        pub replication_required: bool = "ReplicationRequired",
        /// The kind and the dates of the membership.
        pub leave_type: Option<JoinType> = "leaveType",
        /// The person who leaves; only in `LeaveOnBehalf`.
        pub leaving_user: Option<ObjectId> = "leavingUserId",
    }
}

impl JoinRequest {
    /// The body of the request. On behalf of another person, the reference spells the kind and the dates `joinType`.
    pub fn to_body(&self) -> Value {
        let mut body = self.to_json();
        if self.joining_user.is_some()
            && let Value::Object(members) = &mut body
            && let Some(kind) = members.remove("JoinType")
        {
            members.insert("joinType".to_owned(), kind);
        }
        body
    }
}
