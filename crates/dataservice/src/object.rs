//! The words in which routes, rules and engines speak of a directory: objects, their values and links, what is asked for,
//! and why a change does not happen.

use crate::schema::{self, Attribute};
use model::config::StoreKind;
use model::names::Dn;

/// An engine's own handle of an object; it means nothing outside of the engine.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Handle(pub i64);

/// An identity store.
#[derive(Debug, Clone)]
pub struct Store {
    /// `{identityStoreId}`.
    pub id: i64,
    /// What kind of directory it is.
    pub kind: StoreKind,
    /// The distinguished name of its domain, below which everything stands.
    pub domain: &'static str,
    /// The domain controller that answers a change, where there is one.
    pub server: Option<&'static str>,
    /// The suffix of mail addresses.
    pub mail_suffix: &'static str,
}

/// What kind of object it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    User = 1,
    Group = 2,
    Contact = 3,
    Computer = 4,
}

impl Kind {
    pub const ALL: [Self; 4] = [Self::User, Self::Group, Self::Contact, Self::Computer];

    /// `objectType` and `objectClass`.
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
    /// AD's `groupType`, if it is a group.
    pub group_type: Option<i64>,
}

/// An object with the attributes that were asked for.
#[derive(Debug, Clone)]
pub struct Object {
    pub found: Found,
    pub store: i64,
    /// Canonical name → values, without those that are empty.
    pub attributes: Vec<(&'static str, Vec<ObjectValue>)>,
}

impl Object {
    /// The values of an attribute, in any letter case.
    pub fn all(&self, name: &str) -> &[ObjectValue] {
        self.attributes.iter().find(|(held, _)| held.eq_ignore_ascii_case(name)).map_or(&[], |(_, values)| values)
    }

    /// The first value.
    pub fn first(&self, name: &str) -> Option<&str> {
        self.all(name).first().map(|held| held.value.as_str())
    }

    /// Whether it is a Microsoft 365 group, with or without a team.
    pub fn is_unified(&self) -> bool {
        matches!(self.first("groupType"), Some("16" | "32"))
    }

    /// Whether Entra ID itself says by a rule who is in it. GroupID's smart groups have members like any other.
    pub fn is_dynamic(&self) -> bool {
        self.first("membershipRule").is_some()
    }
}

/// One value and what is said about it (`AttributeCollection`).
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
    /// What is said about the value under that name.
    pub fn note(&self, name: &str) -> Option<&str> {
        self.notes.iter().find(|(held, _)| *held == name).map(|(_, text)| text.as_str())
    }
}

/// Which attributes are read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Load {
    /// Every one.
    All,
    /// Every one but the lists that grow with the directory, for pages of many objects.
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

/// Somebody who can sign in.
#[derive(Debug, Clone)]
pub struct Account {
    pub guid: String,
    pub salt: Vec<u8>,
    pub hash: Vec<u8>,
    pub state: AccountState,
}

/// Whether they may.
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

/// A value of a DN attribute, with the window of a membership.
#[derive(Debug, Clone)]
pub struct Link {
    pub attribute: &'static Attribute,
    pub target: Handle,
    /// `XMembershipType`, "" for a permanent one.
    pub membership: String,
    pub begins: String,
    pub ends: String,
    /// An additional owner who wants no mail.
    pub quiet: bool,
}

impl Link {
    /// A link about which nothing is said.
    pub fn plain(attribute: &'static Attribute, target: Handle) -> Self {
        let empty = String::new;
        Self { attribute, target, membership: empty(), begins: empty(), ends: empty(), quiet: false }
    }

    /// The same to each of these; none for an attribute that the schema does not have.
    pub fn plain_all(name: &str, targets: impl Iterator<Item = Handle>) -> Vec<Self> {
        schema::attribute(name)
            .map_or_else(Vec::new, |attribute| targets.map(|to| Self::plain(attribute, to)).collect())
    }
}

/// An object to be.
#[derive(Debug, Clone)]
pub struct NewObject {
    pub store: i64,
    pub guid: String,
    pub kind: Kind,
    pub dn: Dn,
    pub attributes: Vec<(&'static Attribute, Vec<ObjectValue>)>,
    pub links: Vec<Link>,
}

/// The engine failed: a message for the log, without anybody's data.
#[derive(Debug)]
pub struct EngineError(pub String);

/// One reason against a change.
#[derive(Debug)]
pub struct Reason {
    pub attribute: String,
    /// For people.
    pub sentence: String,
    /// Whether it is that another object has the name.
    pub is_taken: bool,
}

/// Why a change did not happen.
#[derive(Debug)]
pub enum Rejection {
    /// The engine failed.
    Engine(EngineError),
    /// The rules refuse it.
    Refused(Vec<Reason>),
    /// There is no such object.
    Missing,
    /// Whoever asks has no right to it.
    Denied,
}

impl From<EngineError> for Rejection {
    fn from(failed: EngineError) -> Self {
        Self::Engine(failed)
    }
}
