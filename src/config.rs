//! Loads config.json at the start and says what is wrong with it.

use crate::http::fetch_text;
use model::config::{Config, SchemaError};

/// The file's name, beside index.html.
pub const FILE: &str = "config.json";

/// Why there is no configuration.
#[derive(Debug, Clone, PartialEq)]
pub enum NoConfig {
    /// The file did not come; the HTTP status, if there was an answer.
    Missing(Option<u16>),
    /// It is no JSON: what and where (line and column).
    NotJson(String),
    /// It says what the schema forbids.
    Wrong(Vec<SchemaError>),
}

/// Loads and checks the configuration.
pub async fn load() -> Result<Config, NoConfig> {
    let text = fetch_text(&format!("{}/{FILE}", crate::routes::base())).await.map_err(NoConfig::Missing)?;
    let document = serde_json::from_str(&text).map_err(|error| NoConfig::NotJson(error.to_string()))?;
    Config::read(&document).map_err(NoConfig::Wrong)
}
