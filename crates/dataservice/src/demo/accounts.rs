//! The accounts that can sign in to the demo.

use crate::directory::WriteTx;
use crate::object::{Account, AccountState, EngineError, Handle};
use crate::passwords::{PasswordHash, Scheme};

/// An account of the demo, as `--accounts` prints it.
#[derive(Debug)]
pub struct DemoAccount {
    /// The logon name, in both stores.
    pub user: &'static str,
    pub password: &'static str,
    /// What the account is useful for trying out.
    pub purpose: &'static str,
    pub(crate) state: AccountState,
    /// The display name.
    pub(crate) name: &'static str,
}

const fn of(user: &'static str, name: &'static str, state: AccountState, purpose: &'static str) -> DemoAccount {
    DemoAccount { user, password: "Demo-Pass-1", purpose, state, name }
}

pub const ACCOUNTS: &[DemoAccount] = &[
    of("olivia.owner", "Olivia Owner", AccountState::Good, "owns groups of every kind, one of them about to expire"),
    DemoAccount {
        password: "Demo-Pass-2",
        ..of("max.member", "Max Member", AccountState::Good, "is a member of groups and owns none")
    },
    DemoAccount {
        password: "Demo-Admin-1",
        ..of(
            "Administrator",
            "Administrator",
            AccountState::Good,
            "CN=Administrator,CN=Users,DC=demo,DC=local; admin will do as well",
        )
    },
    of("locked.user", "Lena Locked", AccountState::Locked, "is refused: the account is locked"),
    of("expired.user", "Edgar Expired", AccountState::Expired, "is refused: the password has expired"),
    of("disabled.user", "Dora Disabled", AccountState::Disabled, "is refused: the account is disabled"),
];

/// Adds the account for a logon name, if [`ACCOUNTS`] has one.
pub fn add(change: &dyn WriteTx, store: i64, owner: Handle, user: &str, guid: &str) -> Result<(), EngineError> {
    let Some(demo) = ACCOUNTS.iter().find(|demo| demo.user == user) else {
        return Ok(());
    };
    // The salt need not be secret here, and the id keeps the demo directory deterministic.
    let salt = guid.as_bytes().to_vec();
    let password = PasswordHash::new(Scheme::Demo, salt, demo.password);
    let password = password.ok_or_else(|| EngineError(format!("the password of {user} cannot be hashed")))?;
    change.add_account(store, owner, &Account { guid: guid.to_owned(), password, state: demo.state })
}
