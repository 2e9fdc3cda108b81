//! The one style sheet the page loads: the files of `style/`, in the order of the layers they stand in.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};

use super::files_in;
use crate::workspace::Workspace;

/// First the file that names the layers, because the first mention of a layer settles its place; then a file or a folder
/// for each of them. Within a folder the files go by name.
const ORDER: [&str; 6] = ["layers.css", "tokens.css", "base.css", "frame.css", "components", "pages"];

/// Writes `target/portal.css`, which index.html names; an unchanged one is left alone.
pub fn bundle(ws: &Workspace) -> Result<()> {
    let folder = ws.root.join("style");
    let mut css = String::new();
    for file in in_order(files_in(&folder)?) {
        let file = folder.join(file);
        css += &fs::read_to_string(&file).with_context(|| format!("cannot read {}", file.display()))?;
    }
    let css = without_layout(&css);
    let target = ws.root.join("target/portal.css");
    if fs::read_to_string(&target).is_ok_and(|held| held == css) {
        return Ok(());
    }
    fs::create_dir_all(ws.root.join("target"))?;
    fs::write(&target, css).with_context(|| format!("cannot write {}", target.display()))
}

/// A style sheet without comments and layout, which every first visitor would download. A line break stays where it may be
/// a blank between two words.
fn without_layout(css: &str) -> String {
    let (mut out, mut quote, mut rest) = (String::with_capacity(css.len()), None, css);
    while let Some(one) = rest.chars().next() {
        if quote.is_none() && rest.starts_with("/*") {
            rest = rest.split_once("*/").map_or("", |(_, after)| after);
            out.push(' ');
            continue;
        }
        quote = match quote {
            None if matches!(one, '"' | '\'') => Some(one),
            Some(open) if open == one => None,
            quote => quote,
        };
        out.push(one);
        rest = &rest[one.len_utf8()..];
    }
    let mut joined = String::with_capacity(out.len());
    for line in out.lines().map(str::trim).filter(|line| !line.is_empty()) {
        joined.push_str(line);
        if !line.ends_with([';', '{', '}', ',']) {
            joined.push('\n');
        }
    }
    joined
}

/// The style sheets among files that are sorted by name, as they are joined.
fn in_order(mut files: Vec<PathBuf>) -> Vec<PathBuf> {
    files.retain(|file| file.extension().is_some_and(|ending| ending == "css"));
    files.sort_by_key(|file| place(file));
    files
}

/// Where a file stands; what is in no folder of a layer comes last.
fn place(file: &Path) -> usize {
    ORDER.iter().position(|first| file.starts_with(first)).unwrap_or(ORDER.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn comments_and_indentation_are_left_out_and_texts_are_not() {
        let css = "/* Why. */\n@layer a {\n  /* \"x */\n  p::before {\n    content: \"/* said */\";\n  }\n\n}\n/* open";
        assert_eq!(without_layout(css), "@layer a {p::before {content: \"/* said */\";}}");
        assert_eq!(without_layout("a,\nb\nc {\n}"), "a,b\nc {}");
    }

    #[test]
    fn the_layers_are_named_first_and_then_follow_each_other() {
        let names = [
            "base.css",
            "components/button.css",
            "components/card.css",
            "frame.css",
            "icon.svg",
            "layers.css",
            "pages/boot.css",
            "tokens.css",
        ];
        let joined = in_order(names.map(PathBuf::from).to_vec());
        let expected = [
            "layers.css",
            "tokens.css",
            "base.css",
            "frame.css",
            "components/button.css",
            "components/card.css",
            "pages/boot.css",
        ];
        assert_eq!(joined, expected.map(PathBuf::from));
    }
}
