//! The types with which routes, validation and engines describe a directory: objects, values and links, what to load,
//! and why a change is rejected.

use crate::passwords::PasswordHash;
use crate::schema::{self, Attribute};
use model::config::StoreKind;
use model::names::Dn;
use model::wire::attributes;

/// The engine's own identifier of an object, which has no meaning outside of the engine.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Handle(pub i64);

/// An identity store.
#[derive(Debug, Clone)]
pub struct Store {
    /// Its id (`{identityStoreId}`).
    pub id: i64,
    pub kind: StoreKind,
    /// The distinguished name of its domain, which contains all of its objects.
    pub domain: &'static str,
    /// The domain controller named in the response to a change, if there is one.
    pub server: Option<&'static str>,
    /// The suffix of mail addresses.
    pub mail_suffix: &'static str,
}

/// The kind of an object.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    User = 1,
    Group = 2,
    Contact = 3,
    Computer = 4,
}

impl Kind {
    pub const ALL: [Self; 4] = [Self::User, Self::Group, Self::Contact, Self::Computer];

    /// The value of `objectType` and `objectClass`.
    pub fn name(self) -> &'static str {
        match self {
            Self::User => "user",
            Self::Group => "group",
            Self::Contact => "contact",
            Self::Computer => "computer",
        }
    }
}

/// An object without its attributes.
#[derive(Debug, Clone)]
pub struct Found {
    pub handle: Handle,
    pub guid: String,
    pub kind: Kind,
    pub dn: String,
    /// The `groupType`, if it is a group.
    pub group_type: Option<i64>,
}

/// An object with the attributes that were requested.
#[derive(Debug, Clone)]
pub struct Object {
    pub found: Found,
    pub store: i64,
    /// Values by canonical attribute name; attributes without values are absent.
    pub attributes: Vec<(&'static str, Vec<ObjectValue>)>,
}

impl Object {
    /// The values of an attribute, whose name may have any letter case.
    pub fn all(&self, name: &str) -> &[ObjectValue] {
        self.attributes.iter().find(|(held, _)| held.eq_ignore_ascii_case(name)).map_or(&[], |(_, values)| values)
    }

    /// The first value of an attribute.
    pub fn first(&self, name: &str) -> Option<&str> {
        self.all(name).first().map(|held| held.value.as_str())
    }

    /// Whether it is a Microsoft 365 group, with or without a team.
    pub fn is_unified(&self) -> bool {
        matches!(self.first(attributes::GROUP_TYPE), Some("16" | "32"))
    }

    /// Whether a rule of Entra ID itself determines its members. GroupID's smart groups are assigned groups to Entra
    /// ID.
    pub fn is_dynamic(&self) -> bool {
        self.first("membershipRule").is_some()
    }
}

/// A value with further data about it (`AttributeCollection`).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ObjectValue {
    pub value: String,
    pub notes: Vec<(&'static str, String)>,
}

impl From<String> for ObjectValue {
    fn from(value: String) -> Self {
        Self { value, notes: Vec::new() }
    }
}

impl ObjectValue {
    /// The text of a note about the value.
    pub fn note(&self, name: &str) -> Option<&str> {
        self.notes.iter().find(|(held, _)| *held == name).map(|(_, text)| text.as_str())
    }
}

/// Which attributes to load.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Load {
    /// All of them.
    All,
    /// All except the lists that grow with the directory, for pages of many objects.
    Brief,
    /// These, in any letter case.
    Names(Vec<String>),
}

/// How deep a container is searched.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Scope {
    OneLevel,
    Subtree,
}

/// An account that can sign in.
#[derive(Clone)]
pub struct Account {
    pub guid: String,
    pub password: PasswordHash,
    pub state: AccountState,
}

/// Whether an account may sign in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AccountState {
    Good = 0,
    Locked = 1,
    Expired = 2,
    Disabled = 3,
}

impl AccountState {
    pub const ALL: [Self; 4] = [Self::Good, Self::Locked, Self::Expired, Self::Disabled];
}

/// A value of a DN attribute, with the dates of a membership.
#[derive(Debug, Clone)]
pub struct Link {
    pub attribute: &'static Attribute,
    pub target: Handle,
    /// The `XMembershipType`; empty for a permanent membership.
    pub membership: String,
    pub begins: String,
    pub ends: String,
    /// Whether an additional owner gets no mail.
    pub quiet: bool,
}

impl Link {
    /// A link without further data.
    pub fn plain(attribute: &'static Attribute, target: Handle) -> Self {
        let empty = String::new;
        Self { attribute, target, membership: empty(), begins: empty(), ends: empty(), quiet: false }
    }

    /// Links to several objects; empty if the schema does not have the attribute.
    pub fn plain_all(name: &str, targets: impl Iterator<Item = Handle>) -> Vec<Self> {
        schema::attribute(name)
            .map_or_else(Vec::new, |attribute| targets.map(|to| Self::plain(attribute, to)).collect())
    }
}

/// An object to insert.
#[derive(Debug, Clone)]
pub struct NewObject {
    pub store: i64,
    pub guid: String,
    pub kind: Kind,
    pub dn: Dn,
    pub attributes: Vec<(&'static Attribute, Vec<ObjectValue>)>,
    pub links: Vec<Link>,
}

/// A failure of the engine, with a message for the log that contains no personal data.
#[derive(Debug)]
pub struct EngineError(pub String);

/// A reason why a change is refused.
#[derive(Debug)]
pub struct Reason {
    pub attribute: String,
    /// A sentence for people.
    pub sentence: String,
    /// Whether the reason is that another object already has the name.
    pub is_taken: bool,
}

/// Why a change was not made.
#[derive(Debug)]
pub enum Rejection {
    /// The engine failed.
    Engine(EngineError),
    /// The validation rules refuse it.
    Refused(Vec<Reason>),
    /// There is no such object.
    Missing,
    /// The caller has no right to the object.
    Denied,
}

impl From<EngineError> for Rejection {
    fn from(failed: EngineError) -> Self {
        Self::Engine(failed)
    }
}
