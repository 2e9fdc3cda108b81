//! What can be wrong with a group's draft, where, and on which step of the wizard.

use super::{GroupDraft, GroupKind, Membership};
use crate::config::{GroupPolicy, Lockable, StoreConfig};
use crate::criteria::{NodeId, PrintError};
use crate::names::{self, Dn, NameProblem};
use crate::wire::ObjectId;
use crate::wire::codes::GroupScope;
use crate::wire::lenient::json_enum;
use crate::wire::object::ObjectKind;

/// The steps of the wizard, in order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Step {
    /// Static or smart.
    GroupType,
    /// Names, container, type.
    General,
    /// Who is in it.
    Members,
    /// Who answers for it.
    Owners,
    /// Everything once more.
    Summary,
}

json_enum!(Step: "a step of the wizard" {
    GroupType = "groupType",
    General = "general",
    Members = "members",
    Owners = "owners",
    Summary = "summary",
});

impl Step {
    /// In order.
    pub const ALL: [Self; 5] = [Self::GroupType, Self::General, Self::Members, Self::Owners, Self::Summary];
}

/// A place in the draft that a message can stand beside.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Field {
    /// Static or smart.
    Kind,
    /// The container.
    Container,
    /// The prefix.
    Prefix,
    /// The group's name.
    Name,
    /// The pre-Windows 2000 name.
    Sam,
    /// With or without mail.
    MailEnabled,
    /// The mail nickname.
    Alias,
    /// Security or distribution.
    Purpose,
    /// The scope.
    Scope,
    /// Who may join.
    Security,
    /// The description.
    Description,
    /// The list of members.
    Members,
    /// One member.
    Member(ObjectId),
    /// What members meet, if the group is smart.
    Rule,
    /// Where they are looked for.
    StartIn,
    /// Which kinds of objects.
    Find,
    /// Who is a member whatever the rule says.
    Include,
    /// Who never is one.
    Exclude,
    /// The primary owner.
    PrimaryOwner,
    /// The additional owners.
    AdditionalOwners,
    /// What belongs to no field.
    Whole,
}

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
    /// The service refused it with this sentence.
    Refused(String),
}

/// Field → what is wrong with it. A list, because there are never many.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Problems(Vec<(Field, Problem)>);

impl Problems {
    /// Nothing is wrong.
    pub fn new() -> Self {
        Self::default()
    }

    /// The rule cannot be said.
    pub fn of_rule(error: PrintError) -> Self {
        Self(vec![(Field::Rule, Problem::Rule(error))])
    }

    /// Whether nothing is wrong.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// What is wrong with a field.
    pub fn get(&self, field: &Field) -> Option<&Problem> {
        self.0.iter().find(|(own, _)| own == field).map(|(_, problem)| problem)
    }

    /// Says what is wrong with a field; the last word counts.
    pub fn insert(&mut self, field: Field, problem: Problem) {
        match self.0.iter_mut().find(|(own, _)| *own == field) {
            Some((_, held)) => *held = problem,
            None => self.0.push((field, problem)),
        }
    }

    /// Keeps what is still wrong.
    pub fn retain(&mut self, keep: impl Fn(&Field) -> bool) {
        self.0.retain(|(field, _)| keep(field));
    }

    /// The fields with which something is wrong.
    pub fn fields(&self) -> impl Iterator<Item = &Field> {
        self.0.iter().map(|(field, _)| field)
    }
}

impl Field {
    /// The step on which it stands.
    pub fn step(&self) -> Step {
        match self {
            Field::Kind => Step::GroupType,
            Field::Members
            | Field::Member(_)
            | Field::Rule
            | Field::StartIn
            | Field::Find
            | Field::Include
            | Field::Exclude => Step::Members,
            Field::PrimaryOwner | Field::AdditionalOwners => Step::Owners,
            Field::Whole => Step::Summary,
            _ => Step::General,
        }
    }

    /// The field that a refused attribute belongs to (`exceptionMessagesAttributeWise`).
    pub fn of_attribute(name: &str) -> Self {
        match name.to_ascii_lowercase().as_str() {
            "name" | "cn" | "displayname" | "groupname" => Field::Name,
            "samaccountname" => Field::Sam,
            "mailnickname" => Field::Alias,
            "container" | "containerdistinguishedname" => Field::Container,
            "grouptype" => Field::Purpose,
            "xgroupscope" => Field::Scope,
            "xgroupsecurity" => Field::Security,
            "objectclass" => Field::MailEnabled,
            "description" => Field::Description,
            "member" | "members" => Field::Members,
            "imsgcriteria" => Field::Rule,
            "imsgstartpath" => Field::StartIn,
            "imsgobjecttypes" => Field::Find,
            "imsgincludes" => Field::Include,
            "imsgexcludes" => Field::Exclude,
            "managedby" | "owners" => Field::PrimaryOwner,
            "xadditionalowner" => Field::AdditionalOwners,
            _ => Field::Whole,
        }
    }
}

impl GroupDraft {
    /// Everything that is wrong with the draft.
    pub fn problems(&self, store: &StoreConfig) -> Problems {
        let mut found = Problems::new();
        self.general_problems(store, &mut found);
        match self.kind {
            GroupKind::Static => self.member_problems(&mut found),
            GroupKind::Smart => self.rule.problems(store, &mut found),
        }
        self.owner_problems(&store.groups, &mut found);
        found
    }

