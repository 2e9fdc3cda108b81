//! What the form of a new user asks for, by the kind of store: one description for the form, its checks and its summary.

use crate::config::StoreKind;
use crate::names::{MAX_CN, MAX_DISPLAY_NAME};

/// A place of the draft that a message can stand beside.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum UserField {
    /// The container.
    Container,
    /// The first name.
    FirstName,
    /// The last name.
    LastName,
    /// What people call them; in Active Directory the common name too.
    DisplayName,
    /// The logon name before the `@`.
    LogonName,
    /// What stands after it.
    UpnSuffix,
    /// The pre-Windows 2000 logon name.
    Sam,
    /// The mail address.
    Mail,
    /// The password.
    Password,
    /// Whether it has to be changed at the next sign-in.
    ChangePassword,
    /// Whether they can sign in.
    AccountEnabled,
    /// The directory role, by its id.
    DirectoryRole,
    /// One of the policy's further attributes.
    Profile(String),
    /// What belongs to no field.
    Whole,
}

/// A form.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct UserForm {
    /// For which kind of store.
    pub store: StoreKind,
    /// The fields, in order, without those of the policy's profile, which follow; none where no user can be made.
    pub fields: &'static [UserField],
    /// Those that must say something.
    pub required: &'static [UserField],
    /// The longest display name, in characters.
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
    /// Of a kind of store.
    pub fn of(store: StoreKind) -> Self {
        let (fields, required, longest_name) = match store {
            StoreKind::ActiveDirectory => (AD, AD_REQUIRED, MAX_CN),
            StoreKind::EntraId => (ENTRA, ENTRA_REQUIRED, MAX_DISPLAY_NAME),
            // Groups are made by way of Microsoft Graph, and users are not (part A: operation 14).
            StoreKind::MicrosoftGraph => (&[][..], &[][..], MAX_DISPLAY_NAME),
        };
        Self { store, fields, required, longest_name }
    }

    /// Whether users can be made at all.
    pub fn is_offered(&self) -> bool {
        !self.fields.is_empty()
    }

    /// Whether a field is asked for.
    pub fn asks(&self, field: &UserField) -> bool {
        self.fields.contains(field)
    }

    /// Whether a field must say something.
    pub fn requires(&self, field: &UserField) -> bool {
        self.required.contains(field)
    }
}

impl UserField {
    /// The field of any form that an attribute is filled in by.
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
            "accountenabled" | "useraccountcontrol" => Self::AccountEnabled,
            "directoryrole" => Self::DirectoryRole,
            "objectclass" | "objecttype" => Self::Whole,
            _ => return None,
        })
    }

    /// The field that a refused attribute belongs to (`exceptionMessagesAttributeWise`); `profile` is the policy's.
    pub fn of_attribute(store: StoreKind, name: &str, profile: &[String]) -> Self {
        let of_profile = || {
            let named = profile.iter().find(|attribute| attribute.eq_ignore_ascii_case(name))?;
            Some(Self::Profile(named.clone()))
        };
        // A message beside a field that is not on the form would not be read.
        match Self::filled_by(name) {
            Some(field) if UserForm::of(store).asks(&field) => field,
            Some(_) => Self::Whole,
            None => of_profile().unwrap_or(Self::Whole),
        }
    }
}
