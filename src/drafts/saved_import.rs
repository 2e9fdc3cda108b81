//! Notes which users an import has created, while it goes on. After a crash or a lost session nobody knows their generated
//! passwords, and nobody would know which users they are. No password is noted.

use super::saved_work::SavedWork;
use crate::session::User;
use crate::storage;
use crate::tab_lock::TabLock;
use serde_json::{Value, json};

/// The kind of work in the keys.
const KIND: &str = "import";

/// An import of one user.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SavedImport(SavedWork);

/// A user whom an import has sent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ImportedUser {
    /// The row in the file, from 0.
    pub row: usize,
    pub name: String,
    /// The user principal name.
    pub logon: String,
    /// Whether the user was created; otherwise the answer is missing and the user may exist.
    pub is_created: bool,
}

impl SavedImport {
    /// An import that begins now.
    pub fn new(user: &User) -> Self {
        Self(SavedWork::new(KIND, user))
    }

    /// The imports of a user whose passwords were not saved; in no order.
    pub fn all(user: &User) -> Vec<Self> {
        SavedWork::all(KIND, user).into_iter().map(Self).collect()
    }

    /// When it was begun, in milliseconds since the epoch.
    pub fn begun(&self) -> f64 {
        self.0.begun()
    }

    /// Notes a user. Each has a key of its own, because there may be thousands. A browser may refuse to store it; the
    /// import itself goes on.
    pub fn note(&self, user: &ImportedUser) {
        let noted = json!({
            "row": user.row, "name": user.name, "logon": user.logon, "created": user.is_created,
            "saved": js_sys::Date::now() as i64,
        });
        storage::set(&self.0.key(&user.row.to_string()), &noted.to_string());
    }

    /// The service has refused the user of a row.
    pub fn strike(&self, row: usize) {
        storage::remove(&self.0.key(&row.to_string()));
    }

    /// The noted users in the order of the file.
    pub fn users(&self) -> Vec<ImportedUser> {
        let user = |text: String| {
            let noted: Value = serde_json::from_str(&text).ok()?;
            let own = |name: &str| noted[name].as_str().map(str::to_owned);
            Some(ImportedUser {
                row: usize::try_from(noted["row"].as_u64()?).ok()?,
                name: own("name")?,
                logon: own("logon")?,
                is_created: noted["created"].as_bool()?,
            })
        };
        let mut all: Vec<_> = self.0.parts().filter_map(user).collect();
        all.sort_by_key(|user| user.row);
        all
    }

    pub fn forget(&self) {
        self.0.forget();
    }

    /// Says to the other tabs that the import goes on here; none if it goes on in another one.
    pub async fn hold(&self) -> Option<TabLock> {
        self.0.hold().await
    }
}