    fn general_problems(&self, store: &StoreConfig, found: &mut Problems) {
        let general = &self.general;
        let policy = &store.groups;
        if general.container.trim().is_empty() {
            found.insert(Field::Container, Problem::Required);
        } else {
            match Dn::parse(&general.container) {
                Err(error) => {
                    found.insert(Field::Container, Problem::NotADn(place_of(&general.container, error.at)));
                }
                Ok(dn) if !store.holds(&dn) => found.insert(Field::Container, Problem::OutsideOfStore),
                Ok(_) => {}
            }
        }
        let configured = policy.prefixes.contains(&general.prefix);
        if !configured && (!policy.prefixes.is_empty() || !general.prefix.is_empty()) {
            found.insert(Field::Prefix, Problem::UnknownPrefix);
        }
        let mut name = |field, check: Result<(), NameProblem>| {
            if let Err(problem) = check {
                found.insert(field, Problem::Name(problem));
            }
        };
        let typed = if general.name.trim().is_empty() { Err(NameProblem::Empty) } else { Ok(()) };
        name(Field::Name, typed.and_then(|()| names::check_cn(&general.full_name())));
        // A name that follows an empty one is not wrong by itself.
        if general.sam.0.is_some() || !general.name.trim().is_empty() {
            name(Field::Sam, names::check_group_sam(&general.sam_text()));
        }
        if general.mail_enabled && (general.alias.0.is_some() || !general.name.trim().is_empty()) {
            name(Field::Alias, names::check_mail_nickname(&general.alias_text()));
        }
        if general.mail_enabled && general.scope != GroupScope::Universal {
            found.insert(Field::Scope, Problem::NeedsUniversal);
        }
        let mut locked = |what, same: bool, field| {
            if policy.is_locked(what) && !same {
                found.insert(field, Problem::Locked);
            }
        };
        let same_container = policy.container.as_ref().is_none_or(|dn| *dn == general.container);
        locked(Lockable::Container, same_container, Field::Container);
        locked(Lockable::Purpose, policy.purpose == general.purpose, Field::Purpose);
        locked(Lockable::Scope, policy.scope == general.scope, Field::Scope);
        locked(Lockable::Security, policy.security == general.security, Field::Security);
        locked(Lockable::MailEnabled, policy.mail_enabled == general.mail_enabled, Field::MailEnabled);
    }

    fn member_problems(&self, found: &mut Problems) {
        for member in &self.members {
            let own = self.general.scope;
            let problem = match &member.membership {
                Membership::Temporary { from, to } if !is_day(from) || !is_day(to) => Some(Problem::NotADay),
                // ISO 8601 days sort as texts.
                Membership::Temporary { from, to } if to < from => Some(Problem::EndsBeforeItStarts),
                _ => None,
            };
            let nested = member.who.scope.filter(|scope| !can_hold(own, *scope)).map(|s| Problem::CannotHold(own, s));
            if let Some(problem) = problem.or(nested) {
                found.insert(Field::Member(member.who.id.clone()), problem);
            }
        }
    }

    fn owner_problems(&self, policy: &GroupPolicy, found: &mut Problems) {
        match &self.primary_owner {
            None => found.insert(Field::PrimaryOwner, Problem::Required),
            Some(owner) if !matches!(owner.kind, ObjectKind::User | ObjectKind::Contact | ObjectKind::Group) => {
                found.insert(Field::PrimaryOwner, Problem::NotAPerson);
            }
            Some(_) => {}
        }
        let owners: Vec<_> = self.primary_owner.iter().chain(self.additional_owners.iter().map(|o| &o.who)).collect();
        let chosen = owners.len();
        let twice = owners.iter().enumerate().any(|(at, owner)| owners[..at].iter().any(|other| other.id == owner.id));
        if twice {
            found.insert(Field::AdditionalOwners, Problem::Twice);
        } else if self.primary_owner.is_some() && chosen < policy.minimum_owners {
            found.insert(Field::AdditionalOwners, Problem::MoreOwners { needed: policy.minimum_owners, chosen });
        }
    }
}

/// The character, from 1, of a byte; none at the text's end.
pub(super) fn place_of(text: &str, byte: usize) -> Option<usize> {
    let rest = text.get(byte..).unwrap_or_default().chars().count();
    (rest > 0).then(|| text.chars().count() - rest + 1)
}

/// AD's nesting rules within one forest: a universal group holds no domain local one, a global one only global ones.
fn can_hold(group: GroupScope, member: GroupScope) -> bool {
    match group {
        GroupScope::DomainLocal => true,
        GroupScope::Universal => member != GroupScope::DomainLocal,
        GroupScope::Global => member == GroupScope::Global,
    }
}

/// Whether a text is a day of the Gregorian calendar, as `2026-02-28`.
fn is_day(text: &str) -> bool {
    let bytes = text.as_bytes();
    if bytes.len() != 10 || bytes[4] != b'-' || bytes[7] != b'-' {
        return false;
    }
    let number = |range: std::ops::Range<usize>| {
        text.get(range).filter(|t| t.bytes().all(|b| b.is_ascii_digit())).and_then(|t| t.parse::<u32>().ok())
    };
    let (Some(year), Some(month), Some(day)) = (number(0..4), number(5..7), number(8..10)) else {
        return false;
    };
    let leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    let days = match month {
        2 if leap => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        1..=12 => 31,
        _ => return false,
    };
    year > 0 && (1..=days).contains(&day)
}

impl StoreConfig {
    /// Whether a name lies within one of the store's configured containers or its domain.
    pub fn holds(&self, dn: &Dn) -> bool {
        let domains = self.containers.iter().filter_map(|c| Dn::parse(&c.dn).ok());
        domains.map(|c| c.domain()).any(|domain| domain.eq_ignore_ascii_case(&dn.domain()))
    }
}
