//! The configuration of Microsoft Graph and of the authority that signs people in there.

use crate::wire::lenient::json_object;

/// Microsoft Graph v1.0 in the global cloud: the default start of the references to objects in request bodies.
pub const GRAPH_ROOT: &str = "https://graph.microsoft.com/v1.0";

/// The permissions requested by default: to create and change groups, to find people, and to stay signed in.
const SCOPES: [&str; 5] = [
    "https://graph.microsoft.com/Group.ReadWrite.All",
    "https://graph.microsoft.com/User.Read.All",
    "openid",
    "profile",
    "offline_access",
];

json_object! {
    /// How to reach Microsoft Graph, for a store of the kind `MicrosoftGraph`.
    pub struct GraphConfig {
        /// The URL at which the portal calls Graph, such as `https://graph.microsoft.com/v1.0`, or a path on the
        /// portal's own host.
        pub base_url: String = "baseUrl",
        /// What references to objects in request bodies begin with; see [`GraphConfig::root`] for the default.
        pub root: Option<String> = "root",
        /// The issuer of tokens: `https://login.microsoftonline.com/{tenant}`, or a path on the portal's own host. The
        /// portal uses its `oauth2/v2.0/authorize` and `oauth2/v2.0/token`, with PKCE (RFC 7636).
        pub authority: String = "authority",
        /// The client id of the application, registered there as a single-page application.
        pub client_id: String = "clientId",
        /// The permissions (OAuth scopes) to request.
        pub scopes: Vec<String> = "scopes" or SCOPES.map(str::to_owned).to_vec(),
    }
}

impl GraphConfig {
    /// Whether `base_url` is the beta version, the only one that evaluates a rule for one person
    /// (`evaluateDynamicMembership`).
    pub fn is_beta(&self) -> bool {
        self.base_url.trim_end_matches('/').ends_with("/beta")
    }

    /// What references to objects in request bodies begin with, without a slash at the end: the configured root, else
    /// the base URL if it is absolute, else [`GRAPH_ROOT`].
    pub fn root(&self) -> &str {
        let own = self.root.as_deref().or_else(|| self.base_url.starts_with("http").then_some(&*self.base_url));
        own.unwrap_or(GRAPH_ROOT).trim_end_matches('/')
    }
}
