//! The attributes of a store, by their names.

use super::{AttributeConfig, Syntax};
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

impl<'a> Schema<'a> {
    /// The schema of these attributes and no others; of two with one name the first counts.
    pub fn new(attributes: &'a [AttributeConfig]) -> Self {
        Self { attributes, is_open: false }
    }

    /// The schema of these attributes, in a directory that may know more of them than are configured.
    pub fn open(attributes: &'a [AttributeConfig]) -> Self {
        Self { attributes, is_open: true }
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
    pub(crate) fn usable(&self, name: &str) -> Option<&'a AttributeConfig> {
        self.attribute(name).or_else(|| self.is_unlisted(name).then_some(&UNLISTED))
    }

    /// Where that attribute stands among all.
    pub(crate) fn place(&self, name: &str) -> Option<usize> {
        self.attributes.iter().position(|attribute| attribute.name.eq_ignore_ascii_case(name))
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
