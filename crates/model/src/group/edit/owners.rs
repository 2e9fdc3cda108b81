//! Who owns an existing group, making somebody its owner, and who can stop owning it.

use super::GroupEdit;
use crate::config::StoreKind;
use crate::group::{ENTRA_OWNERS, Principal};
use crate::wire::attributes;
use crate::wire::codes::AD_ADDITIONAL_OWNERS;
use crate::wire::object::ObjectKind;
use crate::wire::{AttributeValue, DirectoryObject};

/// The attributes with owners, in any kind of store.
pub const OWNERS: [&str; 3] = [attributes::MANAGED_BY, ENTRA_OWNERS, AD_ADDITIONAL_OWNERS];

/// The distinguished names or ids of all owners of a group, those of the first rank first. `first` is the attribute of
/// these ([`owners_attribute`]); a service may answer the same owners under another name as well, which does not change
/// with an edit.
pub fn owners<'a>(first: &'static str, values: impl Fn(&'static str) -> &'a [AttributeValue]) -> Vec<&'a str> {
    let names = [first, AD_ADDITIONAL_OWNERS];
    let mut all: Vec<&str> = Vec::new();
    for text in names.into_iter().flat_map(|name| values(name).iter().filter_map(AttributeValue::text)) {
        if !all.iter().any(|own| own.eq_ignore_ascii_case(text)) {
            all.push(text);
        }
    }
    all
}

/// The attribute with the owners of the first rank, as the group was read: the primary owner of Active Directory, or the
/// owners of Entra ID, who all have the same rank and whom a service may answer under either name.
pub fn owners_attribute(group: &DirectoryObject, store: StoreKind) -> &'static str {
    match store {
        StoreKind::EntraId if group.first(ENTRA_OWNERS).is_some() || group.first(attributes::MANAGED_BY).is_none() => {
            ENTRA_OWNERS
        }
        StoreKind::ActiveDirectory | StoreKind::EntraId | StoreKind::MicrosoftGraph => attributes::MANAGED_BY,
    }
}

impl GroupEdit {
    /// The owners who remain if this edit takes the group from somebody who owns it; none if it does not.
    pub fn remaining_without(&self, who: &Principal, store: StoreKind) -> Option<Vec<&str>> {
        let first = owners_attribute(self.base(), store);
        let after = owners(first, |name| self.values(name));
        let is_theirs = |texts: &[&str]| texts.iter().any(|text| who.is_meant_by(text));
        (is_theirs(&owners(first, |name| self.base().values(name))) && !is_theirs(&after)).then_some(after)
    }
}

impl Principal {
    /// Whether Microsoft Graph counts this owner when it refuses to remove the last one: only users count, and the
    /// service principal of an app does not (assumption A-100).
    pub fn counts_as_owner(&self) -> bool {
        self.kind == ObjectKind::User
    }

    /// Whether a group in Microsoft Graph with these owners can lose this one.
    pub fn can_stop_owning(&self, owners: &[Self]) -> bool {
        !self.counts_as_owner() || owners.iter().any(|other| other.id != self.id && other.counts_as_owner())
    }

    /// Whether a value is the distinguished name or the id of this object.
    pub fn is_meant_by(&self, text: &str) -> bool {
        self.dn.eq_ignore_ascii_case(text) && !text.is_empty() || self.id.as_str().eq_ignore_ascii_case(text)
    }

    /// Whether one of the values of an attribute refers to this object.
    pub fn is_among(&self, values: &[AttributeValue]) -> bool {
        values.iter().filter_map(AttributeValue::text).any(|text| self.is_meant_by(text))
    }

    /// The value of an attribute that refers to this object: its distinguished name, or its id where it has none.
    pub fn reference(&self) -> AttributeValue {
        AttributeValue::short(if self.dn.is_empty() { self.id.as_str() } else { &self.dn }, 0)
    }
}
