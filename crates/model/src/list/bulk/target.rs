//! The group that selected groups become members of.

use super::NotNeeded;
use crate::config::StoreKind;
use crate::group::{MemberRules, Principal, Problem};
use crate::wire::attributes;
use crate::wire::codes::MANAGED_SMART;
use crate::wire::{DirectoryObject, ObjectId};

/// A group that others are added to, as it was read.
#[derive(Debug, Clone, PartialEq)]
pub struct Target {
    pub group: Principal,
    rules: MemberRules,
    /// Those of the selected groups that are its members already.
    pub members: Vec<ObjectId>,
    /// Those of the selected groups that it is a member of.
    pub parents: Vec<ObjectId>,
}

/// Why no group can be added to a group.
#[derive(Debug, Clone, PartialEq)]
pub enum NoTarget {
    /// A rule computes its members.
    Smart,
    /// The service did not answer whether a rule computes its members.
    Unread,
    /// It has people as members, and no groups.
    Unfit(Problem),
}

impl Target {
    /// A group whose members, and whose own memberships, are not known yet.
    ///
    /// # Errors
    ///
    /// Why groups cannot be added to it.
    pub fn of(group: &DirectoryObject, store: StoreKind) -> Result<Self, NoTarget> {
        let has_rule = group.first("membershipRule").is_some();
        if has_rule || group.first(attributes::MANAGED_GROUP_TYPE) == Some(MANAGED_SMART) {
            return Err(NoTarget::Smart);
        }
        let rules = MemberRules::of_group(group, store);
        if !rules.offered().contains(&"group") {
            return Err(NoTarget::Unfit(Problem::GroupsCannotBeMembers));
        }
        Ok(Self { group: Principal::of(group), rules, members: Vec::new(), parents: Vec::new() })
    }

    /// The target of a saved run. Its groups were checked before the run began, so nothing but the target is known.
    pub(super) fn saved(group: Principal, store: StoreKind) -> Self {
        Self { group, rules: MemberRules::of_list(store), members: Vec::new(), parents: Vec::new() }
    }

    /// Why a group is not added.
    pub fn not_needed(&self, group: &DirectoryObject) -> Option<NotNeeded> {
        if self.group.id == group.id {
            return Some(NotNeeded::Itself);
        }
        if self.members.contains(&group.id) {
            return Some(NotNeeded::MemberAlready);
        }
        if self.parents.contains(&group.id) {
            return Some(NotNeeded::Circle);
        }
        self.rules.refusal(&Principal::of(group)).map(NotNeeded::Unfit)
    }
}
