//! `$filter`: the part of the OData language that Graph supports for users and groups.

use super::filterable::filterable;
use super::options::{Entity, unsupported};
use super::shape::USER;
use crate::filter::{Filter, Operator, Test};
use crate::http::HttpError;
use crate::schema::{self, Attribute};
use model::criteria::value::{from_iso, generalized};
use model::graph::properties::Kind;

/// A parsed filter, and whether Graph only accepts it as an advanced query.
pub struct Read {
    pub filter: Filter,
    pub is_advanced: bool,
}

/// The limits: bytes of text, conditions joined by `or`, nesting of brackets.
const LONGEST: usize = 8_192;
const MOST: usize = 15;
const DEEPEST: usize = 20;

/// Parses a filter; an unsupported one is a 400 error that names the position.
pub fn read(text: &str, entity: Entity) -> Result<Read, HttpError> {
    let mut reader = Reader { rest: text.trim(), entity, is_advanced: false, depth: 0 };
    let filter = if text.len() > LONGEST { None } else { reader.any() };
    match filter.filter(|_| reader.rest.is_empty()) {
        Some(filter) => Ok(Read { filter, is_advanced: reader.is_advanced }),
        None => {
            let at = text.chars().count() - reader.rest.chars().count().min(text.chars().count());
            Err(unsupported(format!("Invalid filter clause: unsupported or wrong at position {at} in '{text}'.")))
        }
    }
}

struct Reader<'a> {
    rest: &'a str,
    entity: Entity,
    is_advanced: bool,
    depth: usize,
}

impl<'a> Reader<'a> {
    fn skip(&mut self) {
        self.rest = self.rest.trim_start();
    }

    /// Consumes a sign if it comes next.
    fn sign(&mut self, sign: &str) -> Option<()> {
        self.skip();
        self.rest = self.rest.strip_prefix(sign)?;
        Some(())
    }

    /// Consumes a word if it comes next.
    fn word(&mut self, word: &str) -> Option<()> {
        self.skip();
        let rest = self.rest.strip_prefix(word)?;
        let ends = rest.chars().next().is_none_or(|c| !(c.is_ascii_alphanumeric() || c == '_'));
        ends.then(|| self.rest = rest)
    }

