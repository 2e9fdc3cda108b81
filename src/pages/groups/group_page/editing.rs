//! Editing a group: what was changed, saving only that, and what to do if somebody else has changed the group meanwhile.

mod giving_up;
mod saved;

use super::fields::label_of;
use crate::api::Api;
use crate::http::ApiError;
use crate::i18n::t;
use crate::task::Lifetime;
use crate::ui::error_panel::sentence;
use crate::ui::focus;
use crate::ui::toast::Toasts;
use crate::words::problem_text;
use leptos::prelude::*;
use model::group::{Conflict, GroupEdit, Problem};
use model::wire::{AttributeValue, DirectoryObject, attributes};
use saved::{Done, Pending, Saved, save};
use std::collections::BTreeMap;

/// The state of saving.
#[derive(Clone, PartialEq)]
pub enum Saving {
    Idle,
    Busy,
    /// The group as it was right before, if it could be read.
    Failed(ApiError, Option<Box<DirectoryObject>>),
    /// Somebody else has changed the same attributes; the group as it is now.
    Changed(Vec<Conflict>, Box<DirectoryObject>),
    /// The service has accepted these changes, and has not made them. They are unsaved again.
    HeldBack(Vec<Conflict>),
}

/// The group of a page with its unsaved changes. Copies share the same state.
#[derive(Clone, Copy)]
pub struct GroupEditing {
    api: StoredValue<Api>,
    toasts: Toasts,
    life: Lifetime,
    /// None until the group was read.
    edit: RwSignal<Option<GroupEdit>>,
    /// Why the service refused attributes, by their names.
    refused: RwSignal<BTreeMap<String, String>>,
    /// The attribute whose editor is open.
    pub open: RwSignal<Option<String>>,
    pub state: RwSignal<Saving>,
    /// Undoes what was saved last.
    pub undo: RwSignal<Option<GroupEdit>>,
    /// Whether it is asked if the user wants to stop owning the group.
    pub giving_up: RwSignal<bool>,
    /// The names of the owners who would be left then.
    pub owners_left: RwSignal<Vec<String>>,
    /// What was saved and is not shown by the service yet.
    pending: StoredValue<Vec<Pending>>,
    /// Reads the group again.
    reload: Callback<()>,
}

impl GroupEditing {
    /// Must run inside the reactive owner of the group's page.
    pub fn new(reload: Callback<()>) -> Self {
        Self {
            api: StoredValue::new(Api::expect()),
            toasts: Toasts::expect(),
            life: Lifetime::new(),
            edit: RwSignal::new(None),
            refused: RwSignal::new(BTreeMap::new()),
            open: RwSignal::new(None),
            state: RwSignal::new(Saving::Idle),
            undo: RwSignal::new(None),
            giving_up: RwSignal::new(false),
            owners_left: RwSignal::new(Vec::new()),
            pending: StoredValue::new(Vec::new()),
            reload,
        }
    }

    /// Takes over the group that was read; unsaved changes are kept. Returns the group to show: what was just saved is
    /// shown although a search that lags behind does not have it yet.
    pub fn read(self, group: DirectoryObject) -> DirectoryObject {
        let mut pending = self.pending.get_value();
        pending.retain(|saved| !saved.is_seen_in(&group));
        let shown = pending.iter().fold(group, |group, saved| saved.applied_to(group));
        self.pending.set_value(pending);
        self.edit.update(|edit| {
            *edit = Some(match edit.take() {
                Some(edit) => edit.rebased(shown.clone()),
                None => GroupEdit::new(shown.clone()),
            });
        });
        shown
    }

    /// The first value of an attribute, "" for none; reactive.
    pub fn first(self, name: &str) -> String {
        self.edit.with(|edit| edit.as_ref().and_then(|edit| edit.first(name).map(str::to_owned))).unwrap_or_default()
    }

    /// The name by which the group is shown; reactive.
    pub fn label(self) -> String {
        self.edit.with(|edit| edit.as_ref().map(|edit| edit.base().label().to_owned())).unwrap_or_default()
    }

    /// The first value as it was read, "" for none; reactive.
    pub fn base_first(self, name: &str) -> String {
        let first = |edit: &GroupEdit| edit.base().first(name).map(str::to_owned);
        self.edit.with(|edit| edit.as_ref().and_then(first)).unwrap_or_default()
    }

    /// The unsaved changes as lines of attribute and values, to be copied where they cannot be saved.
    pub fn as_text(self) -> String {
        let line = |edit: &GroupEdit, name: &str| {
            let texts: Vec<_> = edit.values(name).iter().filter_map(AttributeValue::text).collect();
            format!("{name}: {}", texts.join("; "))
        };
        let lines = |edit: &GroupEdit| edit.changed().map(|name| line(edit, name)).collect::<Vec<_>>().join("\n");
        self.edit.with_untracked(|edit| edit.as_ref().map(lines)).unwrap_or_default()
    }

