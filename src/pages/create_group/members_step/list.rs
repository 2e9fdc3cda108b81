//! The list of members: a page of it at a time, so that thousands cost no more than a few.

use super::FIELD;
use super::row::MemberRow;
use crate::i18n::{t, tv};
use crate::pages::create_group::person_row::{list_id, row_selector};
use crate::pages::create_group::state::Wizard;
use crate::ui::focus;
use crate::ui::icon::Icon;
use crate::ui::pager::Pages;
use leptos::prelude::*;
use model::group::{Field, Member};
use model::wire::ObjectId;
use std::collections::HashSet;

/// Rows of a page.
const PAGE: usize = 25;

/// Which part of the list is shown. A copy is the same.
#[derive(Clone, Copy)]
pub struct Rows {
    pages: Pages,
    filter: RwSignal<String>,
    /// Those who have just come.
    fresh: RwSignal<HashSet<ObjectId>>,
}

/// What is shown: the page's members, and how many there are to page through.
#[derive(Clone, PartialEq, Default)]
struct Part {
    ids: Vec<ObjectId>,
    total: usize,
}

impl Rows {
    /// From the start.
    pub fn new() -> Self {
        Self { pages: Pages::new(PAGE), filter: RwSignal::new(String::new()), fresh: RwSignal::new(HashSet::new()) }
    }

    /// Shows the page on which the first of these stands and marks them all.
    pub fn reveal(&self, wizard: Wizard, ids: Vec<ObjectId>) {
        // The list may have left the page.
        let Some(first) = ids.first().cloned().filter(|_| self.filter.try_get_untracked().is_some()) else { return };
        self.go_to(wizard, &first);
        self.fresh.set(ids.into_iter().collect());
        request_animation_frame(move || {
            request_animation_frame(move || focus::show(&row_selector(FIELD, &first)));
        });
    }

    /// Shows the page on which somebody stands; a filter that hides them ends.
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

/// Where somebody stands among those whom a text fits.
fn place(members: &[Member], text: &str, id: &ObjectId) -> Option<usize> {
    let mut fitting = members.iter().filter(|member| text.trim().is_empty() || member.who.is_about(text));
    fitting.position(|member| member.who.id == *id)
}

/// The list.
#[component]
pub fn MemberList(
    /// The wizard.
    wizard: Wizard,
    /// Which part of it.
    rows: Rows,
    /// Somebody was taken out.
    on_remove: Callback<()>,
) -> impl IntoView {
    let part = Memo::new(move |_| wizard.draft.with(|draft| rows.part(&draft.members)));
    let total = Signal::derive(move || part.with(|part| part.total));
    let count = Memo::new(move |_| wizard.draft.with(|draft| draft.members.len()));
    let filters = Memo::new(move |_| count.get() > PAGE);
    // A short list shows everybody.
    Effect::new(move |_| {
        if !filters.get() {
            rows.filter.set(String::new());
        }
    });
    // What is wrong on another page comes into view, so that it can take the focus.
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
    let typed = move |text: String| {
        rows.filter.set(text);
        rows.pages.show(0);
    };
    let nobody = move || {
        let text = rows.filter.get();
        (total.get() == 0).then(|| view! { <p class="muted" role="status">{t!(members.nobody_fits, text = text)}</p> })
    };
    let shown = Callback::new(move |id: ObjectId| rows.reveal(wizard, vec![id]));
    let id = list_id(FIELD);
    view! {
        <Show when=move || filters.get()>
            <div class="member-filter"><div class="find">
                {Icon::Search.view()}
                <input class="input" type="search" aria-label=tv!(members.filter) placeholder=tv!(members.filter)
                    prop:value=rows.filter on:input:target=move |ev| typed(ev.target().value())
                    on:keydown=|ev| if ev.key() == "Enter" { ev.prevent_default() }/>
            </div></div>
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
