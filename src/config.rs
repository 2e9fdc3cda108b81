//! Loads config.json at the start and checks it against the schema.

use crate::http::fetch_text;
use model::config::{Config, SchemaError};

/// The file name; the file is next to index.html.
pub const FILE: &str = "config.json";

#[derive(Debug, Clone, PartialEq)]
pub enum NoConfig {
    /// The file could not be loaded; with the HTTP status, if there was a response.
    Missing(Option<u16>),
    /// The file is not valid JSON; the message contains line and column.
    NotJson(String),
    /// The file violates the schema.
    Wrong(Vec<SchemaError>),
}

pub async fn load() -> Result<Config, NoConfig> {
    let text = fetch_text(&format!("{}/{FILE}", crate::routes::base())).await.map_err(NoConfig::Missing)?;
    let document = serde_json::from_str(&text).map_err(|error| NoConfig::NotJson(error.to_string()))?;
    Config::read(&document).map_err(NoConfig::Wrong)
}
