//! What can be wrong with a draft, and where.

use super::Field;
use crate::criteria::{NodeId, PrintError};
use crate::names::NameProblem;
use crate::wire::cloud::CloudType;
use crate::wire::codes::GroupScope;

/// What is wrong there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Problem {
    /// A rule of names.
    Name(NameProblem),
    /// No distinguished name: the character, from 1, at which reading failed; none where the text breaks off.
    NotADn(Option<usize>),
    /// Not one of the configured containers' domain.
    OutsideOfStore,
    /// The directory has no such container; found by asking the service.
    NoSuchContainer,
    /// Not one of the configured prefixes.
    UnknownPrefix,
    /// The administrator chose another value and locked it.
    Locked,
    /// A mail-enabled group needs the universal scope.
    NeedsUniversal,
    /// Not in this kind of store, or not with this type of group.
    NotHere,
    /// A group of this type holds no such object.
    CannotBeMember(CloudType),
    /// Roles can only be assigned to a group with this: static, granting rights, private.
    RolesNeedThis,
    /// Roles can be assigned to the group: it holds no other group.
    GroupsCannotBeMembers,
    /// A group of this scope cannot hold a group of that one.
    CannotHold(GroupScope, GroupScope),
    /// A choice is needed.
    Required,
    /// The rule cannot be said: which node, and why.
    Rule(PrintError),
    /// A condition does not fit its attribute: which node.
    RuleDoesNotFit(NodeId),
    /// Somebody is to be a member always, and never.
    IncludedAndExcluded,
    /// At least so many owners, of whom there are so many.
    MoreOwners {
        /// Configured.
        needed: usize,
        /// Chosen.
        chosen: usize,
    },
    /// Only a person can own a group here.
    NotAPerson,
    /// The same owner twice.
    Twice,
    /// No day, or none that exists.
    NotADay,
    /// The last day is before the first.
    EndsBeforeItStarts,
    /// Another object has it; found by asking the service.
    Taken,
    /// A rule of passwords.
    Password(PasswordProblem),
    /// Not one of the configured ones.
    NotConfigured,
    /// The service refused it with this sentence.
    Refused(String),
}

/// What is wrong with a password. Never the password, nor a piece of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PasswordProblem {
    /// Fewer characters than the number.
    TooShort(usize),
    /// More characters than the number.
    TooLong(usize),
    /// Fewer kinds of characters than the number: small letters, capitals, digits, symbols.
    TooFewKinds(usize),
    /// A name of the person stands in it.
    HoldsName,
    /// A character that no keyboard types: a control character, or one beyond the Basic Multilingual Plane.
    Untypable,
}

/// Place of a draft → what is wrong with it. A list, because there are never many.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problems<F = Field>(Vec<(F, Problem)>);

impl Problems {
    /// The rule cannot be said.
    pub fn of_rule(error: PrintError) -> Self {
        Self(vec![(Field::Rule, Problem::Rule(error))])
    }
}

impl<F> Default for Problems<F> {
    fn default() -> Self {
        Self(Vec::new())
    }
}

impl<F: PartialEq> Problems<F> {
    /// Nothing is wrong.
    pub fn new() -> Self {
        Self::default()
    }

    /// Whether nothing is wrong.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// What is wrong with a field.
    pub fn get(&self, field: &F) -> Option<&Problem> {
        self.0.iter().find(|(own, _)| own == field).map(|(_, problem)| problem)
    }

    /// Says what is wrong with a field; the last word counts.
    pub fn insert(&mut self, field: F, problem: Problem) {
        match self.0.iter_mut().find(|(own, _)| *own == field) {
            Some((_, held)) => *held = problem,
            None => self.0.push((field, problem)),
        }
    }

    /// Says what is wrong with a field of which nothing was said yet.
    pub(super) fn append(&mut self, field: F, problem: Problem) {
        self.0.push((field, problem));
    }

    /// Keeps what is still wrong.
    pub fn retain(&mut self, keep: impl Fn(&F) -> bool) {
        self.0.retain(|(field, _)| keep(field));
    }

    /// The fields with which something is wrong.
    pub fn fields(&self) -> impl Iterator<Item = &F> {
        self.0.iter().map(|(field, _)| field)
    }
}
