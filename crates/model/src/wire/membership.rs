//! What is sent to join and leave a group (part B: Join / leave).

use super::ids::{ObjectId, StoreId};
use super::lenient::{Nullable, wire_object};

wire_object! {
    /// The body of POST `…/Groups/{id}/Join`, and of `…/JoinOnBehalf` with a user and `joinType` in that spelling.
    pub struct JoinRequest {
        /// The store.
        pub identity_store_id: StoreId = "IdentityStoreID",
        /// Whether the change goes to the directory at once.
        pub replication_required: bool = "ReplicationRequired",
        /// How, from when and until when. Sent as `JoinType`; `JoinOnBehalf` calls it `joinType`.
        pub join_type: Option<JoinType> = "JoinType",
        /// Only on behalf: who joins.
        pub joining_user: Option<ObjectId> = "joiningUserIdentity",
    }
}

wire_object! {
    /// How a membership runs.
    pub struct JoinType {
        /// A number of [`super::codes::MembershipType`].
        pub membership_type: i64 = "MembershipType",
        /// ISO 8601 without a zone; [`super::codes::NO_DATE`] for none.
        pub start_date: String = "StartDate",
        /// The same.
        pub end_date: String = "EndDate",
        /// For the owner who approves.
        pub reason: Nullable<String> = "Reason",
    }
}

wire_object! {
    /// The body of POST `…/Groups/{id}/Leave`, and of `…/LeaveOnBehalf` with a user.
    pub struct LeaveRequest {
        /// The store.
        pub identity_store_id: StoreId = "IdentityStoreID",
        /// Whether the change goes to the directory at once.
        pub replication_required: bool = "ReplicationRequired",
        /// How, from when and until when.
        pub leave_type: Option<JoinType> = "leaveType",
        /// Only on behalf: who leaves.
        pub leaving_user: Option<ObjectId> = "leavingUserId",
    }
}
