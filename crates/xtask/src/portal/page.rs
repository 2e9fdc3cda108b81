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
    has_no_code(&page)?;
    ensure!(starts == 1, "index.html has {starts} tags `{FOR_TRUNK}{THE_PORTAL} …>`, not one");
    Ok(page)
}

/// The Content-Security-Policy of every release is the same, so it can name no hash of code or styles in the page.
fn has_no_code(page: &str) -> Result<()> {
    let is_elsewhere = |tag: &str| tag.split('>').next().is_some_and(|tag| tag.contains(" src=\""));
    ensure!(
        page.split("<script").skip(1).all(is_elsewhere),
        "index.html has a script without src, which no policy allows"
    );
    ensure!(!page.contains("<style"), "index.html has styles of its own, which no policy allows");
    Ok(())
}

/// The tags that start the portal and load what it needs in parallel. A script is checked against its hash; browsers
/// have no such check for wasm.
fn start(code: &Code) -> Result<String> {
    let Code { start, script, main, .. } = code;
    let integrity = |name: &String| {
        let file = code.files.iter().find(|file| file.name == *name);
        Ok::<_, anyhow::Error>(digest::integrity(&file.with_context(|| format!("there is no {name}"))?.bytes))
    };
    let own = integrity(start)?;
    let mut text =
        format!("<script type=\"module\" src=\"./{start}\" crossorigin=\"anonymous\" integrity=\"{own}\"></script>");
    for name in code.imported.iter().chain([script]) {
        let integrity = integrity(name)?;
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
            files: vec![file("a-start.js"), file("a.js"), file("b.js"), file("a_bg.wasm")],
            start: "a-start.js".to_owned(),
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
            &format!(
                "<script type=\"module\" src=\"./a-start.js\" crossorigin=\"anonymous\" integrity=\"{integrity}\"></script>"
            ),
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
        for html in [
            "<head>",
            "<link data-trunk rel=\"rust\"><link data-trunk rel=\"css\">",
            "<link data-trunk rel=\"rust\"><script>start()</script>",
            "<link data-trunk rel=\"rust\"><style>body { margin: 0 }</style>",
        ] {
            assert!(with_code(html, &code(), "").is_err(), "{html}");
        }
    }

    #[test]
    fn our_own_page_is_understood() {
        let page = with_code(include_str!("../../../../index.html"), &code(), "../").unwrap();
        assert!(page.contains("href=\"../style/icon.svg\"") && !page.contains("data-bin"));
    }
}
