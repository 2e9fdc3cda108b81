//! Tasks that run in the background, as the embedded service tells of them (part E: `…/x-portal/tasks` and
//! `…/x-portal/tasks/{id}`). No documented call does: every page works without them.

use super::ids::StoreId;
use super::lenient::{json_enum, wire_object};

/// The extension's name in the list of extensions.
pub const TASKS: &str = "tasks";

wire_object! {
    /// Which extensions there are (`…/x-portal/extensions`).
    pub struct Extensions {
        /// Their names.
        pub extensions: Vec<String> = "extensions",
    }
}

wire_object! {
    /// The update of one smart group's members.
    pub struct Task {
        /// The `taskID` of operation 12.
        pub id: i64 = "id",
        /// Whose members.
        pub group_id: String = "groupId",
        /// What the group is called.
        pub group_name: String = "groupName",
        /// How far it is.
        pub state: TaskState = "state",
        /// The store.
        pub identity_store_id: StoreId = "identityStoreId",
        /// Who asked for it.
        pub requested_by: Option<String> = "requestedBy",
        /// When it was asked for, as ISO 8601 in UTC.
        pub queued: Option<String> = "queued",
        /// When it began.
        pub started: Option<String> = "started",
        /// When it ended.
        pub ended: Option<String> = "ended",
        /// How much of it is done.
        pub progress: Progress = "progress",
        /// Members before.
        pub before: Option<i64> = "membersBefore",
        /// Members after.
        pub after: Option<i64> = "membersAfter",
        /// How many joined.
        pub joined: Option<i64> = "joined",
        /// How many left.
        pub left: Option<i64> = "left",
        /// Why it failed.
        pub message: Option<String> = "message",
    }
}

wire_object! {
    /// How much of something is done.
    pub struct Progress {
        /// So much.
        pub done: i64 = "done",
        /// Of so much.
        pub total: i64 = "total",
    }
}

wire_object! {
    /// The tasks of this run of the service, newest first (`…/x-portal/tasks`).
    pub struct Tasks {
        /// How many.
        pub total: i64 = "total",
        /// Each of them.
        pub data: Vec<Task> = "data",
    }
}

/// How far a task is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum TaskState {
    /// It waits for others.
    #[default]
    Queued,
    /// It runs.
    Running,
    /// It has ended well.
    Done,
    /// It has ended, and nothing was changed.
    Failed,
}

json_enum!(TaskState: "how far a task is" {
    Queued = "queued",
    Running = "running",
    Done = "done",
    Failed = "failed",
});
