//! The rules for a new user of Active Directory.

use crate::clock;
use crate::object::{EngineError, Kind, NewObject, ObjectValue, Rejection};
use crate::schema;
use crate::validation::entra::flag;
use crate::validation::{Group, held};
use model::config::StoreKind;
use model::names;
use model::wire::CreateUser;
use model::wire::attributes;
use model::wire::codes::{
    ACCOUNT_DISABLED, AD_ACCOUNT_DISABLED, AD_PASSWORD_NEVER_EXPIRES, NORMAL_ACCOUNT, PASSWORD_FORCE_CHANGE,
    PASSWORD_NEVER_EXPIRES,
};

/// The attributes that may be set, in addition to texts about the person.
const KNOWN: [&str; 14] = [
    attributes::GIVEN_NAME,
    attributes::DISPLAY_NAME,
    "sn",
    attributes::SAM_ACCOUNT_NAME,
    attributes::USER_PRINCIPAL_NAME,
    attributes::MAIL,
    attributes::PROXY_ADDRESSES,
    "CN",
    "name",
    attributes::OBJECT_CLASS,
    "objectType",
    attributes::USER_ACCOUNT_CONTROL,
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
        for attribute in [attributes::GIVEN_NAME, attributes::SURNAME] {
            self.person_name(attribute);
        }
        for attribute in [attributes::OBJECT_CLASS, "objectType"] {
            match self.first(attribute) {
                None if attribute == attributes::OBJECT_CLASS => self.reasons.required(attribute),
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
        let sam = self.first(attributes::SAM_ACCOUNT_NAME).unwrap_or_default();
        if self.reasons.check(attributes::SAM_ACCOUNT_NAME, names::check_user_sam(sam)) {
            self.unique(attributes::SAM_ACCOUNT_NAME, sam)?;
        }
        let upn = self.first(attributes::USER_PRINCIPAL_NAME).unwrap_or_default();
        if self.reasons.check(attributes::USER_PRINCIPAL_NAME, names::check_upn(upn)) {
            self.unique(attributes::USER_PRINCIPAL_NAME, upn)?;
        }
        let addresses = self.addresses()?;
        let never_expires = self.flag(AD_PASSWORD_NEVER_EXPIRES, false);
        if never_expires && self.first(PASSWORD_FORCE_CHANGE).and_then(flag) == Some(true) {
            let sentence = "A password that has to be changed cannot be one that never expires.";
            self.reasons.add(AD_PASSWORD_NEVER_EXPIRES, sentence);
        }
        let bits = [(!is_enabled, ACCOUNT_DISABLED), (never_expires, PASSWORD_NEVER_EXPIRES)];
        let control = bits.iter().filter(|(on, _)| *on).fold(NORMAL_ACCOUNT, |bits, (_, bit)| bits | bit);
        let Some(dn) = dn.filter(|_| self.reasons.is_empty()) else { return Ok(None) };
        let mut values = vec![
            (attributes::OBJECT_CLASS, "user".to_owned()),
            ("name", name.clone()),
            ("CN", name.clone()),
            (attributes::DISPLAY_NAME, self.first(attributes::DISPLAY_NAME).unwrap_or(&name).to_owned()),
            (attributes::USER_ACCOUNT_CONTROL, control.to_string()),
            (attributes::WHEN_CREATED, clock::generalized()),
        ];
        values.extend(self.kept(&[
            attributes::GIVEN_NAME,
            attributes::SURNAME,
            attributes::SAM_ACCOUNT_NAME,
            attributes::USER_PRINCIPAL_NAME,
            attributes::MAIL,
        ]));
        let mut attributes = held(values);
        attributes.extend(schema::attribute(attributes::PROXY_ADDRESSES).map(|attribute| (attribute, addresses)));
        let guid = guid.to_owned();
        Ok(Some(NewObject { store: self.store.id, guid, kind: Kind::User, dn, attributes, links: Vec::new() }))
    }

    /// The common name, which `name` may repeat; empty if it is not valid.
    pub(super) fn common_name(&mut self) -> String {
        let name = self.first(attributes::COMMON_NAME).unwrap_or_default().to_owned();
        if self.first(attributes::NAME).is_some_and(|other| other != name) {
            self.reasons.add(attributes::NAME, "name must be the same as CN.");
        }
        let display = self.first(attributes::DISPLAY_NAME);
        if let Some(display) = display {
            self.reasons.check(attributes::DISPLAY_NAME, names::check_label(display, names::MAX_DISPLAY_NAME));
        }
        if self.reasons.check(attributes::COMMON_NAME, names::check_cn(&name)) { name } else { String::new() }
    }

    /// Checks the mail address and the proxy addresses, of which the one with the prefix in capitals must be the mail
    /// address.
    pub(super) fn addresses(&mut self) -> Result<Vec<ObjectValue>, EngineError> {
        let mail = self.first(attributes::MAIL);
        if let Some(mail) = mail
            && self.reasons.check(attributes::MAIL, names::check_mail(mail))
        {
            self.unique(attributes::MAIL, mail)?;
        }
        let mut primary = None;
        let mut held = Vec::new();
        for address in self.attributes.texts(attributes::PROXY_ADDRESSES) {
            let Some((kind, plain)) = address.split_once(':').filter(|(kind, _)| kind.eq_ignore_ascii_case("smtp"))
            else {
                self.reasons
                    .add(attributes::PROXY_ADDRESSES, "Only addresses that start with SMTP: or smtp: are allowed.");
                continue;
            };
            if kind == "SMTP" && primary.replace(plain).is_some() {
                self.reasons.add(attributes::PROXY_ADDRESSES, "Only one address can be the primary one (SMTP:).");
            }
            if self.reasons.check(attributes::PROXY_ADDRESSES, names::check_mail(plain)) {
                self.unique(attributes::PROXY_ADDRESSES, address)?;
            }
            held.push(ObjectValue::from(address.to_owned()));
        }
        if let (Some(primary), Some(mail)) = (primary, mail)
            && primary != mail
        {
            self.reasons.add(attributes::PROXY_ADDRESSES, "The primary address (SMTP:) must be the mail address.");
        }
        Ok(held)
    }

    /// Whether the account is enabled; in Active Directory by assumption A-31.
    pub(super) fn is_enabled(&mut self) -> bool {
        if self.store.kind != StoreKind::ActiveDirectory {
            return self.flag("accountenabled", true);
        }
        let is_disabled = self.flag(AD_ACCOUNT_DISABLED, false);
        let Some(text) = self.first(attributes::USER_ACCOUNT_CONTROL) else { return !is_disabled };
        match text.parse::<i64>() {
            Ok(NORMAL_ACCOUNT) => !is_disabled,
            Ok(flags) if flags == NORMAL_ACCOUNT | ACCOUNT_DISABLED => false,
            _ => {
                let known = "A new account is a normal one (512), or a normal one that is disabled (514).";
                self.reasons.add(attributes::USER_ACCOUNT_CONTROL, known);
                true
            }
        }
    }
}
