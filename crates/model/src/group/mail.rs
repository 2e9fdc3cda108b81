//! The mail addresses of a group (`proxyAddresses`): each value is `type:address`, and the one of the type `SMTP` in
//! capital letters is the primary one. Values of other types are kept as they are.

use super::{GroupEdit, Problem};
use crate::names::{NameProblem, check_mail};
use crate::wire::{AttributeValue, attributes};

/// The type of the primary address; in any other letter case it is a further address.
const PRIMARY: &str = "SMTP";

/// A value of `proxyAddresses`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum MailAddress<'a> {
    /// The address from which the group's mail is sent.
    Primary(&'a str),
    /// A further address at which the group receives mail.
    Other(&'a str),
    /// An address of another type, such as X500; the type and the address.
    Foreign(&'a str, &'a str),
}

impl<'a> MailAddress<'a> {
    /// Reads a value. A value without a type is a foreign one, whose type is "".
    pub fn of(text: &'a str) -> Self {
        match text.split_once(':') {
            Some((PRIMARY, address)) => Self::Primary(address),
            Some((kind, address)) if kind.eq_ignore_ascii_case(PRIMARY) => Self::Other(address),
            Some((kind, address)) => Self::Foreign(kind, address),
            None => Self::Foreign("", text),
        }
    }

    /// The address, if it is one of the type SMTP.
    pub fn smtp(&self) -> Option<&'a str> {
        match self {
            Self::Primary(address) | Self::Other(address) => Some(address),
            Self::Foreign(..) => None,
        }
    }
}

impl GroupEdit {
    /// Adds a mail address; the first one becomes the primary one.
    ///
    /// # Errors
    ///
    /// It is no mail address, or the group has it already.
    pub fn add_address(&mut self, address: &str) -> Result<(), Problem> {
        let address = address.trim();
        match check_mail(address) {
            Err(NameProblem::Empty) => return Err(Problem::Required),
            Err(problem) => return Err(Problem::Name(problem)),
            Ok(()) => {}
        }
        let mut values = self.values(attributes::PROXY_ADDRESSES).to_vec();
        if smtp(&values).any(|own| own.eq_ignore_ascii_case(address)) {
            return Err(Problem::SameValue);
        }
        let has_primary = values.iter().filter_map(AttributeValue::text).any(is_primary);
        values.push(value(if has_primary { "smtp" } else { PRIMARY }, address));
        self.set(attributes::PROXY_ADDRESSES, values);
        if !has_primary {
            self.set_text(attributes::MAIL, address);
        }
        Ok(())
    }

    /// Removes a further mail address. The primary one stays until another is the primary one; so do values of other
    /// types. `text` is the whole value.
    pub fn remove_address(&mut self, text: &str) {
        if matches!(MailAddress::of(text), MailAddress::Other(_)) {
            let mut values = self.values(attributes::PROXY_ADDRESSES).to_vec();
            values.retain(|value| value.text() != Some(text));
            self.set(attributes::PROXY_ADDRESSES, values);
        }
    }

    /// Makes a further mail address the primary one, and the primary one a further one; `mail` follows. `text` is the
    /// whole value.
    pub fn make_primary(&mut self, text: &str) {
        let MailAddress::Other(address) = MailAddress::of(text) else { return };
        if !self.values(attributes::PROXY_ADDRESSES).iter().any(|own| own.text() == Some(text)) {
            return;
        }
        let address = address.to_owned();
        let turn = |own: &AttributeValue| match own.text().map(|own| (own, MailAddress::of(own))) {
            Some((own, _)) if own == text => value(PRIMARY, &address),
            Some((_, MailAddress::Primary(former))) => value("smtp", former),
            _ => own.clone(),
        };
        let values = self.values(attributes::PROXY_ADDRESSES).iter().map(turn).collect();
        self.set(attributes::PROXY_ADDRESSES, values);
        self.set_text(attributes::MAIL, &address);
    }

    /// What is wrong with the changed mail addresses. Those that the directory has already are not found fault with.
    pub(super) fn address_problem(&self, name: &str) -> Option<Problem> {
        if !name.eq_ignore_ascii_case(attributes::PROXY_ADDRESSES) {
            return None;
        }
        let base: Vec<&str> = smtp(self.base().values(name)).collect();
        let own: Vec<&str> = smtp(self.values(name)).collect();
        let is_new = |address: &&&str| !base.iter().any(|known| known.eq_ignore_ascii_case(address));
        let wrong = own.iter().filter(is_new).find_map(|address| check_mail(address).err()).map(Problem::Name);
        let is_twice = |at: usize| own[..at].iter().any(|other| other.eq_ignore_ascii_case(own[at]));
        let primary = self.values(name).iter().filter_map(AttributeValue::text).filter(|text| is_primary(text)).count();
        wrong
            .or_else(|| (0..own.len()).any(is_twice).then_some(Problem::SameValue))
            .or_else(|| (primary > 1).then_some(Problem::OnePrimaryAddress))
    }
}

fn is_primary(text: &str) -> bool {
    matches!(MailAddress::of(text), MailAddress::Primary(_))
}

fn smtp(values: &[AttributeValue]) -> impl Iterator<Item = &str> {
    values.iter().filter_map(AttributeValue::text).filter_map(|text| MailAddress::of(text).smtp())
}

fn value(kind: &str, address: &str) -> AttributeValue {
    AttributeValue::short(format!("{kind}:{address}"), 0)
}
