//! The members of the other group: everyone who can be added is ticked, and each can be left out.

use crate::i18n::{t, tv};
use crate::ui::filter_field::FilterField;
use crate::ui::pager::Pages;
use crate::ui::principal::PrincipalLine;
use crate::words::problem_text;
use leptos::prelude::*;
use model::group::{Principal, Problem};

/// Rows per page.
const PAGE: usize = 10;

/// A member of the other group.
#[derive(Clone)]
pub struct Candidate {
    pub who: Principal,
    /// Why this group cannot have them as a member.
    pub unfit: Option<Problem>,
    /// Whether they are on the list already.
    pub known: bool,
    /// Whether they will be added.
    pub ticked: bool,
}

impl Candidate {
    fn can_be_added(&self) -> bool {
        self.unfit.is_none() && !self.known
    }
}

/// The list with its check boxes and filter.
#[component]
pub fn ImportList(
    /// The other group's name.
    name: String,
    /// The other group's members.
    candidates: RwSignal<Vec<Candidate>>,
    /// Receives the ticked members.
    #[prop(into)]
    on_add: Callback<Vec<Principal>>,
    /// The label of the button for so many people; reactive.
    act: fn(i64) -> String,
    /// Called when another group shall be chosen.
    #[prop(into)]
    on_other: Callback<()>,
    /// Called to close the dialog without adding anyone.
    #[prop(into)]
    on_cancel: Callback<()>,
) -> impl IntoView {
    let filter = RwSignal::new(String::new());
    let pages = Pages::new(PAGE);
    let all = candidates.with_untracked(Vec::len);
    let count = move || candidates.with(|all| all.iter().filter(|one| one.ticked).count());
    // Indices stay valid: ticking changes no positions.
    let fitting = Memo::new(move |_| {
        let text = filter.get();
        candidates.with(|all| {
            let fits = all.iter().enumerate().filter(|(_, one)| text.trim().is_empty() || one.who.is_about(&text));
            fits.map(|(at, _)| at).collect::<Vec<_>>()
        })
    });
    let total = Signal::derive(move || fitting.with(Vec::len));
    let shown = move || {
        let rows = pages.rows(total.get());
        fitting.with(|fitting| fitting.get(rows).unwrap_or_default().to_vec())
    };
    // Only the members that the filter shows, so that nobody is added unseen.
    let tick_all = move |on: bool| {
        let fitting = fitting.get_untracked();
        candidates.update(|all| {
            for at in fitting {
                if let Some(one) = all.get_mut(at).filter(|one| one.can_be_added()) {
                    one.ticked = on;
                }
            }
        });
    };
    let add = move |_| {
        let chosen = candidates
            .with_untracked(|all| all.iter().filter(|one| one.ticked).map(|one| one.who.clone()).collect::<Vec<_>>());
        on_add.run(chosen);
    };
    let title = move || {
        if all == 0 {
            return t!(members.import_empty, name = name.as_str());
        }
        t!(members.import_has, name = name.as_str(), count = all as i64)
    };
    let tools = (all > 0).then(|| view! {
        <div class="import-tools">
            <FilterField label=|| t!(members.import_filter) value=filter on_change=move |()| pages.show(0)/>
            <button type="button" class="btn s import-all" on:click=move |_| tick_all(true)>{tv!(members.import_all)}</button>
            <button type="button" class="btn s" on:click=move |_| tick_all(false)>{tv!(members.import_none)}</button>
        </div>
    });
    let nobody = move || {
        let text = filter.get();
        (all > 0 && total.get() == 0).then(|| view! { <p class="muted">{t!(members.nobody_fits, text = text)}</p> })
    };
    view! {
        <p role="status"><b>{title}</b></p>
        {tools}
        {nobody}
        <Show when=move || total.get() != 0>
            <div class="member-rows">
                <ul class="list" aria-label=tv!(group.members)>
                    <For each=shown key=|at| *at let(at)><Row candidates at/></For>
                </ul>
                {pages.pager(total)}
            </div>
        </Show>
        <div class="buttons">
            <button type="button" class="btn quiet" on:click=move |_| on_other.run(())>{tv!(members.import_other)}</button>
            <span class="grow"></span>
            <button type="button" class="btn" on:click=move |_| on_cancel.run(())>{tv!(common.cancel)}</button>
            <button type="button" class="btn primary" disabled=move || count() == 0 on:click=add>
                {move || act(count() as i64)}
            </button>
        </div>
    }
}

#[component]
fn Row(candidates: RwSignal<Vec<Candidate>>, at: usize) -> impl IntoView {
    let Some(Candidate { who, unfit, known, .. }) = candidates.with_untracked(|all| all.get(at).cloned()) else {
        return ().into_any();
    };
    let ticked = move || candidates.with(|all| all.get(at).is_some_and(|one| one.ticked));
    let tick = move |on: bool| {
        candidates.update(|all| {
            if let Some(one) = all.get_mut(at) {
                one.ticked = on;
            }
        });
    };
    let name = who.name.clone();
    let fixed = unfit.is_some() || known;
    let tag = (unfit.is_none() && known).then(|| view! { <span class="tag">{tv!(members.in_list)}</span> });
    let why = unfit.clone().map(|_| view! { <span class="tag warn">{tv!(members.unfit)}</span> });
    let reason = unfit.map(|problem| view! { <p class="hint">{move || problem_text(&problem)}</p> });
    view! {
        <li>
            <label class="import-row">
                <input type="checkbox" aria-label=name prop:checked=ticked disabled=fixed
                    on:change:target=move |ev| tick(ev.target().checked())/>
                <PrincipalLine who/>
            </label>
            <span class="controls">{tag} {why}</span>
            {reason}
        </li>
    }
    .into_any()
}
