//! Groups: the lists, and the page of a group.

pub mod group_page;
mod lists;

pub use group_page::{DeleteDialog, GroupPage, RuleTab};
pub use lists::{AllGroupsPage, MyGroupsPage, MyMembershipsPage, parts as list_parts};
