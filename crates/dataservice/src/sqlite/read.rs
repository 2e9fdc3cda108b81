//! Reads single objects, containers and accounts.

use super::catalogue::{Catalogue, Catalogues};
use super::condition::{bare_guid, dn_key, ends, link_kind};
use super::found;
use super::names::Names;
use crate::collate::fold;
use crate::object::{Account, AccountState, EngineError, Found, Load, Object, ObjectValue, Store};
use crate::passwords::{PasswordHash, Scheme};
use crate::schema::{ATTRIBUTES, Attribute, LinkKind, Syntax};
use model::config::StoreKind;
use model::names::Dn;
use model::wire::attributes;
use model::wire::codes::{DO_NOT_NOTIFY, MEMBERSHIP_BEGIN, MEMBERSHIP_END, MEMBERSHIP_TYPE, SCOPE, SCOPE_SUBTREE};
use rusqlite::{Connection, OptionalExtension, Row, params};
use std::cell::RefCell;
use std::sync::Arc;

/// How many values of a list that grows with the directory are given to those who have not asked for it by name. Active
/// Directory gives none of a longer one either, but parts of it on request.
const MOST_UNASKED: usize = 1_500;

/// Read access on one connection.
pub struct Reader<'a> {
    pub connection: &'a Connection,
    pub names: &'a Names,
    pub stores: &'a [Store],
    /// The catalogues of committed states; within a transaction that writes, its own.
    pub catalogues: Shelf<'a>,
}

