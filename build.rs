//! Turns `locales/*.json` into the module of messages that `src/i18n.rs` includes.

use leptos_i18n_codegen::gen_code;
use leptos_i18n_parser::parse_locales::options::{Config, ParseOptions};
use leptos_i18n_parser::parse_locales::parse_locales;
use serde_json::Value;
use std::collections::BTreeSet;
use std::error::Error;
use std::path::PathBuf;

/// The language that every other one is compared with.
const FIRST: &str = "en";

/// The other languages.
const OTHERS: [&str; 1] = ["de"];

fn main() -> Result<(), Box<dyn Error>> {
    println!("cargo::rerun-if-changed=build.rs");
    if std::env::var_os("CARGO_FEATURE_SPLIT").is_some() {
        // Without the linker's relocations nothing can be moved into another file.
        println!("cargo::rustc-link-arg-bins=--emit-relocs");
    }
    let first = messages_of(FIRST)?;
    // Interpolation by Display weighs least in the browser, see docs/adr/0001-messages.md.
    let options = ParseOptions::new().interpolate_display(true);
    let mut config = Config::new(FIRST)?.locales_path("locales").parse_options(options);
    for language in OTHERS {
        compare(language, &first, &messages_of(language)?)?;
        config = config.add_locale(language)?;
    }
    let messages = parse_locales(None, config)?;
    for file in messages.tracked_files.iter().flatten() {
        println!("cargo::rerun-if-changed={file}");
    }
    let code = gen_code(&messages, None, false, None, true)?;
    let folder = PathBuf::from(std::env::var_os("OUT_DIR").ok_or("cargo sets OUT_DIR")?).join("i18n");
    std::fs::create_dir_all(&folder)?;
    std::fs::write(folder.join("mod.rs"), code.to_string())?;
    Ok(())
}

/// The messages of a language, as `section.key`, with the placeholders that each has: `section.key {{ name }}`.
fn messages_of(language: &str) -> Result<BTreeSet<String>, Box<dyn Error>> {
    fn collect(value: &Value, path: &str, into: &mut BTreeSet<String>) {
        match value {
            Value::Object(members) => {
                for (name, value) in members {
                    let path = if path.is_empty() { name.clone() } else { format!("{path}.{name}") };
                    collect(value, &path, into);
                }
            }
            // The forms for different numbers are one message; each may leave out the number itself.
            Value::Array(_) => {
                into.insert(path.to_owned());
            }
            Value::String(text) => {
                into.insert(path.to_owned());
                let placeholders = text.split("{{").skip(1).filter_map(|rest| rest.split_once("}}"));
                into.extend(placeholders.map(|(name, _)| format!("{path} {{{{ {} }}}}", name.trim())));
            }
            _ => {}
        }
    }
    let file = format!("locales/{language}.json");
    let text = std::fs::read_to_string(&file).map_err(|error| format!("cannot read {file}: {error}"))?;
    let json: Value = serde_json::from_str(&text).map_err(|error| format!("{file}: {error}"))?;
    let mut messages = BTreeSet::new();
    collect(&json, "", &mut messages);
    Ok(messages)
}

/// Refuses a language that has not what the first one has: it would speak the first one in these places.
fn compare(language: &str, first: &BTreeSet<String>, own: &BTreeSet<String>) -> Result<(), String> {
    let missing: Vec<_> = first.difference(own).map(String::as_str).collect();
    let unknown: Vec<_> = own.difference(first).map(String::as_str).collect();
    if missing.is_empty() && unknown.is_empty() {
        return Ok(());
    }
    Err(format!(
        "locales/{language}.json lacks [{}] of locales/{FIRST}.json, and has [{}] besides",
        missing.join(", "),
        unknown.join(", ")
    ))
}
