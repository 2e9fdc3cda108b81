//! What the routes know of a directory. SQLite stands behind it today; an LDAP directory can tomorrow. No SQL and no
//! HTTP here.

use crate::filter::Filter;
use crate::object::{
    Account, EngineError, Found, Handle, Link, Load, NewObject, Object, ObjectValue, Rejection, Store,
};
use crate::schema::Attribute;
use model::config::StoreKind;
use model::names::Dn;

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

/// What a directory holds when it is new.
pub trait Content: Send {
    /// The identity stores.
    fn stores(&self) -> Vec<Store>;
    /// Fills an empty directory.
    fn fill(&self, tx: &dyn WriteTx) -> Result<(), EngineError>;
}

/// One transaction's worth of work; `Err` undoes all of it.
pub type Work<'a> = dyn FnMut(&dyn WriteTx) -> Result<(), Rejection> + 'a;

/// Looking things up, within a transaction or by itself.
pub trait ReadTx {
    /// The container's name as it is stored.
    fn container(&self, store: i64, dn: &Dn) -> Result<Option<Dn>, EngineError>;
    /// An object by GUID, distinguished name, sAMAccountName, UPN or `DOMAIN\name`.
    fn find(&self, store: i64, identity: &str) -> Result<Option<Found>, EngineError>;
    /// The same with attributes.
    fn load(&self, store: i64, identity: &str, load: &Load) -> Result<Option<Object>, EngineError>;
}

/// A directory.
pub trait Directory: ReadTx + Send + Sync {
    /// Every identity store.
    fn stores(&self) -> &[Store];
    /// The store of that number.
    fn store(&self, id: i64) -> Option<&Store> {
        self.stores().iter().find(|store| store.id == id)
    }
    /// The store that Microsoft Graph speaks for, where there is one.
    fn tenant(&self) -> Option<&Store> {
        self.stores().iter().find(|store| store.kind == StoreKind::EntraId)
    }
    /// Many objects.
    fn search(&self, query: &Query) -> Result<Page, EngineError>;
    /// Who signs in under that name.
    fn account(&self, store: i64, login: &str) -> Result<Option<Account>, EngineError>;
    /// Runs the work in one transaction; when this returns `Ok`, the change is on the disk.
    fn write(&self, work: &mut Work<'_>) -> Result<(), Rejection>;
}

/// What a transaction can see and do.
pub trait WriteTx: ReadTx {
    /// Everything that meets a filter.
    fn matching(&self, store: i64, filter: &Filter) -> Result<Vec<Handle>, EngineError>;
    /// What the object's link attribute points to.
    fn targets(&self, source: Handle, attribute: &Attribute) -> Result<Vec<Handle>, EngineError>;
    /// Whether an object or container of that name is there.
    fn is_taken(&self, store: i64, dn: &Dn) -> Result<bool, EngineError>;
    /// Whether an object has this value, letter case aside.
    fn has_value(&self, store: i64, attribute: &Attribute, value: &str) -> Result<bool, EngineError>;
    fn add_container(&self, store: i64, dn: &Dn) -> Result<(), EngineError>;
    fn insert(&self, object: &NewObject) -> Result<Handle, EngineError>;
    /// Gives a stored attribute these values instead of those it has; none takes it away.
    fn set(&self, handle: Handle, attribute: &Attribute, values: &[ObjectValue]) -> Result<(), EngineError>;
    fn add_link(&self, source: Handle, link: &Link) -> Result<(), EngineError>;
    fn remove_link(&self, source: Handle, attribute: &Attribute, target: Handle) -> Result<(), EngineError>;
    fn add_account(&self, store: i64, owner: Handle, account: &Account) -> Result<(), EngineError>;
    /// The object and everything that points to it.
    fn delete(&self, handle: Handle) -> Result<(), EngineError>;
}
