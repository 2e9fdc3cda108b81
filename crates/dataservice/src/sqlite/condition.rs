//! Translates a filter into an SQL condition on the row `o` of `objects`. Values are always passed as parameters.

mod test;

use super::names::Names;
use crate::collate::{fold, mask, moment, number, order_key, sort_key};
use crate::filter::Filter;
use crate::object::{EngineError, Scope};
use crate::schema::{Attribute, Syntax};
use model::names::Dn;
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
    Ok(())
}

/// An SQL condition and its parameters, numbered from 1.
pub struct Sql<'a> {
    pub text: String,
    pub values: Vec<Value>,
    store: i64,
    names: &'a Names,
}

impl<'a> Sql<'a> {
    /// A condition for the objects of a store.
    pub fn new(store: i64, names: &'a Names) -> Self {
        Self { text: format!("o.store = {store} AND "), values: Vec::new(), store, names }
    }

    /// Adds a parameter and returns its placeholder.
    fn value(&mut self, value: impl Into<Value>) -> String {
        self.values.push(value.into());
        format!("?{}", self.values.len())
    }

    /// Appends the condition for a filter.
    pub fn filter(&mut self, filter: &Filter) {
        match filter {
            Filter::All(children) => self.all(children),
            Filter::Any(children) => self.any(children),
            Filter::Not(child) => {
                self.text.push_str("NOT ");
                self.filter(child);
            }
            Filter::KindIs(kind) => self.text.push_str(&format!("(o.kind = {})", *kind as i64)),
            Filter::Test(test) => self.test(test),
            Filter::Is(handles) => {
                let list: Vec<_> = handles.iter().map(|handle| handle.0.to_string()).collect();
                self.text.push_str(&format!("(o.id IN ({}))", list.join(", ")));
            }
            Filter::In(containers) => self.containers(containers),
            Filter::PointsTo { attribute, target, nested } => {
                let target = self.value(target.0);
                let kind = link_kind(attribute);
                let who = if *nested {
                    format!(
                        "(WITH RECURSIVE up(id) AS (VALUES({target}) UNION
                          SELECT m.source FROM links m JOIN up ON m.kind = 1 AND m.target = up.id) SELECT id FROM up)"
                    )
                } else {
                    format!("({target})")
                };
                self.text
                    .push_str(&format!("(o.id IN (SELECT source FROM links WHERE kind = {kind} AND target IN {who}))"));
            }
        }
    }

    fn containers(&mut self, containers: &[(Dn, Scope)]) {
        self.text.push_str("(0");
        for (dn, scope) in containers {
            let key = self.value(dn.normalized());
            self.text.push_str(" OR ");
            self.text.push_str(&match scope {
                Scope::OneLevel => format!("o.parent_key = {key}"),
                Scope::Subtree => format!(
                    "o.parent_key IN (SELECT dn_key FROM containers WHERE store = {} AND
                     (dn_key = {key} OR substr(dn_key, -length({key}) - 1) = ',' || {key}))",
                    self.store
                ),
            });
        }
        self.text.push(')');
    }

    /// Appends "all of". Negated tests are collected into the negation of an "any of", which can use an index.
    fn all(&mut self, children: &[Filter]) {
        let negated = |child: &&Filter| matches!(child, Filter::Not(inner) if matches!(**inner, Filter::Test(_)));
        let (not, rest): (Vec<_>, Vec<_>) = children.iter().partition(negated);
        self.text.push('(');
        if !not.is_empty() {
            let inner = |filter: &Filter| match filter {
                Filter::Not(inner) => (**inner).clone(),
                other => other.clone(),
            };
            self.text.push_str("NOT ");
            self.any(&not.into_iter().map(inner).collect::<Vec<_>>());
            self.text.push_str(" AND ");
        }
        self.joined(&rest, " AND ", "1");
        self.text.push(')');
    }

    /// Appends "any of". A pasted list has hundreds of "Is Exactly" tests; those of one attribute become one index
    /// lookup.
    fn any(&mut self, children: &[Filter]) {
        let (mut equal, mut rest) = (Vec::new(), Vec::new());
        sort_out(children, &mut equal, &mut rest);
        self.text.push('(');
        for (attribute, values) in &equal {
            self.is_one_of(attribute, values);
            self.text.push_str(" OR ");
        }
        self.joined(&rest, " OR ", "0");
        self.text.push(')');
    }

    /// Appends conditions joined in halves, so that the expression for a long list stays far below SQLite's depth
    /// limit.
    fn joined(&mut self, children: &[&Filter], word: &str, none: &str) {
        match children {
            [] => self.text.push_str(none),
            [one] => self.filter(one),
            _ => {
                let (first, second) = children.split_at(children.len() / 2);
                self.text.push('(');
                self.joined(first, word, none);
                self.text.push_str(word);
                self.joined(second, word, none);
                self.text.push(')');
            }
        }
    }
}

/// Divides the children of an "any of" into exact values by attribute, and everything else.
fn sort_out<'a>(
    children: &'a [Filter],
    equal: &mut Vec<(&'static Attribute, Vec<&'a str>)>,
    rest: &mut Vec<&'a Filter>,
) {
    for child in children {
        match child {
            Filter::Any(inner) => sort_out(inner, equal, rest),
            Filter::Test(test) if test.is_of_equal_texts() => {
                let values = test.values.iter().map(String::as_str);
                match equal.iter_mut().find(|(attribute, _)| *attribute == test.attribute) {
                    Some((_, held)) => held.extend(values),
                    None => equal.push((test.attribute, values.collect())),
                }
            }
            other => rest.push(other),
        }
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
