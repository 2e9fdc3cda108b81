//! The objects that a rule or a search is to find: the model's criteria with the attributes of this directory's schema,
//! independent of any engine. `model::criteria::eval` defines their meaning.
//!
//! An attribute that the schema does not have, but whose name is valid in LDAP, is a text without values, because a
//! real directory has more attributes than this one. What is incomplete or not understood is rejected and never
//! dropped, because a condition that disappears can make a rule find more.

use crate::collate::fold;
use crate::object::{Handle, Kind, Scope};
use crate::schema::{self, Attribute, Syntax};
use model::criteria::{self, Condition, Content, Criteria, Join, MAX_CONDITIONS, Missing, Node};
use model::names::Dn;
use model::wire::attributes;

/// A tree of conditions.
#[derive(Debug, Clone)]
pub enum Filter {
    /// All of these; every object if there are none.
    All(Vec<Filter>),
    /// Any of these; no object if there are none.
    Any(Vec<Filter>),
    Not(Box<Filter>),
    Test(Test),
    KindIs(Kind),
    /// One of these objects.
    Is(Vec<Handle>),
    /// In one of these containers; no object if there are none.
    In(Vec<(Dn, Scope)>),
    /// Objects whose DN attribute refers to that object or, if `nested`, to a group that contains it directly or
    /// indirectly.
    PointsTo {
        attribute: &'static Attribute,
        target: Handle,
        nested: bool,
    },
}

/// A condition on an attribute, which any of the values must satisfy.
#[derive(Debug, Clone)]
pub struct Test {
    pub attribute: &'static Attribute,
    pub operator: Operator,
    pub values: Vec<String>,
}

/// How a condition compares an attribute. The contract's negative operators are a [`Filter::Not`] of these, so that an
/// object without the attribute satisfies them, as in LDAP.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Operator {
    Contains,
    StartsWith,
    /// One of the words begins with the value (`$search` of Microsoft Graph).
    StartsWord,
    EndsWith,
    IsExactly,
    GreaterOrEqual,
    LessOrEqual,
    Present,
    AllFlagsOn,
    AnyFlagOn,
    ChainMatch,
}

/// The maximum number of conditions that an engine cannot combine into a single index lookup.
const MOST_LOOKS: usize = 900;

/// What criteria are used for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Purpose {
    /// The rule of a group: a value that does not fit the attribute's syntax is an error.
    Rule,
    /// A rule of Entra ID itself, which also rejects attributes that it does not know.
    EntraRule,
    /// A search: people paste texts that are not distinguished names.
    Search,
}

/// Why this directory cannot evaluate criteria.
#[derive(Debug, PartialEq, Eq)]
pub struct Fault {
    /// The attribute of the condition; empty if the fault is not about a single condition.
    pub attribute: String,
    /// The member of the criterion that is wrong; empty if it is the whole criterion.
    pub part: &'static str,
    /// A sentence for people, without a full stop.
    pub sentence: String,
}

impl Fault {
    fn of(part: &'static str, sentence: impl Into<String>) -> Self {
        Self { attribute: String::new(), part, sentence: sentence.into() }
    }
}

impl Filter {
    /// Translates criteria for this directory.
    pub fn of(criteria: &Criteria, purpose: Purpose) -> Result<Self, Fault> {
        let root = criteria.root();
        if root.conditions() > MAX_CONDITIONS {
            return Err(Fault::of("", format!("more than {MAX_CONDITIONS} conditions")));
        }
        let filter = Self::read(root, purpose)?;
        if filter.looks() > MOST_LOOKS {
            return Err(Fault::of("", format!("more than {MOST_LOOKS} conditions other than Is Exactly")));
        }
        Ok(filter)
    }

    /// How many lookups an engine needs; all exact values in one list count as one.
    fn looks(&self) -> usize {
        let exact = |filter: &Self| matches!(filter, Self::Test(test) if test.is_of_equal_texts());
        let rest = |children: &[Self], same: &dyn Fn(&Self) -> bool| -> usize {
            let others = children.iter().filter(|child| !same(child));
            1 + others.map(Self::looks).sum::<usize>()
        };
        match self {
            Self::Any(children) => rest(children, &exact),
            Self::All(children) => rest(children, &|child| matches!(child, Self::Not(inner) if exact(inner))),
            Self::Not(inner) => inner.looks(),
            Self::Test(test) if !test.is_of_equal_texts() => test.values.len().max(1),
            Self::Test(_) | Self::KindIs(_) | Self::Is(_) | Self::In(_) | Self::PointsTo { .. } => 1,
        }
    }

    fn read(node: &Node, purpose: Purpose) -> Result<Self, Fault> {
        let filter = match &node.content {
            Content::Group(_, children) if children.is_empty() => {
                return Err(Fault::of("child", "expected at least one condition, found none"));
            }
            Content::Group(join, children) => {
                let children = children.iter().map(|child| Self::read(child, purpose)).collect::<Result<_, _>>()?;
                match join {
                    Join::All => Self::All(children),
                    Join::Any => Self::Any(children),
                }
            }
            Content::Condition(condition) => Self::condition(condition, purpose)?,
            Content::Raw(_) => return Err(Fault::of("", "a piece of another language cannot be answered here")),
        };
        Ok(if node.not { Self::Not(Box::new(filter)) } else { filter })
    }