    /// Consumes a name.
    fn name(&mut self) -> Option<&'a str> {
        self.skip();
        let end = self.rest.find(|c: char| !c.is_ascii_alphanumeric()).unwrap_or(self.rest.len());
        let (name, rest) = self.rest.split_at(end);
        self.rest = rest;
        (!name.is_empty()).then_some(name)
    }

    /// Consumes a text in single quotes, in which `''` stands for one quote.
    fn text(&mut self) -> Option<String> {
        self.sign("'")?;
        let mut out = String::new();
        loop {
            let (piece, rest) = self.rest.split_once('\'')?;
            out.push_str(piece);
            self.rest = rest;
            match rest.strip_prefix('\'') {
                Some(rest) => {
                    out.push('\'');
                    self.rest = rest;
                }
                None => return Some(out),
            }
        }
    }

    fn any(&mut self) -> Option<Filter> {
        let mut all = vec![self.all()?];
        while self.word("or").is_some() {
            all.push(self.all()?);
        }
        (all.len() <= MOST).then_some(Filter::Any(all))
    }

    fn all(&mut self) -> Option<Filter> {
        let mut all = vec![self.one()?];
        while self.word("and").is_some() {
            all.push(self.one()?);
        }
        Some(Filter::All(all))
    }

    fn one(&mut self) -> Option<Filter> {
        self.depth += 1;
        if self.depth > DEEPEST {
            return None;
        }
        let filter = self.inner();
        self.depth -= 1;
        filter
    }

    fn inner(&mut self) -> Option<Filter> {
        if self.word("not").is_some() {
            self.is_advanced = true;
            return Some(Filter::Not(Box::new(self.one()?)));
        }
        if self.sign("(").is_some() {
            let filter = self.any()?;
            self.sign(")")?;
            return Some(filter);
        }
        for (function, operator) in [("startswith", Operator::StartsWith), ("endswith", Operator::EndsWith)] {
            if self.word(function).is_some() {
                self.is_advanced |= operator == Operator::EndsWith;
                self.sign("(")?;
                let name = self.name()?;
                let can = filterable(self.entity, name);
                if !(if operator == Operator::EndsWith { can.ends } else { can.starts }) {
                    return None;
                }
                let attribute = self.attribute(name).filter(|(_, kind)| *kind == Kind::String)?.0;
                self.sign(",")?;
                let values = vec![self.text()?];
                self.sign(")")?;
                return Some(Filter::Test(Test { attribute, operator, values }));
            }
        }
        let name = self.name()?;
        if self.sign("/").is_some() {
            return if self.sign("$count").is_some() { self.count_of(name) } else { self.any_of(name) };
        }
        self.comparison(name)
    }

    /// Parses a condition on a collection, such as `groupTypes/any(c:c eq 'Unified')`, after its name and slash.
    fn any_of(&mut self, name: &str) -> Option<Filter> {
        self.word("any")?;
        self.sign("(")?;
        let item = self.name()?;
        self.sign(":")?;
        self.word(item)?;
        self.word("eq")?;
        let value = self.text()?;
        self.sign(")")?;
        if name == "groupTypes" && self.entity == Entity::Group {
            return match &*value {
                "Unified" => unified(),
                "DynamicMembership" => dynamic(),
                _ => None,
            };
        }
        let (attribute, _) = self.attribute(name).filter(|(_, kind)| *kind == Kind::Strings)?;
        Some(is(attribute, &value))
    }

    /// Parses the rest of `owners/$count eq 0`. Graph counts the owners of groups in a filter and not their members, and
    /// compares with 0 and 1 alone; of these, this service answers 0.
    fn count_of(&mut self, name: &str) -> Option<Filter> {
        let owners = schema::attribute(name).filter(|_| name == "owners" && self.entity == Entity::Group)?;
        self.is_advanced = true;
        let has_some = match (self.word("eq"), self.word("ne")) {
            (Some(()), _) => false,
            (None, Some(())) => true,
            _ => return None,
        };
        self.word("0")?;
        let owned = present(owners);
        Some(if has_some { owned } else { Filter::Not(Box::new(owned)) })
    }

    fn comparison(&mut self, name: &str) -> Option<Filter> {
        if self.word("in").is_some() {
            let has_list = filterable(self.entity, name).list;
            let (attribute, _) = self.attribute(name).filter(|(_, kind)| has_list && *kind == Kind::String)?;
            self.sign("(")?;
            let mut values = vec![self.text()?];
            while self.sign(",").is_some() {
                values.push(self.text()?);
            }
            self.sign(")")?;
            return (values.len() <= MOST).then_some(Filter::Test(Test {
                attribute,
                operator: Operator::IsExactly,
                values,
            }));
        }
        for (word, operator) in [("ge", Operator::GreaterOrEqual), ("le", Operator::LessOrEqual)] {
            if self.word(word).is_some() {
                let (attribute, _) = self.attribute(name).filter(|(_, kind)| *kind == Kind::DateTimeOffset)?;
                self.skip();
                let end = self.rest.find([' ', ')']).unwrap_or(self.rest.len());
                let (moment, rest) = self.rest.split_at(end);
                self.rest = rest;
                let values = vec![generalized(from_iso(moment)?)?];
                return Some(Filter::Test(Test { attribute, operator, values }));
            }
        }
        let is_negative = match (self.word("eq"), self.word("ne")) {
            (Some(()), _) => false,
            (None, Some(())) => true,
            _ => return None,
        };
        self.is_advanced |= is_negative;
        let filter = self.equal(name)?;
        Some(if is_negative { Filter::Not(Box::new(filter)) } else { filter })
    }

    fn equal(&mut self, name: &str) -> Option<Filter> {
        let flag = [("true", true), ("false", false)].into_iter().find(|(word, _)| self.word(word).is_some());
        if let Some((_, flag)) = flag {
            let filter = match (name, self.entity) {
                ("mailEnabled", Entity::Group) => Filter::Not(Box::new(is(schema::attribute("groupType")?, "4"))),
                ("securityEnabled", Entity::Group) => security_enabled()?,
                _ => {
                    let (attribute, _) = self.attribute(name).filter(|(_, kind)| *kind == Kind::Boolean)?;
                    is(attribute, "true")
                }
            };
            return Some(if flag { filter } else { Filter::Not(Box::new(filter)) });
        }
        let (attribute, kind) = self.attribute(name)?;
        if self.word("null").is_some() {
            if !filterable(self.entity, name).null {
                return None;
            }
            self.is_advanced = true;
            return Some(Filter::Not(Box::new(present(attribute))));
        }
        let value = self.text().filter(|_| kind == Kind::String)?;
        Some(is(attribute, &value))
    }

    /// The attribute that stores a property, and the property's type.
    fn attribute(&mut self, name: &str) -> Option<(&'static Attribute, Kind)> {
        self.is_advanced |= filterable(self.entity, name).advanced;
        let (attribute, kind) = match (self.entity, name) {
            (Entity::User, _) => {
                let (_, attribute, kind) = USER.iter().find(|(own, ..)| *own == name)?;
                (*attribute, *kind)
            }
            (_, "id") => ("objectGUID", Kind::String),
            (_, "createdDateTime") => ("whenCreated", Kind::DateTimeOffset),
            (_, "isAssignableToRole") => (name, Kind::Boolean),
            (_, "proxyAddresses") => (name, Kind::Strings),
            (_, "displayName" | "description" | "mail" | "mailNickname" | "visibility" | "uniqueName") => {
                (name, Kind::String)
            }
            _ => return None,
        };
        Some((schema::attribute(attribute)?, kind))
    }
}

/// A filter for objects whose attribute equals a value.
pub fn is(attribute: &'static Attribute, value: &str) -> Filter {
    Filter::Test(Test { attribute, operator: Operator::IsExactly, values: vec![value.to_owned()] })
}

fn present(attribute: &'static Attribute) -> Filter {
    Filter::Test(Test { attribute, operator: Operator::Present, values: Vec::new() })
}

/// A filter for Microsoft 365 groups, with or without a team.
pub fn unified() -> Option<Filter> {
    let attribute = schema::attribute("groupType")?;
    Some(Filter::Any(vec![is(attribute, "16"), is(attribute, "32")]))
}

fn dynamic() -> Option<Filter> {
    Some(present(schema::attribute("membershipRule")?))
}

/// A filter for security groups: the stored `securityEnabled`, or the group type if there is none.
fn security_enabled() -> Option<Filter> {
    let (told, kind) = (schema::attribute("securityEnabled")?, schema::attribute("groupType")?);
    let untold = Filter::All(vec![Filter::Not(Box::new(present(told))), is(kind, "4")]);
    Some(Filter::Any(vec![is(told, "true"), untold]))
}
