//! Turns `locales/*.json` into the module of messages that `src/i18n.rs` includes.

use leptos_i18n_codegen::gen_code;
use leptos_i18n_parser::parse_locales::options::{Config, ParseOptions};
use leptos_i18n_parser::parse_locales::parse_locales;
use std::error::Error;
use std::path::PathBuf;

fn main() -> Result<(), Box<dyn Error>> {
    println!("cargo::rerun-if-changed=build.rs");
    if std::env::var_os("CARGO_FEATURE_SPLIT").is_some() {
        // Without the linker's relocations nothing can be moved into another file.
        println!("cargo::rustc-link-arg-bins=--emit-relocs");
    }
    // Interpolation by Display weighs least in the browser, see docs/adr/0001-messages.md.
    let options = ParseOptions::new().interpolate_display(true);
    let config = Config::new("en")?.add_locale("de")?.locales_path("locales").parse_options(options);
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
