//! Puts the built code into index.html, before Trunk or [`super::plain`] handles the rest.
//!
//! Text that is known to be there is replaced literally, without parsing HTML; it is an error if it is not there.

use anyhow::{Context, Result, ensure};

use super::names::Code;
use crate::digest;

/// The beginning of a tag for Trunk in our index.html.
pub const FOR_TRUNK: &str = "<link data-trunk ";
/// What follows in the tag that makes Trunk build the portal.
const THE_PORTAL: &str = "rel=\"rust\"";

/// Our index.html with code that is already built, so that only the rest (styles, icon, files) is left. The page may be
/// written to a folder below ours; `up` is the path back from there.
pub fn with_code(html: &str, code: &Code, up: &str) -> Result<String> {
    let mut tags = html.split(FOR_TRUNK);
    let mut page = tags.next().unwrap_or_default().to_owned();
    let mut starts = 0;
    for tag in tags {
        if tag.starts_with(THE_PORTAL) {
            let (_, rest) = tag.split_once('>').context("index.html has a tag without an end")?;
            page += &start(code)?;
            page += rest;
            starts += 1;
        } else {
            ensure!(tag.contains("href=\""), "index.html has a tag for Trunk without href: {tag}");
            page += FOR_TRUNK;
            page += &tag.replacen("href=\"", &format!("href=\"{up}"), 1);
        }
    }
    ensure!(starts == 1, "index.html has {starts} tags `{FOR_TRUNK}{THE_PORTAL} …>`, not one");
    Ok(page)
}

/// The tags that start the portal and load what it needs in parallel. A preloaded script is checked against its hash;
/// browsers have no such check for wasm.
fn start(code: &Code) -> Result<String> {
    let Code { script, main, .. } = code;
    let mut text = format!(
        "<script type=\"module\">\nimport init from \"./{script}\";\nawait init({{ module_or_path: \"./{main}\" }});\n\
         </script>"
    );
    for name in code.imported.iter().chain([script]) {
        let file = code.files.iter().find(|file| file.name == *name);
        let integrity = digest::integrity(&file.with_context(|| format!("there is no {name}"))?.bytes);
        text += &format!(
            "\n    <link rel=\"modulepreload\" href=\"./{name}\" crossorigin=\"anonymous\" integrity=\"{integrity}\">"
        );
    }
    let kind = "crossorigin=\"anonymous\" as=\"fetch\" type=\"application/wasm\"";
    Ok(text + &format!("\n    <link rel=\"preload\" href=\"./{main}\" {kind}>"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::portal::File;

    fn code() -> Code {
        let file = |name: &str| File { name: name.to_owned(), bytes: b"abc".to_vec() };
        Code {
            files: vec![file("a.js"), file("b.js"), file("a_bg.wasm")],
            script: "a.js".to_owned(),
            main: "a_bg.wasm".to_owned(),
            imported: vec!["b.js".to_owned()],
        }
    }

    #[test]
    fn the_page_starts_the_code_and_leaves_the_rest_to_trunk() {
        let html =
            "<head>\n<link data-trunk rel=\"rust\" data-bin=\"a\">\n<link data-trunk rel=\"css\" href=\"a.css\">";
        let page = with_code(html, &code(), "../../").unwrap();
        let integrity = digest::integrity(b"abc");
        let preload = |name: &str| {
            format!(
                "<link rel=\"modulepreload\" href=\"./{name}\" crossorigin=\"anonymous\" integrity=\"{integrity}\">"
            )
        };
        for part in [
            "import init from \"./a.js\";\nawait init({ module_or_path: \"./a_bg.wasm\" });",
            &preload("a.js"),
            &preload("b.js"),
            "<link rel=\"preload\" href=\"./a_bg.wasm\"",
            "<link data-trunk rel=\"css\" href=\"../../a.css\">",
        ] {
            assert!(page.contains(part), "no {part} in {page}");
        }
        assert!(!page.contains("rust"), "{page}");
    }

    #[test]
    fn a_page_that_is_not_understood_is_refused() {
        for html in ["<head>", "<link data-trunk rel=\"rust\"><link data-trunk rel=\"css\">"] {
            assert!(with_code(html, &code(), "").is_err(), "{html}");
        }
    }

    #[test]
    fn our_own_page_is_understood() {
        let page = with_code(include_str!("../../../../index.html"), &code(), "../").unwrap();
        assert!(page.contains("href=\"../style/icon.svg\"") && !page.contains("data-bin"));
    }
}
