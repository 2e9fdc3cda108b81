//! A session as it travels between pages of one browser.

use crate::session::User;
use crate::session::pkce::secret;
use crate::session::tokens::Tokens;
use model::group::Principal;
use model::wire::StoreId;
use model::wire::lenient::{Member, Unreadable, plain};
use serde_json::{Map, Value};

/// Which session tokens belong to, and how often they were replaced.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct SessionId {
    /// The same in all tabs that share the session; "" without one.
    pub key: String,
    /// Higher for newer tokens.
    serial: u32,
}

impl SessionId {
    /// For a new session.
    pub fn new() -> Self {
        Self { key: secret().unwrap_or_default(), serial: 0 }
    }

    /// The tokens were replaced.
    pub fn count_up(&mut self) {
        self.serial = self.serial.wrapping_add(1);
    }

    /// Whether these are newer tokens of the same session.
    pub fn replaces(&self, other: &Self) -> bool {
        !self.key.is_empty() && self.key == other.key && self.serial > other.serial
    }
}

/// A session of another page.
pub struct SharedSession {
    pub id: SessionId,
    pub user: User,
    pub tokens: Tokens,
}

/// The JSON of a session. It has tokens, so it is only ever passed to other pages of the portal.
pub fn write(id: &SessionId, user: &User, tokens: &Tokens) -> Value {
    let mut out = Map::new();
    plain::put(&mut out, "key", id.key.write());
    plain::put(&mut out, "serial", i64::from(id.serial).write());
    plain::put(&mut out, "store", user.store.0.write());
    plain::put(&mut out, "login", user.login.write());
    plain::put(&mut out, "object", user.object.write());
    plain::put(&mut out, "access", tokens.access.write());
    plain::put(&mut out, "refresh", tokens.refresh.write());
    plain::put(&mut out, "renewAfter", (tokens.renew_after as i64).write());
    Value::Object(out)
}

impl SharedSession {
    /// None for anything else, such as a session of another version of the portal.
    pub fn read(json: &Value) -> Option<Self> {
        Self::try_read(Some(json)).ok().filter(|read| !read.id.key.is_empty() && !read.tokens.access.is_empty())
    }

    fn try_read(json: Option<&Value>) -> Result<Self, Unreadable> {
        let serial: i64 = plain::take(json, "serial")?;
        Ok(Self {
            id: SessionId { key: plain::take(json, "key")?, serial: u32::try_from(serial).unwrap_or_default() },
            user: User {
                store: StoreId(plain::take(json, "store")?),
                login: plain::take(json, "login")?,
                object: plain::take::<Option<Principal>>(json, "object")?,
            },
            tokens: Tokens {
                access: plain::take(json, "access")?,
                refresh: plain::take(json, "refresh")?,
                renew_after: plain::take::<i64>(json, "renewAfter")? as f64,
            },
        })
    }
}
