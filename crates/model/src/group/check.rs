//! Finds everything that is wrong with the draft of a group. Fields that its form does not have are not checked.

use super::{Field, Form, GroupDraft, GroupKind, Membership, OwnerModel, Principal, Problem, Problems};
use crate::config::{GroupPolicy, Lockable, StoreConfig, StoreKind};
use crate::criteria::entra;
use crate::names::{self, Dn, NameProblem};
use crate::wire::cloud::Visibility;
use crate::wire::codes::GroupScope;
use std::collections::BTreeSet;

impl GroupDraft {
    /// Everything that is wrong with the draft, by field.
    pub fn problems(&self, store: &StoreConfig) -> Problems {
        let form = self.form(store.kind);
        let mut found = Problems::new();
        if self.store != store.id {
            found.insert(Field::Whole, Problem::NotHere);
            return found;
        }
        self.type_problems(&form, &mut found);
        self.general_problems(&form, store, &mut found);
        match self.kind {
            GroupKind::Static => self.member_problems(&form, &mut found),
            GroupKind::Smart => self.rule_problems(&form, store, &mut found),
        }
        self.owner_problems(&form, &store.groups, &mut found);
        found
    }

    /// Checks the choices of the first step, and what they require of other fields.
    fn type_problems(&self, form: &Form, found: &mut Problems) {
        let mut wrong = |is: bool, field, problem| {
            if is {
                found.insert(field, problem);
            }
        };
        wrong(!form.types.is_empty() && !form.types.contains(&self.cloud), Field::Cloud, Problem::NotHere);
        wrong(!form.kinds.contains(&self.kind), Field::Kind, Problem::NotHere);
        if form.store != StoreKind::MicrosoftGraph {
            return;
        }
        let unified = self.cloud.is_unified();
        if self.graph.role_assignable {
            wrong(self.kind == GroupKind::Smart, Field::Kind, Problem::RolesNeedThis);
            wrong(unified && !self.graph.security_enabled, Field::SecurityEnabled, Problem::RolesNeedThis);
            let open = unified && self.graph.visibility != Visibility::Private;
            wrong(open, Field::Visibility, Problem::RolesNeedThis);
        }
    }

    fn general_problems(&self, form: &Form, store: &StoreConfig, found: &mut Problems) {
        let general = &self.general;
        let policy = &store.groups;
        if form.asks(&Field::Container) {
            container_problem(&general.container, store, found, Field::Container);
        }
        let configured = policy.prefixes.contains(&general.prefix);
        if !configured && (!policy.prefixes.is_empty() || !general.prefix.is_empty()) {
            found.insert(Field::Prefix, Problem::UnknownPrefix);
        }
        let mut name = |field: Field, check: Result<(), NameProblem>| {
            if let Err(problem) = check {
                found.insert(field, Problem::Name(problem));
            }
        };
        let named = !general.stem().is_empty();
        let typed = if named { Ok(()) } else { Err(NameProblem::Empty) };
        let full = general.full_name();
        name(Field::Name, typed.and_then(|()| names::check_label(&full, form.longest_name)));
        // A derived name is not wrong by itself as long as the name it derives from is empty.
        if form.asks(&Field::Sam) && (general.sam.0.is_some() || named) {
            name(Field::Sam, names::check_group_sam(&general.sam_text()));
        }
        let alias = form.asks(&Field::Alias) || (form.asks(&Field::MailEnabled) && general.mail_enabled);
        if alias && (general.alias.0.is_some() || named) {
            name(Field::Alias, names::check_mail_nickname(&general.alias_text()));
        }
        if form.store != StoreKind::ActiveDirectory {
            name(Field::Description, names::check_text(general.description.trim(), names::MAX_CLOUD_DESCRIPTION));
        }
        if form.asks(&Field::Scope) && general.mail_enabled && general.scope != GroupScope::Universal {
            found.insert(Field::Scope, Problem::NeedsUniversal);
        }
        let mut locked = |what, same: bool, field: Field| {
            if form.asks(&field) && policy.is_locked(what) && !same {
                found.insert(field, Problem::Locked);
            }
        };
        let same_container = policy.container.as_ref().is_none_or(|dn| *dn == general.container);
        locked(Lockable::Container, same_container, Field::Container);
        locked(Lockable::Purpose, policy.purpose == general.purpose, Field::Purpose);
        locked(Lockable::Scope, policy.scope == general.scope, Field::Scope);
        locked(Lockable::Security, policy.security == general.security, Field::Security);
        if form.store == StoreKind::ActiveDirectory {
            locked(Lockable::MailEnabled, policy.mail_enabled == general.mail_enabled, Field::MailEnabled);
        }
    }

    fn member_problems(&self, form: &Form, found: &mut Problems) {
        let rules = self.member_rules(form.store);
        let mut seen = BTreeSet::new();
        for member in &self.members {
            let is_new = seen.insert(member.who.id.as_str());
            let twice = (!is_new).then_some(Problem::Twice);
            let unfit = rules.refusal(&member.who);
            let problem = match &member.membership {
                Membership::Temporary { .. } if !form.temporary => Some(Problem::NotHere),
                Membership::Temporary { from, to } if !is_day(from) || !is_day(to) => Some(Problem::NotADay),
                // ISO 8601 dates sort as text.
                Membership::Temporary { from, to } if to < from => Some(Problem::EndsBeforeItStarts),
                _ => None,
            };
            if let Some(problem) = problem.or(unfit).or(twice) {
                let field = Field::Member(member.who.id.clone());
                // Thousands of members may be wrong at once, so the slow `insert` is used only where a duplicate may
                // have been reported.
                if is_new { found.append(field, problem) } else { found.insert(field, problem) }
            }
        }
    }

