//! What can be wrong with a draft, and in which field.

use super::Field;
use crate::criteria::entra::limits::Limit;
use crate::criteria::{NodeId, PrintError};
use crate::names::NameProblem;
use crate::wire::cloud::CloudType;
use crate::wire::codes::GroupScope;

/// What is wrong with a field.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Problem {
    /// It violates a rule of names.
    Name(NameProblem),
    /// It is not a distinguished name. The number is the character, from 1, at which parsing failed; none if the text
    /// breaks off.
    NotADn(Option<usize>),
    /// It is in none of the domains of the configured containers.
    OutsideOfStore,
    /// The directory has no such container; found by asking the service.
    NoSuchContainer,
    /// It is not one of the configured prefixes.
    UnknownPrefix,
    /// The administrator chose another value and locked it.
    Locked,
    /// A mail-enabled group must have the universal scope.
    NeedsUniversal,
    /// This kind of store, or this type of group, does not have it.
    NotHere,
    /// A group of this type cannot have such an object as a member.
    CannotBeMember(CloudType),
    /// Roles can only be assigned to a group with this value: a static, private security group.
    RolesNeedThis,
    /// Roles can be assigned to the group, so no group can be a member of it.
    GroupsCannotBeMembers,
    /// A group of the first scope cannot have a group of the second scope as a member.
    CannotHold(GroupScope, GroupScope),
    Required,
    /// The rule cannot be printed in the store's dialect; says which node is the cause, and why.
    Rule(PrintError),
    /// This condition of the rule does not fit its attribute.
    RuleDoesNotFit(NodeId),
    /// This condition is about devices, and only users can be members of a Microsoft 365 group.
    OnlyUsersInRule(NodeId),
    /// Entra ID refuses this part of the rule.
    EntraRefuses(NodeId, Limit),
    /// The object would be both included and excluded.
    IncludedAndExcluded,
    /// The group would have no owner any more.
    LastOwner,
    /// The group needs more owners.
    MoreOwners {
        /// The configured minimum.
        needed: usize,
        /// The number of owners chosen.
        chosen: usize,
    },
    /// The group needs more additional owners.
    MoreAdditionalOwners {
        /// The configured minimum.
        needed: usize,
        /// The number of additional owners chosen.
        chosen: usize,
    },
    /// The group cannot have so many additional owners.
    FewerAdditionalOwners {
        /// The configured maximum.
        most: usize,
        /// The number of additional owners chosen.
        chosen: usize,
    },
    /// Only a person can be an owner here.
    NotAPerson,
    /// Only a person, a contact or a security group can be an owner here.
    CannotOwn,
    /// The list already contains the object.
    Twice,
    /// It is not an existing day.
    NotADay,
    /// It is not a whole number.
    NotANumber,
    /// It is not a whole number of 32 bits, each of which is a flag.
    NotAMask,
    /// It is neither true nor false.
    NotABoolean,
    /// It is not a point in time as the directory writes it.
    NotAMoment,
    /// There can be one primary mail address only.
    OnePrimaryAddress,
    /// The attribute has this value already.
    SameValue,
    /// The attribute has one value at most.
    OnlyOneValue,
    /// The last day is before the first day.
    EndsBeforeItStarts,
    /// The last day is over.
    EndsInThePast,
    /// Another object already has this name; found by asking the service.
    Taken,
    /// It violates the password policy.
    Password(PasswordProblem),
    /// It is not one of the configured values.
    NotConfigured,
    /// The service rejected it with this sentence.
    Refused(String),
}

/// What is wrong with a password. Never contains the password or a part of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PasswordProblem {
    /// It has fewer characters than this number.
    TooShort(usize),
    /// It has more characters than this number.
    TooLong(usize),
    /// It has fewer than this number of kinds of characters: lower case, upper case, digits, symbols.
    TooFewKinds(usize),
    /// It contains a name of the person.
    HoldsName,
    /// It has a character that no keyboard types: a control character, or one beyond the Basic Multilingual Plane.
    Untypable,
}

/// The problems of a draft by field. It is a list rather than a map, because there are never many.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problems<F = Field>(Vec<(F, Problem)>);

impl Problems {
    /// The problem that the rule cannot be printed.
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
    pub fn new() -> Self {
        Self::default()
    }

    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    pub fn get(&self, field: &F) -> Option<&Problem> {
        self.0.iter().find(|(own, _)| own == field).map(|(_, problem)| problem)
    }

    /// Sets the problem of a field; replaces an earlier one.
    pub fn insert(&mut self, field: F, problem: Problem) {
        match self.0.iter_mut().find(|(own, _)| *own == field) {
            Some((_, held)) => *held = problem,
            None => self.0.push((field, problem)),
        }
    }

    /// Sets the problem of a field that is known to have none yet.
    pub(super) fn append(&mut self, field: F, problem: Problem) {
        self.0.push((field, problem));
    }

    /// Keeps the problems of the fields for which `keep` is true.
    pub fn retain(&mut self, keep: impl Fn(&F) -> bool) {
        self.0.retain(|(field, _)| keep(field));
    }

    /// The fields that have a problem.
    pub fn fields(&self) -> impl Iterator<Item = &F> {
        self.0.iter().map(|(field, _)| field)
    }
}
