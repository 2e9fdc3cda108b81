//! The portal's configuration: what no documented call of the Data Service lists (part C of the contract).
//!
//! `config.json` lies beside `index.html`. Its JSON Schema is [`SCHEMA`]; [`Config::read`] checks against that very
//! schema first, so every fault is named with its place and value.

mod find;
mod graph;
mod schema;
mod users;

pub use crate::attribute::{AttributeConfig, FlagConfig, Syntax};
use crate::attribute::{Operator, Schema};
use crate::criteria::{Criteria, Dialect, groupid};
use crate::names::Dn;
use crate::wire::StoreId;
use crate::wire::codes::{GroupPurpose, GroupScope, ObjectTypes, SecurityType};
use crate::wire::lenient::{Member as _, json_enum, json_object};
use crate::wire::object::ObjectKind;
pub use find::find_attributes;
pub use graph::{GRAPH_ROOT, GraphConfig};
pub use schema::{Fault, Rule, SchemaError};
use serde_json::Value;
pub use users::{DirectoryRole, PasswordPolicy, UserPolicy};

/// The published JSON Schema of `config.json`.
pub const SCHEMA: &str = include_str!("config/config.schema.json");

json_object! {
    /// The whole of `config.json`.
    pub struct Config {
        /// Address of the Data Service.
        pub data_service: String = "dataService",
        /// Address of the Security Service.
        pub security_service: String = "securityService",
        /// How people sign in.
        pub sign_in: SignIn = "signIn",
        /// At least one.
        pub identity_stores: Vec<StoreConfig> = "identityStores",
        /// Rows of a table.
        pub page_size: i64 = "pageSize" or default_page_size(),
        /// How often the lifecycle job runs, in hours.
        pub lifecycle_job_hours: Option<i64> = "lifecycleJobHours",
    }
}

fn default_page_size() -> i64 {
    25
}

json_object! {
    /// How people sign in.
    pub struct SignIn {
        /// Only the password grant for now.
        pub method: SignInMethod = "method",
        /// The client registered in the Security Service.
        pub client_id: String = "clientId",
        /// Works, and is warned about: anyone can read it.
        pub client_secret: Option<String> = "clientSecret",
    }
}

/// How a token is got (part C).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SignInMethod {
    /// User name and password.
    Password,
}

json_enum!(SignInMethod: "a way to sign in" {
    Password = "password",
});

/// What kind of directory a store is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum StoreKind {
    /// Active Directory.
    ActiveDirectory,
    /// Entra ID through GroupID.
    EntraId,
    /// Entra ID through Microsoft Graph.
    MicrosoftGraph,
}

json_enum!(StoreKind: "a kind of store" {
    ActiveDirectory = "activeDirectory",
    EntraId = "entraId",
    MicrosoftGraph = "microsoftGraph",
});

json_object! {
    /// One identity store.
    pub struct StoreConfig {
        /// `{identityStoreId}`.
        pub id: StoreId = "id",
        /// What people call it.
        pub name: String = "name",
        /// What kind of directory.
        pub kind: StoreKind = "kind",
        /// Where and how, if it is Microsoft Graph.
        pub graph: Option<GraphConfig> = "graph",
        /// Where objects can be made; Microsoft Graph has none.
        pub containers: Vec<Container> = "containers",
        /// Suffixes of logon names.
        pub upn_suffixes: Vec<String> = "upnSuffixes",
        /// What holds for new groups.
        pub groups: GroupPolicy = "groups" or GroupPolicy::default(),
        /// What holds for new users.
        pub users: UserPolicy = "users" or UserPolicy::default(),
        /// The attributes people can search, sort and see.
        pub attributes: Vec<AttributeConfig> = "attributes",
    }
}

json_object! {
    /// A container and those below it.
    pub struct Container {
        /// Distinguished name.
        pub dn: String = "dn",
        /// What people call it.
        pub name: Option<String> = "name",
        /// Containers below it.
        pub children: Vec<Container> = "children",
    }
}

const LEAVE_THRESHOLD: usize = 20;
const OBJECT_TYPES: [ObjectKind; 1] = [ObjectKind::User];

json_object! {
    /// What holds for new groups: defaults, and which of them people cannot change.
    pub struct GroupPolicy {
        /// Prefixes to choose from; none configured: no prefix.
        pub prefixes: Vec<String> = "prefixes",
        /// Primary and additional owners together.
        pub minimum_owners: usize = "minimumOwners" or 1,
        /// DN of the container that is chosen at first.
        pub container: Option<String> = "container",
        /// What a group is for.
        pub purpose: GroupPurpose = "purpose" or GroupPurpose::Security,
        /// Its scope.
        pub scope: GroupScope = "scope" or GroupScope::Universal,
        /// Who may join.
        pub security: SecurityType = "security" or SecurityType::SemiPrivate,
        /// Whether it has a mail address.
        pub mail_enabled: bool = "mailEnabled",
        /// Choices that people cannot change.
        pub locked: Vec<Lockable> = "locked",
        /// GroupID criteria that every member of a smart group must meet, whatever else its rule says.
        pub locked_rule: Option<String> = "lockedRule",
        /// How many of a hundred members may leave by a change of rule before it has to be confirmed by typing.
        pub leave_threshold: usize = "leaveThreshold" or LEAVE_THRESHOLD,
        /// The kinds of objects that a new rule finds.
        pub object_types: Vec<ObjectKind> = "objectTypes" or OBJECT_TYPES.to_vec(),
    }
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
            locked_rule: None,
            leave_threshold: LEAVE_THRESHOLD,
            object_types: OBJECT_TYPES.to_vec(),
        }
    }
}

