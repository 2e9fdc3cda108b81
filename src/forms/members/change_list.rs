//! Changes of members as a list, with what became of each, and the buttons that carry them out.

use super::MemberChanges;
use crate::i18n::{t, text, tv};
use crate::ui::focus;
use crate::ui::icon::Icon;
use crate::ui::pager::Pages;
use crate::ui::principal::PrincipalLine;
use crate::ui::progress::progress;
use leptos::prelude::*;
use model::group::{MemberItem, MemberState};

/// Rows per page.
const PAGE: usize = 10;

/// The list; people can be taken off it as long as nothing is being carried out.
#[component]
pub fn ChangeList(
    changes: MemberChanges,
    /// The list's accessible name; reactive.
    label: fn() -> &'static str,
) -> impl IntoView {
    let pages = Pages::new(PAGE);
    let total = Signal::derive(move || changes.run.with(|run| run.items().len()));
    let shown = move || {
        let rows = pages.rows(total.get());
        let items = changes.run.with(|run| run.items().get(rows).unwrap_or_default().to_vec());
        items.into_iter().map(|item| view! { <Row changes item/> }).collect_view()
    };
    view! {
        <div class="member-rows">
            <ul class="list" aria-label=text(label)>{shown}</ul>
            {pages.pager(total)}
        </div>
    }
}

#[component]
fn Row(changes: MemberChanges, item: MemberItem) -> impl IntoView {
    let MemberItem { who, state, .. } = item;
    let name = who.name.clone();
    let id = who.id.clone();
    let unlist = move |_| {
        if !changes.busy.get_untracked() {
            changes.run.update(|run| run.drop(&id));
            // The button has gone with its row.
            focus::rescue(".member-rows button");
        }
    };
    let status = match state {
        MemberState::Waiting => None,
        MemberState::Done(None) => Some(view! { <p class="hint">{tv!(edit.change_done)}</p> }.into_any()),
        MemberState::Done(Some(said)) => Some(view! { <p class="hint">{said}</p> }.into_any()),
        MemberState::Unneeded => Some(view! { <p class="hint">{tv!(edit.is_member_already)}</p> }.into_any()),
        MemberState::Failed(said) => Some(view! { <p class="error">{Icon::Warning.view()} {said}</p> }.into_any()),
    };
    view! {
        <li>
            <div><PrincipalLine who/> {status}</div>
            <span class="controls">
                <button type="button" class="btn s quiet" aria-label=move || t!(edit.unlist, name = name.clone())
                    aria-disabled=move || changes.busy.get().to_string() on:click=unlist>
                    {Icon::Remove.view()}
                </button>
            </span>
        </li>
    }
}

/// The button that carries the changes out; while it does, the progress and **Stop**; after failures, **Try again**.
#[component]
pub fn ChangeButtons(
    changes: MemberChanges,
    /// The button's class.
    class: &'static str,
    /// The button's label for so many changes; reactive.
    #[prop(into)]
    act: Callback<i64, String>,
    /// What the progress is about; reactive.
    doing: fn() -> &'static str,
    /// Called before the changes are carried out; false keeps them.
    #[prop(into)]
    before: Callback<(), bool>,
) -> impl IntoView {
    let counts = Memo::new(move |_| changes.counts());
    let start = move |_| {
        if before.run(()) {
            changes.start();
            // The button is replaced by the one that stops.
            focus::soon(".change-buttons .btn");
        }
    };
    let retry = move |_| {
        changes.retry();
        focus::soon(".change-buttons .btn");
    };
    let shown = move || {
        let counts = counts.get();
        progress(doing().to_owned(), (counts.total() - counts.waiting) as i64, counts.total() as i64)
    };
    let failed = move || Some(counts.get().failed as i64).filter(|failed| *failed > 0);
    view! {
        // The reasons stand beside the names; this tells those who do not see them appear.
        <p class="visually-hidden" role="status">
            {move || failed().filter(|_| !changes.busy.get()).map(|count| t!(edit.changes_failed, count = count))}
        </p>
        <div class="row change-buttons">
            <Show when=move || changes.busy.get() fallback=move || view! {
                <Show when=move || { counts.get().waiting > 0 }>
                    <button type="button" class=class on:click=start>
                        {move || act.run(counts.get().waiting as i64)}
                    </button>
                </Show>
                <Show when=move || failed().is_some()>
                    <button type="button" class="btn" on:click=retry>{tv!(common.try_again)}</button>
                </Show>
            }>
                {shown}
                <button type="button" class="btn s" on:click=move |_| changes.stop()>{tv!(wizard.stop)}</button>
            </Show>
        </div>
    }
}
