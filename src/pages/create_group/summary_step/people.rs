//! The summary of members and owners.

use crate::i18n::t;
use crate::ui::format;
use crate::ui::principal::Avatar;
use leptos::prelude::*;
use model::group::{Form, GroupDraft, Member, Membership, Owner, OwnerModel, Principal};

/// How many people are listed by name before the rest is counted.
const NAMED: usize = 12;

/// The members of a static group.
pub(super) fn members(draft: &GroupDraft) -> AnyView {
    if draft.members.is_empty() {
        return view! { <p class="muted">{t!(summary.no_members)}</p> }.into_any();
    }
    let (mut permanent, mut temporary) = (Vec::new(), Vec::new());
    for Member { who, membership } in &draft.members {
        match membership {
            Membership::Permanent => permanent.push(chip(who, None)),
            // Temporary members are entered one by one, so all of them are listed, with their days.
            Membership::Temporary { from, to } => {
                let [from, to] = [from, to].map(|day| format::day(day).unwrap_or_default());
                temporary.push(chip(who, Some(t!(members.from_to, from = from, to = to))));
            }
        }
    }
    let more = permanent.len().saturating_sub(NAMED) as i64;
    let more = (more > 0).then(|| view! { <span class="muted small">{t!(summary.more, count = more)}</span> });
    permanent.truncate(NAMED);
    let limited = temporary.len() as i64;
    let limited = (limited > 0).then(|| {
        view! {
            <p class="small">{t!(summary.temporary, count = limited)}</p>
            <div class="people">{temporary}</div>
        }
    });
    view! {
        <div class="stack tight">
            <p>{t!(members.count, count = draft.members.len() as i64)}</p>
            <div class="people">{permanent} {more}</div>
            {limited}
        </div>
    }
    .into_any()
}

/// The primary and additional owners; the plain list where the store has neither.
pub(super) fn owners(draft: &GroupDraft, form: &Form) -> AnyView {
    let (label, first): (_, Vec<_>) = match form.owners {
        OwnerModel::Several => (t!(group.owners), draft.owners.iter().collect()),
        OwnerModel::Primary => (t!(owners.primary), draft.primary_owner.iter().collect()),
    };
    let none = first.is_empty().then(|| view! { <span class="muted">{t!(owners.none)}</span> });
    let first = first.into_iter().map(|who| chip(who, None)).collect_view();
    let one = |owner: &Owner| chip(&owner.who, owner.do_not_notify.then(|| t!(owners.not_notified).to_owned()));
    let some = form.additional_owners && !draft.additional_owners.is_empty();
    if form.owners == OwnerModel::Several && !some {
        let left_out = form.roles && draft.leaves_owners_out();
        let left_out = left_out.then(|| view! { <p class="small">{t!(summary.owners_left_out)}</p> });
        return view! { <div class="stack tight"><div class="people">{first}</div>{left_out}</div> }.into_any();
    }
    let chips = draft.additional_owners.iter().map(one).collect_view();
    view! {
        <dl class="facts">
            <dt>{label}</dt><dd><span class="people">{first} {none}</span></dd>
            {some.then(|| view! { <dt>{t!(owners.additional)}</dt><dd><span class="people">{chips}</span></dd> })}
        </dl>
    }
    .into_any()
}

/// A person with an optional note.
pub(super) fn chip(who: &Principal, note: Option<String>) -> AnyView {
    let name = who.name.clone();
    let note = note.map(|note| view! { <small>{note}</small> });
    view! { <span class="person-chip"><Avatar name=name.clone() kind=who.kind/><span>{name} " " {note}</span></span> }
        .into_any()
}
