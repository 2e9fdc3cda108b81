//! Whose work was on this page before it was loaded anew.

use super::User;
use crate::storage;
use model::wire::StoreId;

/// Whoever was signed in when the page was loaded anew. No secret, and only until they sign out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LastUser {
    /// The store that they signed in to.
    pub store: StoreId,
    /// See [`User::key`].
    pub key: String,
    /// The name that was typed.
    pub login: String,
}

/// Where it is kept: the store, the key and the name, a line each.
const LAST: &str = "last-user";

impl LastUser {
    /// As the browser kept it.
    pub fn stored() -> Option<Self> {
        let kept = storage::get(LAST)?;
        let mut lines = kept.splitn(3, '\n');
        let store = StoreId(lines.next()?.parse().ok()?);
        Some(Self { store, key: lines.next()?.to_owned(), login: lines.next()?.to_owned() })
    }

    /// Keeps who is signed in.
    pub(super) fn keep(user: &User) {
        storage::set(LAST, &format!("{}\n{}\n{}", user.store, user.key(), user.login));
    }

    /// Forgets whoever it was.
    pub(super) fn forget() {
        storage::remove(LAST);
    }
}
