//! The owners step with several equal owners, at least one of them required.

use crate::i18n::{t, tv};
use crate::pages::create_group::person_row::{PersonRow, list_id};
use crate::pages::create_group::state::Wizard;
use crate::pages::create_group::undo::Undo;
use crate::ui::field::FieldText;
use crate::ui::people_picker::PeoplePicker;
use crate::words::problem_text;
use leptos::prelude::*;
use model::group::{Field, Principal};
use model::wire::ObjectId;

#[component]
pub(super) fn Several(
    /// The wizard's state.
    wizard: Wizard,
) -> impl IntoView {
    let classes = untrack(|| wizard.form()).owner_classes();
    let minimum = wizard.with_store(|store| store.groups.minimum_owners).max(1) as i64;
    let said = RwSignal::new(String::new());
    let add = move |who: Principal| {
        let name = who.name.clone();
        let mut added = false;
        wizard.edit(&Field::Owners, |draft| {
            added = !draft.owners.iter().any(|owner| owner.id == who.id);
            if added {
                draft.owners.push(who);
            }
        });
        said.set(if added { t!(members.added, name = name) } else { t!(members.already, name = name) });
    };
    let problem = move || wizard.problem(&Field::Owners).as_ref().map(problem_text);
    let text =
        FieldText::new("add-owners", || t!(owners.add), problem).hint(move || t!(owners.same_rank, count = minimum));
    let ids = move || wizard.draft.with(|draft| draft.owners.iter().map(|who| who.id.clone()).collect::<Vec<_>>());
    view! {
        <PeoplePicker text classes on_pick=add/>
        <p class="member-said small" role="status">{move || said.get()}</p>
        <Show when=move || !ids().is_empty()>
            <ul class="list" id=list_id("add-owners") aria-label=tv!(group.owners)>
                <For each=ids key=Clone::clone let(id)><OwnerRow wizard id said/></For>
            </ul>
        </Show>
    }
}

#[component]
fn OwnerRow(wizard: Wizard, id: ObjectId, said: RwSignal<String>) -> impl IntoView {
    let undo = Undo::expect();
    let nothing = Callback::new(|_| {});
    let find = |wizard: Wizard| wizard.draft.with_untracked(|draft| draft.owners.iter().find(|o| o.id == id).cloned());
    let Some(who) = find(wizard) else { return ().into_any() };
    let remove = move |()| {
        undo.remove(wizard, Field::Owners, |draft| &mut draft.owners, &id, nothing);
        said.set(String::new());
    };
    view! {
        <PersonRow who controls=().into_any() remove=|name| t!(owners.remove, name = name) on_remove=remove
            field="add-owners"/>
    }
    .into_any()
}
