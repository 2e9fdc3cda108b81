//! Evaluates filters: each test is one query for the numbers of objects, and the sets are joined here. SQLite itself would
//! try every condition on every object.

use super::catalogue::Catalogue;
use super::condition::{Sql, ends, link_kind};
use super::ids::Ids;
use super::read::Reader;
use crate::filter::{Filter, Operator};
use crate::object::{EngineError, Handle, Kind};
use crate::schema::Attribute;
use rusqlite::types::Value;
use rusqlite::{OptionalExtension, params_from_iter};
use std::cell::OnceCell;
use std::sync::Arc;

/// Up to so many objects are looked up one by one rather than by reading the whole catalogue of a store for them.
pub const FEW: usize = 200;

impl Reader<'_> {
    /// The objects that a link attribute of an object refers to.
    pub fn linked(&self, handle: Handle, attribute: &Attribute) -> Result<Ids, EngineError> {
        let (own, other) = ends(attribute);
        let sql = format!("SELECT {other} FROM links WHERE kind = ?1 AND {own} = ?2");
        self.ids(&sql, &[link_kind(attribute).into(), handle.0.into()])
    }

    fn ids(&self, text: &str, values: &[Value]) -> Result<Ids, EngineError> {
        let mut statement = self.connection.prepare_cached(text)?;
        let mut rows = statement.query(params_from_iter(values))?;
        let mut ids = Ids::default();
        while let Some(row) = rows.next()? {
            ids.insert(row.get(0)?);
        }
        Ok(ids)
    }
}

/// An identity store that is searched. Its catalogue is read when it is first needed: after a change it has to be read
/// again, which a search for a few objects should not wait for.
pub struct View<'a> {
    pub reader: &'a Reader<'a>,
    pub store: i64,
    /// The object whose links are searched, and their attribute.
    within: Option<(Handle, &'static Attribute)>,
    catalogue: OnceCell<Arc<Catalogue>>,
}

impl<'a> View<'a> {
    pub fn new(
        reader: &'a Reader<'a>,
        store: i64,
        within: Option<(Handle, &'static Attribute)>,
    ) -> Result<Self, EngineError> {
        let own = Self { reader, store, within, catalogue: OnceCell::new() };
        if let Some(catalogue) = reader.catalogue_at_hand(store)? {
            drop(own.catalogue.set(catalogue));
        }
        Ok(own)
    }

    pub fn catalogue(&self) -> Result<&Catalogue, EngineError> {
        if let Some(catalogue) = self.catalogue.get() {
            return Ok(catalogue);
        }
        let catalogue = self.reader.catalogue(self.store)?;
        Ok(self.catalogue.get_or_init(|| catalogue))
    }

    fn sql(&self) -> Sql<'_> {
        Sql::new(self.store, self.reader.names, self.reader.stores, self.within)
    }

    /// Whether these are so few objects that they are looked up one by one.
    pub fn is_few(&self, ids: &Ids) -> bool {
        self.catalogue.get().is_none() && ids.count() <= FEW
    }

    /// The objects of the store that satisfy a filter, among those that the searched links refer to.
    pub fn hits(&self, filter: &Filter) -> Result<Ids, EngineError> {
        let mut hits = match self.within {
            Some((handle, attribute)) => Some(self.reader.linked(handle, attribute)?),
            None => None,
        };
        self.narrow(&mut hits, filter)?;
        match hits {
            // The attributes of all stores are in one table.
            Some(hits) => self.of_store(hits, None),
            None => Ok(self.catalogue()?.all.clone()),
        }
    }

    /// Keeps those objects of a set that satisfy a filter; no set stands for all objects.
    fn narrow(&self, set: &mut Option<Ids>, filter: &Filter) -> Result<(), EngineError> {
        match filter {
            Filter::All(children) => {
                // What finds the fewest objects by itself comes first. Negated tests are collected into one "any of",
                // which looks several values up at once.
                let is_last = |child: &&Filter| matches!(child, Filter::Not(_) | Filter::KindIs(_));
                let (last, first): (Vec<_>, Vec<_>) = children.iter().partition(is_last);
                for child in first {
                    self.narrow(set, child)?;
                }
                let mut not = Vec::new();
                for child in last {
                    match child {
                        Filter::Not(inner) => not.push(&**inner),
                        other => self.narrow(set, other)?,
                    }
                }
                if !not.is_empty() {
                    let own = self.any(not)?;
                    self.or_all(set)?.subtract(&own);
                }
            }
            Filter::Any(children) => {
                let own = self.any(children.iter().collect())?;
                intersect(set, own);
            }
            Filter::Not(child) => {
                let own = self.any(vec![&**child])?;
                self.or_all(set)?.subtract(&own);
            }
            Filter::KindIs(kind) => {
                *set = Some(match set.take() {
                    Some(ids) => self.of_store(ids, Some(*kind))?,
                    None => self.catalogue()?.of_kind(*kind).clone(),
                });
            }
            Filter::Is(handles) => intersect(set, handles.iter().map(|handle| handle.0).collect()),
            Filter::Test(_) | Filter::In(_) | Filter::PointsTo { .. } => {
                let mut sql = self.sql();
                if let Some(text) = sql.query_of(filter) {
                    intersect(set, self.reader.ids(&text, &sql.values)?);
                }
            }
        }
        Ok(())
    }

