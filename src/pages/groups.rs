//! Groups: the lists and one group's page.

mod cells;
mod group_page;
mod lists;
mod members_tab;

pub use cells::{COLUMNS, GROUP_ATTRIBUTES, purpose_name, scope_name, security_name};
pub use group_page::{GroupPage, RuleTab};
pub use lists::{AllGroupsPage, MyGroupsPage, MyMembershipsPage, owned_by};