    /// Translates a single condition.
    pub fn condition(condition: &Condition, purpose: Purpose) -> Result<Self, Fault> {
        let name = condition.attribute.trim();
        let fault = |part, sentence: String| Fault { attribute: name.to_owned(), part, sentence };
        if let Some(missing) = condition.missing() {
            let (part, what) = match missing {
                Missing::Attribute | Missing::Conditions => ("attribute", "an attribute"),
                Missing::Operator => ("operator", "an operator"),
                Missing::Value => ("value", "a value"),
                Missing::Mask => ("value", "a bit mask with at least one bit"),
            };
            return Err(fault(part, format!("expected {what}, found nothing")));
        }
        let known = schema::attribute(name);
        if known.is_none() && (purpose == Purpose::EntraRule || !criteria::is_ldap_name(name)) {
            return Err(fault("attribute", format!("{name} is no attribute of this directory")));
        }
        let Some(asked) = condition.operator else {
            return Err(fault("operator", "expected an operator, found nothing".to_owned()));
        };
        let operator = Operator::of(asked);
        let syntax = known.map_or(Syntax::Text, |known| known.syntax);
        if !operator.is_of(syntax) {
            let kind = syntax.what();
            return Err(fault("operator", format!("{} is not for attributes that hold {kind}", asked.name())));
        }
        let mut values = Vec::with_capacity(condition.values.len());
        for value in condition.values.iter().filter(|_| asked.takes_value()) {
            let Some(text) = value.as_text() else {
                return Err(fault("value", "a date that moves cannot be answered here".to_owned()));
            };
            let is_lax = purpose == Purpose::Search && syntax.is_name();
            if !asked.is_of_flags() && !is_lax && !syntax.has(text) {
                return Err(fault("value", format!("expected {}", syntax.what_one())));
            }
            values.push(text.to_owned());
        }
        let test = match known {
            // A text attribute that no object has, so that no object matches.
            None => Self::Any(Vec::new()),
            Some(known) if known.is(attributes::OBJECT_CLASS) && operator == Operator::IsExactly => {
                Self::Any(kinds(&values))
            }
            Some(attribute) => Self::Test(Test { attribute, operator, values }),
        };
        Ok(if asked.is_negative() { Self::Not(Box::new(test)) } else { test })
    }
}

/// The kinds of objects with these classes. In this directory every object has exactly one class, its kind, which
/// engines find faster.
fn kinds(classes: &[String]) -> Vec<Filter> {
    let named = |class: &String| Kind::ALL.into_iter().find(|kind| kind.name() == fold(class));
    classes.iter().filter_map(named).map(Filter::KindIs).collect()
}

impl Operator {
    /// The operator that is the same as, or the negation of, an operator of the model.
    fn of(asked: criteria::Operator) -> Self {
        use criteria::Operator as Asked;
        match asked {
            Asked::Contains | Asked::NotContains => Self::Contains,
            Asked::StartsWith | Asked::NotStartsWith => Self::StartsWith,
            Asked::EndsWith | Asked::NotEndsWith => Self::EndsWith,
            Asked::IsExactly | Asked::IsNot => Self::IsExactly,
            Asked::GreaterOrEqual => Self::GreaterOrEqual,
            Asked::LessOrEqual => Self::LessOrEqual,
            Asked::Present | Asked::NotPresent => Self::Present,
            Asked::AllFlagsOn | Asked::AnyFlagOff => Self::AllFlagsOn,
            Asked::AnyFlagOn | Asked::AllFlagsOff => Self::AnyFlagOn,
            Asked::ChainMatch => Self::ChainMatch,
        }
    }

    /// Whether values of that syntax can be compared with it. A directory answers a comparison that it cannot make with
    /// no objects, or under a negation with all of them; here it is rejected.
    fn is_of(self, syntax: Syntax) -> bool {
        match self {
            Self::IsExactly | Self::Present => true,
            Self::Contains | Self::StartsWith | Self::StartsWord | Self::EndsWith => syntax.is_text(),
            Self::GreaterOrEqual | Self::LessOrEqual => {
                syntax.is_text() || matches!(syntax, Syntax::Number | Syntax::Flags | Syntax::Date)
            }
            Self::AllFlagsOn | Self::AnyFlagOn => matches!(syntax, Syntax::Number | Syntax::Flags),
            Self::ChainMatch => matches!(syntax, Syntax::Link(_) | Syntax::BackLink(_)),
        }
    }
}

impl Test {
    /// Whether equal values are equal texts, so that an index finds them.
    pub fn is_of_equal_texts(&self) -> bool {
        let syntax = self.attribute.syntax;
        self.operator == Operator::IsExactly
            && (syntax.is_text() || matches!(syntax, Syntax::Dn | Syntax::Container))
            && syntax != Syntax::Membership
    }
}