    /// The values of an attribute; reactive.
    pub fn values(self, name: &str) -> Vec<AttributeValue> {
        self.edit.with(|edit| edit.as_ref().map(|edit| edit.values(name).to_vec())).unwrap_or_default()
    }

    /// The values of an attribute as they were read; reactive.
    pub fn base_values(self, name: &str) -> Vec<AttributeValue> {
        self.edit.with(|edit| edit.as_ref().map(|edit| edit.base().values(name).to_vec())).unwrap_or_default()
    }

    /// Whether an attribute has unsaved changes; reactive.
    pub fn is_changed(self, name: &str) -> bool {
        self.edit.with(|edit| edit.as_ref().is_some_and(|edit| edit.is_changed(name)))
    }

    /// How many attributes have unsaved changes; reactive.
    pub fn count(self) -> usize {
        self.edit.with(|edit| edit.as_ref().map(GroupEdit::len).unwrap_or_default())
    }

    /// Replaces the values of an attribute.
    pub fn set(self, name: &str, values: Vec<AttributeValue>) {
        self.change(name, |edit| edit.set(name, values));
    }

    /// Sets an attribute to one value; "" removes all values.
    pub fn set_text(self, name: &str, text: &str) {
        self.change(name, |edit| edit.set_text(name, text));
    }

    /// Drops the change of an attribute.
    pub fn revert(self, name: &str) {
        self.change(name, |edit| edit.revert(name));
    }

    /// Drops all changes.
    pub fn discard(self) {
        self.edit.update(|edit| {
            if let Some(edit) = edit {
                edit.revert_all();
            }
        });
        self.open.set(None);
        self.refused.set(BTreeMap::new());
        self.state.set(Saving::Idle);
    }

    /// Adds a mail address, or returns what is wrong with it.
    pub fn add_address(self, address: &str) -> Result<(), Problem> {
        let mut added = Ok(());
        self.change(attributes::PROXY_ADDRESSES, |edit| added = edit.add_address(address));
        added
    }

    /// Removes a value of the mail addresses.
    pub fn remove_address(self, text: &str) {
        self.change(attributes::PROXY_ADDRESSES, |edit| edit.remove_address(text));
    }

    /// Makes a value of the mail addresses the primary one.
    pub fn make_primary(self, text: &str) {
        self.change(attributes::PROXY_ADDRESSES, |edit| edit.make_primary(text));
    }

    fn change(self, name: &str, change: impl FnOnce(&mut GroupEdit)) {
        self.edit.update(|edit| {
            if let Some(edit) = edit {
                change(edit);
            }
        });
        self.refused.update(|refused| refused.retain(|own, _| !own.eq_ignore_ascii_case(name)));
    }

    /// What is wrong with the new value of an attribute, or why the service refused it; reactive.
    pub fn error(self, name: &str) -> Option<String> {
        let own = |found: BTreeMap<String, Problem>| {
            found.into_iter().find(|(own, _)| own.eq_ignore_ascii_case(name)).map(|(_, problem)| problem_text(&problem))
        };
        let refused = || {
            self.refused.with(|refused| {
                refused.iter().find(|(own, _)| own.eq_ignore_ascii_case(name)).map(|(_, said)| said.clone())
            })
        };
        own(self.problems()).or_else(refused)
    }

    fn problems(self) -> BTreeMap<String, Problem> {
        let store = self.api.with_value(Api::current_store);
        self.edit.with(|edit| edit.as_ref().map(|edit| edit.problems(&store))).unwrap_or_default()
    }

    /// Saves the changes, unless one of them has a problem or saving is already running.
    pub fn save(self) {
        let Some(edit) = self.edit.get_untracked().filter(|edit| !edit.is_empty()) else { return };
        if self.state.with_untracked(|state| *state == Saving::Busy) {
            return;
        }
        if self.state.with_untracked(|state| matches!(state, Saving::Changed(..))) {
            // Each field is decided first, and the choice may stand above what is visible.
            return focus::soon("[id=\"changed-meanwhile\"] button");
        }
        let problems = untrack(|| self.problems());
        if let Some((name, problem)) = problems.into_iter().next() {
            let store = self.api.with_value(Api::current_store);
            let label = untrack(|| label_of(&store, &name));
            // The field may be on another tab, so the problem is said everywhere.
            self.toasts.warn(move || t!(edit.fix_first, name = label.as_str(), said = problem_text(&problem)));
            self.open.set(Some(name));
            focus::soon(".editor [aria-invalid=\"true\"]");
            return;
        }
        if let Some(left) = self.left_without_user(&edit) {
            return self.ask_to_give_up(left);
        }
        self.send(edit, false);
    }

