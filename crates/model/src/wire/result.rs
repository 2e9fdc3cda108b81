//! The result envelopes (part A, "The result envelope").

use super::entry::Attributes;
use super::lenient::{Nullable, Required, wire_object};
use super::object::DirectoryObject;
use serde_json::{Map, Value};

wire_object! {
    /// The response of every changing operation (part A: operations 1–4, 7–11 and 13).
    ///
    /// `status` 0 is success, anything else a failure. **A top-level 0 with a failed detail is a partial failure**, so
    /// use [`ActionResult::outcome`] and never `status` alone.
    pub struct ActionResult {
        /// 0 for success. An envelope without it is unreadable, because no default would be safe.
        pub status: Required<i64> = "status",
        /// A sentence for people; null, `""` and absent are equivalent.
        pub message: Nullable<String> = "message",
        /// The service's code for the failure.
        pub error_code: Nullable<String> = "errorCode",
        /// Any JSON: the id of a new object, a number of members, null.
        pub data: Nullable<Value> = "data",
        /// The attribute or object that a detail is about.
        pub name: Nullable<String> = "name",
        /// The kind of action; the samples have 6 and 8.
        pub kind: Option<i64> = "type",
        /// Envelopes of the same shape, one per attribute or object.
        pub details: Nullable<Vec<ActionResult>> = "details",
        /// Messages by attribute name.
        pub exception_messages: Nullable<Map<String, Value>> = "exceptionMessagesAttributeWise",
        /// The domain controller that handled the request.
        pub current_directory_server: Nullable<String> = "currentDirectoryServer",
        /// The object as it was created.
        pub identity_store_object: Nullable<Box<DirectoryObject>> = "identityStoreObject",
        /// Whether the service itself may repeat the action.
        pub is_resyncable: Nullable<bool> = "isResyncAble",
    }
}

/// The overall outcome of an envelope.
#[derive(Debug, Clone, PartialEq)]
pub enum Outcome<'a> {
    /// Everything succeeded.
    Done,
    /// The operation was accepted but parts of it failed: the innermost failed details.
    Partly(Vec<&'a ActionResult>),
    /// The operation failed.
    Refused,
}

impl ActionResult {
    /// A successful result with data.
    pub fn done(data: Value) -> Self {
        Self {
            data: if data.is_null() { Nullable::Null } else { Nullable::Is(data) },
            message: Nullable::Null,
            error_code: Nullable::Null,
            name: Nullable::Null,
            kind: Some(0),
            details: Nullable::Is(Vec::new()),
            exception_messages: Nullable::Null,
            current_directory_server: Nullable::Null,
            identity_store_object: Nullable::Null,
            ..Self::default()
        }
    }

    /// Whether it was refused because it is so already (error code "ObjectAlreadyExists", assumption A-84).
    pub fn is_taken(&self) -> bool {
        let is = |result: &Self| result.error_code.get().is_some_and(|code| code == "ObjectAlreadyExists");
        self.outcome() == Outcome::Refused && (is(self) || self.details().iter().any(is))
    }

    /// A failed result with a sentence for people.
    pub fn refused(message: impl Into<String>, error_code: &str) -> Self {
        Self {
            status: Required(1),
            message: Nullable::Is(message.into()),
            error_code: Nullable::Is(error_code.to_owned()),
            ..Self::done(Value::Null)
        }
    }

    /// The sentence for people; `None` if it is null, absent or empty.
    pub fn message(&self) -> Option<&str> {
        self.message.get().map(String::as_str).filter(|text| !text.is_empty())
    }

    /// What the service says of the one thing that was asked, such as that the request waits for approval.
    ///
    /// # Errors
    ///
    /// Why it was not done; also an accepted request can have failed in part.
    pub fn said(&self) -> Result<Option<String>, String> {
        match self.outcome() {
            Outcome::Done => Ok(self.message().map(str::to_owned)),
            Outcome::Refused => Err(self.message().unwrap_or_default().to_owned()),
            Outcome::Partly(parts) => Err(parts.iter().filter_map(|part| part.message()).collect::<Vec<_>>().join(" ")),
        }
    }

    /// Whether the operation succeeded, failed or partly failed.
    pub fn outcome(&self) -> Outcome<'_> {
        if self.status.0 != 0 {
            return Outcome::Refused;
        }
        let mut failed = Vec::new();
        self.collect_failed(&mut failed);
        if failed.is_empty() { Outcome::Done } else { Outcome::Partly(failed) }
    }

    fn collect_failed<'a>(&'a self, into: &mut Vec<&'a ActionResult>) {
        for detail in self.details() {
            let before = into.len();
            detail.collect_failed(into);
            if detail.status.0 != 0 && into.len() == before {
                into.push(detail);
            }
        }
    }

    /// The details; empty if they are null or absent.
    pub fn details(&self) -> &[ActionResult] {
        self.details.get().map_or(&[], Vec::as_slice)
    }

    /// The id of the new object, after a creation.
    pub fn new_id(&self) -> Option<&str> {
        self.data.get().and_then(Value::as_str).filter(|id| !id.is_empty())
    }

    /// Messages by attribute, from `exceptionMessagesAttributeWise` and from failed details that name an attribute.
    pub fn attribute_messages(&self) -> Vec<(String, String)> {
        let wise = self.exception_messages.get().into_iter().flatten().filter_map(|(name, message)| {
            let text = match message {
                Value::String(text) => text.clone(),
                Value::Array(items) => items.iter().filter_map(Value::as_str).collect::<Vec<_>>().join(" "),
                _ => return None,
            };
            Some((name.clone(), text))
        });
        let mut messages: Vec<_> = wise.collect();
        let mut failed = Vec::new();
        self.collect_failed(&mut failed);
        for detail in failed {
            if let (Some(name), Some(message)) = (detail.name.get(), detail.message.get())
                && !messages.iter().any(|(held, _)| held.eq_ignore_ascii_case(name))
            {
                messages.push((name.clone(), message.clone()));
            }
        }
        messages
    }

    /// The attributes of the created object, if the response has them.
    pub fn created_attributes(&self) -> Option<&Attributes> {
        self.identity_store_object.get().map(|object| object.attributes())
    }
}

wire_object! {
    /// The response of Update Smart Groups (part A: operation 12).
    pub struct SmartGroupUpdate {
        /// The client that made the request.
        pub client_id: Option<String> = "clientID",
        /// One task per group.
        pub details: Vec<SmartGroupTask> = "details",
        /// A sentence for people.
        pub message: Nullable<String> = "message",
        /// 0 if the request was accepted.
        pub status: Required<i64> = "status",
    }
}

wire_object! {
    /// The task that updates one smart group (part A: operation 12).
    pub struct SmartGroupTask {
        /// The id of the group.
        pub group_id: String = "groupID",
        /// A sentence for people.
        pub message: Nullable<String> = "message",
        /// The number of the task.
        pub task_id: i64 = "taskID",
        /// 0 if the task was accepted.
        pub status: Required<i64> = "status",
    }
}
