//! The interface between the routes and a directory. The engine behind it is SQLite today and could be an LDAP
//! directory tomorrow, so there is no SQL and no HTTP here. Identity stores are given by their ids, and objects by
//! [`Handle`]s, which are only valid within one engine.

use crate::filter::Filter;
use crate::object::{
    Account, EngineError, Found, Handle, Link, Load, NewObject, Object, ObjectValue, Rejection, Store,
};
use crate::schema::Attribute;
use model::config::StoreKind;
use model::names::Dn;

/// A search for many objects of a store.
#[derive(Debug, Clone)]
pub struct Query {
    /// The id of the identity store.
    pub store: i64,
    /// The condition that objects must satisfy.
    pub filter: Filter,
    /// Limits the search to the objects that this object's DN attribute refers to, such as the members of a group.
    pub within: Option<(Handle, &'static Attribute)>,
    /// The attribute to sort by; without one, objects are in the order of their creation. Objects that lack the
    /// attribute come last in either direction.
    pub sort_by: Option<&'static Attribute>,
    pub descending: bool,
    /// How many objects to skip.
    pub offset: i64,
    /// The maximum number of objects to return.
    pub limit: i64,
    /// Whether to count all objects that satisfy the condition.
    pub total: bool,
    /// Which attributes of the objects to load.
    pub load: Load,
}

/// A part of the objects that a search finds.
#[derive(Debug, Clone)]
pub struct Page {
    /// The number of all objects; `None` if the query did not ask for it.
    pub total: Option<i64>,
    /// The objects from [`Query::offset`] on, at most [`Query::limit`] of them.
    pub objects: Vec<Object>,
}

/// The initial content of a new directory.
pub trait Content: Send {
    fn stores(&self) -> Vec<Store>;
    /// Fills an empty directory.
    ///
    /// # Errors
    ///
    /// The engine failed, or the content is inconsistent; the directory stays empty.
    fn fill(&self, tx: &dyn WriteTx) -> Result<(), EngineError>;
}

/// Work within one transaction. If it returns an error, everything it did is undone.
pub type Work<'a> = dyn FnMut(&dyn WriteTx) -> Result<(), Rejection> + 'a;

/// Read access, within a transaction or by itself. Every function fails only if the engine does.
pub trait ReadTx {
    /// The distinguished name of a container as it is stored, which may differ in letter case; `None` if there is no
    /// such container.
    fn container(&self, store: i64, dn: &Dn) -> Result<Option<Dn>, EngineError>;
    /// An object by its GUID, distinguished name, sAMAccountName, user principal name or `DOMAIN\name`, in any letter
    /// case; `None` if there is none.
    fn find(&self, store: i64, identity: &str) -> Result<Option<Found>, EngineError>;
    /// The same, with attributes. Attributes that every response contains are loaded even if `load` does not name them.
    fn load(&self, store: i64, identity: &str, load: &Load) -> Result<Option<Object>, EngineError>;
}

/// A directory with its identity stores.
pub trait Directory: ReadTx + Send + Sync {
    fn stores(&self) -> &[Store];
    fn store(&self, id: i64) -> Option<&Store> {
        self.stores().iter().find(|store| store.id == id)
    }
    /// The identity store that Microsoft Graph gives access to, if there is one.
    fn tenant(&self) -> Option<&Store> {
        self.stores().iter().find(|store| store.kind == StoreKind::EntraId)
    }
    /// A page of the objects that satisfy a query.
    fn search(&self, query: &Query) -> Result<Page, EngineError>;
    /// The same from the index behind the Data Service's searches, which may lag behind the directory.
    fn search_index(&self, query: &Query) -> Result<Page, EngineError>;
    /// The account that signs in with that name, which may be any of those that [`ReadTx::find`] accepts; `None` if
    /// there is no such object or it cannot sign in.
    fn account(&self, store: i64, login: &str) -> Result<Option<Account>, EngineError>;
    /// Runs work in one transaction. Once this returns `Ok`, the change is on disk.
    ///
    /// # Errors
    ///
    /// What the work returned, or a failure of the engine. Nothing was changed then.
    fn write(&self, work: &mut Work<'_>) -> Result<(), Rejection>;
}

/// Access within a transaction that can change the directory. Every function fails only if the engine does.
pub trait WriteTx: ReadTx {
    /// All objects that satisfy a filter, in the order of their creation.
    fn matching(&self, store: i64, filter: &Filter) -> Result<Vec<Handle>, EngineError>;
    /// The objects that a link attribute of an object refers to, in no particular order.
    fn targets(&self, source: Handle, attribute: &Attribute) -> Result<Vec<Handle>, EngineError>;
    /// The link by which an attribute of an object refers to another one; `None` if it does not.
    fn link(&self, source: Handle, attribute: &'static Attribute, target: Handle) -> Result<Option<Link>, EngineError>;
    /// Whether there is an object or a container with that distinguished name.
    fn is_taken(&self, store: i64, dn: &Dn) -> Result<bool, EngineError>;
    /// Whether an object of the store has this value in a stored attribute, ignoring letter case.
    fn has_value(&self, store: i64, attribute: &Attribute, value: &str) -> Result<bool, EngineError>;
    /// Adds a container; does nothing if it exists.
    fn add_container(&self, store: i64, dn: &Dn) -> Result<(), EngineError>;
    /// Adds an object with its attributes and links.
    fn insert(&self, object: &NewObject) -> Result<Handle, EngineError>;
    /// Replaces the values of a stored attribute; without values, the attribute is removed.
    fn set(&self, handle: Handle, attribute: &Attribute, values: &[ObjectValue]) -> Result<(), EngineError>;
    /// Adds a link; does nothing if the object already has one to the same target.
    fn add_link(&self, source: Handle, link: &Link) -> Result<(), EngineError>;
    /// Removes a link; does nothing if there is none.
    fn remove_link(&self, source: Handle, attribute: &Attribute, target: Handle) -> Result<(), EngineError>;
    /// Lets an object, the owner, sign in with this account.
    fn add_account(&self, store: i64, owner: Handle, account: &Account) -> Result<(), EngineError>;
    /// Removes an object with its attributes, its account and all links from and to it.
    fn delete(&self, handle: Handle) -> Result<(), EngineError>;
}
