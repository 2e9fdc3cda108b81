//! Which objects a search wants: read from the wire's criteria, independent of any engine.
//!
//! What is incomplete or not understood is refused with its place and never dropped: a condition that disappears makes
//! a search wider.

use crate::directory::{Handle, Kind};
use crate::schema::{self, Attribute};
use model::wire::Criterion;

/// A tree of conditions.
#[derive(Debug, Clone)]
pub enum Filter {
    /// All of these; none is everything.
    All(Vec<Filter>),
    /// Any of these; none is nothing.
    Any(Vec<Filter>),
    Not(Box<Filter>),
    Test(Test),
    KindIs(Kind),
    /// Objects whose DN attribute points to that object, or to a group it is in.
    PointsTo {
        attribute: &'static Attribute,
        target: Handle,
        nested: bool,
    },
}

/// One condition.
#[derive(Debug, Clone)]
pub struct Test {
    pub attribute: &'static Attribute,
    pub operator: Operator,
    pub value: String,
}

/// What is asked of an attribute. The negative ones of the contract are [`Filter::Not`] of these, so that an object
/// without the attribute matches them, as in LDAP.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Operator {
    Contains,
    StartsWith,
    EndsWith,
    IsExactly,
    GreaterOrEqual,
    LessOrEqual,
    Present,
    AllFlagsOn,
    AllFlagsOff,
    AnyFlagOn,
    AnyFlagOff,
    ChainMatch,
}

/// The operators' names, letters only and lowered, and whether they are negated.
const OPERATORS: &[(&str, Operator, bool)] = &[
    ("contains", Operator::Contains, false),
    ("notcontain", Operator::Contains, true),
    ("notcontains", Operator::Contains, true),
    ("doesntcontain", Operator::Contains, true),
    ("doesnotcontain", Operator::Contains, true),
    ("startswith", Operator::StartsWith, false),
    ("notstartwith", Operator::StartsWith, true),
    ("notstartswith", Operator::StartsWith, true),
    ("doesntstartwith", Operator::StartsWith, true),
    ("doesnotstartwith", Operator::StartsWith, true),
    ("endswith", Operator::EndsWith, false),
    ("notendwith", Operator::EndsWith, true),
    ("notendswith", Operator::EndsWith, true),
    ("doesntendwith", Operator::EndsWith, true),
    ("doesnotendwith", Operator::EndsWith, true),
    ("isexactly", Operator::IsExactly, false),
    ("is", Operator::IsExactly, false),
    ("equals", Operator::IsExactly, false),
    ("isnot", Operator::IsExactly, true),
    ("notequals", Operator::IsExactly, true),
    ("greaterorequal", Operator::GreaterOrEqual, false),
    ("greaterthanorequal", Operator::GreaterOrEqual, false),
    ("lessorequal", Operator::LessOrEqual, false),
    ("lessthanorequal", Operator::LessOrEqual, false),
    ("present", Operator::Present, false),
    ("notpresent", Operator::Present, true),
    ("allflagson", Operator::AllFlagsOn, false),
    ("allflagsoff", Operator::AllFlagsOff, false),
    ("anyflagon", Operator::AnyFlagOn, false),
    ("anyflagoff", Operator::AnyFlagOff, false),
    ("chainmatch", Operator::ChainMatch, false),
];

impl Operator {
    /// Whether it compares bits of a number.
    fn is_of_flags(self) -> bool {
        matches!(self, Self::AllFlagsOn | Self::AllFlagsOff | Self::AnyFlagOn | Self::AnyFlagOff)
    }
}

/// The name in any letter case and spacing.
fn letters(name: &str) -> String {
    name.chars().filter(char::is_ascii_alphabetic).map(|c| c.to_ascii_lowercase()).collect()
}

fn count(criterion: &Criterion) -> usize {
    1 + criterion.child.iter().map(count).sum::<usize>()
}

/// Conditions of one search, at most.
const MOST: usize = 5000;
/// Of those, the ones that an index cannot gather into one look.
const MOST_LOOKS: usize = 900;

