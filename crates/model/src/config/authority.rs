//! Who signs people in by authorization code with PKCE, and where: Entra ID for a store of Microsoft Graph, GroupID's
//! Security Service for the others.
//!
//! The Security Service names its endpoints in its discovery document (OpenID Connect Discovery 1.0, section 3), else in
//! `config.json`, else they are where IdentityServer has them (assumption A-111).

use super::{Config, SignInMethod, StoreConfig};
use crate::graph::paths as entra;
use crate::wire::StoreId;
use crate::wire::lenient::json_object;

/// Where a discovery document is, below the address of its authority (OpenID Connect Discovery 1.0, section 4).
pub const DISCOVERY: &str = "/.well-known/openid-configuration";
/// The field that tells the Security Service which identity store to sign in to (part B: Get token).
const STORE: &str = "identity_store_id";

json_object! {
    /// The endpoints of an authority.
    pub struct Endpoints {
        /// The page where people sign in (RFC 6749, 3.1).
        pub authorize: String = "authorize",
        /// Where codes and refresh tokens become tokens (RFC 6749, 3.2).
        pub token: String = "token",
        /// Says who has signed in (OpenID Connect Core, 5.3); none where Microsoft Graph says it.
        pub user_info: Option<String> = "userInfo",
        /// Where a token is given back (RFC 7009).
        pub revoke: Option<String> = "revoke",
        /// The page that ends the authority's own session (OpenID Connect RP-Initiated Logout, 2).
        pub end_session: Option<String> = "endSession",
    }
}

json_object! {
    /// What a discovery document says, as far as the portal uses it.
    pub struct Discovery {
        /// The name of the authority, which an answer may repeat (RFC 9207).
        pub issuer: Option<String> = "issuer",
        /// See [`Endpoints::authorize`].
        pub authorize: String = "authorization_endpoint",
        /// See [`Endpoints::token`].
        pub token: String = "token_endpoint",
        /// See [`Endpoints::user_info`].
        pub user_info: Option<String> = "userinfo_endpoint",
        /// See [`Endpoints::revoke`].
        pub revoke: Option<String> = "revocation_endpoint",
        /// See [`Endpoints::end_session`].
        pub end_session: Option<String> = "end_session_endpoint",
        /// How an answer can come back; "fragment" is the one that no server sees.
        pub response_modes: Vec<String> = "response_modes_supported",
        /// The kinds of challenges; empty if the document does not say.
        pub challenges: Vec<String> = "code_challenge_methods_supported",
        /// Whether every answer names the issuer (RFC 9207).
        pub names_issuer: bool = "authorization_response_iss_parameter_supported",
    }
}

json_object! {
    /// What the user-info endpoint says (OpenID Connect Core, 5.3.2; assumption A-112).
    pub struct UserInfo {
        /// The login, as people type it.
        pub preferred_username: Option<String> = "preferred_username",
        /// The user principal name, where there is no other login.
        pub upn: Option<String> = "upn",
        /// The identity store that was signed in to, if the service says so.
        pub store: Option<StoreId> = "identity_store_id",
    }
}

impl UserInfo {
    /// The login with which the directory is asked for the user.
    pub fn login(&self) -> Option<&str> {
        self.preferred_username.as_deref().or(self.upn.as_deref()).filter(|login| !login.is_empty())
    }
}

/// An endpoint in a discovery document that is not below the configured address of the Security Service.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ForeignEndpoint(pub String);

