//! The search criteria for a person's groups.

use model::config::StoreKind;
use model::group::{ENTRA_MEMBERS, ENTRA_OWNERS};
use model::wire::attributes;
use model::wire::codes::{AD_ADDITIONAL_OWNERS, AD_MEMBERS};
use model::wire::{Criterion, ObjectId};

/// Builds the criteria for a person's groups from the distinguished name (Active Directory) or the id (Entra ID).
pub type Whose = fn(StoreKind, &str, &ObjectId) -> Criterion;

fn of(attributes: &[&str], value: &str) -> Criterion {
    let by = |attribute: &&str| Criterion::leaf(attribute, "Is Exactly", value);
    match attributes {
        [one] => by(one),
        several => Criterion::any(several.iter().map(by).collect()),
    }
}

/// Groups that the person owns, as primary or additional owner.
pub fn owned_by(store: StoreKind, dn: &str, id: &ObjectId) -> Criterion {
    match store {
        StoreKind::ActiveDirectory => of(&[attributes::MANAGED_BY, AD_ADDITIONAL_OWNERS], dn),
        StoreKind::EntraId => of(&[ENTRA_OWNERS, AD_ADDITIONAL_OWNERS], id.as_str()),
        StoreKind::MicrosoftGraph => of(&[ENTRA_OWNERS], id.as_str()),
    }
}

/// Groups that the person is a direct member of.
pub fn joined_by(store: StoreKind, dn: &str, id: &ObjectId) -> Criterion {
    match store {
        StoreKind::ActiveDirectory => of(&[AD_MEMBERS], dn),
        StoreKind::EntraId | StoreKind::MicrosoftGraph => of(&[ENTRA_MEMBERS], id.as_str()),
    }
}
