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
    /// Everything that was entered for a new user but the password. Kept as JSON across reload; it never holds a secret.
    pub struct UserDraft {
        /// The store it will be made in.
        pub store: StoreId = "store",
        /// Distinguished name of the container, where the form asks for one.
        pub container: String = "container",
        /// The first name.
        pub first_name: String = "firstName",
        /// The last name.
        pub last_name: String = "lastName",
        /// What people call them; follows both names.
        pub display_name: DerivedText = "displayName",
        /// The logon name before the `@`; follows both names.
        pub logon_name: DerivedText = "logonName",
        /// What stands after it.
        pub upn_suffix: String = "upnSuffix",
        /// The pre-Windows 2000 logon name; follows the logon name.
        pub sam: DerivedText = "sam",
        /// The mail address; follows the logon name and its suffix.
        pub mail: DerivedText = "mail",
        /// Whether the password has to be changed at the next sign-in.
        pub change_password: bool = "changePassword",
        /// Whether they can sign in.
        pub account_enabled: bool = "accountEnabled" or true,
        /// The directory role, by its id.
        pub directory_role: String = "directoryRole",
        /// Attribute → value, of those that the policy's profile names.
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
            // Whoever makes it knows the first password.
            change_password: true,
            account_enabled: true,
            directory_role: policy.directory_roles.first().map(|role| role.id.clone()).unwrap_or_default(),
            profile: BTreeMap::new(),
        }
    }

    /// Whether nothing was entered yet, so that there is nothing to keep.
    pub fn is_untouched(&self, store: &StoreConfig) -> bool {
        *self == Self::new(store)
    }

    /// The form it is entered in.
    pub fn form(&self, store: &StoreConfig) -> UserForm {
        UserForm::of(store.kind)
    }

    /// The display name, edited or following.
    pub fn display_name_text(&self, policy: &UserPolicy) -> String {
        self.display_name.or(|| Pattern::applied(&policy.display_name, &self.first_name, &self.last_name))
    }

    /// The logon name before the `@`, edited or following.
    pub fn logon_text(&self, policy: &UserPolicy) -> String {
        let follow = || Pattern::applied(&policy.logon_name, &self.first_name, &self.last_name);
        self.logon_name.or(|| suggest_logon(&follow(), MAX_CLOUD_LOGON))
    }

    /// The user principal name; "" while there is no logon name.
    pub fn upn(&self, policy: &UserPolicy) -> String {
        let logon = self.logon_text(policy);
        if logon.is_empty() { logon } else { format!("{logon}@{}", self.upn_suffix) }
    }

    /// The pre-Windows 2000 logon name, edited or following.
    pub fn sam_text(&self, policy: &UserPolicy) -> String {
        self.sam.or(|| suggest_sam(&self.logon_text(policy), MAX_USER_SAM))
    }

    /// The mail address, edited or following; "" for none.
    pub fn mail_text(&self, policy: &UserPolicy) -> String {
        self.mail.or(|| to_ascii(&self.upn(policy)))
    }

    /// What somebody is told apart by: the user principal name, letter case aside.
    pub fn key(&self, policy: &UserPolicy) -> String {
        self.upn(policy).to_lowercase()
    }

    /// The names that a password may not hold. Active Directory looks for the display name and the pre-Windows 2000 name.
    pub fn secret_names(&self, policy: &UserPolicy) -> Vec<String> {
        vec![
            self.first_name.trim().to_owned(),
            self.last_name.trim().to_owned(),
            self.display_name_text(policy),
            self.logon_text(policy),
            self.sam_text(policy),
        ]
    }

    /// The directory role that was chosen.
    pub fn role<'a>(&self, policy: &'a UserPolicy) -> Option<&'a DirectoryRole> {
        policy.directory_roles.iter().find(|role| role.id == self.directory_role)
    }

    /// What was entered for an attribute of the profile.
    pub fn profile_text(&self, attribute: &str) -> &str {
        self.profile.get(attribute).map_or("", String::as_str)
    }

    /// Enters a text at a place that is a text; says whether it is one.
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
            UserField::Password | UserField::ChangePassword | UserField::AccountEnabled | UserField::Whole => {
                return false;
            }
        }
        true
    }

    /// Logon names to try instead of a taken one, so that the pre-Windows 2000 name that follows is another one too.
    pub fn logon_suggestions(&self, store: &StoreConfig) -> impl Iterator<Item = String> + use<> {
        let follows = store.kind == StoreKind::ActiveDirectory && self.sam.0.is_none();
        suggestions(&self.logon_text(&store.users), if follows { MAX_USER_SAM } else { MAX_CLOUD_LOGON })
    }
}

/// Names to try instead of a taken one: `ann.lee2`, `ann.lee3`, …, of at most so many characters.
pub fn suggestions(name: &str, most: usize) -> impl Iterator<Item = String> + use<> {
    let base = name.trim_end_matches(|c: char| c.is_ascii_digit());
    let counted = name.get(base.len()..).and_then(|digits| digits.parse::<u32>().ok()).filter(|n| *n < 10_000);
    // A name of digits only counts nothing, and neither does a number that is too big to be counting.
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
    /// The suffixes of logon names: those configured, the domain where there are none.
    pub fn suffixes(&self) -> Vec<String> {
        if !self.upn_suffixes.is_empty() {
            return self.upn_suffixes.clone();
        }
        let domain = |container: &crate::config::Container| {
            crate::names::Dn::parse(&container.dn).map(|dn| dn.domain()).ok().filter(|domain| !domain.is_empty())
        };
        self.containers.first().and_then(domain).into_iter().collect()
    }

    /// A suffix in the spelling of the configuration; one that is not configured as it is.
    pub fn suffix_as_configured(&self, suffix: &str) -> String {
        let known = self.suffixes().into_iter().find(|own| own.eq_ignore_ascii_case(suffix));
        known.unwrap_or_else(|| suffix.to_owned())
    }

    /// Where users are made at first, and always where the form does not ask for a container.
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
