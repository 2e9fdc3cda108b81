//! The rest of index.html for `start`, without Trunk: each of its tags for Trunk names one file, which is copied beside
//! the page.

use std::fs;
use std::path::Path;

use anyhow::{Context, Result};

use super::page::FOR_TRUNK;

/// Copies the files that the page names, and writes the page.
pub fn finish(root: &Path, html: &str, dist: &Path) -> Result<()> {
    let mut tags = html.split(FOR_TRUNK);
    let mut page = tags.next().unwrap_or_default().to_owned();
    for tag in tags {
        let (own, rest) = tag.split_once('>').context("index.html has a tag without an end")?;
        let href = attribute(own, "href").with_context(|| format!("index.html has a tag without href: {own}"))?;
        let name = href.rsplit('/').next().unwrap_or(href);
        let from = root.join(href);
        fs::copy(&from, dist.join(name)).with_context(|| format!("cannot copy {}", from.display()))?;
        page += &match attribute(own, "rel") {
            Some("css") => format!("<link rel=\"stylesheet\" href=\"./{name}\">"),
            Some("copy-file") => String::new(),
            kind => format!("<link rel=\"{}\" href=\"./{name}\">", kind.unwrap_or_default()),
        };
        page += rest;
    }
    let file = dist.join("index.html");
    fs::write(&file, page).with_context(|| format!("cannot write {}", file.display()))
}

fn attribute<'a>(tag: &'a str, name: &str) -> Option<&'a str> {
    let (_, rest) = tag.split_once(&format!("{name}=\""))?;
    rest.split_once('"').map(|(value, _)| value)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_page_names_the_files_that_lie_beside_it() {
        let folder = std::env::temp_dir().join(format!("portal-plain-{}", std::process::id()));
        let (root, dist) = (folder.join("root"), folder.join("dist"));
        fs::create_dir_all(root.join("style")).unwrap();
        fs::create_dir_all(&dist).unwrap();
        for file in ["a.css", "style/icon.svg", "config.json"] {
            fs::write(root.join(file), file).unwrap();
        }
        let html = "<link data-trunk rel=\"css\" href=\"a.css\">\n\
                    <link data-trunk rel=\"icon\" href=\"style/icon.svg\">\n\
                    <link data-trunk rel=\"copy-file\" href=\"config.json\">\n<p>";
        finish(&root, html, &dist).unwrap();
        let page = fs::read_to_string(dist.join("index.html")).unwrap();
        assert_eq!(page, "<link rel=\"stylesheet\" href=\"./a.css\">\n<link rel=\"icon\" href=\"./icon.svg\">\n\n<p>");
        assert_eq!(fs::read_to_string(dist.join("icon.svg")).unwrap(), "style/icon.svg");
        assert!(dist.join("config.json").is_file());
        assert!(finish(&root, "<link data-trunk rel=\"css\" href=\"none.css\">", &dist).is_err());
        assert!(finish(&root, "<link data-trunk rel=\"css\">", &dist).is_err());
        fs::remove_dir_all(&folder).unwrap();
    }
}
