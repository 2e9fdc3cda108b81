//! The headers that every server sends with the portal, the Content-Security-Policy first. `dist` writes them into the
//! configurations for IIS and nginx, and the embedded Data Service sends them itself, so that every journey of the tests
//! meets what administrators get.
//!
//! The policy allows only the portal's own files and no code or styles in a page, so it is the same in every release: an
//! upgrade does not touch the web server's configuration.
//!
//! It allows calls to the portal's own origin alone, on which GroupID is, because each other origin is one to which a
//! stolen token could go. An administrator who has GroupID elsewhere, or a store of Microsoft Graph, adds those origins in
//! the server's configuration (docs/hosting/INSTALL.md).

/// The name of the only policy of Trusted Types, by which the portal's scripts draw markup.
pub const TRUSTED_TYPES: &str = "groupid-portal";

/// What the portal's pages never use, and so nothing in them may.
const PERMISSIONS: &str = "accelerometer=(), camera=(), geolocation=(), gyroscope=(), magnetometer=(), microphone=(), \
                           midi=(), payment=(), usb=()";

/// The headers of every answer with which the portal is served, whatever the server is. Whether its host name is for https
/// alone is the server's business.
pub fn all() -> [(&'static str, String); 7] {
    [
        ("Content-Security-Policy", policy()),
        ("Cross-Origin-Opener-Policy", "same-origin".to_owned()),
        ("Cross-Origin-Resource-Policy", "same-origin".to_owned()),
        ("Permissions-Policy", PERMISSIONS.to_owned()),
        ("Referrer-Policy", "same-origin".to_owned()),
        ("X-Content-Type-Options", "nosniff".to_owned()),
        ("X-Frame-Options", "DENY".to_owned()),
    ]
}

/// The policy, as the value of the header.
pub fn policy() -> String {
    [
        "default-src 'none'",
        "script-src 'self' 'wasm-unsafe-eval'",
        "style-src 'self'",
        "img-src 'self' data:",
        "font-src 'self'",
        "manifest-src 'self'",
        "connect-src 'self'",
        "form-action 'self'",
        "base-uri 'self'",
        "frame-ancestors 'none'",
        "require-trusted-types-for 'script'",
        &format!("trusted-types {TRUSTED_TYPES}"),
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
        assert!(policy.contains("connect-src 'self';"), "{policy}");
        assert!(!policy.contains("'unsafe-") && !policy.contains("sha256"), "{policy}");
    }
}
