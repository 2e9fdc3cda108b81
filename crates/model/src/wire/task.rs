//! Tasks that run in the background, as the embedded service reports them (part E: `…/x-portal/tasks` and
//! `…/x-portal/tasks/{id}`). No documented call reports them, so every page works without.

use super::ids::StoreId;
use super::lenient::{json_enum, wire_object};

/// The name of the extension in the list of extensions.
pub const TASKS: &str = "tasks";

wire_object! {
    /// The extensions that the service has (`…/x-portal/extensions`).
    pub struct Extensions {
        pub extensions: Vec<String> = "extensions",
    }
}

wire_object! {
    /// The update of a smart group's members.
    pub struct Task {
        /// The `taskID` of operation 12.
        pub id: i64 = "id",
        /// The id of the group.
        pub group_id: String = "groupId",
        /// The name of the group.
        pub group_name: String = "groupName",
        pub state: TaskState = "state",
        /// The identity store of the group.
        pub identity_store_id: StoreId = "identityStoreId",
        /// The user who requested the update.
        pub requested_by: Option<String> = "requestedBy",
        /// The time of the request, as ISO 8601 in UTC.
        pub queued: Option<String> = "queued",
        /// The time at which the task started, in the same form.
        pub started: Option<String> = "started",
        /// The time at which it ended, in the same form.
        pub ended: Option<String> = "ended",
        /// How much of the task is done.
        pub progress: Progress = "progress",
        /// The number of members before the update.
        pub before: Option<i64> = "membersBefore",
        /// The number of members after the update.
        pub after: Option<i64> = "membersAfter",
        /// How many members joined.
        pub joined: Option<i64> = "joined",
        /// How many members left.
        pub left: Option<i64> = "left",
        /// Why the task failed.
        pub message: Option<String> = "message",
    }
}

wire_object! {
    /// The progress of a task.
    pub struct Progress {
        /// The number of changes made so far.
        pub done: i64 = "done",
        /// The number of all changes.
        pub total: i64 = "total",
    }
}

wire_object! {
    /// The tasks of this run of the service, newest first (`…/x-portal/tasks`).
    pub struct Tasks {
        /// How many tasks there are.
        pub total: i64 = "total",
        pub data: Vec<Task> = "data",
    }
}

/// The state of a task.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum TaskState {
    /// It waits for other tasks.
    #[default]
    Queued,
    /// It is running.
    Running,
    /// It succeeded.
    Done,
    /// It failed, and nothing was changed.
    Failed,
}

json_enum!(TaskState: "how far a task is" {
    Queued = "queued",
    Running = "running",
    Done = "done",
    Failed = "failed",
});
