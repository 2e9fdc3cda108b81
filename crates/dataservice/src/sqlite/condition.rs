//! A filter as an SQL condition on the row `o` of `objects`. Values always travel as parameters.

use super::names::Names;
use crate::collate::{compare, fold, moment_key, sort_key};
use crate::directory::Failed;
use crate::filter::{Filter, Operator, Test};
use crate::schema::{Attribute, Syntax};
use model::names::Dn;
use rusqlite::functions::{Context, FunctionFlags};
use rusqlite::types::Value;
use rusqlite::{Connection, Result};

/// The functions that conditions use.
pub fn register(connection: &Connection) -> Result<(), Failed> {
    let flags = FunctionFlags::SQLITE_DETERMINISTIC | FunctionFlags::SQLITE_UTF8;
    let text = |context: &Context<'_>, at: usize| context.get_raw(at).as_str().map(str::to_owned).unwrap_or_default();
    connection.create_scalar_function("compare", 2, flags, move |context| {
        Ok(compare(&text(context, 0), &text(context, 1)) as i64)
    })?;
    connection.create_scalar_function("sort_key", 1, flags, move |context| Ok(sort_key(&text(context, 0))))?;
    connection.create_scalar_function("moment_key", 1, flags, move |context| Ok(moment_key(&text(context, 0))))?;
    Ok(())
}

/// An SQL text and its parameters, which are numbered from the first.
#[derive(Default)]
pub struct Sql {
    pub text: String,
    pub values: Vec<Value>,
}

impl Sql {
    /// Adds a parameter and returns its place in the text.
    pub fn value(&mut self, value: impl Into<Value>) -> String {
        self.values.push(value.into());
        format!("?{}", self.values.len())
    }

    /// Adds the condition for a filter.
    pub fn filter(&mut self, filter: &Filter, names: &Names) {
        match filter {
            Filter::All(children) => self.all(children, names),
            Filter::Any(children) => self.any(children, names),
            Filter::Not(child) => {
                self.text.push_str("NOT ");
                self.filter(child, names);
            }
            Filter::KindIs(kind) => self.text.push_str(&format!("(o.kind = {})", *kind as i64)),
            Filter::Test(test) => self.test(test, names),
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

    /// All of these. Those that are negated are gathered: none of them is the same.
    fn all(&mut self, children: &[Filter], names: &Names) {
        let negated = |child: &&Filter| matches!(child, Filter::Not(inner) if matches!(**inner, Filter::Test(_)));
        let (not, rest): (Vec<_>, Vec<_>) = children.iter().partition(negated);
        self.text.push('(');
        if !not.is_empty() {
            let inner = |filter: &Filter| match filter {
                Filter::Not(inner) => (**inner).clone(),
                other => other.clone(),
            };
            self.text.push_str("NOT ");
            self.any(&not.into_iter().map(inner).collect::<Vec<_>>(), names);
            self.text.push_str(" AND ");
        }
        self.joined(&rest, " AND ", "1", names);
        self.text.push(')');
    }

    /// Any of these. A pasted list is hundreds of "Is Exactly": those of one attribute become one look into the index.
    fn any(&mut self, children: &[Filter], names: &Names) {
        let (mut equal, mut rest) = (Vec::new(), Vec::new());
        sort_out(children, &mut equal, &mut rest);
        self.text.push('(');
        for (attribute, values) in &equal {
            let fold = |value: &&str| match attribute.syntax {
                Syntax::Guid => bare_guid(value),
                Syntax::Dn => dn_key(value),
                _ => fold(value),
            };
            let places: Vec<_> = values.iter().map(|value| self.value(fold(value))).collect();
            let list = places.join(", ");
            self.text.push_str(&match attribute.syntax {
                Syntax::Guid => format!("o.guid IN ({list})"),
                Syntax::Dn => format!("o.dn_key IN ({list})"),
                _ => {
                    let name = names.id(attribute);
                    format!("o.id IN (SELECT object FROM attrs WHERE name = {name} AND folded IN ({list}))")
                }
            });
            self.text.push_str(" OR ");
        }
        self.joined(&rest, " OR ", "0", names);
        self.text.push(')');
    }

    /// Halves, so that the depth of a long list stays far below what SQLite takes.
    fn joined(&mut self, children: &[&Filter], word: &str, none: &str, names: &Names) {
        match children {
            [] => self.text.push_str(none),
            [one] => self.filter(one, names),
            _ => {
                let (first, second) = children.split_at(children.len() / 2);
                self.text.push('(');
                self.joined(first, word, none, names);
                self.text.push_str(word);
                self.joined(second, word, none, names);
                self.text.push(')');
            }
        }
    }

    fn test(&mut self, test: &Test, names: &Names) {
        let syntax = test.attribute.syntax;
        match syntax {
            Syntax::Text | Syntax::Number | Syntax::Date => {
                let name = names.id(test.attribute);
                let holds = self.holds("folded", test.operator, fold(&test.value));
                self.text.push_str(&format!("(o.id IN (SELECT object FROM attrs WHERE name = {name} AND {holds}))"));
            }
            Syntax::Guid | Syntax::Dn | Syntax::Container => {
                let (column, value) = match syntax {
                    Syntax::Guid => ("o.guid", bare_guid(&test.value)),
                    Syntax::Dn => ("o.dn_key", dn_key(&test.value)),
                    _ => ("o.parent_key", dn_key(&test.value)),
                };
                let holds = self.holds(column, test.operator, value);
                self.text.push_str(&format!("({holds})"));
            }
            // Seen only where members are listed; no object has it by itself.
            Syntax::Membership => self.text.push_str("(0)"),
            Syntax::Link(_) | Syntax::BackLink(_) => self.link_test(test),
        }
    }

    fn link_test(&mut self, test: &Test) {
        let kind = link_kind(test.attribute);
        let (own, other) = ends(test.attribute);
        let who = match test.operator {
            Operator::Present => "1".to_owned(),
            Operator::IsExactly | Operator::ChainMatch => {
                let key = self.value(dn_key(&test.value));
                let guid = self.value(bare_guid(&test.value));
                format!("(t.dn_key = {key} OR t.guid = {guid})")
            }
            operator => self.holds("t.dn_key", operator, fold(&test.value)),
        };
        let text = if test.operator == Operator::ChainMatch {
            format!(
                "(o.id IN (WITH RECURSIVE chain(id) AS (
                   SELECT l.{own} FROM links l JOIN objects t ON t.id = l.{other} WHERE l.kind = {kind} AND {who}
                   UNION SELECT l.{own} FROM links l JOIN chain ON l.kind = {kind} AND l.{other} = chain.id)
                 SELECT id FROM chain))"
            )
        } else {
            format!(
                "(o.id IN (SELECT l.{own} FROM links l JOIN objects t ON t.id = l.{other} WHERE l.kind = {kind} AND {who}))"
            )
        };
        self.text.push_str(&text);
    }

    /// The condition that a column holds; the value is folded already.
    fn holds(&mut self, column: &str, operator: Operator, value: String) -> String {
        // A bit mask is 32 bits, signed or not.
        let bits = |value: &str| value.trim().parse::<i64>().unwrap_or(0) & 0xFFFF_FFFF;
        let flags = |wanted: &str| format!("(CAST({column} AS INTEGER) & {0}) {wanted}", bits(&value));
        match operator {
            Operator::Present => "1".to_owned(),
            Operator::Contains => format!("instr({column}, {}) > 0", self.value(value)),
            Operator::StartsWith => {
                let place = self.value(value);
                format!("substr({column}, 1, length({place})) = {place}")
            }
            Operator::EndsWith => {
                let place = self.value(value);
                format!("(length({column}) >= length({place}) AND substr({column}, -length({place})) = {place})")
            }
            Operator::IsExactly | Operator::ChainMatch => format!("{column} = {}", self.value(value)),
            Operator::GreaterOrEqual => format!("compare({column}, {}) >= 0", self.value(value)),
            Operator::LessOrEqual => format!("compare({column}, {}) <= 0", self.value(value)),
            Operator::AllFlagsOn => flags(&format!("= {}", bits(&value))),
            Operator::AllFlagsOff => flags("= 0"),
            Operator::AnyFlagOn => flags("<> 0"),
            Operator::AnyFlagOff => flags(&format!("<> {}", bits(&value))),
        }
    }
}