    /// The set, which is that of all objects of the store if there is none yet.
    fn or_all<'s>(&self, set: &'s mut Option<Ids>) -> Result<&'s mut Ids, EngineError> {
        let all = if set.is_none() { self.catalogue()?.all.clone() } else { Ids::default() };
        Ok(set.get_or_insert(all))
    }

    /// Those of the objects that are in the store and, if one is given, of that kind.
    fn of_store(&self, mut ids: Ids, kind: Option<Kind>) -> Result<Ids, EngineError> {
        if !self.is_few(&ids) {
            let catalogue = self.catalogue()?;
            ids.intersect(kind.map_or(&catalogue.all, |kind| catalogue.of_kind(kind)));
            return Ok(ids);
        }
        let mut statement = self.reader.connection.prepare_cached("SELECT store, kind FROM objects WHERE id = ?1")?;
        let mut own = Ids::default();
        for id in ids.iter() {
            let held: Option<(i64, i64)> =
                statement.query_row([id], |row| Ok((row.get(0)?, row.get(1)?))).optional()?;
            if held.is_some_and(|(store, of)| store == self.store && kind.is_none_or(|kind| kind as i64 == of)) {
                own.insert(id);
            }
        }
        Ok(own)
    }

    /// The objects that satisfy any of the filters. A pasted list has hundreds of "Is Exactly" tests, and a search for a
    /// name dozens of "Contains"; those of one attribute become one query.
    fn any(&self, filters: Vec<&Filter>) -> Result<Ids, EngineError> {
        let mut tests = Tests::default();
        tests.sort_out(filters);
        let mut set = Ids::default();
        for (attribute, values) in &tests.equal {
            let mut sql = self.sql();
            let text = sql.is_one_of(attribute, values);
            set.unite(&self.reader.ids(&text, &sql.values)?);
        }
        for (attribute, values) in &tests.contained {
            let mut sql = self.sql();
            let text = sql.has_one_of(attribute, values);
            set.unite(&self.reader.ids(&text, &sql.values)?);
        }
        for filter in tests.rest {
            let mut own = None;
            self.narrow(&mut own, filter)?;
            set.unite(self.or_all(&mut own)?);
        }
        Ok(set)
    }
}

fn intersect(set: &mut Option<Ids>, other: Ids) {
    match set {
        Some(own) => own.intersect(&other),
        None => *set = Some(other),
    }
}

/// Tests of one attribute that become one query.
type Lists<'a> = Vec<(&'static Attribute, Vec<&'a str>)>;

/// The children of an "any of": exact values and contained texts by attribute, and everything else.
#[derive(Default)]
struct Tests<'a> {
    equal: Lists<'a>,
    contained: Lists<'a>,
    rest: Vec<&'a Filter>,
}

impl<'a> Tests<'a> {
    fn sort_out(&mut self, filters: Vec<&'a Filter>) {
        for filter in filters {
            match filter {
                Filter::Any(inner) => self.sort_out(inner.iter().collect()),
                Filter::Test(test) if test.is_of_equal_texts() => add(&mut self.equal, test.attribute, &test.values),
                Filter::Test(test) if test.operator == Operator::Contains && test.attribute.is_stored() => {
                    add(&mut self.contained, test.attribute, &test.values);
                }
                other => self.rest.push(other),
            }
        }
    }
}

fn add<'a>(lists: &mut Lists<'a>, attribute: &'static Attribute, values: &'a [String]) {
    let values = values.iter().map(String::as_str);
    match lists.iter_mut().find(|(own, _)| *own == attribute) {
        Some((_, held)) => held.extend(values),
        None => lists.push((attribute, values.collect())),
    }
}
