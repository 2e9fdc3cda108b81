//! The file names of the portal's code as it ships.
//!
//! All files of one build have the same hash, computed over all of them, because a part only works with the main wasm
//! file that it was split from, down to the addresses in memory. So a browser never mixes files of two builds, however
//! long it caches them; and a page that was opened before an upgrade requests a name that no longer exists, rather than
//! getting a file that does not fit.

use anyhow::{Context, Result, ensure};

use super::split::{MAIN, SCRIPT};
use super::{File, trusted};
use crate::digest;

/// The script that starts the portal.
const START: &str = "portal-start.js";

/// Its text, with the placeholders `VERSION`, `SCRIPT` and `MAIN`.
const START_TEMPLATE: &str = include_str!("../../templates/start.js");

/// The ways in which the generated scripts refer to another file beside them.
const NAMED: [&str; 2] = ["from ", "new URL("];

/// The code of the portal as it ships.
pub struct Code {
    pub files: Vec<File>,
    /// The name of the script that the page names: it starts the portal, so that the page has no code of its own.
    pub start: String,
    /// The name of the script that wasm-bindgen has written.
    pub script: String,
    /// The name of the wasm file that it runs.
    pub main: String,
    /// The names of the scripts that it imports.
    pub imported: Vec<String>,
}

/// Gives the files their names, and updates the names in the scripts.
pub fn named(files: Vec<File>) -> Result<Code> {
    let hash = hash(&files);
    let names: Vec<_> = files.iter().map(|file| (file.name.clone(), with_hash(&file.name, &hash))).collect();
    let new = |old: &str| {
        let found = names.iter().find(|(name, _)| name == old);
        found.map(|(_, new)| new.clone()).with_context(|| format!("wasm-bindgen wrote no {old}"))
    };
    let (script, main) = (new(SCRIPT)?, new(MAIN)?);
    let mut reached = vec![main.clone(), script.clone()];
    let mut imported = Vec::new();
    let mut ship = Vec::new();
    for (file, (_, name)) in files.into_iter().zip(&names) {
        let bytes = match name.ends_with(".js") {
            false => file.bytes,
            true => {
                let text = String::from_utf8(file.bytes).with_context(|| format!("{name} is no text"))?;
                let mut text = for_machines(&text).with_context(|| format!("in {name}"))?;
                if *name == script {
                    text = trusted::with_policy(&text)?;
                }
                for (old, new) in &names {
                    for before in NAMED {
                        let (old, changed) = (format!("{before}\"./{old}\""), format!("{before}\"./{new}\""));
                        if text.contains(&old) {
                            text = text.replace(&old, &changed);
                            reached.push(new.clone());
                            if *name == script {
                                imported.push(new.clone());
                            }
                        }
                    }
                }
                text.into_bytes()
            }
        };
        ship.push(File { name: name.clone(), bytes });
    }
    for (old, new) in &names {
        ensure!(
            reached.contains(new),
            "no script names {old}: has wasm-bindgen or the splitter changed what it writes?"
        );
    }
    let start = with_hash(START, &hash);
    ship.push(File { name: start.clone(), bytes: starting(&script, &main)?.into_bytes() });
    Ok(Code { files: ship, start, script, main, imported })
}

/// The script that runs the main wasm file, which lies beside it.
fn starting(script: &str, main: &str) -> Result<String> {
    let mut text = for_machines(START_TEMPLATE)?;
    for (placeholder, value) in [("VERSION", env!("CARGO_PKG_VERSION")), ("SCRIPT", script), ("MAIN", main)] {
        ensure!(text.matches(placeholder).count() == 1, "the start script has not one {placeholder}");
        text = text.replace(placeholder, value);
    }
    Ok(text)
}

/// A script without what only people read: indentation, empty lines, and comments that have their lines to themselves.
/// Whoever wants to read it builds the portal for development. It works by lines, so it refuses a text that runs over
/// several, because there the indentation would be part of the text.
fn for_machines(script: &str) -> Result<String> {
    let mut left = String::with_capacity(script.len());
    let mut in_comment = false;
    for line in script.lines().map(str::trim) {
        if in_comment || line.starts_with("/*") {
            in_comment = !line.ends_with("*/");
            let end = line.find("*/");
            ensure!(end.is_none_or(|end| end + 2 == line.len()), "code behind a comment: {line}");
            continue;
        }
        if line.is_empty() || line.starts_with("//") {
            continue;
        }
        ensure!(line.matches('`').count().is_multiple_of(2), "a text that does not end on its line: {line}");
        left.push_str(line);
        left.push('\n');
    }
    ensure!(!in_comment, "a comment that does not end");
    Ok(left)
}

