//! Finds everything that is wrong with the draft of a user. Fields that its form does not have are not checked.

use super::{Password, UserDraft, UserField};
use crate::config::{StoreConfig, StoreKind};
use crate::group::{Problem, Problems, container_problem};
use crate::names::{self, NameProblem};

/// The maximum length of a profile attribute's value in characters.
pub const MAX_PROFILE: usize = 64;

impl UserDraft {
    /// Everything that is wrong with the draft and its password, by field.
    pub fn problems(&self, store: &StoreConfig, password: &Password) -> Problems<UserField> {
        let mut found = self.own_problems(store);
        if self.form(store).is_offered() {
            let names = self.secret_names(&store.users);
            let names: Vec<&str> = names.iter().map(String::as_str).collect();
            if let Err(problem) = password.check(&store.users.password, &names) {
                let problem = if password.is_empty() { Problem::Required } else { Problem::Password(problem) };
                found.insert(UserField::Password, problem);
            }
        }
        found
    }

    /// Everything that is wrong with the draft, without its password.
    pub fn own_problems(&self, store: &StoreConfig) -> Problems<UserField> {
        let form = self.form(store);
        let policy = &store.users;
        let mut found = Problems::new();
        if !form.is_offered() || self.store != store.id {
            found.insert(UserField::Whole, Problem::NotHere);
            return found;
        }
        if form.asks(&UserField::Container) {
            container_problem(&self.container, store, &mut found, UserField::Container);
        }
        let mut name = |field, check: Result<(), NameProblem>| {
            if let Err(problem) = check {
                found.insert(field, Problem::Name(problem));
            }
        };
        name(UserField::FirstName, names::check_person_name(self.first_name.trim()));
        name(UserField::LastName, names::check_person_name(self.last_name.trim()));
        name(UserField::DisplayName, names::check_label(&self.display_name_text(policy), form.longest_name));
        let logon = self.logon_text(policy);
        let is_configured = store.suffixes().iter().any(|suffix| suffix.eq_ignore_ascii_case(&self.upn_suffix));
        name(UserField::LogonName, self.check_logon(&logon, store.kind, is_configured));
        // A derived name is not wrong by itself as long as the logon name is empty.
        if form.asks(&UserField::Sam) && (self.sam.0.is_some() || !logon.is_empty()) {
            name(UserField::Sam, names::check_user_sam(&self.sam_text(policy)));
        }
        let mail = self.mail_text(policy);
        if form.asks(&UserField::Mail) && !mail.is_empty() {
            name(UserField::Mail, names::check_mail(&mail));
        }
        for (attribute, value) in &self.profile {
            let field = UserField::Profile(attribute.clone());
            if !policy.profile.contains(attribute) {
                found.insert(field, Problem::NotConfigured);
            } else if let Err(problem) = names::check_text(value.trim(), MAX_PROFILE) {
                found.insert(field, Problem::Name(problem));
            }
        }
        if !is_configured {
            let problem = if self.upn_suffix.is_empty() { Problem::Required } else { Problem::NotConfigured };
            found.insert(UserField::UpnSuffix, problem);
        }
        if form.asks(&UserField::DirectoryRole) && self.role(policy).is_none() {
            let problem = if self.directory_role.is_empty() { Problem::Required } else { Problem::NotConfigured };
            found.insert(UserField::DirectoryRole, problem);
        }
        found
    }

    /// Checks the logon name. A suffix that the store does not have is reported at its own field, not here.
    fn check_logon(&self, logon: &str, store: StoreKind, is_configured: bool) -> Result<(), NameProblem> {
        if logon.is_empty() {
            return Err(NameProblem::Empty);
        }
        if logon.starts_with('.') || logon.ends_with('.') {
            return Err(NameProblem::EndsInDot);
        }
        let upn = format!("{logon}@{}", if is_configured { &self.upn_suffix } else { "suffix.local" });
        if store == StoreKind::ActiveDirectory { names::check_upn(&upn) } else { names::check_cloud_upn(&upn) }
    }
}
