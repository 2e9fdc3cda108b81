//! One action on many groups: which of them it concerns, in which pieces it is sent, and what became of each.
//!
//! Nothing is sent here. The portal asks a [`Run`] what comes next and tells it what was answered.

mod owner;
mod run;
mod saved;
mod target;

pub use crate::group::OWNERS;
pub use owner::{NewOwner, Rank};
pub use run::{Counts, Failure, Item, Run, State};
pub use target::{NoTarget, Target};

use crate::group::Problem;
use crate::wire::DirectoryObject;
use crate::wire::attributes;
use crate::wire::codes::{MANAGED_SMART, SecurityType};

/// How many groups are sent at once, where a call takes several.
pub const CHUNK: usize = 50;

/// How many groups can be deleted without typing their number.
pub const DELETED_UNASKED: usize = 10;

/// What is done with the groups.
#[derive(Debug, Clone, PartialEq)]
pub enum Action {
    /// Compute the members of smart groups anew (operation 12).
    UpdateMembership,
    /// Let the expiration period begin again (part B, Expire / renew many).
    Renew,
    /// End the groups now (part B, Expire / renew many).
    Expire,
    /// Say who can join (operation 8).
    SetSecurity(SecurityType),
    /// Let groups expire after so many days, or never with 0 (operation 8).
    SetExpiry(u32),
    /// Make somebody an owner (operation 7; in Microsoft Graph one request per owner).
    Own(NewOwner),
    /// Make the groups members of another group (part B, Join on behalf).
    AddTo(Target),
    /// Delete the groups (operation 10).
    Delete,
}

/// Why an action has nothing to do at a group.
#[derive(Debug, Clone, PartialEq)]
pub enum NotNeeded {
    /// Its members are not computed by a rule.
    NotSmart,
    /// It never expires, so there is nothing to renew.
    NeverExpires,
    /// It has expired already.
    Expired,
    /// It has this security type or expiry policy already.
    Same,
    /// The person owns it so already.
    OwnsAlready,
    /// It is a member of the other group already.
    MemberAlready,
    /// It is the owner, or the group that others are added to.
    Itself,
    /// The other group is a member of it, so that each would contain the other.
    Circle,
    /// The rules of the store or of the configuration do not allow it.
    Unfit(Problem),
}

/// The attributes that [`Action::not_needed`] and [`Action::is_done`] read.
pub const ATTRIBUTES: [&str; 4] = [
    attributes::MANAGED_GROUP_TYPE,
    attributes::EXPIRATION_DATE,
    attributes::EXPIRATION_POLICY,
    attributes::IS_EXPIRED,
];

impl Action {
    /// Why the action would change nothing at a group; none if it is to be sent.
    pub fn not_needed(&self, group: &DirectoryObject) -> Option<NotNeeded> {
        match self {
            Self::UpdateMembership if !is_smart(group) => Some(NotNeeded::NotSmart),
            Self::Renew if never_expires(group) => Some(NotNeeded::NeverExpires),
            Self::Expire if has_expired(group) => Some(NotNeeded::Expired),
            Self::SetSecurity(kind) if security(group) == Some(*kind) => Some(NotNeeded::Same),
            Self::SetExpiry(days) if policy(group) == Some(*days) => Some(NotNeeded::Same),
            Self::Own(owner) => owner.edit(group).err(),
            Self::AddTo(target) => target.not_needed(group),
            _ => None,
        }
    }

    /// The attribute that operation 8 sets, and its value; none for the other actions.
    pub fn change(&self) -> Option<(&'static str, String)> {
        match *self {
            Self::SetSecurity(kind) => Some((attributes::SECURITY_TYPE, kind.wire().to_owned())),
            Self::SetExpiry(days) => Some((attributes::EXPIRATION_POLICY, days.to_string())),
            _ => None,
        }
    }

    /// Whether no call takes several groups.
    pub fn is_for_each(&self) -> bool {
        matches!(self, Self::Own(_) | Self::AddTo(_))
    }

    /// Whether a group shows that the action was carried out; it is compared with how it was before. An update of the
    /// members, and an addition to another group, leave no mark at the group and may be repeated.
    pub fn is_done(&self, before: &DirectoryObject, now: &DirectoryObject) -> bool {
        match self {
            Self::UpdateMembership | Self::AddTo(_) | Self::Delete => false,
            Self::Own(owner) => owner.is_done(now),
            Self::Renew => {
                let date = |group: &DirectoryObject| group.first(attributes::EXPIRATION_DATE).map(str::to_owned);
                !has_expired(now) && date(now) != date(before)
            }
            Self::Expire => has_expired(now),
            Self::SetSecurity(kind) => security(now) == Some(*kind),
            Self::SetExpiry(days) => policy(now) == Some(*days),
        }
    }
}

fn is_smart(group: &DirectoryObject) -> bool {
    group.first(attributes::MANAGED_GROUP_TYPE) == Some(MANAGED_SMART)
}

fn has_expired(group: &DirectoryObject) -> bool {
    group.first(attributes::IS_EXPIRED).is_some_and(|flag| flag.eq_ignore_ascii_case("true"))
}

/// The service writes "never" as the year 9999 (samples of part A).
fn never_expires(group: &DirectoryObject) -> bool {
    !has_expired(group) && group.first(attributes::EXPIRATION_DATE).is_none_or(|date| date.starts_with("9999"))
}

fn security(group: &DirectoryObject) -> Option<SecurityType> {
    group.first(attributes::SECURITY_TYPE).and_then(SecurityType::from_wire)
}

/// After how many days the group expires, 0 for never; none if it does not say.
pub fn policy(group: &DirectoryObject) -> Option<u32> {
    group.first(attributes::EXPIRATION_POLICY)?.trim().parse().ok()
}
