//! Whether an object meets a rule, as Active Directory decides it.
//!
//! What is assumed of the directory, and where it was looked up:
//!
//! - An object without the attribute fails every positive operator and meets every negative one, which is the negation
//!   of the positive one (RFC 4511, 4.5.1.7; absent is false, not undefined). An empty value is no value: the Data
//!   Service sends one where there is none.
//! - Of several values of the object one has to meet a positive operator and none may meet the positive part of a
//!   negative one. Several values of a condition are any of them, or none of them.
//! - Texts: letter case does not count, nor do spaces around them, and several spaces are one; so it is for equality,
//!   for parts of texts, and for the part that is looked for. Samba does so (`ldb_handler_fold`). A real Active
//!   Directory compares by the sort keys of Windows (MS-ADTS 6.5.1): accents, kana type and width do not count there
//!   either, "é" is "e", and spaces count. Both are not modelled: preview asks the directory.
//! - Order of texts is by character, ASCII letters as capitals, as in Samba. Windows sorts punctuation before digits and
//!   accents beside their letters.
//! - Numbers are compared as signed 64-bit numbers, masks as 32 bits whatever sign they were written with, moments by
//!   the second (`generalizedTime`) or by their 100-ns intervals, where 0 and the greatest number, both of which mean
//!   never, are compared like any other.
//! - Distinguished names are compared by [`Dn::normalized`].
//! - A value of the object that is not of the attribute's syntax meets nothing.
//! - An attribute that is not configured and may be used by its name holds texts. How the directory orders them is not
//!   known, so that nothing is said of what comes before or after a value.
//! - An operator that the syntax does not know, such as Contains for a number, is undefined in Active Directory, also
//!   when negated. It is an error here.

pub(super) mod compare;

use super::schema::bad_value;
use super::{Condition, Content, Criteria, Join, Missing, Node, NodeId, Operator, Problem, Schema};
use crate::attribute::AttributeConfig;
use crate::names::Dn;
use crate::wire::DirectoryObject;
use compare::Wanted;

/// An object that a rule is asked about.
pub trait Entry {
    /// Hands over each value of an attribute, which is named as configured.
    fn values(&self, attribute: &str, each: &mut dyn FnMut(&str));

    /// Whether the attribute was read: one that was not is neither present nor absent.
    fn is_known(&self, attribute: &str) -> bool {
        let _ = attribute;
        true
    }

    /// Whether the attribute points to that object directly or through others; none where that is not known.
    fn is_chained(&self, attribute: &str, target: &Dn) -> Option<bool>;
}

/// An object as the service answers it. It was asked for every attribute of the rule, so what is not there is absent.
impl Entry for DirectoryObject {
    fn values(&self, attribute: &str, each: &mut dyn FnMut(&str)) {
        for text in self.attributes().texts(attribute) {
            each(text);
        }
    }

    /// One step is seen in the object itself; whether there is a longer way, only the directory knows.
    fn is_chained(&self, attribute: &str, target: &Dn) -> Option<bool> {
        let is_direct = self.attributes().texts(attribute).any(|dn| Dn::parse(dn).is_ok_and(|dn| dn.same(target)));
        is_direct.then_some(true)
    }
}

/// What a rule is asked with.
#[derive(Debug, Clone, Copy)]
pub struct Evaluator<'a> {
    /// The attributes of the store.
    pub schema: Schema<'a>,
    /// Seconds since 1970.
    pub now: i64,
}

/// Whether an object meets something.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Truth {
    /// It does.
    Yes,
    /// It does not.
    No,
    /// That cannot be said here.
    Unknown,
}

/// Why it cannot be said whether an object meets a rule.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NotEvaluable {
    /// The node that is the cause.
    pub node: NodeId,
    /// What is the matter with it.
    pub reason: Reason,
}

/// Why a node says nothing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reason {
    /// It is not finished.
    Missing(Missing),
    /// It is a piece of another language.
    Raw,
    /// It does not fit its attribute.
    Problem(Problem),
    /// The object's attribute was not read.
    NotRead,
    /// Whether the object is in the chain is not known.
    Chain,
    /// How the directory orders the values of an attribute that is not configured is not known.
    Order,
}

