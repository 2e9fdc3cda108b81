//! What the configured attributes say about a condition. Nothing that does not fit them is sent: a directory answers a
//! wrong attribute or value with nobody, or under a negation with everyone.

use super::{Condition, Operator, Value, value};
use crate::config::{AttributeConfig, StoreConfig, StoreKind, Syntax};
use crate::names::Dn;
use std::collections::BTreeMap;

/// The attributes of a store: those that are configured, and, where the directory may know more than the configuration,
/// any other by its LDAP name.
#[derive(Debug, Clone, Copy)]
pub struct Schema<'a> {
    attributes: &'a [AttributeConfig],
    is_open: bool,
}

/// What is assumed of an attribute that is not configured: texts, any number of them.
static UNLISTED: AttributeConfig = AttributeConfig {
    name: String::new(),
    label: BTreeMap::new(),
    syntax: Syntax::String,
    multi_valued: true,
    operators: Vec::new(),
    flags: Vec::new(),
    indexed: false,
    always_present: false,
    synonyms: Vec::new(),
};

/// What of a condition does not fit its attribute.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Problem {
    /// No such attribute is configured, and none can be called that or the store knows no others.
    UnknownAttribute,
    /// The attribute is not compared so.
    Operator(Operator),
    /// The value at that place is not what the attribute holds.
    Value(usize, ValueKind),
}

/// What an attribute holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum ValueKind {
    /// Text; a date that moves is none.
    Text,
    /// A whole number.
    Number,
    /// "TRUE" or "FALSE".
    Boolean,
    /// A moment of the calendar.
    Moment,
    /// A distinguished name.
    Dn,
    /// A bit mask of 32 bits.
    Mask,
}

impl<'a> Schema<'a> {
    /// The schema of these attributes and no others; of two with one name the first counts.
    pub fn new(attributes: &'a [AttributeConfig]) -> Self {
        Self { attributes, is_open: false }
    }

    /// The schema of a store. A directory behind GroupID may know more than is configured; Entra ID itself refuses what
    /// it does not know.
    pub fn of(store: &'a StoreConfig) -> Self {
        Self { attributes: &store.attributes, is_open: store.kind != StoreKind::MicrosoftGraph }
    }

    /// All attributes, as configured.
    pub fn attributes(&self) -> &'a [AttributeConfig] {
        self.attributes
    }

    /// The attribute of that LDAP name, in any letter case.
    pub fn attribute(&self, name: &str) -> Option<&'a AttributeConfig> {
        self.place(name).and_then(|at| self.attributes.get(at))
    }

    /// Whether an attribute is used by its LDAP name alone: it is not configured and may be known to the directory.
    pub fn is_unlisted(&self, name: &str) -> bool {
        self.is_open && self.place(name).is_none() && is_ldap_name(name)
    }

    /// What is known or assumed of an attribute that conditions may use.
    pub(super) fn usable(&self, name: &str) -> Option<&'a AttributeConfig> {
        self.attribute(name).or_else(|| self.is_unlisted(name).then_some(&UNLISTED))
    }

    /// Where that attribute stands among all.
    pub(super) fn place(&self, name: &str) -> Option<usize> {
        self.attributes.iter().position(|attribute| attribute.name.eq_ignore_ascii_case(name))
    }

    /// What does not fit; what is missing still is no problem here but [`Condition::missing`].
    pub fn problem(&self, condition: &Condition) -> Option<Problem> {
        if condition.attribute.trim().is_empty() {
            return None;
        }
        match self.usable(&condition.attribute) {
            Some(attribute) => misfit(attribute, condition),
            None => Some(Problem::UnknownAttribute),
        }
    }
}

/// Whether an attribute can be called that in LDAP: a short name or a dotted number (RFC 4512, 1.4).
pub fn is_ldap_name(name: &str) -> bool {
    let is_number = |part: &str| {
        !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit()) && (part == "0" || !part.starts_with('0'))
    };
    match name.bytes().next() {
        Some(first) if first.is_ascii_alphabetic() => {
            name.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-')
        }
        Some(_) => name.contains('.') && name.split('.').all(is_number),
        None => false,
    }
}

/// What of a condition does not fit the attribute it names.
pub(super) fn misfit(attribute: &AttributeConfig, condition: &Condition) -> Option<Problem> {
    let operator = condition.operator?;
    if !attribute.offers(operator) {
        return Some(Problem::Operator(operator));
    }
    bad_value(attribute.syntax, condition)
}

/// The first value that is not of the syntax.
pub(super) fn bad_value(syntax: Syntax, condition: &Condition) -> Option<Problem> {
    let operator = condition.operator.filter(|operator| operator.takes_value())?;
    if operator.is_of_flags() {
        // `Condition::missing` asks for the mask.
        return None;
    }
    let kind = ValueKind::of(syntax);
    condition.values.iter().position(|value| !kind.fits(syntax, value)).map(|at| Problem::Value(at, kind))
}

impl ValueKind {
    /// What attributes of that syntax hold.
    pub fn of(syntax: Syntax) -> Self {
        match syntax {
            Syntax::String => Self::Text,
            Syntax::Number => Self::Number,
            Syntax::Boolean => Self::Boolean,
            Syntax::Date | Syntax::FileTime => Self::Moment,
            Syntax::Dn | Syntax::Person => Self::Dn,
            Syntax::Flags => Self::Mask,
        }
    }

    fn fits(self, syntax: Syntax, value: &Value) -> bool {
        let text = match value {
            Value::Text(text) if text.trim().is_empty() => return true,
            Value::Text(text) => text,
            // Beyond the calendar is seen where now is known.
            Value::Relative(_) => return self == Self::Moment,
        };
        // A directory takes a number or a date with anything around it for nothing.
        if !matches!(self, Self::Text | Self::Dn | Self::Mask) && (text.trim() != text || text.starts_with('+')) {
            return false;
        }
        match self {
            Self::Text => true,
            Self::Number => value::number(text).is_some(),
            Self::Boolean => value::boolean(text).is_some(),
            Self::Moment if syntax == Syntax::FileTime => value::number(text).is_some_and(|ticks| ticks >= 0),
            Self::Moment => value::from_generalized(text).is_some(),
            Self::Dn => Dn::parse(text).is_ok() || (syntax == Syntax::Person && is_guid(text)),
            Self::Mask => value::mask(text).is_some(),
        }
    }
}

/// People of Entra ID have no distinguished name of their own.
pub(super) fn is_guid(text: &str) -> bool {
    let text = text.trim();
    text.len() == 36
        && text.bytes().enumerate().all(|(at, byte)| match at {
            8 | 13 | 18 | 23 => byte == b'-',
            _ => byte.is_ascii_hexdigit(),
        })
}
