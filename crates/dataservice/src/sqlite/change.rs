//! Changes to the database, within one transaction.

use super::catalogue::{Catalogue, note_change};
use super::condition::{dn_key, ends, link_kind};
use super::names::Names;
use super::read::{Reader, Shelf};
use crate::collate::{fold, sort_key};
use crate::directory::{ReadTx, WriteTx};
use crate::filter::Filter;
use crate::object::{Account, EngineError, Found, Handle, Link, Load, NewObject, Object, ObjectValue, Store};
use crate::schema::Attribute;
use model::names::Dn;
use model::wire::attributes;
use model::wire::codes::{SCOPE, SCOPE_SUBTREE};
use rusqlite::{Connection, OptionalExtension, Row, params};
use std::cell::{Cell, RefCell};
use std::sync::Arc;

pub struct Transaction<'a> {
    connection: &'a Connection,
    names: &'a Names,
    stores: &'a [Store],
    /// The number of the last link that was added, so that links keep their order.
    ordinal: Cell<i64>,
    /// The catalogues of the stores as they are within this transaction.
    catalogues: RefCell<Vec<(i64, Arc<Catalogue>)>>,
    /// Whether objects were added, removed or renamed.
    is_listing_changed: Cell<bool>,
}

impl<'a> Transaction<'a> {
    pub fn new(connection: &'a Connection, names: &'a Names, stores: &'a [Store]) -> Self {
        let (ordinal, is_listing_changed) = (Cell::new(0), Cell::new(false));
        Self { connection, names, stores, ordinal, catalogues: RefCell::default(), is_listing_changed }
    }

    fn reader(&self) -> Reader<'_> {
        let catalogues = Shelf::Own(&self.catalogues);
        Reader { connection: self.connection, names: self.names, stores: self.stores, catalogues }
    }

    /// Objects were added, removed or renamed, so what was read of them is no longer true.
    fn change_listing(&self) {
        self.catalogues.borrow_mut().clear();
        self.is_listing_changed.set(true);
    }

    /// Ends the work of the transaction, before it is committed.
    pub fn finish(&self) -> Result<(), EngineError> {
        if self.is_listing_changed.get() { note_change(self.connection) } else { Ok(()) }
    }

    fn has(&self, sql: &str, params: impl rusqlite::Params) -> Result<bool, EngineError> {
        Ok(self.connection.prepare_cached(sql)?.exists(params)?)
    }

    fn add_values(&self, handle: Handle, attribute: &Attribute, values: &[ObjectValue]) -> Result<(), EngineError> {
        let sql =
            "INSERT INTO attrs (object, name, ordinal, folded, value, sort, scope) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)";
        let mut statement = self.connection.prepare_cached(sql)?;
        for (at, held) in values.iter().filter(|held| !held.value.is_empty()).enumerate() {
            let folded = fold(&held.value);
            let sort = Some(sort_key(&folded)).filter(|sort| *sort != folded);
            let value = Some(&held.value).filter(|value| **value != folded);
            let scope = held.note(SCOPE).filter(|scope| *scope != SCOPE_SUBTREE);
            statement.execute(params![handle.0, self.names.id(attribute), at as i64, folded, value, sort, scope])?;
        }
        Ok(())
    }
}

fn parent_key(dn: &Dn) -> String {
    dn.parent().map(|parent| parent.normalized()).unwrap_or_default()
}

impl ReadTx for Transaction<'_> {
    fn container(&self, store: i64, dn: &Dn) -> Result<Option<Dn>, EngineError> {
        self.reader().container(store, dn)
    }

    fn find(&self, store: i64, identity: &str) -> Result<Option<Found>, EngineError> {
        self.reader().find(store, identity)
    }

    fn load(&self, store: i64, identity: &str, load: &Load) -> Result<Option<Object>, EngineError> {
        self.reader().named(store, identity, load)
    }
}