fn hash(files: &[File]) -> String {
    let mut all = Vec::new();
    for File { name, bytes } in files {
        // The lengths are included, so that bytes cannot move from one file to the next without changing the hash.
        all.extend_from_slice(format!("{name} {}\n", bytes.len()).as_bytes());
        all.extend_from_slice(bytes);
    }
    digest::short_hex(&all)
}

/// A name such as `portal-<hash>_bg.wasm`. The patterns in web.config and nginx.conf depend on this form.
fn with_hash(name: &str, hash: &str) -> String {
    let end = name.find("_bg.").or_else(|| name.rfind('.')).unwrap_or(name.len());
    format!("{}-{hash}{}", &name[..end], &name[end..])
}

#[cfg(test)]
mod tests {
    use super::*;

    fn files(part: &str) -> Vec<File> {
        let file = |name: &str, text: &str| File { name: name.to_owned(), bytes: text.as_bytes().to_vec() };
        let script = "import * as import1 from \"./portal-parts.js\"\nreturn {\"./portal-parts.js\": import1};";
        let loader = "import { initSync } from \"./portal.js\";\nfetch(new URL(\"./split_a.wasm\", import.meta.url))";
        vec![
            file("portal.js", script),
            file("portal_bg.wasm", "main"),
            file("portal-parts.js", loader),
            file("split_a.wasm", part),
        ]
    }

    fn text(code: &Code, at: usize) -> &str {
        std::str::from_utf8(&code.files[at].bytes).unwrap()
    }

    #[test]
    fn every_name_has_the_hash_of_the_build_where_it_is_loaded() {
        let code = named(files("part")).unwrap();
        let hash = hash(&files("part"));
        assert_eq!(code.script, format!("portal-{hash}.js"));
        assert_eq!(code.main, format!("portal-{hash}_bg.wasm"));
        assert_eq!(code.start, format!("portal-start-{hash}.js"));
        let start = text(&code, 4);
        assert!(start.contains(&format!("await import(\"./portal-{hash}.js\")")), "{start}");
        assert!(start.contains(&format!("new URL(\"./portal-{hash}_bg.wasm\", import.meta.url)")), "{start}");
        assert!(!["VERSION", "SCRIPT", "MAIN"].iter().any(|left| start.contains(left)), "{start}");
        assert_eq!(code.imported, [format!("portal-parts-{hash}.js")]);
        assert_eq!(code.files[3].name, format!("split_a-{hash}.wasm"));
        // The wasm still imports from a module with the old name; only the place where that is found has changed.
        let script = format!(
            "import * as import1 from \"./portal-parts-{hash}.js\"\nreturn {{\"./portal-parts.js\": import1}};\n"
        );
        assert_eq!(text(&code, 0), script);
        let loader = format!(
            "import {{ initSync }} from \"./portal-{hash}.js\";\n\
             fetch(new URL(\"./split_a-{hash}.wasm\", import.meta.url))\n"
        );
        assert_eq!(text(&code, 2), loader);
    }

    #[test]
    fn only_what_a_machine_reads_is_left_of_a_script() {
        let script =
            "/**\n * @returns {number}\n */\nget size() {\n    // The size.\n\n    return `${a} // b`;\n}\n/* c */\n";
        assert_eq!(for_machines(script).unwrap(), "get size() {\nreturn `${a} // b`;\n}\n");
    }

    #[test]
    fn a_script_that_lines_do_not_divide_is_refused() {
        for script in ["let a = `\n  b`;", "/* a */ let b;", "/* a\nb */ let c;", "/* a"] {
            assert!(for_machines(script).is_err(), "{script}");
        }
    }

    #[test]
    fn another_part_is_another_build() {
        let (one, other) = (named(files("part")).unwrap(), named(files("trap")).unwrap());
        assert_ne!(one.main, other.main);
        assert_ne!(one.script, other.script);
    }

    #[test]
    fn a_file_that_nothing_loads_is_a_mistake() {
        let mut files = files("part");
        files.push(File { name: "split_b.wasm".to_owned(), bytes: Vec::new() });
        let error = named(files).map(drop).unwrap_err().to_string();
        assert!(error.contains("split_b.wasm"), "{error}");
    }
}
