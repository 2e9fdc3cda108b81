//! Undo for the wizard's lists: by the button in the toast, or by Ctrl+Z outside of text fields.

use super::person_row::row_selector;
use super::state::Wizard;
use crate::i18n::t;
use crate::ui::focus;
use crate::ui::toast::{ToastId, Toasts};
use leptos::prelude::*;
use model::group::{Field, GroupDraft, Listed, Order};
use model::wire::ObjectId;
use std::collections::BTreeMap;
use std::sync::Arc;
use wasm_bindgen::JsCast;

type Action = Arc<dyn Fn() + Send + Sync>;

/// The changes that can be undone. Copies share the same state.
#[derive(Clone, Copy)]
pub struct Undo {
    toasts: Toasts,
    /// Oldest first; the toast of some may have disappeared already.
    offers: StoredValue<Vec<(ToastId, Action)>>,
    /// The positions of removed entries, by list.
    orders: StoredValue<BTreeMap<Field, Order>>,
}

impl Undo {
    /// Provides the undo of a wizard to its parts. Its toasts are withdrawn with the wizard.
    pub fn start() -> Self {
        let this = Self {
            toasts: Toasts::expect(),
            offers: StoredValue::new(Vec::new()),
            orders: StoredValue::new(BTreeMap::new()),
        };
        on_cleanup(move || this.withdraw());
        provide_context(this);
        this
    }

    /// The undo of the surrounding wizard.
    pub fn expect() -> Self {
        use_context().unwrap_or_else(Self::start)
    }

    /// Shows a toast with an Undo button; `back` undoes the change.
    pub fn offer(&self, message: impl Fn() -> String + Send + Sync + 'static, back: impl Fn() + Send + Sync + 'static) {
        let back: Action = Arc::new(back);
        let act = Arc::clone(&back);
        let id = self.toasts.offer(message, || t!(common.undo), move || act());
        self.offers.update_value(|offers| offers.push((id, back)));
    }

    /// Withdraws all offers; the changes stay.
    pub fn withdraw(&self) {
        let offers = self.offers.try_update_value(std::mem::take).unwrap_or_default();
        for (id, _) in offers {
            self.toasts.withdraw(id);
        }
    }

    /// Undoes the last change whose toast is still shown.
    pub fn last(&self) {
        let mut newest = None;
        self.offers.update_value(|offers| newest = offers.pop());
        if let Some((id, back)) = newest {
            if self.toasts.withdraw(id) {
                back();
            } else {
                self.last();
            }
        }
    }

    /// Handles Ctrl+Z or Cmd+Z, unless the key is meant for a text field.
    pub fn key(&self, ev: &leptos::ev::KeyboardEvent) {
        let asked = (ev.ctrl_key() || ev.meta_key()) && !ev.shift_key() && !ev.alt_key() && ev.key() == "z";
        let at = ev.target().and_then(|at| at.dyn_into::<web_sys::Element>().ok());
        let writes = at.is_some_and(|at| {
            at.matches("textarea, input:not([type=checkbox], [type=radio]), [contenteditable]").unwrap_or_default()
        });
        if asked && !writes && !ev.default_prevented() {
            ev.prevent_default();
            self.last();
        }
    }

    /// Removes someone from a list of the draft and offers to undo it; that restores the position and all settings.
    /// `shown` is called after an undo.
    pub fn remove<T: Listed + Clone + Send + Sync + 'static>(
        &self,
        wizard: Wizard,
        field: Field,
        list: fn(&mut GroupDraft) -> &mut Vec<T>,
        id: &ObjectId,
        shown: Callback<ObjectId>,
    ) {
        let orders = self.orders;
        let mut removed = None;
        wizard.edit(&field, |draft| {
            orders.update_value(|orders| removed = orders.entry(field.clone()).or_default().remove(list(draft), id));
        });
        let Some(entry) = removed else { return };
        let (name, id, rows) = (entry.who().name.clone(), id.clone(), rows_of(&field));
        let back = move || {
            wizard.edit(&field, |draft| {
                orders.with_value(|orders| {
                    if let Some(order) = orders.get(&field) {
                        order.put_back(list(draft), entry.clone());
                    }
                });
            });
            shown.try_run(id.clone());
            focus::soon(format!("{} .remove", row_selector(rows, &id)));
            // If another step is shown by now, there is no such row.
            focus::rescue("[id=\"step-title\"]");
        };
        self.offer(move || t!(members.removed, name = name.as_str()), back);
    }
}

/// The id prefix of a list's rows: that of the field that adds to it.
fn rows_of(field: &Field) -> &'static str {
    match field {
        Field::AdditionalOwners => "additional-owners",
        Field::Owners => "add-owners",
        _ => "add-members",
    }
}
