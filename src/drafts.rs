//! Keeps unfinished work across reload, crash and sign-out: in local storage, per store and user. A draft never holds a
//! secret; see [`model::group::GroupDraft`].

use crate::session::User;
use crate::storage;
use model::group::{GroupDraft, MembershipRule, Step};
use model::wire::ObjectId;
use model::wire::lenient::{Member, Unreadable, plain};
use serde_json::{Map, Value};

/// A draft as it is kept.
#[derive(Debug, Clone, PartialEq)]
pub struct Kept {
    /// Its name in the URL.
    pub id: String,
    /// Milliseconds since the epoch.
    pub saved: f64,
    /// Where the person was.
    pub step: Step,
    /// What was entered.
    pub draft: GroupDraft,
    /// What a Finish sent that got no good answer: the group may exist.
    pub sent: Option<GroupDraft>,
}

impl Kept {
    fn to_json(&self) -> Value {
        let mut out = Map::new();
        plain::put(&mut out, "id", self.id.write());
        plain::put(&mut out, "saved", (self.saved as i64).write());
        plain::put(&mut out, "step", self.step.write());
        plain::put(&mut out, "draft", self.draft.write());
        plain::put(&mut out, "sent", self.sent.write());
        Value::Object(out)
    }

    fn from_json(value: &Value) -> Result<Self, Unreadable> {
        let value = Some(value);
        Ok(Self {
            id: plain::take(value, "id")?,
            saved: plain::take::<i64>(value, "saved")? as f64,
            step: plain::take(value, "step")?,
            draft: plain::take(value, "draft")?,
            sent: plain::take(value, "sent")?,
        })
    }
}

/// The place of one user's drafts.
#[derive(Debug, Clone, PartialEq)]
pub struct Drafts {
    prefix: String,
}

impl Drafts {
    /// Of this user.
    pub fn of(user: &User) -> Self {
        Self::under(&user.key())
    }

    /// Of the user with this key.
    pub fn under(key: &str) -> Self {
        Self { prefix: format!("draft/group/{key}/") }
    }

    /// A name for a new draft; unique for this user.
    pub fn new_id() -> String {
        // Time and chance: two drafts of one person in one millisecond do not happen twice.
        format!("{:x}{:03x}", js_sys::Date::now() as u64, (js_sys::Math::random() * 4096.0) as u32)
    }

    /// Keeps a draft; says whether it was kept.
    pub fn keep(&self, id: &str, draft: &GroupDraft, step: Step, sent: Option<GroupDraft>) -> bool {
        let kept = Kept { id: id.to_owned(), saved: js_sys::Date::now(), step, draft: draft.clone(), sent };
        storage::set(&self.key(id), &kept.to_json().to_string())
    }

    /// A kept draft; none where there is none or an older version of the portal kept it in another form.
    pub fn load(&self, id: &str) -> Option<Kept> {
        let kept: Value = serde_json::from_str(&storage::get(&self.key(id))?).ok()?;
        Kept::from_json(&kept).ok()
    }

    /// All of them, newest first.
    pub fn all(&self) -> Vec<Kept> {
        let ids = storage::keys(&self.prefix);
        let mut all: Vec<_> = ids.iter().filter_map(|key| self.load(&key[self.prefix.len()..])).collect();
        // Newest first: a date in milliseconds has as many digits for the next centuries.
        model::sort::by_text(&mut all, |kept| format!("{:020}", u64::MAX - kept.saved as u64));
        all
    }

    /// Forgets a draft.
    pub fn forget(&self, id: &str) {
        storage::remove(&self.key(id));
    }

    fn key(&self, id: &str) -> String {
        format!("{}{id}", self.prefix)
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
        // Where the browser keeps nothing, the page itself still has it.
        storage::set(&self.0, &rule.to_json().to_string());
    }

    /// As it was kept.
    pub fn load(&self) -> Option<MembershipRule> {
        let kept: Value = serde_json::from_str(&storage::get(&self.0)?).ok()?;
        MembershipRule::from_json(&kept).ok()
    }

    /// It was saved or thrown away.
    pub fn forget(&self) {
        storage::remove(&self.0);
    }
}
