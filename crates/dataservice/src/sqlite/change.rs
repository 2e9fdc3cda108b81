//! Changing: what happens within one transaction.

use super::condition::{dn_key, link_kind};
use super::names::Names;
use super::read::Reader;
use crate::collate::{fold, sort_key};
use crate::directory::{Account, Change, Failed, Found, Handle, Link, NewObject};
use crate::schema::Attribute;
use model::names::Dn;
use rusqlite::{Connection, OptionalExtension, params};
use std::cell::Cell;

/// An open transaction.
pub struct Transaction<'a> {
    connection: &'a Connection,
    names: &'a Names,
    /// Values keep the order in which they came.
    ordinal: Cell<i64>,
}

impl<'a> Transaction<'a> {
    pub fn new(connection: &'a Connection, names: &'a Names) -> Self {
        Self { connection, names, ordinal: Cell::new(0) }
    }

    fn has(&self, sql: &str, params: impl rusqlite::Params) -> Result<bool, Failed> {
        Ok(self.connection.prepare_cached(sql)?.exists(params)?)
    }
}

fn parent_key(dn: &Dn) -> String {
    dn.parent().map(|parent| parent.normalized()).unwrap_or_default()
}

impl Change for Transaction<'_> {
    fn container(&self, store: i64, dn: &Dn) -> Result<Option<Dn>, Failed> {
        let sql = "SELECT dn FROM containers WHERE store = ?1 AND dn_key = ?2";
        let held: Option<String> = self
            .connection
            .prepare_cached(sql)?
            .query_row(params![store, dn.normalized()], |row| row.get(0))
            .optional()?;
        Ok(held.and_then(|text| Dn::parse(&text).ok()))
    }

    fn find(&self, store: i64, identity: &str) -> Result<Option<Found>, Failed> {
        Reader { connection: self.connection, names: self.names, stores: &[] }.find(store, identity)
    }

    fn is_taken(&self, store: i64, dn: &Dn) -> Result<bool, Failed> {
        let key = dn.normalized();
        let object = self.has("SELECT 1 FROM objects WHERE store = ?1 AND dn_key = ?2", params![store, key])?;
        Ok(object || self.has("SELECT 1 FROM containers WHERE store = ?1 AND dn_key = ?2", params![store, key])?)
    }

    fn has_value(&self, store: i64, attribute: &Attribute, value: &str) -> Result<bool, Failed> {
        self.has(
            "SELECT 1 FROM attrs a JOIN objects o ON o.id = a.object WHERE a.name = ?1 AND a.folded = ?2 AND o.store = ?3",
            params![self.names.id(attribute), fold(value), store],
        )
    }

    fn add_container(&self, store: i64, dn: &Dn) -> Result<(), Failed> {
        let sql = "INSERT OR IGNORE INTO containers VALUES (?1, ?2, ?3, ?4)";
        self.connection.prepare_cached(sql)?.execute(params![
            store,
            dn.normalized(),
            parent_key(dn),
            dn.to_string()
        ])?;
        Ok(())
    }

    fn insert(&self, object: &NewObject) -> Result<Handle, Failed> {
        let dn = object.dn.to_string();
        let first = |name: &str| {
            let held = object.attributes.iter().find(|(attribute, _)| attribute.is(name));
            held.and_then(|(_, values)| values.iter().find(|value| !value.is_empty()))
        };
        let label = first("displayName").or(first("name")).map(|name| sort_key(&fold(name)));
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
        let sql = "INSERT INTO attrs (object, name, ordinal, folded, value, sort) VALUES (?1, ?2, ?3, ?4, ?5, ?6)";
        let mut statement = self.connection.prepare_cached(sql)?;
        for (attribute, values) in &object.attributes {
            for (at, value) in values.iter().filter(|value| !value.is_empty()).enumerate() {
                let folded = fold(value);
                let sort = Some(sort_key(&folded)).filter(|sort| *sort != folded);
                let value = Some(value).filter(|value| **value != folded);
                statement.execute(params![handle.0, self.names.id(attribute), at as i64, folded, value, sort])?;
            }
        }
        for link in &object.links {
            self.add_link(handle, link)?;
        }
        Ok(handle)
    }

    fn add_link(&self, source: Handle, link: &Link) -> Result<(), Failed> {
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

    fn add_account(&self, store: i64, owner: Handle, account: &Account) -> Result<(), Failed> {
        let sql = "INSERT INTO accounts VALUES (?1, ?2, ?3, ?4, ?5)";
        self.connection.prepare_cached(sql)?.execute(params![
            store,
            owner.0,
            account.salt,
            account.hash,
            account.state as i64
        ])?;
        Ok(())
    }

    fn delete(&self, handle: Handle) -> Result<(), Failed> {
        self.connection.prepare_cached("DELETE FROM objects WHERE id = ?1")?.execute([handle.0])?;
        Ok(())
    }
}
