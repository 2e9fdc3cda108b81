//! Groups: the lists and one group's page.

mod cells;
mod counts;
mod group_page;
mod lists;
mod members_tab;

pub use cells::{GROUP_ATTRIBUTES, columns, common_name, kind_name, purpose_name, scope_name, security_name};
pub use counts::Counts;
pub use group_page::{AllAttributes, DeleteDialog, GroupPage, RuleTab};
pub use lists::{AllGroupsPage, MyGroupsPage, MyMembershipsPage, joined_by, owned_by};
