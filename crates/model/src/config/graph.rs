//! Where Microsoft Graph is, and who signs in there.

use crate::wire::lenient::json_object;

/// Graph of the global cloud: what references in bodies start with where nothing else is configured.
pub const GRAPH_ROOT: &str = "https://graph.microsoft.com/v1.0";

/// What the portal asks for where nothing else is configured: to make and change groups, to find people, and to stay
/// signed in.
const SCOPES: [&str; 5] = [
    "https://graph.microsoft.com/Group.ReadWrite.All",
    "https://graph.microsoft.com/User.Read.All",
    "openid",
    "profile",
    "offline_access",
];

json_object! {
    /// What a store of Microsoft Graph needs.
    pub struct GraphConfig {
        /// Where the portal calls it, such as `https://graph.microsoft.com/v1.0`, or a path of this host.
        pub base_url: String = "baseUrl",
        /// What references to objects in bodies start with; the base URL where that is absolute, Graph's own otherwise.
        pub root: Option<String> = "root",
        /// Who signs people in: `https://login.microsoftonline.com/{tenant}`, or a path of this host. Its
        /// `oauth2/v2.0/authorize` and `oauth2/v2.0/token` are used, with PKCE (RFC 7636).
        pub authority: String = "authority",
        /// The application registered there, as a single-page application.
        pub client_id: String = "clientId",
        /// What is asked for.
        pub scopes: Vec<String> = "scopes" or SCOPES.map(str::to_owned).to_vec(),
    }
}

impl GraphConfig {
    /// Whether it is the beta version, which alone evaluates a rule for one person (`evaluateDynamicMembership`).
    pub fn is_beta(&self) -> bool {
        self.base_url.trim_end_matches('/').ends_with("/beta")
    }

    /// What references to objects in bodies start with, without a slash at the end.
    pub fn root(&self) -> &str {
        let own = self.root.as_deref().or_else(|| self.base_url.starts_with("http").then_some(&*self.base_url));
        own.unwrap_or(GRAPH_ROOT).trim_end_matches('/')
    }
}
