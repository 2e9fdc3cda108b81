//! Workflow requests that wait for somebody's approval (part B: Requests).

use super::lenient::{Nullable, wire_object};
use crate::names::is_guid;

wire_object! {
    /// A request, as GET `…/Workflows/MyRequests`, `…/Workflows/Pending` and `…/Workflows?ids=` return it.
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
        /// The id of that person.
        pub requester: Nullable<String> = "requester",
        /// The class of that person; 6 in the reference, as in `IMSGObjectTypes`.
        pub requester_class: Nullable<String> = "requesterClass",
        /// The id of the object that the request is about.
        pub target_object: Nullable<String> = "targetObject",
        /// The class of that object.
        pub target_object_class: Nullable<String> = "targetObjectClass",
        /// The id of the person who decided.
        pub actual_approver: Nullable<String> = "actualApprover",
        /// The name of the person who decided.
        pub actual_approver_name: Nullable<String> = "actualApproverName",
        /// The time at which the request was made.
        pub created_on: Nullable<String> = "createdOn",
        /// The time at which it was last decided about.
        pub status_updated_on: Nullable<String> = "statusUpdatedOn",
        /// The reason that the requester or the approver gave.
        pub reason: Nullable<String> = "reason",
        /// What the request is for, in words.
        pub description: Nullable<String> = "description",
        /// The container of the object.
        pub container: Nullable<String> = "container",
        /// The type of the object.
        pub object_type: Nullable<String> = "objectType",
        /// Whether a smart group is updated once it is approved.
        pub smart_update_option: Nullable<String> = "smartUpdateOption",
        /// The people who may approve it.
        pub approvers: Vec<WorkflowApprover> = "requestApproverDTOList",
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
    /// A person who may approve a request. Calls differ in which of the two members has the id and which the name.
    pub struct WorkflowApprover {
        pub approver: Nullable<String> = "approver",
        pub approver_name: Nullable<String> = "approverName",
    }
}

impl WorkflowApprover {
    /// The name to show: the member that is no GUID, the one called a name first.
    pub fn label(&self) -> Option<&str> {
        let given = [&self.approver_name, &self.approver].into_iter().filter_map(|text| text.get());
        given.map(|text| text.trim()).find(|text| !text.is_empty() && !is_guid(text.trim_matches(['{', '}'])))
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
        /// The values after the change, if there are several.
        pub values: Vec<serde_json::Value> = "fieldValueDTOList",
        /// The present values, if there are several.
        pub old_values: Vec<serde_json::Value> = "oldFieldValueDTOList",
    }
}

wire_object! {
    /// A page of requests (GET `…/Workflows/Pending`).
    pub struct WorkflowPage {
        /// The number of all such requests.
        pub total: Option<i64> = "total",
        /// The requests of this page.
        pub data: Vec<WorkflowRequest> = "data",
    }
}

wire_object! {
    /// The body of POST `…/Workflows/Approve`, and with a reason of `…/Workflows/Deny`.
    pub struct WorkflowDecision {
        /// The number of the request; a JSON number, not a string.
        pub id: i64 = "workflowRequestID",
        /// Why the request is denied; absent in an approval.
        pub reason: Nullable<String> = "reason",
    }
}

impl WorkflowDecision {
    /// The approval of a request.
    pub fn approve(id: i64) -> Self {
        Self { id, ..Self::default() }
    }

    /// The denial of a request, which says why.
    pub fn deny(id: i64, reason: &str) -> Self {
        Self { id, reason: Nullable::Is(reason.to_owned()), ..Self::default() }
    }
}
