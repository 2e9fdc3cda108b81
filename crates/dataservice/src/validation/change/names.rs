//! Names and addresses of a group, which are valid and in use nowhere else, and the extension attributes of Exchange.

use super::Change;
use crate::collate::fold;
use crate::object::{EngineError, ObjectValue};
use crate::schema::{self, Attribute};
use model::names::{self, NameProblem};
use model::wire::{AttributeValue, attributes};

/// The most characters of an extension attribute.
const MAX_EXTENSION: usize = 1_024;

impl Change<'_> {
    /// Validates an attribute whose values are names or addresses.
    pub(super) fn name(&mut self, attribute: &'static Attribute, values: &[AttributeValue]) -> Result<(), EngineError> {
        let texts: Vec<&str> = values.iter().filter_map(AttributeValue::text).collect();
        match attribute.name {
            attributes::MAIL_NICKNAME => self.check_nickname(texts.first().copied()),
            attributes::PROXY_ADDRESSES => self.check_addresses(&texts),
            attributes::SAM_ACCOUNT_NAME => {
                let sam = texts.first().copied().unwrap_or_default();
                self.reasons.check(attribute.name, names::check_group_sam(sam));
            }
            attributes::MAIL => {
                for text in &texts {
                    self.reasons.check(attribute.name, names::check_mail(text));
                }
            }
            _ => {
                for text in &texts {
                    self.reasons.check(attribute.name, names::check_text(text, MAX_EXTENSION));
                }
            }
        }
        if !schema::is_extension(attribute) {
            self.check_unique(attribute, &texts)?;
        }
        let values = texts.into_iter().map(|text| ObjectValue::from(text.to_owned())).collect();
        self.values.push((attribute, values));
        Ok(())
    }

    /// An alias belongs to a mail-enabled group, which cannot be without one.
    fn check_nickname(&mut self, text: Option<&str>) {
        let name = attributes::MAIL_NICKNAME;
        let has_mail = self.held.first(name).is_some();
        match text {
            None if has_mail => self.reasons.add(name, "A mail-enabled group needs an alias."),
            None => {}
            Some(_) if !has_mail => self.reasons.add(name, "Only a mail-enabled group has an alias."),
            Some(text) => drop(self.reasons.check(name, names::check_mail_nickname(text))),
        }
    }

    /// Addresses have the form `type:address`. One of the type SMTP, in capital letters, is the primary one.
    fn check_addresses(&mut self, texts: &[&str]) {
        let name = attributes::PROXY_ADDRESSES;
        for (at, text) in texts.iter().enumerate() {
            let (kind, address) = text.split_once(':').unwrap_or_default();
            if kind.is_empty() || address.is_empty() || !kind.chars().all(|c| c.is_ascii_alphanumeric()) {
                self.reasons.add(name, format!("{text}: the form type:address is needed, such as smtp:name@suffix."));
            } else if kind.eq_ignore_ascii_case("smtp") && names::check_mail(address).is_err() {
                self.reasons.check(name, Err(NameProblem::NotAnAddress));
            }
            if texts[..at].iter().any(|other| fold(other) == fold(text)) {
                self.reasons.add(name, format!("{text} is named twice."));
            }
        }
        if texts.iter().filter(|text| text.starts_with("SMTP:")).count() > 1 {
            self.reasons.add(name, "Only one address can be the primary one (SMTP in capital letters).");
        }
    }

    /// Values that another object has already are refused; the group may keep its own.
    fn check_unique(&mut self, attribute: &Attribute, texts: &[&str]) -> Result<(), EngineError> {
        for text in texts {
            let is_own = self.held.all(attribute.name).iter().any(|held| fold(&held.value) == fold(text));
            if !is_own && self.tx.has_value(self.store.id, attribute, text)? {
                self.reasons.taken(attribute.name, format!("{text} is already in use in this identity store."));
            }
        }
        Ok(())
    }
}