/// Where a reader gets the catalogue of a store from.
#[derive(Clone, Copy)]
pub enum Shelf<'a> {
    /// The ones that all readers share.
    Shared(&'a Catalogues),
    /// Those of a transaction, as it has changed the directory so far.
    Own(&'a RefCell<Vec<(i64, Arc<Catalogue>)>>),
}

impl Reader<'_> {
    /// What is the same for every search of a store, if it was read already.
    pub fn catalogue_at_hand(&self, store: i64) -> Result<Option<Arc<Catalogue>>, EngineError> {
        match self.catalogues {
            Shelf::Shared(shared) => shared.at_hand(self.connection, store),
            Shelf::Own(own) => {
                Ok(own.borrow().iter().find(|(of, _)| *of == store).map(|(_, catalogue)| catalogue.clone()))
            }
        }
    }

    /// The same, read if it has to be.
    pub fn catalogue(&self, store: i64) -> Result<Arc<Catalogue>, EngineError> {
        match self.catalogues {
            Shelf::Shared(shared) => shared.get(self.connection, store),
            Shelf::Own(own) => {
                if let Some(catalogue) = self.catalogue_at_hand(store)? {
                    return Ok(catalogue);
                }
                let catalogue = Arc::new(Catalogue::read(self.connection, store)?);
                own.borrow_mut().push((store, catalogue.clone()));
                Ok(catalogue)
            }
        }
    }

    /// The columns that [`found`] reads.
    pub fn columns(&self) -> String {
        let group_type = self.names.named(attributes::GROUP_TYPE);
        format!(
            "o.id, o.guid, o.kind, o.dn,
             (SELECT folded FROM attrs WHERE object = o.id AND name = {group_type} AND ordinal = 0)"
        )
    }

    pub fn find(&self, store: i64, identity: &str) -> Result<Option<Found>, EngineError> {
        let identity = identity.trim();
        let columns = self.columns();
        let by = |condition: &str, value: String| -> Result<Option<Found>, EngineError> {
            let sql = format!("SELECT {columns} FROM objects o WHERE o.store = ?1 AND {condition} LIMIT 1");
            Ok(self.connection.prepare_cached(&sql)?.query_row(params![store, value], found).optional()?)
        };
        if let Some(found) = by("o.guid = ?2", bare_guid(identity))? {
            return Ok(Some(found));
        }
        if identity.contains('=') && Dn::parse(identity).is_ok() {
            return by("o.dn_key = ?2", dn_key(identity));
        }
        let logon = identity.rsplit_once('\\').map_or(identity, |(_, name)| name);
        let names = [attributes::SAM_ACCOUNT_NAME, attributes::USER_PRINCIPAL_NAME, "LogonName"]
            .map(|name| self.names.named(name).to_string());
        let condition =
            format!("o.id IN (SELECT object FROM attrs WHERE name IN ({}) AND folded = ?2)", names.join(", "));
        by(&condition, fold(logon))
    }

    pub fn container(&self, store: i64, dn: &Dn) -> Result<Option<Dn>, EngineError> {
        let sql = "SELECT dn FROM containers WHERE store = ?1 AND dn_key = ?2";
        let mut statement = self.connection.prepare_cached(sql)?;
        let held: Option<String> = statement.query_row(params![store, dn.normalized()], |row| row.get(0)).optional()?;
        Ok(held.and_then(|text| Dn::parse(&text).ok()))
    }

    pub fn named(&self, store: i64, identity: &str, load: &Load) -> Result<Option<Object>, EngineError> {
        let found = self.find(store, identity)?;
        found.map(|found| self.load(store, found, load)).transpose()
    }

    pub fn load(&self, store: i64, found: Found, load: &Load) -> Result<Object, EngineError> {
        let mut stored = self.stored(&found)?;
        let kind = self.stores.iter().find(|known| known.id == store).map_or(StoreKind::ActiveDirectory, |s| s.kind);
        let mut attributes = Vec::new();
        for (at, attribute) in ATTRIBUTES.iter().enumerate() {
            if !is_wanted(attribute, load, kind) {
                continue;
            }
            let one = |value: String| vec![ObjectValue::from(value)];
            let values = match attribute.syntax {
                Syntax::Text | Syntax::StartPath | Syntax::Number | Syntax::Flags | Syntax::Date => {
                    std::mem::take(&mut stored[at])
                }
                Syntax::Guid => one(found.guid.clone()),
                Syntax::Dn => one(found.dn.clone()),
                Syntax::Container => {
                    let parent = Dn::parse(&found.dn).ok().and_then(|dn| dn.parent());
                    parent.map(|dn| one(dn.to_string())).unwrap_or_default()
                }
                Syntax::Link(_) | Syntax::BackLink(_) => {
                    let most = (*load == Load::All && grows(attribute)).then_some(MOST_UNASKED);
                    self.links(&found, attribute, most)?
                }
                Syntax::Membership => Vec::new(),
            };
            if !values.is_empty() {
                attributes.push((attribute.name, values));
            }
        }
        Ok(Object { found, store, attributes })
    }

    /// The stored values, by the index of the attribute in the schema.
    fn stored(&self, found: &Found) -> Result<Vec<Vec<ObjectValue>>, EngineError> {
        let mut stored = vec![Vec::new(); ATTRIBUTES.len()];
        let sql = "SELECT name, coalesce(value, folded), scope FROM attrs WHERE object = ?1 ORDER BY name, ordinal";
        let mut statement = self.connection.prepare_cached(sql)?;
        let mut rows = statement.query([found.handle.0])?;
        while let Some(row) = rows.next()? {
            let place = self.names.place(row.get(0)?);
            if let Some(place) = place {
                let mut held = ObjectValue::from(row.get::<_, String>(1)?);
                if ATTRIBUTES[place].syntax == Syntax::StartPath {
                    let scope: Option<String> = row.get(2)?;
                    held.notes.push((SCOPE, scope.unwrap_or_else(|| SCOPE_SUBTREE.to_owned())));
                }
                stored[place].push(held);
            }
        }
        Ok(stored)
    }

    /// The values of a link; none if there are more than `most`.
    fn links(
        &self,
        found: &Found,
        attribute: &Attribute,
        most: Option<usize>,
    ) -> Result<Vec<ObjectValue>, EngineError> {
        let (own, other) = ends(attribute);
        let sql = format!(
            "SELECT t.dn, l.membership, l.begins, l.ends, l.quiet FROM links l JOIN objects t ON t.id = l.{other}
             WHERE l.kind = ?1 AND l.{own} = ?2 ORDER BY l.ordinal, t.dn_key LIMIT ?3"
        );
        // A negative limit is none.
        let limit = most.map_or(-1, |most| most as i64 + 1);
        let mut statement = self.connection.prepare_cached(&sql)?;
        let mut rows = statement.query(params![link_kind(attribute), found.handle.0, limit])?;
        let mut values = Vec::new();
        while let Some(row) = rows.next()? {
            let mut notes = Vec::new();
            if attribute.syntax == Syntax::Link(LinkKind::Member) {
                notes = window(row, 1)?;
                notes.retain(|(_, text)| !text.is_empty());
            }
            if row.get::<_, bool>(4)? {
                notes.push((DO_NOT_NOTIFY, "true".to_owned()));
            }
            values.push(ObjectValue { value: row.get(0)?, notes });
        }
        Ok(if most.is_some_and(|most| values.len() > most) { Vec::new() } else { values })
    }

    pub fn account(&self, store: i64, login: &str) -> Result<Option<Account>, EngineError> {
        let Some(found) = self.find(store, login)? else {
            return Ok(None);
        };
        let sql = "SELECT scheme, salt, hash, state FROM accounts WHERE store = ?1 AND object = ?2";
        let read = |row: &Row<'_>| {
            let scheme: i64 = row.get(0)?;
            let scheme = Scheme::ALL.into_iter().find(|known| *known as i64 == scheme);
            let scheme = scheme.ok_or(rusqlite::Error::IntegralValueOutOfRange(0, row.get(0)?))?;
            let password = PasswordHash { scheme, salt: row.get(1)?, hash: row.get(2)? };
            let state: i64 = row.get(3)?;
            let state = AccountState::ALL.into_iter().find(|known| *known as i64 == state);
            // An unknown state, from a later version, must not permit sign-in.
            let state = state.unwrap_or(AccountState::Disabled);
            Ok(Account { guid: found.guid.clone(), password, state })
        };
        Ok(self.connection.prepare_cached(sql)?.query_row(params![store, found.handle.0], read).optional()?)
    }
}

