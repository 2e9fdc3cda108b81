//! Checks a rule: what makes it unusable, what is probably not meant, and what could be simpler; with edits that fix it
//! in one click. A fix preserves the meaning of the rule unless it says otherwise.

mod clash;
mod doubt;
mod facts;
mod negated;
mod report;

pub use doubt::Doubt;
pub use negated::negated;

use super::entra::limits::{self, Limit};
use super::{Criteria, Dialect, Edit, Edited, Evaluator, Missing, NodeId, Operator, Problem, Refusal};

/// A finding about a node.
#[derive(Debug, Clone, PartialEq)]
pub struct Check {
    /// The node that the finding is about.
    pub node: NodeId,
    pub kind: Kind,
    /// Further nodes that the finding is about, in reading order.
    pub also: Vec<NodeId>,
    /// How to fix it, if that is clear.
    pub fix: Option<Fix>,
}

/// What was found.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Kind {
    /// The node is not complete. The fix removes it.
    Missing(Missing),
    /// The condition does not fit its attribute.
    Problem(Problem),
    /// The attribute is not configured. It is compared as text, and the directory decides.
    Unlisted,
    /// The attribute is not configured, and its name is what people call one that is. The fix uses that one.
    NamedOtherwise,
    /// The condition can be used, but is probably not meant this way.
    Doubt(Doubt),
    /// The store's dialect cannot express a relative date. The fix replaces it by its present value.
    RelativeDate,
    /// A raw piece of a dialect. If the dialect is the store's own, the piece just cannot be checked.
    Raw {
        /// Whether the store's dialect cannot express it.
        blocks: bool,
    },
    /// Every object satisfies the whole rule, so that the entire company gets in.
    Everyone,
    /// No object satisfies the whole rule.
    Nobody,
    /// Every object satisfies the group.
    AlwaysMet,
    /// No object satisfies the group.
    NeverMet,
    /// An earlier sibling means the same. The fix removes the node.
    Duplicate,
    /// The brackets are superfluous: one child, or the same join around them. The fix ungroups them.
    Redundant,
    /// Several conditions of the group test the same attribute for one value each. The fix merges them into one
    /// condition.
    OneOf,
    /// A negated negative operator. The fix removes both negations.
    DoubleNegation,
    /// The directory has to look at every object. The fix for Contains tests the beginning instead.
    Costly(Operator),
    /// Every object has the attribute, so testing for its presence says nothing.
    AlwaysPresent,
    /// Entra ID refuses it, in a store whose rules are sent in its dialect.
    Entra(Limit),
    /// The condition is negated, and the store's rules are written without "Not". The fix says the same without it.
    Negated(Operator),
}

/// How serious a finding is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// The rule could be simpler, or is expensive to evaluate.
    Hint,
    /// The rule is probably not meant this way.
    Warning,
    /// The rule cannot be used.
    Error,
}

/// A fix for a finding.
#[derive(Debug, Clone, PartialEq)]
pub struct Fix {
    /// The edits, to be applied in this order.
    pub edits: Vec<Edit>,
    /// Whether the rule then has another meaning, so that the fix is only an offer.
    pub changes_meaning: bool,
}

impl Check {
    pub fn severity(&self) -> Severity {
        match self.kind {
            Kind::Missing(_)
            | Kind::Problem(_)
            | Kind::RelativeDate
            | Kind::Raw { blocks: true }
            | Kind::Entra(_)
            | Kind::Negated(_) => Severity::Error,
            Kind::Unlisted
            | Kind::NamedOtherwise
            | Kind::Doubt(_)
            | Kind::Everyone
            | Kind::Nobody
            | Kind::AlwaysMet
            | Kind::NeverMet => Severity::Warning,
            _ => Severity::Hint,
        }
    }
}

impl Fix {
    fn of(edit: Edit) -> Self {
        Self { edits: vec![edit], changes_meaning: false }
    }

    /// Applies all edits, or none: the first refusal is returned.
    pub fn apply(&self, criteria: &Criteria) -> Result<Edited, Refusal> {
        let mut edited = Edited { criteria: criteria.clone(), focus: NodeId::ROOT };
        for edit in &self.edits {
            let focus = edited.focus;
            edited = edited.criteria.edit(edit.clone())?;
            // The first edit is made where the finding is; the others only clean up.
            if focus != NodeId::ROOT {
                edited.focus = focus;
            }
        }
        Ok(edited)
    }
}

/// All findings about a rule, in reading order, followed by what Entra ID refuses. `at` has the store's attributes and
/// the present time; `dialect` is the one in which the store's rules are sent.
pub fn check(criteria: &Criteria, at: &Evaluator<'_>, dialect: Dialect) -> Vec<Check> {
    let mut checks = report::report(criteria, at, dialect, &facts::facts(criteria, at));
    if dialect == Dialect::Entra {
        for refused in limits::check(criteria) {
            // One error is enough to find the node, and the other one is about the same thing.
            let is_known = checks.iter().any(|check| check.node == refused.node && check.severity() == Severity::Error);
            if !is_known || matches!(refused.limit, Limit::TooLong(_)) {
                let kind = Kind::Entra(refused.limit);
                checks.push(Check { node: refused.node, kind, also: Vec::new(), fix: None });
            }
        }
    }
    checks
}
