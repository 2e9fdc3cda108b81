//! Converts a user's draft to the body of POST `…/Users`: long entries for Entra ID (part A: operation 13), camelCase
//! short ones for Active Directory (part B: Create user).

use super::{Password, UserDraft, UserField};
use crate::config::{StoreConfig, StoreKind};
use crate::group::Problems;
use crate::wire::attributes;
use crate::wire::codes::{AD_ACCOUNT_DISABLED, AD_PASSWORD_NEVER_EXPIRES, PASSWORD, PASSWORD_FORCE_CHANGE};
use crate::wire::entry::Spelling;
use crate::wire::user::StoreReference;
use crate::wire::{AttributeBag, AttributeValue, Attributes, CreateUser, Nullable};

/// Shown in place of a password. It has a fixed length, so that the length of the password is not revealed.
pub const REDACTED: &str = "••••••••";

impl UserDraft {
    /// The body of the request that creates the user.
    ///
    /// # Errors
    ///
    /// The problems of the draft or the password.
    pub fn to_create(&self, store: &StoreConfig, password: &Password) -> Result<CreateUser, Problems<UserField>> {
        let problems = self.problems(store, password);
        if problems.is_empty() { Ok(self.body(store, password.expose())) } else { Err(problems) }
    }

    /// The body as it may be shown: without the password, which need not have been entered yet.
    ///
    /// # Errors
    ///
    /// The problems of the draft.
    pub fn to_create_shown(&self, store: &StoreConfig) -> Result<CreateUser, Problems<UserField>> {
        let problems = self.own_problems(store);
        if problems.is_empty() { Ok(self.body(store, REDACTED)) } else { Err(problems) }
    }

    fn body(&self, store: &StoreConfig, password: &str) -> CreateUser {
        if store.kind == StoreKind::ActiveDirectory {
            self.ad_body(store, password)
        } else {
            self.entra_body(store, password)
        }
    }

    /// The values entered for the profile, in the policy's order. Assumption A-32: they are sent under the configured
    /// names, and only if something was entered.
    fn profile_values<'a>(&'a self, store: &'a StoreConfig) -> impl Iterator<Item = (&'a str, &'a str)> {
        let entered = |attribute: &'a String| (attribute.as_str(), self.profile_text(attribute).trim());
        store.users.profile.iter().map(entered).filter(|(_, value)| !value.is_empty())
    }

    /// The body of operation 13, with each `Action` as in the sample.
    fn entra_body(&self, store: &StoreConfig, password: &str) -> CreateUser {
        let policy = &store.users;
        let container = store.user_container();
        let logon = self.logon_text(policy);
        let mut attributes = Attributes::new();
        let mut set = |name: &str, value: &str, action: i64| {
            attributes.set(name, vec![AttributeValue::long(value, action)]);
        };
        let mut entered = |name: &str, value: &str| {
            if !value.trim().is_empty() {
                set(name, value.trim(), 1);
            }
        };
        entered("givenname", &self.first_name);
        entered("surname", &self.last_name);
        set("displayname", &self.display_name_text(policy), 1);
        set("LogonName", &logon, 1);
        set("UPNSuffix", &store.suffix_as_configured(&self.upn_suffix), 1);
        set(PASSWORD, password, 1);
        set(PASSWORD_FORCE_CHANGE, truth(self.change_password), 1);
        set("accountenabled", truth(self.account_enabled), 1);
        // The sample has the logon name without its suffix here.
        set("userprincipalname", &logon, 0);
        set("mailnickname", "", 0);
        set("objecttype", "user", 0);
        set("objectclass", "1", 0);
        set("ContainerDistinguishedName", &container, 1);
        for (name, value) in self.profile_values(store) {
            set(name, value, 1);
        }
        if let Some(role) = self.role(policy) {
            attributes.set("directoryrole", vec![AttributeValue::long(&role.name, 1).with("id", &role.id)]);
        }
        CreateUser {
            container,
            attributes: AttributeBag::full(attributes),
            object_identity: Nullable::Is(String::new()),
            identity_store_id: StoreReference::Number(store.id),
            identity_store_mode: Some(0),
            ..CreateUser::default()
        }
    }

    /// The body of part B, Create user. The password and whether it must be changed are sent as in operation 13
    /// (assumption A-30), a disabled account and a password that never expires as the vendor names them (assumption
    /// A-31); the latter three only if they apply.
    fn ad_body(&self, store: &StoreConfig, password: &str) -> CreateUser {
        let policy = &store.users;
        let mut attributes = Attributes::new();
        let mut set = |name: &str, value: &str| {
            if !value.trim().is_empty() {
                attributes.set(name, vec![AttributeValue::short(value.trim(), 0).spelled(Spelling::Camel)]);
            }
        };
        let name = self.display_name_text(policy);
        let mail = self.mail_text(policy);
        set(attributes::GIVEN_NAME, &self.first_name);
        set(attributes::DISPLAY_NAME, &name);
        set(attributes::SURNAME, &self.last_name);
        set("samAccountName", &self.sam_text(policy));
        set(
            attributes::USER_PRINCIPAL_NAME,
            &format!("{}@{}", self.logon_text(policy), store.suffix_as_configured(&self.upn_suffix)),
        );
        if !mail.is_empty() {
            set(attributes::MAIL, &mail);
            set(attributes::PROXY_ADDRESSES, &format!("SMTP:{mail}"));
        }
        set(attributes::COMMON_NAME, &name);
        set(attributes::OBJECT_CLASS, "user");
        for (name, value) in self.profile_values(store) {
            set(name, value);
        }
        if self.change_password {
            set(PASSWORD_FORCE_CHANGE, truth(true));
        }
        if self.password_never_expires {
            set(AD_PASSWORD_NEVER_EXPIRES, truth(true));
        }
        if !self.account_enabled {
            set(AD_ACCOUNT_DISABLED, truth(true));
        }
        // The password is not trimmed: spaces at its ends belong to it.
        attributes.set(PASSWORD, vec![AttributeValue::short(password, 0).spelled(Spelling::Camel)]);
        CreateUser {
            container: self.container.trim().to_owned(),
            attributes: AttributeBag { spelling: Spelling::Camel, ..AttributeBag::bare(attributes) },
            identity_store_id: StoreReference::Text(store.id),
            ..CreateUser::default()
        }
    }
}

fn truth(is: bool) -> &'static str {
    if is { "true" } else { "false" }
}

impl CreateUser {
    /// The same body without the password.
    #[must_use]
    pub fn redacted(&self) -> Self {
        let mut shown = self.clone();
        let hidden = |value: &AttributeValue| AttributeValue { value: Nullable::Is(hide()), ..value.clone() };
        let values = self.attributes.attributes.all(PASSWORD).iter().map(hidden).collect::<Vec<_>>();
        if !values.is_empty() {
            shown.attributes.attributes.set(PASSWORD, values);
        }
        shown
    }
}

fn hide() -> crate::wire::entry::Scalar {
    crate::wire::entry::Scalar(REDACTED.to_owned())
}
