//! The Content-Security-Policy of the portal. It allows only the portal's own files and no code or styles in a page, so it
//! is the same in every release: an upgrade does not touch the web server's configuration.

/// The origins that the portal may call besides its own, on which the Data Service is: Microsoft Graph, and the
/// authority that signs people in for it. An administrator who has a service elsewhere, or uses a national cloud,
/// changes them in the server's configuration (docs/hosting/entra.md).
const ELSEWHERE: &str = "https://graph.microsoft.com https://login.microsoftonline.com";

/// The policy, as the value of the header.
pub fn policy() -> String {
    [
        "default-src 'none'",
        "script-src 'self' 'wasm-unsafe-eval'",
        "style-src 'self'",
        "img-src 'self' data:",
        "font-src 'self'",
        "manifest-src 'self'",
        &format!("connect-src 'self' {ELSEWHERE}"),
        "form-action 'self'",
        "base-uri 'self'",
        "frame-ancestors 'none'",
    ]
    .join("; ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_unsafe_is_allowed_and_nothing_depends_on_the_release() {
        let policy = policy();
        assert!(policy.contains("script-src 'self' 'wasm-unsafe-eval';"), "{policy}");
        let called = "connect-src 'self' https://graph.microsoft.com https://login.microsoftonline.com;";
        assert!(policy.contains(called), "{policy}");
        assert!(!policy.contains("'unsafe-") && !policy.contains("sha256"), "{policy}");
    }
}
