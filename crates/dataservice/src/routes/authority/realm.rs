//! The two that sign people in, and whom they remember.

use crate::http::HttpError;
use crate::routes::Call;
use crate::tokens::{Audience, Session};
use model::wire::paths::SECURITY_SERVICE;

/// The path of the tenant on this host.
pub const TENANT: &str = "/5cjshm.onmicrosoft.com/";

/// The cookie by which a browser is recognised. Scripts cannot read it, and other sites cannot send it along but by a
/// link.
const COOKIE: &str = "signed-in";

/// How long whoever has signed in is remembered, in seconds.
const REMEMBERED: u64 = 12 * 3600;

/// Who signs people in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Realm {
    /// The tenant of Entra ID, for Microsoft Graph.
    EntraId,
    /// GroupID's Security Service, for the Data Service.
    GroupId,
}

/// Whether a path belongs to the authority of Entra ID.
pub fn is_authority(path: &str) -> bool {
    path.get(..TENANT.len()).is_some_and(|start| start.eq_ignore_ascii_case(TENANT))
}

impl Realm {
    /// The one that answers at a path.
    pub fn of(path: &str) -> Self {
        if is_authority(path) { Self::EntraId } else { Self::GroupId }
    }

    /// The service that its tokens are for.
    pub fn audience(self) -> Audience {
        match self {
            Self::EntraId => Audience::Graph,
            Self::GroupId => Audience::DataService,
        }
    }

    fn path(self) -> &'static str {
        match self {
            Self::EntraId => TENANT,
            Self::GroupId => SECURITY_SERVICE,
        }
    }

    /// The issuer that an answer names; "" if it names none.
    pub fn issuer(self, host: &str) -> String {
        match self {
            Self::EntraId => String::new(),
            Self::GroupId => format!("http://{host}{SECURITY_SERVICE}"),
        }
    }

    /// What the sign-in page says one signs in to.
    pub fn place(self, call: &Call<'_>, store: i64) -> &'static str {
        call.service.directory.store(store).map_or("", |store| store.mail_suffix)
    }

    /// The user whom this browser has signed in to a store, if there is one.
    pub fn remembered(self, call: &Call<'_>, store: i64) -> Option<String> {
        let session = call.service.tokens.session(&cookie(call)?)?;
        let is_own = session.audience == Audience::SignInPage && session.scope == self.path();
        (is_own && session.store == store).then_some(session.user)
    }

    /// Remembers a user; returns the cookie to set.
    pub fn remember(self, call: &Call<'_>, store: i64, user: &str) -> Result<String, HttpError> {
        let (user, scope) = (user.to_owned(), self.path().to_owned());
        let session = Session { user, store, audience: Audience::SignInPage, scope };
        let token = call.service.tokens.issue_access(&session, REMEMBERED);
        let token = token.ok_or_else(|| HttpError::broken("no random bytes"))?;
        Ok(format!("{COOKIE}={token}; Path={}; HttpOnly; SameSite=Lax", self.path()))
    }

    /// Forgets who has signed in with this browser; returns the cookie to set.
    pub fn forget(self, call: &Call<'_>) -> String {
        if let Some(token) = cookie(call) {
            call.service.tokens.revoke(&token, Audience::SignInPage);
        }
        format!("{COOKIE}=; Path={}; HttpOnly; SameSite=Lax; Max-Age=0", self.path())
    }
}

fn cookie(call: &Call<'_>) -> Option<String> {
    let pairs = call.request.cookie.split(';').filter_map(|pair| pair.trim().split_once('='));
    pairs.into_iter().find_map(|(name, value)| (name == COOKIE).then(|| value.to_owned()))
}
