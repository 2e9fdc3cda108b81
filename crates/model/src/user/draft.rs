//! The draft of a user.

use super::{UserField, UserForm};
use crate::config::{DirectoryRole, StoreConfig, StoreKind, UserPolicy};
use crate::group::DerivedText;
use crate::names::Pattern;
use crate::names::{MAX_CLOUD_LOGON, MAX_USER_SAM, suggest_logon, suggest_sam, to_ascii};
use crate::wire::StoreId;
use crate::wire::lenient::json_object;
use std::collections::BTreeMap;

json_object! {
    /// Everything that was entered for a new user except the password. The browser keeps it as JSON across reloads; it
    /// never contains a secret.
    pub struct UserDraft {
        /// The identity store in which the user will be created.
        pub store: StoreId = "store",
        /// The distinguished name of the container, if the form asks for one.
        pub container: String = "container",
        pub first_name: String = "firstName",
        pub last_name: String = "lastName",
        /// The display name; derived from first and last name.
        pub display_name: DerivedText = "displayName",
        /// The logon name before the `@`; derived from first and last name.
        pub logon_name: DerivedText = "logonName",
        /// The suffix after the `@`.
        pub upn_suffix: String = "upnSuffix",
        /// The pre-Windows 2000 logon name; derived from the logon name.
        pub sam: DerivedText = "sam",
        /// The mail address; derived from the logon name and its suffix.
        pub mail: DerivedText = "mail",
        /// Whether the password must be changed at the next sign-in.
        pub change_password: bool = "changePassword",
        /// Whether the password never expires; never together with `change_password`.
        pub password_never_expires: bool = "passwordNeverExpires",
        /// Whether the person can sign in.
        pub account_enabled: bool = "accountEnabled" or true,
        /// The id of the directory role.
        pub directory_role: String = "directoryRole",
        /// Values by attribute, for the attributes of the policy's profile.
        pub profile: BTreeMap<String, String> = "profile",
    }
}

impl UserDraft {
    /// An empty draft with the store's defaults.
    pub fn new(store: &StoreConfig) -> Self {
        let policy = &store.users;
        Self {
            store: store.id,
            container: store.user_container(),
            first_name: String::new(),
            last_name: String::new(),
            display_name: DerivedText::default(),
            logon_name: DerivedText::default(),
            upn_suffix: store.suffixes().into_iter().next().unwrap_or_default(),
            sam: DerivedText::default(),
            mail: DerivedText::default(),
            // The person who creates the user knows the first password.
            change_password: true,
            password_never_expires: false,
            account_enabled: true,
            directory_role: policy.directory_roles.first().map(|role| role.id.clone()).unwrap_or_default(),
            profile: BTreeMap::new(),
        }
    }

    /// Whether nothing has been entered yet, so that there is nothing to keep.
    pub fn is_untouched(&self, store: &StoreConfig) -> bool {
        *self == Self::new(store)
    }

    /// The form for this draft.
    pub fn form(&self, store: &StoreConfig) -> UserForm {
        UserForm::of(store.kind)
    }

    /// The display name, edited or derived.
    pub fn display_name_text(&self, policy: &UserPolicy) -> String {
        self.display_name.or(|| Pattern::applied(&policy.display_name, &self.first_name, &self.last_name))
    }

    /// The logon name before the `@`, edited or derived.
    pub fn logon_text(&self, policy: &UserPolicy) -> String {
        let follow = || Pattern::applied(&policy.logon_name, &self.first_name, &self.last_name);
        self.logon_name.or(|| suggest_logon(&follow(), MAX_CLOUD_LOGON))
    }

    /// The user principal name; empty as long as there is no logon name.
    pub fn upn(&self, policy: &UserPolicy) -> String {
        let logon = self.logon_text(policy);
        if logon.is_empty() { logon } else { format!("{logon}@{}", self.upn_suffix) }
    }

    /// The pre-Windows 2000 logon name, edited or derived.
    pub fn sam_text(&self, policy: &UserPolicy) -> String {
        self.sam.or(|| suggest_sam(&self.logon_text(policy), MAX_USER_SAM))
    }

    /// The mail address, edited or derived; empty if there is none.
    pub fn mail_text(&self, policy: &UserPolicy) -> String {
        self.mail.or(|| to_ascii(&self.upn(policy)))
    }

    /// The user principal name in lower case, by which drafts are compared.
    pub fn key(&self, policy: &UserPolicy) -> String {
        self.upn(policy).to_lowercase()
    }

    /// The names that a password may not contain. Active Directory checks the display name and the pre-Windows 2000
    /// name.
    pub fn secret_names(&self, policy: &UserPolicy) -> Vec<String> {
        vec![
            self.first_name.trim().to_owned(),
            self.last_name.trim().to_owned(),
            self.display_name_text(policy),
            self.logon_text(policy),
            self.sam_text(policy),
        ]
    }

