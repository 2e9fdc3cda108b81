//! What the routes know of a directory. SQLite stands behind it today; an LDAP directory can tomorrow. No SQL and no
//! HTTP here.

use crate::filter::Filter;
use crate::schema::Attribute;
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
    pub attributes: Vec<(&'static str, Vec<Held>)>,
}

impl Object {
    /// The values of an attribute, in any letter case.
    pub fn all(&self, name: &str) -> &[Held] {
        self.attributes.iter().find(|(held, _)| held.eq_ignore_ascii_case(name)).map_or(&[], |(_, values)| values)
    }

    /// The first value.
    pub fn first(&self, name: &str) -> Option<&str> {
        self.all(name).first().map(|held| held.value.as_str())
    }
}

/// One value and what is said about it (`AttributeCollection`).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Held {
    pub value: String,
    pub notes: Vec<(&'static str, String)>,
}

impl From<String> for Held {
    fn from(value: String) -> Self {
        Self { value, notes: Vec::new() }
    }
}

impl Held {
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

/// A question with many answers.
#[derive(Debug, Clone)]
pub struct Query {
    pub store: i64,
    pub filter: Filter,
    /// The values of this object's DN attribute instead of the whole store.
    pub within: Option<(Handle, &'static Attribute)>,
    pub sort_by: Option<&'static Attribute>,
    pub descending: bool,
    pub offset: i64,
    pub limit: i64,
    pub total: bool,
    pub load: Load,
}

/// Some of the answers.
#[derive(Debug, Clone)]
pub struct Page {
    pub total: Option<i64>,
    pub objects: Vec<Object>,
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
}

/// An object to be.
#[derive(Debug, Clone)]
pub struct NewObject {
    pub store: i64,
    pub guid: String,
    pub kind: Kind,
    pub dn: Dn,
    pub attributes: Vec<(&'static Attribute, Vec<Held>)>,
    pub links: Vec<Link>,
}

/// The engine failed: a message for the log, without anybody's data.
#[derive(Debug)]
pub struct Failed(pub String);

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
pub enum Abort {
    /// The engine failed.
    Failed(Failed),
    /// The rules refuse it.
    Refused(Vec<Reason>),
    /// There is no such object.
    Missing,
    /// Whoever asks has no right to it.
    Denied,
}

impl From<Failed> for Abort {
    fn from(failed: Failed) -> Self {
        Self::Failed(failed)
    }
}

/// One transaction's worth of work; `Err` undoes all of it.
pub type Work<'a> = dyn FnMut(&dyn Change) -> Result<(), Abort> + 'a;

/// Looking things up, within a transaction or by itself.
pub trait Look {
    /// The container's name as it is stored.
    fn container(&self, store: i64, dn: &Dn) -> Result<Option<Dn>, Failed>;
    /// An object by GUID, distinguished name, sAMAccountName, UPN or `DOMAIN\name`.
    fn find(&self, store: i64, identity: &str) -> Result<Option<Found>, Failed>;
    /// The same with attributes.
    fn load(&self, store: i64, identity: &str, load: &Load) -> Result<Option<Object>, Failed>;
}

/// A directory.
pub trait Directory: Look + Send + Sync {
    /// The store of that number.
    fn store(&self, id: i64) -> Option<&Store>;
    /// Many objects.
    fn search(&self, query: &Query) -> Result<Page, Failed>;
    /// Who signs in under that name.
    fn account(&self, store: i64, login: &str) -> Result<Option<Account>, Failed>;
    /// Runs the work in one transaction; when this returns `Ok`, the change is on the disk.
    fn write(&self, work: &mut Work<'_>) -> Result<(), Abort>;
}

/// What a transaction can see and do.
pub trait Change: Look {
    /// Everything that meets a filter.
    fn matching(&self, store: i64, filter: &Filter) -> Result<Vec<Handle>, Failed>;
    /// What the object's link attribute points to.
    fn targets(&self, source: Handle, attribute: &Attribute) -> Result<Vec<Handle>, Failed>;
    /// Whether an object or container of that name is there.
    fn is_taken(&self, store: i64, dn: &Dn) -> Result<bool, Failed>;
    /// Whether an object has this value, letter case aside.
    fn has_value(&self, store: i64, attribute: &Attribute, value: &str) -> Result<bool, Failed>;
    fn add_container(&self, store: i64, dn: &Dn) -> Result<(), Failed>;
    fn insert(&self, object: &NewObject) -> Result<Handle, Failed>;
    /// Gives a stored attribute these values instead of those it has; none takes it away.
    fn set(&self, handle: Handle, attribute: &Attribute, values: &[Held]) -> Result<(), Failed>;
    fn add_link(&self, source: Handle, link: &Link) -> Result<(), Failed>;
    fn remove_link(&self, source: Handle, attribute: &Attribute, target: Handle) -> Result<(), Failed>;
    fn add_account(&self, store: i64, owner: Handle, account: &Account) -> Result<(), Failed>;
    /// The object and everything that points to it.
    fn delete(&self, handle: Handle) -> Result<(), Failed>;
}
