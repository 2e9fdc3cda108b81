//! A first configuration, from what an administrator enters on the page that stands in for a missing `config.json`.

use super::graph::GRAPH_ROOT;
use super::{SignInMethod, StoreKind};
use crate::wire::lenient::Member as _;
use serde_json::{Value, json};

/// Who signs people in there; the tenant follows.
const AUTHORITY: &str = "https://login.microsoftonline.com/";

/// What is entered: texts, which [`super::Config::read`] checks once they are a document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FirstConfig {
    pub data_service: String,
    pub security_service: String,
    /// How people sign in to the stores of GroupID.
    pub method: SignInMethod,
    pub client_id: String,
    pub stores: Vec<FirstStore>,
}

/// An identity store of a first configuration.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FirstStore {
    /// The number in the paths of the Data Service.
    pub id: String,
    pub name: String,
    pub kind: StoreKind,
    /// Distinguished names, one a line; not for Microsoft Graph.
    pub containers: String,
    /// The tenant's domain or id; for Microsoft Graph only.
    pub tenant: String,
    /// The application registered in the tenant; for Microsoft Graph only.
    pub application: String,
}

impl FirstStore {
    /// An Active Directory of which nothing is known yet.
    pub fn new(id: usize) -> Self {
        Self {
            id: id.to_string(),
            name: String::new(),
            kind: StoreKind::ActiveDirectory,
            containers: String::new(),
            tenant: String::new(),
            application: String::new(),
        }
    }

    /// Who signs people in to Microsoft Graph.
    pub fn authority(&self) -> String {
        format!("{AUTHORITY}{}", self.tenant.trim())
    }

    fn document(&self) -> Value {
        // What is no number is left as it is, so that the check names it.
        let id = self.id.trim().parse::<i64>().map_or_else(|_| Value::from(self.id.trim()), Value::from);
        let mut store = json!({ "id": id, "name": self.name.trim(), "kind": self.kind.write() });
        if self.kind == StoreKind::MicrosoftGraph {
            store["graph"] =
                json!({ "baseUrl": GRAPH_ROOT, "authority": self.authority(), "clientId": self.application.trim() });
        } else {
            let lines = self.containers.lines().map(str::trim).filter(|line| !line.is_empty());
            store["containers"] = lines.map(|dn| json!({ "dn": dn })).collect();
        }
        store
    }
}

impl FirstConfig {
    /// The services on the host that serves the portal, and one store.
    pub fn new() -> Self {
        Self {
            data_service: crate::wire::paths::DATA_SERVICE.to_owned(),
            security_service: crate::wire::paths::SECURITY_SERVICE.to_owned(),
            method: SignInMethod::Pkce,
            client_id: String::new(),
            stores: vec![FirstStore::new(1)],
        }
    }

    /// The content of `config.json`.
    pub fn document(&self) -> Value {
        json!({
            "$schema": "./config.schema.json",
            "dataService": self.data_service.trim(),
            "securityService": self.security_service.trim(),
            "signIn": { "method": self.method.write(), "clientId": self.client_id.trim() },
            "identityStores": self.stores.iter().map(FirstStore::document).collect::<Vec<_>>(),
        })
    }
}

impl Default for FirstConfig {
    fn default() -> Self {
        Self::new()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::Config;

    #[test]
    fn what_is_entered_is_a_configuration() {
        let mut first = FirstConfig { client_id: " portal ".to_owned(), ..FirstConfig::new() };
        first.stores[0].name = "corp.example.com".to_owned();
        first.stores[0].containers = "OU=Groups,DC=corp\n\n  OU=People,DC=corp\n".to_owned();
        first.stores.push(FirstStore {
            name: "Contoso".to_owned(),
            kind: StoreKind::MicrosoftGraph,
            containers: "OU=left,DC=over".to_owned(),
            tenant: "contoso.onmicrosoft.com".to_owned(),
            application: "a-b-c".to_owned(),
            ..FirstStore::new(2)
        });
        let config = Config::read(&first.document()).unwrap();
        assert_eq!((config.sign_in.method, config.sign_in.client_id.as_str()), (SignInMethod::Pkce, "portal"));
        first.method = SignInMethod::Password;
        assert_eq!(Config::read(&first.document()).unwrap().sign_in.method, SignInMethod::Password);
        assert_eq!(config.identity_stores[0].containers.len(), 2);
        let graph = config.identity_stores[1].graph.as_ref().unwrap();
        assert_eq!(graph.authority, "https://login.microsoftonline.com/contoso.onmicrosoft.com");
    }

    #[test]
    fn what_is_missing_is_named() {
        let mut first = FirstConfig::new();
        first.stores[0].id = "two".to_owned();
        let faults = Config::read(&first.document()).unwrap_err();
        let paths: Vec<_> = faults.iter().map(|fault| fault.path.as_str()).collect();
        for path in ["signIn.clientId", "identityStores[0].id", "identityStores[0].name"] {
            assert!(paths.contains(&path), "{path} is not in {paths:?}");
        }
    }
}
