//! Attributes are data: what a value is, how it can be compared, and what is configured of each. The bottom of
//! configuration and criteria.

mod config;
mod operator;
mod schema;

pub use config::{AttributeConfig, FlagConfig, Syntax};
pub use operator::Operator;
pub use schema::{Schema, is_ldap_name};

/// The attributes that a form of users asks for by a field of its own, in lower case: a policy names no other field for
/// them.
pub const OF_USER_FIELDS: [&str; 23] = [
    "accountenabled",
    "cn",
    "commonname",
    "container",
    "containerdistinguishedname",
    "directoryrole",
    "displayname",
    "givenname",
    "logonname",
    "mail",
    "mailnickname",
    "name",
    "objectclass",
    "objecttype",
    "password",
    "passwordforcechange",
    "proxyaddresses",
    "samaccountname",
    "sn",
    "surname",
    "upnsuffix",
    "useraccountcontrol",
    "userprincipalname",
];
