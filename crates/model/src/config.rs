//! The portal's configuration: what no documented call of the Data Service lists (part C of the contract).
//!
//! `config.json` lies beside `index.html`. Its published JSON Schema is `config/config.schema.json`; [`Config::read`]
//! validates against that same schema first, so that every error names the place and the value.

mod address;
mod authority;
mod delivery;
mod find;
mod first;
mod graph;
mod repeated;
mod rules;
mod schema;
mod session;
mod sign_in;
mod users;

pub use crate::attribute::{AttributeConfig, FlagConfig, Syntax};
use crate::attribute::{Operator, Schema, can_be_editable};
use crate::criteria::{Criteria, PrintError, groupid};
use crate::names::Dn;
use crate::wire::StoreId;
use crate::wire::codes::{GroupPurpose, GroupScope, SecurityType};
use crate::wire::lenient::{Member as _, json_enum, json_object};
use crate::wire::object::ObjectKind;
use crate::wire::object_types::ObjectTypes;
pub use authority::{Authority, DISCOVERY, Discovery, Endpoints, ForeignEndpoint, UserInfo};
pub use delivery::{DeliveryRestrictions, delivery_attribute, has_groups};
pub use find::find_attributes;
pub use first::{FirstConfig, FirstStore};
pub use graph::{GRAPH_ROOT, GraphConfig};
pub use repeated::repeated_members;
pub use schema::{Fault, Rule, SchemaError};
use serde_json::Value;
pub use session::{AfterSignOut, DraftPolicy, SessionPolicy};
pub use sign_in::{SignIn, SignInMethod};
pub use users::{DirectoryRole, PasswordPolicy, UserPolicy};

/// The published JSON Schema of `config.json` (`config/config.schema.json`), without the words for people.
const SCHEMA: &str = include_str!(concat!(env!("OUT_DIR"), "/config.schema.json"));

json_object! {
    /// The whole of `config.json`, as [`Config::read`] validated it.
    pub struct Config {
        /// Base URL of the Data Service.
        pub data_service: String = "dataService",
        /// Base URL of the Security Service, which issues tokens.
        pub security_service: String = "securityService",
        /// How people sign in to the Security Service.
        pub sign_in: SignIn = "signIn",
        /// The identity stores people can choose from; at least one.
        pub identity_stores: Vec<StoreConfig> = "identityStores",
        /// How many rows a table loads per page.
        pub page_size: i64 = "pageSize" or default_page_size(),
        /// How often GroupID's lifecycle job runs, in hours; none when it is not known.
        pub lifecycle_job_hours: Option<i64> = "lifecycleJobHours",
        /// Whether a web server in front of GroupID asks the browser for Windows authentication.
        pub windows_authentication: bool = "windowsAuthentication" or false,
        /// How a session lives in a browser.
        pub session: SessionPolicy = "session" or SessionPolicy::default(),
        /// What becomes of unfinished work.
        pub drafts: DraftPolicy = "drafts" or DraftPolicy::default(),
    }
}

fn default_page_size() -> i64 {
    25
}

/// What kind of directory an identity store is, and which API leads to it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum StoreKind {
    /// Active Directory, through GroupID.
    ActiveDirectory,
    /// Entra ID, through GroupID.
    EntraId,
    /// Entra ID, directly through Microsoft Graph.
    MicrosoftGraph,
}

json_enum!(StoreKind: "a kind of store" {
    ActiveDirectory = "activeDirectory",
    EntraId = "entraId",
    MicrosoftGraph = "microsoftGraph",
});

json_object! {
    /// An identity store: one directory the portal works with.
    pub struct StoreConfig {
        /// Its number in the paths of the Data Service (`{identityStoreId}`).
        pub id: StoreId = "id",
        /// The name that people see.
        pub name: String = "name",
        /// What kind of directory it is.
        pub kind: StoreKind = "kind",
        /// How to reach Microsoft Graph; present exactly when `kind` is `MicrosoftGraph`.
        pub graph: Option<GraphConfig> = "graph",
        /// The containers in which objects can be created; at least one, except that Microsoft Graph has none.
        pub containers: Vec<Container> = "containers",
        /// The suffixes of user principal names to choose from, such as `demo.local`.
        pub upn_suffixes: Vec<String> = "upnSuffixes",
        /// Defaults and limits for new groups.
        pub groups: GroupPolicy = "groups" or GroupPolicy::default(),
        /// Defaults and limits for new users.
        pub users: UserPolicy = "users" or UserPolicy::default(),
        /// The attributes with those whose messages a group accepts or rejects; not offered where none is configured.
        pub delivery_restrictions: DeliveryRestrictions = "deliveryRestrictions" or DeliveryRestrictions::default(),
        /// The attributes that people can search by, sort by and see.
        pub attributes: Vec<AttributeConfig> = "attributes",
    }
}

