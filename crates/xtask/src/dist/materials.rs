//! The bill of materials of a release: every crate whose code can be in the portal's wasm, as CycloneDX 1.6 in JSON.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;

use anyhow::{Context, Result, ensure};
use serde_json::{Value, json};

use crate::run::{cargo, output};
use crate::workspace::{WASM, Workspace};

/// The package that becomes the wasm.
const PORTAL: &str = "portal";

/// A crate, as `cargo tree` shows it.
#[derive(Debug, PartialEq, Eq)]
struct Package<'a> {
    /// How many steps it is from the portal.
    depth: usize,
    name: &'a str,
    version: &'a str,
    licence: &'a str,
}

/// The bill, as a text. It depends on Cargo.lock and the manifests alone: it has no time and no serial number.
pub fn of_portal(ws: &Workspace) -> Result<String> {
    let tree = output(
        cargo()
            .args(["tree", "--locked", "--package", PORTAL, "--features", "split", "--target", WASM])
            // Procedural macros and what builds the portal are not in it.
            .args([
                "--edges",
                "normal,no-proc-macro",
                "--prefix",
                "depth",
                "--charset",
                "ascii",
                "--format",
                "|{p}|{l}",
            ])
            .current_dir(&ws.root),
    )?;
    let lock = ws.root.join("Cargo.lock");
    let lock = fs::read_to_string(&lock).with_context(|| format!("cannot read {}", lock.display()))?;
    Ok(serde_json::to_string_pretty(&bill(&tree, &lock)?)? + "\n")
}

fn bill(tree: &str, lock: &str) -> Result<Value> {
    let packages = tree.lines().map(package).collect::<Result<Vec<_>>>()?;
    let (root, others) = packages.split_first().context("cargo tree shows nothing")?;
    let mut needs: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    let mut path: Vec<&Package<'_>> = Vec::new();
    for one in &packages {
        path.truncate(one.depth);
        ensure!(path.len() == one.depth, "cargo tree leaves out who needs {}", one.name);
        needs.entry(one.purl()).or_default();
        if let Some(above) = path.last() {
            needs.entry(above.purl()).or_default().insert(one.purl());
        }
        path.push(one);
    }
    let mut components = BTreeMap::new();
    for one in others {
        components.insert(one.purl(), one.component(lock));
    }
    let of = |(of, on): (&String, &BTreeSet<String>)| json!({ "ref": of, "dependsOn": on });
    Ok(json!({
        "$schema": "http://cyclonedx.org/schema/bom-1.6.schema.json",
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "version": 1,
        "metadata": {
            "component": {
                "type": "application",
                "bom-ref": root.purl(),
                "name": "groupid-portal",
                "version": root.version,
                "licenses": [{ "expression": root.expression() }],
                "purl": root.purl(),
            },
        },
        "components": components.into_values().collect::<Vec<_>>(),
        "dependencies": needs.iter().map(of).collect::<Vec<_>>(),
    }))
}

/// Reads a line such as `2|serde_core v1.0.228|MIT OR Apache-2.0`; behind the version of our own packages is their folder.
fn package(line: &str) -> Result<Package<'_>> {
    let read = || {
        let mut parts = line.splitn(3, '|');
        let (depth, shown, rest) = (parts.next()?, parts.next()?, parts.next()?);
        let mut words = shown.split(' ');
        let (name, version) = (words.next()?, words.next()?.strip_prefix('v')?);
        // A star marks what was shown before.
        let licence = rest.strip_suffix(" (*)").unwrap_or(rest).trim();
        Some(Package { depth: depth.parse().ok()?, name, version, licence }).filter(|_| !licence.is_empty())
    };
    read().with_context(|| format!("cargo tree shows no package with a licence: {line}"))
}

impl Package<'_> {
    /// Its name for every tool (https://github.com/package-url/purl-spec).
    fn purl(&self) -> String {
        format!("pkg:cargo/{}@{}", self.name, self.version)
    }

    /// The licence as SPDX has it. Old manifests write a slash for "or".
    fn expression(&self) -> String {
        self.licence.split('/').map(str::trim).collect::<Vec<_>>().join(" OR ")
    }

    fn component(&self, lock: &str) -> Value {
        let mut component = json!({
            "type": "library",
            "bom-ref": self.purl(),
            "name": self.name,
            "version": self.version,
            "licenses": [{ "expression": self.expression() }],
            "purl": self.purl(),
        });
        if let Some(checksum) = checksum(lock, self.name, self.version) {
            component["hashes"] = json!([{ "alg": "SHA-256", "content": checksum }]);
        }
        component
    }
}

