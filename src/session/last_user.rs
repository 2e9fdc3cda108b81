//! The last user of this browser, to recognise them after a reload.

use super::User;
use crate::storage;
use model::wire::StoreId;

/// The user who was signed in last. Contains no secret, and is removed on sign-out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LastUser {
    pub store: StoreId,
    /// The value of [`User::key`].
    pub key: String,
    /// The login as it was typed.
    pub login: String,
}

/// The key in local storage; the value is store, key and login, one per line.
const LAST: &str = "last-user";

impl LastUser {
    pub fn stored() -> Option<Self> {
        let kept = storage::get(LAST)?;
        let mut lines = kept.splitn(3, '\n');
        let store = StoreId(lines.next()?.parse().ok()?);
        Some(Self { store, key: lines.next()?.to_owned(), login: lines.next()?.to_owned() })
    }

    pub(super) fn keep(user: &User) {
        storage::set(LAST, &format!("{}\n{}\n{}", user.store, user.key(), user.login));
    }

    pub(super) fn forget() {
        storage::remove(LAST);
    }
}
