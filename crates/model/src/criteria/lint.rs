//! Checks of a rule: what blocks it, what it probably does not mean, what could be said more simply; and edits that
//! mend it with one click. A mend gives a rule of the same meaning, unless it says that it does not.

mod clash;
mod facts;
mod report;

use super::{Criteria, Dialect, Edit, Edited, Evaluator, Missing, NodeId, Operator, Problem, Refusal};

/// Something to say about a node.
#[derive(Debug, Clone, PartialEq)]
pub struct Check {
    /// The node.
    pub node: NodeId,
    /// What is to be said.
    pub kind: Kind,
    /// Other nodes that it is about, in reading order.
    pub also: Vec<NodeId>,
    /// How to mend it, where that is clear.
    pub mend: Option<Mend>,
}

/// What there is to say.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Kind {
    /// It is not finished. The mend removes it.
    Missing(Missing),
    /// It does not fit its attribute.
    Problem(Problem),
    /// Its attribute is not configured: it is compared as text, and the directory decides.
    Unlisted,
    /// The store's dialect cannot say a date that moves. The mend fixes it to what it is now.
    RelativeDate,
    /// A piece of another dialect; of the store's own it only cannot be checked.
    Raw {
        /// Whether the store's dialect cannot say it.
        blocks: bool,
    },
    /// The whole rule is met by every object: a whole company gets in.
    Everyone,
    /// The whole rule is met by no object.
    Nobody,
    /// The group is met by every object.
    AlwaysMet,
    /// The group is met by no object.
    NeverMet,
    /// A node before it in its group says the same. The mend removes it.
    Duplicate,
    /// The brackets say nothing: one child, or the same join around them. The mend ungroups.
    Redundant,
    /// Conditions of the group ask for one value each of the same attribute. The mend makes one of them.
    OneOf,
    /// "Not" before a negative operator. The mend takes both away.
    DoubleNegation,
    /// The directory has to look at every object. The mend of Contains asks for the beginning instead.
    Costly(Operator),
    /// Every object has the attribute: asking for its presence asks nothing.
    AlwaysPresent,
}

/// How much it matters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// It could be said more simply, or costs.
    Hint,
    /// It is hardly meant so.
    Warning,
    /// The rule cannot be used so.
    Error,
}

/// How to mend something.
#[derive(Debug, Clone, PartialEq)]
pub struct Mend {
    /// To be made one after the other.
    pub edits: Vec<Edit>,
    /// Whether the rule means something else afterwards, so that it is only an offer.
    pub changes_meaning: bool,
}

impl Check {
    /// How much it matters.
    pub fn severity(&self) -> Severity {
        match self.kind {
            Kind::Missing(_) | Kind::Problem(_) | Kind::RelativeDate | Kind::Raw { blocks: true } => Severity::Error,
            Kind::Unlisted | Kind::Everyone | Kind::Nobody | Kind::AlwaysMet | Kind::NeverMet => Severity::Warning,
            _ => Severity::Hint,
        }
    }
}

impl Mend {
    fn of(edit: Edit) -> Self {
        Self { edits: vec![edit], changes_meaning: false }
    }

    /// Makes all its edits, or none.
    pub fn apply(&self, criteria: &Criteria) -> Result<Edited, Refusal> {
        let mut edited = Edited { criteria: criteria.clone(), focus: NodeId::ROOT };
        for edit in &self.edits {
            let focus = edited.focus;
            edited = edited.criteria.edit(edit.clone())?;
            // The first edit is at what was mended, the others only clear away.
            if focus != NodeId::ROOT {
                edited.focus = focus;
            }
        }
        Ok(edited)
    }
}

/// Everything there is to say about a rule, in reading order. `at` has the store's attributes and now, the dialect is
/// the one in which the store's rules travel.
pub fn check(criteria: &Criteria, at: &Evaluator<'_>, dialect: Dialect) -> Vec<Check> {
    report::report(criteria, at, dialect, &facts::facts(criteria, at))
}
