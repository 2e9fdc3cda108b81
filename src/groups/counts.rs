//! Member counts for lists of groups. No search returns them for several groups, so they are requested one after the
//! other, each once, and only for the groups that are shown.

use crate::api::Api;
use crate::api::searches::PageRequest;
use crate::http::ApiError;
use crate::i18n::t;
use crate::task::{Latest, Lifetime};
use crate::ui::format;
use leptos::prelude::*;
use model::config::StoreKind;
use model::wire::attributes;
use model::wire::{ObjectId, ObjectPage};

/// The counts of the groups in a page's lists; they live as long as the page.
#[derive(Clone, Copy)]
pub struct Counts {
    /// The count is none if the request failed or the service gave no total.
    known: RwSignal<Vec<(ObjectId, Option<i64>)>>,
    /// Incremented for each page of the list; requests for an earlier page stop.
    latest: Latest,
    life: Lifetime,
}

impl Counts {
    /// Provides the counts as context for the cells of the list below.
    pub fn provide() -> Self {
        let this = Self { known: RwSignal::new(Vec::new()), latest: Latest::new(), life: Lifetime::new() };
        provide_context(this);
        this
    }

    /// Awaits a page of the list and then requests its counts. While the page is loading, no more counts of an earlier one
    /// are requested, so that it does not wait for them.
    pub async fn after(
        self,
        api: &Api,
        page: impl Future<Output = Result<ObjectPage, ApiError>>,
    ) -> Result<ObjectPage, ApiError> {
        self.latest.cancel();
        let page = page.await?;
        self.ask(api, &page);
        Ok(page)
    }

    /// Requests the counts of a page's groups, until another page is shown or the list is left. Graph is not asked.
    fn ask(self, api: &Api, page: &ObjectPage) {
        let store = api.current_store();
        let is_latest = self.latest.begin();
        // A list that has left the page has no counts any more.
        if !is_latest() || store.kind == StoreKind::MicrosoftGraph {
            return;
        }
        let is_new = |id: &ObjectId| self.known.with_untracked(|known| known.iter().all(|(of, _)| of != id));
        let ids: Vec<_> = page.data.iter().map(|group| group.id.clone()).filter(is_new).collect();
        let api = api.clone();
        self.life.spawn(async move {
            for id in ids {
                let answer =
                    api.members(store.id, &id, None, &PageRequest::first(1), &[attributes::OBJECT_CLASS]).await;
                if !is_latest() {
                    return;
                }
                let count = answer.ok().and_then(|page| page.total);
                self.known.update(|known| known.push((id, count)));
            }
        });
    }

    /// The number of members: outer none while it is not known yet, inner none if the service did not give it.
    /// The result is reactive.
    fn of(self, group: &ObjectId) -> Option<Option<i64>> {
        self.known.with(|known| known.iter().find(|(of, _)| of == group).map(|(_, count)| *count))
    }
}

/// The cell with a group's member count; `word` adds the word "members". Empty in a list without counts.
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
