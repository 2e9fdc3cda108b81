//! Requests that wait for somebody's approval (part B: Requests).

use super::lenient::{Nullable, wire_object};
use serde_json::Value;

wire_object! {
    /// One of GET `…/Workflows/MyRequests` and of the pending ones.
    pub struct WorkflowRequest {
        /// The request's number.
        pub id: i64 = "workflowRequestId",
        /// Its state as a number.
        pub status_id: Option<i64> = "statusId",
        /// Its state in words.
        pub status: Nullable<WorkflowStatus> = "workflowStatusDTO",
        /// What it is about.
        pub object_name: Nullable<String> = "objectName",
        /// Who asked.
        pub requester_name: Nullable<String> = "requesterName",
        /// When.
        pub created_on: Nullable<String> = "createdOn",
        /// Who may approve; the shape is not documented.
        pub approvers: Vec<Value> = "requestApproverDTOList",
        /// What would change.
        pub fields: Vec<WorkflowField> = "fieldDTOList",
    }
}

wire_object! {
    /// A request's state in words.
    pub struct WorkflowStatus {
        /// "Pending" in the reference.
        pub description: Nullable<String> = "description",
    }
}

wire_object! {
    /// One change that a request asks for.
    pub struct WorkflowField {
        /// The attribute.
        pub name: String = "name",
        /// Its value afterwards.
        pub value: Nullable<String> = "value",
        /// Its value now.
        pub old_value: Nullable<String> = "oldValue",
    }
}

wire_object! {
    /// The body of POST `…/Workflows/Approve` and of its sister that denies.
    pub struct WorkflowDecision {
        /// Which request.
        pub id: i64 = "workflowRequestID",
    }
}
