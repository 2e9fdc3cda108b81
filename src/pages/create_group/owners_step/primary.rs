//! The primary owner in the owners step.

use crate::i18n::{t, tv};
use crate::pages::create_group::state::Wizard;
use crate::ui::field::{ErrorText, FieldText};
use crate::ui::focus;
use crate::ui::people_picker::PeoplePicker;
use crate::ui::principal::PrincipalLine;
use crate::words::problem_text;
use leptos::prelude::*;
use model::group::{Field, Principal};

#[component]
pub(super) fn Primary(
    /// The wizard's state.
    wizard: Wizard,
) -> impl IntoView {
    let problem = move |field: Field| move || wizard.problem(&field).as_ref().map(problem_text);
    let classes = untrack(|| wizard.form()).owner_classes();
    let primary = Memo::new(move |_| wizard.draft.with(|draft| draft.primary_owner.clone()));
    let set = move |who: Option<Principal>, focus: &'static str| {
        wizard.edit(&Field::PrimaryOwner, |draft| draft.primary_owner = who);
        focus::soon(focus);
    };
    let chosen = move |who: Principal| {
        let name = who.name.clone();
        let error = Signal::derive(problem(Field::PrimaryOwner));
        view! {
            <div class="field">
                <span class="label">{tv!(owners.primary)}</span>
                <ul class="list" aria-label=tv!(owners.primary)>
                    <li>
                        <PrincipalLine who/>
                        <span class="controls">
                            <button type="button" class="btn s" id="change-owner" data-invalid=move || error.with(|e| e.is_some()).then_some("") aria-label=move || t!(owners.change_from, name = name.clone())
                                on:click=move |_| set(None, "[id=\"primary-owner\"]")>{tv!(owners.change)}</button>
                        </span>
                    </li>
                </ul>
                <ErrorText id="primary-owner-error" error/>
            </div>
        }
    };
    let picker = move || {
        let text = FieldText::new("primary-owner", || t!(owners.primary), problem(Field::PrimaryOwner))
            .hint(|| t!(owners.primary_hint).to_owned());
        let pick = move |who: Principal| set(Some(who), "[id=\"change-owner\"]");
        view! { <PeoplePicker text classes on_pick=pick/> }
    };
    move || match primary.get() {
        Some(who) => chosen(who).into_any(),
        None => picker().into_any(),
    }
}
