//! Decides whether an object satisfies a rule, as Active Directory does.
//!
//! What is assumed about the directory, and where it was looked up:
//!
//! - An object without the attribute fails every positive operator and satisfies every negative one, which is the
//!   negation of the positive one (RFC 4511, 4.5.1.7; absent is false, not undefined). An empty value counts as no
//!   value, because the Data Service sends one where there is none.
//! - If the object has several values, one of them must satisfy a positive operator, and none may satisfy the positive
//!   part of a negative one. Several values of a condition mean any of them, or none of them.
//! - Text: letter case and surrounding spaces do not count, and several spaces count as one; this holds for equality,
//!   for substrings and for the text that is looked for. Samba does so (`ldb_handler_fold`). A real Active Directory
//!   compares by the sort keys of Windows (MS-ADTS 6.5.1), which also ignore accents, kana type and width ("é" equals
//!   "e") but count spaces. That is not modelled: the preview asks the directory.
//! - Text is ordered by character, ASCII letters as upper case, as in Samba. Windows sorts punctuation before digits
//!   and accented letters beside the plain ones.
//! - Numbers are compared as signed 64-bit numbers; masks as 32 bits, whichever sign they were written with; dates by
//!   the second (`generalizedTime`) or by their 100-ns intervals, where 0 and the largest number, which both mean
//!   "never", are compared like any other.
//! - Distinguished names are compared by [`Dn::normalized`].
//! - A value of the object that does not fit the attribute's syntax satisfies nothing.
//! - An attribute that is not configured, but may be used by its name, holds text. How the directory orders its values
//!   is not known, so the ordering operators cannot be evaluated.
//! - An operator that the syntax does not have, such as Contains for a number, is undefined in Active Directory, also
//!   when negated. It is an error here.

pub(super) mod compare;

use super::schema::bad_value;
use super::{Condition, Content, Criteria, Join, Missing, Node, NodeId, Operator, Problem, Schema};
use crate::attribute::AttributeConfig;
use crate::names::Dn;
use crate::wire::DirectoryObject;
use compare::Wanted;

/// An object that a rule is evaluated for.
pub trait Entry {
    /// Calls `each` with every value of an attribute, which is named as configured.
    fn values(&self, attribute: &str, each: &mut dyn FnMut(&str));

    /// Whether the attribute was read. One that was not is neither present nor absent.
    fn is_known(&self, attribute: &str) -> bool {
        let _ = attribute;
        true
    }

    /// Whether the attribute refers to `target`, directly or through other objects; `None` if that is not known.
    fn is_chained(&self, attribute: &str, target: &Dn) -> Option<bool>;
}

/// An object as the Data Service answers it. Every attribute of the rule was requested, so a missing one is absent.
impl Entry for DirectoryObject {
    fn values(&self, attribute: &str, each: &mut dyn FnMut(&str)) {
        for text in self.attributes().texts(attribute) {
            each(text);
        }
    }

    /// Only a direct reference is visible in the object itself; whether there is a longer chain only the directory
    /// knows.
    fn is_chained(&self, attribute: &str, target: &Dn) -> Option<bool> {
        let is_direct = self.attributes().texts(attribute).any(|dn| Dn::parse(dn).is_ok_and(|dn| dn.same(target)));
        is_direct.then_some(true)
    }
}

/// What rules are evaluated with.
#[derive(Debug, Clone, Copy)]
pub struct Evaluator<'a> {
    /// The attributes of the identity store.
    pub schema: Schema<'a>,
    /// The time of evaluation, in seconds since 1970 (UTC).
    pub now: i64,
}

/// Whether an object satisfies a node.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Truth {
    Yes,
    No,
    /// That cannot be decided here.
    Unknown,
}

/// Why it cannot be decided whether an object satisfies a rule.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NotEvaluable {
    /// The node that is the cause.
    pub node: NodeId,
    pub reason: Reason,
}

/// Why a node cannot be evaluated.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reason {
    Missing(Missing),
    /// It is a raw piece of a dialect.
    Raw,
    Problem(Problem),
    /// The attribute was not read from the object.
    NotRead,
    /// Whether the object is in the chain is not known.
    Chain,
    /// The attribute is not configured, so that it is not known how the directory orders its values.
    Order,
}

impl Evaluator<'_> {
    /// Whether an object satisfies a rule.
    ///
    /// # Errors
    ///
    /// A node that cannot be evaluated is an error wherever it is in the rule. An attribute that was not read from the
    /// object is an error only if the result depends on it.
    pub fn matches(&self, criteria: &Criteria, entry: &dyn Entry) -> Result<bool, NotEvaluable> {
        self.ready(criteria.root())?;
        self.truth(criteria.root(), entry, None)
    }

    /// Checks that every node of a rule can be evaluated.
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

    /// Whether an object satisfies a node. With a list, the truth of every node is appended to it in reading order;
    /// without one, evaluation stops as soon as the result is certain.
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
                // The child result that decides the group: false for "all of", true for "any of".
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

    /// The attribute and operator of a condition, if it can be evaluated.
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
        // A negative operator is the negation of its complement.
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
