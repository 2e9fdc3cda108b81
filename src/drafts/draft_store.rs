//! The place where one person's drafts of one kind are kept.

use crate::session::User;
use crate::storage;
use model::group::Step;
use model::wire::lenient::{Member, Unreadable, plain};
use serde_json::{Map, Value};
use std::marker::PhantomData;

/// What can be kept as a draft.
pub trait Drafted: Member + Clone {
    /// Its kind, as a part of the key in local storage.
    const KIND: &'static str;

    /// What lists call it, where no name was kept beside it; "" for nothing yet.
    fn label(&self) -> String;
}

/// A draft as it is kept.
#[derive(Debug, Clone, PartialEq)]
pub struct SavedDraft<T> {
    /// Its name in the URL.
    pub id: String,
    /// Milliseconds since the epoch.
    pub saved: f64,
    /// Where the person was; none for a form without steps.
    pub step: Option<Step>,
    /// What was entered.
    pub draft: T,
    /// What a Finish sent that got no good answer: the object may exist.
    pub sent: Option<Sent<T>>,
}

/// What was sent, and when.
#[derive(Debug, Clone, PartialEq)]
pub struct Sent<T> {
    /// What was sent.
    pub draft: T,
    /// Milliseconds since the epoch: what was there before is another object.
    pub at: f64,
}

impl<T> Sent<T> {
    /// Sent at this moment.
    pub fn now(draft: T) -> Self {
        Self { draft, at: js_sys::Date::now() }
    }
}

/// A draft in a list.
#[derive(Debug, Clone, PartialEq)]
pub struct DraftSummary {
    /// Its name in the URL.
    pub id: String,
    /// Milliseconds since the epoch.
    pub saved: f64,
    /// What it will be called; "" for nothing yet.
    pub name: String,
}

/// The place; what it is under in local storage.
#[derive(Debug, Clone, PartialEq)]
pub struct DraftStore<T>(String, PhantomData<fn() -> T>);

impl<T: Drafted> DraftStore<T> {
    /// The drafts of this person.
    pub fn new(user: &User) -> Self {
        Self::under(&user.key())
    }

    /// The drafts of the person with this key.
    pub fn under(key: &str) -> Self {
        Self(format!("draft/{}/{key}/", T::KIND), PhantomData)
    }

    /// A name for a new draft; unique for this person.
    pub fn new_id() -> String {
        // Two drafts of one person in one millisecond do not happen twice.
        format!("{:x}{:03x}", js_sys::Date::now() as u64, (js_sys::Math::random() * 4096.0) as u32)
    }

    /// Keeps a draft, and the name that lists show without reading all of it; says whether it was kept.
    pub fn keep(&self, id: &str, name: &str, draft: &T, step: Option<Step>, sent: Option<&Sent<T>>) -> bool {
        let mut kept = Map::new();
        plain::put(&mut kept, "id", id.to_owned().write());
        plain::put(&mut kept, "saved", (js_sys::Date::now() as i64).write());
        plain::put(&mut kept, "name", name.to_owned().write());
        plain::put(&mut kept, "step", step.write());
        plain::put(&mut kept, "draft", draft.write());
        plain::put(&mut kept, "sentAt", sent.map(|sent| sent.at as i64).write());
        plain::put(&mut kept, "sent", sent.map(|sent| sent.draft.clone()).write());
        storage::set(&self.key(id), &Value::Object(kept).to_string())
    }

    /// A kept draft; none where there is none, or where an older version of the portal kept it in another form.
    pub fn load(&self, id: &str) -> Option<SavedDraft<T>> {
        self.read(id, |kept| {
            let sent: Option<T> = plain::take(kept, "sent")?;
            let at: Option<i64> = plain::take(kept, "sentAt")?;
            Ok(SavedDraft {
                id: id.to_owned(),
                saved: plain::take::<i64>(kept, "saved")? as f64,
                step: plain::take(kept, "step")?,
                draft: plain::take(kept, "draft")?,
                sent: sent.zip(at).map(|(draft, at)| Sent { draft, at: at as f64 }),
            })
        })
    }

    /// What waits, newest first.
    pub fn waiting(&self) -> Vec<DraftSummary> {
        let keys = storage::keys(&self.0);
        let ids = keys.iter().map(|key| &key[self.0.len()..]);
        let summary = |id: &str| {
            self.read(id, |kept| {
                // What can be listed and not be opened would lead nowhere.
                let draft = plain::take::<T>(kept, "draft")?;
                let name = plain::take::<Option<String>>(kept, "name")?.unwrap_or_else(|| draft.label());
                Ok(DraftSummary { id: id.to_owned(), saved: plain::take::<i64>(kept, "saved")? as f64, name })
            })
        };
        let mut all: Vec<_> = ids.filter_map(summary).collect();
        // A date in milliseconds has as many digits for the next centuries.
        model::sort::by_text(&mut all, |kept| format!("{:020}", u64::MAX - kept.saved as u64));
        all
    }

    /// Forgets a draft.
    pub fn forget(&self, id: &str) {
        storage::remove(&self.key(id));
    }

    fn read<R>(&self, id: &str, read: impl Fn(Option<&Value>) -> Result<R, Unreadable>) -> Option<R> {
        let kept: Value = serde_json::from_str(&storage::get(&self.key(id))?).ok()?;
        read(Some(&kept)).ok()
    }

    fn key(&self, id: &str) -> String {
        format!("{}{id}", self.0)
    }
}
