//! How many members the groups of a list have: no search tells it of several, so each is asked, one after the other, once,
//! and only what is listed.

use crate::api::Api;
use crate::api::searches::PageRequest;
use crate::i18n::t;
use crate::task::Life;
use crate::ui::format;
use leptos::prelude::*;
use model::config::StoreKind;
use model::wire::{ObjectId, ObjectPage};

/// What is known of a page's lists; forgotten with the page.
#[derive(Clone, Copy)]
pub struct Counts {
    /// None where the service gave no number.
    known: RwSignal<Vec<(ObjectId, Option<i64>)>>,
    /// Another page of the list is another turn.
    turn: StoredValue<u32>,
    life: Life,
}

impl Counts {
    /// For the cells of the list below.
    pub fn provide() -> Self {
        let this = Self { known: RwSignal::new(Vec::new()), turn: StoredValue::new(0), life: Life::new() };
        provide_context(this);
        this
    }

    /// Asks for the groups of a page of the list, until another page is asked for or the list is left.
    pub fn ask(self, api: &Api, page: &ObjectPage) {
        let store = api.current_store();
        let Some(turn) = self.turn.try_update_value(|turn| {
            *turn = turn.wrapping_add(1);
            *turn
        }) else {
            return;
        };
        if store.kind == StoreKind::MicrosoftGraph {
            return;
        }
        let is_new = |id: &ObjectId| self.known.with_untracked(|known| known.iter().all(|(of, _)| of != id));
        let ids: Vec<_> = page.data.iter().map(|group| group.id.clone()).filter(is_new).collect();
        let api = api.clone();
        self.life.spawn(async move {
            for id in ids {
                let answer = api.members(store.id, &id, None, &PageRequest::first(1), &["objectClass"]).await;
                if self.turn.get_value() != turn {
                    return;
                }
                let count = answer.ok().and_then(|page| page.total);
                self.known.update(|known| known.push((id, count)));
            }
        });
    }

    /// How many members a group has, as a number: none as long as it is not known; reactive.
    fn of(self, group: &ObjectId) -> Option<Option<i64>> {
        self.known.with(|known| known.iter().find(|(of, _)| of == group).map(|(_, count)| *count))
    }
}

/// The number of a group's members in a list that has counts.
pub fn member_count(group: &ObjectId, word: bool) -> AnyView {
    let Some(counts) = use_context::<Counts>() else { return ().into_any() };
    let group = group.clone();
    let said = move || match counts.of(&group) {
        None => "…".to_owned(),
        Some(None) => "–".to_owned(),
        Some(Some(count)) if word => t!(members.count, count = count),
        Some(Some(count)) => format::count(count),
    };
    view! { <span class="nums" class:small=!word>{said}</span> }.into_any()
}
