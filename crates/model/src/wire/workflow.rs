//! Workflow requests that wait for somebody's approval (part B: Requests).

use super::lenient::{Nullable, wire_object};
use serde_json::Value;

wire_object! {
    /// A request, as GET `…/Workflows/MyRequests` and the list of pending requests return it.
    pub struct WorkflowRequest {
        /// The number of the request.
        pub id: i64 = "workflowRequestId",
        /// The state as a number.
        pub status_id: Option<i64> = "statusId",
        /// The state in words.
        pub status: Nullable<WorkflowStatus> = "workflowStatusDTO",
        /// The name of the object that the request is about.
        pub object_name: Nullable<String> = "objectName",
        /// The name of the person who made the request.
        pub requester_name: Nullable<String> = "requesterName",
        /// The time at which the request was made.
        pub created_on: Nullable<String> = "createdOn",
        /// The people who may approve it. Calls differ in whether `approver` or `approverName` has the name (part B:
        /// Requests).
        pub approvers: Vec<Value> = "requestApproverDTOList",
        /// The changes that it asks for.
        pub fields: Vec<WorkflowField> = "fieldDTOList",
    }
}

wire_object! {
    /// The state of a request in words.
    pub struct WorkflowStatus {
        /// "Pending" in the reference.
        pub description: Nullable<String> = "description",
    }
}

wire_object! {
    /// A change that a request asks for.
    pub struct WorkflowField {
        /// The name of the attribute.
        pub name: String = "name",
        /// The value after the change.
        pub value: Nullable<String> = "value",
        /// The present value.
        pub old_value: Nullable<String> = "oldValue",
    }
}

wire_object! {
    /// The body of POST `…/Workflows/Approve` and `…/Workflows/Deny`.
    pub struct WorkflowDecision {
        /// The number of the request.
        pub id: i64 = "workflowRequestID",
    }
}