impl GroupPolicy {
    /// The rule that every member of a smart group must meet. A configuration with one that cannot be read is refused.
    pub fn fixed_rule(&self) -> Option<Criteria> {
        groupid::parse(self.locked_rule.as_deref()?).ok()
    }

    /// The kinds of objects that a new rule finds, as they travel.
    pub fn object_types(&self) -> ObjectTypes {
        let mut types = ObjectTypes::default();
        for (bit, kind) in ObjectTypes::ALL {
            types = types.set(bit, self.object_types.contains(&kind));
        }
        types
    }
}

/// A choice that an administrator can lock.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
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

json_enum!(Lockable: "a choice that can be locked" {
    Container = "container",
    Purpose = "purpose",
    Scope = "scope",
    Security = "security",
    MailEnabled = "mailEnabled",
});

impl Config {
    /// Reads and checks a document; all faults at once.
    pub fn read(document: &Value) -> Result<Self, Vec<SchemaError>> {
        let whole = |fault| vec![SchemaError { path: String::new(), fault, value: None }];
        let schema: Value = serde_json::from_str(SCHEMA).map_err(|_| whole(Fault::Rule(Rule::Unreadable)))?;
        let errors = schema::check(&schema, document);
        if !errors.is_empty() {
            return Err(errors);
        }
        let config = Self::from_json(document).map_err(|_| whole(Fault::Rule(Rule::Unreadable)))?;
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
        for (at, store) in self.identity_stores.iter().enumerate() {
            store.bad_operators(&format!("identityStores[{at}].attributes"), &mut faults);
            if let Some(rule) = store.groups.locked_rule.as_deref().filter(|rule| groupid::parse(rule).is_err()) {
                let path = format!("identityStores[{at}].groups.lockedRule");
                let fault = Fault::Type(Dialect::GroupId.name().to_owned());
                faults.push(SchemaError { path, fault, value: Some(rule.into()) });
            }
        }
        let mut fault = |path: String, rule, value: Value| {
            faults.push(SchemaError { path, fault: Fault::Rule(rule), value: Some(value) });
        };
        for (at, store) in self.identity_stores.iter().enumerate() {
            let path = format!("identityStores[{at}]");
            if self.identity_stores[..at].iter().any(|other| other.id == store.id) {
                fault(format!("{path}.id"), Rule::SameId, store.id.0.into());
            }
            let is_graph = store.kind == StoreKind::MicrosoftGraph;
            if is_graph != store.graph.is_some() {
                fault(format!("{path}.graph"), Rule::GraphOnly, is_graph.into());
            }
            if is_graph != store.containers.is_empty() {
                fault(format!("{path}.containers"), Rule::ContainersOfGroupId, is_graph.into());
            }
            bad_containers(&store.containers, &format!("{path}.containers"), &mut fault);
            store.bad_users(&path, &mut fault);
            for (of, dn) in [("groups", &store.groups.container), ("users", &store.users.container)] {
                if let Some(dn) = dn.as_ref().filter(|dn| store.find_container(dn).is_none()) {
                    fault(format!("{path}.{of}.container"), Rule::UnlistedContainer, dn.as_str().into());
                }
            }
            if store.groups.mail_enabled && store.groups.scope != GroupScope::Universal {
                fault(format!("{path}.groups.mailEnabled"), Rule::MailNeedsUniversal, true.into());
            }
        }
        faults
    }
}

fn bad_containers(containers: &[Container], path: &str, fault: &mut impl FnMut(String, Rule, Value)) {
    for (at, container) in containers.iter().enumerate() {
        let path = format!("{path}[{at}]");
        if Dn::parse(&container.dn).is_err() {
            fault(format!("{path}.dn"), Rule::NotADn, container.dn.as_str().into());
        }
        bad_containers(&container.children, &format!("{path}.children"), fault);
    }
}

impl StoreConfig {
    /// Operators that an attribute is to be offered and its syntax does not know.
    fn bad_operators(&self, path: &str, faults: &mut Vec<SchemaError>) {
        for (at, attribute) in self.attributes.iter().enumerate() {
            let known = attribute.syntax.operators();
            for (nth, operator) in attribute.operators.iter().enumerate().filter(|(_, own)| !known.contains(own)) {
                let name = |operator: &Operator| operator.write().as_ref().and_then(Value::as_str).map(str::to_owned);
                let fault = Fault::OneOf(known.iter().filter_map(name).collect());
                let path = format!("{path}[{at}].operators[{nth}]");
                faults.push(SchemaError { path, fault, value: operator.write() });
            }
        }
    }

    /// The attributes that rules may use. A directory behind GroupID may know more than is configured; Entra ID itself
    /// refuses what it does not know.
    pub fn schema(&self) -> Schema<'_> {
        match self.kind {
            StoreKind::MicrosoftGraph => Schema::new(&self.attributes),
            _ => Schema::open(&self.attributes),
        }
    }

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

impl Container {
    /// What people call it.
    pub fn label(&self) -> String {
        let named = || Dn::parse(&self.dn).map(|dn| dn.rdn().value().to_owned());
        self.name.clone().or_else(|| named().ok()).unwrap_or_else(|| self.dn.clone())
    }
}
