//! What came of saving, and whether the service shows it afterwards.

use super::{GroupEditing, Saving};
use crate::api::complete::is_partial;
use crate::api::{Api, INDEX_DELAY, INDEX_LOOKS};
use crate::http::ApiError;
use crate::i18n::t;
use crate::task;
use crate::ui::toast::Toasts;
use gloo_timers::future::TimeoutFuture;
use leptos::prelude::*;
use model::group::{Conflict, GroupEdit};
use model::wire::{ActionResult, DirectoryObject};
use std::collections::BTreeMap;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

/// The outcome of saving.
pub enum Saved {
    Done(Done),
    /// Somebody else has changed the same attributes; the group as it is now.
    Changed(Vec<Conflict>, Box<DirectoryObject>),
    /// The service does not take the changes; the group as it was right before, with its owners of now.
    Refused(ApiError, Box<DirectoryObject>),
}

pub struct Done {
    /// What was sent, on the group as it was right before.
    pub edit: GroupEdit,
    /// Why the service refused attributes; the others were saved.
    pub refused: BTreeMap<String, String>,
    /// The attributes that were saved.
    pub saved: Vec<String>,
    /// What the service says where it has not made the changes yet, such as that they wait for approval.
    pub said: Option<String>,
}

impl Done {
    /// Announces the outcome where the page was left, and afterwards what the service has not changed.
    pub fn left(self, api: Api, name: &str, toasts: Toasts) {
        let (name, own) = (name.to_owned(), name.to_owned());
        if let Some(said) = self.said {
            return toasts.say(move || said.clone());
        }
        let saved = Pending::new(self.edit, self.saved);
        task::run_to_end(held_back(api, saved), move |held| warn(&held, own, toasts));
        if self.refused.is_empty() {
            toasts.say(move || t!(edit.saved_said, name = name.as_str()));
        } else {
            let said = self.refused.into_values().collect::<Vec<_>>().join(" ");
            toasts.warn(move || t!(edit.not_saved_said, name = name.as_str(), said = said.as_str()));
        }
    }
}

/// What was saved and is not shown by the service yet.
#[derive(Clone)]
pub struct Pending {
    /// What was sent, on the group as it was right before.
    pub edit: GroupEdit,
    /// The attributes that were saved and have not been saved again since.
    names: Vec<String>,
    /// Whether the service has shown it. The copies share it.
    is_seen: Arc<AtomicBool>,
}

impl Pending {
    pub fn new(edit: GroupEdit, names: Vec<String>) -> Self {
        Self { edit, names, is_seen: Arc::new(AtomicBool::new(false)) }
    }

    fn names(&self) -> impl Iterator<Item = &str> {
        self.names.iter().map(String::as_str)
    }

    /// Whether it is about this attribute.
    pub fn has(&self, name: &str) -> bool {
        self.names().any(|own| own.eq_ignore_ascii_case(name))
    }

    /// Whether both are the same save.
    pub fn is_same(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.is_seen, &other.is_seen)
    }

    /// Notes whether a group that was read shows it.
    pub fn is_seen_in(&self, group: &DirectoryObject) -> bool {
        let is_seen = self.edit.is_in(group, self.names());
        self.is_seen.fetch_or(is_seen, Ordering::Relaxed);
        is_seen
    }

    /// A group that was read, with what was saved.
    pub fn applied_to(&self, group: DirectoryObject) -> DirectoryObject {
        self.edit.clone().rebased(group).applied(self.names())
    }

    /// Forgets the attributes that were saved once more.
    pub fn forget(&mut self, later: &Self) {
        self.names.retain(|name| !later.has(name));
    }
}

