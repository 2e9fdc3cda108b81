//! Loads config.json at the start and checks it against the schema.

use crate::http::{NoFile, fetch_file, send_credentials_to};
use crate::lazy::{NotLoaded, lazy_fn};
use model::config::{Config, SchemaError, repeated_members};

/// The file name; the file is next to index.html.
pub const FILE: &str = "config.json";

#[derive(Debug, Clone, PartialEq)]
pub enum NoConfig {
    /// The file could not be loaded; with the HTTP status, if there was a response.
    Missing(Option<u16>),
    /// The file is not UTF-8.
    NotUtf8,
    /// The file is not valid JSON; the message contains line and column.
    NotJson(String),
    /// The file violates the schema.
    Wrong(Vec<SchemaError>),
    /// What checks the rules in it could not be loaded.
    NotChecked,
}

pub async fn load() -> Result<Config, NoConfig> {
    let text = fetch_file(&address()).await.map_err(|error| match error {
        NoFile::Missing(status) => NoConfig::Missing(status),
        NoFile::NotUtf8 => NoConfig::NotUtf8,
    })?;
    let document = serde_json::from_str(&text).map_err(|error| NoConfig::NotJson(error.to_string()))?;
    // Of two members with one name the last counts, which may not be the one that was edited.
    let repeated = repeated_members(&text);
    if !repeated.is_empty() {
        return Err(NoConfig::Wrong(repeated));
    }
    let config = Config::read_except_rules(&document).map_err(NoConfig::Wrong)?;
    if config.has_rules() {
        let faults = rule_faults(config.clone()).await.map_err(|NotLoaded| NoConfig::NotChecked)?.await;
        if !faults.is_empty() {
            return Err(NoConfig::Wrong(faults));
        }
    }
    if config.windows_authentication {
        send_credentials_to(vec![config.data_service.clone(), config.security_service.clone()]);
    }
    Ok(config)
}

lazy_fn! { [first_run]
    /// The parser of rules is loaded only where the configuration has one.
    fn rule_faults(config: Config) -> Vec<SchemaError> { config.rule_faults() }
}

/// The path of the file on its host.
pub fn address() -> String {
    format!("{}/{FILE}", crate::routes::base())
}
