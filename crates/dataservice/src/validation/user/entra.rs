//! The rules for a new user of Entra ID.

use crate::clock;
use crate::object::{Kind, NewObject, Rejection};
use crate::schema;
use crate::validation::{Group, held};
use model::names::{self, MAX_DISPLAY_NAME};
use model::wire::CreateUser;
use model::wire::attributes;

/// The directory roles with their ids; config.json has the same list.
const ROLES: [(&str, &str); 5] = [
    ("a0b1b346-4d3e-4e8b-98f8-753987be4970", "User"),
    ("88d8e3e3-8f55-4a1e-953a-9b9898b8876b", "Directory Readers"),
    ("fdd7a751-b60b-444a-984c-02652fe8fa1c", "Groups Administrator"),
    ("729827e3-9c14-49f7-bb1b-9608f156bbb8", "Helpdesk Administrator"),
    ("fe930be7-5e62-47db-91af-98c3a49a38b1", "User Administrator"),
];

/// The attributes that may be set, in addition to texts about the person.
const KNOWN: [&str; 13] = [
    attributes::GIVEN_NAME,
    "surname",
    attributes::DISPLAY_NAME,
    "LogonName",
    "UPNSuffix",
    "accountenabled",
    "directoryrole",
    attributes::USER_PRINCIPAL_NAME,
    attributes::MAIL_NICKNAME,
    "objectType",
    attributes::OBJECT_CLASS,
    "container",
    "ContainerDistinguishedName",
];

/// The `objectclass` of a user in the sample of operation 13.
const CLASS_USER: &str = "1";

impl Group<'_> {
    /// Validates the request; `None` if something is wrong.
    pub(super) fn entra_user(
        &mut self,
        body: &CreateUser,
        guid: &str,
        is_enabled: bool,
    ) -> Result<Option<NewObject>, Rejection> {
        self.attributes_of_user(&KNOWN);
        if body.object_identity.get().is_some_and(|id| !id.is_empty()) {
            self.reasons.add("ObjectIdentity", "A new user has no identity yet.");
        }
        for attribute in [attributes::GIVEN_NAME, "surname"] {
            self.person_name(attribute);
        }
        for attribute in [attributes::OBJECT_CLASS, "objectType"] {
            let is_user = |text: &str| text.eq_ignore_ascii_case("user") || text == CLASS_USER;
            if let Some(other) = self.first(attribute).filter(|text| !is_user(text)) {
                self.reasons.add(attribute, format!("{other} is no user."));
            }
        }
        let name = self.first(attributes::DISPLAY_NAME).unwrap_or_default();
        self.reasons.check(attributes::DISPLAY_NAME, names::check_label(name, MAX_DISPLAY_NAME));
        let container = self.container(&body.container)?;
        let logon = self.first("LogonName").unwrap_or_default();
        let upn = self.upn_of_entra(logon)?;
        let nickname = match self.first(attributes::MAIL_NICKNAME) {
            Some(nickname) => {
                if self.reasons.check(attributes::MAIL_NICKNAME, names::check_mail_nickname(nickname)) {
                    self.unique(attributes::MAIL_NICKNAME, nickname)?;
                }
                nickname.to_owned()
            }
            None => self.nickname(logon, guid)?,
        };
        let role = self.role();
        let (Some(container), Some(role), true) = (container, role, self.reasons.is_empty()) else {
            return Ok(None);
        };
        let mut values = vec![
            (attributes::OBJECT_CLASS, "user".to_owned()),
            ("objectType", "user".to_owned()),
            ("name", name.to_owned()),
            (attributes::DISPLAY_NAME, name.to_owned()),
            (attributes::USER_PRINCIPAL_NAME, upn),
            ("LogonName", logon.to_owned()),
            (attributes::MAIL_NICKNAME, nickname),
            ("accountenabled", is_enabled.to_string()),
            ("directoryrole", role.to_owned()),
            (attributes::WHEN_CREATED, clock::generalized()),
        ];
        values.extend(self.kept(&[attributes::GIVEN_NAME, "surname"]));
        Ok(Some(NewObject {
            store: self.store.id,
            guid: guid.to_owned(),
            kind: Kind::User,
            // Objects of Entra ID have no distinguished name; the id makes this one unique.
            dn: container.child("CN", guid),
            attributes: held(values),
            links: Vec::new(),
        }))
    }

    /// Checks the user principal name. The request contains it in two parts, and the sample repeats the first part
    /// alone.
    fn upn_of_entra(&mut self, logon: &str) -> Result<String, Rejection> {
        let suffix = self.store.mail_suffix;
        match self.first("UPNSuffix") {
            None => self.reasons.required("UPNSuffix"),
            Some(said) if !said.eq_ignore_ascii_case(suffix) => {
                self.reasons.add("UPNSuffix", format!("{said} is no domain of this tenant."));
            }
            Some(_) => {}
        }
        let upn = format!("{logon}@{suffix}");
        if logon.is_empty() {
            self.reasons.required("LogonName");
        } else if self.reasons.check("LogonName", names::check_cloud_upn(&upn)) {
            let attribute = schema::attribute(attributes::USER_PRINCIPAL_NAME);
            let is_taken = |attribute| self.change.has_value(self.store.id, attribute, &upn);
            if attribute.map(is_taken).transpose()?.unwrap_or_default() {
                self.reasons.taken("LogonName", format!("{upn} is already in use in this identity store."));
            }
        }
        let again = self.first(attributes::USER_PRINCIPAL_NAME);
        if again.is_some_and(|said| !said.eq_ignore_ascii_case(logon) && !said.eq_ignore_ascii_case(&upn)) {
            self.reasons.add(attributes::USER_PRINCIPAL_NAME, "userPrincipalName must be the same as LogonName.");
        }
        Ok(upn)
    }

    /// Checks the directory role. The request contains its id in addition to its name.
    fn role(&mut self) -> Option<&'static str> {
        let Some(entry) = self.attributes.all("directoryrole").first() else {
            self.reasons.required("directoryrole");
            return None;
        };
        let id = entry.note("id").unwrap_or_default();
        let Some((_, name)) = ROLES.iter().find(|(known, _)| known.eq_ignore_ascii_case(id)) else {
            self.reasons.add("directoryrole", "There is no directory role of this id.");
            return None;
        };
        if entry.text().is_some_and(|said| !said.eq_ignore_ascii_case(name)) {
            self.reasons.add("directoryrole", format!("The role of this id is {name}."));
        }
        Some(name)
    }
}

#[cfg(test)]
mod tests {
    use super::ROLES;
    use serde_json::Value;

    #[test]
    fn the_configuration_lists_the_roles() {
        let config: Value = serde_json::from_str(include_str!("../../../assets/config.json")).unwrap();
        let roles = &config["identityStores"][1]["users"]["directoryRoles"];
        let text = |role: &Value, name: &str| role[name].as_str().unwrap().to_owned();
        let listed: Vec<_> =
            roles.as_array().unwrap().iter().map(|role| (text(role, "id"), text(role, "name"))).collect();
        assert_eq!(listed, ROLES.map(|(id, name)| (id.to_owned(), name.to_owned())));
    }
}
