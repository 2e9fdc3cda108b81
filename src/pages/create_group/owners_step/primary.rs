//! The owners step with one primary owner and any number of additional owners.

use super::CLASSES;
use crate::i18n::{t, tv};
use crate::pages::create_group::person_row::{PersonRow, list_id};
use crate::pages::create_group::state::Wizard;
use crate::pages::create_group::undo::Undo;
use crate::ui::field::{ErrorText, FieldText};
use crate::ui::focus;
use crate::ui::people_picker::PeoplePicker;
use crate::ui::principal::PrincipalLine;
use crate::words::problem_text;
use leptos::prelude::*;
use model::group::{Field, Owner, Principal};
use model::wire::ObjectId;

#[component]
pub(super) fn Primary(
    /// The wizard's state.
    wizard: Wizard,
) -> impl IntoView {
    let problem = move |field: Field| move || wizard.problem(&field).as_ref().map(problem_text);
    let minimum = wizard.store().groups.minimum_owners as i64;
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
        view! { <PeoplePicker text classes=CLASSES on_pick=pick/> }
    };
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
    let additional = FieldText::new("additional-owners", || t!(owners.additional), problem(Field::AdditionalOwners))
        .hint(
            move || {
                if minimum > 1 { t!(owners.minimum, count = minimum) } else { t!(owners.additional_hint).to_owned() }
            },
        );
    let ids = move || wizard.draft.with(|d| d.additional_owners.iter().map(|o| o.who.id.clone()).collect::<Vec<_>>());
    view! {
        {move || match primary.get() {
            Some(who) => chosen(who).into_any(),
            None => picker().into_any(),
        }}
        <PeoplePicker text=additional classes=CLASSES on_pick=add/>
        <p class="member-said small" role="status">{move || said.get()}</p>
        <Show when=move || !ids().is_empty()>
            <ul class="list" id=list_id("additional-owners") aria-label=tv!(owners.additional)>
                <For each=ids key=Clone::clone let(id)><OwnerRow wizard id said/></For>
            </ul>
        </Show>
    }
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
