//! Reading: one object, many objects, an account.

use super::condition::{Sql, bare_guid, dn_key, ends, link_kind};
use super::found;
use super::names::Names;
use crate::collate::fold;
use crate::directory::{Account, AccountState, Failed, Found, Held, Load, Object, Page, Query, Scope, Store};
use crate::schema::{ATTRIBUTES, Attribute, LinkKind, Syntax};
use model::config::StoreKind;
use model::names::Dn;
use model::wire::codes::{DO_NOT_NOTIFY, MEMBERSHIP_BEGIN, MEMBERSHIP_END, MEMBERSHIP_TYPE};
use rusqlite::{Connection, OptionalExtension, Row, params, params_from_iter};

/// Reads on one connection.
pub struct Reader<'a> {
    pub connection: &'a Connection,
    pub names: &'a Names,
    pub stores: &'a [Store],
}

impl Reader<'_> {
    /// The columns that [`found`] reads.
    fn columns(&self) -> String {
        let group_type = self.names.named("groupType");
        format!(
            "o.id, o.guid, o.kind, o.dn,
             (SELECT folded FROM attrs WHERE object = o.id AND name = {group_type} AND ordinal = 0)"
        )
    }

    pub fn find(&self, store: i64, identity: &str) -> Result<Option<Found>, Failed> {
        let identity = identity.trim();
        let columns = self.columns();
        let by = |condition: &str, value: String| -> Result<Option<Found>, Failed> {
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
        let names = ["sAMAccountName", "userPrincipalName", "LogonName"].map(|name| self.names.named(name).to_string());
        let condition =
            format!("o.id IN (SELECT object FROM attrs WHERE name IN ({}) AND folded = ?2)", names.join(", "));
        by(&condition, fold(logon))
    }

    pub fn load(&self, store: i64, found: Found, load: &Load) -> Result<Object, Failed> {
        let mut stored = self.stored(&found)?;
        let kind = self.stores.iter().find(|known| known.id == store).map_or(StoreKind::ActiveDirectory, |s| s.kind);
        let mut attributes = Vec::new();
        for (at, attribute) in ATTRIBUTES.iter().enumerate() {
            if !is_wanted(attribute, load, kind) {
                continue;
            }
            let one = |value: String| vec![Held { value, notes: Vec::new() }];
            let values = match attribute.syntax {
                Syntax::Text | Syntax::Number | Syntax::Date => std::mem::take(&mut stored[at]),
                Syntax::Guid => one(found.guid.clone()),
                Syntax::Dn => one(found.dn.clone()),
                Syntax::Container => {
                    let parent = Dn::parse(&found.dn).ok().and_then(|dn| dn.parent());
                    parent.map(|dn| one(dn.to_string())).unwrap_or_default()
                }
                Syntax::Link(_) | Syntax::BackLink(_) => self.links(&found, attribute)?,
                Syntax::Membership => Vec::new(),
            };
            if !values.is_empty() {
                attributes.push((attribute.name, values));
            }
        }
        Ok(Object { found, store, attributes })
    }

    /// The stored values, by the attribute's place in the schema.
    fn stored(&self, found: &Found) -> Result<Vec<Vec<Held>>, Failed> {
        let mut stored = vec![Vec::new(); ATTRIBUTES.len()];
        let sql = "SELECT name, coalesce(value, folded) FROM attrs WHERE object = ?1 ORDER BY name, ordinal";
        let mut statement = self.connection.prepare_cached(sql)?;
        let mut rows = statement.query([found.handle.0])?;
        while let Some(row) = rows.next()? {
            let place =
                self.names.attribute(row.get(0)?).and_then(|a| ATTRIBUTES.iter().position(|b| b.name == a.name));
            if let Some(place) = place {
                stored[place].push(Held { value: row.get(1)?, notes: Vec::new() });
            }
        }
        Ok(stored)
    }

    fn links(&self, found: &Found, attribute: &Attribute) -> Result<Vec<Held>, Failed> {
        let (own, other) = ends(attribute);
        let sql = format!(
            "SELECT t.dn, l.membership, l.begins, l.ends, l.quiet FROM links l JOIN objects t ON t.id = l.{other}
             WHERE l.kind = ?1 AND l.{own} = ?2 ORDER BY l.ordinal, t.dn_key"
        );
        let mut statement = self.connection.prepare_cached(&sql)?;
        let mut rows = statement.query(params![link_kind(attribute), found.handle.0])?;
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
            values.push(Held { value: row.get(0)?, notes });
        }
        Ok(values)
    }

    pub fn search(&self, query: &Query) -> Result<Page, Failed> {
        let mut sql = Sql::default();
        let mut from = "objects o".to_owned();
        let mut said = "'' AS membership, '' AS begins, '' AS ends";
        if let Some((handle, attribute)) = query.within {
            let (own, other) = ends(attribute);
            let (kind, handle) = (link_kind(attribute), handle.0);
            // The links come first: a group's members are few beside all objects.
            from =
                format!("links w CROSS JOIN objects o ON w.kind = {kind} AND w.{own} = {handle} AND o.id = w.{other}");
            said = "w.membership, w.begins, w.ends";
        }
        sql.text = format!("o.store = {} AND ", query.store);
        sql.filter(&query.filter, self.names);
        for (at, (dn, scope)) in query.start_in.iter().enumerate() {
            sql.text.push_str(if at == 0 { " AND (" } else { " OR " });
            let key = sql.value(dn.normalized());
            let below = match scope {
                Scope::OneLevel => format!("o.parent_key = {key}"),
                Scope::Subtree => format!(
                    "o.parent_key IN (SELECT dn_key FROM containers WHERE store = {} AND
                     (dn_key = {key} OR substr(dn_key, -length({key}) - 1) = ',' || {key}))",
                    query.store
                ),
            };
            sql.text.push_str(&below);
        }
        if !query.start_in.is_empty() {
            sql.text.push(')');
        }
        // The conditions are looked at once, for the total and for the page.
        let hits = format!("WITH hit AS MATERIALIZED (SELECT o.id, {said} FROM {from} WHERE {})", sql.text);
        let (join, order) = self.order(query);
        let total = if query.total { "(SELECT count(*) FROM hit)" } else { "NULL" };
        let text = format!(
            "{hits} SELECT w.id, w.membership, w.begins, w.ends, {total} FROM hit w CROSS JOIN objects o ON o.id = w.id
             {join} ORDER BY {order} LIMIT {} OFFSET {}",
            query.limit, query.offset
        );
        let mut statement = self.connection.prepare(&text)?;
        let mut rows = statement.query(params_from_iter(&sql.values))?;
        let lists_members =
            query.within.is_some_and(|(_, attribute)| attribute.syntax == Syntax::Link(LinkKind::Member));
        let mut page = Page { total: None, objects: Vec::new() };
        while let Some(row) = rows.next()? {
            page.total = row.get(4)?;
            let mut object = self.load(query.store, self.row(row.get(0)?)?, &query.load)?;
            if lists_members {
                for (name, value) in window(row, 1)? {
                    object.attributes.push((name, vec![Held { value, notes: Vec::new() }]));
                }
            }
            page.objects.push(object);
        }
        if query.total && page.total.is_none() {
            // A page behind the last one has no row to carry the total.
            let text = format!("{hits} SELECT count(*) FROM hit");
            page.total = self.connection.prepare(&text)?.query_row(params_from_iter(&sql.values), |row| row.get(0))?;
        }
        Ok(page)
    }

    fn row(&self, id: i64) -> Result<Found, Failed> {
        let sql = format!("SELECT {} FROM objects o WHERE o.id = ?1", self.columns());
        Ok(self.connection.prepare_cached(&sql)?.query_row([id], found)?)
    }

    /// What is joined to sort by, and the order. Objects without the attribute come last in both directions.
    fn order(&self, query: &Query) -> (String, String) {
        let Some(attribute) = query.sort_by else {
            return (String::new(), "o.id".to_owned());
        };
        let mut join = String::new();
        let key = match attribute.syntax {
            // What people call an object that has no display name is its name.
            _ if attribute.is("displayName") => "o.label".to_owned(),
            Syntax::Text | Syntax::Number | Syntax::Date => {
                let name = self.names.id(attribute);
                join = format!("LEFT JOIN attrs s ON s.object = o.id AND s.name = {name} AND s.ordinal = 0");
                match attribute.syntax {
                    Syntax::Number => "CAST(s.folded AS INTEGER)".to_owned(),
                    Syntax::Date => "moment_key(s.folded)".to_owned(),
                    _ => "coalesce(s.sort, s.folded)".to_owned(),
                }
            }
            Syntax::Guid => "o.guid".to_owned(),
            Syntax::Dn => "o.dn_key".to_owned(),
            Syntax::Container => "o.parent_key".to_owned(),
            Syntax::Link(_) | Syntax::BackLink(_) => {
                let (own, other) = ends(attribute);
                format!(
                    "(SELECT min(sort_key(t.dn_key)) FROM links l JOIN objects t ON t.id = l.{other}
                      WHERE l.kind = {} AND l.{own} = o.id)",
                    link_kind(attribute)
                )
            }
            Syntax::Membership if query.within.is_some() => match attribute.name {
                "XMembershipType" => "nullif(w.membership, '')".to_owned(),
                "XBeginningDate" => "nullif(w.begins, '')".to_owned(),
                _ => "nullif(w.ends, '')".to_owned(),
            },
            Syntax::Membership => "NULL".to_owned(),
        };
        let direction = if query.descending { "DESC" } else { "ASC" };
        (join, format!("{key} IS NULL, {key} {direction}, o.dn_key {direction}"))
    }

    pub fn account(&self, store: i64, login: &str) -> Result<Option<Account>, Failed> {
        let Some(found) = self.find(store, login)? else {
            return Ok(None);
        };
        let sql = "SELECT salt, hash, state FROM accounts WHERE store = ?1 AND object = ?2";
        let read = |row: &Row<'_>| {
            let state: i64 = row.get(2)?;
            let state = AccountState::ALL.into_iter().find(|known| *known as i64 == state);
            // A state of a later version is no permission.
            let state = state.unwrap_or(AccountState::Disabled);
            Ok(Account { guid: found.guid.clone(), salt: row.get(0)?, hash: row.get(1)?, state })
        };
        Ok(self.connection.prepare_cached(sql)?.query_row(params![store, found.handle.0], read).optional()?)
    }
}