impl GroupEditing {
    /// Waits until the service shows what was saved, also after the page was left, and tells what it has not changed.
    pub(super) fn look_back(self, saved: Pending) {
        self.pending.update_value(|pending| {
            pending.iter_mut().for_each(|earlier| earlier.forget(&saved));
            pending.push(saved.clone());
        });
        let (toasts, name) = (self.toasts, saved.edit.base().label().to_owned());
        let own = saved.clone();
        let left = move |held: Held| warn(&held, name, toasts);
        let left_busy = left.clone();
        let then = move |mut held: Held| {
            let mut pending = self.pending.get_value();
            let Some(at) = pending.iter().position(|saved| saved.is_same(&own)) else { return };
            let own = pending.remove(at);
            self.pending.set_value(pending);
            held.changes.retain(|conflict| own.has(&conflict.name));
            if let Some(now) = held.now.take().filter(|_| !held.changes.is_empty()) {
                // What was meant is not lost: it is a change that is not saved yet.
                self.edit.update(|edit| *edit = edit.take().map(|edit| held_again(edit, *now, &held.changes)));
                self.undo.set(None);
                match self.state.with_untracked(|state| *state == Saving::Busy) {
                    true => left_busy(held),
                    false => self.state.set(Saving::HeldBack(held.changes)),
                }
                // Otherwise the page shows what was saved already, and drawing it anew would take away the focus.
                self.reload.run(());
            }
        };
        self.life.run_to_end(held_back(self.api.get_value(), saved), then, left);
    }
}

/// Warns of what was held back where the page does not show it.
fn warn(held: &Held, name: String, toasts: Toasts) {
    if !held.changes.is_empty() {
        toasts.warn(move || t!(edit.held_back_said, name = name.as_str()));
    }
}

/// The edit of the group as it is now, with the changes that were held back, unless the attributes were changed once more.
fn held_again(edit: GroupEdit, now: DirectoryObject, held: &[Conflict]) -> GroupEdit {
    let mut edit = edit.rebased(now);
    for conflict in held {
        if !edit.is_changed(&conflict.name) {
            edit.set(&conflict.name, conflict.mine.clone());
        }
    }
    edit
}

/// What the service has accepted and not changed.
#[derive(Default)]
struct Held {
    changes: Vec<Conflict>,
    /// The group as it is now; none if nothing was held back.
    now: Option<Box<DirectoryObject>>,
}

/// Reads the group until it shows what was saved, for twice the time that an index may take, and returns what the service
/// has accepted and not changed (assumption A-101). Nothing, if that cannot be known.
async fn held_back(api: Api, saved: Pending) -> Held {
    let mut held = Held::default();
    for _ in 0..INDEX_LOOKS {
        TimeoutFuture::new(INDEX_DELAY).await;
        if saved.is_seen.load(Ordering::Relaxed) || api.is_over() {
            return Held::default();
        }
        let now = api.group(api.current_store().id, &saved.edit.base().id).await;
        // What a service has not given is not what it has not changed.
        let Some(now) = now.ok().filter(|now| !is_partial(now) || api.is_graph()) else {
            held = Held::default();
            continue;
        };
        let changes = saved.edit.held_back(&now, saved.names());
        if changes.is_empty() {
            return Held::default();
        }
        held = Held { changes, now: Some(Box::new(now)) };
    }
    held
}

/// Reads the group again and sends the changes, unless somebody else has changed the same attributes.
pub async fn save(api: Api, edit: GroupEdit) -> Result<Saved, ApiError> {
    let store = api.current_store().id;
    let now = api.group(store, &edit.base().id).await?;
    let conflicts = edit.against(&now);
    if !conflicts.is_empty() {
        return Ok(Saved::Changed(conflicts, Box::new(now)));
    }
    let edit = edit.rebased(now);
    let result = if edit.is_empty() { Ok(ActionResult::default()) } else { api.save_group(store, &edit).await };
    let result = match result {
        Ok(result) => result,
        Err(error) => return Ok(Saved::Refused(error, Box::new(edit.base().clone()))),
    };
    let refused = edit.refused(&result);
    let is_saved = |name: &&str| !refused.keys().any(|own| own.eq_ignore_ascii_case(name));
    let saved = edit.changed().filter(is_saved).map(str::to_owned).collect();
    let said = result.said().ok().flatten();
    Ok(Saved::Done(Done { edit, refused, saved, said }))
}
