//! Keeps unfinished work across reload, crash and sign-out: in local storage, per store and user. A draft never holds a
//! secret; see [`model::group::GroupDraft`].

mod draft_store;
mod users;

use crate::session::User;
use crate::storage;
pub use draft_store::DraftSummary;
use draft_store::{DraftStore, newest_first};
use model::group::{GroupDraft, MembershipRule, Step};
use model::wire::ObjectId;
use model::wire::lenient::{Member, Unreadable, plain};
use serde_json::{Map, Value, json};
pub use users::{SavedUserDraft, SentUser, UserDrafts};

/// A draft of a group as it is kept.
#[derive(Debug, Clone, PartialEq)]
pub struct SavedGroupDraft {
    /// Its name in the URL.
    pub id: String,
    /// Milliseconds since the epoch.
    pub saved: f64,
    /// Where the person was.
    pub step: Step,
    /// What was entered.
    pub draft: GroupDraft,
    /// What a Finish sent that got no good answer: the group may exist.
    pub sent: Option<SentGroup>,
}

/// A group that was sent, and when.
#[derive(Debug, Clone, PartialEq)]
pub struct SentGroup {
    /// What was sent.
    pub draft: GroupDraft,
    /// Milliseconds since the epoch: what was there before is another group.
    pub at: f64,
}

impl SentGroup {
    /// Sent at this moment.
    pub fn now(draft: GroupDraft) -> Self {
        Self { draft, at: js_sys::Date::now() }
    }
}

impl SavedGroupDraft {
    fn from_json(value: &Value) -> Result<Self, Unreadable> {
        let value = Some(value);
        let sent: Option<GroupDraft> = plain::take(value, "sent")?;
        let at: Option<i64> = plain::take(value, "sentAt")?;
        Ok(Self {
            id: plain::take(value, "id")?,
            saved: plain::take::<i64>(value, "saved")? as f64,
            step: plain::take(value, "step")?,
            draft: plain::take(value, "draft")?,
            sent: sent.zip(at).map(|(draft, at)| SentGroup { draft, at: at as f64 }),
        })
    }
}

/// The place of one user's drafts of groups.
#[derive(Debug, Clone, PartialEq)]
pub struct GroupDrafts(DraftStore);

impl GroupDrafts {
    /// Of this user.
    pub fn of(user: &User) -> Self {
        Self::under(&user.key())
    }

    /// Of the user with this key.
    pub fn under(key: &str) -> Self {
        Self(DraftStore::of("group", key))
    }

    /// A name for a new draft; unique for this user.
    pub fn new_id() -> String {
        // Time and chance: two drafts of one person in one millisecond do not happen twice.
        format!("{:x}{:03x}", js_sys::Date::now() as u64, (js_sys::Math::random() * 4096.0) as u32)
    }

    /// Keeps a draft; says whether it was kept.
    pub fn keep(&self, id: &str, draft: &GroupDraft, step: Step, sent: Option<SentGroup>) -> bool {
        let mut kept = Map::new();
        plain::put(&mut kept, "step", step.write());
        plain::put(&mut kept, "draft", draft.write());
        plain::put(&mut kept, "sentAt", sent.as_ref().map(|sent| sent.at as i64).write());
        plain::put(&mut kept, "sent", sent.map(|sent| sent.draft).write());
        self.0.keep(id, kept)
    }

    /// A kept draft.
    pub fn load(&self, id: &str) -> Option<SavedGroupDraft> {
        self.0.load(id, |kept| SavedGroupDraft::from_json(kept).ok())
    }

    /// All of them, newest first.
    pub fn all(&self) -> Vec<SavedGroupDraft> {
        let mut all: Vec<_> = self.0.ids().iter().filter_map(|id| self.load(id)).collect();
        newest_first(&mut all, |kept| kept.saved);
        all
    }

    /// What waits, newest first.
    pub fn waiting(&self) -> Vec<DraftSummary> {
        let of = |kept: SavedGroupDraft| DraftSummary {
            name: kept.draft.general.full_name(),
            id: kept.id,
            saved: kept.saved,
        };
        self.all().into_iter().map(of).collect()
    }

    /// Forgets a draft.
    pub fn forget(&self, id: &str) {
        self.0.forget(id);
    }
}

/// The changed and unsaved rule of one smart group, as one user left it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RuleDraft(String);

impl RuleDraft {
    /// Of this user and group.
    pub fn of(user: &User, group: &ObjectId) -> Self {
        Self(format!("draft/rule/{}/{group}", user.key()))
    }

    /// Keeps it.
    pub fn keep(&self, rule: &MembershipRule) {
        let kept = json!({ "rule": rule.to_json(), "saved": js_sys::Date::now() as i64 });
        // Where the browser keeps nothing, the page itself still has it.
        storage::set(&self.0, &kept.to_string());
    }

    /// As it was kept, and when, in milliseconds since the epoch.
    pub fn load(&self) -> Option<(MembershipRule, f64)> {
        let kept: Value = serde_json::from_str(&storage::get(&self.0)?).ok()?;
        Some((MembershipRule::from_json(&kept["rule"]).ok()?, kept["saved"].as_f64()?))
    }

    /// It was saved or thrown away.
    pub fn forget(&self) {
        storage::remove(&self.0);
    }
}
