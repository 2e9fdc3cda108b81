//! Saves the draft of a form, so that it survives reload, crash and sign-out.

use crate::drafts::{DraftStore, Drafted, Sent};
use leptos::prelude::*;
use model::group::Step;

/// Saves the one draft of a form until it is finished or discarded. Copies share the same state.
pub struct DraftKeeper<T: Drafted + 'static> {
    /// When the draft was last saved, in milliseconds since the epoch.
    saved_at: RwSignal<Option<f64>>,
    /// Whether the browser refused to store the last change.
    failed: RwSignal<bool>,
    /// Whether the draft was finished or discarded; it is not saved again then.
    over: StoredValue<bool>,
    store: StoredValue<DraftStore<T>>,
    id: StoredValue<String>,
}

impl<T: Drafted + 'static> Clone for DraftKeeper<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T: Drafted + 'static> Copy for DraftKeeper<T> {}

impl<T: Drafted + 'static> DraftKeeper<T> {
    /// For the draft with this id; `saved` is when it was last saved, if it was.
    pub fn new(store: DraftStore<T>, id: String, saved: Option<f64>) -> Self {
        Self {
            saved_at: RwSignal::new(saved),
            failed: RwSignal::new(false),
            over: StoredValue::new(false),
            store: StoredValue::new(store),
            id: StoredValue::new(id),
        }
    }

    /// Whether the draft was finished or discarded.
    pub fn is_over(&self) -> bool {
        self.over.get_value()
    }

    /// Saves the draft; `name` is shown in lists. `named` receives the draft's id when it is saved for the first time,
    /// to put it into the URL.
    pub fn save(&self, name: &str, draft: &T, step: Option<Step>, sent: Option<&Sent<T>>, named: &impl Fn(&str)) {
        let id = self.id.get_value();
        let done = self.store.with_value(|store| store.save(&id, name, draft, step, sent));
        self.failed.set(!done);
        if done {
            if self.saved_at.get_untracked().is_none() {
                named(&id);
            }
            self.saved_at.set(Some(js_sys::Date::now()));
        }
    }

    /// Whether the draft has been saved; reactive.
    pub fn is_saved(&self) -> bool {
        self.saved_at.with(|at| at.is_some())
    }

    /// Whether the browser refused to store the last change; reactive.
    pub fn save_failed(&self) -> bool {
        self.failed.get()
    }

    /// When all input was saved, in milliseconds since the epoch; none while the last change is not. Reactive.
    pub fn saved_at(&self) -> Option<f64> {
        self.saved_at.get().filter(|_| !self.save_failed())
    }

    /// Removes the draft, because it is finished or discarded.
    pub fn forget(&self) {
        self.forgetter()();
    }

    /// Returns a function that removes the draft; it can still be called after the form has left the page.
    pub fn forgetter(&self) -> impl FnOnce() + 'static + use<T> {
        let (store, id) = (self.store.get_value(), self.id.get_value());
        let (over, failed) = (self.over, self.failed);
        move || {
            over.try_update_value(|over| *over = true);
            failed.try_set(false);
            store.forget(&id);
        }
    }
}