impl Evaluator<'_> {
    /// Whether an object meets a rule. A rule with a node that says nothing is an error, wherever it stands; an
    /// attribute that is not known of the object is one where the answer depends on it.
    pub fn matches(&self, criteria: &Criteria, entry: &dyn Entry) -> Result<bool, NotEvaluable> {
        self.ready(criteria.root())?;
        self.truth(criteria.root(), entry, None)
    }

    /// Whether every node of a rule can be evaluated.
    fn ready(&self, node: &Node) -> Result<(), NotEvaluable> {
        let refuse = |reason| Err(NotEvaluable { node: node.id, reason });
        if let Some(missing) = node.missing() {
            return refuse(Reason::Missing(missing));
        }
        match &node.content {
            Content::Group(_, children) => children.iter().try_for_each(|child| self.ready(child)),
            Content::Raw(_) => refuse(Reason::Raw),
            Content::Condition(condition) => self.known(condition).map_or_else(refuse, |_| Ok(())),
        }
    }

    /// Whether an object meets a node. With a list, the truth of every node is put into it, in reading order; without
    /// one, nothing is asked that does not count any more.
    pub(super) fn truth(
        &self,
        node: &Node,
        entry: &dyn Entry,
        mut all: Option<&mut Vec<(NodeId, Truth)>>,
    ) -> Result<bool, NotEvaluable> {
        let place = all.as_ref().map_or(0, |all| all.len());
        if let Some(all) = &mut all {
            all.push((node.id, Truth::Unknown));
        }
        let refuse = |reason| Err(NotEvaluable { node: node.id, reason });
        let met = match &node.content {
            _ if node.missing().is_some_and(|missing| missing == Missing::Conditions) => {
                refuse(Reason::Missing(Missing::Conditions))
            }
            Content::Group(join, children) => {
                // All are met until one is not; one is met as soon as one is.
                let decides = *join == Join::Any;
                let mut met = Ok(!decides);
                for child in children {
                    match self.truth(child, entry, all.as_deref_mut()) {
                        Ok(own) if own == decides => {
                            met = Ok(decides);
                            if all.is_none() {
                                break;
                            }
                        }
                        Err(cause) if met == Ok(!decides) => met = Err(cause),
                        _ => {}
                    }
                }
                met
            }
            Content::Condition(condition) => self.condition(condition, entry).or_else(refuse),
            Content::Raw(_) => refuse(Reason::Raw),
        };
        let met = met.map(|met| met != node.not);
        if let Some(own) = all.and_then(|all| all.get_mut(place)) {
            own.1 = match met {
                Ok(true) => Truth::Yes,
                Ok(false) => Truth::No,
                Err(_) => Truth::Unknown,
            };
        }
        met
    }

    /// The attribute of a condition that can be evaluated, and its operator.
    fn known(&self, condition: &Condition) -> Result<(&AttributeConfig, Operator), Reason> {
        if let Some(missing) = condition.missing() {
            return Err(Reason::Missing(missing));
        }
        let attribute = self.schema.usable(&condition.attribute);
        let attribute = attribute.ok_or(Reason::Problem(Problem::UnknownAttribute))?;
        let operator = condition.operator.ok_or(Reason::Missing(Missing::Operator))?;
        let is_order = matches!(operator, Operator::GreaterOrEqual | Operator::LessOrEqual);
        if is_order && self.schema.is_unlisted(&condition.attribute) {
            return Err(Reason::Order);
        }
        if !compare::knows(attribute.syntax, operator) {
            return Err(Reason::Problem(Problem::Operator(operator)));
        }
        match bad_value(attribute.syntax, condition) {
            Some(problem) => Err(Reason::Problem(problem)),
            None => Ok((attribute, operator)),
        }
    }

    fn condition(&self, condition: &Condition, entry: &dyn Entry) -> Result<bool, Reason> {
        let (attribute, operator) = self.known(condition)?;
        // What is negative is the opposite of its complement.
        let (not, operator) = match operator.complement() {
            Some(complement) if operator.is_negative() => (true, complement),
            _ => (false, operator),
        };
        let name = if attribute.name.is_empty() { condition.attribute.as_str() } else { attribute.name.as_str() };
        if operator == Operator::ChainMatch {
            return chained(condition, name, entry);
        }
        if !entry.is_known(name) {
            return Err(Reason::NotRead);
        }
        let mut met = false;
        if operator == Operator::Present {
            entry.values(name, &mut |value| met |= !value.is_empty());
        } else {
            let wanted = Wanted::of(attribute.syntax, operator, condition, self.now).map_err(Reason::Problem)?;
            entry.values(name, &mut |value| met = met || (!value.is_empty() && wanted.meets(value)));
        }
        Ok(met != not)
    }
}

fn chained(condition: &Condition, attribute: &str, entry: &dyn Entry) -> Result<bool, Reason> {
    let mut met = Ok(false);
    for value in condition.values.iter().filter_map(|value| value.as_text()) {
        let target = Dn::parse(value);
        match target.ok().and_then(|target| entry.is_chained(attribute, &target)) {
            Some(true) => return Ok(true),
            Some(false) => {}
            None => met = Err(Reason::Chain),
        }
    }
    met
}
