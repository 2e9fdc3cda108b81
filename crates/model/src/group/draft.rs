//! The draft of a group.

use crate::config::{GroupPolicy, Lockable, StoreConfig};
use crate::names::{MAX_GROUP_SAM, suggest_mail_nickname, suggest_sam};
use crate::wire::codes::{AdGroupType, GroupPurpose, GroupScope, SecurityType};
use crate::wire::object::ObjectKind;
use crate::wire::{DirectoryObject, ObjectId, StoreId};
use serde::{Deserialize, Serialize};

/// Everything that was entered for a new group. Kept as JSON across reload; it never holds a secret.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct GroupDraft {
    /// The store it will be made in.
    pub store: StoreId,
    /// Static or smart.
    pub kind: GroupKind,
    /// Names, container and type.
    pub general: General,
    /// Who is in it.
    pub members: Vec<Member>,
    /// Who answers for it.
    pub primary_owner: Option<Principal>,
    /// Who else does.
    pub additional_owners: Vec<Owner>,
}

/// How a group comes by its members.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum GroupKind {
    /// People are added and removed.
    Static,
}

/// Names, container and type of an AD group.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct General {
    /// Distinguished name of the container.
    pub container: String,
    /// One of the configured prefixes, or "".
    pub prefix: String,
    /// The name without the prefix.
    pub name: String,
    /// The pre-Windows 2000 name.
    pub sam: Followed,
    /// Whether it has a mail address.
    pub mail_enabled: bool,
    /// The mail nickname.
    pub alias: Followed,
    /// Security or distribution.
    pub purpose: GroupPurpose,
    /// Domain local, global, universal.
    pub scope: GroupScope,
    /// Who may join.
    pub security: SecurityType,
    /// For people.
    pub description: String,
}

/// A text that follows the group's name until somebody edits it.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Followed(pub Option<String>);

impl Followed {
    /// The text, edited or following.
    pub fn or(&self, follow: impl FnOnce() -> String) -> String {
        self.0.clone().unwrap_or_else(follow)
    }
}

/// A directory object as a draft remembers it: enough to show it and to name it on the wire.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Principal {
    /// Its GUID.
    pub id: ObjectId,
    /// Its distinguished name.
    pub dn: String,
    /// What people call it.
    pub name: String,
    /// Its mail address, or "".
    pub mail: String,
    /// Its title, or "".
    pub title: String,
    /// What kind of object it is.
    pub kind: ObjectKind,
    /// The scope, if it is a group of AD.
    pub scope: Option<GroupScope>,
}

impl Principal {
    /// The attributes that [`Principal::of`] reads.
    pub const ATTRIBUTES: [&str; 8] =
        ["displayName", "name", "distinguishedName", "mail", "title", "objectClass", "groupType", "sAMAccountName"];

    /// From what the service answered.
    pub fn of(object: &DirectoryObject) -> Self {
        let text = |name: &str| object.first(name).unwrap_or_default().to_owned();
        let code = object.first("groupType").and_then(|code| code.parse().ok());
        Self {
            id: object.id.clone(),
            dn: text("distinguishedName"),
            name: object.label().to_owned(),
            mail: text("mail"),
            title: text("title"),
            kind: object.object_kind(),
            scope: code.and_then(AdGroupType::from_code).map(|group| group.scope),
        }
    }
}

/// A member-to-be.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Member {
    /// Who.
    pub who: Principal,
    /// For how long.
    pub membership: Membership,
}

/// For how long somebody is a member. Dates are days as ISO 8601 has them (`2026-12-31`), or "" while being entered.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", tag = "type")]
pub enum Membership {
    /// Without an end.
    #[default]
    Permanent,
    /// From the start of one day to the end of another.
    Temporary {
        /// First day.
        from: String,
        /// Last day.
        to: String,
    },
}

/// An additional owner.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Owner {
    /// Who.
    pub who: Principal,
    /// Wants no mail about the group.
    pub do_not_notify: bool,
}

impl GroupDraft {
    /// An empty draft for a store, with the store's defaults and the signed-in user as owner.
    pub fn new(store: &StoreConfig, owner: Option<Principal>) -> Self {
        let policy = &store.groups;
        let container = policy.container.clone().or_else(|| store.containers.first().map(|c| c.dn.clone()));
        Self {
            store: store.id,
            kind: GroupKind::Static,
            general: General {
                container: container.unwrap_or_default(),
                prefix: policy.prefixes.first().cloned().unwrap_or_default(),
                name: String::new(),
                sam: Followed::default(),
                mail_enabled: policy.mail_enabled,
                alias: Followed::default(),
                purpose: policy.purpose,
                scope: policy.scope,
                security: policy.security,
                description: String::new(),
            },
            members: Vec::new(),
            primary_owner: owner,
            additional_owners: Vec::new(),
        }
    }

    /// Adds a member unless it is one already; says whether it was added.
    pub fn add_member(&mut self, who: Principal) -> bool {
        let new = !self.members.iter().any(|member| member.who.id == who.id);
        if new {
            self.members.push(Member { who, membership: Membership::Permanent });
        }
        new
    }

    /// Whether nothing was entered yet, so that there is nothing to keep.
    pub fn is_untouched(&self, store: &StoreConfig) -> bool {
        *self == Self::new(store, self.primary_owner.clone())
    }
}

impl General {
    /// The group's whole name: prefix and name.
    pub fn full_name(&self) -> String {
        format!("{}{}", self.prefix, self.name.trim())
    }

    /// The pre-Windows 2000 name that will be sent.
    pub fn sam_text(&self) -> String {
        self.sam.or(|| suggest_sam(&self.full_name(), MAX_GROUP_SAM))
    }

    /// The mail nickname that will be sent, if mail is enabled.
    pub fn alias_text(&self) -> String {
        self.alias.or(|| suggest_mail_nickname(&self.full_name()))
    }

    /// Turns mail on or off. A mail-enabled group needs the universal scope, so turning it on chooses that.
    pub fn set_mail_enabled(&mut self, on: bool, policy: &GroupPolicy) {
        self.mail_enabled = on;
        if on && !policy.is_locked(Lockable::Scope) {
            self.scope = GroupScope::Universal;
        }
    }
}

impl GroupPolicy {
    /// Whether people cannot change this.
    pub fn is_locked(&self, what: Lockable) -> bool {
        self.locked.contains(&what)
    }
}