/// The window of a membership, from three columns.
fn window(row: &Row<'_>, at: usize) -> rusqlite::Result<Vec<(&'static str, String)>> {
    Ok(vec![(MEMBERSHIP_TYPE, row.get(at)?), (MEMBERSHIP_BEGIN, row.get(at + 1)?), (MEMBERSHIP_END, row.get(at + 2)?)])
}

/// Whether the attribute is read. Entra ID and Active Directory call the same links by different names.
fn is_wanted(attribute: &Attribute, load: &Load, kind: StoreKind) -> bool {
    let grows = matches!(attribute.syntax, Syntax::BackLink(_) | Syntax::Link(LinkKind::Member));
    let entra = matches!(attribute.name, "members" | "owners" | "ContainerDistinguishedName");
    let ad = matches!(attribute.name, "member" | "managedBy" | "XAdditionalOwner" | "container" | "distinguishedName");
    let usual = !if kind == StoreKind::EntraId { ad } else { entra };
    match load {
        Load::All => usual,
        Load::Brief => usual && !grows,
        Load::Names(names) => {
            let asked = names.iter().any(|name| attribute.is(name));
            // What every answer carries.
            asked
                || matches!(
                    attribute.name,
                    "container" | "objectClass" | "name" | "CN" | "displayName" | "objectCategory"
                )
        }
    }
}
