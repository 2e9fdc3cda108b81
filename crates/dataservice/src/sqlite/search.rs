//! Reads many objects: a page of them, or the handles of all that satisfy a filter.

use super::condition::{ends, link_kind};
use super::found;
use super::ids::Ids;
use super::read::{Reader, window};
use super::sets::View;
use crate::directory::{Page, Query};
use crate::filter::Filter;
use crate::object::{EngineError, Found, Handle};
use crate::schema::{Attribute, LinkKind, Syntax};
use model::wire::attributes;
use rusqlite::OptionalExtension;
use rusqlite::types::ValueRef;
use std::cmp::Ordering;
use std::collections::HashMap;

/// If a list has more than one in so many of all objects, the values by which it is sorted are read in one go.
const FEW_OF_ALL: usize = 8;

/// If a list has more objects than this, the objects that all of them refer to are read in one go.
const MANY_LINKS: usize = 1_000;

/// What an object is sorted by; objects without it come last.
#[derive(Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Key {
    Number(i64),
    Text(String),
}

impl Reader<'_> {
    /// All objects that satisfy a filter, in the order of their creation.
    pub fn matching(&self, store: i64, filter: &Filter) -> Result<Vec<Handle>, EngineError> {
        Ok(View::new(self, store, None)?.hits(filter)?.iter().map(Handle).collect())
    }

    pub fn search(&self, query: &Query) -> Result<Page, EngineError> {
        let view = View::new(self, query.store, query.within)?;
        let hits = view.hits(&query.filter)?;
        let mut page = Page { total: query.total.then(|| hits.count() as i64), objects: Vec::new() };
        for id in ordered(&view, query, &hits)? {
            let mut object = self.load(query.store, self.row(id)?, &query.load)?;
            if let Some((handle, attribute)) =
                query.within.filter(|(_, attribute)| attribute.syntax == Syntax::Link(LinkKind::Member))
            {
                let sql = of_link(attribute, "w.membership, w.begins, w.ends");
                let mut statement = self.connection.prepare_cached(&sql)?;
                for (name, value) in statement.query_row([handle.0, id], |row| window(row, 0))? {
                    object.attributes.push((name, vec![value.into()]));
                }
            }
            page.objects.push(object);
        }
        Ok(page)
    }

    fn row(&self, id: i64) -> Result<Found, EngineError> {
        let sql = format!("SELECT {} FROM objects o WHERE o.id = ?1", self.columns());
        Ok(self.connection.prepare_cached(&sql)?.query_row([id], found)?)
    }

    /// What each object is sorted by.
    fn keys(&self, view: &View<'_>, query: &Query, attribute: &Attribute, hits: &Ids) -> Result<Keyed, EngineError> {
        let name = self.names.id(attribute);
        let of_object = |key: &str| format!("SELECT {key} FROM objects o WHERE o.id = ?1");
        let stored = match attribute.syntax {
            Syntax::Number | Syntax::Flags => Some("number(s.folded)"),
            Syntax::Date => Some("moment(s.folded)"),
            Syntax::Text | Syntax::StartPath => Some("coalesce(s.sort, s.folded)"),
            _ => None,
        };
        if let Some(key) = stored.filter(|_| !attribute.is(attributes::DISPLAY_NAME)) {
            let from = format!("FROM attrs s WHERE s.name = {name} AND s.ordinal = 0");
            if !view.is_few(hits) && hits.count() > view.catalogue()?.all.count() / FEW_OF_ALL {
                return self.keys_of_all(&format!("SELECT s.object, {key} {from}"), hits);
            }
            return self.keys_of_each(&format!("SELECT {key} {from} AND s.object = ?1"), hits);
        }
        let sql = match attribute.syntax {
            // An object without a display name is sorted by its name.
            _ if attribute.is(attributes::DISPLAY_NAME) => of_object("o.label"),
            Syntax::Guid => of_object("o.guid"),
            Syntax::Dn => of_object("o.dn_key"),
            Syntax::Container => of_object("o.parent_key"),
            Syntax::Link(_) | Syntax::BackLink(_) => {
                let (own, other) = ends(attribute);
                let from = format!(
                    "FROM links l CROSS JOIN objects t ON t.id = l.{other} WHERE l.kind = {}",
                    link_kind(attribute)
                );
                if hits.count() > MANY_LINKS {
                    let sql = format!("SELECT l.{own}, min(sort_key(t.dn_key)) {from} GROUP BY l.{own}");
                    return self.keys_of_all(&sql, hits);
                }
                format!("SELECT min(sort_key(t.dn_key)) {from} AND l.{own} = ?1")
            }
            _ => match query.within {
                Some((handle, of)) => {
                    let column = match attribute.name {
                        "XMembershipType" => "w.membership",
                        "XBeginningDate" => "w.begins",
                        _ => "w.ends",
                    };
                    let (own, other) = ends(of);
                    let (kind, handle) = (link_kind(of), handle.0);
                    format!(
                        "SELECT nullif({column}, '') FROM links w
                         WHERE w.kind = {kind} AND w.{own} = {handle} AND w.{other} = ?1"
                    )
                }
                None => return Ok(hits.iter().map(|id| (None, id)).collect()),
            },
        };
        self.keys_of_each(&sql, hits)
    }

    /// Keys by a query for each object.
    fn keys_of_each(&self, sql: &str, hits: &Ids) -> Result<Keyed, EngineError> {
        let mut statement = self.connection.prepare_cached(sql)?;
        let mut keyed = Vec::new();
        for id in hits.iter() {
            let held = statement.query_row([id], |row| Ok(key(row.get_ref(0)?))).optional()?;
            keyed.push((held.flatten(), id));
        }
        Ok(keyed)
    }

    /// Keys by one query for all objects.
    fn keys_of_all(&self, sql: &str, hits: &Ids) -> Result<Keyed, EngineError> {
        let mut statement = self.connection.prepare_cached(sql)?;
        let mut rows = statement.query([])?;
        let mut held = HashMap::new();
        while let Some(row) = rows.next()? {
            let id: i64 = row.get(0)?;
            if hits.has(id) {
                held.insert(id, key(row.get_ref(1)?));
            }
        }
        Ok(hits.iter().map(|id| (held.remove(&id).flatten(), id)).collect())
    }
}

