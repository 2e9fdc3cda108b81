//! Defaults and limits for new users: name patterns, the password policy, directory roles.

use super::{Rule, StoreConfig};
use crate::attribute::OF_USER_FIELDS;
use crate::names::Pattern;
use crate::wire::lenient::json_object;
use serde_json::Value;

json_object! {
    /// Defaults and limits for new users.
    pub struct UserPolicy {
        /// Distinguished name of the preselected container.
        pub container: Option<String> = "container",
        /// The pattern that derives the display name from the other names; see [`Pattern`].
        pub display_name: String = "displayName" or "{firstName} {lastName}".to_owned(),
        /// The pattern that derives the logon name (without its suffix) from the other names.
        pub logon_name: String = "logonName" or "{firstName}.{lastName}".to_owned(),
        /// What a password must satisfy.
        pub password: PasswordPolicy = "password" or PasswordPolicy::default(),
        /// The directory roles to choose from; the first one is preselected.
        pub directory_roles: Vec<DirectoryRole> = "directoryRoles" or vec![DirectoryRole::user()],
        /// Names of further attributes that the form offers, and that can be copied from another user. Each must be one
        /// of the store's attributes.
        pub profile: Vec<String> = "profile",
    }
}

impl Default for UserPolicy {
    fn default() -> Self {
        Self {
            container: None,
            display_name: "{firstName} {lastName}".to_owned(),
            logon_name: "{firstName}.{lastName}".to_owned(),
            password: PasswordPolicy::default(),
            directory_roles: vec![DirectoryRole::user()],
            profile: Vec::new(),
        }
    }
}

json_object! {
    /// What a password must satisfy, in addition to what every directory requires (8 to 256 characters).
    pub struct PasswordPolicy {
        /// The minimum length in characters.
        pub minimum_length: usize = "minimumLength" or 12,
        /// The maximum length in characters.
        pub maximum_length: usize = "maximumLength" or 127,
        /// How many of the four kinds of characters (lower case, upper case, digits, symbols) must occur.
        pub kinds: usize = "kinds" or 3,
        /// Whether the password may contain the person's names.
        pub may_hold_names: bool = "mayHoldNames",
        /// The symbols that generated passwords use; when empty, they have only letters and digits.
        pub symbols: String = "symbols" or "!#$%*+-=?@_".to_owned(),
    }
}

impl Default for PasswordPolicy {
    fn default() -> Self {
        Self {
            minimum_length: 12,
            maximum_length: 127,
            kinds: 3,
            may_hold_names: false,
            symbols: "!#$%*+-=?@_".to_owned(),
        }
    }
}

json_object! {
    /// A directory role of Entra ID.
    #[derive(Eq)]
    pub struct DirectoryRole {
        /// The name that people see.
        pub name: String = "name",
        /// The role's GUID.
        pub id: String = "id",
    }
}

impl DirectoryRole {
    /// The role "User", which grants nothing in particular (part A: operation 13).
    pub fn user() -> Self {
        Self { name: "User".to_owned(), id: "a0b1b346-4d3e-4e8b-98f8-753987be4970".to_owned() }
    }
}

impl StoreConfig {
    /// The faults in the user policy that a JSON Schema cannot express.
    pub(super) fn bad_users(&self, path: &str, fault: &mut impl FnMut(String, Rule, Value)) {
        let policy = &self.users;
        for (of, pattern) in [("displayName", &policy.display_name), ("logonName", &policy.logon_name)] {
            if Pattern::parse(pattern).is_err() {
                fault(format!("{path}.users.{of}"), Rule::NotAPattern, pattern.as_str().into());
            }
        }
        for (at, name) in policy.profile.iter().enumerate() {
            let listed = self.attributes.iter().any(|attribute| attribute.name.eq_ignore_ascii_case(name));
            if !listed || OF_USER_FIELDS.contains(&name.to_ascii_lowercase().as_str()) {
                fault(format!("{path}.users.profile[{at}]"), Rule::NotAProfileAttribute, name.as_str().into());
            }
        }
    }
}
