//! Translates a test into an SQL query for the numbers of objects. Values are always passed as parameters.

mod test;

use super::names::Names;
use crate::collate::{fold, mask, moment, number, order_key, sort_key};
use crate::filter::Filter;
use crate::object::{EngineError, Handle, Scope, Store};
use crate::schema::{Attribute, Syntax};
use model::names::Dn;
use model::wire::codes::MembershipType;
use rusqlite::Connection;
use rusqlite::functions::FunctionFlags;
use rusqlite::types::Value;

/// Registers the SQL functions that conditions and orders use. A text that does not fit the function becomes null.
pub fn register(connection: &Connection) -> Result<(), EngineError> {
    let flags = FunctionFlags::SQLITE_DETERMINISTIC | FunctionFlags::SQLITE_UTF8;
    let number_of = |name: &str, read: fn(&str) -> Option<i64>| {
        // The function is also used for sorting, where the value may be null.
        connection.create_scalar_function(name, 1, flags, move |row| Ok(row.get_raw(0).as_str().ok().and_then(read)))
    };
    number_of("number", number)?;
    number_of("mask", mask)?;
    number_of("moment", moment)?;
    let text_of = |name: &str, key: fn(&str) -> String| {
        connection
            .create_scalar_function(name, 1, flags, move |row| Ok(key(row.get_raw(0).as_str().unwrap_or_default())))
    };
    text_of("sort_key", sort_key)?;
    text_of("order_key", order_key)?;
    // The second argument is a JSON array of texts, which is read once for a whole query.
    connection.create_scalar_function("has_any", 2, flags, |row| {
        let needles = row.get_or_create_aux(1, |value| {
            let texts: Vec<String> = serde_json::from_str(value.as_str()?)?;
            Ok::<_, Box<dyn std::error::Error + Send + Sync>>(Needles::new(texts))
        })?;
        Ok(row.get_raw(0).as_str().is_ok_and(|text| needles.meet(text)))
    })?;
    Ok(())
}

/// A query for the numbers of objects, and its parameters, numbered from 1.
pub struct Sql<'a> {
    pub values: Vec<Value>,
    store: i64,
    names: &'a Names,
    stores: &'a [Store],
    /// The object whose links are searched, and their attribute.
    within: Option<(Handle, &'a Attribute)>,
}

impl<'a> Sql<'a> {
    pub fn new(store: i64, names: &'a Names, stores: &'a [Store], within: Option<(Handle, &'a Attribute)>) -> Self {
        Self { values: Vec::new(), store, names, stores, within }
    }

    /// Adds a parameter and returns its placeholder.
    fn value(&mut self, value: impl Into<Value>) -> String {
        self.values.push(value.into());
        format!("?{}", self.values.len())
    }

    /// The query for a filter that has no other filters within it; `None` if it finds every object of the store. It may
    /// also find objects of other stores.
    pub fn query_of(&mut self, filter: &Filter) -> Option<String> {
        Some(match filter {
            Filter::Test(test) => self.test(test),
            Filter::In(containers) => return self.containers(containers),
            Filter::PointsTo { attribute, target, nested } => {
                let target = self.value(target.0);
                let kind = link_kind(attribute);
                let who = if *nested {
                    // A member who joins later, or is out of the group for a time, owns nothing through it.
                    let [pending, removed] =
                        [MembershipType::AdditionPending, MembershipType::TemporarilyRemoved].map(|kind| kind.wire());
                    format!(
                        "(WITH RECURSIVE up(id) AS (VALUES({target}) UNION
                          SELECT m.source FROM links m JOIN up ON m.kind = 1 AND m.target = up.id
                          AND m.membership NOT IN ('{pending}', '{removed}')) SELECT id FROM up)"
                    )
                } else {
                    format!("({target})")
                };
                format!("SELECT source FROM links WHERE kind = {kind} AND target IN {who}")
            }
            // These are sets of their own.
            Filter::All(_) | Filter::Any(_) | Filter::Not(_) | Filter::KindIs(_) | Filter::Is(_) => return None,
        })
    }

    /// A query for objects by a condition on their own columns.
    fn objects(&self, condition: &str) -> String {
        format!("SELECT o.id FROM objects o WHERE o.store = {} AND ({condition})", self.store)
    }

    fn containers(&mut self, containers: &[(Dn, Scope)]) -> Option<String> {
        let own = self.stores.iter().find(|store| store.id == self.store);
        let domain = own.and_then(|store| Dn::parse(store.domain).ok());
        let is_all =
            |(dn, scope): &(Dn, Scope)| *scope == Scope::Subtree && domain.as_ref().is_some_and(|own| own.same(dn));
        if containers.iter().any(is_all) {
            return None;
        }
        let mut condition = "0".to_owned();
        for (dn, scope) in containers {
            let key = self.value(dn.normalized());
            condition.push_str(" OR ");
            condition.push_str(&match scope {
                Scope::OneLevel => format!("o.parent_key = {key}"),
                Scope::Subtree => format!(
                    "o.parent_key IN (SELECT dn_key FROM containers WHERE store = {} AND
                     (dn_key = {key} OR substr(dn_key, -length({key}) - 1) = ',' || {key}))",
                    self.store
                ),
            });
        }
        Some(self.objects(&condition))
    }
}

/// The texts of which one is to be contained in another text.
struct Needles {
    /// The texts by their first bytes.
    by_first: Vec<Vec<String>>,
    /// Whether one of them is empty, which every text contains.
    has_empty: bool,
}

impl Needles {
    fn new(texts: Vec<String>) -> Self {
        let mut own = Self { by_first: vec![Vec::new(); 256], has_empty: false };
        for text in texts {
            match text.bytes().next() {
                Some(first) => own.by_first[usize::from(first)].push(text),
                None => own.has_empty = true,
            }
        }
        own
    }

    fn meet(&self, text: &str) -> bool {
        let bytes = text.as_bytes();
        let starts = |(at, first): (usize, &u8)| {
            self.by_first[usize::from(*first)].iter().any(|own| bytes[at..].starts_with(own.as_bytes()))
        };
        self.has_empty || bytes.iter().enumerate().any(starts)
    }
}

/// The number of a link attribute's kind; 0, which no row has, for other attributes.
pub fn link_kind(attribute: &Attribute) -> i64 {
    match attribute.syntax {
        Syntax::Link(kind) | Syntax::BackLink(kind) => kind as i64,
        _ => 0,
    }
}

/// The column of the object with the attribute, and the column of the object that it refers to.
pub fn ends(attribute: &Attribute) -> (&'static str, &'static str) {
    match attribute.syntax {
        Syntax::BackLink(_) => ("target", "source"),
        _ => ("source", "target"),
    }
}

/// The key by which distinguished names are compared. Other text is folded, for "Contains" and similar operators.
pub fn dn_key(text: &str) -> String {
    Dn::parse(text).map_or_else(|_| fold(text), |dn| dn.normalized())
}

/// A GUID as it is stored: in lower case, without braces.
pub fn bare_guid(text: &str) -> String {
    fold(text.trim().trim_start_matches('{').trim_end_matches('}'))
}