/// The numbers of the page's objects, in order. Objects that are equal in what they are sorted by are ordered by their
/// distinguished names, so that no page repeats an object of another one.
fn ordered(view: &View<'_>, query: &Query, hits: &Ids) -> Result<Vec<i64>, EngineError> {
    let skip = usize::try_from(query.offset).unwrap_or(usize::MAX);
    let take = usize::try_from(query.limit).unwrap_or_default();
    let Some(attribute) = query.sort_by else {
        return Ok(hits.iter().skip(skip).take(take).collect());
    };
    let is_few = view.is_few(hits);
    if attribute.is(attributes::DISPLAY_NAME) && !is_few {
        return Ok(view.catalogue()?.by_name(hits, query.descending).skip(skip).take(take).collect());
    }
    let keyed = view.reader.keys(view, query, attribute, hits)?;
    let sorted = if is_few {
        let names = view.reader.keys_of_each("SELECT dn_key FROM objects WHERE id = ?1", hits)?;
        let names: HashMap<i64, Option<Key>> = names.into_iter().map(|(name, id)| (id, name)).collect();
        sort(keyed, query.descending, |left, right| names.get(&left).cmp(&names.get(&right)))
    } else {
        let places = view.catalogue()?.places(view.reader.connection, view.store)?;
        let place = |id: i64| usize::try_from(id).ok().and_then(|id| places.get(id));
        sort(keyed, query.descending, |left, right| place(left).cmp(&place(right)))
    };
    Ok(sorted.into_iter().map(|(_, id)| id).skip(skip).take(take).collect())
}

/// Objects with what they are sorted by.
type Keyed = Vec<(Option<Key>, i64)>;

/// Sorts objects by their keys, and equal ones by their names. Objects without a key come last in either direction.
fn sort(mut keyed: Keyed, descending: bool, by_name: impl Fn(i64, i64) -> Ordering) -> Keyed {
    keyed.sort_unstable_by(|(left, left_id), (right, right_id)| {
        let direct = |order: Ordering| if descending { order.reverse() } else { order };
        let keys = left.is_none().cmp(&right.is_none()).then_with(|| direct(left.cmp(right)));
        keys.then_with(|| direct(by_name(*left_id, *right_id)))
    });
    keyed
}

fn key(value: ValueRef<'_>) -> Option<Key> {
    match value {
        ValueRef::Integer(number) => Some(Key::Number(number)),
        ValueRef::Text(text) => Some(Key::Text(String::from_utf8_lossy(text).into_owned())),
        _ => None,
    }
}

/// A query for columns of a link; its parameters are the object with the attribute and the one that it refers to.
fn of_link(attribute: &Attribute, columns: &str) -> String {
    let (own, other) = ends(attribute);
    format!("SELECT {columns} FROM links w WHERE w.kind = {} AND w.{own} = ?1 AND w.{other} = ?2", link_kind(attribute))
}
