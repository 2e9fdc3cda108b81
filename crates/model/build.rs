//! Writes the configuration's JSON Schema without what only people read. The portal checks with it and is weighed by the
//! byte; the published file has every word.

#![expect(clippy::disallowed_methods, reason = "building reads and writes files; the model that is built does not")]

use serde_json::Value;
use std::error::Error;
use std::path::Path;
use std::{env, fs};

const SCHEMA: &str = "src/config/config.schema.json";

/// The keywords that a check does not read.
const PROSE: [&str; 4] = ["$comment", "description", "examples", "title"];

fn main() -> Result<(), Box<dyn Error>> {
    println!("cargo::rerun-if-changed={SCHEMA}");
    println!("cargo::rerun-if-changed=build.rs");
    let schema = without_prose(serde_json::from_str(&fs::read_to_string(SCHEMA)?)?);
    let out = env::var("OUT_DIR")?;
    fs::write(Path::new(&out).join("config.schema.json"), schema.to_string())?;
    Ok(())
}

/// A property may have the name of a keyword; its schema is an object, and prose is not.
fn without_prose(schema: Value) -> Value {
    match schema {
        Value::Object(members) => {
            let is_prose = |name: &str, value: &Value| PROSE.contains(&name) && !value.is_object();
            let kept = members.into_iter().filter(|(name, value)| !is_prose(name, value));
            Value::Object(kept.map(|(name, value)| (name, without_prose(value))).collect())
        }
        Value::Array(items) => Value::Array(items.into_iter().map(without_prose).collect()),
        other => other,
    }
}
