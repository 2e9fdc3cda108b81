//! The rules for a new user of Active Directory.

use crate::clock;
use crate::object::{EngineError, Kind, NewObject, ObjectValue, Rejection};
use crate::schema;
use crate::validation::{Group, held};
use model::config::StoreKind;
use model::names;
use model::wire::CreateUser;
use model::wire::codes::{ACCOUNT_DISABLED, NORMAL_ACCOUNT};

/// The attributes that may be set, in addition to texts about the person.
const KNOWN: [&str; 14] = [
    "givenName",
    "displayName",
    "sn",
    "sAMAccountName",
    "userPrincipalName",
    "mail",
    "proxyAddresses",
    "CN",
    "name",
    "objectClass",
    "objectType",
    "userAccountControl",
    "container",
    "ContainerDistinguishedName",
];

impl Group<'_> {
    /// Validates the request; `None` if something is wrong.
    pub(super) fn ad_user(
        &mut self,
        body: &CreateUser,
        guid: &str,
        is_enabled: bool,
    ) -> Result<Option<NewObject>, Rejection> {
        self.attributes_of_user(&KNOWN);
        for attribute in ["givenName", "sn"] {
            self.person_name(attribute);
        }
        for attribute in ["objectClass", "objectType"] {
            match self.first(attribute) {
                None if attribute == "objectClass" => self.reasons.required(attribute),
                Some(class) if !class.eq_ignore_ascii_case("user") => {
                    self.reasons.add(attribute, format!("{class} is no class of a user."));
                }
                _ => {}
            }
        }
        let name = self.common_name();
        let container = self.container(&body.container)?;
        let dn = container.map(|container| container.child("CN", &name)).filter(|_| !name.is_empty());
        if let Some(dn) = &dn
            && self.change.is_taken(self.store.id, dn)?
        {
            self.reasons.taken("CN", format!("An object named {name} already exists in this container."));
        }
        let sam = self.first("sAMAccountName").unwrap_or_default();
        if self.reasons.check("sAMAccountName", names::check_user_sam(sam)) {
            self.unique("sAMAccountName", sam)?;
        }
        let upn = self.first("userPrincipalName").unwrap_or_default();
        if self.reasons.check("userPrincipalName", names::check_upn(upn)) {
            self.unique("userPrincipalName", upn)?;
        }
        let addresses = self.addresses()?;
        let control = NORMAL_ACCOUNT | if is_enabled { 0 } else { ACCOUNT_DISABLED };
        let Some(dn) = dn.filter(|_| self.reasons.is_empty()) else { return Ok(None) };
        let mut values = vec![
            ("objectClass", "user".to_owned()),
            ("name", name.clone()),
            ("CN", name.clone()),
            ("displayName", self.first("displayName").unwrap_or(&name).to_owned()),
            ("userAccountControl", control.to_string()),
            ("whenCreated", clock::generalized()),
        ];
        values.extend(self.kept(&["givenName", "sn", "sAMAccountName", "userPrincipalName", "mail"]));
        let mut attributes = held(values);
        attributes.extend(schema::attribute("proxyAddresses").map(|attribute| (attribute, addresses)));
        let guid = guid.to_owned();
        Ok(Some(NewObject { store: self.store.id, guid, kind: Kind::User, dn, attributes, links: Vec::new() }))
    }

    /// The common name, which `name` may repeat; empty if it is not valid.
    fn common_name(&mut self) -> String {
        let name = self.first("CN").unwrap_or_default().to_owned();
        if self.first("name").is_some_and(|other| other != name) {
            self.reasons.add("name", "name must be the same as CN.");
        }
        let display = self.first("displayName");
        if let Some(display) = display {
            self.reasons.check("displayName", names::check_label(display, names::MAX_DISPLAY_NAME));
        }
        if self.reasons.check("CN", names::check_cn(&name)) { name } else { String::new() }
    }

    /// Checks the mail address and the proxy addresses, of which the one with the prefix in capitals must be the mail
    /// address.
    fn addresses(&mut self) -> Result<Vec<ObjectValue>, EngineError> {
        let mail = self.first("mail");
        if let Some(mail) = mail
            && self.reasons.check("mail", names::check_mail(mail))
        {
            self.unique("mail", mail)?;
        }
        let mut primary = None;
        let mut held = Vec::new();
        for address in self.attributes.texts("proxyAddresses") {
            let Some((kind, plain)) = address.split_once(':').filter(|(kind, _)| kind.eq_ignore_ascii_case("smtp"))
            else {
                self.reasons.add("proxyAddresses", "Only addresses that start with SMTP: or smtp: are allowed.");
                continue;
            };
            if kind == "SMTP" && primary.replace(plain).is_some() {
                self.reasons.add("proxyAddresses", "Only one address can be the primary one (SMTP:).");
            }
            if self.reasons.check("proxyAddresses", names::check_mail(plain)) {
                self.unique("proxyAddresses", address)?;
            }
            held.push(ObjectValue::from(address.to_owned()));
        }
        if let (Some(primary), Some(mail)) = (primary, mail)
            && primary != mail
        {
            self.reasons.add("proxyAddresses", "The primary address (SMTP:) must be the mail address.");
        }
        Ok(held)
    }

    /// Whether the account is enabled; in Active Directory by assumption A-31.
    pub(super) fn is_enabled(&mut self) -> bool {
        if self.store.kind != StoreKind::ActiveDirectory {
            return self.flag("accountenabled", true);
        }
        let Some(text) = self.first("userAccountControl") else { return true };
        match text.parse::<i64>() {
            Ok(NORMAL_ACCOUNT) => true,
            Ok(flags) if flags == NORMAL_ACCOUNT | ACCOUNT_DISABLED => false,
            _ => {
                let known = "A new account is a normal one (512), or a normal one that is disabled (514).";
                self.reasons.add("userAccountControl", known);
                true
            }
        }
    }
}
