//! The portal's configuration: what no documented call of the Data Service lists (part C of the contract).
//!
//! `config.json` lies beside `index.html`. Its JSON Schema is [`SCHEMA`]; [`Config::read`] checks against that very
//! schema first, so every fault is named with its place and value.

mod schema;

use crate::names::Dn;
use crate::wire::StoreId;
use crate::wire::codes::{GroupPurpose, GroupScope, SecurityType};
pub use schema::{Fault, SchemaError};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use std::collections::BTreeMap;

/// The published JSON Schema of `config.json`.
pub const SCHEMA: &str = include_str!("config/config.schema.json");

/// The whole of `config.json`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Config {
    /// Address of the Data Service.
    pub data_service: String,
    /// Address of the Security Service.
    pub security_service: String,
    /// How people sign in.
    pub sign_in: SignIn,
    /// At least one.
    pub identity_stores: Vec<StoreConfig>,
    /// Rows of a table.
    #[serde(default = "default_page_size")]
    pub page_size: i64,
    /// How often the lifecycle job runs, in hours.
    #[serde(default)]
    pub lifecycle_job_hours: Option<u32>,
}

fn default_page_size() -> i64 {
    25
}

/// How people sign in.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct SignIn {
    /// Only the password grant for now.
    pub method: SignInMethod,
    /// The client registered in the Security Service.
    pub client_id: String,
    /// Works, and is warned about: anyone can read it.
    #[serde(default)]
    pub client_secret: Option<String>,
}

/// How a token is got (part C).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum SignInMethod {
    /// User name and password.
    Password,
}

/// What kind of directory a store is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum StoreKind {
    /// Active Directory.
    ActiveDirectory,
    /// Entra ID through GroupID.
    EntraId,
}

/// One identity store.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct StoreConfig {
    /// `{identityStoreId}`.
    pub id: StoreId,
    /// What people call it.
    pub name: String,
    /// What kind of directory.
    pub kind: StoreKind,
    /// Where objects can be made.
    pub containers: Vec<Container>,
    /// Suffixes of logon names.
    #[serde(default)]
    pub upn_suffixes: Vec<String>,
    /// What holds for new groups.
    #[serde(default)]
    pub groups: GroupPolicy,
    /// The attributes people can search, sort and see.
    #[serde(default)]
    pub attributes: Vec<AttributeConfig>,
}

/// A container and those below it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Container {
    /// Distinguished name.
    pub dn: String,
    /// What people call it.
    #[serde(default)]
    pub name: Option<String>,
    /// Containers below it.
    #[serde(default)]
    pub children: Vec<Container>,
}

/// What holds for new groups: defaults, and which of them people cannot change.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct GroupPolicy {
    /// Prefixes to choose from; none configured: no prefix.
    pub prefixes: Vec<String>,
    /// Primary and additional owners together.
    pub minimum_owners: usize,
    /// DN of the container that is chosen at first.
    pub container: Option<String>,
    /// What a group is for.
    pub purpose: GroupPurpose,
    /// Its scope.
    pub scope: GroupScope,
    /// Who may join.
    pub security: SecurityType,
    /// Whether it has a mail address.
    pub mail_enabled: bool,
    /// Choices that people cannot change.
    pub locked: Vec<Lockable>,
}

impl Default for GroupPolicy {
    fn default() -> Self {
        Self {
            prefixes: Vec::new(),
            minimum_owners: 1,
            container: None,
            purpose: GroupPurpose::Security,
            scope: GroupScope::Universal,
            security: SecurityType::SemiPrivate,
            mail_enabled: false,
            locked: Vec::new(),
        }
    }
}

/// A choice that an administrator can lock.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Lockable {
    /// Where groups are made.
    Container,
    /// Security or distribution.
    Purpose,
    /// Domain local, global, universal.
    Scope,
    /// Private, semi-private, public.
    Security,
    /// With or without a mail address.
    MailEnabled,
}

/// An attribute of the schema.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct AttributeConfig {
    /// LDAP display name.
    pub name: String,
    /// Language → label.
    pub label: BTreeMap<String, String>,
    /// What a value is.
    #[serde(default)]
    pub syntax: Syntax,
    /// Whether there can be several values.
    #[serde(default)]
    pub multi_valued: bool,
}

