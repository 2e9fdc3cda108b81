//! What is changed in the index.html that Trunk writes.
//!
//! Text is replaced literally, by what is known to stand there (a file's name, its hash), not by
//! reading HTML: so it holds however the page is written or minified, and says so when it does
//! not.

use anyhow::{Result, ensure};

use crate::digest;

/// Takes the `integrity` of the wasm out of the page.
///
/// Trunk writes it into the wasm's preload, for which browsers do not check it: Chromium only
/// complains in the console, at each load. Those of the script and the styles stay: they are
/// checked, and what they name is never changed here.
pub fn without_integrity(html: &str, wasm: &[u8]) -> Result<String> {
    let mut html = html.to_owned();
    for value in digest::integrities(wasm) {
        for quote in ["\"", "'", ""] {
            html = html.replace(&format!(" integrity={quote}{value}{quote}"), "");
        }
        ensure!(
            !html.contains(&value),
            "index.html has the wasm's hash in an unknown place: has Trunk changed what it writes?"
        );
    }
    Ok(html)
}

/// Lets the page load another file than the one it names.
pub fn with_file(html: &str, old: &str, new: &str) -> Result<String> {
    ensure!(html.contains(old), "index.html does not name {old}: has Trunk changed what it writes?");
    Ok(html.replace(old, new))
}

/// A file's name with this hash instead of the one it has: `portal-<hash>_bg.wasm`. A name
/// without one stays: browsers do not keep such a file for good.
pub fn with_hash(name: &str, hash: &str) -> String {
    let parts = name.rsplit_once('-').and_then(|(stem, tail)| {
        let end = tail.find(|c: char| !c.is_ascii_hexdigit())?;
        (end >= 8).then(|| (stem, &tail[end..]))
    });
    match parts {
        Some((stem, rest)) => format!("{stem}-{hash}{rest}"),
        None => name.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_integrity_of_the_wasm_goes_and_others_stay() {
        let [_, wasm, _] = digest::integrities(b"abc");
        let page = |attribute: &str| {
            format!(
                "<link rel=\"modulepreload\" href=\"./a.js\" integrity=\"sha384-other\">\
                 <link rel=\"preload\" href=\"./a_bg.wasm\"{attribute} as=\"fetch\">"
            )
        };
        for attribute in [format!(" integrity=\"{wasm}\""), format!(" integrity={wasm}"), String::new()] {
            let html = without_integrity(&page(&attribute), b"abc").unwrap();
            assert_eq!(html, page(""));
        }
        let unknown = format!("{{ integrity: '{wasm}' }}");
        assert!(without_integrity(&page(&unknown), b"abc").is_err());
    }

    #[test]
    fn the_page_loads_the_new_file() {
        let page = |name: &str| format!("<link href=./{name}><script>init('./{name}')</script>");
        let html = with_file(&page("a-1_bg.wasm"), "a-1_bg.wasm", "a-2_bg.wasm").unwrap();
        assert_eq!(html, page("a-2_bg.wasm"));
        assert!(with_file("<html>", "a.wasm", "b.wasm").is_err());
    }

    #[test]
    fn the_hash_in_a_name_is_replaced() {
        assert_eq!(with_hash("portal-8d2a3c1f00aa11bb_bg.wasm", "0123456789abcdef"), "portal-0123456789abcdef_bg.wasm");
        assert_eq!(with_hash("my-portal_bg.wasm", "01234567"), "my-portal_bg.wasm");
        assert_eq!(with_hash("portal_bg.wasm", "01234567"), "portal_bg.wasm");
    }
}
