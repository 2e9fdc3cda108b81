//! The draft of a group.

use super::{DerivedText, Form, General, GraphOptions, MembershipRule, OwnerModel};
use crate::config::{GroupPolicy, Lockable, StoreConfig};
use crate::names::Dn;
use crate::wire::cloud::CloudType;
use crate::wire::codes::{AdGroupType, GroupScope};
use crate::wire::lenient::{Member as Json, Unreadable, json_enum, json_object, plain, wire_json};
use crate::wire::object::ObjectKind;
use crate::wire::{AttributeValue, DirectoryObject, ObjectId, StoreId};
use serde_json::{Map, Value};

json_object! {
    /// Everything that was entered for a new group. Kept as JSON across reload; it never holds a secret.
    pub struct GroupDraft {
        /// The store it will be made in.
        pub store: StoreId = "store",
        /// Static or smart.
        pub kind: GroupKind = "kind",
        /// What a group of Entra ID is for.
        pub cloud: CloudType = "cloud" or CloudType::default(),
        /// Names, container and type.
        pub general: General = "general",
        /// What a group made by way of Microsoft Graph has besides.
        pub graph: GraphOptions = "graph" or GraphOptions::default(),
        /// Who is in it, if it is static.
        pub members: Vec<Member> = "members",
        /// Who is in it, if it is smart.
        pub rule: MembershipRule = "rule" or MembershipRule::default(),
        /// Who answers for it, in Active Directory.
        pub primary_owner: Option<Principal> = "primaryOwner",
        /// Who else does.
        pub additional_owners: Vec<Owner> = "additionalOwners",
        /// Who answers for it, in Entra ID.
        pub owners: Vec<Principal> = "owners",
    }
}

/// How a group comes by its members.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum GroupKind {
    /// People are added and removed.
    Static,
    /// A rule says who belongs to it.
    Smart,
}

json_enum!(GroupKind: "a kind of group" {
    Static = "static",
    Smart = "smart",
});

/// The object classes that can be members of a group: all that a directory's lists show.
pub const MEMBER_CLASSES: &[&str] = &["user", "group", "contact", "computer"];

json_object! {
    /// A directory object as a draft remembers it: enough to show it and to name it on the wire.
    #[derive(Eq)]
    pub struct Principal {
        /// Its GUID.
        pub id: ObjectId = "id",
        /// Its distinguished name.
        pub dn: String = "dn",
        /// What people call it.
        pub name: String = "name",
        /// Its mail address, or "".
        pub mail: String = "mail",
        /// Its title, or "".
        pub title: String = "title",
        /// Its department, or "".
        pub department: String = "department",
        /// What kind of object it is.
        pub kind: ObjectKind = "kind",
        /// The scope, if it is a group of AD.
        pub scope: Option<GroupScope> = "scope",
    }
}

impl Principal {
    /// Whether it is the same object; one of them may be known by its name only.
    pub fn is(&self, other: &Self) -> bool {
        self.id == other.id || self.dn.eq_ignore_ascii_case(&other.dn) && !self.dn.is_empty()
    }

    /// Whom a value points to: its name in the directory is all that is known.
    pub fn pointed(value: &AttributeValue) -> Option<Self> {
        let dn = value.dn.get().map(String::as_str).filter(|dn| !dn.is_empty()).or_else(|| value.text())?;
        let name = Dn::parse(dn).map_or_else(|_| dn.to_owned(), |dn| dn.rdn().value().to_owned());
        Some(Self {
            id: ObjectId::new(dn),
            dn: dn.to_owned(),
            name,
            mail: String::new(),
            title: String::new(),
            department: String::new(),
            kind: ObjectKind::Other,
            scope: None,
        })
    }

    /// The attributes that [`Principal::of`] reads.
    pub const ATTRIBUTES: [&str; 9] = [
        "displayName",
        "name",
        "distinguishedName",
        "mail",
        "title",
        "department",
        "objectClass",
        "groupType",
        "sAMAccountName",
    ];

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
            department: text("department"),
            kind: object.object_kind(),
            scope: code.and_then(AdGroupType::from_code).map(|group| group.scope),
        }
    }
}

json_object! {
    /// A member-to-be.
    #[derive(Eq)]
    pub struct Member {
        /// Who.
        pub who: Principal = "who",
        /// For how long.
        pub membership: Membership = "membership",
    }
}

/// For how long somebody is a member. Dates are days as ISO 8601 has them (`2026-12-31`), or "" while being entered.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
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

json_object! {
    /// An additional owner.
    #[derive(Eq)]
    pub struct Owner {
        /// Who.
        pub who: Principal = "who",
        /// Wants no mail about the group.
        pub do_not_notify: bool = "doNotNotify",
    }
}

impl GroupDraft {
    /// An empty draft for a store, with the store's defaults and the signed-in user as owner.
    pub fn new(store: &StoreConfig, owner: Option<Principal>) -> Self {
        let policy = &store.groups;
        let container = policy.container.clone().or_else(|| store.containers.first().map(|c| c.dn.clone()));
        let several = Form::of(store.kind, CloudType::default()).owners == OwnerModel::Several;
        let (primary_owner, owners) = if several { (None, owner.into_iter().collect()) } else { (owner, Vec::new()) };
        Self {
            store: store.id,
            kind: GroupKind::Static,
            cloud: CloudType::default(),
            graph: GraphOptions::default(),
            general: General {
                container: container.unwrap_or_default(),
                prefix: policy.prefixes.first().cloned().unwrap_or_default(),
                name: String::new(),
                sam: DerivedText::default(),
                mail_enabled: policy.mail_enabled,
                mail_chosen: false,
                scope_without_mail: None,
                alias: DerivedText::default(),
                purpose: policy.purpose,
                scope: policy.scope,
                security: policy.security,
                description: String::new(),
                office_features: true,
            },
            members: Vec::new(),
            rule: MembershipRule::new(store),
            primary_owner,
            additional_owners: Vec::new(),
            owners,
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
        *self == Self::new(store, self.all_owners().next().cloned())
    }

    /// Everybody who answers for it, primary ones first.
    pub fn all_owners(&self) -> impl Iterator<Item = &Principal> {
        let additional = self.additional_owners.iter().map(|owner| &owner.who);
        self.primary_owner.iter().chain(&self.owners).chain(additional)
    }
}

impl GroupPolicy {
    /// Whether people cannot change this.
    pub fn is_locked(&self, what: Lockable) -> bool {
        self.locked.contains(&what)
    }
}

impl Json for Membership {
    fn read(value: Option<&Value>) -> Result<Self, Unreadable> {
        match plain::take::<String>(value, "type")?.as_str() {
            "permanent" => Ok(Self::Permanent),
            "temporary" => Ok(Self::Temporary { from: plain::take(value, "from")?, to: plain::take(value, "to")? }),
            _ => Err(Unreadable::here("a kind of membership", value)),
        }
    }
    fn write(&self) -> Option<Value> {
        let mut out = Map::new();
        let kind = if *self == Self::Permanent { "permanent" } else { "temporary" };
        plain::put(&mut out, "type", Some(Value::from(kind)));
        if let Self::Temporary { from, to } = self {
            plain::put(&mut out, "from", from.write());
            plain::put(&mut out, "to", to.write());
        }
        Some(Value::Object(out))
    }
}

wire_json!(Membership);
