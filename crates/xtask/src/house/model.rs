//! The rule of `crates/model`: no framework, no IO, no clock. Its clippy.toml lists what it must not call; this module
//! checks what it depends on.

use std::process::Command;

use anyhow::{Context, Result};
use serde_json::Value;

use super::Finding;
use crate::run;
use crate::workspace::Workspace;

const MANIFEST: &str = "crates/model/Cargo.toml";
const DEPENDENCIES: [&str; 2] = ["serde", "serde_json"];

pub fn check(ws: &Workspace) -> Result<Vec<Finding>> {
    let mut command = Command::new(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    command.args(["metadata", "--no-deps", "--offline", "--format-version", "1"]).current_dir(&ws.root);
    let text = run::output(&mut command)?;
    let metadata: Value = serde_json::from_str(&text).context("cargo metadata answers no JSON")?;
    Ok(foreign(&metadata))
}

/// The dependencies of the model that it must not have, at build time or at run time. Its tests may use anything.
fn foreign(metadata: &Value) -> Vec<Finding> {
    let packages = metadata["packages"].as_array().into_iter().flatten();
    let own = packages.filter(|package| package["name"] == "model");
    let all = own.flat_map(|package| package["dependencies"].as_array().into_iter().flatten());
    let built = all.filter(|dependency| dependency["kind"] != "dev");
    let names = built.filter_map(|dependency| dependency["name"].as_str());
    let foreign = names.filter(|name| !DEPENDENCIES.contains(name));
    foreign
        .map(|name| Finding {
            file: MANIFEST.to_owned(),
            line: 1,
            rule: format!("the model does not depend on {name}, only on {}", DEPENDENCIES.join(" and ")),
            why: "the model runs anywhere and answers the same each time, in the browser, the service and a test alike: what \
                  it must know is handed to it",
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn only_listed_dependencies() {
        let of =
            |name: &str, dependencies: Value| json!({ "packages": [{ "name": name, "dependencies": dependencies }] });
        let list = json!([
            { "name": "serde", "kind": null },
            { "name": "tokio", "kind": null },
            { "name": "cc", "kind": "build" },
            { "name": "proptest", "kind": "dev" },
        ]);
        let rules = |metadata: &Value| foreign(metadata).into_iter().map(|one| one.rule).collect::<Vec<_>>();
        let rule = |name: &str| format!("the model does not depend on {name}, only on serde and serde_json");
        assert_eq!(rules(&of("model", list.clone())), [rule("tokio"), rule("cc")]);
        assert!(rules(&of("dataservice", list)).is_empty());
    }
}