/// An authority, as the portal asks it for one store.
#[derive(Debug, Clone, PartialEq)]
pub struct Authority {
    /// The client id under which the portal is registered there.
    pub client_id: String,
    /// The scopes to request.
    pub scopes: Vec<String>,
    /// Where it answers.
    pub endpoints: Endpoints,
    /// Whether an answer can come in the address's fragment, which no server and no log ever sees.
    pub answers_in_fragment: bool,
    /// The name that answers repeat, and whether each of them must.
    pub issuer: Option<(String, bool)>,
    /// The `prompt` of a sign-in that names nobody; none lets the authority decide whom it asks.
    pub prompt: Option<&'static str>,
    /// Whether it accepts the login of whoever signs out (`logout_hint`). Entra ID wants another value there, which only
    /// an ID token has, and the portal reads none.
    pub takes_logout_hint: bool,
    /// What is sent along when somebody signs in.
    pub authorize_with: Vec<(&'static str, String)>,
    /// What is sent along with a code or a refresh token.
    pub token_with: Vec<(&'static str, String)>,
}

impl Endpoints {
    /// Where IdentityServer has its endpoints.
    pub fn assumed(security_service: &str) -> Self {
        let at = |path: &str| format!("{}/connect/{path}", security_service.trim_end_matches('/'));
        Self {
            authorize: at("authorize"),
            token: at("token"),
            user_info: Some(at("userinfo")),
            revoke: Some(at("revocation")),
            end_session: Some(at("endsession")),
        }
    }

    /// The endpoints with their names in `config.json`.
    pub(super) fn named(&self) -> impl Iterator<Item = (&'static str, &String)> {
        let all = [
            ("authorize", Some(&self.authorize)),
            ("token", Some(&self.token)),
            ("userInfo", self.user_info.as_ref()),
            ("revoke", self.revoke.as_ref()),
            ("endSession", self.end_session.as_ref()),
        ];
        all.into_iter().filter_map(|(name, address)| Some((name, address?)))
    }
}

impl Discovery {
    /// Whether the document rules out the challenge that the portal sends.
    pub fn refuses_pkce(&self) -> bool {
        !self.challenges.is_empty() && !self.challenges.iter().any(|method| method == "S256")
    }

    /// The endpoints, all at the configured address. A server behind a proxy names itself by a name that a browser cannot
    /// reach, so only what follows that address's path is taken from the document; and a document can lead neither a
    /// person nor a code to another host.
    ///
    /// # Errors
    ///
    /// An endpoint is elsewhere; `config.json` may name it.
    fn endpoints(&self, security_service: &str) -> Result<Endpoints, ForeignEndpoint> {
        let base = security_service.trim_end_matches('/');
        let below = |endpoint: &String| {
            let rest = path_of(endpoint).strip_prefix(path_of(base)).filter(|rest| rest.starts_with('/'));
            rest.map(|rest| format!("{base}{rest}")).ok_or_else(|| ForeignEndpoint(endpoint.clone()))
        };
        let maybe = |endpoint: &Option<String>| endpoint.as_ref().map(below).transpose();
        Ok(Endpoints {
            authorize: below(&self.authorize)?,
            token: below(&self.token)?,
            user_info: maybe(&self.user_info)?,
            revoke: maybe(&self.revoke)?,
            end_session: maybe(&self.end_session)?,
        })
    }
}

/// What follows the host in an absolute address; a path is its own.
fn path_of(address: &str) -> &str {
    let Some((_, rest)) = address.split_once("://") else { return address };
    rest.find('/').map_or("", |at| &rest[at..])
}

impl Config {
    /// Whether people sign in to a store on their organisation's page, and not with a password here.
    pub fn signs_in_by_code(&self, store: &StoreConfig) -> bool {
        store.graph.is_some() || self.sign_in.method == SignInMethod::Pkce
    }

    /// Where the discovery document of the Security Service is.
    pub fn discovery(&self) -> String {
        format!("{}{DISCOVERY}", self.security_service.trim_end_matches('/'))
    }

    /// The authority of a store, as far as nobody has to be asked for it: Entra ID's addresses are Microsoft's, and the
    /// Security Service's may stand in `config.json`.
    pub fn known_authority(&self, store: &StoreConfig) -> Option<Authority> {
        let Some(graph) = &store.graph else {
            let endpoints = self.sign_in.endpoints.clone()?;
            return Some(self.security_service_at(store, endpoints));
        };
        Some(Authority {
            client_id: graph.client_id.clone(),
            scopes: graph.scopes.clone(),
            endpoints: Endpoints {
                authorize: entra::authorize(&graph.authority),
                token: entra::token(&graph.authority),
                user_info: None,
                revoke: None,
                end_session: Some(entra::end_session(&graph.authority)),
            },
            answers_in_fragment: true,
            issuer: None,
            // Entra ID would take the account that Windows has, which may be another one.
            prompt: Some("select_account"),
            takes_logout_hint: false,
            authorize_with: Vec::new(),
            token_with: vec![("scope", graph.scopes.join(" "))],
        })
    }

    /// The Security Service by its discovery document, or without one.
    ///
    /// # Errors
    ///
    /// The document leads elsewhere.
    pub fn found_authority(
        &self,
        store: &StoreConfig,
        discovery: Option<&Discovery>,
    ) -> Result<Authority, ForeignEndpoint> {
        let Some(discovery) = discovery else {
            return Ok(self.security_service_at(store, Endpoints::assumed(&self.security_service)));
        };
        let authority = self.security_service_at(store, discovery.endpoints(&self.security_service)?);
        Ok(Authority {
            answers_in_fragment: discovery.response_modes.iter().any(|mode| mode == "fragment"),
            issuer: discovery.issuer.clone().map(|issuer| (issuer, discovery.names_issuer)),
            ..authority
        })
    }

    fn security_service_at(&self, store: &StoreConfig, endpoints: Endpoints) -> Authority {
        let of_store = || vec![(STORE, store.id.to_string())];
        Authority {
            client_id: self.sign_in.client_id.clone(),
            scopes: self.sign_in.scopes.clone(),
            endpoints,
            answers_in_fragment: false,
            issuer: None,
            prompt: None,
            takes_logout_hint: true,
            authorize_with: of_store(),
            token_with: of_store(),
        }
    }
}

impl Authority {
    /// Whether an answer that names this issuer, or none, can be from here (RFC 9207, 2.4).
    pub fn is_issuer(&self, named: Option<&str>) -> bool {
        match (&self.issuer, named) {
            (Some((own, _)), Some(named)) => own == named,
            (Some((_, must)), None) => !must,
            (None, _) => true,
        }
    }
}