/// Splits what any of a list may be into values that an attribute may be exactly, and everything else.
fn sort_out<'a>(
    children: &'a [Filter],
    equal: &mut Vec<(&'static Attribute, Vec<&'a str>)>,
    rest: &mut Vec<&'a Filter>,
) {
    for child in children {
        match child {
            Filter::Any(inner) => sort_out(inner, equal, rest),
            Filter::Test(test) if test.operator == Operator::IsExactly && is_plain(test.attribute.syntax) => {
                match equal.iter_mut().find(|(attribute, _)| *attribute == test.attribute) {
                    Some((_, values)) => values.push(&test.value),
                    None => equal.push((test.attribute, vec![&test.value])),
                }
            }
            other => rest.push(other),
        }
    }
}

fn is_plain(syntax: Syntax) -> bool {
    matches!(syntax, Syntax::Text | Syntax::Number | Syntax::Date | Syntax::Guid | Syntax::Dn)
}

/// The number of a link attribute's kind; 0, which no row has, for others.
pub fn link_kind(attribute: &Attribute) -> i64 {
    match attribute.syntax {
        Syntax::Link(kind) | Syntax::BackLink(kind) => kind as i64,
        _ => 0,
    }
}

/// The column of the object that has the attribute, and the one of what its values point to.
pub fn ends(attribute: &Attribute) -> (&'static str, &'static str) {
    match attribute.syntax {
        Syntax::BackLink(_) => ("target", "source"),
        _ => ("source", "target"),
    }
}

/// The form in which equal names are equal; what is no name is folded, for "Contains" and its like.
pub fn dn_key(text: &str) -> String {
    Dn::parse(text).map_or_else(|_| fold(text), |dn| dn.normalized())
}

/// A GUID as it is stored: lowered, without braces.
pub fn bare_guid(text: &str) -> String {
    fold(text.trim().trim_start_matches('{').trim_end_matches('}'))
}
