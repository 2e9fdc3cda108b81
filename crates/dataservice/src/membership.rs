//! How a group gets its members, and which objects it can have: in Active Directory its scope decides, in Entra ID its
//! type.

use crate::filter::{Filter, Operator, Test};
use crate::object::{Found, Kind, Store};
use crate::schema;
use model::config::StoreKind;
use model::group::can_hold;
use model::wire::attributes;
use model::wire::cloud::CloudType;
use model::wire::codes::{AdGroupType, GroupScope, MANAGED_SMART, MANAGED_STATIC};

/// How a group gets its members.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Managed {
    Static,
    Smart,
}

impl Managed {
    /// The `IMSGManagedGroupType`.
    pub fn code(self) -> &'static str {
        match self {
            Self::Static => MANAGED_STATIC,
            Self::Smart => MANAGED_SMART,
        }
    }

    /// The name in sentences for people.
    pub fn name(self) -> &'static str {
        match self {
            Self::Static => "static",
            Self::Smart => "smart",
        }
    }
}

/// What decides which members a group can have.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum MemberRules {
    /// The scope of an Active Directory group.
    Scope(GroupScope),
    /// The type of an Entra ID group.
    Cloud(CloudType),
}

impl MemberRules {
    /// The rules for an existing group, from its `groupType`.
    pub fn of(store: &Store, group: &Found) -> Option<Self> {
        let code = group.group_type?;
        match store.kind {
            StoreKind::ActiveDirectory => AdGroupType::from_code(code).map(|kind| Self::Scope(kind.scope)),
            _ => CloudType::from_code(&code.to_string()).map(Self::Cloud),
        }
    }

    /// Why the group cannot have that object as a member, in words for people.
    pub fn refusal(self, object: &Found) -> Option<String> {
        match self {
            Self::Scope(own) => {
                let inner =
                    object.group_type.filter(|_| object.kind == Kind::Group).and_then(AdGroupType::from_code)?;
                let (own_name, other) = (own.wire(), inner.scope.wire());
                (!can_hold(own, inner.scope))
                    .then(|| format!("a group of the scope {own_name} cannot hold one of the scope {other}"))
            }
            Self::Cloud(cloud) => {
                let (code, kind) = (cloud.code(), object.kind.name());
                (!holds(cloud, object.kind)).then(|| format!("a group of the type {code} cannot hold a {kind}"))
            }
        }
    }

    /// A filter for the objects that cannot be members; `None` if all can.
    pub fn unfit(self) -> Option<Filter> {
        match self {
            Self::Scope(scope) => {
                let attribute = schema::attribute(attributes::GROUP_TYPE)?;
                let others = GroupScope::ALL.into_iter().filter(|other| !can_hold(scope, *other));
                let bits = others.fold(0, |bits, other| bits | other.bit());
                let test = Test { attribute, operator: Operator::AnyFlagOn, values: vec![bits.to_string()] };
                (bits != 0).then(|| Filter::All(vec![Filter::KindIs(Kind::Group), Filter::Test(test)]))
            }
            Self::Cloud(cloud) => {
                let others = Kind::ALL.into_iter().filter(|kind| !holds(cloud, *kind));
                Some(Filter::Any(others.map(Filter::KindIs).collect()))
            }
        }
    }
}

fn holds(cloud: CloudType, kind: Kind) -> bool {
    cloud.member_classes().contains(&kind.name())
}