    fn rule_problems(&self, form: &Form, store: &StoreConfig, found: &mut Problems) {
        if form.scoped {
            self.rule.problems(store, found);
            if !form.findable().has(self.rule.find) {
                found.insert(Field::Find, Problem::CannotBeMember(self.cloud));
            }
            if let Some(problem) = self.rule.include.iter().find_map(|who| self.member_rules(form.store).refusal(who)) {
                found.insert(Field::Include, problem);
            }
            return;
        }
        // Printing also rejects a rule that is too long for Entra ID.
        self.rule.criteria_problems(store, form.dialect, found);
        if self.cloud.is_unified()
            && let Some(node) = entra::limits::first_on_devices(&self.rule.criteria)
        {
            found.insert(Field::Rule, Problem::OnlyUsersInRule(node));
        }
        // A draft from a time when the store was of another kind may have exceptions. Without them it would be another
        // rule.
        if !self.rule.include.is_empty() || !self.rule.exclude.is_empty() {
            found.insert(Field::Rule, Problem::NotHere);
        }
    }

    fn owner_problems(&self, form: &Form, policy: &GroupPolicy, found: &mut Problems) {
        let is_primary = form.owners == OwnerModel::Primary;
        let (first, ranked): (_, Vec<&Principal>) = if is_primary {
            (Field::PrimaryOwner, self.primary_owner.iter().collect())
        } else {
            (Field::Owners, self.owners.iter().collect())
        };
        let additional = self.additional_owners.iter().map(|owner| &owner.who);
        let additional: Vec<&Principal> = additional.filter(|_| form.additional_owners).collect();
        let all: Vec<&Principal> = ranked.iter().chain(&additional).copied().collect();
        let chosen = all.len();
        let is_enough = chosen >= policy.minimum_owners;
        let mut note = |field: &Field, problem: Option<Problem>| {
            if let Some(problem) = problem
                && found.get(field).is_none()
            {
                found.insert(field.clone(), problem);
            }
        };
        // Whoever has too few owners and no primary one chooses that one first.
        let is_demanded = !is_primary || policy.primary_owner_required || !is_enough;
        note(&first, (ranked.is_empty() && is_demanded).then_some(Problem::Required));
        note(&first, ranked.iter().find_map(|who| form.cannot_own(who)));
        note(&first, has_twin(&ranked).then_some(Problem::Twice));
        let rest = &Field::AdditionalOwners;
        note(rest, additional.iter().find_map(|who| form.cannot_own(who)));
        note(rest, (has_twin(&all) && !has_twin(&ranked)).then_some(Problem::Twice));
        let too_few = Problem::MoreOwners { needed: policy.minimum_owners, chosen };
        note(if is_primary { rest } else { &first }, (!ranked.is_empty() && !is_enough).then_some(too_few));
        if form.additional_owners {
            let (least, chosen) = (policy.minimum_additional_owners, additional.len());
            let more = Problem::MoreAdditionalOwners { needed: least, chosen };
            note(rest, (chosen < least).then_some(more));
            let most = policy.maximum_additional_owners.filter(|most| chosen > *most);
            note(rest, most.map(|most| Problem::FewerAdditionalOwners { most, chosen }));
        }
    }
}

/// Whether a list has the same object twice.
fn has_twin(owners: &[&Principal]) -> bool {
    owners.iter().enumerate().any(|(at, owner)| owners.iter().take(at).any(|other| other.is(owner)))
}

/// Checks the distinguished name of a container.
pub fn container_problem<F: PartialEq>(container: &str, store: &StoreConfig, found: &mut Problems<F>, field: F) {
    if container.trim().is_empty() {
        found.insert(field, Problem::Required);
        return;
    }
    match Dn::parse(container) {
        Err(error) => found.insert(field, Problem::NotADn(place_of(container, error.at))),
        Ok(dn) if !store.holds(&dn) => found.insert(field, Problem::OutsideOfStore),
        Ok(_) => {}
    }
}

/// Converts a byte offset into the number of the character, from 1; `None` at the end of the text.
pub(super) fn place_of(text: &str, byte: usize) -> Option<usize> {
    let rest = text.get(byte..).unwrap_or_default().chars().count();
    (rest > 0).then(|| text.chars().count() - rest + 1)
}

/// Active Directory's nesting rules within one forest: a universal group cannot have domain local members, and a global
/// group can only have global ones.
pub fn can_hold(group: GroupScope, member: GroupScope) -> bool {
    match group {
        GroupScope::DomainLocal => true,
        GroupScope::Universal => member != GroupScope::DomainLocal,
        GroupScope::Global => member == GroupScope::Global,
    }
}

/// Whether a text is a day of the Gregorian calendar in the form `2026-02-28`.
pub(super) fn is_day(text: &str) -> bool {
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
    /// Whether a distinguished name belongs to the domain of one of the configured containers.
    pub fn holds(&self, dn: &Dn) -> bool {
        let domains = self.containers.iter().filter_map(|c| Dn::parse(&c.dn).ok());
        domains.map(|c| c.domain()).any(|domain| domain.eq_ignore_ascii_case(&dn.domain()))
    }
}