json_object! {
    /// A container (organisational unit or domain) with the containers below it.
    pub struct Container {
        /// Its distinguished name (RFC 4514).
        pub dn: String = "dn",
        /// The name that people see; see [`Container::label`] for what stands in for a missing one.
        pub name: Option<String> = "name",
        /// The containers directly below it.
        pub children: Vec<Container> = "children",
    }
}

const LEAVE_THRESHOLD: usize = 20;
const OBJECT_TYPES: [ObjectKind; 1] = [ObjectKind::User];

json_object! {
    /// Defaults and limits for new groups, and which of the defaults people cannot change.
    pub struct GroupPolicy {
        /// Group-name prefixes to choose from; when empty, names have no prefix.
        pub prefixes: Vec<String> = "prefixes",
        /// How many owners a group needs, primary and additional ones counted together; 1 when not configured.
        pub minimum_owners: usize = "minimumOwners" or 1,
        /// Whether a group of Active Directory needs a primary owner, however many additional ones it has.
        pub primary_owner_required: bool = "primaryOwnerRequired",
        /// How many additional owners a group needs; none when not configured.
        pub minimum_additional_owners: usize = "minimumAdditionalOwners" or 0,
        /// How many additional owners a group can have; any number when not configured.
        pub maximum_additional_owners: Option<usize> = "maximumAdditionalOwners",
        /// Distinguished name of the preselected container.
        pub container: Option<String> = "container",
        /// The preselected purpose: security or distribution.
        pub purpose: GroupPurpose = "purpose" or GroupPurpose::Security,
        /// The preselected group scope.
        pub scope: GroupScope = "scope" or GroupScope::Universal,
        /// The preselected security type, which says who may join.
        pub security: SecurityType = "security" or SecurityType::SemiPrivate,
        /// Whether a mail address is preselected.
        pub mail_enabled: bool = "mailEnabled",
        /// The defaults that people cannot change.
        pub locked: Vec<Lockable> = "locked",
        /// Criteria in the GroupID dialect that every member of a smart group must satisfy, whatever else its rule
        /// says.
        pub locked_rule: Option<String> = "lockedRule",
        /// The percentage of present members that may leave through a change of rule; beyond it, the change has to be
        /// confirmed by typing.
        pub leave_threshold: usize = "leaveThreshold" or LEAVE_THRESHOLD,
        /// The kinds of objects that a new rule finds; users when not configured.
        pub object_types: Vec<ObjectKind> = "objectTypes" or OBJECT_TYPES.to_vec(),
        /// Whether rules may be written with `Not (…)`, for a server that is known to read it (part F of the contract).
        pub allow_not: bool = "allowNot" or false,
    }
}

impl Default for GroupPolicy {
    fn default() -> Self {
        Self {
            prefixes: Vec::new(),
            minimum_owners: 1,
            primary_owner_required: false,
            minimum_additional_owners: 0,
            maximum_additional_owners: None,
            container: None,
            purpose: GroupPurpose::Security,
            scope: GroupScope::Universal,
            security: SecurityType::SemiPrivate,
            mail_enabled: false,
            locked: Vec::new(),
            locked_rule: None,
            leave_threshold: LEAVE_THRESHOLD,
            object_types: OBJECT_TYPES.to_vec(),
            allow_not: false,
        }
    }
}

impl GroupPolicy {
    /// The parsed [`Self::locked_rule`]. [`Config::read`] refuses a configuration whose rule cannot be parsed.
    pub fn fixed_rule(&self) -> Option<Criteria> {
        groupid::parse(self.locked_rule.as_deref()?).ok()
    }

    /// A rule as GroupID criteria, as far as the server is known to read them.
    ///
    /// # Errors
    ///
    /// The node that cannot be written.
    pub fn print(&self, criteria: &Criteria) -> Result<String, PrintError> {
        if self.allow_not { groupid::print_with_not(criteria) } else { groupid::print(criteria) }
    }

    /// The kinds of objects that a new rule finds, in the form that `IMSGObjectTypes` has on the wire.
    pub fn object_types(&self) -> ObjectTypes {
        let kinds = self.object_types.iter().map(|kind| ObjectTypes::of_kind(*kind));
        kinds.fold(ObjectTypes::NONE, |all, those| all.set(those, true))
    }
}

