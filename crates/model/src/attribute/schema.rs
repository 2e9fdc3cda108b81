//! Looks up the attributes of an identity store by name.

use super::{AttributeConfig, Syntax};
use std::collections::BTreeMap;

/// The attributes that rules of an identity store may use: the configured ones and, if the schema is open, any other
/// valid LDAP name, since the directory may have attributes that the configuration does not list.
#[derive(Debug, Clone, Copy)]
pub struct Schema<'a> {
    attributes: &'a [AttributeConfig],
    is_open: bool,
}

/// What is assumed about an attribute that is not configured: text, with any number of values.
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
    in_rules: true,
    editable: false,
};

impl<'a> Schema<'a> {
    /// A closed schema with only these attributes. If two have the same name, the first one counts.
    pub fn new(attributes: &'a [AttributeConfig]) -> Self {
        Self { attributes, is_open: false }
    }

    /// An open schema: the directory may have more attributes than these configured ones.
    pub fn open(attributes: &'a [AttributeConfig]) -> Self {
        Self { attributes, is_open: true }
    }

    /// The configured attributes, in configured order.
    pub fn attributes(&self) -> &'a [AttributeConfig] {
        self.attributes
    }

    /// The configured attribute with that LDAP name, in any letter case, if rules may use it.
    pub fn attribute(&self, name: &str) -> Option<&'a AttributeConfig> {
        self.place(name).and_then(|at| self.attributes.get(at))
    }

    /// Whether a rule may use this name although it is not configured: the schema is open and the name is a valid LDAP
    /// name.
    pub fn is_unlisted(&self, name: &str) -> bool {
        self.is_open && self.place(name).is_none() && is_ldap_name(name)
    }

    /// The configured attribute, or the assumptions for one that may be used unlisted; `None` when rules may not use
    /// the name.
    pub(crate) fn usable(&self, name: &str) -> Option<&'a AttributeConfig> {
        self.attribute(name).or_else(|| self.is_unlisted(name).then_some(&UNLISTED))
    }

    /// The index of that attribute in [`Self::attributes`].
    pub(crate) fn place(&self, name: &str) -> Option<usize> {
        self.attributes.iter().position(|own| own.in_rules && own.name.eq_ignore_ascii_case(name))
    }
}

/// Whether a text is a valid attribute description in LDAP: a short name or a dotted object identifier (RFC 4512, 1.4).
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