    /// The chosen directory role, if the policy has it.
    pub fn role<'a>(&self, policy: &'a UserPolicy) -> Option<&'a DirectoryRole> {
        policy.directory_roles.iter().find(|role| role.id == self.directory_role)
    }

    /// The value entered for an attribute of the profile, or an empty text.
    pub fn profile_text(&self, attribute: &str) -> &str {
        self.profile.get(attribute).map_or("", String::as_str)
    }

    /// Sets whether the password must be changed at the next sign-in. A password that never expires need not be.
    pub fn set_change_password(&mut self, on: bool) {
        self.change_password = on;
        self.password_never_expires &= !on;
    }

    /// Sets whether the password never expires. Active Directory does not ask for another one then.
    pub fn set_password_never_expires(&mut self, on: bool) {
        self.password_never_expires = on;
        self.change_password &= !on;
    }

    /// Sets a field to a text; returns false if the field does not hold text.
    pub fn set_text(&mut self, field: &UserField, text: String) -> bool {
        match field {
            UserField::Container => self.container = text,
            UserField::FirstName => self.first_name = text,
            UserField::LastName => self.last_name = text,
            UserField::DisplayName => self.display_name = DerivedText(Some(text)),
            UserField::LogonName => self.logon_name = DerivedText(Some(text)),
            UserField::UpnSuffix => self.upn_suffix = text,
            UserField::Sam => self.sam = DerivedText(Some(text)),
            UserField::Mail => self.mail = DerivedText(Some(text)),
            UserField::DirectoryRole => self.directory_role = text,
            UserField::Profile(attribute) if text.trim().is_empty() => {
                self.profile.remove(attribute);
            }
            UserField::Profile(attribute) => {
                self.profile.insert(attribute.clone(), text);
            }
            UserField::Password
            | UserField::ChangePassword
            | UserField::PasswordNeverExpires
            | UserField::AccountEnabled
            | UserField::Whole => return false,
        }
        true
    }

    /// Logon names to try if one is taken. They are short enough for the derived pre-Windows 2000 name to differ as
    /// well.
    pub fn logon_suggestions(&self, store: &StoreConfig) -> impl Iterator<Item = String> + use<> {
        let follows = store.kind == StoreKind::ActiveDirectory && self.sam.0.is_none();
        suggestions(&self.logon_text(&store.users), if follows { MAX_USER_SAM } else { MAX_CLOUD_LOGON })
    }
}

/// Names to try if one is taken: `ann.lee2`, `ann.lee3`, …, of at most `most` characters.
pub fn suggestions(name: &str, most: usize) -> impl Iterator<Item = String> + use<> {
    let base = name.trim_end_matches(|c: char| c.is_ascii_digit());
    let counted = name.get(base.len()..).and_then(|digits| digits.parse::<u32>().ok()).filter(|n| *n < 10_000);
    // In a name of digits only, or with a number above 9999, the digits are not a counter.
    let (base, from) = match counted {
        Some(number) if !base.is_empty() => (base, number.max(1) + 1),
        _ => (name, 2),
    };
    let base: Vec<char> = base.chars().collect();
    (from..from + 1_000).map(move |number| {
        let digits = number.to_string();
        let kept: String = base.iter().take(most.saturating_sub(digits.len())).collect();
        format!("{}{digits}", kept.trim_end_matches('.'))
    })
}

impl StoreConfig {
    /// The suffixes of logon names: those configured, or else the domain of the first container.
    pub fn suffixes(&self) -> Vec<String> {
        if !self.upn_suffixes.is_empty() {
            return self.upn_suffixes.clone();
        }
        let domain = |container: &crate::config::Container| {
            crate::names::Dn::parse(&container.dn).map(|dn| dn.domain()).ok().filter(|domain| !domain.is_empty())
        };
        self.containers.first().and_then(domain).into_iter().collect()
    }

    /// A suffix in the configured spelling, or unchanged if it is not configured.
    pub fn suffix_as_configured(&self, suffix: &str) -> String {
        let known = self.suffixes().into_iter().find(|own| own.eq_ignore_ascii_case(suffix));
        known.unwrap_or_else(|| suffix.to_owned())
    }

    /// The preselected container, and the only one if the form does not ask for a container.
    pub fn user_container(&self) -> String {
        self.users.container.clone().or_else(|| self.containers.first().map(|c| c.dn.clone())).unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use super::suggestions;

    #[test]
    fn a_taken_name_is_counted_up() {
        let first = |name: &str, most| suggestions(name, most).take(2).collect::<Vec<_>>();
        assert_eq!(first("ann.lee", 64), ["ann.lee2", "ann.lee3"]);
        assert_eq!(first("ann.lee2", 64), ["ann.lee3", "ann.lee4"]);
        assert_eq!(first("ann.lee0", 64), ["ann.lee2", "ann.lee3"]);
        assert_eq!(first("007", 64), ["0072", "0073"]);
        assert_eq!(first("christopher.longnamed", 20), ["christopher.longnam2", "christopher.longnam3"]);
        assert_eq!(first("abcdefghij.klmn", 12), ["abcdefghij2", "abcdefghij3"]);
        assert_eq!(suggestions("abcdefgh", 8).last().unwrap().chars().count(), 8);
    }
}
