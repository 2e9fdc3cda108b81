//! The exact JSON that is exchanged with the GroupID Data Service (parts A, B and D of the contract).
//!
//! Nothing here depends on pages, drafts or business rules. Every type is read leniently and keeps the members that it
//! does not know; see [`lenient`].

pub mod attributes;
pub mod cloud;
pub mod codes;
pub mod entry;
pub mod group;
pub mod ids;
pub mod lenient;
pub mod membership;
pub mod object;
pub mod object_types;
pub mod paths;
pub mod result;
pub mod search;
pub mod task;
pub mod token;
pub mod user;
pub mod workflow;

pub use entry::{AttributeBag, AttributeValue, Attributes, NestedAttributes};
pub use group::{CreateGroup, GetGroups, GroupChange, GroupCount, UpdateGroup};
pub use ids::{ObjectId, StoreId};
pub use lenient::{Nullable, Unreadable};
pub use membership::{JoinRequest, JoinType, LeaveRequest};
pub use object::{DirectoryObject, ObjectPage};
pub use result::{ActionResult, SmartGroupTask, SmartGroupUpdate};
pub use search::{Criterion, PreviewRequest, SearchRequest};
pub use token::{TokenError, TokenRequest, TokenResponse};
pub use user::{CreateContact, CreateUser, UpdateUser};
pub use workflow::{WorkflowApprover, WorkflowDecision, WorkflowField, WorkflowPage, WorkflowRequest};