impl Filter {
    /// Reads criteria; the error is a sentence that starts with the place.
    pub fn of(criterion: &Criterion, place: &str) -> Result<Self, String> {
        if count(criterion) > MOST {
            return Err(format!("{place}: more than {MOST} conditions"));
        }
        let filter = Self::read(criterion, place)?;
        if filter.looks() > MOST_LOOKS {
            return Err(format!("{place}: more than {MOST_LOOKS} conditions other than Is Exactly"));
        }
        Ok(filter)
    }

    /// How often an engine has to look, where values that an attribute may be exactly are one look per list.
    fn looks(&self) -> usize {
        let exact = |filter: &Self| matches!(filter, Self::Test(test) if test.operator == Operator::IsExactly);
        let rest = |children: &[Self], same: &dyn Fn(&Self) -> bool| -> usize {
            let others = children.iter().filter(|child| !same(child));
            1 + others.map(Self::looks).sum::<usize>()
        };
        match self {
            Self::Any(children) => rest(children, &exact),
            Self::All(children) => rest(children, &|child| matches!(child, Self::Not(inner) if exact(inner))),
            Self::Not(inner) => inner.looks(),
            Self::Test(_) | Self::KindIs(_) | Self::PointsTo { .. } => 1,
        }
    }

    fn read(criterion: &Criterion, place: &str) -> Result<Self, String> {
        let operator = letters(&criterion.operator);
        let attribute = criterion.attribute.as_deref().map(str::trim).filter(|name| !name.is_empty());
        match (attribute, operator.as_str()) {
            (Some(attribute), _) if criterion.child.is_empty() => Self::leaf(criterion, attribute, &operator, place),
            (Some(_), _) => Err(format!("{place}: a condition has an attribute or children, not both")),
            (None, "and" | "or" | "not") => {
                if criterion.child.is_empty() {
                    return Err(format!("{place}.child: expected at least one condition, found none"));
                }
                let under = |(at, child)| Self::read(child, &format!("{place}.child[{at}]"));
                let children = criterion.child.iter().enumerate().map(under).collect::<Result<Vec<_>, _>>()?;
                Ok(match operator.as_str() {
                    "and" => Self::All(children),
                    "or" => Self::Any(children),
                    // Not of several: none of them.
                    _ => Self::Not(Box::new(Self::Any(children))),
                })
            }
            (None, _) => Err(format!("{place}: expected an attribute, or And, Or or Not with children")),
        }
    }

    fn leaf(criterion: &Criterion, attribute: &str, operator: &str, place: &str) -> Result<Self, String> {
        let Some(attribute) = schema::attribute(attribute) else {
            return Err(format!("{place}.attribute: {attribute} is no attribute of this directory"));
        };
        let known = OPERATORS.iter().find(|(name, ..)| *name == operator);
        let symbol = match criterion.operator.trim() {
            "=" => Some((Operator::IsExactly, false)),
            ">=" => Some((Operator::GreaterOrEqual, false)),
            "<=" => Some((Operator::LessOrEqual, false)),
            _ => None,
        };
        let Some((operator, negated)) = known.map(|(_, operator, negated)| (*operator, *negated)).or(symbol) else {
            return Err(format!("{place}.operator: {:?} is no operator", criterion.operator));
        };
        let value = criterion.value.get().cloned().unwrap_or_default();
        if value.is_empty() && operator != Operator::Present {
            return Err(format!("{place}.value: expected a value, found nothing"));
        }
        if operator.is_of_flags() && value.trim().parse::<i64>().is_err() {
            return Err(format!("{place}.value: expected a whole number"));
        }
        if operator == Operator::ChainMatch
            && !matches!(attribute.syntax, schema::Syntax::Link(_) | schema::Syntax::BackLink(_))
        {
            return Err(format!("{place}.operator: Chain Match is for attributes that hold distinguished names"));
        }
        let test = Self::Test(Test { attribute, operator, value });
        Ok(if negated { Self::Not(Box::new(test)) } else { test })
    }
}
