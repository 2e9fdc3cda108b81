//! Somebody becomes an owner of many groups. Owners are a list that is written whole (part C, "Changing who is in a
//! group"), so the edit is made of a group that was read right before.

use super::NotNeeded;
use crate::config::{StoreConfig, StoreKind};
use crate::group::{GroupEdit, Principal, Problem, owners, owners_attribute};
use crate::wire::codes::AD_ADDITIONAL_OWNERS;
use crate::wire::{AttributeValue, DirectoryObject};
use std::sync::Arc;

/// What an owner becomes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Rank {
    /// The primary owner instead of the present one; where all owners have the same rank, the only one.
    Primary,
    /// One more owner: an additional one, or in Microsoft Graph, which has no others, an owner.
    Additional,
}

/// Somebody who is to own groups.
#[derive(Debug, Clone, PartialEq)]
pub struct NewOwner {
    pub who: Principal,
    pub rank: Rank,
    /// The store of the groups, with its rules for owners.
    pub store: Arc<StoreConfig>,
}

impl NewOwner {
    /// The change of a group's owners.
    ///
    /// # Errors
    ///
    /// Why nothing is to be changed: the person owns the group already, or the group would have too many or too few
    /// owners.
    pub fn edit(&self, group: &DirectoryObject) -> Result<GroupEdit, NotNeeded> {
        if self.who.id == group.id {
            return Err(NotNeeded::Itself);
        }
        let first = owners_attribute(group, self.store.kind);
        let mut edit = GroupEdit::new(group.clone());
        match self.rank {
            Rank::Primary => {
                if self.is_only(group.values(first)) {
                    return Err(NotNeeded::OwnsAlready);
                }
                edit.set(first, vec![self.who.reference()]);
                // Nobody is listed twice.
                let others = group.values(AD_ADDITIONAL_OWNERS).iter();
                let is_other = |value: &&AttributeValue| !value.text().is_some_and(|text| self.who.is_meant_by(text));
                edit.set(AD_ADDITIONAL_OWNERS, others.filter(is_other).cloned().collect());
            }
            Rank::Additional => {
                if [first, AD_ADDITIONAL_OWNERS].into_iter().any(|name| self.who.is_among(group.values(name))) {
                    return Err(NotNeeded::OwnsAlready);
                }
                let is_graph = self.store.kind == StoreKind::MicrosoftGraph;
                let name = if is_graph { first } else { AD_ADDITIONAL_OWNERS };
                edit.set(name, [group.values(name), &[self.who.reference()]].concat());
            }
        }
        let fewer = self.owners_after(&edit).len() < self.owners(group).len();
        // A group that has too few owners already may still get one more.
        let forbids = |problem: &Problem| fewer || matches!(problem, Problem::FewerAdditionalOwners { .. });
        match edit.problems(&self.store).into_values().find(forbids) {
            Some(problem) => Err(NotNeeded::Unfit(problem)),
            None => Ok(edit),
        }
    }

    /// The distinguished names or ids of all owners of a group.
    pub fn owners<'a>(&self, group: &'a DirectoryObject) -> Vec<&'a str> {
        owners(self.first(group), |name| group.values(name))
    }

    /// The same of a group that is edited.
    pub fn owners_after<'a>(&self, edit: &'a GroupEdit) -> Vec<&'a str> {
        owners(self.first(edit.base()), |name| edit.values(name))
    }

    fn first(&self, group: &DirectoryObject) -> &'static str {
        owners_attribute(group, self.store.kind)
    }

    /// Whether a group shows that the person owns it so.
    pub fn is_done(&self, now: &DirectoryObject) -> bool {
        match self.rank {
            Rank::Primary => self.is_only(now.values(self.first(now))),
            Rank::Additional => {
                [self.first(now), AD_ADDITIONAL_OWNERS].into_iter().any(|name| self.who.is_among(now.values(name)))
            }
        }
    }

    /// Whether a group that was read after an edit was saved shows the new owner and all others that were sent. The service
    /// spells these as it did before; only the new one may be spelled otherwise.
    pub fn is_seen(&self, edit: &GroupEdit, now: &DirectoryObject) -> bool {
        let held = self.owners(now);
        let is_held = |text: &&str| held.iter().any(|own| own.eq_ignore_ascii_case(text));
        let sent = self.owners_after(edit);
        self.is_done(now) && sent.iter().all(|text| self.who.is_meant_by(text) || is_held(text))
    }

    /// Whether the person and nobody else is meant by these values.
    fn is_only(&self, values: &[AttributeValue]) -> bool {
        let mut texts = values.iter().filter_map(AttributeValue::text).peekable();
        texts.peek().is_some() && texts.all(|text| self.who.is_meant_by(text))
    }
}
