//! Directory attributes as data: the syntax of an attribute, the operators that compare it, and what `config.json` says
//! about it. Configuration and criteria both build on this module.

mod config;
mod operator;
mod schema;

use crate::wire::attributes;

pub use config::{AttributeConfig, FlagConfig, Syntax, can_be_editable};
pub use operator::Operator;
pub use schema::{Schema, is_ldap_name};

/// The attributes that the user form already has fields of its own for, in lower case. The `profile` of a
/// [`UserPolicy`](crate::config::UserPolicy) may not list them.
pub const OF_USER_FIELDS: [&str; 25] = [
    "accountdisabled",
    "accountenabled",
    "cn",
    "commonname",
    "container",
    "containerdistinguishedname",
    "directoryrole",
    "displayname",
    "givenname",
    "logonname",
    attributes::MAIL,
    "mailnickname",
    "name",
    "objectclass",
    "objecttype",
    "password",
    "passwordforcechange",
    "passwordneverexpires",
    "proxyaddresses",
    "samaccountname",
    "sn",
    "surname",
    "upnsuffix",
    "useraccountcontrol",
    "userprincipalname",
];