/// The checksum of a package in Cargo.lock; our own packages have none.
fn checksum<'a>(lock: &'a str, name: &str, version: &str) -> Option<&'a str> {
    let head = format!("name = \"{name}\"\nversion = \"{version}\"\n");
    let entry = lock.split("[[package]]\n").find(|entry| entry.starts_with(&head))?;
    entry.lines().find_map(|line| line.strip_prefix("checksum = \"")?.strip_suffix('"'))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn texts<'a>(list: &'a Value, key: &str) -> Vec<&'a str> {
        list.as_array().unwrap().iter().map(|one| one[key].as_str().unwrap()).collect()
    }

    /// What the schema of CycloneDX 1.6 asks for, and what makes a bill worth reading: every crate with its version, its
    /// licence and its checksum, and nothing that is not there.
    #[test]
    fn the_bill_of_the_portal_is_valid_and_complete() {
        let ws = Workspace::locate().unwrap();
        let text = of_portal(&ws).unwrap();
        assert_eq!(text, of_portal(&ws).unwrap());
        let bill: Value = serde_json::from_str(&text).unwrap();
        assert_eq!(
            (&bill["bomFormat"], &bill["specVersion"], &bill["version"]),
            (&json!("CycloneDX"), &json!("1.6"), &json!(1))
        );
        let (portal, components) = (&bill["metadata"]["component"], &bill["components"]);
        assert_eq!(
            (portal["name"].as_str(), portal["version"].as_str()),
            (Some("groupid-portal"), Some(env!("CARGO_PKG_VERSION")))
        );

        let references = texts(components, "bom-ref");
        let unique: BTreeSet<_> = references.iter().copied().collect();
        assert_eq!(references, unique.iter().copied().collect::<Vec<_>>(), "twice, or out of order");
        for one in components.as_array().unwrap() {
            let (name, version) = (one["name"].as_str().unwrap(), one["version"].as_str().unwrap());
            assert_eq!(one["type"], "library");
            assert_eq!(one["purl"], format!("pkg:cargo/{name}@{version}"));
            let licence = one["licenses"][0]["expression"].as_str().unwrap();
            let is_spdx = |word: &str| word.chars().all(|c| c.is_ascii_alphanumeric() || "-.+()".contains(c));
            assert!(!licence.is_empty() && licence.split(' ').all(is_spdx), "{name}: {licence}");
            let hash = one["hashes"][0]["content"].as_str();
            let is_hash = |hash: &str| hash.len() == 64 && hash.bytes().all(|b| b.is_ascii_hexdigit());
            assert!(hash.is_some_and(is_hash) || name == "model", "{name} has no checksum");
        }
        let names = texts(components, "name");
        for name in ["leptos", "model", "serde_json", "wasm-bindgen", "web-sys"] {
            assert!(names.contains(&name), "{name} is in the wasm");
        }
        for name in ["leptos_macro", "leptos_i18n_parser", "axum", "clap", "wasm-bindgen-test"] {
            assert!(!names.contains(&name), "{name} is not in the wasm");
        }

        let dependencies = bill["dependencies"].as_array().unwrap();
        assert_eq!(dependencies.len(), references.len() + 1);
        let known = |of: &str| unique.contains(of) || portal["bom-ref"] == of;
        for one in dependencies {
            assert!(known(one["ref"].as_str().unwrap()));
            assert!(one["dependsOn"].as_array().unwrap().iter().all(|on| known(on.as_str().unwrap())), "{one}");
        }
    }

    #[test]
    fn a_tree_is_read_with_who_needs_whom() {
        let tree = "0|portal v1.0.0 (/somewhere)|MIT\n1|a v2.0.0|MIT/Apache-2.0\n2|b v3.0.0|Zlib\n1|b v3.0.0|Zlib (*)";
        let lock = "[[package]]\nname = \"a\"\nversion = \"2.0.0\"\nsource = \"x\"\nchecksum = \"abc\"\n\n\
                    [[package]]\nname = \"b\"\nversion = \"3.0.0\"\n";
        let bill = bill(tree, lock).unwrap();
        assert_eq!(texts(&bill["components"], "purl"), ["pkg:cargo/a@2.0.0", "pkg:cargo/b@3.0.0"]);
        assert_eq!(bill["components"][0]["licenses"][0]["expression"], "MIT OR Apache-2.0");
        assert_eq!(bill["components"][0]["hashes"], json!([{ "alg": "SHA-256", "content": "abc" }]));
        assert!(bill["components"][1].get("hashes").is_none());
        let on = |of: usize| bill["dependencies"][of]["dependsOn"].clone();
        assert_eq!((on(0), on(2)), (json!(["pkg:cargo/b@3.0.0"]), json!(["pkg:cargo/a@2.0.0", "pkg:cargo/b@3.0.0"])));
        assert!(!bill.to_string().contains("somewhere"));
    }

    #[test]
    fn a_crate_without_a_licence_is_refused() {
        for tree in ["0|portal v1.0.0|MIT\n1|a v2.0.0|", "0|portal v1.0.0", "", "0|portal v1|MIT\n2|a v2|MIT"] {
            assert!(bill(tree, "").is_err(), "{tree}");
        }
    }
}
