//! Who owns an existing group, and making somebody its owner.

use crate::config::StoreKind;
use crate::group::{ENTRA_OWNERS, Principal};
use crate::wire::attributes;
use crate::wire::{AttributeValue, DirectoryObject};

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

impl Principal {
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
