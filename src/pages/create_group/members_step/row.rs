//! The row of a member: name, type of membership and a button that removes it.

use super::FIELD;
use crate::api::Api;
use crate::i18n::{t, tv};
use crate::pages::create_group::person_row::{PersonRow, row_id};
use crate::pages::create_group::state::Wizard;
use crate::pages::create_group::undo::Undo;
use crate::ui::field::{DayField, ErrorText};
use crate::ui::format;
use crate::ui::principal::kind_name;
use crate::words::problem_text;
use leptos::prelude::*;
use model::group::{Field, Member, Membership, Problem};
use model::wire::ObjectId;
use std::collections::HashSet;

/// Reads the first or the last day of a membership.
type Read = fn((String, String)) -> String;

#[component]
pub fn MemberRow(
    /// The wizard's state.
    wizard: Wizard,
    /// The member's object id.
    id: ObjectId,
    /// Members that were just added.
    fresh: RwSignal<HashSet<ObjectId>>,
    /// Called when an undo has brought the member back.
    shown: Callback<ObjectId>,
    /// Called after the member was removed.
    on_remove: Callback<()>,
) -> impl IntoView {
    let undo = Undo::expect();
    let is_fresh = {
        let id = id.clone();
        Signal::derive(move || fresh.with(|fresh| fresh.contains(&id)))
    };
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
        id.with_value(|id| undo.remove(wizard, Field::Members, |draft| &mut draft.members, id, shown));
        on_remove.run(());
    };
    // The days are kept while the membership is permanent. A new temporary membership starts today.
    let days = StoredValue::new(match membership {
        Membership::Temporary { .. } => membership,
        Membership::Permanent => Membership::Temporary { from: format::today(), to: String::new() },
    });
    let switch = move |temporary: bool| change(if temporary { days.get_value() } else { Membership::Permanent });
    let enter = move |from: String, to: String| {
        days.set_value(Membership::Temporary { from, to });
        switch(true);
    };
    let problem = Signal::derive(move || wizard.problem(&field()).as_ref().map(problem_text));
    // A missing day is marked alone; any other error concerns the whole choice.
    let invalid = move |read: Read| {
        Signal::derive(move || match wizard.problem(&field())? {
            Problem::NotADay if read(dates()).is_empty() => Some("true"),
            Problem::NotADay => dates_are_full(&dates()).then_some("true"),
            _ => Some("true"),
        })
    };
    let invalid_choice =
        Signal::derive(move || wizard.problem(&field()).filter(|problem| *problem != Problem::NotADay).map(|_| "true"));
    let row = id.with_value(|id| row_id(FIELD, id));
    let (error_id, hint_id) = (format!("{row}-error"), format!("{row}-hint"));
    // Compared as days: a membership shorter than the interval of the lifecycle job may never take effect.
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
    let day = move |label: fn() -> &'static str, name: Signal<String>, read: Read, on_input: Callback<String>| {
        let value = Signal::derive(move || read(dates()));
        view! { <DayField label name value described_by invalid=invalid(read) on_input/> }
    };
    let membership = move || {
        view! {
            <span class="drop">
                <select class="input" aria-invalid=invalid_choice aria-describedby=described_by
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
    // Without a choice of membership, only the Remove button can fix the error.
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
            wrong fresh=is_fresh on_remove=remove field=FIELD/>
    }
    .into_any()
}

fn dates_are_full((from, to): &(String, String)) -> bool {
    !from.is_empty() && !to.is_empty()
}
