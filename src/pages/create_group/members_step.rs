//! Step 3: who is in it.

use super::import::ImportDialog;
use super::paste::PasteDialog;
use super::person_row::PersonRow;
use super::state::Wizard;
use super::words::sentence;
use crate::api::Api;
use crate::i18n::{t, tv};
use crate::ui::field::{DayField, ErrorText, FieldText};
use crate::ui::format;
use crate::ui::icon::Icon;
use crate::ui::people_picker::PeoplePicker;
use crate::ui::who::kind_name;
use leptos::prelude::*;
use model::group::{Field, Member, Membership, Principal};
use model::wire::ObjectId;

/// The step.
#[component]
pub fn MembersStep(
    /// The wizard.
    wizard: Wizard,
) -> impl IntoView {
    let classes = untrack(|| wizard.form()).members;
    let left_out = RwSignal::new(0_i64);
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
        left_out.set(0);
        let asked = all.len();
        let mut added = 0;
        wizard
            .edit(&Field::Members, |draft| added = all.into_iter().filter(|who| draft.add_member(who.clone())).count());
        said.set(t!(members.added_many, count = added as i64, known = (asked - added) as i64));
    });
    let imported = Callback::new(move |(all, others): (Vec<Principal>, i64)| {
        add_all.run(all);
        left_out.set(others);
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
        <PeoplePicker text classes on_pick=add/>
        <div class="row">
            <button type="button" class="btn s" on:click=move |_| pasting.set(true)>{tv!(members.paste)}</button>
            <button type="button" class="btn s" on:click=move |_| importing.set(true)>{tv!(members.import)}</button>
            <span class="grow"></span>
            <span class="small muted nums">{move || t!(members.count, count = count())}</span>
        </div>
        <div class="visually-hidden" role="status">{move || said.get()}</div>
        <div aria-live="polite">
            {move || (left_out.get() > 0).then(|| view! {
                <div class="panel info">{Icon::Info.view()}<p>{t!(members.left_out, count = left_out.get())}</p></div>
            })}
        </div>
        <Show when=move || count() != 0 fallback=|| view! {
            <div class="empty">{Icon::Groups.view()}<p>{tv!(members.none_yet)}</p></div>
        }>
            <ul class="list" aria-label=tv!(group.members)>
                <For each=ids key=Clone::clone let(id)><MemberRow wizard id/></For>
            </ul>
        </Show>
        <PasteDialog open=pasting on_add=add_all classes/>
        <ImportDialog open=importing on_add=imported classes/>
    }
}

/// One member: who, for how long, and the way out.
#[component]
fn MemberRow(wizard: Wizard, id: ObjectId) -> impl IntoView {
    let interval = Api::expect().config().lifecycle_job_hours;
    let limited = untrack(|| wizard.form()).temporary;
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
    let Some(Member { who, membership }) = member.get_untracked() else { return ().into_any() };
    let name = StoredValue::new(who.name.clone());
    let kind = who.kind;
    let temporary = move || match member.get().map(|m| m.membership) {
        Some(Membership::Temporary { from, to }) => Some((from, to)),
        _ => None,
    };
    let dates = move || temporary().unwrap_or_default();
    let remove = move |()| {
        wizard.edit(&Field::Members, |draft| id.with_value(|id| draft.members.retain(|m| m.who.id != *id)));
    };
    // The days come back with the kind of membership; at first it starts today.
    let days = StoredValue::new(match membership {
        Membership::Temporary { .. } => membership,
        Membership::Permanent => Membership::Temporary { from: format::today(), to: String::new() },
    });
    let switch = move |temporary: bool| change(if temporary { days.get_value() } else { Membership::Permanent });
    let enter = move |from: String, to: String| {
        days.set_value(Membership::Temporary { from, to });
        switch(true);
    };
    let problem = Signal::derive(move || wizard.problem(&field()).as_ref().map(sentence));
    let invalid = Signal::derive(move || problem.with(|p| p.is_some()).then_some("true"));
    // A space would part it in `aria-describedby`.
    let row = id.with_value(|id| id.as_str().replace(' ', "_"));
    let (error_id, hint_id) = (format!("member-{row}-error"), format!("member-{row}-hint"));
    // Compared as days: a window within one run of the lifecycle job may pass unnoticed.
    let short = move || {
        let (from, to) = dates();
        interval.filter(|hours| *hours >= 24 && !from.is_empty() && from == to)
    };
    let described_by = {
        let (error, hint) = (error_id.clone(), hint_id.clone());
        Signal::derive(move || {
            let ids = [problem.with(|p| p.is_some()).then_some(&error), short().is_some().then_some(&hint)];
            let ids: Vec<_> = ids.into_iter().flatten().map(String::as_str).collect();
            (!ids.is_empty()).then(|| ids.join(" "))
        })
    };
    type Read = fn((String, String)) -> String;
    let day = move |label: fn() -> &'static str, name: Signal<String>, read: Read, on_input: Callback<String>| {
        let value = Signal::derive(move || read(dates()));
        view! { <DayField label name value described_by invalid on_input/> }
    };
    let membership = move || {
        view! {
            <span class="drop">
                <select class="input" aria-invalid=invalid aria-describedby=described_by
                    aria-label=move || t!(members.membership_of, name = name.get_value())
                    on:change:target=move |ev| switch(ev.target().value() == "temporary")>
                    <option value="permanent" prop:selected=move || temporary().is_none()>{tv!(members.permanent)}</option>
                    <option value="temporary" prop:selected=move || temporary().is_some()>{tv!(members.temporary)}</option>
                </select>
            </span>
            <Show when=move || temporary().is_some()>
                {day(
                    || t!(members.first_day),
                    Signal::derive(move || t!(members.from_of, name = name.get_value())),
                    |(from, _)| from,
                    Callback::new(move |from| enter(from, untrack(dates).1)),
                )}
                {day(
                    || t!(members.last_day),
                    Signal::derive(move || t!(members.to_of, name = name.get_value())),
                    |(_, to)| to,
                    Callback::new(move |to| enter(untrack(dates).0, to)),
                )}
            </Show>
        }
    };
    let controls = view! {
        <span class="tag">{move || kind_name(kind)}</span>
        {limited.then(membership)}
    };
    // Without a choice of membership, only the way out mends what is wrong.
    let wrong = {
        let id = error_id.clone();
        Signal::derive(move || problem.with(|p| p.is_some()).then(|| id.clone()).filter(|_| !limited))
    };
    let hint = move || {
        short().map(|hours| {
            view! { <p class="hint" id=hint_id.clone()>{t!(members.short_window, hours = hours)}</p> }
        })
    };
    let below = view! { {hint} <ErrorText id=error_id error=problem/> };
    view! {
        <PersonRow who controls=controls.into_any() below=below.into_any() remove=|name| t!(members.remove, name = name)
            wrong on_remove=remove field="add-members"/>
    }
    .into_any()
}
