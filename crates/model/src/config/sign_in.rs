//! How people sign in to the stores of GroupID (part C of the contract).

use super::authority::Endpoints;
use super::schema::{Fault, Rule, SchemaError};
use crate::wire::lenient::{json_enum, json_object};

/// What is asked for by default: to learn who has signed in, and to stay signed in.
const SCOPES: [&str; 3] = ["openid", "profile", "offline_access"];

json_object! {
    /// How people sign in to the Security Service.
    pub struct SignIn {
        /// The OAuth grant.
        pub method: SignInMethod = "method",
        /// The client id registered in the Security Service.
        pub client_id: String = "clientId",
        /// The client secret of the password grant. It works, but anybody can read it in a static file, so it is refused
        /// unless [`SignIn::allow_public_secret`] is set, and the sign-in page warns about it.
        pub client_secret: Option<String> = "clientSecret",
        /// Whether the secret may stand in the file all the same.
        pub allow_public_secret: bool = "allowPublicSecret",
        /// The scopes to request, with [`SignInMethod::Pkce`].
        pub scopes: Vec<String> = "scopes" or SCOPES.map(str::to_owned).to_vec(),
        /// The endpoints of the Security Service, where its discovery document does not tell them.
        pub endpoints: Option<Endpoints> = "endpoints",
    }
}

/// How the portal gets a token (part C).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SignInMethod {
    /// Authorization code with PKCE: people sign in on the Security Service's own page.
    Pkce,
    /// The password grant: user name and password go to the token endpoint.
    Password,
}

json_enum!(SignInMethod: "a way to sign in" {
    Pkce = "pkce",
    Password = "password",
});

impl SignIn {
    /// The faults of the secret. The secret itself is not shown.
    pub(super) fn faults(&self) -> Vec<SchemaError> {
        let rule = match (self.client_secret.is_some(), self.method) {
            (false, _) => return Vec::new(),
            (true, SignInMethod::Pkce) => Rule::SecretWithPkce,
            (true, SignInMethod::Password) if self.allow_public_secret => return Vec::new(),
            (true, SignInMethod::Password) => Rule::PublicSecret,
        };
        vec![SchemaError { path: "signIn.clientSecret".to_owned(), fault: Fault::Rule(rule), value: None }]
    }
}
