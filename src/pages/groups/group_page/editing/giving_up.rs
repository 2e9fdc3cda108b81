//! Somebody who takes a group from themselves is asked first: they could not undo it.

use super::{GroupEditing, Saving};
use crate::api::Api;
use leptos::prelude::*;
use model::group::{GroupEdit, Principal};
use model::wire::AttributeValue;

impl GroupEditing {
    /// The distinguished names or ids of the owners who are left if an edit takes the group from the user.
    pub(super) fn left_without_user(self, edit: &GroupEdit) -> Option<Vec<String>> {
        let me = self.api.with_value(Api::me)?;
        let store = self.api.with_value(Api::current_store).kind;
        Some(edit.remaining_without(&me, store)?.into_iter().map(str::to_owned).collect())
    }

    /// Asks whether these are to own the group alone.
    pub(super) fn ask_to_give_up(self, left: Vec<String>) {
        let name = |text: &String| Principal::pointed(&AttributeValue::short(text.as_str(), 0)).map(|who| who.name);
        self.owners_left.set(left.iter().filter_map(name).collect());
        self.giving_up.set(true);
        let api = self.api.get_value();
        self.life.spawn(async move {
            // Without an answer they are called what their references say.
            if let Ok(found) = api.owners(&left).await
                && !found.is_empty()
            {
                self.owners_left.set(found.into_iter().map(|who| who.name).collect());
            }
        });
    }

    /// Saves the changes although the user stops owning the group.
    pub fn save_and_give_up(self) {
        let edit = self.edit.get_untracked().filter(|edit| !edit.is_empty());
        if let Some(edit) = edit.filter(|_| self.state.with_untracked(|state| *state != Saving::Busy)) {
            self.send(edit, false);
        }
    }
}