/// A default that an administrator can lock.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Lockable {
    /// The container in which groups are created.
    Container,
    /// The purpose: security or distribution.
    Purpose,
    /// The scope: domain local, global or universal.
    Scope,
    /// The security type: private, semi-private or public.
    Security,
    /// Whether the group has a mail address.
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
    /// Reads and validates a document.
    ///
    /// # Errors
    ///
    /// All faults at once: those against its schema, or, if there are none, those that a JSON Schema cannot express.
    pub fn read(document: &Value) -> Result<Self, Vec<SchemaError>> {
        let config = Self::of_its_schema(document)?;
        let mut errors = config.faults();
        errors.extend(config.rule_faults());
        if errors.is_empty() { Ok(config) } else { Err(errors) }
    }

    /// The same, except for membership rules in the document: whoever calls this checks [`Self::rule_faults`], which
    /// brings the parser of rules with it, before the configuration is used.
    ///
    /// # Errors
    ///
    /// All faults at once but those of rules.
    pub fn read_except_rules(document: &Value) -> Result<Self, Vec<SchemaError>> {
        let config = Self::of_its_schema(document)?;
        let errors = config.faults();
        if errors.is_empty() { Ok(config) } else { Err(errors) }
    }

    /// Reads a document that follows the schema.
    fn of_its_schema(document: &Value) -> Result<Self, Vec<SchemaError>> {
        let whole = |fault| vec![SchemaError { path: String::new(), fault, value: None }];
        let schema: Value = serde_json::from_str(SCHEMA).map_err(|_| whole(Fault::Rule(Rule::Unreadable)))?;
        let errors = schema::check(&schema, document);
        if !errors.is_empty() {
            return Err(errors);
        }
        Self::from_json(document).map_err(|_| whole(Fault::Rule(Rule::Unreadable)))
    }

    /// The identity store with that id.
    pub fn store(&self, id: StoreId) -> Option<&StoreConfig> {
        self.identity_stores.iter().find(|store| store.id == id)
    }

    /// The faults that a JSON Schema cannot express, except for those of rules.
    fn faults(&self) -> Vec<SchemaError> {
        let mut faults = self.sign_in.faults();
        self.bad_addresses(&mut faults);
        for (at, store) in self.identity_stores.iter().enumerate() {
            store.bad_operators(&format!("identityStores[{at}].attributes"), &mut faults);
            let least = store.groups.minimum_additional_owners;
            if let Some(most) = store.groups.maximum_additional_owners.filter(|most| *most < least) {
                let path = format!("identityStores[{at}].groups.maximumAdditionalOwners");
                let fault = Fault::AtLeast(i64::try_from(least).unwrap_or(i64::MAX));
                faults.push(SchemaError { path, fault, value: Some(most.into()) });
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
                let value = store.graph.as_ref().map_or(Value::Null, GraphConfig::to_json);
                fault(format!("{path}.graph"), Rule::GraphOnly, value);
            }
            if is_graph != store.containers.is_empty() {
                let value = store.containers.iter().map(Container::to_json).collect();
                fault(format!("{path}.containers"), Rule::ContainersOfGroupId, Value::Array(value));
            }
            bad_containers(&store.containers, &format!("{path}.containers"), &mut fault);
            store.bad_users(&path, &mut fault);
            store.bad_delivery(&path, &mut fault);
            for (nth, attribute) in store.attributes.iter().enumerate().filter(|(_, attribute)| attribute.editable) {
                if is_graph || !can_be_editable(&attribute.name) {
                    let path = format!("{path}.attributes[{nth}].editable");
                    fault(path, Rule::NotAnEditableAttribute, attribute.name.as_str().into());
                }
            }
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
    /// Adds a fault for each configured operator that the attribute's syntax does not have.
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

    /// The attributes that rules may use. A directory behind GroupID may have more than are configured, so its schema
    /// is open; Entra ID rejects a rule with an attribute that it does not know, so the schema for Microsoft Graph is
    /// closed.
    pub fn schema(&self) -> Schema<'_> {
        match self.kind {
            StoreKind::MicrosoftGraph => Schema::new(&self.attributes),
            _ => Schema::open(&self.attributes),
        }
    }

    /// The attributes of a group that its owners can edit, apart from those that have fields of their own.
    pub fn editable_attributes(&self) -> impl Iterator<Item = &AttributeConfig> {
        self.attributes.iter().filter(|attribute| attribute.editable)
    }

    /// The configured container, at any depth, with that distinguished name, compared as distinguished names are.
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

    /// An attribute's label in a language, else its English label, else its LDAP name.
    pub fn label<'a>(&'a self, attribute: &'a str, language: &str) -> &'a str {
        self.attributes.iter().find(|a| a.name.eq_ignore_ascii_case(attribute)).map_or(attribute, |a| a.label(language))
    }
}

impl Container {
    /// The configured name, else the value of the first RDN, else the distinguished name as it is.
    pub fn label(&self) -> String {
        let named = || Dn::parse(&self.dn).map(|dn| dn.rdn().value().to_owned());
        self.name.clone().or_else(|| named().ok()).unwrap_or_else(|| self.dn.clone())
    }
}