/// What an attribute's value is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Syntax {
    /// Text, compared without case.
    #[default]
    String,
    /// A whole number.
    Number,
    /// "TRUE" or "FALSE".
    Boolean,
    /// A moment.
    Date,
    /// A distinguished name.
    Dn,
    /// A distinguished name of a person.
    Person,
    /// A bit mask.
    Flags,
}

impl Config {
    /// Reads and checks a document; all faults at once.
    pub fn read(document: &Value) -> Result<Self, Vec<SchemaError>> {
        let whole = |fault| vec![SchemaError { path: String::new(), fault, value: None }];
        let schema: Value =
            serde_json::from_str(SCHEMA).map_err(|_| whole(Fault::Rule("the schema itself is broken")))?;
        let errors = schema::check(&schema, document);
        if !errors.is_empty() {
            return Err(errors);
        }
        let config: Self = serde_json::from_value(document.clone())
            .map_err(|_| whole(Fault::Rule("the schema allows what the portal cannot read")))?;
        let errors = config.faults();
        if errors.is_empty() { Ok(config) } else { Err(errors) }
    }

    /// The store of that id.
    pub fn store(&self, id: StoreId) -> Option<&StoreConfig> {
        self.identity_stores.iter().find(|store| store.id == id)
    }

    /// What a JSON Schema cannot say.
    fn faults(&self) -> Vec<SchemaError> {
        let mut faults = Vec::new();
        let mut fault = |path: String, sentence, value: Value| {
            faults.push(SchemaError { path, fault: Fault::Rule(sentence), value: Some(value) });
        };
        for (at, store) in self.identity_stores.iter().enumerate() {
            let path = format!("identityStores[{at}]");
            if self.identity_stores[..at].iter().any(|other| other.id == store.id) {
                fault(format!("{path}.id"), "another identity store has this id", store.id.0.into());
            }
            bad_containers(&store.containers, &format!("{path}.containers"), &mut fault);
            if let Some(dn) = &store.groups.container
                && store.find_container(dn).is_none()
            {
                let sentence = "this container is not in the store's list of containers";
                fault(format!("{path}.groups.container"), sentence, dn.as_str().into());
            }
            if store.groups.mail_enabled && store.groups.scope != GroupScope::Universal {
                let sentence = "a mail-enabled group needs the universal scope";
                fault(format!("{path}.groups.mailEnabled"), sentence, true.into());
            }
        }
        faults
    }
}

fn bad_containers(containers: &[Container], path: &str, fault: &mut impl FnMut(String, &'static str, Value)) {
    for (at, container) in containers.iter().enumerate() {
        let path = format!("{path}[{at}]");
        if Dn::parse(&container.dn).is_err() {
            fault(format!("{path}.dn"), "this is no distinguished name (RFC 4514)", container.dn.as_str().into());
        }
        bad_containers(&container.children, &format!("{path}.children"), fault);
    }
}

impl StoreConfig {
    /// The container of that name, compared as names are.
    pub fn find_container(&self, dn: &str) -> Option<&Container> {
        let wanted = Dn::parse(dn).ok()?;
        let mut waiting: Vec<_> = self.containers.iter().collect();
        while let Some(container) = waiting.pop() {
            if Dn::parse(&container.dn).is_ok_and(|dn| dn.same(&wanted)) {
                return Some(container);
            }
            waiting.extend(&container.children);
        }
        None
    }

    /// An attribute's label in a language, English otherwise, its LDAP name at last.
    pub fn label<'a>(&'a self, attribute: &'a str, language: &str) -> &'a str {
        self.attributes.iter().find(|a| a.name.eq_ignore_ascii_case(attribute)).map_or(attribute, |a| a.label(language))
    }
}

impl AttributeConfig {
    /// The label in a language, English otherwise.
    pub fn label(&self, language: &str) -> &str {
        self.label.get(language).or_else(|| self.label.get("en")).map_or(&self.name, String::as_str)
    }
}

impl Container {
    /// What people call it.
    pub fn label(&self) -> String {
        let named = || Dn::parse(&self.dn).map(|dn| dn.rdn().value().to_owned());
        self.name.clone().or_else(|| named().ok()).unwrap_or_else(|| self.dn.clone())
    }
}
