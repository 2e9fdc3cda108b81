//! The Content-Security-Policy of the portal. It allows only the portal's own files, and of inline code only that in
//! its own index.html, by hash.

use crate::digest;

/// The origins that the portal may call besides its own, on which the Data Service is: Microsoft Graph, and the
/// authority that signs people in for it. An administrator who has a service elsewhere, or uses a national cloud,
/// changes them in the server's configuration (docs/hosting/entra.md).
const ELSEWHERE: &str = "https://graph.microsoft.com https://login.microsoftonline.com";

/// The policy for a page with this HTML.
pub fn policy(html: &str) -> String {
    let hashes = |element| {
        inline(html, element)
            .into_iter()
            .map(|text| format!(" '{}'", digest::sha256(text.as_bytes())))
            .collect::<String>()
    };
    [
        "default-src 'none'".to_owned(),
        format!("script-src 'self' 'wasm-unsafe-eval'{}", hashes("script")),
        format!("style-src 'self'{}", hashes("style")),
        "img-src 'self' data:".to_owned(),
        "font-src 'self'".to_owned(),
        "manifest-src 'self'".to_owned(),
        format!("connect-src 'self' {ELSEWHERE}"),
        "form-action 'self'".to_owned(),
        "base-uri 'self'".to_owned(),
        "frame-ancestors 'none'".to_owned(),
    ]
    .join("; ")
}

/// The texts of the page's inline `script` or `style` elements, exactly as a browser hashes them: everything between
/// the tags. Scripts with `src`, and JSON, are not inline code.
fn inline<'a>(html: &'a str, element: &str) -> Vec<&'a str> {
    let open = format!("<{element}");
    let close = format!("</{element}");
    let mut texts = Vec::new();
    let mut rest = html;
    while let Some(start) = rest.find('<') {
        rest = &rest[start..];
        if let Some(comment) = rest.strip_prefix("<!--") {
            rest = comment.split_once("-->").map_or("", |(_, after)| after);
            continue;
        }
        let is_it =
            starts_with(rest, &open) && rest[open.len()..].starts_with(|c: char| c.is_ascii_whitespace() || c == '>');
        if !is_it {
            rest = &rest[1..];
            continue;
        }
        let tag = tag_length(rest);
        let attributes = rest[open.len()..tag].to_ascii_lowercase();
        let body = &rest[tag..];
        let end = (0..body.len())
            .find(|&at| body.is_char_boundary(at) && starts_with(&body[at..], &close))
            .unwrap_or(body.len());
        let elsewhere = attributes.contains("src=") || attributes.contains("json");
        if !elsewhere {
            texts.push(&body[..end]);
        }
        rest = &body[end..];
    }
    texts
}

/// The length of the tag at the start of `html`, through its closing `>`; one within quotes does not close it.
fn tag_length(html: &str) -> usize {
    let mut quote = None;
    for (at, c) in html.char_indices() {
        match (quote, c) {
            (None, '>') => return at + 1,
            (None, '"' | '\'') => quote = Some(c),
            (Some(open), c) if open == c => quote = None,
            _ => {}
        }
    }
    html.len()
}

fn starts_with(text: &str, prefix: &str) -> bool {
    text.get(..prefix.len()).is_some_and(|start| start.eq_ignore_ascii_case(prefix))
}

#[cfg(test)]
mod tests {
    use super::*;

    const PAGE: &str = r#"<!DOCTYPE html><html><head>
<!-- <script>a comment is no script</script> -->
<script type="application/json">{"not": "code"}</script>
<STYLE>body { margin: 0 }</STYLE>
<scripted></scripted>
<script data-note="a > b" src="app.js"></script>
</head><body>
<script type="module">abc</script>
</body></html>"#;

    #[test]
    fn inline_code_is_found_as_a_browser_sees_it() {
        assert_eq!(inline(PAGE, "script"), ["abc"]);
        assert_eq!(inline(PAGE, "style"), ["body { margin: 0 }"]);
    }

    #[test]
    fn white_space_counts() {
        let html = "<script type=module>\nimport init from './a.js';\n</script>";
        assert_eq!(inline(html, "script"), ["\nimport init from './a.js';\n"]);
    }

    #[test]
    fn the_policy_names_the_inline_script_and_nothing_unsafe() {
        let policy = policy(PAGE);
        // The SHA-256 hash of "abc" in base64; FIPS 180 has it in hexadecimal.
        let script = "script-src 'self' 'wasm-unsafe-eval' \
                      'sha256-ungWv48Bz+pBQUDeXa4iI7ADYaOWF3qctBD/YfIAFa0=';";
        assert!(policy.contains(script), "{policy}");
        let called = "connect-src 'self' https://graph.microsoft.com https://login.microsoftonline.com;";
        assert!(policy.contains(called), "{policy}");
        assert!(!policy.contains("'unsafe-"), "{policy}");
    }

    #[test]
    fn a_page_cut_short_is_read_to_its_end() {
        assert_eq!(inline("<script>abc", "script"), ["abc"]);
        assert_eq!(inline("<script", "script"), Vec::<&str>::new());
        assert_eq!(inline("<script ä", "script"), [""]);
    }
}
