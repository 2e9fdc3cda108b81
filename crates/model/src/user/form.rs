//! What the form of a new user asks for, by the kind of store. The form, its checks and its summary use this one
//! description.

use crate::config::StoreKind;
use crate::names::{MAX_CN, MAX_DISPLAY_NAME};

/// A field of the draft that a message can refer to.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum UserField {
    /// The container in which the user is created.
    Container,
    FirstName,
    LastName,
    /// The display name, which in Active Directory is also the common name.
    DisplayName,
    /// The logon name before the `@`.
    LogonName,
    /// The suffix after the `@`.
    UpnSuffix,
    /// The pre-Windows 2000 logon name.
    Sam,
    Mail,
    Password,
    /// Whether the password must be changed at the next sign-in.
    ChangePassword,
    /// Whether the password never expires.
    PasswordNeverExpires,
    /// Whether the person can sign in.
    AccountEnabled,
    DirectoryRole,
    /// An attribute of the policy's profile.
    Profile(String),
    /// The draft as a whole, for what belongs to no field.
    Whole,
}

/// The description of a form.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct UserForm {
    /// The kind of store that it is for.
    pub store: StoreKind,
    /// The fields in order, followed by those of the policy's profile; empty if users cannot be created in the store.
    pub fields: &'static [UserField],
    /// The fields that must have a value.
    pub required: &'static [UserField],
    /// The maximum length of a display name in characters.
    pub longest_name: usize,
}

const AD: &[UserField] = &[
    UserField::Container,
    UserField::FirstName,
    UserField::LastName,
    UserField::DisplayName,
    UserField::LogonName,
    UserField::UpnSuffix,
    UserField::Sam,
    UserField::Mail,
    UserField::Password,
    UserField::ChangePassword,
    UserField::PasswordNeverExpires,
    UserField::AccountEnabled,
];
const AD_REQUIRED: &[UserField] = &[
    UserField::Container,
    UserField::DisplayName,
    UserField::LogonName,
    UserField::UpnSuffix,
    UserField::Sam,
    UserField::Password,
];
const ENTRA: &[UserField] = &[
    UserField::FirstName,
    UserField::LastName,
    UserField::DisplayName,
    UserField::LogonName,
    UserField::UpnSuffix,
    UserField::Password,
    UserField::ChangePassword,
    UserField::AccountEnabled,
    UserField::DirectoryRole,
];
const ENTRA_REQUIRED: &[UserField] = &[
    UserField::DisplayName,
    UserField::LogonName,
    UserField::UpnSuffix,
    UserField::Password,
    UserField::DirectoryRole,
];

impl UserForm {
    /// The form for a kind of store.
    pub fn of(store: StoreKind) -> Self {
        let (fields, required, longest_name) = match store {
            StoreKind::ActiveDirectory => (AD, AD_REQUIRED, MAX_CN),
            StoreKind::EntraId => (ENTRA, ENTRA_REQUIRED, MAX_DISPLAY_NAME),
            // Only groups can be created through Microsoft Graph, not users (part A: operation 14).
            StoreKind::MicrosoftGraph => (&[][..], &[][..], MAX_DISPLAY_NAME),
        };
        Self { store, fields, required, longest_name }
    }

    /// Whether users can be created in the store.
    pub fn is_offered(&self) -> bool {
        !self.fields.is_empty()
    }

    /// Whether the form has this field.
    pub fn asks(&self, field: &UserField) -> bool {
        self.fields.contains(field)
    }

    /// Whether this field must have a value.
    pub fn requires(&self, field: &UserField) -> bool {
        self.required.contains(field)
    }
}

impl UserField {
    /// The field, of any form, whose value is sent as this attribute.
    pub fn filled_by(attribute: &str) -> Option<Self> {
        Some(match attribute.to_ascii_lowercase().as_str() {
            "container" | "containerdistinguishedname" => Self::Container,
            "givenname" => Self::FirstName,
            "sn" | "surname" => Self::LastName,
            "displayname" | "cn" | "commonname" | "name" => Self::DisplayName,
            "logonname" | "userprincipalname" => Self::LogonName,
            "upnsuffix" => Self::UpnSuffix,
            "samaccountname" => Self::Sam,
            "mail" | "proxyaddresses" | "mailnickname" => Self::Mail,
            "password" => Self::Password,
            "passwordforcechange" => Self::ChangePassword,
            "passwordneverexpires" => Self::PasswordNeverExpires,
            "accountenabled" | "accountdisabled" | "useraccountcontrol" => Self::AccountEnabled,
            "directoryrole" => Self::DirectoryRole,
            "objectclass" | "objecttype" => Self::Whole,
            _ => return None,
        })
    }

    /// The field that a rejected attribute belongs to (a key of `exceptionMessagesAttributeWise`); `profile` is the
    /// policy's.
    pub fn of_attribute(store: StoreKind, name: &str, profile: &[String]) -> Self {
        let of_profile = || {
            let named = profile.iter().find(|attribute| attribute.eq_ignore_ascii_case(name))?;
            Some(Self::Profile(named.clone()))
        };
        // A message at a field that the form does not have would not be seen.
        match Self::filled_by(name) {
            Some(field) if UserForm::of(store).asks(&field) => field,
            Some(_) => Self::Whole,
            None => of_profile().unwrap_or(Self::Whole),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::attribute::OF_USER_FIELDS;

    #[test]
    fn the_attributes_with_a_field_are_known_to_the_schema() {
        let source = include_str!("form.rs");
        let arms = source
            .split_once("match attribute.to_ascii_lowercase()")
            .unwrap()
            .1
            .split_once("_ => return None")
            .unwrap()
            .0;
        let mut names: Vec<_> = arms.split('"').skip(1).step_by(2).collect();
        names.sort_unstable();
        assert_eq!(names, OF_USER_FIELDS);
        assert!(OF_USER_FIELDS.into_iter().all(|name| UserField::filled_by(name).is_some()));
    }
}