    /// Undoes what was saved last.
    pub fn take_back(self) {
        let Some(edit) = self.undo.get_untracked() else { return };
        if self.state.with_untracked(|state| *state != Saving::Busy) {
            self.send(edit, true);
        }
    }

    fn send(self, edit: GroupEdit, is_undo: bool) {
        self.state.set(Saving::Busy);
        let (toasts, name) = (self.toasts, edit.base().label().to_owned());
        let api = self.api.get_value();
        let left = move |outcome: Result<Saved, ApiError>| match outcome {
            Ok(Saved::Done(done)) => done.left(api, &name, toasts),
            Ok(Saved::Changed(..)) => toasts.warn(move || t!(edit.changed_said, name = name.as_str())),
            Ok(Saved::Refused(error, _)) | Err(error) => {
                toasts.warn(move || t!(edit.not_saved_said, name = name.as_str(), said = sentence(&error)));
            }
        };
        let then = move |outcome: Result<Saved, ApiError>| match outcome {
            Ok(Saved::Done(done)) => self.done(done, is_undo),
            Ok(Saved::Changed(_, now)) if is_undo => {
                self.undo.set(None);
                self.state.set(Saving::Idle);
                toasts.warn(|| t!(edit.not_undone).to_owned());
                self.read(*now);
                self.reload.run(());
            }
            Ok(Saved::Changed(conflicts, now)) => {
                self.state.set(Saving::Changed(conflicts, now));
                // The versions may stand below what is visible.
                focus::soon("[id=\"changed-meanwhile\"] button");
            }
            // There are no changes of the user's to keep, and what the service refuses once it refuses again.
            Ok(Saved::Refused(error, _)) if is_undo => {
                self.undo.set(None);
                self.not_undone(&error);
            }
            Err(error) if is_undo => self.not_undone(&error),
            Ok(Saved::Refused(error, now)) => self.failed(error, Some(now)),
            Err(error) => self.failed(error, None),
        };
        self.life.run_to_end(save(self.api.get_value(), edit), then, left);
    }

    fn not_undone(self, error: &ApiError) {
        let said = untrack(|| sentence(error));
        self.state.set(Saving::Idle);
        self.toasts.warn(move || t!(edit.undo_failed, said = said.as_str()));
    }

    fn failed(self, error: ApiError, now: Option<Box<DirectoryObject>>) {
        if let ApiError::Refused(result, _) = &error {
            let refused = self.edit.with_untracked(|edit| edit.as_ref().map(|edit| edit.refused(result)));
            self.refused.set(refused.unwrap_or_default());
        }
        self.state.set(Saving::Failed(error, now));
    }

    fn done(self, done: Done, is_undo: bool) {
        let Done { edit, refused, saved, said } = done;
        let names = || saved.iter().map(String::as_str);
        self.refused.set(refused.clone());
        self.state.set(Saving::Idle);
        self.open.set(None);
        if let Some(said) = said {
            // What waits for somebody's approval is not saved, and nothing of it can be undone.
            self.undo.set(None);
            self.edit.update(|own| {
                if let Some(own) = own {
                    names().for_each(|name| own.revert(name));
                }
            });
            self.toasts.say(move || said.clone());
            return self.reload.run(());
        }
        let now = edit.applied(names());
        let inverse = edit.inverse(now.clone(), names());
        self.undo.set(Some(inverse).filter(|inverse| !is_undo && !inverse.is_empty()));
        self.edit.update(|own| *own = own.take().map(|own| own.rebased(now)));
        let count = saved.len() as i64;
        if is_undo {
            self.toasts.say(|| t!(edit.undone).to_owned());
        } else if count > 0 {
            self.toasts.say(move || t!(edit.saved, count = count));
        }
        if count > 0 {
            self.look_back(Pending::new(edit, saved));
        }
        if !refused.is_empty() {
            let count = refused.len() as i64;
            self.toasts.warn(move || t!(edit.refused, count = count));
        }
        self.reload.run(());
    }

    /// Reads the group again.
    pub fn refresh(self) {
        self.reload.run(());
    }

    /// Settles a conflict with the values of the directory, or keeps the own ones.
    pub fn settle(self, name: &str, takes_theirs: bool) {
        let Saving::Changed(mut conflicts, now) = self.state.get_untracked() else { return };
        conflicts.retain(|conflict| conflict.name != name);
        if takes_theirs {
            self.revert(name);
        }
        if conflicts.is_empty() {
            self.edit.update(|edit| *edit = edit.take().map(|edit| edit.rebased(*now)));
            self.state.set(Saving::Idle);
            focus::soon("[id=\"save-changes\"]");
        } else {
            self.state.set(Saving::Changed(conflicts, now));
        }
    }
}
