//! Unfinished users. A draft holds no password: who goes on with it enters or makes one anew.

use super::draft_store::{DraftStore, DraftSummary, newest_first};
use crate::session::User;
use model::user::UserDraft;
use model::wire::lenient::{Member, plain};
use serde_json::{Map, Value};

/// A user's draft as it is kept.
#[derive(Debug, Clone, PartialEq)]
pub struct SavedUserDraft {
    /// Milliseconds since the epoch.
    pub saved: f64,
    /// What was entered.
    pub draft: UserDraft,
    /// What a Finish sent that got no good answer: the user may exist.
    pub sent: Option<SentUser>,
}

/// A user who was sent, and when.
#[derive(Debug, Clone, PartialEq)]
pub struct SentUser {
    /// What was sent.
    pub draft: UserDraft,
    /// Milliseconds since the epoch: whoever was there before is somebody else.
    pub at: f64,
}

impl SentUser {
    /// Sent at this moment.
    pub fn now(draft: UserDraft) -> Self {
        Self { draft, at: js_sys::Date::now() }
    }
}

/// The place of one person's drafts of users.
#[derive(Debug, Clone, PartialEq)]
pub struct UserDrafts(DraftStore);

impl UserDrafts {
    /// Of this person.
    pub fn of(user: &User) -> Self {
        Self::under(&user.key())
    }

    /// Of the person with this key.
    pub fn under(key: &str) -> Self {
        Self(DraftStore::of("user", key))
    }

    /// Keeps a draft, and the name that lists show without reading all of it; says whether it was kept.
    pub fn keep(&self, id: &str, name: &str, draft: &UserDraft, sent: Option<&SentUser>) -> bool {
        let mut kept = Map::new();
        plain::put(&mut kept, "name", name.to_owned().write());
        plain::put(&mut kept, "draft", draft.write());
        plain::put(&mut kept, "sent", sent.map(|sent| sent.draft.clone()).write());
        plain::put(&mut kept, "sentAt", sent.map(|sent| sent.at as i64).write());
        self.0.keep(id, kept)
    }

    /// A kept draft.
    pub fn load(&self, id: &str) -> Option<SavedUserDraft> {
        self.0.load(id, |kept| {
            let kept = Some(kept);
            let sent: Option<UserDraft> = plain::take(kept, "sent").ok()?;
            let at: Option<i64> = plain::take(kept, "sentAt").ok()?;
            Some(SavedUserDraft {
                saved: plain::take::<i64>(kept, "saved").ok()? as f64,
                draft: plain::take(kept, "draft").ok()?,
                sent: sent.zip(at).map(|(draft, at)| SentUser { draft, at: at as f64 }),
            })
        })
    }

    /// What waits, newest first.
    pub fn waiting(&self) -> Vec<DraftSummary> {
        let read = |id: &String, kept: &Value| {
            let kept = Some(kept);
            let saved = plain::take::<i64>(kept, "saved").ok()? as f64;
            Some(DraftSummary { id: id.clone(), saved, name: plain::take(kept, "name").ok()? })
        };
        let ids = self.0.ids();
        let mut all: Vec<_> = ids.iter().filter_map(|id| self.0.load(id, |kept| read(id, kept))).collect();
        newest_first(&mut all, |kept| kept.saved);
        all
    }

    /// Forgets a draft.
    pub fn forget(&self, id: &str) {
        self.0.forget(id);
    }
}
