//! The list of steps at the side, each with its state.

use super::state::{StepState, Wizard};
use super::words::{step_name, type_words};
use crate::i18n::{t, tv};
use crate::ui::icon::Icon;
use leptos::prelude::*;
use model::group::{GroupDraft, GroupKind, Step};

#[component]
pub fn StepList(
    /// The wizard's state.
    wizard: Wizard,
) -> impl IntoView {
    let one = move |(at, step): (usize, Step)| {
        let state = Memo::new(move |_| wizard.state(step));
        let here = move || wizard.step.get() == step;
        let mark = move || match (here(), state.get()) {
            (false, StepState::Done) => Icon::Check.view().into_any(),
            (_, StepState::Wrong) => view! { "!" }.into_any(),
            _ => view! { {at + 1} }.into_any(),
        };
        let said = move || match state.get() {
            StepState::Wrong => t!(wizard.has_errors).to_owned(),
            _ => short(wizard, step),
        };
        view! {
            <li class:done=move || state.get() == StepState::Done && !here() class:wrong=move || state.get() == StepState::Wrong>
                <button type="button" aria-current=move || here().then_some("step") on:click=move |_| wizard.go(step)>
                    <span class="mark" aria-hidden="true">{mark}</span>
                    <span><b>{move || step_name(step, wizard.draft.with(|draft| draft.kind))}</b><small>{said}</small></span>
                </button>
            </li>
        }
    };
    view! {
        <nav aria-label=tv!(wizard.steps)>
            <ol class="steps">{Step::ALL.into_iter().enumerate().map(one).collect_view()}</ol>
        </nav>
    }
}

/// A short summary of what was entered on a step; reactive.
fn short(wizard: Wizard, step: Step) -> String {
    wizard.draft.with(|draft| match step {
        Step::GroupType => type_words(draft, wizard.with_store(|store| store.kind)),
        Step::General => draft.general.full_name(),
        Step::Members if draft.kind == GroupKind::Smart && draft.rule.criteria.is_empty() => String::new(),
        Step::Members if draft.kind == GroupKind::Smart => {
            t!(rule.conditions, count = draft.rule.criteria.root().conditions() as i64)
        }
        Step::Members if draft.members.is_empty() => String::new(),
        Step::Members => t!(members.count, count = draft.members.len() as i64),
        Step::Owners => owners(draft),
        Step::Summary => String::new(),
    })
}

/// The first owner, and the number of further ones.
fn owners(draft: &GroupDraft) -> String {
    let mut all = draft.all_owners().map(|who| who.name.as_str());
    let first = all.next().unwrap_or_default();
    match all.count() {
        0 => first.to_owned(),
        more => t!(owners.and_more, count = more as i64, name = first),
    }
}
