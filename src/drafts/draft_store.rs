//! The drafts of one kind that a user has in local storage.

use super::{DRAFTS, time_of};
use crate::http::server_now;
use crate::session::User;
use crate::storage;
use model::group::Step;
use model::wire::lenient::{Member, Unreadable, plain};
use serde_json::{Map, Value};
use std::marker::PhantomData;

/// Something that can be saved as a draft.
pub trait Drafted: Member + Clone {
    /// The kind, which is part of the key in local storage.
    const KIND: &'static str;

    /// The name in lists for a draft that was saved without one; "" if nothing was entered yet.
    fn label(&self) -> String;
}

fn saved(kept: Option<&Value>) -> Result<f64, Unreadable> {
    time_of(plain::take(kept, "saved")?).ok_or_else(|| Unreadable::here("a time", kept))
}

/// A draft as it was saved.
#[derive(Debug, Clone, PartialEq)]
pub struct SavedDraft<T> {
    /// The id, which is part of the URL.
    pub id: String,
    /// When it was saved, in milliseconds since the epoch.
    pub saved: f64,
    /// The step that the user was in; none for a form without steps.
    pub step: Option<Step>,
    pub draft: T,
    /// The version that was sent without a clear answer, so the object may exist.
    pub sent: Option<Sent<T>>,
}

/// A version of a draft that was sent.
#[derive(Debug, Clone, PartialEq)]
pub struct Sent<T> {
    pub draft: T,
    /// When it was sent by the service's clock, in milliseconds since the epoch; an older object of the same name is not
    /// the one created by it.
    pub at: f64,
}

impl<T> Sent<T> {
    pub fn now(draft: T) -> Self {
        Self { draft, at: server_now() }
    }
}

/// A saved draft as lists show it.
#[derive(Debug, Clone, PartialEq)]
pub struct DraftSummary {
    /// The id, which is part of the URL.
    pub id: String,
    /// When it was saved, in milliseconds since the epoch.
    pub saved: f64,
    /// The name that the object will have; "" if none was entered yet.
    pub name: String,
}

/// The drafts of one user; holds the prefix of their keys in local storage.
#[derive(Debug, Clone, PartialEq)]
pub struct DraftStore<T>(String, PhantomData<fn() -> T>);

impl<T: Drafted> DraftStore<T> {
    pub fn new(user: &User) -> Self {
        Self::under(&user.key())
    }

    /// The drafts of the user with this key ([`User::key`]).
    pub fn under(key: &str) -> Self {
        Self(format!("{DRAFTS}{}/{key}/", T::KIND), PhantomData)
    }

    /// How many there are, without reading them: those that an older version saved in another format are counted too.
    pub fn count(&self) -> usize {
        storage::keys(&self.0).len()
    }

    /// An id for a new draft, unique for this user.
    pub fn new_id() -> String {
        // One user does not create two drafts in the same millisecond, and a random part is added.
        format!("{:x}{:03x}", js_sys::Date::now() as u64, (js_sys::Math::random() * 4096.0) as u32)
    }

    /// Saves a draft, and its name for lists. Returns false if the browser refused to store it.
    pub fn save(&self, id: &str, name: &str, draft: &T, step: Option<Step>, sent: Option<&Sent<T>>) -> bool {
        let mut saved = Map::new();
        plain::put(&mut saved, "saved", (js_sys::Date::now() as i64).write());
        plain::put(&mut saved, "name", name.to_owned().write());
        plain::put(&mut saved, "step", step.write());
        plain::put(&mut saved, "draft", draft.write());
        plain::put(&mut saved, "sentAt", sent.map(|sent| sent.at as i64).write());
        plain::put(&mut saved, "sent", sent.map(|sent| sent.draft.clone()).write());
        storage::set(&self.key(id), &Value::Object(saved).to_string())
    }

    /// Loads a draft; none if it does not exist, or was saved by an older version in another format.
    pub fn load(&self, id: &str) -> Option<SavedDraft<T>> {
        self.read(id, |kept| {
            let sent: Option<T> = plain::take(kept, "sent")?;
            let at: Option<i64> = plain::take(kept, "sentAt")?;
            Ok(SavedDraft {
                id: id.to_owned(),
                saved: saved(kept)?,
                step: plain::take(kept, "step")?,
                draft: plain::take(kept, "draft")?,
                sent: sent.zip(at).map(|(draft, at)| Sent { draft, at: at as f64 }),
            })
        })
    }

    /// The saved drafts, newest first.
    pub fn waiting(&self) -> Vec<DraftSummary> {
        let keys = storage::keys(&self.0);
        let ids = keys.iter().map(|key| &key[self.0.len()..]);
        let summary = |id: &str| {
            self.read(id, |kept| {
                // A draft that could not be opened must not be listed.
                let draft = plain::take::<T>(kept, "draft")?;
                plain::take::<Option<Step>>(kept, "step")?;
                plain::take::<Option<T>>(kept, "sent")?;
                plain::take::<Option<i64>>(kept, "sentAt")?;
                let name = plain::take::<Option<String>>(kept, "name")?.unwrap_or_else(|| draft.label());
                Ok(DraftSummary { id: id.to_owned(), saved: saved(kept)?, name })
            })
        };
        let mut all: Vec<_> = ids.filter_map(summary).collect();
        // Inverted and padded, so that sorting by text puts the newest first.
        model::sort::by_text(&mut all, |kept| format!("{:020}", u64::MAX - kept.saved as u64));
        all
    }

    /// The name of the lock of the tab in which a draft is open.
    pub fn lock_name(&self, id: &str) -> String {
        self.key(id)
    }

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
