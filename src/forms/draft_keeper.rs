//! Keeping the draft of a form: across reload, crash and sign-out.

use crate::drafts::{DraftStore, Drafted, Sent};
use leptos::prelude::*;
use model::group::Step;

/// Keeps the one draft of a form until it is finished or thrown away. A copy is the same.
pub struct DraftKeeper<T: Drafted + 'static> {
    /// When the draft was last kept, in milliseconds since the epoch.
    kept: RwSignal<Option<f64>>,
    /// The browser did not take the last change.
    unkept: RwSignal<bool>,
    /// A finished or discarded draft is not kept again.
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
    /// For the draft of that name, which was kept at that moment, if it was.
    pub fn new(store: DraftStore<T>, id: String, saved: Option<f64>) -> Self {
        Self {
            kept: RwSignal::new(saved),
            unkept: RwSignal::new(false),
            over: StoredValue::new(false),
            store: StoredValue::new(store),
            id: StoredValue::new(id),
        }
    }

    /// Whether the draft is finished or thrown away.
    pub fn is_over(&self) -> bool {
        self.over.get_value()
    }

    /// Keeps the draft as it is now; the name is for lists of drafts. `named` is told the draft's name in the URL once it is
    /// kept for the first time.
    pub fn keep(&self, name: &str, draft: &T, step: Option<Step>, sent: Option<&Sent<T>>, named: &impl Fn(&str)) {
        let id = self.id.get_value();
        let done = self.store.with_value(|store| store.keep(&id, name, draft, step, sent));
        self.unkept.set(!done);
        if done {
            if self.kept.get_untracked().is_none() {
                named(&id);
            }
            self.kept.set(Some(js_sys::Date::now()));
        }
    }

    /// Whether the draft is kept; reactive.
    pub fn is_kept(&self) -> bool {
        self.kept.with(|kept| kept.is_some())
    }

    /// Whether the browser has refused to keep what was entered last; reactive.
    pub fn is_unkept(&self) -> bool {
        self.unkept.get()
    }

    /// When everything that was entered was kept, in milliseconds since the epoch; reactive.
    pub fn saved(&self) -> Option<f64> {
        self.kept.get().filter(|_| !self.is_unkept())
    }

    /// The draft is finished or thrown away.
    pub fn forget(&self) {
        self.forgetter()();
    }

    /// Forgets the draft, also when the form has left the page meanwhile.
    pub fn forgetter(&self) -> impl FnOnce() + 'static + use<T> {
        let (store, id) = (self.store.get_value(), self.id.get_value());
        let (over, unkept) = (self.over, self.unkept);
        move || {
            over.try_update_value(|over| *over = true);
            unkept.try_set(false);
            store.forget(&id);
        }
    }
}
