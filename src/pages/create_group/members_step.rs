//! Step 3: who is in it.

use super::import::ImportDialog;
use super::paste::PasteDialog;
use super::state::Wizard;
use super::words::sentence;
use crate::api::Api;
use crate::i18n::{t, tv};
use crate::ui::field::{ErrorText, FieldText};
use crate::ui::focus;
use crate::ui::icon::Icon;
use crate::ui::people_picker::PeoplePicker;
use crate::ui::who::{Who, kind_name};
use leptos::prelude::*;
use model::group::{Field, Member, Membership, Principal};
use model::wire::ObjectId;

/// What can be a member.
const CLASSES: &[&str] = &["user", "group", "contact", "computer"];

/// The step.
#[component]
pub fn MembersStep(
    /// The wizard.
    wizard: Wizard,
) -> impl IntoView {
    let pasting = RwSignal::new(false);
    let importing = RwSignal::new(false);
    let said = RwSignal::new(String::new());
    let add = move |who: Principal| {
        let name = who.name.clone();
        let mut added = false;
        wizard.edit(&Field::Members, |draft| added = draft.add_member(who));
        said.set(if added { t!(members.added, name = name) } else { t!(members.already, name = name) });
    };
    let add_all = Callback::new(move |all: Vec<Principal>| {
        let asked = all.len();
        let mut added = 0;
        wizard
            .edit(&Field::Members, |draft| added = all.into_iter().filter(|who| draft.add_member(who.clone())).count());
        said.set(t!(members.added_many, count = added as i64, known = (asked - added) as i64));
    });
    let text = FieldText::new(
        "add-members",
        || t!(members.add),
        move || wizard.problem(&Field::Members).as_ref().map(sentence),
    )
    .hint(|| t!(members.add_hint).to_owned());
    let ids = move || wizard.draft.with(|d| d.members.iter().map(|m| m.who.id.clone()).collect::<Vec<_>>());
    let count = move || wizard.draft.with(|draft| draft.members.len() as i64);
    view! {
        <PeoplePicker text classes=CLASSES on_pick=add/>
        <div class="row">
            <button type="button" class="btn s" on:click=move |_| pasting.set(true)>{tv!(members.paste)}</button>
            <button type="button" class="btn s" on:click=move |_| importing.set(true)>{tv!(members.import)}</button>
            <span class="grow"></span>
            <span class="small muted nums">{move || t!(members.count, count = count())}</span>
        </div>
        <div class="visually-hidden" role="status">{move || said.get()}</div>
        <Show when=move || count() != 0 fallback=|| view! {
            <div class="empty">{Icon::Groups.view()}<p>{tv!(members.none_yet)}</p></div>
        }>
            <ul class="list" aria-label=tv!(group.members)>
                <For each=ids key=Clone::clone let(id)><MemberRow wizard id/></For>
            </ul>
        </Show>
        <PasteDialog open=pasting classes=CLASSES on_add=add_all/>
        <ImportDialog open=importing on_add=add_all/>
    }
}

/// One member: who, for how long, and the way out.
#[component]
fn MemberRow(wizard: Wizard, id: ObjectId) -> impl IntoView {
    let interval = Api::expect().config().lifecycle_job_hours;
    let id = StoredValue::new(id);
    let member = Memo::new(move |_| {
        wizard.draft.with(|draft| id.with_value(|id| draft.members.iter().find(|m| m.who.id == *id).cloned()))
    });
    let field = move || Field::Member(id.get_value());
    let change = move |membership: Membership| {
        wizard.edit(&field(), |draft| {
            let found = id.with_value(|id| draft.members.iter_mut().find(|m| m.who.id == *id));
            if let Some(member) = found {
                member.membership = membership;
            }
        });
    };
    let Some(Member { who, .. }) = member.get_untracked() else { return ().into_any() };
    let name = StoredValue::new(who.name.clone());
    let kind = who.kind;
    let temporary = move || match member.get().map(|m| m.membership) {
        Some(Membership::Temporary { from, to }) => Some((from, to)),
        _ => None,
    };
    let dates = move || temporary().unwrap_or_default();
    let remove = move |_| {
        wizard.edit(&Field::Members, |draft| id.with_value(|id| draft.members.retain(|m| m.who.id != *id)));
        focus::soon("[id=\"add-members\"]");
    };
    let switch = move |temporary: bool| {
        change(if temporary {
            Membership::Temporary { from: String::new(), to: String::new() }
        } else {
            Membership::Permanent
        });
    };
    let problem = Signal::derive(move || wizard.problem(&field()).as_ref().map(sentence));
    let invalid = move || problem.with(|p| p.is_some()).then_some("true");
    // Compared as days: a window within one run of the lifecycle job may pass unnoticed.
    let short = move || {
        let (from, to) = dates();
        interval.filter(|hours| *hours >= 24 && !from.is_empty() && from == to)
    };
    view! {
        <li>
            <span class="who"><Who who/><span class="tag">{move || kind_name(kind)}</span></span>
            <span class="controls">
                <select class="input select" aria-invalid=invalid aria-label=move || t!(members.membership_of, name = name.get_value())
                    on:change:target=move |ev| switch(ev.target().value() == "temporary")>
                    <option value="permanent" prop:selected=move || temporary().is_none()>{tv!(members.permanent)}</option>
                    <option value="temporary" prop:selected=move || temporary().is_some()>{tv!(members.temporary)}</option>
                </select>
                <Show when=move || temporary().is_some()>
                    <input class="input" type="date" aria-invalid=invalid prop:value=move || dates().0
                        aria-label=move || t!(members.from_of, name = name.get_value())
                        on:input:target=move |ev| change(Membership::Temporary { from: ev.target().value(), to: untrack(dates).1 })/>
                    <input class="input" type="date" aria-invalid=invalid prop:value=move || dates().1
                        aria-label=move || t!(members.to_of, name = name.get_value())
                        on:input:target=move |ev| change(Membership::Temporary { from: untrack(dates).0, to: ev.target().value() })/>
                </Show>
                <button type="button" class="btn s quiet icon" aria-label=move || t!(members.remove, name = name.get_value())
                    on:click=remove>{Icon::Remove.view()}</button>
            </span>
            <Show when=move || short().is_some()>
                <p class="hint">{move || short().map(|hours| t!(members.short_window, hours = hours))}</p>
            </Show>
            <ErrorText id=id.with_value(|id| format!("member-{id}-error")) error=problem/>
        </li>
    }
    .into_any()
}
