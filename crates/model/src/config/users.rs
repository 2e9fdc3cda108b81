//! What holds for new users: names that follow a pattern, the password policy, directory roles.

use super::{Rule, StoreConfig};
use crate::attribute::OF_USER_FIELDS;
use crate::names::Pattern;
use crate::wire::lenient::json_object;
use serde_json::Value;

json_object! {
    /// What holds for new users.
    pub struct UserPolicy {
        /// DN of the container that is chosen at first.
        pub container: Option<String> = "container",
        /// How a display name follows the names: see `names::Pattern`.
        pub display_name: String = "displayName" or "{firstName} {lastName}".to_owned(),
        /// How a logon name follows the names.
        pub logon_name: String = "logonName" or "{firstName}.{lastName}".to_owned(),
        /// What a password must be.
        pub password: PasswordPolicy = "password" or PasswordPolicy::default(),
        /// Roles to choose from; the first is chosen at first.
        pub directory_roles: Vec<DirectoryRole> = "directoryRoles" or vec![DirectoryRole::user()],
        /// Attributes that can be filled in besides, and are copied from another user. Each is one of the store's.
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
    /// What a password must be, on top of what every directory asks for (8 to 256 characters).
    pub struct PasswordPolicy {
        /// In characters.
        pub minimum_length: usize = "minimumLength" or 12,
        /// In characters.
        pub maximum_length: usize = "maximumLength" or 127,
        /// Of how many of the four kinds (small letters, capitals, digits, symbols) there must be some.
        pub kinds: usize = "kinds" or 3,
        /// Whether the names of the person may stand in it.
        pub may_hold_names: bool = "mayHoldNames",
        /// The symbols that a made password uses; none: only letters and digits.
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
    /// A role of Entra ID.
    #[derive(Eq)]
    pub struct DirectoryRole {
        /// What people call it.
        pub name: String = "name",
        /// Its id.
        pub id: String = "id",
    }
}

impl DirectoryRole {
    /// Nobody in particular (part A: operation 13).
    pub fn user() -> Self {
        Self { name: "User".to_owned(), id: "a0b1b346-4d3e-4e8b-98f8-753987be4970".to_owned() }
    }
}

impl StoreConfig {
    /// What a JSON Schema cannot say of the policy of users.
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
