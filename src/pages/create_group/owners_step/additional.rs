//! The additional owners in the owners step.

use crate::i18n::{t, tv};
use crate::pages::create_group::person_row::{PersonRow, list_id};
use crate::pages::create_group::state::Wizard;
use crate::pages::create_group::undo::Undo;
use crate::ui::field::FieldText;
use crate::ui::people_picker::PeoplePicker;
use crate::words::problem_text;
use leptos::prelude::*;
use model::group::{Field, Owner, OwnerModel, Principal};
use model::wire::ObjectId;

#[component]
pub(super) fn Additional(
    /// The wizard's state.
    wizard: Wizard,
) -> impl IntoView {
    let form = untrack(|| wizard.form());
    let said = RwSignal::new(String::new());
    let add = move |who: Principal| {
        let name = who.name.clone();
        let mut added = false;
        wizard.edit(&Field::AdditionalOwners, |draft| {
            added = !draft.additional_owners.iter().any(|owner| owner.who.id == who.id);
            if added {
                draft.additional_owners.push(Owner { who, do_not_notify: false });
            }
        });
        said.set(if added { t!(members.added, name = name) } else { t!(members.already, name = name) });
    };
    let problem = move || wizard.problem(&Field::AdditionalOwners).as_ref().map(problem_text);
    let text = FieldText::new("additional-owners", || t!(owners.additional), problem)
        .hint(move || hint(wizard, form.owners == OwnerModel::Primary));
    let ids = move || wizard.draft.with(|d| d.additional_owners.iter().map(|o| o.who.id.clone()).collect::<Vec<_>>());
    view! {
        <PeoplePicker text classes=form.owner_classes() on_pick=add/>
        <p class="member-said small" role="status">{move || said.get()}</p>
        <Show when=move || !ids().is_empty()>
            <ul class="list" id=list_id("additional-owners") aria-label=tv!(owners.additional)>
                <For each=ids key=Clone::clone let(id)><OwnerRow wizard id said/></For>
            </ul>
        </Show>
    }
}

/// How many additional owners there must or can be, or what they are; reactive.
fn hint(wizard: Wizard, is_primary: bool) -> String {
    wizard.with_store(|store| {
        let policy = &store.groups;
        let least = policy.minimum_additional_owners as i64;
        match policy.maximum_additional_owners {
            _ if least > 0 => t!(owners.at_least, count = least),
            Some(most) => t!(owners.at_most, count = most as i64),
            None if is_primary && policy.minimum_owners > 1 => t!(owners.minimum, count = policy.minimum_owners as i64),
            None if is_primary => t!(owners.additional_hint).to_owned(),
            None => String::new(),
        }
    })
}

/// An additional owner, with the choice not to notify them.
#[component]
fn OwnerRow(wizard: Wizard, id: ObjectId, said: RwSignal<String>) -> impl IntoView {
    let undo = Undo::expect();
    let nothing = Callback::new(|_| {});
    let id = StoredValue::new(id);
    let owner = Memo::new(move |_| {
        wizard.draft.with(|draft| id.with_value(|id| draft.additional_owners.iter().find(|o| o.who.id == *id).cloned()))
    });
    let Some(Owner { who, .. }) = owner.get_untracked() else { return ().into_any() };
    let name = who.name.clone();
    let quiet = move || owner.get().is_some_and(|owner| owner.do_not_notify);
    let set = move |on: bool| {
        wizard.edit(&Field::AdditionalOwners, |draft| {
            if let Some(owner) = id.with_value(|id| draft.additional_owners.iter_mut().find(|o| o.who.id == *id)) {
                owner.do_not_notify = on;
            }
        });
    };
    let remove = move |()| {
        id.with_value(|id| {
            undo.remove(wizard, Field::AdditionalOwners, |draft| &mut draft.additional_owners, id, nothing);
        });
        said.set(String::new());
    };
    let controls = view! {
        <label class="check small">
            <input type="checkbox" prop:checked=quiet on:change:target=move |ev| set(ev.target().checked())
                aria-label=move || t!(owners.do_not_notify_named, name = name.clone())/>
            <span>{tv!(owners.do_not_notify)}</span>
        </label>
    };
    view! {
        <PersonRow who controls=controls.into_any() remove=|name| t!(owners.remove, name = name) on_remove=remove
            field="additional-owners"/>
    }
    .into_any()
}
