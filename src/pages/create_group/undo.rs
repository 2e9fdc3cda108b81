//! What was done to the wizard's lists can be taken back: by the button of its message, or by Ctrl+Z outside of a field.

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

/// What can be taken back. A copy is the same.
#[derive(Clone, Copy)]
pub struct Undo {
    toasts: Toasts,
    /// Oldest first; of some the message has gone by itself.
    offers: StoredValue<Vec<(ToastId, Action)>>,
    /// Where those stood who were taken out.
    orders: StoredValue<BTreeMap<Field, Order>>,
}

impl Undo {
    /// For a wizard that is being shown, and for the parts of it. What it offers goes with it.
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

    /// The one of the wizard.
    pub fn expect() -> Self {
        use_context().unwrap_or_else(Self::start)
    }

    /// Says what was done and offers to take it back.
    pub fn offer(&self, message: impl Fn() -> String + Send + Sync + 'static, back: impl Fn() + Send + Sync + 'static) {
        let back: Action = Arc::new(back);
        let act = Arc::clone(&back);
        let id = self.toasts.offer(message, || t!(common.undo), move || act());
        self.offers.update_value(|offers| offers.push((id, back)));
    }

    /// Takes the offers back: what was done stands.
    pub fn withdraw(&self) {
        let offers = self.offers.try_update_value(std::mem::take).unwrap_or_default();
        for (id, _) in offers {
            self.toasts.withdraw(id);
        }
    }

    /// Takes back what was done last, if its message is still shown.
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

    /// Ctrl+Z, or Cmd+Z, where it is not for the text of a field.
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

    /// Takes somebody out of one of the draft's lists and offers the way back, to the same place and with everything
    /// that was said about them. `shown` is told when they are back.
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
            // Where another step is shown by now, there is no such row.
            focus::rescue("[id=\"step-title\"]");
        };
        self.offer(move || t!(members.removed, name = name.as_str()), back);
    }
}

/// What the rows of a list are called in the page: by the field that adds to it.
fn rows_of(field: &Field) -> &'static str {
    match field {
        Field::AdditionalOwners => "additional-owners",
        Field::Owners => "add-owners",
        _ => "add-members",
    }
}
