//! The draft of a group, and the people in it.

use super::{DerivedText, Form, General, GraphOptions, MembershipRule, OwnerModel};
use crate::config::{GroupPolicy, Lockable, StoreConfig};
use crate::names::Dn;
use crate::wire::attributes;
use crate::wire::cloud::CloudType;
use crate::wire::codes::{AdGroupType, GroupPurpose, GroupScope};
use crate::wire::lenient::{Member as Json, Unreadable, json_enum, json_object, plain, wire_json};
use crate::wire::object::ObjectKind;
use crate::wire::{AttributeValue, DirectoryObject, ObjectId, StoreId};
use serde_json::{Map, Value};

json_object! {
    /// Everything that was entered for a new group. The browser keeps it as JSON across reloads; it never contains a
    /// secret.
    pub struct GroupDraft {
        /// The identity store in which the group will be created.
        pub store: StoreId = "store",
        pub kind: GroupKind = "kind",
        /// The type of a group in Entra ID.
        pub cloud: CloudType = "cloud" or CloudType::default(),
        /// Names, container and settings.
        pub general: General = "general",
        /// Further settings of a group created through Microsoft Graph.
        pub graph: GraphOptions = "graph" or GraphOptions::default(),
        /// The members of a static group.
        pub members: Vec<Member> = "members",
        /// The rule of a smart group.
        pub rule: MembershipRule = "rule" or MembershipRule::default(),
        /// The primary owner, in Active Directory.
        pub primary_owner: Option<Principal> = "primaryOwner",
        /// The additional owners, in Active Directory and in Entra ID behind GroupID.
        pub additional_owners: Vec<Owner> = "additionalOwners",
        /// The owners, in Entra ID, where they all have the same rank.
        pub owners: Vec<Principal> = "owners",
    }
}

/// How a group gets its members.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum GroupKind {
    /// People add and remove them.
    Static,
    /// A rule finds them.
    Smart,
}

json_enum!(GroupKind: "a kind of group" {
    Static = "static",
    Smart = "smart",
});

/// The object classes that can be members of a group: all that the lists of a directory show.
pub const MEMBER_CLASSES: &[&str] = &["user", "group", "contact", "computer"];

json_object! {
    /// A directory object as a draft remembers it: enough to show it and to refer to it in requests.
    #[derive(Eq)]
    pub struct Principal {
        /// Its object id; for an object known only by its name, the distinguished name.
        pub id: ObjectId = "id",
        /// Its distinguished name; empty in Microsoft Graph.
        pub dn: String = "dn",
        /// The name that people see.
        pub name: String = "name",
        /// Its mail address, or an empty text.
        pub mail: String = "mail",
        /// Its job title, or an empty text.
        pub title: String = "title",
        /// Its department, or an empty text.
        pub department: String = "department",
        pub kind: ObjectKind = "kind",
        /// The group scope, if it is a group of Active Directory.
        pub scope: Option<GroupScope> = "scope",
        /// Whether it is a security or a distribution group, if it is a group of Active Directory.
        pub purpose: Option<GroupPurpose> = "purpose",
    }
}

impl Principal {
    /// Whether both are the same object, by id or by distinguished name.
    pub fn is(&self, other: &Self) -> bool {
        self.id == other.id || self.dn.eq_ignore_ascii_case(&other.dn) && !self.dn.is_empty()
    }

    /// The object that an attribute value refers to. Nothing but its distinguished name is known.
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
            purpose: None,
        })
    }

    /// The attributes that [`Principal::of`] reads.
    pub const ATTRIBUTES: [&str; 9] = [
        attributes::DISPLAY_NAME,
        "name",
        attributes::DISTINGUISHED_NAME,
        attributes::MAIL,
        "title",
        attributes::DEPARTMENT,
        attributes::OBJECT_CLASS,
        attributes::GROUP_TYPE,
        attributes::SAM_ACCOUNT_NAME,
    ];

    /// An object from a response of the Data Service.
    pub fn of(object: &DirectoryObject) -> Self {
        let text = |name: &str| object.first(name).unwrap_or_default().to_owned();
        let code = object.first(attributes::GROUP_TYPE).and_then(|code| code.parse().ok());
        let group = code.and_then(AdGroupType::from_code);
        Self {
            id: object.id.clone(),
            dn: text(attributes::DISTINGUISHED_NAME),
            name: object.label().to_owned(),
            mail: text(attributes::MAIL),
            title: text(attributes::TITLE),
            department: text(attributes::DEPARTMENT),
            kind: object.object_kind(),
            scope: group.map(|group| group.scope),
            purpose: group.map(|group| group.purpose),
        }
    }
}

json_object! {
    /// A member of a group that is being created.
    #[derive(Eq)]
    pub struct Member {
        /// The object that becomes a member.
        pub who: Principal = "who",
        /// For how long it is a member.
        pub membership: Membership = "membership",
    }
}

/// For how long an object is a member. Dates are ISO 8601 days (`2026-12-31`), or empty while they are being entered.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub enum Membership {
    /// Without an end.
    #[default]
    Permanent,
    /// From the start of the first day to the end of the last day.
    Temporary {
        /// The first day.
        from: String,
        /// The last day.
        to: String,
    },
}

json_object! {
    /// An additional owner.
    #[derive(Eq)]
    pub struct Owner {
        /// The object that becomes an owner.
        pub who: Principal = "who",
        /// Whether the owner gets no mail about the group.
        pub do_not_notify: bool = "doNotNotify",
    }
}

impl GroupDraft {
    /// An empty draft with the defaults of a store and with `owner`, usually the signed-in user, as its owner.
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

    /// Adds a member unless it already is one; returns whether it was added.
    pub fn add_member(&mut self, who: Principal) -> bool {
        let new = !self.members.iter().any(|member| member.who.id == who.id);
        if new {
            self.members.push(Member { who, membership: Membership::Permanent });
        }
        new
    }

    /// Whether nothing has been entered yet, so that there is nothing to keep.
    pub fn is_untouched(&self, store: &StoreConfig) -> bool {
        *self == Self::new(store, self.all_owners().next().cloned())
    }

    /// All owners, with the primary one first.
    pub fn all_owners(&self) -> impl Iterator<Item = &Principal> {
        let additional = self.additional_owners.iter().map(|owner| &owner.who);
        self.primary_owner.iter().chain(&self.owners).chain(additional)
    }
}

impl GroupPolicy {
    /// Whether the administrator locked this choice.
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
