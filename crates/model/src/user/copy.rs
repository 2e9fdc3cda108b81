//! Creates a user with the settings of another one.

use super::UserDraft;
use crate::config::{StoreConfig, StoreKind};
use crate::names::Dn;
use crate::wire::DirectoryObject;
use crate::wire::attributes;
use crate::wire::codes::ACCOUNT_DISABLED;

impl UserDraft {
    /// The attributes that [`UserDraft::copy_from`] reads.
    pub fn copied_attributes(store: &StoreConfig) -> Vec<String> {
        let own = [
            attributes::DISTINGUISHED_NAME,
            attributes::CONTAINER,
            attributes::USER_PRINCIPAL_NAME,
            "accountenabled",
            attributes::USER_ACCOUNT_CONTROL,
        ];
        let own = own.into_iter().chain(["directoryrole"]).map(str::to_owned);
        own.chain(store.users.profile.iter().cloned()).collect()
    }

    /// Copies the container, suffix, role, profile and whether the person can sign in, but never a name, an address or
    /// a password. What the other user does not have is not changed.
    pub fn copy_from(&mut self, other: &DirectoryObject, store: &StoreConfig) {
        let policy = &store.users;
        let parent = || Dn::parse(other.dn()?).ok()?.parent().map(|dn| dn.to_string());
        if let Some(container) = other.first(attributes::CONTAINER).map(str::to_owned).or_else(parent) {
            self.container = container;
        }
        let suffix =
            other.first(attributes::USER_PRINCIPAL_NAME).and_then(|upn| upn.rsplit_once('@')).map(|(_, suffix)| suffix);
        let known = store.suffixes().into_iter().find(|own| suffix.is_some_and(|held| own.eq_ignore_ascii_case(held)));
        if let Some(suffix) = known {
            self.upn_suffix = suffix;
        }
        let role = other.values("directoryrole").first().and_then(|value| {
            let is = |role: &&crate::config::DirectoryRole| {
                value.note("id") == Some(&role.id) || value.text() == Some(&role.id) || value.text() == Some(&role.name)
            };
            policy.directory_roles.iter().find(is)
        });
        if let Some(role) = role {
            self.directory_role.clone_from(&role.id);
        }
        let enabled = match store.kind {
            StoreKind::ActiveDirectory => {
                let flags = other.first(attributes::USER_ACCOUNT_CONTROL).and_then(|flags| flags.parse::<i64>().ok());
                flags.map(|flags| flags & ACCOUNT_DISABLED == 0)
            }
            StoreKind::EntraId | StoreKind::MicrosoftGraph => {
                other.first("accountenabled").map(|enabled| enabled.eq_ignore_ascii_case("true"))
            }
        };
        self.account_enabled = enabled.unwrap_or(self.account_enabled);
        for attribute in &policy.profile {
            if let Some(value) = other.first(attribute) {
                self.profile.insert(attribute.clone(), value.to_owned());
            }
        }
    }
}
