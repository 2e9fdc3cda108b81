//! The search criteria for a person's groups.

use model::config::StoreKind;
use model::group::{ENTRA_MEMBERS, ENTRA_OWNERS};
use model::wire::attributes;
use model::wire::codes::{AD_ADDITIONAL_OWNERS, AD_MEMBERS};
use model::wire::{Criterion, ObjectId};

/// Builds the criteria for a person's groups from the distinguished name (Active Directory) or the id (Entra ID).
pub type Whose = fn(StoreKind, &str, &ObjectId) -> Criterion;

fn of(store: StoreKind, in_directory: &[&str], in_entra: &str, dn: &str, id: &ObjectId) -> Criterion {
    if store != StoreKind::ActiveDirectory {
        return Criterion::leaf(in_entra, "Is Exactly", id.as_str());
    }
    let by = |attribute: &&str| Criterion::leaf(attribute, "Is Exactly", dn);
    match in_directory {
        [one] => by(one),
        several => Criterion::any(several.iter().map(by).collect()),
    }
}

/// Groups that the person owns; in Active Directory as primary or additional owner.
pub fn owned_by(store: StoreKind, dn: &str, id: &ObjectId) -> Criterion {
    of(store, &[attributes::MANAGED_BY, AD_ADDITIONAL_OWNERS], ENTRA_OWNERS, dn, id)
}

/// Groups that the person is a direct member of.
pub fn joined_by(store: StoreKind, dn: &str, id: &ObjectId) -> Criterion {
    of(store, &[AD_MEMBERS], ENTRA_MEMBERS, dn, id)
}
