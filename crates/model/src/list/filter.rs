//! The filters of lists of groups, as criteria of a search.

use crate::config::StoreKind;
use crate::group::{ENTRA_MEMBERS, ENTRA_OWNERS};
use crate::wire::Criterion;
use crate::wire::attributes;
use crate::wire::codes::{AD_MEMBERS, MANAGED_SMART, SecurityType};

/// How many days before its end a group counts as expiring. Assumption A-71.
pub const EXPIRES_SOON_DAYS: u32 = 30;

/// A filter of a list of groups.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum GroupFilter {
    /// Groups without a rule.
    Static,
    /// Groups whose members a rule computes.
    Smart,
    /// Groups that nobody can join by themselves.
    Private,
    /// Groups whose owner has to approve who joins.
    SemiPrivate,
    /// Groups that anybody can join.
    Public,
    /// Groups that expire within [`EXPIRES_SOON_DAYS`].
    Expiring,
    /// Groups that have expired.
    Expired,
    /// Groups without a primary owner.
    NoOwner,
    /// Groups without members. Assumption A-96.
    Empty,
}

/// The moments that dates are compared with, as LDAP's generalized time in UTC (`20260131235959.0Z`).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Moments {
    /// The present time.
    pub now: String,
    /// The present time and [`EXPIRES_SOON_DAYS`].
    pub soon: String,
}

/// What a filter is about. Filters about the same thing are alternatives, filters about different things must all fit.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Aspect {
    Kind,
    Security,
    Expiry,
    Owner,
    Members,
}

impl GroupFilter {
    /// All filters, in the order in which people read them.
    pub const ALL: [Self; 9] = [
        Self::Static,
        Self::Smart,
        Self::Private,
        Self::SemiPrivate,
        Self::Public,
        Self::Expiring,
        Self::Expired,
        Self::NoOwner,
        Self::Empty,
    ];

    /// Its name in a URL.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Static => "static",
            Self::Smart => "smart",
            Self::Private => "private",
            Self::SemiPrivate => "semi-private",
            Self::Public => "public",
            Self::Expiring => "expiring",
            Self::Expired => "expired",
            Self::NoOwner => "no-owner",
            Self::Empty => "empty",
        }
    }

    /// The filter of that name.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|filter| filter.name() == name)
    }

    fn aspect(self) -> Aspect {
        match self {
            Self::Static | Self::Smart => Aspect::Kind,
            Self::Private | Self::SemiPrivate | Self::Public => Aspect::Security,
            Self::Expiring | Self::Expired => Aspect::Expiry,
            Self::NoOwner => Aspect::Owner,
            Self::Empty => Aspect::Members,
        }
    }

    /// The criteria for these filters (part B, Search), to be joined by And; none without filters.
    pub fn criteria(filters: &[Self], store: StoreKind, moments: &Moments) -> Vec<Criterion> {
        let of = |aspect: Aspect| {
            let of_aspect = filters.iter().filter(|filter| filter.aspect() == aspect);
            let mut leaves: Vec<_> = of_aspect.map(|filter| filter.criterion(store, moments)).collect();
            // A node with a single child says no more than the child.
            if leaves.len() > 1 { Some(Criterion::any(leaves)) } else { leaves.pop() }
        };
        [Aspect::Kind, Aspect::Security, Aspect::Expiry, Aspect::Owner, Aspect::Members]
            .into_iter()
            .filter_map(of)
            .collect()
    }

    fn criterion(self, store: StoreKind, moments: &Moments) -> Criterion {
        let leaf = Criterion::leaf;
        let security = |kind: SecurityType| leaf(attributes::SECURITY_TYPE, "Is Exactly", kind.wire());
        match self {
            // A group without the attribute is no smart group either (assumption A-13).
            Self::Static => leaf(attributes::MANAGED_GROUP_TYPE, "Is Not", MANAGED_SMART),
            Self::Smart => leaf(attributes::MANAGED_GROUP_TYPE, "Is Exactly", MANAGED_SMART),
            Self::Private => security(SecurityType::Private),
            Self::SemiPrivate => security(SecurityType::SemiPrivate),
            Self::Public => security(SecurityType::Public),
            Self::Expiring => Criterion::all(vec![
                leaf(attributes::EXPIRATION_DATE, "Greater Or Equal", &moments.now),
                leaf(attributes::EXPIRATION_DATE, "Less Or Equal", &moments.soon),
                leaf(attributes::IS_EXPIRED, "Is Not", "true"),
            ]),
            // A group may be over before GroupID's lifecycle job has marked it.
            Self::Expired => Criterion::any(vec![
                leaf(attributes::IS_EXPIRED, "Is Exactly", "true"),
                leaf(attributes::EXPIRATION_DATE, "Less Or Equal", &moments.now),
            ]),
            Self::NoOwner => leaf(owner(store), "Not Present", ""),
            Self::Empty => leaf(members(store), "Not Present", ""),
        }
    }
}

/// The attribute with the primary owners.
fn owner(store: StoreKind) -> &'static str {
    match store {
        StoreKind::ActiveDirectory => attributes::MANAGED_BY,
        StoreKind::EntraId | StoreKind::MicrosoftGraph => ENTRA_OWNERS,
    }
}

/// The attribute with the members.
fn members(store: StoreKind) -> &'static str {
    match store {
        StoreKind::ActiveDirectory => AD_MEMBERS,
        StoreKind::EntraId | StoreKind::MicrosoftGraph => ENTRA_MEMBERS,
    }
}
