//! Splits the portal's wasm into the code of the first page and the parts that are loaded when they are first needed
//! (`src/app/parts.rs`).
//!
//! The portal is linked with its relocations kept (build.rs, feature `split`). The splitter moves code that only one
//! part can reach into that part's file, and writes the script that loads it; wasm-bindgen then processes the rest. So
//! the order is: compile, split, wasm-bindgen; wasm-opt comes after all three ([`super::shrink`]).

use std::env;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, anyhow, ensure};
use wasm_split_cli_support::{Options, transform};

use super::{File, program, read};
use crate::run::{cargo, run, say};
use crate::tools;
use crate::workspace::{WASM, Workspace};

/// The script that starts the portal; [`super::names`] renames it.
pub const SCRIPT: &str = "portal.js";
/// The wasm file that it runs.
pub const MAIN: &str = "portal_bg.wasm";
/// The script that loads the parts. It and the starting script import each other.
pub const LOADER: &str = "portal-parts.js";

/// Builds the files that a browser runs, with the names that the tools give them, and not yet optimised.
pub fn split(ws: &Workspace) -> Result<Vec<File>> {
    tools::wasm_target(ws)?;
    let wasm_bindgen = tools::wasm_bindgen(ws)?;
    say("Building the portal in parts (the first time some minutes) …");
    run(cargo()
        .args(["build", "--package", "portal", "--bin", "portal", "--features", "split"])
        .args(["--profile", "web", "--target", WASM, "--config"])
        .arg(without_folders(&folders(ws)?))
        .current_dir(&ws.root))?;
    let linked = ws.target.join(WASM).join("web").join("portal.wasm");
    let linked = fs::read(&linked).with_context(|| format!("cannot read {}", linked.display()))?;

    let folder = ws.target.join("portal-parts");
    if folder.exists() {
        fs::remove_dir_all(&folder)?;
    }
    let (parts, code) = (folder.join("parts"), folder.join("code"));
    let main = folder.join("main.wasm");
    take_apart(&linked, &parts, &main)?;
    run(Command::new(wasm_bindgen.join(program("wasm-bindgen")))
        // The parts import memory and tables from the main file; without this option they would be removed as unused.
        .args(["--keep-lld-exports", "--target", "web", "--no-typescript", "--omit-default-module-path"])
        .args(["--out-name", "portal", "--out-dir"])
        .arg(&code)
        .arg(&main))?;
    let mut files = read(&code)?;
    files.extend(read(&parts)?);
    Ok(files)
}

/// The folders whose names the compiler would write into the wasm, and what it writes instead. Of several that fit the last
/// one counts, and the target folder is usually in the checkout.
fn folders(ws: &Workspace) -> Result<[(PathBuf, &'static str); 3]> {
    let home = || env::home_dir().map(|home| home.join(".cargo"));
    let cargo = env::var_os("CARGO_HOME").map(PathBuf::from).or_else(home).context("no home folder is known")?;
    Ok([(cargo, "/cargo"), (ws.root.clone(), "/portal"), (ws.target.clone(), "/target")])
}

/// The setting of cargo by which the same commit gives the same wasm in every folder. It adds to what .cargo/config.toml
/// says, and cargo leaves such flags out of the names of symbols.
fn without_folders(folders: &[(PathBuf, &str)]) -> String {
    let flags = folders.iter().map(|(from, to)| format!("--remap-path-prefix={}={to}", from.display()));
    // A list of strings is spelled alike in TOML and JSON.
    format!("target.{WASM}.rustflags={}", serde_json::json!(flags.collect::<Vec<_>>()))
}

fn take_apart(linked: &[u8], parts: &Path, main: &Path) -> Result<()> {
    fs::create_dir_all(parts)?;
    let (loader, script) = (format!("./{LOADER}"), format!("./{SCRIPT}"));
    let mut options = Options::new(linked);
    options.output_dir = parts;
    options.main_out_path = main;
    options.link_name = &loader;
    options.main_module = &script;
    let made = transform(options).map_err(|error| anyhow!("the wasm cannot be taken apart: {error:#}"))?;
    // Another cargo may have overwritten the file with a build without the feature.
    ensure!(!made.split_modules.is_empty(), "the wasm has no parts: was it built without the feature `split`?");
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_folder_of_this_machine_is_compiled_in() {
        let folders = folders(&Workspace::locate().unwrap()).unwrap();
        for (folder, instead) in &folders {
            assert!(folder.is_absolute() && instead.starts_with('/'), "{}", folder.display());
        }
        let setting = without_folders(&[(PathBuf::from("/home/a \"b\""), "/cargo"), (PathBuf::from("/c"), "/portal")]);
        let flags = r#"["--remap-path-prefix=/home/a \"b\"=/cargo","--remap-path-prefix=/c=/portal"]"#;
        assert_eq!(setting, format!("target.wasm32-unknown-unknown.rustflags={flags}"));
    }

    #[test]
    fn wasm_without_parts_is_refused() {
        let folder = std::env::temp_dir().join(format!("xtask-split-{}", std::process::id()));
        let error = take_apart(b"\0asm\x01\0\0\0", &folder.join("parts"), &folder.join("main.wasm")).unwrap_err();
        assert!(error.to_string().contains("apart") || error.to_string().contains("no parts"), "{error}");
        fs::remove_dir_all(&folder).unwrap();
    }
}
