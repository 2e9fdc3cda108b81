//! Which groups are somebody's.

use model::config::StoreKind;
use model::group::{ENTRA_MEMBERS, ENTRA_OWNERS};
use model::wire::codes::{AD_ADDITIONAL_OWNERS, AD_MEMBERS};
use model::wire::{Criterion, ObjectId};

/// A question for somebody's groups: Active Directory knows people by name, Entra ID by id.
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

/// Owned by somebody; in Active Directory as the primary or an additional owner.
pub fn owned_by(store: StoreKind, dn: &str, id: &ObjectId) -> Criterion {
    of(store, &["managedBy", AD_ADDITIONAL_OWNERS], ENTRA_OWNERS, dn, id)
}

/// That somebody is in.
pub fn joined_by(store: StoreKind, dn: &str, id: &ObjectId) -> Criterion {
    of(store, &[AD_MEMBERS], ENTRA_MEMBERS, dn, id)
}