/// The kind and dates of a membership, from three columns.
pub fn window(row: &Row<'_>, at: usize) -> rusqlite::Result<Vec<(&'static str, String)>> {
    Ok(vec![(MEMBERSHIP_TYPE, row.get(at)?), (MEMBERSHIP_BEGIN, row.get(at + 1)?), (MEMBERSHIP_END, row.get(at + 2)?)])
}

/// Whether the attribute is a list that grows with the directory.
fn grows(attribute: &Attribute) -> bool {
    matches!(attribute.syntax, Syntax::BackLink(_) | Syntax::Link(LinkKind::Member))
}

/// Whether an attribute is to be loaded. Entra ID and Active Directory have different names for the same links.
fn is_wanted(attribute: &Attribute, load: &Load, kind: StoreKind) -> bool {
    let entra = matches!(attribute.name, "members" | "owners" | "ContainerDistinguishedName");
    let ad = matches!(attribute.name, "member" | attributes::MANAGED_BY | attributes::CONTAINER);
    let usual = !if kind == StoreKind::EntraId { ad } else { entra };
    match load {
        Load::All => usual,
        Load::Brief => usual && !grows(attribute),
        Load::Names(names) => {
            let asked = names.iter().any(|name| attribute.is(name));
            // Every response contains these attributes.
            asked
                || matches!(
                    attribute.name,
                    attributes::CONTAINER
                        | attributes::OBJECT_CLASS
                        | attributes::NAME
                        | attributes::COMMON_NAME
                        | attributes::DISPLAY_NAME
                        | "objectCategory"
                )
        }
    }
}