impl WriteTx for Transaction<'_> {
    fn matching(&self, store: i64, filter: &Filter) -> Result<Vec<Handle>, EngineError> {
        self.reader().matching(store, filter)
    }

    fn targets(&self, source: Handle, attribute: &Attribute) -> Result<Vec<Handle>, EngineError> {
        let (own, other) = ends(attribute);
        let sql = format!("SELECT {other} FROM links WHERE kind = ?1 AND {own} = ?2");
        let mut statement = self.connection.prepare_cached(&sql)?;
        let targets = statement.query_map(params![link_kind(attribute), source.0], |row| row.get(0).map(Handle))?;
        Ok(targets.collect::<Result<_, _>>()?)
    }

    fn link(&self, source: Handle, attribute: &'static Attribute, target: Handle) -> Result<Option<Link>, EngineError> {
        let sql = "SELECT membership, begins, ends, quiet FROM links WHERE kind = ?1 AND source = ?2 AND target = ?3";
        let mut statement = self.connection.prepare_cached(sql)?;
        let read = |row: &Row<'_>| {
            let (membership, begins, ends) = (row.get(0)?, row.get(1)?, row.get(2)?);
            Ok(Link { attribute, target, membership, begins, ends, quiet: row.get(3)? })
        };
        Ok(statement.query_row(params![link_kind(attribute), source.0, target.0], read).optional()?)
    }

    fn is_taken(&self, store: i64, dn: &Dn) -> Result<bool, EngineError> {
        let key = dn.normalized();
        let object = self.has("SELECT 1 FROM objects WHERE store = ?1 AND dn_key = ?2", params![store, key])?;
        Ok(object || self.has("SELECT 1 FROM containers WHERE store = ?1 AND dn_key = ?2", params![store, key])?)
    }

    fn has_value(&self, store: i64, attribute: &Attribute, value: &str) -> Result<bool, EngineError> {
        self.has(
            "SELECT 1 FROM attrs a JOIN objects o ON o.id = a.object WHERE a.name = ?1 AND a.folded = ?2 AND o.store = ?3",
            params![self.names.id(attribute), fold(value), store],
        )
    }

    fn add_container(&self, store: i64, dn: &Dn) -> Result<(), EngineError> {
        let sql = "INSERT OR IGNORE INTO containers VALUES (?1, ?2, ?3, ?4)";
        self.connection.prepare_cached(sql)?.execute(params![
            store,
            dn.normalized(),
            parent_key(dn),
            dn.to_string()
        ])?;
        Ok(())
    }

    fn insert(&self, object: &NewObject) -> Result<Handle, EngineError> {
        let dn = object.dn.to_string();
        let first = |name: &str| {
            let held = object.attributes.iter().find(|(attribute, _)| attribute.is(name));
            held.and_then(|(_, values)| values.iter().find(|held| !held.value.is_empty()))
        };
        let label =
            first(attributes::DISPLAY_NAME).or(first(attributes::NAME)).map(|name| sort_key(&fold(&name.value)));
        let sql = "INSERT INTO objects (store, kind, guid, dn, dn_key, parent_key, label) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)";
        self.connection.prepare_cached(sql)?.execute(params![
            object.store,
            object.kind as i64,
            object.guid,
            dn,
            dn_key(&dn),
            parent_key(&object.dn),
            label
        ])?;
        let handle = Handle(self.connection.last_insert_rowid());
        self.change_listing();
        for (attribute, values) in &object.attributes {
            self.add_values(handle, attribute, values)?;
        }
        for link in &object.links {
            self.add_link(handle, link)?;
        }
        Ok(handle)
    }

    fn set(&self, handle: Handle, attribute: &Attribute, values: &[ObjectValue]) -> Result<(), EngineError> {
        let sql = "DELETE FROM attrs WHERE object = ?1 AND name = ?2";
        self.connection.prepare_cached(sql)?.execute(params![handle.0, self.names.id(attribute)])?;
        self.add_values(handle, attribute, values)?;
        if attribute.is(attributes::DISPLAY_NAME) || attribute.is(attributes::NAME) {
            let of = |name: &str| {
                let name = self.names.named(name);
                format!("(SELECT sort_key(folded) FROM attrs WHERE object = ?1 AND name = {name} AND ordinal = 0)")
            };
            let sql = format!(
                "UPDATE objects SET label = coalesce({}, {}) WHERE id = ?1",
                of(attributes::DISPLAY_NAME),
                of(attributes::NAME)
            );
            self.connection.prepare_cached(&sql)?.execute([handle.0])?;
            self.change_listing();
        }
        Ok(())
    }

    fn add_link(&self, source: Handle, link: &Link) -> Result<(), EngineError> {
        self.ordinal.set(self.ordinal.get() + 1);
        let sql = "INSERT OR IGNORE INTO links VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)";
        self.connection.prepare_cached(sql)?.execute(params![
            link_kind(link.attribute),
            source.0,
            link.target.0,
            self.ordinal.get(),
            link.membership,
            link.begins,
            link.ends,
            link.quiet
        ])?;
        Ok(())
    }

    fn remove_link(&self, source: Handle, attribute: &Attribute, target: Handle) -> Result<(), EngineError> {
        let sql = "DELETE FROM links WHERE kind = ?1 AND source = ?2 AND target = ?3";
        self.connection.prepare_cached(sql)?.execute(params![link_kind(attribute), source.0, target.0])?;
        Ok(())
    }

    fn add_account(&self, store: i64, owner: Handle, account: &Account) -> Result<(), EngineError> {
        let sql = "INSERT INTO accounts VALUES (?1, ?2, ?3, ?4, ?5, ?6)";
        self.connection.prepare_cached(sql)?.execute(params![
            store,
            owner.0,
            account.password.scheme as i64,
            account.password.salt,
            account.password.hash,
            account.state as i64
        ])?;
        Ok(())
    }

    fn delete(&self, handle: Handle) -> Result<(), EngineError> {
        self.connection.prepare_cached("DELETE FROM objects WHERE id = ?1")?.execute([handle.0])?;
        self.change_listing();
        Ok(())
    }
}
