//! The list of members, one page at a time, so that thousands of members stay fast.

use super::FIELD;
use super::row::MemberRow;
use crate::i18n::{t, tv};
use crate::pages::create_group::person_row::{list_id, row_selector};
use crate::pages::create_group::state::Wizard;
use crate::ui::filter_field::FilterField;
use crate::ui::focus;
use crate::ui::icon::Icon;
use crate::ui::pager::Pages;
use leptos::prelude::*;
use model::group::{Field, Member};
use model::wire::ObjectId;
use std::collections::HashSet;

/// Rows per page.
const PAGE: usize = 25;

/// The visible part of the list. Copies share the same state.
#[derive(Clone, Copy)]
pub struct Rows {
    pages: Pages,
    filter: RwSignal<String>,
    /// Members that were just added; their rows are highlighted.
    fresh: RwSignal<HashSet<ObjectId>>,
}

/// The members of the current page, and how many pass the filter.
#[derive(Clone, PartialEq, Default)]
struct Part {
    ids: Vec<ObjectId>,
    total: usize,
}

impl Rows {
    pub fn new() -> Self {
        Self { pages: Pages::new(PAGE), filter: RwSignal::new(String::new()), fresh: RwSignal::new(HashSet::new()) }
    }

    /// Shows the page of the first of these members and highlights all of them.
    pub fn reveal(&self, wizard: Wizard, ids: Vec<ObjectId>) {
        // The list may have been removed from the page.
        let Some(first) = ids.first().cloned().filter(|_| self.filter.try_get_untracked().is_some()) else { return };
        self.go_to(wizard, &first);
        self.fresh.set(ids.into_iter().collect());
        request_animation_frame(move || {
            request_animation_frame(move || focus::show(&row_selector(FIELD, &first)));
        });
    }

    /// Shows the page of a member, and clears a filter that hides them.
    fn go_to(&self, wizard: Wizard, id: &ObjectId) {
        let text = self.filter.get_untracked();
        let found = wizard.draft.with_untracked(|draft| place(&draft.members, &text, id));
        if found.is_none() {
            self.filter.set(String::new());
        }
        let found = found.or_else(|| wizard.draft.with_untracked(|draft| place(&draft.members, "", id)));
        if let Some(at) = found {
            self.pages.show(at);
        }
    }

    fn part(&self, members: &[Member]) -> Part {
        let text = self.filter.get();
        let fits = |member: &&Member| text.trim().is_empty() || member.who.is_about(&text);
        let total = members.iter().filter(fits).count();
        let rows = self.pages.rows(total);
        let shown = members.iter().filter(fits).skip(rows.start).take(rows.len());
        Part { ids: shown.map(|member| member.who.id.clone()).collect(), total }
    }
}

/// The index of a member among those that match a filter text.
fn place(members: &[Member], text: &str, id: &ObjectId) -> Option<usize> {
    let mut fitting = members.iter().filter(|member| text.trim().is_empty() || member.who.is_about(text));
    fitting.position(|member| member.who.id == *id)
}

#[component]
pub fn MemberList(
    /// The wizard's state.
    wizard: Wizard,
    /// The visible part of the list.
    rows: Rows,
    /// Called after a member was removed.
    on_remove: Callback<()>,
) -> impl IntoView {
    let part = Memo::new(move |_| wizard.draft.with(|draft| rows.part(&draft.members)));
    let total = Signal::derive(move || part.with(|part| part.total));
    let count = Memo::new(move |_| wizard.draft.with(|draft| draft.members.len()));
    let filters = Memo::new(move |_| count.get() > PAGE);
    // A short list has no filter.
    Effect::new(move |_| {
        if !filters.get() {
            rows.filter.set(String::new());
        }
    });
    // After a failed check, shows the page of the first member with an error, so that it can be focused.
    Effect::new(move |_| {
        wizard.attention.track();
        let wrong = |member: &&Member| untrack(|| wizard.problem(&Field::Member(member.who.id.clone()))).is_some();
        let shown = part.with_untracked(|part| part.ids.clone());
        let is_shown = |id: &ObjectId| untrack(|| wizard.problem(&Field::Member(id.clone()))).is_some();
        if wizard.attention.get_untracked() == 0 || shown.iter().any(is_shown) {
            return;
        }
        let first = wizard.draft.with_untracked(|draft| draft.members.iter().find(wrong).map(|m| m.who.id.clone()));
        if let Some(first) = first {
            rows.go_to(wizard, &first);
        }
    });
    let nobody = move || {
        let text = rows.filter.get();
        (total.get() == 0).then(|| view! { <p class="muted" role="status">{t!(members.nobody_fits, text = text)}</p> })
    };
    let shown = Callback::new(move |id: ObjectId| rows.reveal(wizard, vec![id]));
    let id = list_id(FIELD);
    view! {
        <Show when=move || filters.get()>
            <div class="member-filter">
                <FilterField label=|| t!(members.filter) value=rows.filter on_change=move |()| rows.pages.show(0)/>
            </div>
        </Show>
        <Show when=move || count.get() != 0 fallback=|| view! {
            <div class="empty">{Icon::Groups.view()}<p>{tv!(members.none_yet)}</p></div>
        }>
            <div class="member-rows">
                {nobody}
                <ul class="list" id=id.clone() aria-label=tv!(group.members)>
                    <For each=move || part.with(|part| part.ids.clone()) key=Clone::clone let(id)>
                        <MemberRow wizard id fresh=rows.fresh shown on_remove/>
                    </For>
                </ul>
                {rows.pages.pager(total)}
            </div>
        </Show>
    }
}
